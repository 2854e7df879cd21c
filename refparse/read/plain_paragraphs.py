"""Joins the lines of a list (bibliography, abbreviations) to paragraphs: by gaps, by hanging indents, or by sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from refparse.read.paragraph import Paragraph
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line
from refparse.read.plain_marks import marked_text

# How an entry begins where nothing but its words shows it: `Bloch, Marc.`, `———.`, `“Title`, `[12]`.
_ENTRY_START = re.compile(
    r"""(?:[A-Z]\.\s)?(?:de[ ]|du[ ]|von[ ]|van[ ]|al-|el-|O[’'])?[A-ZÀ-ÞŁŚŽ][\w’'-]+(?:\s[A-Z][\w’'-]+)?,\s[A-Z]
      |[—–_-]{2,}|—|[\"“„«]|\[?\d+[\].]""",
    re.VERBOSE,
)

# An initial at a line's end: `Febvre, and Marc L.`
_INITIAL = re.compile(r"\b[A-Z]\.$")

LONG_LINES = 110
FEWEST_INDENTED, MOST_INDENTED = 0.1, 0.9
LONGEST_SUBHEAD = 40
SHORT_OF_FULL = 0.8


def join_lines(lines: Sequence[Line], *, as_notes: bool = False) -> tuple[Paragraph, ...]:
    """Give the paragraphs that the lines make; marks from underscores are read.

    The smallest indent begins an entry where others are indented (hanging paragraphs); else empty lines part
    paragraphs where they part most of them; else a line begins one where the line above ended and it looks like an
    entry. For notes (`as_notes`) any line begins one after a line that ended.
    """
    if not lines:
        return ()
    groups: list[list[Line]] = []
    for line, begin in zip(lines, _beginnings(lines, as_notes), strict=True):
        if begin or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return tuple(_paragraph(group) for group in groups)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text, marks = marked_text(" ".join(line.text for line in group))
    return Paragraph(text=text, marks=marks, place=f"line {group[0].number}")


def _beginnings(lines: Sequence[Line], as_notes: bool) -> list[bool]:
    """Say of each line whether it begins a paragraph; a subhead is one of its own."""
    begins = _hanging(lines) or _parted(lines, as_notes)
    for place, (before, line) in enumerate(pairwise(lines), 1):
        if _is_subhead(before, lines[place - 2] if place > 1 else None, line):
            begins[place - 1] = begins[place] = True
    return begins


def _hanging(lines: Sequence[Line]) -> list[bool]:
    """Give the beginnings of hanging paragraphs, nothing where the lines are not indented so."""
    least = min(line.indent for line in lines)
    indented = sum(line.indent > least for line in lines)
    if not FEWEST_INDENTED * len(lines) <= indented <= MOST_INDENTED * len(lines):
        return []
    return [line.after_gap or line.indent == least for line in lines]


def _parted(lines: Sequence[Line], as_notes: bool) -> list[bool]:
    """Give the beginnings by empty lines, where there are more of them than of beginnings by sense."""
    width = _full_width(lines)
    by_sense = [_begins_by_sense(line, before, width, as_notes) for before, line in pairwise(lines)]
    gaps = [line.after_gap for line in lines[1:]]
    without_gap = sum(sense and not gap for sense, gap in zip(by_sense, gaps, strict=True))
    if sum(gaps) > without_gap:
        return [True, *gaps]
    return [True, *(sense or gap for sense, gap in zip(by_sense, gaps, strict=True))]


def _full_width(lines: Sequence[Line]) -> int:
    """Give the length of full lines, 0 where the lines are not wrapped."""
    lengths = sorted(len(line.text) for line in lines)
    longest = lengths[int(len(lengths) * 0.9)]
    return longest if longest <= LONG_LINES else 0


def _is_subhead(line: Line, before: Line | None, after: Line) -> bool:
    """Say whether a line between entries is a subhead: "Archives"."""
    free = before is None or before.ended > 0 or line.after_gap
    alone = after.after_gap or len(line.text) <= LONGEST_SUBHEAD
    return free and alone and not after.opens_low and is_heading_like(line.text) and not set(".,(") & set(line.text)


def _begins_by_sense(line: Line, before: Line, width: int, as_notes: bool) -> bool:
    """Say whether a line begins an entry: it looks like one, or the line above ended, short of the full width."""
    starts = bool(_ENTRY_START.match(line.text))
    if starts and (before.ended > 0 or not width):
        return True
    if line.opens_low or before.ended < 1.0 or _INITIAL.search(before.text):
        return False
    return as_notes or not width or len(before.text) < SHORT_OF_FULL * width
