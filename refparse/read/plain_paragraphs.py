"""Joins the lines of a list (bibliography, abbreviations) to paragraphs: by gaps, by hanging indents, or by sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from refparse.read.paragraph import Paragraph
from refparse.read.plain_lines import Line
from refparse.read.plain_marks import marked_text

# How an entry begins where nothing but its words shows it: `Bloch, Marc.`, `———.`, `“Title`, `[12]`.
_ENTRY_START = re.compile(
    r"""(?:[A-Z]\.\s)?(?:de[ ]|du[ ]|von[ ]|van[ ]|al-|el-|O[’'])?[A-ZÀ-ÞŁŚŽ][\w’'-]+(?:\s[A-Z][\w’'-]+)?,\s[A-Z]
      |[—–_-]{2,}|—|[\"“„«]|\[?\d+[\].]""",
    re.VERBOSE,
)

# An initial at a line's end: `Haigh, and Anthony R.`
_INITIAL = re.compile(r"\b[A-Z]\.$")

LONG_LINES = 110


def join_lines(lines: Sequence[Line], *, hanging: bool = True) -> tuple[Paragraph, ...]:
    """Give the paragraphs that the lines make; marks from underscores are read.

    Empty lines part paragraphs where many lines have one above them; else the smallest indent begins an entry where
    others are indented (hanging paragraphs); else a line begins one where the line above ended and it looks like an
    entry.
    """
    if not lines:
        return ()
    begins = _beginnings(lines) if hanging else [True] * len(lines)
    groups: list[list[Line]] = []
    for line, begin in zip(lines, begins, strict=True):
        if begin or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return tuple(_paragraph(group) for group in groups)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text, marks = marked_text(" ".join(line.text for line in group))
    return Paragraph(text=text, marks=marks, place=f"line {group[0].number}")


def _beginnings(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether it begins a paragraph."""
    gaps = sum(line.after_gap for line in lines)
    least = min(line.indent for line in lines)
    indented = sum(line.indent > least for line in lines)
    if gaps >= max(2, len(lines) * 0.15):
        return [line.after_gap for line in lines]
    if 0.15 * len(lines) <= indented <= 0.9 * len(lines):
        return [line.indent == least for line in lines]
    wrapped = sum(len(line.text) > LONG_LINES for line in lines) * 4 <= len(lines)
    return [True, *(_begins_by_sense(line, before, wrapped) for before, line in pairwise(lines))]


def _begins_by_sense(line: Line, before: Line, wrapped: bool) -> bool:
    """Say whether a line begins an entry; one of lines that are wrapped must also look like one."""
    if line.opens_low or line.after_gap:
        return line.after_gap
    if before.ended > 0 and _ENTRY_START.match(line.text):
        return True
    return not wrapped and before.ended == 1.0 and not _INITIAL.search(before.text)
