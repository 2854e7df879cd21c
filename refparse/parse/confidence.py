"""Turns the score gap of a reading into a confidence in [0, 1]."""

from __future__ import annotations

import math

from refparse.parse.chunks import Chunk
from refparse.parse.lattice import Reading

SCALE = 20_000  # score units


def confidence_of(reading: Reading, chunk: Chunk) -> float:
    """Give how sure the reading of one citation is, from the gap to the best other path through its tokens."""
    gaps = reading.gaps[chunk.first : chunk.last + 2]
    gap = max(0, min(gaps)) if gaps else 0
    return round(1 / (1 + math.exp(-gap / SCALE)), 3)
