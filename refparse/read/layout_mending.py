"""Finds the notes whose numbers the scanner damaged: `I%` between 195 and 197 is 196."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from refparse.read.layout_numbers import Start
from refparse.read.layout_paragraphs import PagedLine
from refparse.read.plain_numbers import misreading_cost

# A first word that may be a damaged number, before a capital or a quote: `I% The`, `2oo. See`, `l91 Quoted`.
_DAMAGED = re.compile(r"^\s*(\S{1,5})[.)]?\s+(?=[A-Z“\"‘\[])")

_LARGEST_COST = 1.0
_LARGEST_GAP = 6


def mend_starts(starts: Sequence[Start], lines: Sequence[PagedLine]) -> tuple[Start, ...]:
    """Give the starts with those added whose damaged number fills a gap of the sequence.

    Only a line that begins with something which the missing number is likely misread as counts, and only between the
    notes before and after it, or right behind the last one.
    """
    numbered = [start for start in starts if start.number.isdigit()]
    found: list[Start] = []
    for before, after in pairwise(numbered):
        begin = before.value + 1 if after.value > before.value else 1  # numbers start anew with a chapter
        if 0 < after.value - begin < _LARGEST_GAP:
            found += _between(before, after.line, range(begin, after.value), lines)
    if numbered:
        last = numbered[-1]
        found += _between(last, len(lines), range(last.value + 1, last.value + 3), lines)
    return tuple(sorted([*starts, *found], key=lambda start: (start.line, start.begin)))


def _between(before: Start, end: int, missing: Iterable[int], lines: Sequence[PagedLine]) -> list[Start]:
    found, begin = [], before.line + 1
    for value in missing:
        costs = [(cost, index) for index in range(begin, end) if (cost := _cost(lines[index], value)) is not None]
        if not costs:
            continue
        _, index = min(costs)
        match = _DAMAGED.match(lines[index][1].text)
        assert match is not None
        found.append(Start(index, lines[index][0], 0, match.end(), str(value), 0.0))
        begin = index + 1
    return found


def _cost(place: PagedLine, value: int) -> float | None:
    """Give how much must have gone wrong for the line to begin with `value`, None where too much."""
    match = _DAMAGED.match(place[1].text)
    if match is None:
        return None
    token = match.group(1).rstrip(".)")
    cost = misreading_cost(token, value)
    likely = cost <= _LARGEST_COST and (any(char.isdigit() for char in token) or cost <= 0.35 * len(str(value)))
    return cost if likely and cost > 0 else None
