"""Finds for each note the marker in the body, and gives the sentence around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from refparse.model.source import NoteKind
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line, opens_low
from refparse.read.plain_markers import MarkerFound, markers_in
from refparse.read.plain_notes import FoundNote
from refparse.read.plain_numbers import LARGEST_COST, misreading_cost
from refparse.read.plain_symbols import sign_markers_in
from refparse.read.sentence import sentence_around

LINES_BEFORE = 12
LINES_AFTER = 8


def marker_sentences(lines: Sequence[Line], body: Sequence[int], notes: Sequence[FoundNote]) -> list[str]:
    """Give, for each note, the sentence of the body that carries its marker, "" where the marker is not found."""
    markers = sorted(
        [MarkerFound(row, *found) for row in body for found in markers_in(lines[row].text)]
        + [MarkerFound(row, a, b, _value(sign)) for row in body for a, b, sign in sign_markers_in(lines[row].text)]
    )
    places = _places(markers, notes)
    chosen = _with_misread(places, markers, notes)
    bare = _Bare(lines, chosen)
    order = {row: place for place, row in enumerate(body)}
    return [_sentence(bare, body, order[marker.line], marker) if marker else "" for marker in chosen]


class _Bare:
    """The lines of the body without the markers that were found in them."""

    def __init__(self, lines: Sequence[Line], chosen: Iterable[MarkerFound | None]) -> None:
        self._lines = lines
        self._markers: dict[int, list[MarkerFound]] = {}
        for marker in sorted(marker for marker in set(chosen) if marker):
            self._markers.setdefault(marker.line, []).append(marker)

    def text(self, row: int, start: int = 0, end: int | None = None) -> str:
        """Give the text of a line from `start` to `end` without its markers."""
        text = self._lines[row].text
        end = len(text) if end is None else end
        parts: list[str] = []
        for marker in self._markers.get(row, []):
            if start <= marker.start and marker.end <= end:
                parts.append(text[start : marker.start].rstrip())
                start = marker.end
        return "".join((*parts, text[start:end]))

    def near(self, rows: Sequence[int]) -> Iterator[str]:
        """Give the texts of lines that follow each other, up to a heading."""
        for row in rows:
            after = self._lines[row + 1].text if row + 1 < len(self._lines) else ""
            if is_heading_like(self._lines[row].text) and not opens_low(after):
                return
            yield self.text(row)


def _places(markers: Sequence[MarkerFound], notes: Sequence[FoundNote]) -> list[MarkerFound | None]:
    """Give each note's marker: the last of its number before a footnote, the next in order for an endnote."""
    by_value: dict[int, list[MarkerFound]] = {}
    for marker in markers:
        by_value.setdefault(marker.value, []).append(marker)
    places: list[MarkerFound | None] = []
    latest: MarkerFound | None = None
    for note in notes:
        found = by_value.get(_value(note.number), [])
        place = _before(found, note.line, latest) if note.kind is NoteKind.FOOT else _next(found, latest)
        latest = place or latest
        places.append(place)
    return places


def _value(number: str) -> int:
    """Give the number, or for a sign a negative number of its own."""
    return int(number) if number.isdigit() else -int.from_bytes(number.encode(), "big")


def _before(found: Sequence[MarkerFound], line: int, latest: MarkerFound | None) -> MarkerFound | None:
    """Give the first marker after the one of the note before, among those above the note; else the last above it."""
    place = bisect_left(found, line, key=lambda marker: marker.line)
    first = bisect_left(found, latest) if latest else 0
    return found[min(first, place - 1)] if place else None


def _next(found: Sequence[MarkerFound], latest: MarkerFound | None) -> MarkerFound | None:
    return next((marker for marker in found if latest is None or marker > latest), None)


def _with_misread(
    places: Sequence[MarkerFound | None], markers: Sequence[MarkerFound], notes: Sequence[FoundNote]
) -> list[MarkerFound | None]:
    """Give a note without marker the misread one that stands between the markers of its neighbours."""
    claimed = set(places)
    mended = list(places)
    for place in range(1, len(notes) - 1):
        before, after = mended[place - 1], places[place + 1]
        if mended[place] is not None or before is None or after is None or not notes[place].number.isdigit():
            continue
        low, high = bisect_left(markers, before), bisect_left(markers, after)
        between = [marker for marker in markers[low + 1 : high] if marker not in claimed]
        costs = [(misreading_cost(str(marker.value), int(notes[place].number)), marker) for marker in between[:50]]
        if costs and min(costs)[0] <= LARGEST_COST:
            mended[place] = min(costs)[1]
    return mended


def _sentence(bare: _Bare, body: Sequence[int], place: int, marker: MarkerFound) -> str:
    before = " ".join(reversed(list(bare.near(body[max(0, place - LINES_BEFORE) : place][::-1]))))
    after = " ".join(bare.near(body[place + 1 : place + 1 + LINES_AFTER]))
    head = f"{before} {bare.text(marker.line, 0, marker.start)}".strip()
    return sentence_around(f"{head}{bare.text(marker.line, marker.end)} {after}", len(head))
