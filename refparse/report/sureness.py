"""How sure a link from a citation to its work is, in five steps that have a word and a sign each."""

from __future__ import annotations

from enum import StrEnum

from refparse.model import Resolution, Status

SURE_FROM = 0.9
LIKELY_FROM = 0.8
"""Below this confidence, in [0, 1], a link is listed among the doubts unless the caller says otherwise."""


class Sureness(StrEnum):
    """How sure a link is; the value is the word that a person reads."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


# The sign that stands beside the word, so that nothing is said by colour alone.
SIGNS = {
    Sureness.SURE: "✓",
    Sureness.LIKELY: "~",
    Sureness.UNSURE: "?",
    Sureness.AMBIGUOUS: "⁇",
    Sureness.UNKNOWN: "✗",
}

DOUBTFUL = frozenset({Sureness.UNSURE, Sureness.AMBIGUOUS, Sureness.UNKNOWN})


def sureness_of(resolution: Resolution | None, least: float = LIKELY_FROM) -> Sureness:
    """Give how sure a link is; below `least`, a confidence in [0, 1], it is unsure."""
    if resolution is None or resolution.status is Status.UNRESOLVED or resolution.work is None:
        return Sureness.UNKNOWN
    if resolution.status is Status.AMBIGUOUS:
        return Sureness.AMBIGUOUS
    if resolution.confidence < least:
        return Sureness.UNSURE
    return Sureness.SURE if resolution.confidence >= max(SURE_FROM, least) else Sureness.LIKELY
