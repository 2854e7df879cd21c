"""The document and its notes, as a reader hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a note's own text, in code points: ``Span(16, 37)``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Give the stretch of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


class MarkKind(StrEnum):
    """The formatting that a mark records; underlining in a typescript is read as italic."""

    ITALIC = "italic"
    BOLD = "bold"
    SMALL_CAPS = "small-caps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    UNDERLINE = "underline"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A formatted stretch of a note: ``Mark(16, 37, MarkKind.ITALIC)``."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A stretch of a note that links to `target`, an address."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedItem:
    """One source inside a live citation field: the record that the reference manager stored there.

    `item` is CSL JSON; it is the truth for this citation (docs: Zotero, Mendeley, EndNote, Citavi fields).
    """

    item: Mapping[str, Any]
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    uris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedCitation:
    """A live citation field: the visible stretch of the note and the sources it stands for."""

    span: Span
    items: tuple[EmbeddedItem, ...]
    program: str = "zotero"


class NoteKind(StrEnum):
    """Where the note stands in the document."""

    FOOT = "foot"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One footnote or endnote.

    `number` is what the reader sees ("12", "*"), "" where there is none. `text` is what the reader sees before any
    repair, parts on two pages joined by a space. `marker_sentence` is the sentence of the body that carries the
    marker, "" where unknown. `italics_known` says whether the source can show italics at all.
    """

    id: str
    number: str
    text: str
    kind: NoteKind = NoteKind.FOOT
    division: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    embedded: tuple[EmbeddedCitation, ...] = ()
    marker_sentence: str = ""
    italics_known: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BibliographyEntry:
    """One entry of a bibliography inside the document, with the subhead it stands under.

    A 3-em dash for a repeated author is kept in `text`; `repeated_author` then names the author of the entry above.
    """

    id: str
    text: str
    heading: str = ""
    repeated_author: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    italics_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Text that belongs to a note whose beginning is missing: kept, but no note is made of it."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read: its notes in order, the bibliography inside it, and what could not be placed.

    `abbreviations` holds a list of abbreviations found before or after the notes: short form to expansion.
    """

    id: str
    title: str = ""
    format: str = "text"
    notes: tuple[Note, ...] = ()
    bibliography: tuple[BibliographyEntry, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
