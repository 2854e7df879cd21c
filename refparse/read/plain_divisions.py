"""Names the division (chapter) of each run of notes, where numbers begin again."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.read.headings import heading_meaning, is_chapter_heading
from refparse.read.plain_headings import is_heading_like
from refparse.read.plain_lines import Line
from refparse.read.plain_notes import FoundNote

# Runs of so few notes on average are pages, not chapters.
LARGEST_PAGE_RUN = 6.0
FEWEST_PAGE_RUNS = 4
LINES_ABOVE = 4


def divisions_of_runs(lines: Sequence[Line], body: Sequence[int], notes: Sequence[FoundNote]) -> dict[int, str]:
    """Give the division of each run: the chapter's heading, else "part 2"; "" where there is but one, or by page."""
    runs = sorted({note.run for note in notes})
    if len(runs) < 2 or (len(runs) >= FEWEST_PAGE_RUNS and len(notes) / len(runs) <= LARGEST_PAGE_RUN):
        return dict.fromkeys(runs, "")
    first_rows = {run: min(note.line for note in notes if note.run == run) for run in runs}
    named: dict[int, str] = {}
    low = 0
    for place, run in enumerate(runs, 1):
        rows = [row for row in body if low <= row < first_rows[run]]
        named[run] = _subhead(lines, rows, first_rows[run]) or _chapter(lines, rows) or f"part {place}"
        low = first_rows[run]
    return named


def _subhead(lines: Sequence[Line], rows: Sequence[int], first: int) -> str:
    """Give the heading right above the first note of a run: notes gathered at a book's end by chapter."""
    above = [row for row in rows if row >= first - LINES_ABOVE]
    heads = [lines[row].text for row in above if is_heading_like(lines[row].text)]
    return next((head for head in reversed(heads) if not heading_meaning(head)), "")


def _chapter(lines: Sequence[Line], rows: Sequence[int]) -> str:
    """Give the heading of a chapter that begins among the rows of its body."""
    return next((lines[row].text for row in rows if is_chapter_heading(lines[row].text)), "")
