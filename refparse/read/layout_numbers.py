"""Finds where notes begin among printed lines: numbers and signs that form a sequence, raised or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refparse.model.source import MarkKind
from refparse.read.layout import Line

# The number before a note: `12 `, `12. `, `[12] `, `12)`; glued to a capital or quote: `12See`, `12“The`.
_NUMBER = re.compile(r"^\s*(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})(?:\s{0,2}[.):]|(?=\s)|(?=[A-Z“\"‘])))\s*(?=\S|$)")

# A sign before a note: `* `, `†† `.
_SIGN = re.compile(r"^\s*([*†‡§¶‖]{1,4}|#{1,3})\s*(?=\S)")

# A number in the middle of a line, behind the end of the note before: `… 3:292. 172 Ibid.`
_WITHIN = re.compile(r"(?<=[.?!”\"’)\]])\s{1,8}(\d{1,4})[.)]?\s{1,4}(?=[A-Z“\"‘*])")

_RAISED_NUMBER = re.compile(r"^\s*[\[(]?(\d{1,4}|[*†‡§¶‖#]{1,4}|[ivxl]{1,8}|[a-z])[\])]?[.]?\s*$")

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

RAISED_WEIGHT = 3.0
_WINDOW = 40  # candidates that a chain may pass over


@dataclass(frozen=True, slots=True)
class Start:
    """A place where a note may begin: line, where its number starts and its text begins in it, and how sure alone."""

    line: int
    page: int
    begin: int
    text: int
    number: str
    weight: float

    @property
    def value(self) -> int:
        """Give the number, arabic or roman ("iv", as Word numbers endnotes); 0 for a sign or letter."""
        return int(self.number) if self.number.isdigit() else roman_value(self.number)


def roman_value(number: str) -> int:
    """Give the value of a small roman numeral up to 89, 0 for what is none: "xiv" is 14."""
    if not number or any(letter not in _ROMAN for letter in number):
        return 0
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if after > value else value for value, after in zip(values, [*values[1:], 0], strict=True))


def starts_in(line: Line, index: int, page: int) -> tuple[Start, ...]:
    """Give the places in one line where a note may begin: at its start, and behind the end of another note."""
    first = _at_start(line, index, page)
    return (*first, *(start for start in _inside(line, index, page) if not first or start.begin > first[0].text))


def _at_start(line: Line, index: int, page: int) -> tuple[Start, ...]:
    lead = line.runs[0]
    text = line.text
    if MarkKind.SUPERSCRIPT in lead.style and (raised := _RAISED_NUMBER.match(lead.text)):
        return (Start(index, page, 0, len(lead.text), raised.group(1), RAISED_WEIGHT),)
    if sign := _SIGN.match(text):
        return (Start(index, page, 0, sign.end(), sign.group(1), 1.0),)
    if (found := _NUMBER.match(text)) and found.end() <= len(text):
        number = next(group for group in found.groups() if group)
        return (Start(index, page, 0, found.end(), number, _plain_weight(text[found.end() :].strip())),)
    return ()


def _plain_weight(words: str) -> float:
    """Give how sure a number that is not raised is by what follows: "2 (1992): 265" and "96." hardly begin a note."""
    if not words:
        return 0.4
    return 1.5 if words[0].isupper() or words[0] in "“‘\"'«*[" else 0.7


def _inside(line: Line, index: int, page: int) -> list[Start]:
    found = [
        Start(index, page, match.start(1), match.end(), match.group(1), 0.2) for match in _WITHIN.finditer(line.text)
    ]
    place = 0
    for run in line.runs:
        raised = MarkKind.SUPERSCRIPT in run.style and _RAISED_NUMBER.match(run.text)
        if raised and place and raised.group(1).isdigit() and line.text[:place].rstrip()[-1:] in '.?!”"’)]':
            found.append(Start(index, page, place, place + len(run.text), raised.group(1), 0.5))
        place += len(run.text)
    return sorted(found, key=lambda start: start.begin)


def choose_starts(candidates: Sequence[Start]) -> tuple[Start, ...]:
    """Give the candidates that make the best sequence: 1, 2, 3 …, with restarts on a new page or chapter.

    The chain with the highest sum of weights wins: a step of one is rewarded, a small gap costs something, a step
    back is refused unless to the number one. Signs stand outside the sequence.
    """
    if any(start.number in ("a", "b") for start in candidates):  # "i" is then the ninth letter, not one
        numbers = [start for start in candidates if start.number.isdigit()]
    else:
        numbers = [start for start in candidates if start.value]
    best: list[tuple[float, int]] = []
    for place, start in enumerate(numbers):
        score, before = start.weight + (1.0 if start.value == 1 else 0.0), -1
        for earlier in range(max(0, place - _WINDOW), place):
            step = _step(numbers[earlier], start)
            if step is not None and best[earlier][0] + step + start.weight >= score:
                score, before = best[earlier][0] + step + start.weight, earlier
        best.append((score, before))
    chosen = _chain(numbers, best)
    signs = [start for start in candidates if not start.number.isalnum()]
    letters = [start for start in candidates if start.number.isalpha()] if not chosen and not signs else []
    return tuple(sorted([*chosen, *signs, *letters], key=lambda start: (start.line, start.begin)))


def _chain(numbers: Sequence[Start], best: Sequence[tuple[float, int]]) -> list[Start]:
    if not best:
        return []
    place = max(range(len(best)), key=lambda index: best[index][0])
    chain = []
    while place >= 0:
        chain.append(numbers[place])
        place = best[place][1]
    return chain[::-1]


def _step(before: Start, after: Start) -> float | None:
    """Give what the step from one number to the next is worth; None where it cannot be."""
    distance = after.value - before.value
    if distance == 1:
        return 2.0
    if after.value == 1:
        return 0.0 if after.page != before.page else -2.5
    if after.value <= 3 and distance < 0 and after.page != before.page:  # the first numbers of a chapter may be damaged
        return -0.5 * after.value
    if 1 < distance <= 8:
        return -0.5 * distance
    if 4 < distance <= 30 and after.weight >= RAISED_WEIGHT:
        return -2.0
    return None
