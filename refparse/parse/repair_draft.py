"""A text under repair: edits are worked out rule by rule, and each character keeps its place in the original."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from refparse.model.source import Span
from refparse.parse.repair_rules import GATES, Rule, all_hints
from refparse.parse.repaired import Change

Edit = tuple[int, int, str]  # start, end, new text

# https://www.example.org/a,b.html and 10.1000/182 and name@example.org: addresses are left as they stand.
_ADDRESS = re.compile(
    r"""(?:https?://|ftp://|www\.|doi:|\b10\.\d{4,9}/)\S+
      | (?<!\S)[^\s@]{1,64}@[^\s@]{1,255}
      | (?<![\w-])[\w-]{1,63}\.(?:com|org|net|edu|gov|html?|pdf)\b\S*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS_HINTS = ("://", "www.", "10.", "@", ".com", ".org", ".net", ".edu", ".gov", ".htm", ".pdf", "doi:")


class Draft:
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

    def edit(self, edits: Iterable[Edit], rule: str, *, damage: bool = True) -> None:
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


def _narrow(start: int, old: str, new: str) -> Edit:
    """Give the least edit that turns `old`, found at `start`, into `new`."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


def _space_edits(start: int, old: str, new: str) -> Iterator[Edit]:
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


def rule_edits(text: str, rule: Rule, is_word: Callable[[str], bool]) -> Iterator[Edit]:
    """Give the edits of one rule, each as small as can be, outside addresses; a doubtful rule spares known words."""
    for match in _outside(rule.pattern.finditer(text), _addresses(text)):
        start, old = match.start(), match.group()
        if rule.kind == "doubt" and is_word(old):
            continue
        new = rule.replacement(match) if callable(rule.replacement) else match.expand(rule.replacement)
        if old == new:
            continue
        if len(old) > 1 and "".join(old.split()) == "".join(new.split()):
            yield from _space_edits(start, old, new)
        else:
            yield _narrow(start, old, new)


def _outside(matches: Iterable[re.Match[str]], shielded: tuple[Span, ...]) -> Iterator[re.Match[str]]:
    """Give the matches that touch no shielded stretch; both come in the order of the text."""
    ahead = 0
    for match in matches:
        while ahead < len(shielded) and shielded[ahead].end <= match.start():
            ahead += 1
        if ahead == len(shielded) or shielded[ahead].start >= match.end():
            yield match
