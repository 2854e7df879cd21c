"""A note's text after repair: every change to it, and the way back to the text as written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from refparse.model.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One repair: `before` stood at `span` of the original text, `after` stands there now, `rule` is why.

    `damage` is False where only the spelling of a space, quotation mark or dash was made uniform.
    """

    span: Span
    before: str
    after: str
    rule: str
    damage: bool = True


@dataclass(frozen=True, slots=True)
class Repaired:
    """A note's text after repair, with the way back to the original.

    `damaged` holds the spans, in the repaired text, of what looks like a locator whose digits are lost ("2:45<r58").

    >>> from refparse.parse.repair import repair
    >>> repaired = repair("Smith,Old Kingdom,4o6.")
    >>> repaired.text
    'Smith, Old Kingdom, 406.'
    >>> repaired.original_span(20, 23)
    Span(start=18, end=21)
    """

    text: str
    changes: tuple[Change, ...] = ()
    original: str = ""
    damaged: tuple[Span, ...] = ()
    _starts: tuple[int, ...] | None = field(default=None, repr=False, compare=False)
    _ends: tuple[int, ...] | None = field(default=None, repr=False, compare=False)

    @property
    def damaged_spans(self) -> tuple[Span, ...]:
        """Give the spans in the repaired text of locators whose digits the OCR destroyed."""
        return self.damaged

    def original_span(self, start: int, end: int) -> Span:
        """Map the half-open stretch ``[start, end)`` of the repaired text to a span of the original text."""
        start, end = max(0, min(start, len(self.text))), max(0, min(end, len(self.text)))
        if self._starts is None or self._ends is None:
            return Span(start, max(start, end))
        if start >= end:
            at = self._starts[start] if start < len(self._starts) else len(self.original)
            return Span(at, at)
        return Span(self._starts[start], max(self._starts[start], self._ends[end - 1]))

    def repaired_span(self, start: int, end: int) -> tuple[int, int]:
        """Map the stretch ``[start, end)`` of the original text (a mark, a link) to a stretch of the repaired text."""
        if self._starts is None or self._ends is None:
            return start, end
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def touched(self, start: int, end: int) -> tuple[Change, ...]:
        """Give the repairs of damage within the stretch ``[start, end)`` of the repaired text."""
        if not self.changes:
            return ()
        span = self.original_span(start, end)
        return tuple(
            change
            for change in self.changes
            if change.damage
            and span.start <= change.span.end
            and change.span.start <= span.end
            and (change.span.overlaps(span) or (not len(change.span) and span.start < change.span.start < span.end))
        )
