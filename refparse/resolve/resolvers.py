"""The resolvers in the order in which they are tried: reading the two tuples is reading the algorithm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from refparse.comparison import Profile
from refparse.model import Alternative, Citation, ParsedNote, Resolution, Status
from refparse.resolve.abbreviation import resolve_abbreviation, resolve_initials
from refparse.resolve.candidate_index import CandidateIndex
from refparse.resolve.cross_reference import resolve_note_reference
from refparse.resolve.ibid import resolve_ibid
from refparse.resolve.reading import Hint, Reading, Resolver, unresolved
from refparse.resolve.repeated import resolve_idem, resolve_op_cit
from refparse.resolve.short_form import (
    resolve_author,
    resolve_author_and_title,
    resolve_name_in_title,
    resolve_shelf_mark,
    resolve_title,
)
from refparse.resolve.words import resolve_words

# By what the citation says, wherever it stands.
BY_CONTENT: tuple[Resolver, ...] = (
    resolve_abbreviation,
    resolve_author_and_title,
    resolve_title,
    resolve_initials,
    resolve_shelf_mark,
    resolve_words,
)
# By where it stands: what came before decides.
BY_PLACE: tuple[Resolver, ...] = (
    resolve_ibid,
    resolve_idem,
    resolve_note_reference,
    resolve_op_cit,
    resolve_abbreviation,
    resolve_author,
    resolve_name_in_title,
    resolve_initials,
    resolve_shelf_mark,
    resolve_words,
)
ENOUGH_TO_REACH = 3
LEAST_TRUST = 0.6


def begin_reading(
    parsed: Sequence[ParsedNote],
    index: CandidateIndex,
    hints: Mapping[str, Hint],
    resolved: Mapping[str, Resolution],
    abbreviations: Mapping[str, str],
    profiles: Mapping[str, Profile],
) -> Reading:
    """Make the state with which a document's notes are read; `profiles` are the comparison forms known already."""
    citations = {one.id: one for note in parsed for one in note.citations}
    return Reading(
        index=index,
        hints=hints,
        resolved=dict(resolved),
        abbreviations=abbreviations,
        profiles=dict(profiles),
        citations=citations,
        order={one: place for place, one in enumerate(citations)},
        notes={(note.note.division, note.note.number): note for note in parsed},
    )


def resolve_by_content(parsed: Sequence[ParsedNote], wanted: Iterable[str], reading: Reading) -> dict[str, Resolution]:
    """Resolve the citations `wanted` (ids) by what they say; those that fit no candidate are left out."""
    return _pass(parsed, frozenset(wanted), reading, BY_CONTENT)


def resolve_by_place(parsed: Sequence[ParsedNote], wanted: Iterable[str], reading: Reading) -> dict[str, Resolution]:
    """Resolve the citations `wanted` (ids) in the order of the notes; each of them gets a resolution."""
    ids = frozenset(wanted)
    found = _pass(parsed, ids, reading, BY_PLACE)
    rest = [one for note in parsed for one in note.citations if one.id in ids and one.id not in found]
    return found | {one.id: unresolved(one, "none", "nothing known to the document fits it") for one in rest}


def _pass(
    parsed: Sequence[ParsedNote], wanted: frozenset[str], reading: Reading, resolvers: tuple[Resolver, ...]
) -> dict[str, Resolution]:
    found: dict[str, Resolution] = {}
    _forget(reading)
    for note in parsed:
        if reading.note is not None and reading.note.note.division != note.note.division:
            _forget(reading)
        reading.note = note
        for citation in note.citations:
            if citation.id in wanted:
                made = _first(citation, reading, resolvers)
                if made is not None:
                    found[citation.id] = reading.resolved[citation.id] = made
            _remember(citation, reading)
        reading.earlier.append(note)
    return found


def _forget(reading: Reading) -> None:
    """Begin a chapter: what was cited in the one before counts no longer."""
    reading.earlier = []
    reading.last_cited = {}


def _remember(citation: Citation, reading: Reading) -> None:
    known = reading.resolved.get(citation.id)
    if known is not None and known.work is not None:
        reading.last_cited.pop(known.work, None)
        reading.last_cited[known.work] = citation


def _first(citation: Citation, reading: Reading, resolvers: tuple[Resolver, ...]) -> Resolution | None:
    made = next((made for resolver in resolvers if (made := resolver(citation, reading)) is not None), None)
    if made is None:
        return None
    return replace(made, confidence=round(min(made.confidence, _trust(citation)), 3))


def _trust(citation: Citation) -> float:
    """Give the most that a link can be trusted whose citation may be misread."""
    return LEAST_TRUST + (1 - LEAST_TRUST) * citation.confidence


def reaches_over_borders(resolutions: Iterable[Resolution]) -> bool:
    """Say whether at least three short forms of the document find their full form only in another chapter."""
    over = sum("over a chapter border" in one.rule for one in resolutions if one.status is not Status.UNRESOLVED)
    return over >= ENOUGH_TO_REACH


def explain(resolution: Resolution, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say in plain words how a citation came to its work: status, rule, evidence, other candidates.

    `names` maps works to what they are called.
    """
    work = names.get(resolution.work or "", resolution.work or "no work")
    sure = f"{round(100 * resolution.confidence)} % sure"
    opening = {
        Status.RESOLVED: f"means {work} ({sure})",
        Status.AMBIGUOUS: f"is ambiguous; the best guess is {work} ({sure})",
        Status.UNRESOLVED: "is unresolved",
    }[resolution.status]
    lines = [f"{resolution.citation} {opening}", f"rule: {resolution.rule or 'full form'}"]
    if resolution.antecedent:
        lines.append(f"antecedent: {resolution.antecedent}")
    lines += [f"because {words}" for words in resolution.evidence]
    if resolution.inherited_locator:
        lines.append(f"the place is taken over from it: {resolution.inherited_locator}")
    lines += [_other(one, names) for one in resolution.alternatives]
    return tuple(lines)


def _other(other: Alternative, names: Mapping[str, str]) -> str:
    name = names.get(other.work, other.work)
    said = other.evidence if name in other.evidence else f"{name} {other.evidence}".strip()
    return f"or {said} ({round(100 * other.confidence)} % sure)"


def rename_works(resolution: Resolution, key_of: Mapping[str, str]) -> Resolution:
    """Replace the ids of candidates by citation keys."""
    alternatives = tuple(replace(one, work=key_of.get(one.work, one.work)) for one in resolution.alternatives)
    work = key_of.get(resolution.work, resolution.work) if resolution.work else None
    return replace(resolution, work=work, alternatives=alternatives)
