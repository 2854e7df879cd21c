"""Mends what an OCR program did to a note, and remembers where each repaired character stood in the original."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from refparse.model.source import Span
from refparse.parse.mend import damaged_stretches
from refparse.parse.repair_rules import GATES, Rule, all_hints, repair_rules
from refparse.parse.split_words import split_words

# A rule may make room for another ("ofWales ,1o4"); more rounds than this no note has needed.
_ROUNDS = 4

# https://www.example.org/a,b.html and 10.1000/182 and name@example.org: addresses are left as they stand.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.|doi:|\b10\.\d{4,9}/)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|org|net|edu|gov|html?|pdf)\b\S*",
    re.I,
)
_ADDRESS_HINTS = ("://", "www.", "10.", "@", ".com", ".org", ".net", ".edu", ".gov", ".htm", ".pdf", "doi:")


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


class _Draft:
    """A text under repair: where each of its characters stood in the original, and what was changed so far."""

    __slots__ = ("changes", "ends", "gates", "hints", "original", "starts", "text")

    def __init__(self, text: str) -> None:
        self.original = self.text = text
        self.starts: list[int] | None = None
        self.ends: list[int] | None = None
        self.changes: list[Change] = []
        self.hints: set[str] | None = None
        self.gates: dict[str, bool] = {}

    def may_need(self, rule: Rule) -> bool:
        """Say whether a cheap look leaves it open that the rule has something to do."""
        if rule.hints:
            if self.hints is None:
                text = self.text
                self.hints = {hint for hint in all_hints() if hint in text}
            return not self.hints.isdisjoint(rule.hints)
        if rule.gate and rule.gate not in self.gates:
            self.gates[rule.gate] = GATES[rule.gate].search(self.text) is not None
        return not rule.gate or self.gates[rule.gate]

    def edit(self, edits: Iterable[tuple[int, int, str]], rule: str, *, damage: bool = True) -> None:
        """Carry out edits ``(start, end, new text)``, sorted and apart from each other."""
        if self.starts is None or self.ends is None:
            self.starts, self.ends = list(range(len(self.text))), list(range(1, len(self.text) + 1))
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, new in edits:
            pieces += (self.text[done:start], new)
            starts += self.starts[done:start]
            ends += self.ends[done:start]
            span = self._span(start, end)
            starts += [span.start] * len(new) if end - start != len(new) else self.starts[start:end]
            ends += [span.end] * len(new) if end - start != len(new) else self.ends[start:end]
            self.changes.append(Change(span=span, before=span.of(self.original), after=new, rule=rule, damage=damage))
            done = end
        self.starts, self.ends = starts + self.starts[done:], ends + self.ends[done:]
        self.text = "".join(pieces) + self.text[done:]
        self.hints = None
        self.gates.clear()

    def _span(self, start: int, end: int) -> Span:
        assert self.starts is not None and self.ends is not None
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        at = self.starts[start] if start < len(self.starts) else len(self.original)
        return Span(at, at)


def _addresses(text: str) -> tuple[Span, ...]:
    lowered = text.lower() if "." in text or "@" in text else ""
    if not any(hint in lowered for hint in _ADDRESS_HINTS):
        return ()
    return tuple(Span(*match.span()) for match in _ADDRESS.finditer(text))


def _narrow(start: int, old: str, new: str) -> tuple[int, int, str]:
    """Give the least edit that turns `old`, found at `start`, into `new`."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


def _space_edits(start: int, old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Give edits for a stretch in which only spaces came or went, so that each letter keeps its own place."""
    at = kept = 0
    while at < len(old) or kept < len(new):
        gap, space = at, kept
        while at < len(old) and old[at].isspace():
            at += 1
        while kept < len(new) and new[kept].isspace():
            kept += 1
        if old[gap:at] != new[space:kept]:
            yield start + gap, start + at, new[space:kept]
        at, kept = at + 1, kept + 1


def _edits(text: str, rule: Rule, shielded: tuple[Span, ...]) -> Iterator[tuple[int, int, str]]:
    """Give the edits of one rule, each as small as can be, outside addresses."""
    ahead = 0
    for match in rule.pattern.finditer(text):
        start, end = match.span()
        while ahead < len(shielded) and shielded[ahead].end <= start:
            ahead += 1
        if ahead < len(shielded) and shielded[ahead].start < end:
            continue
        old = match.group()
        new = rule.replacement(match) if callable(rule.replacement) else match.expand(rule.replacement)
        if old == new:
            continue
        if len(old) > 1 and "".join(old.split()) == "".join(new.split()):
            yield from _space_edits(start, old, new)
        else:
            yield _narrow(start, old, new)


def _apply(draft: _Draft, rule: Rule) -> None:
    if not draft.may_need(rule) or rule.pattern.search(draft.text) is None:
        return
    edits = list(_edits(draft.text, rule, _addresses(draft.text)))
    if edits:
        draft.edit(edits, rule.name, damage=rule.kind != "spelling")


def _round(draft: _Draft, ocr: bool) -> bool:
    """Try every rule once; say whether anything was changed."""
    before = draft.text
    for rule in repair_rules():
        if rule.kind != "doubt" or ocr or any(change.damage for change in draft.changes):
            _apply(draft, rule)
    return draft.text != before


def repair(text: str, *, ocr: bool = False, word_counts: Mapping[str, int] | None = None) -> Repaired:
    """Mend the OCR damage in a note's text; clean text comes back as it is.

    `ocr` says that the document is known to come from an OCR program: then also titles run together without other
    signs of damage ("CottonEmpire") are opened. `word_counts` are the words of the document (`count_words`); with them
    also words cut in two ("agricul ture") are joined. Mending is idempotent, linear in the text, and never raises.

    >>> repair("Quoted in ibid. , 148; Hoboken, N. J. : Wiley, na- tional, 57-59?").text
    'Quoted in ibid., 148; Hoboken, N.J.: Wiley, national, 57-59.'
    """
    draft = _Draft(text)
    for _ in range(_ROUNDS):
        if not _round(draft, ocr):
            break
    if word_counts is not None and (cuts := list(split_words(draft.text, word_counts))):
        draft.edit([(start, end, "") for start, end in cuts], "split-word")
    damaged = damaged_stretches(draft.text)
    if draft.starts is None or draft.ends is None:
        return Repaired(text, (), text, damaged)
    return Repaired(draft.text, tuple(draft.changes), text, damaged, tuple(draft.starts), tuple(draft.ends))


def share_damaged(texts: Iterable[str]) -> float:
    """Give the share, in [0, 1], of the texts in which damage was mended: above some 0.1 the document is OCR."""
    hits = [any(change.damage for change in repair(text).changes) for text in texts]
    return sum(hits) / len(hits) if hits else 0.0
