"""Sets loose runs on a page into lines: rows by baseline, raised figures beside their words, columns by the gutter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from refparse.model.source import MarkKind
from refparse.read.layout import Line, Run, make_line

_SAME_ROW = 0.2  # of the size: baselines nearer than this are one row
_STRIPES = 40
_TOUCHING = 1.2  # of the size: how near a raised figure stands to its word


@dataclass(slots=True)
class Row:
    """Runs on one baseline; `baseline` grows upwards, as in a PDF."""

    runs: list[Run]
    baseline: float
    size: float


def set_lines(runs: Iterable[Run], height: float) -> tuple[Line, ...]:
    """Give the page's lines in reading order; `height` turns the PDF's upward axis into a downward one.

    Where a gutter parts the page, each column is set by itself, the left one before the right one, and lines across
    both part the page into bands.
    """
    runs = tuple(_level(runs))
    rows = _rows(runs)
    gutter = find_gutter(rows)
    if gutter is None:
        return tuple(_line(row, height, 0) for row in _merge_raised(rows))
    lines = [
        _line(row, height, column)
        for column, found in _by_side(rows, gutter).items()
        for row in _merge_raised(_rows(found))
    ]
    return tuple(_in_bands(lines))


def _level(runs: Iterable[Run]) -> Iterable[Run]:
    """Give runs that go on to the right of the one before the same baseline: a scan may be askew by a degree or so."""
    before: Run | None = None
    level = 0.0
    for run in runs:
        goes_on = (
            before is not None
            and abs(run.baseline - before.baseline) < 0.25 * run.size
            and abs(run.size - before.size) < 0.15 * run.size  # a raised figure is smaller
            and -0.3 * run.size < run.left - before.right < 2.5 * run.size
        )
        level = level if goes_on else run.baseline
        before = run
        yield run if run.baseline == level else replace(run, baseline=level)


def set_columns(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give recognised lines with their columns, left one first, where a gutter parts the page; else as they came."""
    gutter = find_gutter(_rows_side_by_side(lines)) if lines else None
    if gutter is None:
        return tuple(lines)
    sides = (0 if line.left < gutter - 1 < gutter + 1 < line.right else 1 + (line.left > gutter) for line in lines)
    return tuple(_in_bands([replace(line, column=side) for line, side in zip(lines, sides, strict=True)]))


def _rows_side_by_side(lines: Sequence[Line]) -> list[Row]:
    """Give rows of the lines that stand beside each other, as far as their feet agree by half a line."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        extent = Run("", frozenset(), line.left, line.right, 1.0)
        if rows and line.bottom + rows[-1].baseline < 0.5 * (line.bottom - line.top):
            rows[-1].runs.append(extent)
        else:
            rows.append(Row([extent], -line.bottom, 1.0))
    return rows


def _by_side(rows: Sequence[Row], gutter: float) -> dict[int, list[Run]]:
    """Give the runs of rows across both columns (0), of the left column (1) and of the right one (2)."""
    sides: dict[int, list[Run]] = {0: [], 1: [], 2: []}
    for row in rows:
        if any(run.left < gutter - 1 and run.right > gutter + 1 for run in row.runs):
            sides[0] += row.runs
        else:
            for run in row.runs:
                sides[1 + (run.left > gutter)].append(run)
    return sides


def _in_bands(lines: Sequence[Line]) -> Iterable[Line]:
    """Order lines of two columns: within each band between lines across both, the left column, then the right."""
    across = sorted((line for line in lines if line.column == 0), key=lambda line: line.top)
    rest = sorted((line for line in lines if line.column), key=lambda line: line.top)
    for line in across:
        above = [other for other in rest if other.top < line.top]
        yield from sorted(above, key=lambda other: (other.column, other.top))
        rest = [other for other in rest if other.top >= line.top]
        yield line
    yield from sorted(rest, key=lambda other: (other.column, other.top))


def _rows(runs: Iterable[Run]) -> list[Row]:
    """Group the runs by baseline, top row first."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: (-run.baseline, run.left)):
        for row in reversed(rows[-4:]):
            near = abs(row.baseline - run.baseline) <= _SAME_ROW * min(row.size, run.size)
            if near and 0.55 < run.size / row.size < 1.8:
                row.runs.append(run)
                row.size = max(row.size, run.size)
                break
        else:
            rows.append(Row([run], run.baseline, run.size))
    return rows


