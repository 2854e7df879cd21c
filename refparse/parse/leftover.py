"""Finds commentary that looks like a citation that was not read, so that it can be reported whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.model.citation import Unparsed
from refparse.model.source import Span
from refparse.parse.draft import NoteText

# What an imprint leaves behind: "(Cambridge: Harvard, 1982)" or "3 (1994): 12-40", or an address.
_IMPRINT = re.compile(r"\([^()]{0,120}\b(?:1[4-9]|20)\d\d[a-z]?\)|https?://\S")
_BORDER = re.compile(r"[;.](?:\s|$)")


def find_unparsed(text: NoteText, citations: Sequence[Span], references: Sequence[Span]) -> tuple[Unparsed, ...]:
    """Give the stretches with the marks of an imprint or an address that no citation covers."""
    original = text.repaired.original or text.repaired.text
    taken = sorted([*citations, *references])
    found: list[Unparsed] = []
    for match in _IMPRINT.finditer(original):
        inside = Span(match.start(), match.end())
        if any(span.overlaps(inside) for span in taken) or (found and found[-1].span.overlaps(inside)):
            continue
        stretch = _widened(original, inside, taken)
        found.append(Unparsed(span=stretch, text=stretch.of(original), reason="an imprint without a work"))
    return tuple(found)


def _widened(text: str, inside: Span, taken: Sequence[Span]) -> Span:
    """Widen a stretch to the semicolons or sentence ends around it, not into a citation."""
    floor = max((span.end for span in taken if span.end <= inside.start), default=0)
    ceiling = min((span.start for span in taken if span.start >= inside.end), default=len(text))
    borders = [match.end() for match in _BORDER.finditer(text, floor, inside.start)]
    start = borders[-1] if borders else floor
    after = _BORDER.search(text, inside.end, ceiling)
    end = after.start() if after else ceiling
    while start < inside.start and text[start].isspace():
        start += 1
    return Span(start, end)
