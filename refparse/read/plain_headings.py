"""Says whether a line of plain text may be a heading."""

from __future__ import annotations

import re

from refparse.read.headings import is_chapter_heading

# `1. Introduction`, `2.3 The Village`, `IV. The Mill`
_NUMBERING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+(?=[A-Z])")

MOST_WORDS = 10
LONGEST = 80


def is_heading_like(text: str) -> bool:
    """Say whether a line may be a heading: short, a capital first, most words capitals, no stop at its end."""
    if is_chapter_heading(text):
        return True
    bare = _NUMBERING.sub("", text)
    words = bare.split()
    if not 1 <= len(words) <= MOST_WORDS or len(bare) > LONGEST or bare[-1] in ".,;:-–)":
        return False
    capitals = sum(word[0].isupper() or len(word) <= 3 for word in words)
    return bare[0].isupper() and capitals >= 0.8 * len(words) and not any(char.isdigit() for char in bare)
