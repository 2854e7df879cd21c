"""Reads all notes of a document: once for each note, then again with what the other notes say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.model.citation import Citation, ParsedNote
from refparse.model.source import BibliographyEntry, Document, Note
from refparse.parse.evidence import Evidence, agrees, bonus_for, gather_evidence
from refparse.parse.lattice import Reading
from refparse.parse.law import has_law, with_law
from refparse.parse.note import (
    Parser,
    PreparedNote,
    build_note,
    choose_roles,
    prepare_note,
    read_prepared,
    scan_repaired,
    shipped_parser,
)
from refparse.parse.repair import repair, share_damaged
from refparse.parse.shared_containers import with_shared_containers
from refparse.parse.split_words import count_words
from refparse.parse.weigh import ENTRY

OCR_SHARE = 0.1  # of the notes: beyond this share of damaged ones the document is taken for OCR


def parse_document(
    document: Document,
    entries: Sequence[tuple[BibliographyEntry, Citation]] = (),
    *,
    parser: Parser | None = None,
) -> tuple[ParsedNote, ...]:
    """Read the citations of all notes, in order: each for itself, then those again that hold titles of others.

    With the extra `law`, cases and statutes in the Bluebook's manner have what eyecite finds in them.
    """
    chosen = parser or shipped_parser()
    prepared = _prepare_notes(document.notes)
    readings = [choose_roles(note, chosen) for note in prepared]
    first = [build_note(note, chosen, reading) for note, reading in zip(prepared, readings, strict=True)]
    known = [citation for parsed in first for citation in parsed.citations]
    evidence = gather_evidence([*known, *(citation for _, citation in entries)])
    again = tuple(_again(*one, chosen, evidence) for one in zip(prepared, readings, first, strict=True))
    return with_shared_containers(tuple(map(with_law, again)) if has_law() else again)


def _prepare_notes(notes: Sequence[Note]) -> list[PreparedNote]:
    """Repair and scan all notes; those of OCR are repaired anew, with what the words of the whole document tell."""
    repaired = [repair(note.text) for note in notes]
    if share_damaged(repaired) <= OCR_SHARE:
        return [scan_repaired(*one) for one in zip(notes, repaired, strict=True)]
    counts = count_words(note.text for note in notes)
    return [prepare_note(note, ocr=True, word_counts=counts) for note in notes]


def _again(note: PreparedNote, reading: Reading, first: ParsedNote, parser: Parser, evidence: Evidence) -> ParsedNote:
    """Read a note a second time, if it holds a title known from elsewhere that the first reading did not see as one."""
    bonus = bonus_for(note.note.id, note.tokens, evidence)
    damaged = any(token.kind == "damaged" for token in note.tokens)
    if not damaged and agrees(reading.roles, bonus):
        return first
    second = choose_roles(note, parser, bonus=bonus)
    if not damaged and second.roles == reading.roles:
        return first  # read alike, and as sure as the note itself makes it
    return build_note(note, parser, second, evidence)


def is_ocr(notes: Sequence[Note]) -> bool:
    """Say whether the notes look as if an OCR program had read them."""
    return share_damaged(repair(note.text) for note in notes) > OCR_SHARE


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
