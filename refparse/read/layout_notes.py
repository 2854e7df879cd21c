"""Cuts the lines of a note area, or of an endnote section, into notes; a note may run over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from refparse.model.source import Fragment, Note, NoteKind
from refparse.read.layout import Line, Run
from refparse.read.layout_feet import all_starts
from refparse.read.layout_mending import mend_starts
from refparse.read.layout_numbers import Start, choose_starts
from refparse.read.layout_paragraphs import PagedLine
from refparse.read.layout_text import Compounds, join_lines, without_start


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with the page on which it begins and the place of its first line among the lines it was cut from."""

    note: Note
    page: int
    line: int


def cut_notes(
    lines: Sequence[PagedLine], compounds: Compounds, *, kind: NoteKind, italics_known: bool
) -> tuple[tuple[PlacedNote, ...], tuple[Fragment, ...]]:
    """Give the notes that begin in the lines, and what stands before the first of them.

    >>> # "…" at the foot of page 12, and the rest of note 31 without a number at the foot of page 13, are one note.
    """
    starts = mend_starts(choose_starts(all_starts(lines)), lines)
    notes = []
    for place, start in enumerate(starts):
        after = starts[place + 1] if place + 1 < len(starts) else None
        notes.append(_note(start, after, lines, compounds, kind, italics_known))
    head = lines[: starts[0].line] if starts else lines
    lost = join_lines((line.runs for _, line in head), compounds).text
    fragments = (Fragment(text=lost, place=f"page {head[0][0]}"),) if lost else ()
    return tuple(notes), fragments


def _note(
    start: Start, after: Start | None, lines: Sequence[PagedLine], compounds: Compounds, kind: NoteKind, italics: bool
) -> PlacedNote:
    last = len(lines) - 1 if after is None else after.line
    pieces = []
    for index in range(start.line, last + 1):
        end = after.begin if after is not None and index == after.line else None
        begin = start.text if index == start.line else 0
        pieces.append(_cut_line(lines[index][1], begin, end))
    built = join_lines(pieces, compounds)
    note = Note(
        id="",
        number=start.number,
        text=built.text,
        kind=kind,
        marks=tuple(sorted(built.marks)),
        links=tuple(built.links),
        italics_known=italics,
        place=f"page {start.page}",
    )
    return PlacedNote(note, start.page, start.line)


def _cut_line(line: Line, begin: int, end: int | None) -> tuple[Run, ...]:
    runs = line.runs
    if end is not None:
        kept, place = [], 0
        for run in runs:
            room = end - place
            if room > 0:
                kept.append(replace(run, text=run.text[:room]))
            place += len(run.text)
        runs = tuple(kept)
    return without_start(runs, begin)
