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
    cited = _cited_by(creators[0], reading)
    if not cited:
        return resolve_author(citation, reading)
    if len(cited) > 1:
        share = round(0.9 / len(cited), 3)
        choices = [Alternative(work=work, confidence=share, evidence=reading.name_of(work)) for work, _ in cited]
        return ambiguous(citation, choices, rule, f"{len(cited)} works of this author are cited before")
    return follow(citation, cited[0][1], reading, rule, CITED_BEFORE, "the work of this author cited before")


def _cited_by(wanted: PersonKey, reading: Reading) -> list[tuple[str, Citation]]:
    """Give the works of a person cited before in this chapter with their last mentions, the latest first."""
    works = [one for one in reading.index.of_family(wanted.family) if one.id in reading.last_cited]
    by_them = [one for one in works if any(person_likeness(wanted, key) >= 0.8 for key in one.profile.creators)]
    cited = [(one.id, reading.last_cited[one.id]) for one in by_them]
    return sorted(cited, key=lambda pair: -reading.order[pair[1].id])
