"""Makes the records of the notes found in a plain text: division, place, sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Fragment, Note
from refparse.read.plain_divisions import divisions_of_runs
from refparse.read.plain_lines import Line
from refparse.read.plain_notes import Found
from refparse.read.plain_sentences import marker_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNotes:
    """The notes of a plain text, and what was noticed about them."""

    notes: tuple[Note, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def records_of(lines: Sequence[Line], found: Found) -> PlainNotes:
    """Give the records of numbered notes, without ids."""
    divisions = divisions_of_runs(lines, found.body, found.notes)
    sentences = marker_sentences(lines, found.body, found.notes)
    paged = lines[-1].page > 1
    notes = [
        Note(
            id="",
            number=note.number,
            text=note.text,
            kind=note.kind,
            division=divisions[note.run],
            marker_sentence=sentence,
            place=f"page {lines[note.line].page}" if paged else f"line {lines[note.line].number}",
        )
        for note, sentence in zip(found.notes, sentences, strict=True)
    ]
    return PlainNotes(notes=tuple(notes))
