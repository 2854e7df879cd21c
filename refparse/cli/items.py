"""What `refparse render` prints: items of a document, a .bib file, CSL JSON, RIS, or the JSON of `refparse parse`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refparse.cli.options import Reading
from refparse.cli.sources import read_sources
from refparse.errors import ReadError

if TYPE_CHECKING:
    from refparse.model import Bibliography

Item = Mapping[str, Any]
_LIBRARIES = frozenset({".bib", ".json", ".ris", ".rdf", ".yaml", ".yml"})
# what the JSON of `refparse parse` says of a work beside its CSL variables
_OURS = frozenset({"incomplete", "citations", "entries", "origins"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Items to print, with the bibliography they come from; None for a library, which cites nothing.

    `incomplete` holds the ids of works that the document never gives in full.
    """

    items: tuple[Item, ...]
    bibliography: Bibliography | None = None
    incomplete: frozenset[str] = frozenset()

    def annotated(self, locale: str) -> tuple[Item, ...]:
        """Give the items, each saying in `annote` in which notes it is cited."""
        from refparse.render.annotation import cited_in, with_annotations

        if self.bibliography is None:
            return self.items
        return tuple(with_annotations(self.items, cited_in(self.bibliography, locale)))

    def marks(self, locale: str) -> dict[str, str]:
        """Give the word that marks each doubtful work, by the id of its item."""
        from refparse.render.annotation import doubt_marks

        return doubt_marks(self.bibliography.works, locale) if self.bibliography else {}


def read_items(source: str, reading: Reading) -> Source:
    """Give the items of a source; raises ReadError where it cannot be read, NoNotesFound where it holds no notes."""
    path = Path(source)
    if path.suffix.lower() not in _LIBRARIES or path.is_dir():
        return _of_document(source, reading)
    ours = _our_works(path)
    return _of_our_json(ours, path) if ours is not None else _of_library(path)


def _of_document(source: str, reading: Reading) -> Source:
    from refparse.render.items import items_of

    bibliography = read_sources([source], reading)
    unsure = frozenset(work.id for work in bibliography.works if not work.complete)
    return Source(items=items_of(bibliography), bibliography=bibliography, incomplete=unsure)


def _of_library(path: Path) -> Source:
    from refparse.csl_json import work_to_item
    from refparse.read.library import read_library

    works, _ = read_library(path)
    return Source(items=tuple(work_to_item(work) for work in works))


def _our_works(path: Path) -> dict[str, Any] | None:
    """Give the works in the JSON that `refparse parse --json` printed, None for any other file."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # the reader of libraries says what is wrong with it
    is_ours = isinstance(data, dict) and isinstance(data.get("works"), dict) and "notes" in data
    return data["works"] if is_ours else None


def _of_our_json(works: Mapping[str, Any], path: Path) -> Source:
    items = [{**work, "id": key} for key, work in works.items() if isinstance(work, dict)]
    if not items:
        raise ReadError("holds no works", path=path)
    return Source(items=tuple({name: item[name] for name in item if name not in _OURS} for item in items))
