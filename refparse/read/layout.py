"""Words on pages: the records that PDF, hOCR, ALTO and PAGE XML readers fill and the layout passes read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from refparse.model.source import MarkKind

Style = frozenset[MarkKind]
PLAIN: Style = frozenset()


class Role(StrEnum):
    """What the source itself says a line is; UNKNOWN where it says nothing."""

    UNKNOWN = ""
    NOTE = "note"
    FURNITURE = "furniture"  # running heads, page numbers, signatures
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one style; `text` holds the spaces between words, lengths are in the page's unit.

    `link` is the address that the stretch is linked to.
    """

    text: str
    style: Style
    left: float
    right: float
    size: float
    baseline: float = 0.0
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed, in one column; `top` and `bottom` grow downwards; `size` is that of most of its letters.

    `block` changes where the source says that a new paragraph or region begins (0 where it says nothing).
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    top: float
    bottom: float
    size: float
    column: int = 0
    block: int = 0
    role: Role = Role.UNKNOWN

    @property
    def text(self) -> str:
        """Give the words of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal stroke."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number in the file (from 1), size, lines in reading order and horizontal rules."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()


def make_line(runs: tuple[Run, ...], top: float, bottom: float, **more: object) -> Line:
    """Give the line that the runs make: left to right, size by the majority of letters."""
    weights: dict[float, int] = {}
    for run in runs:
        weights[round(run.size, 1)] = weights.get(round(run.size, 1), 0) + len(run.text.strip())
    size = max(weights, key=lambda value: (weights[value], value), default=0.0)
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return Line(runs, left, right, top, bottom, size, **more)  # type: ignore[arg-type]
