"""Pairs quotation marks by their spacing, so that a quotation can be one token."""

from __future__ import annotations

import re

MAX_QUOTATION = 3000  # code points; a longer one has lost its end

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‚": "‘’", "'": "'", "”": "”", "’": "’"}
_MARK = re.compile(r"[“”„«»\"‘’‚']")
_BEFORE_OPENING = frozenset(" \t\n\r ([{—–-/")


def _opens(text: str, position: int) -> bool:
    """Say whether the mark at `position` can open a quotation: nothing or a space before, a word after."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    if text[position] == "»":
        return before in _BEFORE_OPENING and (after.isalnum() or after == "“")
    if text[position] in "“„«‘‚":
        return after not in " )]"
    return (before in _BEFORE_OPENING or before in "“‘„«") and not after.isspace() and after not in ".,;:)]"


def _closes(text: str, position: int) -> bool:
    """Say whether the mark at `position` can close one: a word or stop before, no letter after."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not after.isalnum() and (not before.isspace() or text[position] in "”»") and before not in "(["


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Give the outermost quotations of `text` as half-open stretches, their marks included.

    A mark that finds no partner stays alone. Single marks open a quotation only where they cannot be apostrophes.
    Linear: every mark is looked at once for each kind of quotation that is open.

    >>> find_quotations('Waltz, "A Title," 3')
    [(7, 17)]
    """
    marks = [match.start() for match in _MARK.finditer(text)]
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(marks):
        start = marks[index]
        if not _opens(text, start):
            index += 1
            continue
        close = _closing(text, marks, index)
        if close is None:
            index += 1
            continue
        found.append((start, marks[close] + 1))
        index = close + 1
    return found


def _closing(text: str, marks: list[int], index: int) -> int | None:
    """Give the index of the mark that closes the quotation opened at `marks[index]`, None where it has none."""
    opening = text[marks[index]]
    partners = _PAIRS[opening]
    single = opening in "‘'‚"
    depth = 0
    for other in range(index + 1, min(index + 120, len(marks))):
        position = marks[other]
        if position - marks[index] > MAX_QUOTATION:
            return None
        mark = text[position]
        if mark == opening and opening not in partners and _opens(text, position):
            depth += 1
            if depth > 2:
                return None
            continue
        if mark not in partners:
            continue
        if opening in partners and _opens(text, position) and not _closes(text, position):
            return None  # the same mark opens again: the first one was never closed
        if not _closes(text, position):
            continue
        if single and _is_apostrophe(text, position, marks, other):
            continue
        if depth:
            depth -= 1
            continue
        return other
    return None


def _is_apostrophe(text: str, position: int, marks: list[int], other: int) -> bool:
    """Say whether a single mark after a word is a plural possessive ("the workers' council") and not the end."""
    before = text[position - 1]
    after = text[position + 1 : position + 3]
    if before != "s" or not after.startswith(" ") or not after[1:].islower():
        return False
    return any(text[mark] in "’'" and _closes(text, mark) for mark in marks[other + 1 : other + 6])
