"""Finds notes of a plain text that have no line of their own number: in brackets inside the text, or a bare list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from refparse.model.source import Note, NoteKind
from refparse.read.inline_notes import find_inline_notes, without_notes
from refparse.read.plain_lines import Line
from refparse.read.plain_paragraphs import join_lines
from refparse.read.plain_records import PlainNotes
from refparse.read.sentence import sentence_around


def inline_notes(lines: Sequence[Line], *, certain: bool) -> PlainNotes:
    """Give the notes in brackets inside the text; one without number has its running number."""
    text = "\n".join(line.text for line in lines)
    starts = _starts(lines)
    found = find_inline_notes(text, certain=certain)
    bare, offsets = without_notes(text, found)
    notes = [
        Note(
            id="",
            number=note.number or str(place),
            text=" ".join(text[note.text_start : note.text_end].split()),
            kind=NoteKind.FOOT,
            marker_sentence=sentence_around(bare, offset),
            place=f"line {lines[bisect_right(starts, note.start) - 1].number}",
        )
        for place, (note, offset) in enumerate(zip(found, offsets, strict=True), 1)
    ]
    return PlainNotes(notes=tuple(notes))


def _starts(lines: Sequence[Line]) -> list[int]:
    """Give the offset of each line in the joined text."""
    starts, offset = [], 0
    for line in lines:
        starts.append(offset)
        offset += len(line.text) + 1
    return starts


def paragraph_notes(lines: Sequence[Line]) -> PlainNotes:
    """Give each paragraph as a note, its number being its place: what the caller said is nothing but notes."""
    paragraphs = join_lines(lines, as_notes=True)
    notes = [
        Note(
            id="",
            number=str(place),
            text=paragraph.text,
            kind=NoteKind.END,
            marks=paragraph.marks,
            place=paragraph.place,
        )
        for place, paragraph in enumerate(paragraphs, 1)
    ]
    return PlainNotes(notes=tuple(notes))
