"""Reads the cases of tests/cases/grammar: kinds of sources, notes that cite them, and what must be read in each.

A file is a family of kinds. A kind begins with `kind:`; each of its notes begins with what it is (`full:`, `short:`,
`18th:`, `ibid:`, `other:`, `none:`), with italics between asterisks. The indented lines under a note are its
citations, in order: `name=value; name=value`. People are "Family, Given" joined by " + ", dates are 1961-05-04 or
1906/1929, "~" is circa. A line `todo: …` says that the note is not read right yet, and what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from refparse.csl_json import fields_to_json
from refparse.model.citation import Citation
from refparse.model.source import Mark, MarkKind, Note

FOLDER = Path(__file__).parent / "grammar"
LABELS = ("full", "short", "18th", "ibid", "other", "none")
KIND_OF_LABEL = {"18th": "full"}
ALIASES = {"place": "publisher-place", "date": "issued", "year": "issued", "container": "container-title",
           "url": "URL", "doi": "DOI", "series": "collection-title", "volumes": "number-of-volumes"}  # fmt: skip
SHOWN = {"publisher-place": "place", "issued": "date", "container-title": "container", "collection-title": "series",
         "number-of-volumes": "volumes"}  # fmt: skip
# What a case states in full: of these nothing may be found that the case does not name.
WHOLE = frozenset({"author", "editor", "translator", "title", "container-title", "publisher", "publisher-place",
                   "issued", "volume", "issue", "page", "edition", "locator", "URL", "DOI"})  # fmt: skip
_ITALIC = re.compile(r"\*([^*]+)\*")
_LINE = re.compile(r"(?P<label>\w+): ?(?P<text>.*)")
_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_BETWEEN = re.compile(r"; (?=[\w-]+=)")
_SINGLE = re.compile(r"""["']""")


@dataclass
class CaseNote:
    """One note of a case: its label, its text with asterisks, what is expected, and what comes out while it fails."""

    kind: str
    label: str
    text: str
    expected: list[dict[str, str]] = field(default_factory=list)
    todo: str = ""

    @property
    def name(self) -> str:
        """Name the note for people: "Book by one author, short"."""
        return f"{self.kind}, {self.label}"


def families() -> Iterator[tuple[str, str, list[CaseNote]]]:
    """Give the families: name, first line of the file, notes."""
    for path in sorted(FOLDER.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield path.stem, text.splitlines()[0].lstrip("# "), read_cases(text)


def read_cases(text: str) -> list[CaseNote]:
    """Read the notes of a file."""
    notes: list[CaseNote] = []
    kind = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.match(line.strip())
        if line.startswith(" "):
            if found and found["label"] == "todo":
                notes[-1].todo = found["text"]
            else:
                notes[-1].expected.append(read_fields(line))
        elif found and found["label"] == "kind":
            kind = found["text"]
        else:
            assert found, line
            assert found["label"] in LABELS, line
            notes.append(CaseNote(kind, found["label"], found["text"]))
    return notes


def read_fields(line: str) -> dict[str, str]:
    """Read `name=value; name=value`."""
    pairs = (part.split("=", 1) for part in _BETWEEN.split(line.strip()))
    return {ALIASES.get(name.strip(), name.strip()): value.strip() for name, value in pairs}


def note_of(text: str) -> Note:
    """Make a note of a text whose italics stand between asterisks."""
    plain, marks, at = "", [], 0
    for found in _ITALIC.finditer(text):
        plain += text[at : found.start()]
        marks.append(Mark(start=len(plain), end=len(plain) + len(found[1]), kind=MarkKind.ITALIC))
        plain += found[1]
        at = found.end()
    return Note(id="n1", number="1", text=plain + text[at:], marks=tuple(marks), italics_known=True)


def shown(citation: Citation) -> dict[str, str]:
    """Give what was read in a citation as the cases write it."""
    values = {"kind": citation.kind, "type": citation.type}
    values |= {key: _shown(value) for key, value in fields_to_json(citation.fields).items()}
    if citation.locator is not None:
        values["locator"] = citation.locator.value
    if citation.signal:
        values["signal"] = citation.signal
    return {key: value for key, value in values.items() if value}


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " + ".join(_name(name) for name in value)
    return _date(value) if isinstance(value, Mapping) else str(value)


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    particles = f"{name.get('dropping-particle', '')} {name.get('non-dropping-particle', '')}".strip()
    family = f"{particles} {name.get('family', '')}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _date(value: Mapping[str, Any]) -> str:
    points = ["-".join(f"{number:02}" for number in point) for point in value.get("date-parts", ())]
    season = f"-s{value['season']}" if value.get("season") else ""
    return ("~" if value.get("circa") else "") + ("/".join(points) or str(value.get("literal", ""))) + season


def differences(expected: Mapping[str, str], found: Mapping[str, str], label: str) -> list[str]:
    """Say in which fields a reading is not what the case expects."""
    wanted = {"kind": KIND_OF_LABEL.get(label, label)} | dict(expected)
    names = dict.fromkeys([*wanted, *(key for key in found if key in WHOLE)])
    return [
        f"{SHOWN.get(name, name)}={found.get(name, '–')}"
        for name in names
        if _folded(wanted.get(name, "")) != _folded(found.get(name, ""))
    ]


def _folded(value: str) -> str:
    return " ".join(_SINGLE.sub("", value.translate(_SAME)).casefold().strip(" .,;").split())


def faults(note: CaseNote, citations: list[Citation]) -> str:
    """Say what is wrong with the reading of a note, "" where nothing is."""
    if len(citations) != len(note.expected):
        return f"{len(citations)} citations in place of {len(note.expected)}"
    pairs = zip(note.expected, citations, strict=True)
    return "; ".join(fault for want, got in pairs for fault in differences(want, shown(got), note.label))
