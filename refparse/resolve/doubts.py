"""Diagnostics of resolution: what was ambiguous, unresolved, or reached further than it should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from refparse.model import Citation, Diagnostic, Resolution, Severity, Status

# status or rule -> code, severity, sentence; the first that fits counts.
UNRESOLVED = ("R303", Severity.PROBLEM, "its work is not known")
AMBIGUOUS = ("R301", Severity.DOUBT, "it may mean several works")
BY_RULE = (
    ("ibid, beyond commentary", ("R302", Severity.DOUBT, "the notes between it and its antecedent cite nothing")),
    ("over a chapter border", ("R304", Severity.DOUBT, "its full form stands in another chapter")),
    ("words", ("R305", Severity.DOUBT, "it was matched by its words alone")),
    ("initials", ("R306", Severity.INFO, "it was matched by the initials of a title")),
)
DOUBTFUL = 0.8


def diagnose_resolutions(
    resolutions: Iterable[Resolution], citations: Mapping[str, Citation]
) -> tuple[Diagnostic, ...]:
    """Give one diagnostic for each resolution that wants a look, in document order."""
    return tuple(_diagnostic(one, citations[one.citation], *found) for one in resolutions if (found := _doubt(one)))


def _doubt(resolution: Resolution) -> tuple[str, Severity, str] | None:
    if resolution.status is Status.UNRESOLVED:
        return UNRESOLVED
    if resolution.status is Status.AMBIGUOUS:
        return AMBIGUOUS
    if resolution.confidence > DOUBTFUL:
        return None
    return next((doubt for rule, doubt in BY_RULE if rule in resolution.rule), None)


def _diagnostic(resolution: Resolution, citation: Citation, code: str, severity: Severity, words: str) -> Diagnostic:
    because = "; ".join(resolution.evidence)
    return Diagnostic(
        code=code,
        message=f"{citation.id}: {words}" + (f" ({because})" if because else ""),
        severity=severity,
        note=citation.note,
        citation=citation.id,
        work=resolution.work or "",
        span=citation.span,
    )
