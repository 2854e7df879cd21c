"""Says what is odd about the notes of a plain text: mended numbers, gaps, notes cut off, fragments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Fragment
from refparse.read.plain_notes import FoundNote, breaks_off, missing_numbers

MOST_LISTED = 12


def doubts_of(notes: Sequence[FoundNote], fragments: Iterable[Fragment]) -> tuple[Diagnostic, ...]:
    """Give the diagnostics R105 to R108 for the notes found."""
    return (
        *(_mended(note) for note in notes if note.mended_from),
        *_missing(notes),
        *(_kept(fragment) for fragment in fragments),
        *(_cut(note) for note in notes if breaks_off(note)),
    )


def _mended(note: FoundNote) -> Diagnostic:
    message = f"the number “{note.mended_from}” of a note was read as {note.number} by its neighbours"
    return Diagnostic(code="R105", severity=Severity.INFO, message=message, note=f"n{note.number}")


def _missing(notes: Sequence[FoundNote]) -> list[Diagnostic]:
    missing = missing_numbers(notes)
    if not missing:
        return []
    listed = ", ".join(map(str, missing[:MOST_LISTED])) + (" …" if len(missing) > MOST_LISTED else "")
    return [Diagnostic(code="R106", message=f"the sequence of notes lacks {listed}")]


def _kept(fragment: Fragment) -> Diagnostic:
    message = f"the tail of a note was kept as a fragment: {fragment.text[:80]}"
    return Diagnostic(code="R107", severity=Severity.INFO, message=message)


def _cut(note: FoundNote) -> Diagnostic:
    return Diagnostic(code="R108", message=f"the note breaks off: “… {note.text[-40:]}”", note=f"n{note.number}")
