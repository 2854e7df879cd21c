"""Reads the case files of the readers: a sentence, a document, and what must come of it.

A case begins with a line ``=== sentence``. Its parts begin with lines ``--- name``:

``document``   the text that is read
``options``    one ``notes=end``, ``lines=3-7`` or ``pages=2-2`` a line
``notes``      number, two spaces, text; in order, all of them
``ids``        the ids of the notes, in order, on one line or several
``sentences``  number, two spaces, the sentence with the marker
``divisions``  number, two spaces, division
``italics``    number, two spaces, the stretches in italics parted by `` | ``
``bibliography``  the entries, one a line; ``[subhead]`` before an entry, ``(author)`` of a dash after `` <- ``
``abbreviations``  short form, two spaces, expansion
``fragments``  one a line
``codes``      the codes of the diagnostics that must be among those given
``error``      words of the error that must be raised
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from refparse.model.source import Document, MarkKind
from refparse.read import ReadOptions

CASES = Path(__file__).resolve().parents[1] / "cases" / "read"


@dataclass(frozen=True)
class Case:
    file: str
    sentence: str
    parts: dict[str, str]

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}"

    @property
    def options(self) -> ReadOptions:
        given: dict[str, object] = {}
        for line in self.parts.get("options", "").split("\n"):
            name, _, value = line.partition("=")
            if name in ("lines", "pages"):
                first, last = value.split("-")
                given[name] = (int(first), int(last))
            elif name:
                given[name] = value
        return ReadOptions(**given)  # type: ignore[arg-type]


def cases_in(folder: str) -> list[Case]:
    return [case for file in sorted((CASES / folder).glob("*.txt")) for case in _cases(file)]


def _cases(file: Path) -> list[Case]:
    chunks = re.split(r"(?m)^=== (?=\S)", file.read_text(encoding="utf-8").replace("<FF>", "\f"))[1:]
    found = []
    for chunk in chunks:
        sentence, _, rest = chunk.partition("\n")
        parts = re.split(r"(?m)^--- (\w+)\n", rest)[1:]
        named = {name: text.strip("\n") for name, text in zip(parts[::2], parts[1::2], strict=True)}
        found.append(Case(file.stem, sentence.strip(), named))
    return found


def shown(document: Document, name: str) -> str:
    """Give one aspect of a document in the form in which the cases write it."""
    return "\n".join(SHOWN[name](document))


def _italics(document: Document) -> list[str]:
    listed = []
    for note in document.notes:
        words = [note.text[mark.start : mark.end] for mark in note.marks if mark.kind is MarkKind.ITALIC]
        if words:
            listed.append(f"{note.number}  {' | '.join(words)}")
    return listed


def _entries(document: Document) -> list[str]:
    return [
        (f"[{entry.heading}] " if entry.heading else "")
        + entry.text
        + (f" <- ({entry.repeated_author})" if entry.repeated_author else "")
        for entry in document.bibliography
    ]


SHOWN = {
    "notes": lambda document: [f"{note.number}  {note.text}" for note in document.notes],
    "ids": lambda document: [" ".join(note.id for note in document.notes)],
    "sentences": lambda document: [f"{note.number}  {note.marker_sentence}" for note in document.notes],
    "divisions": lambda document: [f"{note.number}  {note.division}" for note in document.notes],
    "kinds": lambda document: [f"{note.number}  {note.kind}" for note in document.notes],
    "italics": _italics,
    "bibliography": _entries,
    "abbreviations": lambda document: [f"{short}  {long}" for short, long in document.abbreviations.items()],
    "fragments": lambda document: [fragment.text for fragment in document.fragments],
    "title": lambda document: [document.title],
}
