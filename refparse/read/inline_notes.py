"""Finds notes that stand in brackets inside the text: `[Footnote 12: …]`, `[12. Bloch, …]`, `[Bloch, Craft, 29.]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refparse.read.no_notes import count_author_dates
from refparse.read.plain_cues import citation_cues

# What says that a bracket is a note: `Footnote 12:`, `Note:`, `fn. 3:`, `n. 12:`, `Anm. 4:`, `12:`, `12. `.
_LABEL = re.compile(
    r"""\s*(?:(?:foot|end)?note|fn|ftn|nota|anm(?:erkung)?|fu(?:ß|ss)note|n)\.?\s*(?P<named>\d{1,4}|[A-Z*†‡])?\s*[:.—–-]\s*
       |\s*(?P<bare>\d{1,4})\s*[:.)]\s+(?=\S)""",
    re.VERBOSE | re.I,
)

_OPENERS = {"[": "]", "(": ")", "{": "}"}
_BRACKET = re.compile(r"[\[\](){}]")

LONGEST_NOTE = 6000
SHORTEST_NOTE = 5
FEWEST_UNLABELLED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineNote:
    """A note in brackets: where the bracket stands, where the note's text stands in it, and its number, "" for none."""

    start: int
    end: int
    text_start: int
    text_end: int
    number: str = ""
    labelled: bool = False


def find_inline_notes(text: str, *, certain: bool = False) -> tuple[InlineNote, ...]:
    """Give the notes in brackets of `text`, in order.

    Brackets with a label or number are taken; without any such, square brackets that read like citations, and round
    ones only where they show two signs of it or where `certain` (the caller said that notes stand in the text).
    """
    found = [note for start, end in _brackets(text) if (note := _note(text, start, end, certain))]
    labelled = [note for note in found if note.labelled]
    if labelled and not certain:
        return tuple(labelled)
    return tuple(found) if certain or len(found) >= FEWEST_UNLABELLED else ()


def _brackets(text: str) -> list[tuple[int, int]]:
    """Give the outermost balanced brackets of reasonable length; one left open does not swallow the rest."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        char, place = match.group(), match.start()
        while stack and place - stack[0][1] > LONGEST_NOTE:
            stack.pop(0)
        if char in _OPENERS:
            if len(stack) < 20:
                stack.append((_OPENERS[char], place))
        elif stack and any(char == closer for closer, _ in stack):
            while stack[-1][0] != char:
                stack.pop()
            _, start = stack.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, place + 1))
    return found


def _note(text: str, start: int, end: int, certain: bool) -> InlineNote | None:
    inner = text[start + 1 : end - 1]
    if len(inner) < SHORTEST_NOTE:
        return None
    label = _LABEL.match(inner) if text[start] in "[{" or text[start : start + 2] == "((" else None
    if label:
        number = label["named"] or label["bare"] or ""
        return _cut(text, start, end, start + 1 + label.end(), number=number, labelled=True)
    return _cut(text, start, end, start + 1) if _reads_like_note(inner, text[start], certain) else None


def _cut(
    text: str, start: int, end: int, text_start: int, *, number: str = "", labelled: bool = False
) -> InlineNote | None:
    """Give the note, its text without spaces at the edges."""
    text_end = end - 1
    while text_end > text_start and text[text_end - 1].isspace():
        text_end -= 1
    while text_start < text_end and text[text_start].isspace():
        text_start += 1
    if text_start >= text_end:
        return None
    return InlineNote(start=start, end=end, text_start=text_start, text_end=text_end, number=number, labelled=labelled)


def _reads_like_note(inner: str, opener: str, certain: bool) -> bool:
    """Say whether what stands in a bracket is a citation, and none by author and date."""
    if count_author_dates([f"({inner})"]):
        return False
    cues = citation_cues(inner)
    if certain:
        return cues >= 1
    if opener == "[":
        if inner[:4].lower() == "ibid":
            return True
        return cues >= 2 or (cues >= 1 and inner.count(",") >= 1 and len(inner) >= 20)
    return cues >= 2 and "," in inner and len(inner) >= 20


def without_notes(text: str, notes: Sequence[InlineNote]) -> tuple[str, list[int]]:
    """Give the text with the notes cut out, and the offset at which each of them stood."""
    parts: list[str] = []
    offsets: list[int] = []
    last = length = 0
    for note in notes:
        piece = text[last : note.start].rstrip() if note.start else ""
        parts.append(piece)
        length += len(piece)
        offsets.append(length)
        last = note.end
    parts.append(text[last:])
    return "".join(parts), offsets
