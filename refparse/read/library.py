"""Reads the user's own library: .bib, CSL JSON or YAML, RIS, Zotero RDF or JSON; gives works that are the truth."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from refparse.csl_json import item_to_work
from refparse.errors import ReadError
from refparse.formats.stored_dates import stored_date
from refparse.formats.zotero_items import is_work, item_to_csl
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.variables import VARIABLES
from refparse.model.work import Work
from refparse.read.encoding import read_file_text
from refparse.read.latex_bib import read_bib
from refparse.read.library_rdf import rdf_items
from refparse.read.library_ris import ris_items

Item = Mapping[str, Any]
_EDTF_SEASONS: Final = range(21, 25)
_PLAIN: Final = (str, int, float)


def read_library(path: Path) -> tuple[tuple[Work, ...], tuple[Diagnostic, ...]]:
    """Give the works of a library file; the ending, or else the content, says the format.

    For example ``read_library(Path("library.bib"))``; a work's id is its citation key. Raises ReadError where the
    file is missing, too large, broken, or no library.
    """
    if not path.is_file():
        raise ReadError("there is no such file" if not path.exists() else "is a folder, not a file", path=path)
    reader = _READERS.get(path.suffix.lower()) or _guessed(path)
    items, diagnostics = reader(path)
    works = tuple(item_to_work(_mended(item)) for item in items)
    if not works:
        raise ReadError("holds no works (looked for .bib, CSL JSON or YAML, RIS, Zotero RDF or JSON)", path=path)
    return works, diagnostics


Read = tuple[list[Item], tuple[Diagnostic, ...]]


def _guessed(path: Path) -> Callable[[Path], Read]:
    start = read_file_text(path)[0].lstrip("\ufeff \t\r\n")[:4096]
    if start[:1] in "[{":
        return _read_json
    if start.startswith("<"):
        return _read_rdf
    if start.startswith("TY  -"):
        return _read_ris
    if "@" in start:
        return _read_bib
    raise ReadError("is no library that is known (.bib, CSL JSON or YAML, RIS, Zotero RDF or JSON)", path=path)


def _read_bib(path: Path) -> Read:
    return list(read_bib(path).values()), ()


def _read_ris(path: Path) -> Read:
    text, diagnostics = read_file_text(path)
    return list(ris_items(text)), diagnostics


def _read_rdf(path: Path) -> Read:
    return [item_to_csl(item) for item in rdf_items(path) if is_work(item)], ()


def _read_json(path: Path) -> Read:
    text, diagnostics = read_file_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError("is no JSON", path=path, place=f"line {error.lineno}") from None
    except RecursionError:
        raise ReadError("is nested too deep", path=path) from None
    return _items_of(data, path, diagnostics)


def _read_yaml(path: Path) -> Read:
    import yaml

    text, diagnostics = read_file_text(path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = next(iter(yaml.load_all(text, Loader=loader)), None)  # the C twin of SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ReadError("is no YAML", path=path, place=f"line {mark.line + 1}" if mark else "") from None
    return _items_of(data, path, diagnostics)


def _items_of(data: Any, path: Path, diagnostics: tuple[Diagnostic, ...]) -> Read:
    found = list(_plain_items(data))
    sound = [item for item in found if isinstance(item, Mapping) and ("type" in item or "itemType" in item)]
    if len(sound) < len(found):
        words = f"{len(found) - len(sound)} entries of {path.name} are no items and were left out"
        diagnostics = (*diagnostics, Diagnostic(code="R115", severity=Severity.DOUBT, message=words))
    return [item_to_csl(item) if "itemType" in item else item for item in sound if _is_kept(item)], diagnostics


def _is_kept(item: Item) -> bool:
    return "itemType" not in item or is_work(item)


def _plain_items(data: Any) -> Iterable[Any]:
    """Give the items of a list, of ``{"items": […]}`` or ``{"references": […]}``; Zotero wraps each in ``data``."""
    if isinstance(data, Mapping):
        data = data.get("items") or data.get("references") or ([data] if "type" in data else [])
    for item in data if isinstance(data, list) else ():
        inner = item.get("data") if isinstance(item, Mapping) else None
        yield inner if isinstance(inner, Mapping) else item


def _mended(item: Item) -> dict[str, Any]:
    """Give an item with the shapes that a work needs: dates and names as objects, seasons apart from months."""
    found: dict[str, Any] = {}
    for name, value in item.items():
        kind = VARIABLES[name].kind if name in VARIABLES else ""
        if kind == "date":
            value = _mended_date(value)
        elif kind == "names":
            value = [_mended_name(one) for one in value] if isinstance(value, list) else []
        elif name != "custom" and not isinstance(value, _PLAIN):
            continue
        found[_NAMES.get(name, name)] = value
    found["id"] = str(item.get("citation-key") or item.get("id") or "")
    return _with_own_variables(found)


_NAMES: Final = {
    "shortTitle": "title-short", "journalAbbreviation": "container-title-short", "event": "event-title",
    "part": "part-number", "supplement": "supplement-number",
}  # fmt: skip


def _with_own_variables(item: dict[str, Any]) -> dict[str, Any]:
    """Give back what our own CSL JSON keeps in ``custom`` since the schema has no place for it."""
    custom = item.get("custom")
    ours = custom.get("refparse") if isinstance(custom, Mapping) else None
    kept = ours.get("variables") if isinstance(ours, Mapping) else None
    if not isinstance(kept, Mapping):
        return item
    if "introduction" in kept and isinstance(item.get("contributor"), list):
        rest = [name for name in item["contributor"] if name not in kept["introduction"]]
        item = {name: value for name, value in item.items() if name != "contributor"} | (
            {"contributor": rest} if rest else {}
        )
    return {**item, **{name: value for name, value in _mended(kept).items() if name != "id"}}


def _mended_name(name: Any) -> dict[str, str]:
    """Give a name of plain parts; a list inside it could be a thousand lists, which nobody is to write out."""
    if isinstance(name, Mapping):
        return {str(part): str(value) for part, value in name.items() if isinstance(value, _PLAIN)}
    return {"literal": name} if isinstance(name, str) else {}


def _mended_date(value: Any) -> dict[str, Any]:
    if isinstance(value, (str, int)):
        return stored_date(str(value))
    if not isinstance(value, Mapping):
        return {}
    plain = {name: one for name, one in value.items() if isinstance(one, _PLAIN)}
    if "raw" in plain and "date-parts" not in value:
        return stored_date(str(plain["raw"]))
    parts = value.get("date-parts")
    points = [part for part in parts if isinstance(part, list) and part] if isinstance(parts, list) else []
    first = points[0] if points else []
    if len(first) > 1 and first[1] in _EDTF_SEASONS:
        return {"date-parts": [first[:1]], "season": first[1] - 20}
    return plain | ({"date-parts": points[:2]} if points else {})


_READERS: Final[dict[str, Callable[[Path], Read]]] = {
    ".bib": _read_bib, ".json": _read_json, ".yaml": _read_yaml, ".yml": _read_yaml, ".ris": _read_ris,
    ".rdf": _read_rdf,
}  # fmt: skip
