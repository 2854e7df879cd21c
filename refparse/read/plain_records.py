"""Makes the records of the notes found in a plain text: division, place, sentence, italics shown by signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Fragment, Note
from refparse.read.plain_divisions import divisions_of_runs
from refparse.read.plain_lines import Line
from refparse.read.plain_marks import has_signs, marked_text
from refparse.read.plain_notes import Found
from refparse.read.plain_sentences import marker_sentences

# So many notes with words between _underscores_ make it a habit of the text, not a speck.
FEWEST_WITH_SIGNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNotes:
    """The notes of a plain text, and what was noticed about them."""

    notes: tuple[Note, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    italics: bool = False


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
    return with_italics(notes)


def with_italics(notes: Sequence[Note]) -> PlainNotes:
    """Read words between _underscores_ or *asterisks* as italics, where the text does so more than once."""
    if any(note.marks for note in notes):
        return PlainNotes(notes=tuple(replace(note, italics_known=True) for note in notes), italics=True)
    signed = sum(has_signs(note.text) for note in notes)
    if signed < FEWEST_WITH_SIGNS:
        return PlainNotes(notes=tuple(notes), diagnostics=(_NO_ITALICS,) if notes else ())
    return PlainNotes(notes=tuple(_marked(note) for note in notes), diagnostics=(_SIGNS,), italics=True)


def _marked(note: Note) -> Note:
    text, marks = marked_text(note.text)
    sentence, _ = marked_text(note.marker_sentence)
    return replace(note, text=text, marks=marks, marker_sentence=sentence, italics_known=True)


_NO_ITALICS = Diagnostic(code="R109", severity=Severity.INFO, message="the text shows no italics")
_SIGNS = Diagnostic(code="R110", severity=Severity.INFO, message="words between _ or * were read as italics")
