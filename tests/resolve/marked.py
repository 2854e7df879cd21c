"""Marked notes as parsed notes: ⟦s ‹a Ullman›, ‹t Accord›, ‹p 12›⟧ becomes a short form, without the parser.

⟦type …⟧ is a citation: b book, a article, c chapter, n newspaper, t thesis, l letter, w web page, s short form, i ibid.,
m idem, o op. cit., k loc. cit., x a source named in passing. ‹f text› is a field: a author, t title, q quoted title,
j periodical, v volume, n issue, y year, d date, c place, u publisher, e editor, r translator, p locator, x edition,
w address, h archive, C author of the book a chapter stands in, N number of the note it points to, H abbreviation it
sets, V volume title, R recipient, L place in the archive. ⟪…⟫ was not read, ⟨…⟩ is a cross-reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from refparse.model import (
    Citation,
    CitationForm,
    CrossReference,
    Date,
    Field,
    Fields,
    Locator,
    Name,
    Note,
    ParsedNote,
    Span,
    Unparsed,
)
from refparse.model import variables as v

FORMS = {
    "s": CitationForm.SHORT, "i": CitationForm.IBID, "m": CitationForm.IDEM, "o": CitationForm.OP_CIT,
    "k": CitationForm.LOC_CIT, "x": CitationForm.OTHER,
}  # fmt: skip
TYPES = {
    "b": "book", "a": "article-journal", "c": "chapter", "n": "article-newspaper", "t": "thesis",
    "l": "personal_communication", "w": "webpage",
}  # fmt: skip
NAMES = {"a": v.AUTHOR, "e": v.EDITOR, "r": v.TRANSLATOR, "C": v.CONTAINER_AUTHOR, "R": v.RECIPIENT}
TEXTS = {
    "q": v.TITLE, "t": v.TITLE, "j": v.CONTAINER_TITLE, "v": v.VOLUME, "n": v.ISSUE, "c": v.PUBLISHER_PLACE,
    "u": v.PUBLISHER, "x": v.EDITION, "w": v.URL, "h": v.ARCHIVE, "V": v.VOLUME_TITLE, "L": v.ARCHIVE_LOCATION,
}  # fmt: skip
PIECE = re.compile(r"⟦(?P<type>\w) |⟧|‹(?P<field>\w) (?P<value>[^›]*)›|⟪(?P<unread>[^⟫]*)⟫|⟨(?P<see>[^⟩]*)⟩")
MONTHS = "January February March April May June July August September October November December".split()
BODIES = re.compile(r"\b(?:of|Department|Institute|Nations|Board|Office|University|Press)\b")
PARTICLES = {"de", "van", "von", "der", "la", "du"}


@dataclass
class _Citation:
    type: str
    start: int
    fields: list[tuple[str, str, Span]]


def parse_marked(marked: str, number: str, *, division: str = "", marker_sentence: str = "") -> ParsedNote:
    """Turn one marked note into a parsed note."""
    prefix = f"{division}." if division else ""
    note_id = f"{prefix}n{number}"
    text, at, current = "", 0, None
    found: list[_Citation] = []
    spans: list[Span] = []
    unread: list[Unparsed] = []
    pointers: list[CrossReference] = []
    for match in PIECE.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match["type"]:
            current = _Citation(match["type"], len(text), [])
            found.append(current)
        elif match["field"]:
            assert current is not None
            current.fields.append((match["field"], match["value"], Span(len(text), len(text) + len(match["value"]))))
            text += match["value"]
        elif match["unread"]:
            unread.append(Unparsed(span=Span(len(text), len(text) + len(match["unread"])), text=match["unread"]))
            text += match["unread"]
        elif match["see"]:
            pointers.append(CrossReference(span=Span(len(text), len(text) + len(match["see"])), text=match["see"]))
            text += match["see"]
        else:
            assert current is not None
            spans.append(Span(current.start, len(text)))
    text += marked[at:]
    note = Note(id=note_id, number=number, division=division, text=text, marker_sentence=marker_sentence)
    citations = [
        _citation(one, span, f"{note_id}.{place}", note)
        for place, (one, span) in enumerate(zip(found, spans, strict=True), 1)
    ]
    return ParsedNote(note=note, citations=tuple(citations), unparsed=tuple(unread), cross_references=tuple(pointers))


def _citation(marked: _Citation, span: Span, id_: str, note: Note) -> Citation:
    fields: dict[Any, Field[Any]] = {}
    citation = Citation(
        id=id_, note=note.id, span=span, form=FORMS.get(marked.type, CitationForm.FULL), type=TYPES.get(marked.type, "")
    )
    for letter, value, place in marked.fields:
        if letter in NAMES:
            _add_name(fields, NAMES[letter], value, place)
        elif letter in TEXTS:
            key = v.CONTAINER_TITLE if letter == "t" and marked.type == "c" and v.TITLE in fields else TEXTS[letter]
            fields[key] = Field(value=value, text=value, span=place)
        elif letter in "yd":
            fields[v.ISSUED] = Field(value=_date(value, fields), text=value, span=place)
        elif letter == "p":
            citation = replace(citation, locator=Field(value=value, text=value, span=place), locators=_locators(value))
        elif letter == "N":
            citation = replace(citation, note_reference=value)
        elif letter == "H":
            citation = replace(citation, abbreviation=value)
    if marked.type == "s" and v.TITLE in fields:
        quoted = any(letter == "q" for letter, _, _ in marked.fields)
        citation = replace(citation, type="article" if quoted else "book")
    return replace(citation, fields=Fields(fields))


def _add_name(fields: dict[Any, Field[Any]], role: Any, value: str, place: Span) -> None:
    before = fields[role].value if role in fields else ()
    fields[role] = Field(value=(*before, name_of(value)), text=value, span=place)


def name_of(text: str) -> Name:
    if BODIES.search(text):
        return Name(literal=text)
    words = text.removesuffix(", Jr.").split()
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return Name(given=" ".join(words[:start]), family=" ".join(words[start:]))


def _date(text: str, fields: dict[Any, Field[Any]]) -> Date:
    years = re.findall(r"\d{4}", text)
    month = next((place for place, name in enumerate(MONTHS, 1) if name in text), None)
    day = re.search(r"\b(\d{1,2})\b", text)
    before = fields[v.ISSUED].value if v.ISSUED in fields else Date()
    return Date(
        year=int(years[0]) if years else before.year,
        month=month or before.month,
        day=int(day[1]) if day else before.day,
        end=Date(year=int(years[1])) if len(years) > 1 else None,
    )


def _locators(text: str) -> tuple[Locator, ...]:
    volume, colon, pages = text.partition(":")
    return (Locator(value=pages, volume=volume),) if colon else (Locator(value=text),)


def read_marked_file(path: Path) -> list[ParsedNote]:
    """Read a file of marked notes: number, tab, note."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [parse_marked(text, number) for number, _, text in (line.partition("\t") for line in lines)]


