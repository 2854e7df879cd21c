"""Chooses among the candidates the one chain of note beginnings that fits best as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from refparse.read.plain_candidates import Candidate

# What it gains when a number follows the one before by one, and what a gap or a new beginning costs.
CONTINUES = 0.8
NUMBER_SKIPPED = 0.6
GAP_GROWS = 0.55
LONGEST_GAP = 12
GAP_TOO_LONG = 9.0
RESTART = 1.5
RESTART_LATE = 2.5
START_LATE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A note beginning that was chosen: the candidate and the number it is taken for.

    `run` counts the runs of numbers: it grows by one where they begin again. `sign` is "*" and the like for a note that
    is called so; it takes the place of the number before it.
    """

    candidate: Candidate
    value: int
    gain: float
    run: int = 0
    sign: str = ""

    @property
    def mended(self) -> bool:
        """Say whether the number is not what the text shows."""
        return not self.sign and self.value != self.candidate.exact


@dataclass(slots=True)
class _Link:
    """The best chain that ends with one candidate taken for one number."""

    candidate: Candidate
    value: int
    gain: float
    total: float
    before: _Link | None
    restarted: bool


def best_chain(candidates: Sequence[Candidate]) -> tuple[Start, ...]:
    """Give the chain of starts whose gains, gaps and restarts add up to most; numbers rise within a run.

    The time is linear in the candidates: a chain is extended from the best chains that end with one of the twelve
    numbers before, or begins again from the best chain of all.
    """
    best_of_value: dict[int, _Link] = {}
    best_of_all: _Link | None = None
    for candidate in candidates:
        links = [_linked(candidate, value, gain, best_of_value, best_of_all) for value, gain in candidate.values]
        for link in links:
            known = best_of_value.get(link.value)
            if known is None or link.total >= known.total:
                best_of_value[link.value] = link
            if best_of_all is None or link.total > best_of_all.total:
                best_of_all = link
    return _unwound(best_of_all)


def _linked(
    candidate: Candidate, value: int, gain: float, best_of_value: dict[int, _Link], best_of_all: _Link | None
) -> _Link:
    """Give the best chain that ends with `candidate` as `value`."""
    best = _Link(candidate, value, gain, gain - _cost_of_first(value), None, True)
    for step in range(1, LONGEST_GAP + 1):
        before = best_of_value.get(value - step)
        if before is None or before.candidate is candidate:
            continue
        total = before.total + gain + (CONTINUES if step == 1 else -gap_cost(step))
        if total > best.total:
            best = _Link(candidate, value, gain, total, before, False)
    if best_of_all is not None and best_of_all.candidate is not candidate:
        forward = value > best_of_all.value
        cost = GAP_TOO_LONG if forward or value > 9 else RESTART + RESTART_LATE * (value - 1)
        total = best_of_all.total + gain - cost
        if total > best.total:
            best = _Link(candidate, value, gain, total, best_of_all, not forward)
    return best


def gap_cost(step: int) -> float:
    """Give what it costs that numbers are lacking; twice the gap costs a little more, for pages get lost whole."""
    return NUMBER_SKIPPED + GAP_GROWS * log2(step)


def _cost_of_first(value: int) -> float:
    return 0.0 if value == 1 else START_LATE


def _unwound(last: _Link | None) -> tuple[Start, ...]:
    chain: list[_Link] = []
    while last is not None:
        chain.append(last)
        last = last.before
    starts: list[Start] = []
    run = -1
    for link in reversed(chain):
        run += link.restarted
        starts.append(Start(candidate=link.candidate, value=link.value, gain=link.gain, run=run))
    return tuple(starts)
