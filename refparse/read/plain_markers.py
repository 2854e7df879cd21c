"""Finds what may be note markers in running text: a number after a full stop or a quote, a raised digit, a star."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refparse.read.plain_lines import Line
from refparse.read.plain_numbers import SUPERSCRIPTS

# `river. 84 In`, `harvest. "85`, `mill.86`; without a space `words,"12`, `foe)7`, `said,7`; also `[12]`, `(12)`
# and `^12^` set like that.
_AFTER_STOP = re.compile(
    r"""(?:(?:(?<=[.!?…])|(?<=[.!?…]["”’'»)\]])|(?<=[.!?…]\s["”’»]))[ ]?
        |(?<=[.,;:!?…]["”’'»)\]])|(?<=[a-z]["”’»)\]])|(?<=[a-z][,;:]))
        (?P<open>[\[(^]?)(?P<number>[1-9]\d{0,3}|[lI]\d{1,3}|[1-9]\d?[oO]{1,2}|[1-9]oo)(?P<close>[\])^]?)
        (?=$|[\s"”’'»)\].,;:—–-])""",
    re.VERBOSE,
)

# `world²`, `empire.¹²`
_RAISED = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")

# `world [12]`, `word[12].`, `word (12).`, `word^12^`
_BRACKETED = re.compile(r"(?<=[\w.,;:!?”\"’')])\s?(?:\[(\d{1,4})\]|\^(\d{1,4})\^|\^\[?(\d{1,4})\]?(?!\w))")

# `word12` and `word.12`: a number glued to a word of three letters or more.
_GLUED = re.compile(r"(?<=[a-z]{3})[1-9]\d{0,2}(?=$|[\s.,;:!?)”\"—–])")

_ANY_DIGIT = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]|[1lI]oo")

_LETTERS = str.maketrans("lIoO", "1100")


@dataclass(frozen=True, slots=True, order=True)
class MarkerFound:
    """A possible marker: line index, offsets of the marker in the line, value."""

    line: int
    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Markers:
    """All possible markers of a text, by value: the lines at which each stands, in order."""

    by_value: dict[int, list[MarkerFound]]

    def before(self, value: int, line: int) -> MarkerFound | None:
        """Give the last marker of `value` that stands before `line`, or None."""
        found = self.by_value.get(value, [])
        place = bisect_left(found, line, key=lambda marker: marker.line)
        return found[place - 1] if place else None

    def after(self, value: int, line: int) -> MarkerFound | None:
        """Give the first marker of `value` that stands on `line` or after it, or None."""
        found = self.by_value.get(value, [])
        place = bisect_left(found, line, key=lambda marker: marker.line)
        return found[place] if place < len(found) else None


def find_markers(lines: Iterable[Line]) -> Markers:
    """Give what may be markers in the lines, by value; a line that is nothing but a number is one too."""
    by_value: dict[int, list[MarkerFound]] = {}
    for line in lines:
        for start, end, value in markers_in(line.text):
            by_value.setdefault(value, []).append(MarkerFound(line.index, start, end, value))
    return Markers(by_value)


def markers_in(text: str) -> Sequence[tuple[int, int, int]]:
    """Give (start, end, value) of what may be markers in `text`, in order, without overlaps."""
    if len(text) <= 4 and text.isdecimal():
        return ((0, len(text), int(text)),)
    if not _ANY_DIGIT.search(text):
        return ()
    found = [(m.start(), m.end(), int(m.group("number").translate(_LETTERS))) for m in _AFTER_STOP.finditer(text)]
    found += [(m.start(), m.end(), int(m.group().translate(SUPERSCRIPTS))) for m in _RAISED.finditer(text)]
    found += [(m.start(), m.end(), int(m[1] or m[2] or m[3])) for m in _BRACKETED.finditer(text)]
    found += [(m.start(), m.end(), int(m.group())) for m in _GLUED.finditer(text)]
    return _without_overlaps(sorted(found))


def _without_overlaps(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for marker in found:
        if not kept or marker[0] >= kept[-1][1]:
            kept.append(marker)
    return kept
