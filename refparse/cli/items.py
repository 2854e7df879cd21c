"""What `refparse render` prints: items of a document, a .bib file, CSL JSON, RIS, or the JSON of `refparse parse`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refparse.cli.options import Reading
from refparse.cli.sources import read_sources
from refparse.errors import ReadError

if TYPE_CHECKING:
    from refparse.model import Bibliography

Item = Mapping[str, Any]
_LIBRARIES = frozenset({".bib", ".json", ".ris", ".rdf", ".yaml", ".yml"})
_OURS = ("incomplete", "citations", "entries", "origins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Items to print; `marks` gives for the id of a doubtful work the word that marks it."""

    items: tuple[Item, ...]
    marks: Mapping[str, str] = field(default_factory=dict)


def read_items(source: str, reading: Reading, *, cited_in: bool = False) -> Source:
    """Give the items of a source; with `cited_in` each says in `annote` where it is cited.

    Raises ReadError where the source cannot be read, NoNotesFound for a document without notes.
    """
    path = Path(source)
    if path.suffix.lower() not in _LIBRARIES or path.is_dir():
        return _of_bibliography(read_sources([source], reading), cited_in)
    ours = _our_works(path)
    return _of_our_json(ours, cited_in) if ours is not None else _of_library(path)


def _of_bibliography(bibliography: Bibliography, cited_in: bool) -> Source:
    from refparse.render.items import doubt_marks, items_of

    items = items_of(bibliography)
    if cited_in:
        words = _places(bibliography)
        items = tuple({**item, "annote": words[item["id"]]} if item["id"] in words else item for item in items)
    return Source(items=items, marks=doubt_marks(bibliography))


def _places(bibliography: Bibliography) -> dict[str, str]:
    """Say for each work where it is cited: "Cited in notes 3, 17–19."."""
    from refparse.write.mentions import cited_in, mentions_by_work

    told = {work: cited_in(mentions) for work, mentions in mentions_by_work(bibliography).items()}
    return {work: f"{words[:1].upper()}{words[1:]}." for work, words in told.items() if words}


def _of_library(path: Path) -> Source:
    from refparse.csl_json import work_to_item
    from refparse.read.library import read_library

    works, _ = read_library(path)
    return Source(items=tuple(work_to_item(work) for work in works))


def _our_works(path: Path) -> dict[str, Any] | None:
    """Give the JSON that `refparse parse --json` printed, None for any other file."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # the reader of libraries says what is wrong with it
    is_ours = isinstance(data, dict) and isinstance(data.get("works"), dict) and isinstance(data.get("notes"), list)
    return data if is_ours else None


def _of_our_json(data: Mapping[str, Any], cited_in: bool) -> Source:
    works = [work for work in data["works"].values() if isinstance(work, dict)]
    if not works:
        raise ReadError("holds no works")
    places = _places_in_json(data) if cited_in else {}
    items = tuple(
        {
            **{name: value for name, value in work.items() if name not in _OURS},
            **({"annote": places[work["id"]]} if work.get("id") in places else {}),
        }
        for work in works
    )
    marks = {str(work.get("id")): "incomplete" for work in works if work.get("incomplete")}
    return Source(items=items, marks=marks)


def _places_in_json(data: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for note in data["notes"]:
        for citation in note.get("citations", ()):
            numbers = found.setdefault(citation.get("work") or "", [])
            if note.get("n") not in numbers:
                numbers.append(str(note.get("n")))
    return {work: f"Cited in note{'s' if len(n) > 1 else ''} {', '.join(n)}." for work, n in found.items() if work}
