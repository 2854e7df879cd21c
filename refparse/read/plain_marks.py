"""Reads italics that a plain text shows by signs: `_The Title_`, `*The Title*`."""

from __future__ import annotations

import re

from refparse.model.source import Mark, MarkKind

# `_The Craft_` and `*The Craft*`: the sign glued to the words inside, free outside.
_SIGNED = re.compile(r"(?<![\w*_])(?P<sign>[_*])(?=[^\s_*])(?P<words>[^_*\n]{1,250}?)(?<=[^\s_*])(?P=sign)(?![\w*_])")


def marked_text(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Give the text without the signs, and the italics that they showed.

    >>> marked_text("Bloch, _Craft_, 29.")
    ('Bloch, Craft, 29.', (Mark(start=7, end=12, kind=<MarkKind.ITALIC: 'italic'>),))
    """
    parts: list[str] = []
    marks: list[Mark] = []
    last = length = 0
    for match in _SIGNED.finditer(text):
        before, words = text[last : match.start()], match["words"]
        parts += (before, words)
        length += len(before)
        marks.append(Mark(length, length + len(words), MarkKind.ITALIC))
        length += len(words)
        last = match.end()
    parts.append(text[last:])
    return "".join(parts), tuple(marks)


def sign_places(text: str) -> list[int]:
    """Give the offsets of the signs, in order."""
    found = [(match.start(), match.end() - 1) for match in _SIGNED.finditer(text)]
    return [place for pair in found for place in pair]


def has_signs(text: str) -> bool:
    """Say whether a text holds words in signs: ``_The Craft_``."""
    return bool(_SIGNED.search(text))
