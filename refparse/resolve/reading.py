"""What a resolver sees while it reads: the notes before, the works known, and what was resolved so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from refparse.comparison import PersonKey, Profile, profile_of_citation
from refparse.model import Alternative, Citation, Name, ParsedNote, Resolution, Status
from refparse.resolve.candidate_index import CandidateIndex
from refparse.resolve.candidates import Candidate, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Names that the prose before a citation gives; `sure` where a verb of saying or "his" ties them to it.

    `shared` where an "and" joins the citation to one whose author the prose names.
    """

    names: tuple[Name, ...] = ()
    sure: bool = False
    shared: bool = False
    words: str = ""


@dataclass(slots=True, kw_only=True)
class Reading:
    """The state of one reading of a document, note by note.

    `earlier` holds the notes of the same division before the current one, `last_cited` the last mention of each work
    there, the latest at the end. `resolved` grows citation by citation; `works_of` remembers the works of an author.
    `reaches` is true where the document's short forms reach over chapter borders by habit.
    """

    index: CandidateIndex
    resolved: dict[str, Resolution] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    notes: dict[tuple[str, str], ParsedNote] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    hints: Mapping[str, Hint] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    reaches: bool = True
    note: ParsedNote | None = None
    earlier: list[ParsedNote] = field(default_factory=list)
    last_cited: dict[str, Citation] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    works_of: dict[tuple[PersonKey, ...], tuple[Candidate, ...]] = field(default_factory=dict)

    @property
    def division(self) -> str:
        """Give the division that is being read."""
        return self.note.note.division if self.note else ""

    def profile(self, citation: Citation) -> Profile:
        """Give the comparison form of `citation`."""
        if citation.id not in self.profiles:
            self.profiles[citation.id] = profile_of_citation(citation)
        return self.profiles[citation.id]

    def before_in_note(self, citation: Citation) -> list[Citation]:
        """Give the citations of the same note that stand before `citation`, the nearest last."""
        return [one for one in self.note.citations if one.span.start < citation.span.start] if self.note else []

    def cited_before(self) -> Iterable[Citation]:
        """Give the citations before the current note within its division, the nearest first."""
        return (citation for parsed in reversed(self.earlier) for citation in reversed(parsed.citations))

    def name_of(self, work: str | None) -> str:
        """Give the readable name of a candidate."""
        candidate = self.index.candidates.get(work or "")
        return candidate.name if candidate else (work or "no work")


Resolver = Callable[[Citation, Reading], Resolution | None]


MARGIN = 0.08
VERY_TITLE, A_LITTLE = 0.98, 0.03
CERTAIN = 0.97
MOST_ALTERNATIVES = 5


def resolved(
    citation: Citation, work: str, rule: str, confidence: float, *evidence: str, antecedent: str = ""
) -> Resolution:
    """Make the resolution of a citation that means one work."""
    return Resolution(
        citation=citation.id,
        status=Status.RESOLVED,
        work=work,
        rule=rule,
        confidence=round(confidence, 3),
        antecedent=antecedent,
        evidence=evidence,
    )


def ambiguous(
    citation: Citation, choices: Sequence[Alternative], rule: str, *evidence: str, antecedent: str = ""
) -> Resolution:
    """Make the resolution of a citation that may mean several works, ranked; the first is the best guess."""
    first, rest = choices[0], choices[1:]
    return Resolution(
        citation=citation.id,
        status=Status.AMBIGUOUS,
        work=first.work,
        rule=rule,
        confidence=round(min(first.confidence, 0.6), 3),
        alternatives=tuple(rest[:MOST_ALTERNATIVES]),
        antecedent=antecedent,
        evidence=evidence,
    )


def unresolved(citation: Citation, rule: str, *evidence: str) -> Resolution:
    """Make the resolution of a citation whose work is not known, with the reason."""
    return Resolution(citation=citation.id, status=Status.UNRESOLVED, rule=rule, confidence=0.0, evidence=evidence)


def choose(citation: Citation, matches: Sequence[Match], rule: str, ceiling: float = CERTAIN) -> Resolution:
    """Resolve to the best match if it leads by a margin, else report the leaders as ambiguous."""
    best = matches[0]
    leaders = [match for match in matches if best.score - match.score < MARGIN and not _is_surpassed(match, best)]
    if len(leaders) > 1:
        share = round(0.9 / len(leaders), 3)
        choices = [Alternative(work=one.candidate.id, confidence=share, evidence=one.because) for one in leaders]
        return ambiguous(citation, choices, rule, *(one.because for one in leaders), "they fit about equally")
    runner_up = matches[1].score if len(matches) > 1 else 0.0
    confidence = min(ceiling, best.score) * (1 - 0.2 * max(0.0, runner_up / best.score - 0.7))
    others = [f"less well: {one.because}" for one in matches[1:3]]
    return resolved(citation, best.candidate.id, rule, confidence, best.because, *others)


def _is_surpassed(match: Match, best: Match) -> bool:
    """Say whether the best match has the very title, and this one only one like it."""
    return best.title >= VERY_TITLE and match.title < best.title - A_LITTLE
