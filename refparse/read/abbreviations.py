"""Reads a list of abbreviations: short form and expansion, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

# `FO<tab>Foreign Office`, `FO: Foreign Office`, `FO = Foreign Office`, `FO — Foreign Office`, `AHR. American …`.
_PARTED = re.compile(r"^(?P<short>\S.{0,28}?)(?:\s*\t+\s*|\s{2,}|\s?[=:]\s|\s[–—-]{1,3}\s|,\s(?=[A-Z]))(?P<long>\S.*)$")

# `FO Foreign Office`: a first word with two capitals or more, then a capital.
_SPACED = re.compile(r"^(?P<short>[A-ZÀ-Þ][\w.&/’'-]{0,14})\s(?P<long>[A-ZÀ-Þ\"“*].*)$")

FEWEST = 2
LARGEST_SHARE_OF_OTHERS = 0.5


def read_abbreviations(lines: Iterable[str]) -> dict[str, str]:
    """Give short form → expansion for the lines of a list; nothing where most lines are none.

    >>> read_abbreviations(["FO   Foreign Office", "CAB: Cabinet Papers"])
    {'FO': 'Foreign Office', 'CAB': 'Cabinet Papers'}
    """
    listed = [line.strip() for line in lines if line.strip()]
    pairs = [pair for line in listed if (pair := _pair(line))]
    if len(pairs) < FEWEST or len(pairs) < LARGEST_SHARE_OF_OTHERS * len(listed):
        return {}
    return dict(pairs)


def _pair(line: str) -> tuple[str, str] | None:
    match = _PARTED.match(line) or _SPACED.match(line)
    if not match:
        return None
    short, long = match["short"].strip(" .:*_"), match["long"].strip()
    return (short, long) if _is_short_form(short) and len(long) > len(short) else None


def _is_short_form(short: str) -> bool:
    """Say whether a word may be a short form: two capitals, or one word of few letters."""
    capitals = sum(char.isupper() for char in short)
    return (
        bool(short) and (capitals >= 2 or (len(short) <= 8 and " " not in short and capitals == 1)) and len(short) <= 28
    )
