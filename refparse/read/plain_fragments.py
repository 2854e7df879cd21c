"""Keeps the tails of notes whose beginning is missing: a citation above the first note, pages alone on a line."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.model.source import Fragment
from refparse.read.plain_blocks import Setting, body_score
from refparse.read.plain_cues import citation_cues
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line
from refparse.read.plain_notes import Found

LONGEST_SCRAP = 20

_NO_MARKERS = Setting(interleaved=True, last=False, expected=range(0), spaced=False)


def find_fragments(lines: Sequence[Line], found: Found, furniture: frozenset[int]) -> tuple[Fragment, ...]:
    """Give the ends of notes that belong to none, first that above the first note where its number is not 1."""
    strays = [lines[row] for row in found.strays if row >= found.first_line]
    above = () if found.notes[0].number == "1" else _above_first(lines, found, furniture)
    return (*above, *(Fragment(text=line.text, place=f"line {line.number}") for line in strays))


def _above_first(lines: Sequence[Line], found: Found, furniture: frozenset[int]) -> tuple[Fragment, ...]:
    rows: list[Line] = []
    for place in range(found.first_line - 1, -1, -1):
        line = lines[place]
        scrap = bool(rows) and len(line.text) <= LONGEST_SCRAP
        if place in furniture or is_heading_like(line.text) or not (scrap or _is_tail(line)):
            break
        rows.insert(0, line)
    text = " ".join(row.text for row in rows)
    return (Fragment(text=text, place=f"line {rows[0].number}"),) if text else ()


def _is_tail(line: Line) -> bool:
    return citation_cues(line.text) > 0 and body_score(line, _NO_MARKERS) < 0
