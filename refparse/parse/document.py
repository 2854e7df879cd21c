"""Reads all notes of a document: once for each note, then again with what the other notes say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.model.citation import Citation, ParsedNote
from refparse.model.source import BibliographyEntry, Document, Note
from refparse.parse.evidence import Evidence, bonus_for, gather_evidence
from refparse.parse.note import Parser, PreparedNote, prepare_note, read_prepared, shipped_parser
from refparse.parse.repair import share_damaged
from refparse.parse.split_words import count_words
from refparse.parse.weigh import ENTRY

OCR_SHARE = 0.1  # of the notes: beyond this share of damaged ones the document is taken for OCR


def parse_document(
    document: Document,
    entries: Sequence[tuple[BibliographyEntry, Citation]] = (),
    *,
    parser: Parser | None = None,
) -> tuple[ParsedNote, ...]:
    """Read the citations of all notes, in order: each for itself, then those again that hold titles of others."""
    chosen = parser or shipped_parser()
    ocr = is_ocr(document.notes)
    counts = count_words(note.text for note in document.notes) if ocr else None
    prepared = [prepare_note(note, ocr=ocr, word_counts=counts) for note in document.notes]
    first = [read_prepared(note, chosen) for note in prepared]
    known = [citation for parsed in first for citation in parsed.citations]
    evidence = gather_evidence([*known, *(citation for _, citation in entries)])
    return tuple(_again(note, parsed, chosen, evidence) for note, parsed in zip(prepared, first, strict=True))


def _again(note: PreparedNote, first: ParsedNote, parser: Parser, evidence: Evidence) -> ParsedNote:
    """Read a note a second time, if it holds a title known from elsewhere."""
    if not bonus_for(note.note.id, note.tokens, evidence):
        return first
    return read_prepared(note, parser, evidence=evidence)


def is_ocr(notes: Sequence[Note]) -> bool:
    """Say whether the notes look as if an OCR program had read them."""
    return share_damaged(note.text for note in notes) > OCR_SHARE


# "———. *Civilization*" and "--- and Ann Lee.": what stands for the author above (CMOS 17, 14.67).
_DASHES = re.compile(r"\s*(?:[—–_-]\s?){2,8}[.,:]?\s*(?=[^\s—–_-])")


def _without_dashes(text: str) -> str:
    """Blank out the dashes that stand for the author of the entry above; every character keeps its place."""
    found = _DASHES.match(text)
    return " " * found.end() + text[found.end() :] if found else text


def parse_entries(
    entries: Sequence[BibliographyEntry], *, parser: Parser | None = None
) -> tuple[tuple[BibliographyEntry, Citation], ...]:
    """Read the entries of a bibliography inside the document; one that cannot be read is left out.

    The bibliography form of the same grammar: the first name inverted, full stops for commas (CMOS 17, 14.61).
    """
    chosen = parser or shipped_parser()
    read: list[tuple[BibliographyEntry, Citation]] = []
    for entry in entries:
        note = Note(
            id=entry.id, number="", text=_without_dashes(entry.text), marks=entry.marks, links=entry.links,
            italics_known=entry.italics_known,
        )  # fmt: skip
        parsed = read_prepared(prepare_note(note), chosen, mode=ENTRY)
        if parsed.citations:
            read.append((entry, parsed.citations[0]))
    return tuple(read)
