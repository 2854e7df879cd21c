"""Splits a plain text into lines, each with its page and without the specks that OCR leaves before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Specks at a line's start, where OCR saw a page edge: `? ? The Long Road`, `■ 75 See Bloch`, `?` alone.
_SPECKS = re.compile(r"^(?:[?•■□▪�|¦·](?:\s+|$))+")

# A line drawn above the notes of a page: `________`, `-----`, `* * *` is none.
_RULE = re.compile(r"^[_\-—–=‗─━]{3,}$")

# A line that begins with the end of a locator: `264-98.`, `1966), 154?`, `12, 40-44; and`, `}29CH)2.`; not `1920, he`.
_LOCATOR_END = re.compile(r"""(?=.{0,24}\d)(?=[\d}{<([|])[\d}{<>()|\[\]CHJSlIoOz,:;–—?\s-]{2,60}(?:[.?;]$|[.;]\s)""")

# What ends a sentence or a note: `.`, `.”`, `?)`.
_TERMINAL = re.compile(r"""[.!?…][)\]’”"'»*_]*$""")

# What may end a note that has no full stop: `54`, `(1961)`, a closing quote, an address.
_HALF_TERMINAL = re.compile(r"""[\d)\]”"’»/]$""")

# An address at the end: `https://example.org/mills`.
_ADDRESS_END = re.compile(r"(?:://|www\.)\S{3,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not empty: its text without indentation and specks, and what stood around it.

    `index` counts from 0 among the lines kept, `number` from 1 in the file. `indent` is the count of spaces before
    the text. `after_gap` says that an empty line precedes, `after_rule` a drawn line, `specked` that OCR specks
    (a page edge, most often) stood before it, `page` the page it stands on, counted from 1.
    """

    index: int
    number: int
    text: str
    indent: int = 0
    after_gap: bool = False
    after_rule: bool = False
    specked: bool = False
    new_page: bool = False
    page: int = 1

    @property
    def ended(self) -> float:
        """Say how far the line ends a sentence: 1 with a full stop, 0.5 with a digit or bracket, else 0."""
        return ending(self.text)

    @property
    def opens_low(self) -> bool:
        """Say whether the line begins in the middle of a sentence: with a small letter or a comma."""
        return opens_low(self.text)

    @property
    def opens_with_locator(self) -> bool:
        """Say whether the line begins with pages, such as a note cut by the page goes on with: "264-98."."""
        return bool(_LOCATOR_END.match(self.text))


def ending(text: str) -> float:
    """Give 1 for a text that ends as a sentence does, 0.5 for one that may ("(1961)"), 0 for one that breaks off."""
    if _TERMINAL.search(text[-8:]):
        return 1.0
    return 0.5 if _HALF_TERMINAL.search(text[-2:]) or _ADDRESS_END.search(text[-150:]) else 0.0


def opens_low(text: str) -> bool:
    """Say whether a text begins in the middle of a sentence: "ments began", ", and", "); the second"."""
    first = text.lstrip("\"'“‘«(")[:1]
    return first.islower() or first in (",", ";", ")", "]", ":", "-", "–", "—")


def split_lines(text: str) -> tuple[Line, ...]:
    """Give the lines of `text` that hold more than specks; form feeds begin pages."""
    lines: list[Line] = []
    page, gap, rule, new_page, speck = 1, False, False, False, False
    for number, raw in enumerate(text.split("\n"), 1):
        feeds = raw.count("\f")
        if feeds:
            page, new_page, raw = page + feeds, True, raw.replace("\f", "")
        bare = raw.strip()
        if not bare:
            gap = True
            continue
        if _RULE.match(bare):
            rule = True
            continue
        clean = _SPECKS.sub("", bare)
        if not clean:
            speck = True
            continue
        lines.append(
            Line(
                index=len(lines),
                number=number,
                text=clean,
                indent=len(raw) - len(raw.lstrip()),
                after_gap=gap,
                after_rule=rule,
                specked=speck or len(clean) < len(bare),
                new_page=new_page,
                page=page,
            )
        )
        gap, rule, new_page, speck = False, False, False, False
    return tuple(lines)
