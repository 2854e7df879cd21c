"""Brings notes and their markers together: which sentence of the body carries the number of which note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from refparse.model.source import MarkKind, Note, NoteKind
from refparse.read.layout import Line, Run
from refparse.read.layout_notes import PlacedNote
from refparse.read.layout_paragraphs import PagedLine
from refparse.read.paragraph import Paragraph
from refparse.read.sentence import sentence_around

# A number glued to a word or to the sign behind it, as OCR leaves a raised marker: `Republic.195`, `Asia,”12`.
_GLUED = re.compile(r"(?<=[^\W\d_.,])[.,;:!?]?[”\"’')\]]{0,2}\s?(\d{1,4})(?=\s|$|[—–])")


_MOST_MISSING = 2  # markers that recognition may have lost in a row
_REACH = 25  # markers that an endnote may pass over to its own


@dataclass(frozen=True, slots=True)
class PlacedMarker:
    """A marker in the body: its number, page, sentence and the heading it stands under."""

    number: str
    page: int
    sentence: str
    division: str


def raise_markers(lines: Sequence[PagedLine], notes: Sequence[PlacedNote]) -> tuple[PagedLine, ...]:
    """Give the lines with glued numbers set raised where they are markers of the notes.

    A footnote's marker stands on its page. Endnotes' markers come in the order of the notes, and are looked for only
    where the source shows few raised figures by itself.
    """
    raised = _raised_by_page(lines)
    waiting: dict[int, list[str]] = {}
    for placed in notes:
        if placed.note.kind is NoteKind.FOOT and placed.note.number not in raised.get(placed.page, ()):
            waiting.setdefault(placed.page, []).append(placed.note.number)
    ends = [placed.note.number for placed in notes if placed.note.kind is NoteKind.END]
    if ends and 2 * sum(len(found) for found in raised.values()) < len(ends):
        return _raise_in_order(lines, ends)
    return tuple((page, _raise_in(line, waiting[page]) if waiting.get(page) else line) for page, line in lines)


def _raised_by_page(lines: Sequence[PagedLine]) -> dict[int, set[str]]:
    raised: dict[int, set[str]] = {}
    for page, line in lines:
        for run in line.runs:
            if MarkKind.SUPERSCRIPT in run.style:
                raised.setdefault(page, set()).add(run.text.strip())
    return raised


def _raise_in_order(lines: Sequence[PagedLine], numbers: Sequence[str]) -> tuple[PagedLine, ...]:
    """Set raised the glued numbers that come in the order of `numbers`; two may be missing between them."""
    done, place = [], 0
    for page, line in lines:
        window = list(numbers[place : place + _MOST_MISSING + 1])
        before = len(window)
        if window and any(match.group(1) in window for match in _GLUED.finditer(line.text)):
            line = _raise_in(line, window)
            found = [number for number in numbers[place : place + before] if number not in window]
            place = numbers.index(found[-1], place) + 1 if found else place
        done.append((page, line))
    return tuple(done)


def _raise_in(line: Line, waiting: list[str]) -> Line:
    """Set raised the glued numbers of a line that are waited for, and wait for them no longer."""
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
    for index, placed in enumerate(notes):
        after = notes[index + 1].note.number if index + 1 < len(notes) else ""
        found = _next_marker(placed, after, markers, place)
        if found is None:
            joined.append(placed.note)
            continue
        place, marker = found + 1, markers[found]
        division = placed.note.division or marker.division
        joined.append(replace(placed.note, marker_sentence=marker.sentence, division=division))
    return tuple(joined)


def _next_marker(placed: PlacedNote, after: str, markers: Sequence[PlacedMarker], begin: int) -> int | None:
    """Give the place of the note's marker, None where it is lost; `after` is the number of the next note."""
    foot = placed.note.kind is NoteKind.FOOT
    for place in range(begin, len(markers) if foot else min(begin + _REACH, len(markers))):
        marker = markers[place]
        if foot and marker.page > placed.page:
            return None
        if marker.number == placed.note.number and (not foot or marker.page >= placed.page - 2):
            return place
        if not foot and marker.number == after:  # the next note's comes first: this one is lost
            return None
    return None