def _merge_raised(rows: list[Row]) -> list[Row]:
    """Set rows of small raised or lowered figures into the row whose words they touch."""
    kept: list[Row] = []
    for index, row in enumerate(rows):
        hosts = [other for other in rows[max(0, index - 6) : index + 7] if other is not row and other.size > row.size]
        left = [run for run in row.runs if not _host_run(run, hosts)]
        if left:
            kept.append(replace(row, runs=left) if len(left) < len(row.runs) else row)
    for row in kept:
        row.runs.sort(key=lambda run: run.left)
    return kept


def _host_run(run: Run, hosts: Sequence[Row]) -> bool:
    """Put a raised or lowered run into the row it touches; say whether there is one."""
    if len(run.text.strip()) > 6:
        return False
    for host in hosts:
        rise = (run.baseline - host.baseline) / host.size
        if run.size > 0.87 * host.size or not (0.12 < rise < 0.75 or -0.35 < rise < -0.05):
            continue
        gaps = (max(other.left - run.right, run.left - other.right) for other in host.runs if other.size > run.size)
        if min(gaps, default=99.0) < _TOUCHING * host.size:
            kind = MarkKind.SUPERSCRIPT if rise > 0 else MarkKind.SUBSCRIPT
            host.runs.append(replace(run, style=run.style | {kind}, baseline=host.baseline))
            return True
    return False


def find_gutter(rows: Sequence[Row]) -> float | None:
    """Give the x of the white stripe between two columns, None for a page of one column.

    A stripe counts when it lies in the middle third of the text, rows on both sides end and begin at it, and hardly
    any row crosses it.
    """
    if len(rows) < 8:
        return None
    left = min(run.left for row in rows for run in row.runs)
    right = max(run.right for row in rows for run in row.runs)
    rows_extents = [[(run.left, run.right) for run in row.runs] for row in rows]
    steps = [left + (right - left) * (1 / 3 + step / _STRIPES / 3) for step in range(_STRIPES + 1)]
    score = {x: _gutter_score(x, rows_extents) for x in steps}
    best = max(score.values(), default=0.0)
    if best < 0.55:
        return None
    middle = [x for x, value in score.items() if value == best]
    return middle[len(middle) // 2]


def _gutter_score(x: float, rows: Sequence[Sequence[tuple[float, float]]]) -> float:
    """Give the part of the rows that do not cross `x`; 0 where many do, or where few have words on both sides of it."""
    most = 0.45 * len(rows)
    both = left_alone = right_alone = across = 0
    for row in rows:
        on_left = on_right = False
        for left, right in row:
            if right <= x + 1:
                on_left = True
            elif left >= x - 1:
                on_right = True
            else:
                across += 1
                break
        else:
            both += on_left and on_right
            left_alone += on_left and not on_right
            right_alone += on_right and not on_left
        if across > most:
            return 0.0
    return 1 - across / len(rows) if both + min(left_alone, right_alone) >= 0.3 * len(rows) else 0.0


def _line(row: Row, height: float, column: int) -> Line:
    top = height - row.baseline - 0.75 * row.size
    return make_line(_spaced(row.runs), top, height - row.baseline + 0.25 * row.size, column=column)


def _spaced(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Give the runs of a row with spaces between those that do not touch, and small capitals told by their size."""
    spaced: list[Run] = []
    for run in sorted(runs, key=lambda run: run.left):
        text = run.text
        if spaced and not text.startswith(" ") and run.left - spaced[-1].right > 0.15 * run.size:
            text = " " + text
        spaced.append(replace(run, text=text if spaced else text.lstrip()))
    return tuple(_small_capitals(spaced))


def _small_capitals(runs: Sequence[Run]) -> Iterable[Run]:
    """Mark capitals set smaller on the same baseline as the letters beside them."""
    tallest = max((run.size for run in runs if MarkKind.SUPERSCRIPT not in run.style), default=0.0)
    for run in runs:
        small = 0.6 * tallest < run.size < 0.88 * tallest and not run.style & {MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT}
        capitals = sum(char.isalpha() for char in run.text) > 1 and run.text.upper() == run.text
        yield replace(run, style=run.style | {MarkKind.SMALL_CAPS}) if small and capitals else run
