"""Finds the markers that a body shows as text: raised numbers, or numbers in brackets."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from refparse.model.source import MarkKind
from refparse.read.blocks import Block, marker_sentence

_NUMBERS: Final = re.compile(r"\d{1,4}|[*†‡§¶‖#]{1,4}")
# Example: "went to Lyon.[12] He"
_BRACKETED: Final = re.compile(r"\[(\d{1,4})\]")


class BodyMarkers:
    """The markers of a body by number; each is taken once, so that numbers which restart keep their sentences."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._places: dict[str, deque[tuple[str, int, int]]] = {}
        for block in blocks:
            stretches = list(_raised(block)) or list(_bracketed(block))
            text, shifted = _without(block.text, [(start, end) for start, end, _ in stretches])
            for start, _end, numbers in stretches:
                for number in numbers:
                    self._places.setdefault(number, deque()).append((text, shifted[start], len(stretches)))

    def has(self, number: str) -> bool:
        """Say whether the body shows a marker of this number."""
        return number in self._places

    def last_in_a_row(self) -> int:
        """Give the last number of the row 1, 2, 3 … that the body shows, 0 where it shows none."""
        last = 0
        while str(last + 1) in self._places:
            last += 1
        return last

    def take_sentence(self, number: str) -> str:
        """Give the sentence around the next marker of this number, "" where none is left."""
        places = self._places.get(number)
        return marker_sentence(*places.popleft()) if places else ""


def _raised(block: Block) -> Iterator[tuple[int, int, list[str]]]:
    for mark in block.rich.marks:
        # A raised number at the very start belongs to a note, not to the sentence before it.
        if mark.kind is MarkKind.SUPERSCRIPT and mark.start:
            numbers = _NUMBERS.findall(block.text[mark.start : mark.end])
            if numbers:
                yield mark.start, mark.end, numbers


def _bracketed(block: Block) -> Iterator[tuple[int, int, list[str]]]:
    for match in _BRACKETED.finditer(block.text):
        if match.start():
            yield match.start(), match.end(), [match.group(1)]


def _without(text: str, stretches: Sequence[tuple[int, int]]) -> tuple[str, dict[int, int]]:
    """Give the text without the stretches, and where each began in what is left."""
    parts: list[str] = []
    shifted: dict[int, int] = {}
    last = length = 0
    for start, end in sorted(stretches):
        parts.append(text[last:start])
        length += max(0, start - last)
        shifted[start] = length
        last = max(last, end)
    parts.append(text[last:])
    return "".join(parts), shifted
