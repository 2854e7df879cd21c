"""Parts each page into body and note area: by rule, size, number and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from refparse.read.layout import Line, Page, Role, Rule
from refparse.read.layout_numbers import RAISED_WEIGHT, Start, choose_starts, starts_in

_FEWEST_BY_NUMBER = 3
_SMALLER = 0.95  # of the body's size: letters below this may be a note's


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page's lines told apart, each in reading order."""

    page: Page
    body: tuple[Line, ...]
    notes: tuple[Line, ...]


def body_size(pages: Sequence[Page]) -> float:
    """Give the size of the body's letters: the largest that a fifth of the letters in the upper page halves have."""
    weights: dict[float, int] = {}
    for page in pages:
        upper = [line for line in page.lines if line.top < 0.55 * page.height] or page.lines
        for line in upper:
            weights[line.size] = weights.get(line.size, 0) + len(line.text)
    total = sum(weights.values())
    shares = {
        size: sum(weight for other, weight in weights.items() if abs(other - size) <= 0.04 * size) for size in weights
    }
    big = [size for size, share in shares.items() if share >= 0.2 * total and size > 0]
    if not big:
        return max(weights, key=lambda size: weights[size], default=0.0)
    near = [size for size in big if size >= 0.96 * max(big)]
    return max(near, key=lambda size: weights[size])


def part_pages(pages: Sequence[Page], size: float) -> tuple[PageParts, ...]:
    """Give body and note area of each page; `size` is that of the body's letters."""
    parts: list[PageParts] = []
    small = _small_limit(pages, size)
    open_note = bool(pages) and pages[0].number > 1  # a note may have begun before the pages read
    for page in pages:
        part = _part_page(page, size, small, open_note)
        open_note = bool(part.notes) or (open_note and not part.body)
        parts.append(part)
    return tuple(parts)


