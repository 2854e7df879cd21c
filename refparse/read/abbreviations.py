"""Reads a list of abbreviations: short form and expansion, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

# `FO<tab>Foreign Office`, `FO: Foreign Office`, `FO = Foreign Office`, `FO — Foreign Office`, `AHR. American …`.
_PARTED = re.compile(r"^(?P<short>\S.{0,28}?)(?:\s*\t+\s*|\s{2,}|\s?[=:]\s|\s[–—-]{1,3}\s|,\s(?=[A-Z]))(?P<long>\S.*)$")

# `FO Foreign Office`: a first word with two capitals or more, then a capital.
_SPACED = re.compile(r"^(?P<short>[A-ZÀ-Þ][\w.&/’'-]{0,14})\s(?P<long>[A-ZÀ-Þ\"“*].*)$")

FEWEST = 2
LONGEST_STRAY = 60


def read_abbreviations(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Give short form → expansion for the list that `lines` begin with, and how many lines it takes.

    The list ends with the first long line that is no pair, or the second of two short ones.

    >>> read_abbreviations(["FO   Foreign Office", "CAB: Cabinet Papers", "The war came early.", "Nobody saw it."])
    ({'FO': 'Foreign Office', 'CAB': 'Cabinet Papers'}, 2)
    """
    pairs: dict[str, str] = {}
    end = 0
    for place, line in enumerate(lines):
        pair = _pair(line.strip())
        if pair:
            pairs.setdefault(*pair)
            end = place + 1
        elif len(line) > LONGEST_STRAY or place > end:
            break
    return (pairs, end) if len(pairs) >= FEWEST else ({}, 0)


def _pair(line: str) -> tuple[str, str] | None:
    match = _PARTED.match(line) or _SPACED.match(line)
    if not match:
        return None
    short, long = match["short"].strip(" .:*_"), match["long"].strip()
    return (short, long) if _is_short_form(short) and len(long) > len(short) else None


def _is_short_form(short: str) -> bool:
    """Say whether a word may be a short form: two capitals, or one word of few letters."""
    if not short[:1].isalpha():
        return False
    capitals = sum(char.isupper() for char in short)
    return (
        bool(short) and (capitals >= 2 or (len(short) <= 8 and " " not in short and capitals == 1)) and len(short) <= 28
    )
