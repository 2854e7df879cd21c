"""Sets recognised words into lines of the layout: styles, sizes, raised figures, hyphens at line ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from refparse.errors import ReadError
from refparse.formats.xml import Element, local_name, parse_xml, read_whole
from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Line, Page, Role, Run, Style, make_line
from refparse.read.layout_rows import set_columns
from refparse.read.layout_text import MARKER_TEXT

MAX_PAGES = 20_000

# What formats call a region, in small letters: hOCR classes, ALTO tag labels, PAGE region types.
ROLES = {
    "footnote": Role.NOTE, "footnotes": Role.NOTE, "footnote-continued": Role.NOTE, "endnote": Role.NOTE,
    "ocr_footnote": Role.NOTE, "note": Role.NOTE,
    "header": Role.FURNITURE, "footer": Role.FURNITURE, "page-number": Role.FURNITURE, "pagenumber": Role.FURNITURE,
    "page number": Role.FURNITURE, "running head": Role.FURNITURE, "running title": Role.FURNITURE,
    "runningtitle": Role.FURNITURE, "runninghead": Role.FURNITURE, "signature-mark": Role.FURNITURE,
    "catch-word": Role.FURNITURE, "ocr_header": Role.FURNITURE, "ocr_footer": Role.FURNITURE,
    "ocr_pageno": Role.FURNITURE, "folio": Role.FURNITURE,
    "heading": Role.HEADING, "title": Role.HEADING, "ocr_title": Role.HEADING, "ocr_chapter": Role.HEADING,
    "ocr_section": Role.HEADING, "headline": Role.HEADING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word with its box (downward axis) and style; `size` 0 where the source does not tell."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    style: Style = PLAIN
    size: float = 0.0


def page_nodes(path: Path) -> tuple[Element, list[Element]]:
    """Give the root of an ALTO or PAGE XML file and its pages; raises ReadError for a broken file or none."""
    root = parse_xml(read_whole(path), path=path, doctype=True)
    pages = [node for node in root.iter() if local_name(node) == "Page"]
    if not pages:
        raise ReadError("the file has no pages", path=path)
    return root, pages


def line_of_words(
    words: Sequence[Word], *, size: float = 0.0, block: int = 0, role: Role = Role.UNKNOWN
) -> Line | None:
    """Give the line that the words make, None without words; `size` is that of the line where the source tells it.

    Small words of digits or signs that stand above the line's foot become raised.
    """
    words = [word for word in words if word.text.strip()]
    if not words:
        return None
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    foot, height = _foot(words), _height(words)
    runs: list[Run] = []
    for place, word in enumerate(words):
        style = word.style | {MarkKind.SUPERSCRIPT} if _is_raised(word, foot, height) else word.style
        glued = place > 0 and MarkKind.SUPERSCRIPT in style
        text = word.text if place == 0 or glued else " " + word.text
        letters = size or word.size or bottom - top
        if runs and runs[-1].style == style:
            runs[-1] = Run(runs[-1].text + text, style, runs[-1].left, word.right, letters, foot)
        else:
            runs.append(Run(text, style, word.left, word.right, letters, foot))
    return make_line(tuple(runs), top, bottom, block=block, role=role)


def _foot(words: Sequence[Word]) -> float:
    bottoms = sorted(word.bottom for word in words)
    return bottoms[len(bottoms) // 2]


def _height(words: Sequence[Word]) -> float:
    heights = sorted(word.bottom - word.top for word in words)
    return heights[len(heights) // 2] or 1.0


def _is_raised(word: Word, foot: float, height: float) -> bool:
    small = word.bottom - word.top < 0.85 * height
    return small and word.bottom < foot - 0.3 * height and MARKER_TEXT.match(word.text) is not None


def number_pages(
    pages: Iterable[tuple[float, float, Sequence[Line]]], wanted: tuple[int, int] | None
) -> tuple[Page, ...]:
    """Give pages from (width, height, lines), numbered from 1, only those of `wanted` (first and last) if given."""
    first, last = wanted or (1, MAX_PAGES)
    return tuple(
        Page(number, width, height, set_columns(_join_loose_numbers(lines)))
        for number, (width, height, lines) in enumerate(pages, 1)
        if first <= number <= last
    )


def _join_loose_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Join a number that was recognised as a line by itself with the line to its right that it stands before."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _stands_before(before, line):
            number = replace(before.runs[0], size=line.size, style=before.runs[0].style | _raised(before, line))
            runs = (number, *(replace(run, text=" " + run.text) if run is line.runs[0] else run for run in line.runs))
            joined[-1] = replace(line, runs=runs, left=before.left, top=min(before.top, line.top))
        else:
            joined.append(line)
    return tuple(joined)


def _stands_before(number: Line, line: Line) -> bool:
    height = max(line.bottom - line.top, 1.0)
    overlap = min(number.bottom, line.bottom) - max(number.top, line.top)
    gap = line.left - number.right
    near = overlap > 0.4 * min(height, number.bottom - number.top) and -0.2 * height < gap < 2.5 * height
    return near and len(number.runs) == 1 and MARKER_TEXT.match(number.text) is not None


def _raised(number: Line, line: Line) -> Style:
    small = number.bottom - number.top < 0.85 * (line.bottom - line.top)
    return (
        frozenset({MarkKind.SUPERSCRIPT})
        if small and number.bottom < line.bottom - 0.2 * (line.bottom - line.top)
        else PLAIN
    )