@dataclass(frozen=True)
class Case:
    """A titled case: its notes, and the work meant per citation id ("?" must be ambiguous, "-" unresolved)."""

    title: str
    notes: tuple[ParsedNote, ...]
    meant: dict[str, str]


ROW = re.compile(r"^  (?P<works>\S(?:[^ ]|, )*)? {2,}(?P<number>\d+)?\s*(?P<text>[⟦⟪⟨\S].*)$")


def read_cases(path: Path) -> list[Case]:
    """Read a file of cases: a title, then rows of work, note number and marked text; "== ch. 2" begins a chapter."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    return [_case(block.splitlines()) for block in blocks if not block.startswith("#")]


def _case(lines: list[str]) -> Case:
    division, sentence = "", ""
    notes: list[ParsedNote] = []
    meant: dict[str, str] = {}
    pending: list[tuple[str, str, str, list[str], list[str]]] = []
    for line in lines[1:]:
        if line.strip().startswith("=="):
            division = line.strip().strip("= ")
            continue
        if line.strip().startswith("body:"):
            sentence = line.strip()[5:].strip()
            continue
        works, number, text = _row(line)
        if number:
            pending.append((number, division, sentence, [], []))
            sentence = ""
        pending[-1][3].append(text)
        pending[-1][4].extend(works)
    for number, chapter, body, texts, works in pending:
        note = parse_marked(" ".join(texts), number, division=chapter, marker_sentence=body)
        assert len(works) == len(note.citations), f"{lines[0]}: note {number} names {works} for {len(note.citations)}"
        notes.append(note)
        meant |= {citation.id: work for citation, work in zip(note.citations, works, strict=True)}
    return Case(lines[0], tuple(notes), meant)


def _row(line: str) -> tuple[list[str], str, str]:
    """Split a row at its two columns: works (14 characters, "a, b" for two), number (4), text."""
    works = [one.strip() for one in line[2:16].split(",") if one.strip()]
    return works, line[16:20].strip(), line[20:].strip()


def all_citations(notes: Iterable[ParsedNote]) -> list[Citation]:
    return [citation for note in notes for citation in note.citations]
