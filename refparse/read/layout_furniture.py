"""Drops what every page repeats: running heads, page numbers, signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from refparse.read.layout import Line, Page, Role
from refparse.read.layout_numbers import starts_in

Repeated = dict[tuple[str, bool], list[tuple[float, float]]]

_HEAD, _FOOT = 2, 4  # rows at the head and foot of a page that can be furniture
_APART = 1.8  # of a line's height: the white that parts furniture from the text

# A page number alone: "178", "[178]", "- 178 -", "xiv", "Page 3 of 20", "178 | Chapter".
_PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:(?:page|p\.|seite|s\.)\s{0,3})?(?:\d{1,4}|[ivxlc]{1,8})(?:\s{0,2}(?:of|/|von)\s{0,2}\d{1,4})?\W{0,3}$",
    re.I,
)

# The number at either end of a line: "178 Revolutions", "The Crowd 179", "[180]".
_OUTER_NUMBER = re.compile(r"^\W{0,3}(\d{1,4})\b|\b(\d{1,4})\W{0,3}$")

# "Notes to Pages 12–15", "Notes to Chapter 3": the running head of an endnote section, never the same twice.
NOTES_HEAD = re.compile(r"^\W*(?:\d{1,4}\W{1,3})?notes?\s+(?:to|for)\s+(?:pages?|pp?\.|chapters?)\b.{0,60}$", re.I)


def drop_furniture(pages: Sequence[Page], body: float) -> tuple[Page, ...]:
    """Give the pages without running heads, page numbers and notices; `body` is the size of the text.

    An outermost line of a page is furniture when the source says so, when it is a number that counts the pages, or
    when its words, digits aside, stand in the same place on other pages; at the foot white must part it from the text,
    for "Press, 1993), 78." may end the last note of many pages, and "12 Ibid., 31." may be it. On the first page the
    lowest lines are furniture also when they stand once, far from the rest and without a number: a notice of rights.
    """
    repeated, offsets = _repeated(pages), _page_offsets(pages)
    return tuple(
        _without_furniture(page, repeated, offsets, body, first=place == 0) for place, page in enumerate(pages)
    )


def edge_lines(page: Page) -> list[Line]:
    """Give the lines of the outermost rows at the head and the foot of a page."""
    rows = page_rows(page)
    return [line for row in (*rows[:_HEAD], *rows[_HEAD:][-_FOOT:]) for line in row]


def page_rows(page: Page) -> list[list[Line]]:
    """Give the lines of a page by rows, top row first."""
    return _rows(sorted(page.lines, key=lambda line: line.bottom))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.5 * max(line.bottom - line.top, 1):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _key(line: Line, page: Page) -> tuple[str, bool]:
    """Give the words of a line without digits and signs, and whether it stands in the upper half."""
    words = re.sub(r"[\W\d_]+", " ", line.text).casefold().strip()
    return words, (line.top + line.bottom) / 2 < page.height / 2


def _offset(line: Line, page: Page) -> int | None:
    """Give by how much the outer number of a line is ahead of the page's place in the file, None without a number."""
    found = _OUTER_NUMBER.search(line.text)
    return int(found.group(1) or found.group(2)) - page.number if found else None


def _page_offsets(pages: Sequence[Page]) -> frozenset[int]:
    """Give the offsets by which the numbers at page edges follow the pages: several where the file joins parts."""
    counts: Counter[int] = Counter()
    for page in pages:
        counts.update({offset for line in edge_lines(page) if (offset := _offset(line, page)) is not None})
    return frozenset(offset for offset, count in counts.items() if count >= max(2, len(pages) // 12))


def _repeated(pages: Sequence[Page]) -> Repeated:
    """Give the edge lines of all pages by their key, with place and size."""
    found: Repeated = {}
    for page in pages:
        for line in edge_lines(page):
            key = _key(line, page)
            if key[0] and len(key[0]) < 120:
                found.setdefault(key, []).append((line.top / max(page.height, 1.0), line.size))
    return found


def _is_repeated(line: Line, page: Page, repeated: Repeated) -> bool:
    """Say whether the line stands on several pages, in the same place and size, as far as scans keep them."""
    top = line.top / max(page.height, 1.0)
    alike = [
        place
        for place in repeated.get(_key(line, page), ())
        if abs(place[0] - top) < 0.03 and abs(place[1] - line.size) <= 0.15 * line.size
    ]
    return len(alike) >= 2


def _without_furniture(page: Page, repeated: Repeated, offsets: frozenset[int], body: float, *, first: bool) -> Page:
    rows = page_rows(page)
    head = [line for row in rows[:_HEAD] for line in row if _is_furniture(line, page, repeated, offsets, body)]
    foot = [line for row in _foot_block(rows[_HEAD:], page, repeated, offsets, first) for line in row]
    single = [line for row in rows[_HEAD:][-2:] for line in row if _is_furniture(line, page, repeated, offsets, body)]
    dropped = {id(line) for line in (*head, *foot, *single)}
    kept = tuple(line for line in page.lines if id(line) not in dropped and line.role is not Role.FURNITURE)
    return replace(page, lines=kept)


def _foot_block(
    rows: Sequence[Sequence[Line]], page: Page, repeated: Repeated, offsets: frozenset[int], first: bool
) -> Sequence[Sequence[Line]]:
    """Give the lowest rows that are furniture together: parted by white from the text, each on other pages too."""
    for count in range(min(_FOOT, len(rows) - 1), 0, -1):
        block = rows[-count:]
        above, height = rows[-count - 1][0], max(block[0][0].bottom - block[0][0].top, 1.0)
        gap = block[0][0].bottom - above.bottom
        lines = [line for row in block for line in row]
        numbers = [line for line in lines if _PAGE_NUMBER.match(line.text.strip()) and _offset(line, page) in offsets]
        words = [line for line in lines if line not in numbers]
        if any(starts_in(line, 0, 0) for line in words):
            continue
        if gap > _APART * height and all(_is_repeated(line, page, repeated) for line in words):
            return block
        if first and gap > 2.5 * height and block[0][0].top > 0.85 * page.height:
            return block
    return ()


def _is_furniture(line: Line, page: Page, repeated: Repeated, offsets: frozenset[int], body: float) -> bool:
    text, offset = line.text.strip(), _offset(line, page)
    if NOTES_HEAD.match(text):
        return True
    if _PAGE_NUMBER.match(text):
        return offset in offsets or not text[:1].isdigit() or _stands_apart(line, page)
    if line.size > 1.2 * body or not _is_repeated(line, page, repeated):
        return False
    if _key(line, page)[1]:
        return True
    return (offset is None or offset in offsets) and _stands_apart(line, page)


def _stands_apart(line: Line, page: Page) -> bool:
    """Say whether white parts an outermost line from the next one."""
    height = max(line.bottom - line.top, 1.0)
    others = [abs(other.bottom - line.bottom) for other in page.lines if other is not line]
    return min(others, default=0.0) > _APART * height
