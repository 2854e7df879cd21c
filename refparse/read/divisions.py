"""Which chapter each paragraph stands in, by the headings above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from refparse.read.blocks import Block


def divisions_of(blocks: Sequence[Block]) -> list[str]:
    """Give for each block the text of the chapter heading above it, "" before the first.

    Chapters are the headings of the highest level that comes more than once; where none does, there are no chapters.
    """
    levels = Counter(block.heading for block in blocks if block.heading)
    chapter = min((level for level, count in levels.items() if count > 1), default=0)
    current = ""
    found: list[str] = []
    for block in blocks:
        if chapter and 0 < block.heading <= chapter:
            current = block.text if block.heading == chapter else ""
        found.append(current)
    return found
