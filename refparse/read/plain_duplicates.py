"""Finds pages that stand in a file twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refparse.read.plain_lines import Line

# A line of this length does not come twice by chance; so many code points in a row are no quotation.
SHORTEST_TELLING = 50
SHORTEST_REPEAT = 600
FEWEST_LINES = 3
LONGEST_BREAK = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """What stands in a text twice: the stretches (first, last index), and the lines in them that are nothing new."""

    stretches: tuple[tuple[int, int], ...] = ()
    lines: frozenset[int] = frozenset()


def find_repeated(lines: Sequence[Line]) -> Repeated:
    """Give the stretches of lines that repeat, in order, a stretch that stood before.

    A stretch counts as repeated where at least three telling lines and 600 code points follow each other as they did
    before. Of the lines in it those are dropped that stood in the original; what is new in it is kept.
    """
    first_place: dict[str, int] = {}
    stretches: list[tuple[int, int]] = []
    start = last = origin = size = count = -1
    for line in lines:
        key = _key(line.text)
        before = first_place.setdefault(key, line.index) if key else line.index
        if before == line.index:
            continue
        if start >= 0 and line.index - last <= LONGEST_BREAK and 0 < before - origin <= LONGEST_BREAK:
            last, origin, size, count = line.index, before, size + len(line.text), count + 1
            continue
        _keep(stretches, start, last, size, count)
        start = last = line.index
        origin, size, count = before, len(line.text), 1
    _keep(stretches, start, last, size, count)
    widened = tuple(_widened(lines, stretch, first_place) for stretch in stretches)
    known = {place for stretch in widened for place in _nothing_new(lines, stretch, first_place)}
    return Repeated(stretches=widened, lines=frozenset(known))


def _nothing_new(lines: Sequence[Line], stretch: tuple[int, int], first_place: dict[str, int]) -> Iterator[int]:
    """Give the lines of a stretch that stood in its original."""
    start, last = stretch
    originals = [
        first_place[key] for place in range(start, last + 1) if (key := _key(lines[place].text)) in first_place
    ]
    low, high = max(0, min(originals) - LONGEST_BREAK), min(start, max(originals) + LONGEST_BREAK)
    short = {line.text for line in lines[low:high] if len(line.text) < SHORTEST_TELLING}
    for place in range(start, last + 1):
        key = _key(lines[place].text)
        if first_place[key] < start if key else lines[place].text in short:
            yield place


def _key(text: str) -> str:
    """Give a telling line, "" for a short one."""
    return text if len(text) >= SHORTEST_TELLING else ""


def _keep(stretches: list[tuple[int, int]], start: int, last: int, size: int, count: int) -> None:
    if start >= 0 and size >= SHORTEST_REPEAT and count >= FEWEST_LINES:
        stretches.append((start, last))


def _widened(lines: Sequence[Line], stretch: tuple[int, int], first_place: dict[str, int]) -> tuple[int, int]:
    """Take in the short lines before and after a stretch that repeat what stood before and after the original."""
    start, last = stretch
    first, final = first_place[_key(lines[start].text)], first_place[_key(lines[last].text)]
    while start - 1 > final and first > 0 and lines[start - 1].text == lines[first - 1].text:
        start, first = start - 1, first - 1
    while last + 1 < len(lines) and final + 1 < start and lines[last + 1].text == lines[final + 1].text:
        last, final = last + 1, final + 1
    return start, last
