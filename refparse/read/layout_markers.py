"""Brings notes and their markers together: which sentence of the body carries the number of which note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from refparse.model.source import MarkKind, Note, NoteKind
from refparse.read.layout import Line, Run
from refparse.read.layout_notes import PlacedNote
from refparse.read.layout_paragraphs import PagedLine
from refparse.read.paragraph import Paragraph
from refparse.read.sentence import sentence_around

# A number glued to a word or to the sign behind it, as OCR leaves a raised marker: `Republic.195`, `Asia,”12`.
_GLUED = re.compile(r"(?<=[^\W\d_.,])[.,;:!?]?[”\"’')\]]{0,2}\s?(\d{1,4})(?=\s|$|[—–])")


@dataclass(frozen=True, slots=True)
class PlacedMarker:
    """A marker in the body: its number, page, sentence and the heading it stands under."""

    number: str
    page: int
    sentence: str
    division: str


def raise_markers(lines: Sequence[PagedLine], numbers: Mapping[int, Sequence[str]]) -> tuple[PagedLine, ...]:
    """Give the lines with glued numbers set raised, where a note of that number stands on the page or the next.

    Raised figures that the source shows need no help: a page with one is left as it is.
    """
    helped = {page for page, line in lines if any(MarkKind.SUPERSCRIPT in run.style for run in line.runs)}
    waiting = {page: list(found) for page, found in numbers.items()}
    return tuple(
        (page, line if page in helped or not waiting.get(page) else _raise_in(line, waiting[page]))
        for page, line in lines
    )


def _raise_in(line: Line, waiting: list[str]) -> Line:
    runs: list[Run] = []
    for run in line.runs:
        place = 0
        for match in _GLUED.finditer(run.text):
            if match.group(1) in waiting:
                waiting.remove(match.group(1))
                runs.append(replace(run, text=run.text[place : match.start(1)]))
                runs.append(replace(run, text=match.group(1), style=run.style | {MarkKind.SUPERSCRIPT}))
                place = match.end(1)
        runs.append(replace(run, text=run.text[place:]))
    return replace(line, runs=tuple(run for run in runs if run.text))


def markers_of(paragraphs: Iterable[Paragraph], division_level: int) -> tuple[PlacedMarker, ...]:
    """Give the markers of the body in order; headings of `division_level` name the division."""
    division, found = "", []
    for paragraph in paragraphs:
        if paragraph.heading and paragraph.heading == division_level:
            division = paragraph.text
        page = int(paragraph.place.rsplit(" ", 1)[-1] or 0)
        for marker in paragraph.markers:
            found.append(PlacedMarker(marker.number, page, sentence_around(paragraph.text, marker.offset), division))
    return tuple(found)


def join_markers(notes: Sequence[PlacedNote], markers: Sequence[PlacedMarker]) -> tuple[Note, ...]:
    """Give the notes with the sentence and, where they have none, the division of their marker.

    A footnote's marker stands on its page or the page before, in order; an endnote's markers come in the order of the
    notes, so that each is the next one of that number.
    """
    place, joined = 0, []
    for placed in notes:
        found = _next_marker(placed, markers, place)
        if found is None:
            joined.append(placed.note)
            continue
        place, marker = found + 1, markers[found]
        division = placed.note.division or marker.division
        joined.append(replace(placed.note, marker_sentence=marker.sentence, division=division))
    return tuple(joined)


def _next_marker(placed: PlacedNote, markers: Sequence[PlacedMarker], begin: int) -> int | None:
    foot = placed.note.kind is NoteKind.FOOT
    for place in range(begin, len(markers)):
        marker = markers[place]
        if foot and marker.page > placed.page:
            return None
        if marker.number == placed.note.number and (not foot or marker.page >= placed.page - 2):
            return place
    return None
