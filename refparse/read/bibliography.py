"""Finds a bibliography, and a list of abbreviations, among the paragraphs of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from refparse.model.source import BibliographyEntry, Link, Mark
from refparse.read.abbreviations import read_abbreviations
from refparse.read.headings import heading_meaning, is_chapter_heading
from refparse.read.paragraph import Paragraph
from refparse.read.repeated_author import author_of_entry, has_author_dash

# A year, an address or a word for a missing date: what nearly every entry has.
_DATED = re.compile(r"\b1[4-9]\d\d\b|\b20\d\d\b|\bn\.?d\.|\bforthcoming\b|https?://|\bdoi\b|\bo\. ?J\.|\bs\.a\.", re.I)

# How entries begin: an inverted name, a dash for the author above, a title in quotes, a body, a newspaper.
_ENTRY_START = re.compile(
    r"^(?:[\"“„«‘'*_]|[—–―_-]{2,}|[—–―]|[A-ZÀ-ÞŁŚŽ][\w’'‘.-]*[,.]?\s|(?:de|du|von|van|della|al-|el-)\s?[A-Z]|\d)"
)

# A number before an entry: `[12] Bloch`, `12. Bloch`.
_NUMBERED = re.compile(r"^(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])\s+(?=\S)")

# Words that only notes have.
_NOTE_WORDS = re.compile(r"\b(?:ibid|op\. cit|loc\. cit|ebd|see also|quoted in)\b", re.I)

_SENTENCE = re.compile(r"[a-z]{2}[.!?]\s+[A-Z]")

LONGEST_SUBHEAD = 90
FEWEST_ENTRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Backmatter:
    """A document's paragraphs told apart: what is body, and what stood in its bibliography and abbreviations."""

    body: tuple[Paragraph, ...]
    entries: tuple[BibliographyEntry, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A stretch of paragraphs under one heading: its place, its end (excluded) and what the heading announces."""

    start: int
    end: int
    meaning: str


def split_bibliography(paragraphs: Sequence[Paragraph], *, italics_known: bool = False) -> Backmatter:
    """Give the entries under headings like "Bibliography" or "Works Cited", and all other paragraphs as body.

    Entries are numbered b1, b2 … in document order and carry the subhead they stand under; `repeated_author` is the
    author that a 3-em dash stands for (CMOS 17, 14.67). Paragraphs of notes should be taken out before; a numbered
    list that reads like notes ("Ibid.") is left in the body all the same.
    """
    taken: set[int] = set()
    entries: list[BibliographyEntry] = []
    abbreviations: dict[str, str] = {}
    for section in _sections(paragraphs):
        inside = range(section.start + 1, section.end)
        if section.meaning == "abbreviations":
            found, count = read_abbreviations([paragraphs[place].text for place in inside])
            abbreviations.update(found)
            taken.update((section.start, *inside[:count]) if found else ())
        elif not _reads_like_notes([paragraphs[place] for place in inside]):
            places = _entry_places(paragraphs, inside)
            if len(places) >= FEWEST_ENTRIES or (places and paragraphs[section.start].heading):
                entries += _entries(paragraphs, inside, places, len(entries), italics_known)
                taken.update((section.start, *inside))
    body = tuple(paragraph for place, paragraph in enumerate(paragraphs) if place not in taken)
    return Backmatter(body=body, entries=tuple(_with_repeated_authors(entries)), abbreviations=abbreviations)


def _sections(paragraphs: Sequence[Paragraph]) -> list[_Section]:
    """Give the sections whose heading announces a bibliography or abbreviations, in order, without overlaps."""
    sections: list[_Section] = []
    place = 0
    while place < len(paragraphs):
        meaning = _meaning(paragraphs[place])
        if meaning in ("bibliography", "abbreviations"):
            end = _section_end(paragraphs, place, meaning)
            sections.append(_Section(start=place, end=end, meaning=meaning))
            place = max(end, place + 1)
        else:
            place += 1
    return sections


def _meaning(paragraph: Paragraph) -> str:
    return heading_meaning(paragraph.text) if len(paragraph.text) <= LONGEST_SUBHEAD else ""


def _section_end(paragraphs: Sequence[Paragraph], start: int, meaning: str) -> int:
    """Give the place after the last paragraph of a section: the next heading of its rank, or one that says so."""
    level = paragraphs[start].heading
    for place in range(start + 1, len(paragraphs)):
        paragraph = paragraphs[place]
        announced = _meaning(paragraph)
        if announced and announced != meaning:
            return place
        if level and 0 < paragraph.heading <= level and not announced:
            return place
        if not level and is_chapter_heading(paragraph.text):
            return place
    return len(paragraphs)


def _reads_like_notes(paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether a section under a heading like "References" is a list of notes: numbered, with ibid. and its kin."""
    numbered = sum(bool(paragraph.number or _NUMBERED.match(paragraph.text)) for paragraph in paragraphs)
    words = sum(bool(_NOTE_WORDS.search(paragraph.text)) for paragraph in paragraphs)
    return numbered * 2 > len(paragraphs) and words * 25 > numbered


def _entry_places(paragraphs: Sequence[Paragraph], inside: Iterable[int]) -> list[int]:
    return [place for place in inside if not paragraphs[place].heading and is_entry_like(paragraphs[place].text)]


def is_entry_like(text: str) -> bool:
    """Say whether a paragraph under a bibliography's heading is an entry, not a subhead or a sentence about it.

    >>> is_entry_like("Bloch, Marc. The Historian’s Craft. New York: Knopf, 1953."), is_entry_like("Archives")
    (True, False)
    """
    text = text[numbered.end() :] if (numbered := _NUMBERED.match(text)) else text
    if not _ENTRY_START.match(text) or len(text) < 8:
        return False
    if _DATED.search(text):
        return True
    if len(text) > 200 and len(_SENTENCE.findall(text)) > 1:
        return False
    return text[-1] in ".)" or any(char in text for char in ",:;") or any(char.isdigit() for char in text)


def _entries(
    paragraphs: Sequence[Paragraph], inside: Iterable[int], places: Iterable[int], count: int, italics_known: bool
) -> list[BibliographyEntry]:
    chosen, heading = set(places), ""
    entries: list[BibliographyEntry] = []
    for place in inside:
        paragraph = paragraphs[place]
        if place in chosen:
            entries.append(_entry(paragraph, f"b{count + len(entries) + 1}", heading, italics_known))
        elif len(paragraph.text) <= LONGEST_SUBHEAD and paragraph.text:
            heading = paragraph.text.strip("*_: ")
    return entries


def _entry(paragraph: Paragraph, identifier: str, heading: str, italics_known: bool) -> BibliographyEntry:
    """Give the record of an entry; a number before it is not part of its text."""
    match = _NUMBERED.match(paragraph.text)
    cut = match.end() if match else 0
    return BibliographyEntry(
        id=identifier,
        text=paragraph.text[cut:],
        heading=heading,
        marks=tuple(Mark(max(0, m.start - cut), m.end - cut, m.kind) for m in paragraph.marks if m.end > cut),
        links=tuple(Link(max(0, k.start - cut), k.end - cut, k.target) for k in paragraph.links if k.end > cut),
        italics_known=italics_known,
    )


def _with_repeated_authors(entries: Iterable[BibliographyEntry]) -> list[BibliographyEntry]:
    """Name, in entries that begin with a dash, the author of the entry above."""
    author, named = "", []
    for entry in entries:
        if has_author_dash(entry.text):
            named.append(replace(entry, repeated_author=author))
        else:
            author = author_of_entry(entry.text, entry.marks)
            named.append(entry)
    return named