def _small_limit(pages: Sequence[Page], size: float) -> float:
    """Give the size below which letters may be a note's: half way between the body's and that of numbered small lines.

    Sizes that OCR measures scatter by some per cent, so that a limit right below the body's size would be too near.
    """
    sizes = sorted(
        line.size
        for page in pages
        for line in page.lines
        if line.top > 0.4 * page.height and line.size < _SMALLER * size and _starts_note(line)
    )
    return (sizes[len(sizes) // 2] + size) / 2 if len(sizes) >= _FEWEST_BY_NUMBER else _SMALLER * size


def part_by_numbers(pages: Sequence[Page]) -> tuple[PageParts, ...]:
    """Give body and note area of each page by the numbers alone, for typescripts in one size without rules.

    The lines that begin with 1, 2, 3 … over all pages are taken for notes; a page's note area reaches from the first
    of them, or better the first below a stripe of white, to its end. Nothing is taken where fewer than three such lines
    make a sequence.
    """
    lines = [(page.number, line) for page in pages for line in page.lines]
    leading = [start for start in all_starts(lines) if start.begin == 0]
    raised = [start for start in leading if start.weight >= RAISED_WEIGHT]  # notes are raised all, or none
    chosen = max(choose_starts([start for start in leading if start not in raised]), choose_starts(raised), key=len)
    if len(chosen) < _FEWEST_BY_NUMBER:
        return tuple(PageParts(page, page.lines, ()) for page in pages)
    first: dict[int, int] = {}
    for start in chosen:
        known = first.setdefault(start.page, start.line)
        if _below_white(lines, start.line) and not _below_white(lines, known):
            first[start.page] = start.line
    parts, place = [], 0
    for page in pages:
        cut = first.get(page.number, place + len(page.lines)) - place
        parts.append(PageParts(page, page.lines[:cut], page.lines[cut:]))
        place += len(page.lines)
    return tuple(parts)


def _part_page(page: Page, size: float, small: float, open_note: bool) -> PageParts:
    if any(line.role is Role.NOTE for line in page.lines):
        notes = tuple(line for line in page.lines if line.role is Role.NOTE)
        return PageParts(page, tuple(line for line in page.lines if line.role is not Role.NOTE), notes)
    groups = [list(group) for _, group in groupby(page.lines, key=lambda line: line.column)]
    feet = {group[0].column: place for place, group in enumerate(groups)}  # the last group of each column
    body: list[Line] = []
    notes_of: list[Line] = []
    for place, group in enumerate(groups):
        cut = len(group)
        if feet[group[0].column] == place and (place == len(groups) - 1 or group[0].column):
            cut = _foot_begins(group, page, size, small, open_note or bool(notes_of))
        body += group[:cut]
        notes_of += group[cut:]
    return PageParts(page, tuple(body), tuple(notes_of))


def _foot_begins(lines: Sequence[Line], page: Page, size: float, limit: float, open_note: bool) -> int:
    """Give the place of the first line of the note area, the number of lines where there is none."""
    by_rule = _below_rule(lines, page, size, open_note)
    if by_rule is not None:
        return by_rule
    small = _small_suffix(lines, limit)
    return _trim_suffix(lines, small, open_note) if small < len(lines) else len(lines)


def _below_rule(lines: Sequence[Line], page: Page, size: float, open_note: bool) -> int | None:
    """Give the first line below the rule that parts notes from the body, None without such a rule."""
    for rule in sorted(page.rules, key=lambda rule: -rule.y):
        below = [place for place, line in enumerate(lines) if line.top + 0.3 * (line.bottom - line.top) > rule.y]
        if not below or below != list(range(below[0], len(lines))) or not _separates(rule, lines, below[0]):
            continue
        small = all(line.size <= 1.02 * size for line in lines[below[0] :])
        if below[0] == 0:  # the rule under a running head, unless the whole page is a note's rest
            small = all(line.size < _SMALLER * size for line in lines)
        if small and (
            _starts_note(lines[below[0]]) or (open_note and _parts_a_rest(rule, lines, below[0], page, size))
        ):
            return below[0]
    return None


def _parts_a_rest(rule: Rule, lines: Sequence[Line], first: int, page: Page, size: float) -> bool:
    """Say whether a rule may stand above the rest of a note: at the very left, above small letters or low on the page.

    An ornament between two sections stands in the middle of the column.
    """
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    small = all(line.size < _SMALLER * size for line in lines[first:])
    return rule.left <= left + 0.04 * (right - left) and (small or rule.y > 0.5 * page.height)


def _separates(rule: Rule, lines: Sequence[Line], first: int) -> bool:
    """Say whether a rule stands at the left of the column and underlines nothing."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = max(right - left, 1.0)
    height = lines[first].bottom - lines[first].top
    if not left - 0.05 * width <= rule.left <= left + 0.35 * width or rule.right > right + 0.1 * width:
        return False
    above = lines[first - 1] if first else None
    return above is None or rule.y - above.bottom > -0.1 * height


def _small_suffix(lines: Sequence[Line], limit: float) -> int:
    """Give the start of the stretch at the end that is set small; single lines misread by the scanner do not end it."""
    best, best_at, total = 0.0, len(lines), 0.0
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        small = line.size < limit
        total += (1.0 if small else -1.6) * min(len(line.text.strip()), 60)
        if small and total > best:
            best, best_at = total, place
    return best_at


def _trim_suffix(lines: Sequence[Line], begin: int, open_note: bool) -> int:
    """Give the place in a stretch of small lines where the notes begin: after a block quotation, at a number."""
    first = next((place for place in range(begin, len(lines)) if _starts_note(lines[place])), None)
    if first == begin:
        return begin
    gap = _widest_gap(lines, begin, len(lines) if first is None else first)
    if first is None:
        return (gap if gap is not None else begin) if open_note else len(lines)
    if not open_note or _is_inset(lines, begin, first):
        return first
    return gap if gap is not None else begin


def _is_inset(lines: Sequence[Line], begin: int, end: int) -> bool:
    """Say whether lines are set in from the column's left edge, as a quotation is and the rest of a note is not.

    Where the notes themselves hang, their second lines are set in alike.
    """
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width = right - left
    second = [line.left for line in lines[end:] if not _starts_note(line)]
    hang = any(abs(place - line.left) < 0.01 * width for place in second for line in lines[begin:end])
    return not hang and all(line.left > left + 0.03 * width for line in lines[begin:end])


def _starts_note(line: Line) -> Start | None:
    return next((start for start in starts_in(line, 0, 0) if start.begin == 0 and start.weight >= 0.7), None)


def _below_white(lines: Sequence[tuple[int, Line]], place: int) -> bool:
    """Say whether more white than usual parts a line from the one above it on the page."""
    page, line = lines[place]
    if place < 2 or lines[place - 2][0] != page:
        return False
    above, higher = lines[place - 1][1], lines[place - 2][1]
    return line.top - above.top > 1.25 * max(above.top - higher.top, above.bottom - above.top)


def _widest_gap(lines: Sequence[Line], begin: int, end: int) -> int | None:
    """Give the line above which there is clearly more white than between the others, None where there is none.

    The white above the first line counts for nothing: it parts the stretch from the body.
    """
    pitches = [lines[place].top - lines[place - 1].top for place in range(1, len(lines))]
    usual = sorted(pitch for pitch in pitches if pitch > 0)
    if not usual:
        return None
    middle = usual[len(usual) // 2]
    wide = [
        (lines[place].top - lines[place - 1].top, place)
        for place in range(begin + 1, min(end + 1, len(lines)))
        if lines[place].top - lines[place - 1].top > 1.6 * middle
    ]
    return max(wide)[1] if wide else None


def all_starts(lines: Iterable[tuple[int, Line]]) -> list[Start]:
    """Give all places where a note may begin in lines that come with the number of their page."""
    return [start for index, (page, line) in enumerate(lines) for start in starts_in(line, index, page)]
