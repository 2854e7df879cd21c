"""Keeps the tail of a note whose beginning is missing: what looks like a citation right above the first note."""

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
    """Give the fragment above the first note, where the notes begin with another number than 1."""
    if found.notes[0].number == "1":
        return ()
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
