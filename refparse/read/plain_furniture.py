"""Tells running heads and page numbers from text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from refparse.read.headings import is_chapter_heading
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line

# A page number alone: `34`, `[34]`, `- 34 -`, `xiv`, `(xiv)`, `[1341`, `[t34]`, `[3o]`.
_PAGE_NUMBER = re.compile(r"^(?:[-–—\[({|]\s?)?(?:[\dtlIoO]{1,4}|[ivxlc]{1,7})(?:\s?[-–—\])}|1lI])?$")
_BRACKETED_NUMBER = re.compile(r"^[\[{(|]\s?(?:[\dtlIoOsSizZ]{1,4}|[ivxl]{1,7})\s?[\])}|1lI]?$")

# A running head with its page number at one end: `34 The Long Road`, `z34 ? The Long Road`, `The Long Road [35`.
_NUMBER = r"[\[(]?(?=[zZIlOoSst]{0,3}\d)[\dzZIlOoSst]{1,4}[\])]?"
_HEAD_NUMBER = re.compile(rf"^{_NUMBER}\s+(?:[?•|]\s+)?(?=\D)|(?<=\D)\s+(?:[?•|]\s+)?{_NUMBER}$")
# What shows that the number is a page and not a note's: `34 ? The`, `Road [35`, `[34] The`.
_PAGE_SIGN = re.compile(r"^\w{1,4}\s[?•|]\s|^\[\w{1,4}\s|\s[?•|]\s\w{1,4}$|\s\[\w{1,4}\]?$|\s\w{1,4}\]$")

# A running head before text, `178 ? The Long Road the carts`, `[178] The Long Road 12 Ibid.`.
_GLUED_HEAD = r"""(?:(?P<sign>\[\w{{1,4}}\]\s|{number}\s[?•|]\s)|(?P<bare>{number}\s))?
    (?:{heads})\s(?:\[\w{{1,4}}\]\s)?(?P<note>(?=\d{{1,4}}\.?\s(?:[A-Z"“]|[Ii]bid)))?(?=[\w"“'])"""

LONGEST_HEAD = 70
SHORTEST_GLUED_HEAD = 10
MOST_HEADS = 50
TIMES_A_HEAD_COMES = 3


def find_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Give the indices of the lines that are page furniture: page numbers, and heads that come again and again."""
    keys = {line.index: _head_key(line.text) for line in lines if len(line.text) <= LONGEST_HEAD}
    often = Counter(key for key in keys.values() if key)
    heads = {index for index, key in keys.items() if key and _is_head(lines[index], often[key])}
    numbers = {line.index for line in lines if len(line.text) <= 8 and _is_page_number(line, lines, heads)}
    return frozenset(heads | numbers)


def without_heads(lines: Sequence[Line], furniture: frozenset[int]) -> tuple[Line, ...]:
    """Give the lines without a running head that OCR left on one line with the text of its page.

    A head counts that stands alone elsewhere. Specks, a new page or the sign of a page number must show the page's
    edge; after a bare number, which may be a note's, only the number of another note shows that it is a head.
    """
    heads = sorted({_HEAD_NUMBER.sub("", lines[index].text, count=1) for index in furniture})
    heads = [head for head in heads if len(head) >= SHORTEST_GLUED_HEAD and " " in head][:MOST_HEADS]
    if not heads:
        return tuple(lines)
    glued = re.compile(_GLUED_HEAD.format(heads="|".join(map(re.escape, heads)), number=_NUMBER), re.VERBOSE)
    return tuple(line if line.index in furniture else _without_head(line, glued) for line in lines)


def _without_head(line: Line, glued: re.Pattern[str]) -> Line:
    match = glued.match(line.text)
    if match is None:
        return line
    edge = match["sign"] or ((line.specked or line.new_page) and not match["bare"])
    if not edge and match["note"] is None:
        return line
    return replace(line, text=line.text[match.end() :], specked=True)


def _head_key(text: str) -> str:
    """Give the letters of what may be a running head, "" for what cannot be one (a full stop, all digits)."""
    if is_chapter_heading(text):
        return text.casefold()
    bare = _HEAD_NUMBER.sub("", text, count=1)
    if (
        not bare
        or bare[-1] in ".,;:!?-–—"
        or ("," in bare and not is_heading_like(bare))
        or not (bare[0].isupper() or bare[0] in "\"“'")
    ):
        return ""
    if any(char.isdigit() for char in bare) or "ibid" in bare.casefold():
        return ""
    return "".join(char for char in bare.casefold() if char.isalpha())


def _is_head(line: Line, times: int) -> bool:
    """Say whether a short title-like line that comes `times` times is a running head.

    Specks and signs of a page number need one time less; a line with a comma, which may be a note, needs them.
    """
    edge = line.specked or line.new_page or bool(_PAGE_SIGN.search(line.text))
    return times >= TIMES_A_HEAD_COMES - edge and (edge or "," not in line.text)


def _is_page_number(line: Line, lines: Sequence[Line], heads: set[int]) -> bool:
    """Say whether a line is a page number: in brackets, beside a running head or at a page's edge."""
    if _BRACKETED_NUMBER.match(line.text) and not line.text.isalpha():
        return True
    if not _PAGE_NUMBER.match(line.text) or not any(char.isdigit() for char in line.text):
        return line.new_page and bool(_PAGE_NUMBER.match(line.text))
    after = lines[line.index + 1] if line.index + 1 < len(lines) else None
    edge = line.new_page or line.specked or after is None or after.new_page or after.specked
    return edge or line.index - 1 in heads or line.index + 1 in heads
