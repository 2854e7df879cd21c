"""Idem, op. cit., loc. cit.: the Latin ways of saying "the same" (CMOS 17, 14.35-36)."""

from __future__ import annotations

from refparse.comparison import PersonKey, person_key, person_likeness
from refparse.model import Alternative, Citation, CitationForm, Resolution
from refparse.resolve.ibid import follow
from refparse.resolve.reading import Reading, ambiguous, unresolved
from refparse.resolve.short_form import resolve_author

CITED_BEFORE = 0.93


def resolve_idem(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve an "Idem, 44" without a title like ibid.; with a title the author is taken over and the title decides."""
    if citation.form is not CitationForm.IDEM or reading.profile(citation).titles:
        return None
    return _as_ibid(citation, reading, "idem")


def _as_ibid(citation: Citation, reading: Reading, rule: str) -> Resolution:
    before = [*reading.before_in_note(citation)]
    nearest = before[-1] if before else next(iter(reading.cited_before()), None)
    if nearest is None:
        return unresolved(citation, rule, "nothing is cited before it in this chapter")
    confidence = 0.9 if before else 0.85
    return follow(citation, nearest, reading, rule, confidence, "the citation before it")


def resolve_op_cit(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Carr, op. cit., 44" to the work of that author cited before; ambiguous where there are several.

    "Loc. cit." means the same place of that work, so the locator is taken over too.
    """
    if citation.form not in (CitationForm.OP_CIT, CitationForm.LOC_CIT):
        return None
    rule = citation.form.value.replace("_", "-")
    creators = reading.profile(citation).creators
    hint = reading.hints.get(citation.id)
    if not creators and hint:
        creators = tuple(person_key(name) for name in hint.names)
    if not creators:
        return _as_ibid(citation, reading, rule)
    cited = _cited_by(creators[0], citation, reading)
    works = list(dict.fromkeys(reading.resolved[one.id].work or "" for one in cited))
    if not works:
        return resolve_author(citation, reading)
    if len(works) > 1:
        share = round(0.9 / len(works), 3)
        choices = [Alternative(work=one, confidence=share, evidence=reading.name_of(one)) for one in works]
        return ambiguous(citation, choices, rule, f"{len(works)} works of this author are cited before")
    return follow(citation, cited[0], reading, rule, CITED_BEFORE, "the work of this author cited before")


def _cited_by(wanted: PersonKey, citation: Citation, reading: Reading) -> list[Citation]:
    earlier = [*reversed(reading.before_in_note(citation)), *reading.cited_before()]
    return [one for one in earlier if _is_by(wanted, one, reading)]


def _is_by(wanted: PersonKey, citation: Citation, reading: Reading) -> bool:
    found = reading.resolved.get(citation.id)
    candidate = reading.index.candidates.get(found.work or "") if found else None
    return candidate is not None and any(person_likeness(wanted, one) >= 0.8 for one in candidate.profile.creators)
