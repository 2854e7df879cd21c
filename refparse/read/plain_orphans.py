"""Gives pages that OCR left alone on a line back to the note that broke off before them, or keeps them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from refparse.read.plain_blocks import Block
from refparse.read.plain_lines import Line, ending

# How many notes before or after the one that broke off its end may stand, and how long such an end is.
NOTES_AWAY = 2
LONGEST_END = 40

# A note that wants pages: `Bloch, Feudal Society,`; one that has them: `Ibid., 31.`
_WANTS_PAGES = re.compile(r"[,:]$")
_HAS_PAGES = re.compile(r"\d[)\]]?[.?]$")


def give_back_orphans(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[list[Block], tuple[int, ...]]:
    """Give the blocks with each orphan at the note that lacks it, and the lines that no note lacks.

    Where a note stands after a later one, what remained at its own place hangs on the complete note before it. Bare
    pages after a complete note belong to a note nearby that ends with a comma; after body text they are nobody's.
    """
    moved = _with_misplaced(lines, blocks)
    unclaimed: list[int] = []
    for place, block in enumerate(moved):
        orphan = _orphan(lines, block)
        if orphan is None:
            continue
        taker = _taker(lines, moved, place)
        if taker is not None:
            moved[place] = _without(block, orphan)
            moved[taker] = replace(moved[taker], more=(*moved[taker].more, orphan))
        elif orphan in block.more:
            moved[place] = _without(block, orphan)
            unclaimed.append(orphan)
    return moved, tuple(unclaimed)


def is_bare_end(line: Line) -> bool:
    """Say whether a line is nothing but the end of a locator: "264-98."."""
    return line.opens_with_locator and len(line.text) <= LONGEST_END and line.ended == 1.0 and line.text.count(".") < 2


def _with_misplaced(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block]:
    moved = list(blocks)
    place_of = {
        (block.start.run, block.start.value): place for place, block in enumerate(blocks) if not block.start.sign
    }
    for place, block in enumerate(blocks):
        before = place_of.get((block.start.run, block.start.value - 1))
        if block.start.sign or before is None or before >= place - 1 or len(blocks[before].note) < 2:
            continue
        orphan = moved[before].note[-1]
        complete = ending(lines[moved[before].note[-2]].text) == 1.0
        if complete and not ending(_last(lines, block)) and not lines[orphan].text[:1].isupper():
            moved[before] = replace(moved[before], note=moved[before].note[:-1])
            moved[place] = replace(block, more=(*block.more, orphan))
    return moved


def _orphan(lines: Sequence[Line], block: Block) -> int | None:
    """Give the last line of a note where it is bare pages and the note had its pages before."""
    rows = (*block.note, *block.more)
    if len(rows) < 2 or not is_bare_end(lines[rows[-1]]):
        return None
    return rows[-1] if _HAS_PAGES.search(lines[rows[-2]].text) else None


def _taker(lines: Sequence[Line], blocks: Sequence[Block], place: int) -> int | None:
    """Give the place of the note that ends with a comma and stands nearest, the one before first."""
    for away in range(1, NOTES_AWAY + 1):
        for other in (place - away, place + away):
            if 0 <= other < len(blocks) and _WANTS_PAGES.search(_last(lines, blocks[other])):
                return other
    return None


def _last(lines: Sequence[Line], block: Block) -> str:
    return lines[(*block.note, *block.more)[-1]].text


def _without(block: Block, orphan: int) -> Block:
    note = tuple(row for row in block.note if row != orphan)
    return replace(block, note=note, more=tuple(row for row in block.more if row != orphan))
