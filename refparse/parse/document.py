"""Reads all notes of a document: once for each note, then again with what the other notes say."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.model.citation import Citation, ParsedNote
from refparse.model.source import BibliographyEntry, Document, Note
from refparse.parse.note import Parser, parse_note, prepare_note, read_prepared, shipped_parser
from refparse.parse.repair import share_damaged
from refparse.parse.weigh import ENTRY

OCR_SHARE = 0.1  # of the notes: beyond this share of damaged ones the document is taken for OCR


def parse_document(document: Document, *, parser: Parser | None = None) -> tuple[ParsedNote, ...]:
    """Read the citations of all notes, in order."""
    chosen = parser or shipped_parser()
    ocr = is_ocr(document.notes)
    return tuple(parse_note(note, parser=chosen, ocr=ocr) for note in document.notes)


def is_ocr(notes: Sequence[Note]) -> bool:
    """Say whether the notes look as if an OCR program had read them."""
    return share_damaged(note.text for note in notes) > OCR_SHARE


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
            id=entry.id, number="", text=entry.text, marks=entry.marks, links=entry.links,
            italics_known=entry.italics_known,
        )  # fmt: skip
        parsed = read_prepared(prepare_note(note), chosen, mode=ENTRY)
        if parsed.citations:
            read.append((entry, parsed.citations[0]))
    return tuple(read)
