"""Tells, between one note's beginning and the next, which lines are the note, the body, and the note's other half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from refparse.read.plain_chain import Start
from refparse.read.plain_cues import citation_cues
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line, ending
from refparse.read.plain_markers import Markers, markers_in


class Part(StrEnum):
    """What a line between two beginnings is: of the note, of the body, or of the note again after the body."""

    NOTE = "note"
    BODY = "body"
    MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A note's beginning with the lines up to the next beginning, told apart."""

    start: Start
    note: tuple[int, ...]
    body: tuple[int, ...] = ()
    more: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the lines of one run of notes have around them.

    `interleaved` says that body text stands between the notes; `last` that the run ends with this block;
    `expected` are the numbers whose markers the body may hold.
    """

    interleaved: bool
    last: bool
    expected: range
    spaced: bool
    widths: Widths = field(default_factory=lambda: Widths())


@dataclass(frozen=True, slots=True, kw_only=True)
class Widths:
    """How long the full lines of body and notes are, in code points; 0 where the lines are not wrapped."""

    body: int = 0
    note: int = 0

    @property
    def tell_apart(self) -> bool:
        """Say whether notes, in their smaller type, have longer (or shorter) lines than the body."""
        return bool(self.body and self.note) and abs(self.note - self.body) >= FEWEST_MORE


@dataclass(slots=True)
class _Path:
    """The best way to read the lines so far that ends in one part."""

    score: float
    part: Part
    before: _Path | None = None
    tail: float = 1.0
    body_tail: float = 1.0


IMPOSSIBLE = -1e9
FEWEST_MORE = 4
LONGEST_WRAPPED = 160
SHARE_OF_FULL = 0.8
SHARE_OF_MARKERS = 0.3
SHARE_OF_STORIES = 0.12
LENGTH_OF_STORY = 700
LENGTH_WITH_CUE = 150


def split_block(lines: Sequence[Line], start: Start, end: int, furniture: frozenset[int], setting: Setting) -> Block:
    """Give the lines from `start` up to index `end` (excluded) as note, body and more of the note.

    Each line has a score for being body; a change from note to body is easy after a full stop at a page's end, and
    back to the note where the note broke off and the line begins in the middle of a sentence. The best sum wins.
    """
    first = start.candidate.line
    rows = [lines[place] for place in range(first + 1, end) if place not in furniture]
    broken = {row.index: _page_broken(row, lines, furniture) for row in rows}
    paths: dict[Part, _Path | None] = {
        Part.NOTE: _Path(0.0, Part.NOTE, tail=ending(lines[first].text)),
        Part.BODY: None,
        Part.MORE: None,
    }
    for row in rows:
        paths = _step(paths, row, broken[row.index], setting)
    best = max((path for path in paths.values() if path), key=_final_score)
    return _block(start, first, rows, _parts(best))


def _page_broken(row: Line, lines: Sequence[Line], furniture: frozenset[int]) -> bool:
    return row.new_page or row.specked or row.after_rule or row.index - 1 in furniture


def _final_score(path: _Path) -> float:
    return path.score - 3.0 * (1.0 - path.tail)


def _step(paths: Mapping[Part, _Path | None], row: Line, broken: bool, setting: Setting) -> dict[Part, _Path | None]:
    """Extend each path by one line in each part that may follow."""
    body = body_score(row, setting)
    note, prose, more = paths[Part.NOTE], paths[Part.BODY], paths[Part.MORE]
    return {
        Part.NOTE: _extended(note, Part.NOTE, _cohesion(note, row, broken, setting) - body, row),
        Part.BODY: _best(
            _extended(note, Part.BODY, _leaving(note, row, broken, setting) + body, row),
            _extended(prose, Part.BODY, _flow(prose, row, setting) + body, row),
            _extended(more, Part.BODY, _leaving(more, row, broken, setting) - 1.0 + body, row),
        ),
        Part.MORE: _best(
            _extended(prose, Part.MORE, _resuming(prose, row, broken, setting) - body, row),
            _extended(more, Part.MORE, _cohesion(more, row, broken, setting) - body, row),
        ),
    }


def _extended(path: _Path | None, part: Part, gain: float, row: Line) -> _Path | None:
    """Give `path` with one more line, read as `part`; the tails are how far note and body are ended."""
    if path is None:
        return None
    ended = ending(row.text)
    tails = (path.tail, ended) if part is Part.BODY else (ended, path.body_tail)
    return _Path(path.score + gain, part, path, *tails)


def _best(*paths: _Path | None) -> _Path | None:
    return max((path for path in paths if path is not None), key=lambda path: path.score, default=None)


def body_score(row: Line, setting: Setting) -> float:
    """Give how much more a line looks like body than like note: markers for it, citations against it."""
    markers = sum(value in setting.expected for _, _, value in markers_in(row.text))
    cues = citation_cues(row.text)
    score = min(5.0, 2.5 * markers + 0.5 * (markers > 0)) - min(4.0, 0.9 * cues)
    if not cues:
        score += min(1.5, len(row.text) / 200)
    if is_heading_like(row.text):
        score += 0.8
    return score + _width_score(row, setting.widths)


def _width_score(row: Line, widths: Widths) -> float:
    """Give what the length of a wrapped line says: full lines of the body and of the notes have their own width."""
    if not widths.tell_apart:
        return 0.0
    length = len(row.text)
    wider, narrower = max(widths.body, widths.note), min(widths.body, widths.note)
    for_body = 1.0 if widths.body == wider else -1.0
    if length > narrower + 1:
        return for_body * (1.5 if length <= wider + 3 else 0.5)
    return -for_body * 0.7 if length >= narrower - 6 else 0.0


def _cohesion(path: _Path | None, row: Line, broken: bool, setting: Setting) -> float:
    """Say how well a line follows a line of the note."""
    if path is None:
        return IMPOSSIBLE
    gain = (1.0 - path.tail) * (1.5 + 0.5 * row.opens_low)
    if path.tail == 1.0 and row.opens_low:
        gain -= 0.5
    return gain - 1.5 * broken - 0.5 * (row.after_gap and not broken)


def _leaving(path: _Path | None, row: Line, broken: bool, setting: Setting) -> float:
    """Say how well the body may begin again with this line."""
    if path is None:
        return IMPOSSIBLE
    gain = -2.0 * (1.0 - path.tail) * (0.4 if broken else 1.0)
    gain += 1.5 if broken else -1.0
    if setting.spaced and not row.after_gap and not broken:
        gain -= 2.5
    is_heading = row.after_gap and is_heading_like(row.text)  # "Chapter 3", between the notes of two chapters
    at_end = setting.last and (row.after_gap or broken or is_heading_like(row.text))
    if not (setting.interleaved or is_heading or at_end):
        gain -= 12.0
    return gain


def _flow(path: _Path | None, row: Line, setting: Setting) -> float:
    """Say how well a line follows a line of the body."""
    if path is None:
        return IMPOSSIBLE
    return (1.0 - path.body_tail) * (1.5 + 0.5 * row.opens_low) - 3.0 * row.after_rule


def _resuming(path: _Path | None, row: Line, broken: bool, setting: Setting) -> float:
    """Say how well a note that broke off before the body goes on with this line."""
    if path is None:
        return IMPOSSIBLE
    gain = -2.5 + 3.5 * (1.0 - path.tail) + _opens_within(row) + 0.5 * broken
    if setting.spaced and not row.after_gap and not broken:
        gain -= 2.5
    return gain + 3.0 * row.after_rule - 1.0 * (path.body_tail == 0.0 and row.opens_low)


def _opens_within(row: Line) -> float:
    """Say how well a line's beginning goes on with a note that broke off.

    A capital speaks against it; a whole paragraph that hardly cites and breaks off itself is body, and goes on there.
    """
    if row.opens_low or row.opens_with_locator:
        return 1.0
    length = len(row.text)
    story = length > LONGEST_WRAPPED and not row.ended and citation_cues(row.text) * LENGTH_WITH_CUE < length
    return -2.0 - 2.0 * story


def _parts(path: _Path) -> list[Part]:
    """Unwind a path: the part that each line was read as."""
    parts: list[Part] = []
    while path.before is not None:
        parts.append(path.part)
        path = path.before
    return parts[::-1]


def _block(start: Start, first: int, rows: Sequence[Line], parts: Sequence[Part]) -> Block:
    chosen: dict[Part, list[int]] = {part: [] for part in Part}
    for row, part in zip(rows, parts, strict=True):
        chosen[part].append(row.index)
    return Block(
        start=start,
        note=(first, *chosen[Part.NOTE]),
        body=tuple(chosen[Part.BODY]),
        more=tuple(chosen[Part.MORE]),
    )


def is_interleaved(lines: Sequence[Line], starts: Sequence[Start], markers: Markers) -> bool:
    """Say whether body text stands between the notes of a run: their markers come after the run's first note.

    Where the markers are lost, long stretches without any sign of a citation must show it.
    """
    first, later = starts[0].candidate.line, starts[1:]
    found = [markers.before(start.value, start.candidate.line) for start in later]
    if sum(marker is not None for marker in found) > SHARE_OF_MARKERS * len(later):
        return sum(marker is not None and marker.line > first for marker in found) > SHARE_OF_MARKERS * len(later)
    stories = sum(_holds_story(lines, start, after) for start, after in pairwise(starts))
    return stories > SHARE_OF_STORIES * len(later)


def _holds_story(lines: Sequence[Line], start: Start, after: Start) -> bool:
    """Say whether lines of prose without citation, a good paragraph of them, follow each other in a block."""
    length = 0
    for line in lines[start.candidate.line + 1 : after.candidate.line]:
        length = 0 if citation_cues(line.text) else length + len(line.text)
        if length >= LENGTH_OF_STORY:
            return True
    return False


def widths_of(lines: Sequence[Line], starts: Sequence[Start], markers: Markers) -> Widths:
    """Give the widths of full lines: of notes by the lines at which one begins, of the body by lines with markers."""
    lengths = sorted(len(line.text) for line in lines)
    if not starts or not lengths or lengths[int(len(lengths) * 0.95)] > LONGEST_WRAPPED:
        return Widths()
    begins = {start.candidate.line for start in starts}
    note = [len(lines[row].text) for row in begins if row + 1 < len(lines) and row + 1 not in begins]
    called = {marker.line for start in starts if (marker := markers.before(start.value, start.candidate.line))}
    body = [len(lines[row].text) for row in called if row not in begins]
    return Widths(body=_full(body), note=_full(note))


def _full(lengths: Sequence[int]) -> int:
    """Give the length that most full lines reach, 0 for too few lines."""
    return sorted(lengths)[int(len(lengths) * SHARE_OF_FULL)] if len(lengths) >= 5 else 0
