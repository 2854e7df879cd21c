"""Gathers printed lines into paragraphs and headings: by indent, white, size and the source's own blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from refparse.model.source import MarkKind
from refparse.read.layout import Line, Role
from refparse.read.layout_text import Compounds, join_lines
from refparse.read.paragraph import Paragraph

PagedLine = tuple[int, Line]

_TERMINAL = '.?!:”"’)]…'

# A line that goes on with the address of what the line above names.
_ADDRESS_START = re.compile(r"\s*(?:https?://|www\.|doi:)")

# The start of an entry of a bibliography: `Bouton, Cynthia A. …`, `———. …`.
_ENTRY_START = re.compile(r"\s*(?:[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)?, [A-ZÀ-Þ][a-zß-ÿ.]|[—–_-]{2,})")

# A line that ends within an address: `https://www.ourdocuments.gov/doc.php?`.
_ADDRESS_CUT = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:)]$")

_LONGEST_HEADING = 200

# By how much of the size two lines of one paragraph may differ: where the file states sizes, and where they were
# measured from a picture.
_EXACT, _MEASURED = 0.08, 0.17


@dataclass(frozen=True, slots=True)
class Column:
    """The edges of the lines of one column of one page; `hanging` where paragraphs begin at the left of the rest."""

    left: float
    right: float
    pitch: float
    hanging: bool = False

    @property
    def width(self) -> float:
        """Give the width, at least one unit."""
        return max(self.right - self.left, 1.0)

    def is_full(self, line: Line) -> bool:
        """Say whether a line reaches the right edge, near enough for ragged setting."""
        return line.right > self.right - 0.14 * self.width

    def is_indented(self, line: Line) -> bool:
        """Say whether a line begins to the right of the left edge."""
        return line.left > self.left + 0.6 * line.size


Columns = Mapping[int, Column]


def measure_columns(lines: Sequence[PagedLine], body: float) -> Columns:
    """Give the column of each line by its identity: edges by page, hanging or not by stretch between headings."""
    columns: dict[tuple[int, int], list[Line]] = {}
    stretches: dict[int, list[PagedLine]] = {}
    stretch = 0
    for page, line in lines:
        columns.setdefault((page, line.column), []).append(line)
        stretch += bool(heading_level([line], body))
        stretches.setdefault(stretch, []).append((page, line))
    edges = {key: _measure(found) for key, found in columns.items()}
    return {
        id(line): replace(edges[page, line.column], hanging=hanging)
        for found in stretches.values()
        for hanging in (_hangs(found, edges),)
        for page, line in found
    }


def _measure(lines: Sequence[Line]) -> Column:
    lefts = Counter(round(line.left) for line in lines)
    least = max(1, len(lines) // 12)
    left = min((value for value, count in lefts.items() if count >= least), default=min(lefts))
    rights = sorted(line.right for line in lines)
    pitches = sorted(after.top - line.top for line, after in pairwise(lines) if after.top > line.top)
    pitch = pitches[len(pitches) // 2] if pitches else 0.0
    return Column(float(left), rights[int(0.9 * (len(rights) - 1))], pitch)


def _hangs(lines: Sequence[PagedLine], edges: Mapping[tuple[int, int], Column]) -> bool:
    """Say whether full lines at the margin are followed by indented ones, as in a bibliography, and not by more."""
    hanging = normal = 0
    for (page, line), (next_page, after) in pairwise(lines):
        column, next_column = edges[page, line.column], edges[next_page, after.column]
        if column.is_full(line) and not column.is_indented(line):
            hanging += next_column.is_indented(after)
            normal += not next_column.is_indented(after)
    return hanging >= 2 and hanging > normal


def gather_paragraphs(lines: Sequence[PagedLine], body: float, compounds: Compounds) -> tuple[Paragraph, ...]:
    """Give the paragraphs of body lines in reading order; headings have a level; `body` is the size of the text.

    Raised numbers become markers. Words broken at line ends are whole.
    """
    columns = measure_columns(lines, body)
    tolerance = _MEASURED if _scatters(lines, body) else _EXACT
    groups: list[list[PagedLine]] = []
    for place in lines:
        if groups and not _breaks(groups[-1], place, columns, body, tolerance):
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(paragraph for group in groups if (paragraph := _paragraph(group, body, compounds)).text)


def _scatters(lines: Sequence[PagedLine], body: float) -> bool:
    """Say whether sizes were measured from a picture, so that those of the text differ by some per cent."""
    near = Counter(line.size for _, line in lines if abs(line.size - body) < 0.1 * body)
    return near.most_common(1)[0][1] < 0.6 * near.total() if near else False


def _paragraph(group: Sequence[PagedLine], body: float, compounds: Compounds) -> Paragraph:
    built = join_lines((line.runs for _, line in group), compounds, takes_markers=True)
    return Paragraph(
        text=built.text,
        marks=tuple(built.marks),
        links=tuple(built.links),
        markers=tuple(built.markers),
        heading=heading_level([line for _, line in group], body),
        place=f"page {group[0][0]}",
    )


def heading_level(lines: Sequence[Line], body: float) -> int:
    """Give 1 or 2 for a heading, by size or bold letters, 0 for text."""
    text = " ".join(line.text for line in lines).strip()
    if not text or len(text) > _LONGEST_HEADING or len(lines) > 4:
        return 0
    if any(line.role is Role.HEADING for line in lines):
        return 2
    size = min(line.size for line in lines)
    if size > 1.12 * body and any(char.isalpha() for char in text):
        return 1 if size > 1.35 * body else 2
    bold = all(MarkKind.BOLD in run.style for line in lines for run in line.runs if run.text.strip())
    return 2 if bold and any(char.isalpha() for char in text) and size > 0.9 * body else 0


def _breaks(group: Sequence[PagedLine], place: PagedLine, columns: Columns, body: float, tolerance: float) -> bool:
    (page, line), (next_page, after) = group[-1], place
    if abs(line.size - after.size) > tolerance * max(line.size, after.size):
        return True
    headings = heading_level([line], body), heading_level([after], body)
    if bool(headings[0]) != bool(headings[1]):
        return True
    if headings[0] and page == next_page and line.column == after.column:
        return after.top - line.top > 1.8 * line.size
    if _ADDRESS_START.match(after.text) or (_ADDRESS_CUT.search(line.text) and not after.text.lstrip()[:1].isupper()):
        return False
    column = columns[id(after)]
    if (page, line.column) != (next_page, after.column):
        return _breaks_across(line, after, columns[id(line)], column)
    if line.block != after.block and line.block and after.block:  # one block may still hold several paragraphs
        return not _runs_on(line, after)
    if column.pitch and after.top - line.top > 1.4 * column.pitch and after.top - line.top > 1.5 * line.size:
        return True
    if column.hanging:
        return not column.is_indented(after)
    if column.is_indented(after) and not column.is_indented(line):
        return True
    return not column.is_full(line) and line.text.rstrip()[-1:] in _TERMINAL and not _centred(line, column)


def _breaks_across(line: Line, after: Line, before: Column, column: Column) -> bool:
    """Say whether a new paragraph begins with a new page or column."""
    if _runs_on(line, after):
        return False
    if column.hanging:
        return not column.is_indented(after)
    ends = line.text.rstrip()[-1:] in _TERMINAL
    if ends and _ENTRY_START.match(after.text):
        return True
    return ends and (column.is_indented(after) or not before.is_full(line))


def _runs_on(line: Line, after: Line) -> bool:
    """Say whether a sentence is cut between two lines."""
    return line.text.rstrip()[-1:] not in _TERMINAL and after.text.lstrip()[:1].islower()


def _centred(line: Line, column: Column) -> bool:
    return abs((line.left - column.left) - (column.right - line.right)) < 0.1 * column.width and column.is_indented(
        line
    )
