"""Turns the score gap of a reading into a confidence in [0, 1], by what was right on held-out notes."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from refparse.assets import word_rows
from refparse.parse.chunks import Chunk
from refparse.parse.lattice import Reading


@cache
def _table() -> tuple[tuple[int, ...], tuple[float, ...]]:
    rows = word_rows("grammar", "calibration.tsv")
    return tuple(int(row[0]) for row in rows), tuple(float(row[1]) for row in rows)


def gap_of(reading: Reading, chunk: Chunk) -> int:
    """Give the gap, in score units, of one citation to the best other reading that joins within it or at its end."""
    gaps = reading.gaps[chunk.first : chunk.last + 2]
    return max(0, min(gaps)) if gaps else 0


def confidence_of_gap(gap: int) -> float:
    """Give the share of held-out citations with about this gap that were right, interpolated (rising with the gap)."""
    gaps, shares = _table()
    place = bisect_right(gaps, gap)
    if place == 0:
        return shares[0]
    if place == len(gaps):
        return shares[-1]
    low, high = gaps[place - 1], gaps[place]
    part = (gap - low) / (high - low)
    return round(shares[place - 1] + part * (shares[place] - shares[place - 1]), 3)
