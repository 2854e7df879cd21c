"""Works matched against the user's own library: its keys and fields are taken over, with how sure the match is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from refparse.comparison import CREATORS, best_title, creators_likeness, person_key, significant, skeleton
from refparse.dedupe.mentions import Mention, mentions_of
from refparse.dedupe.pairs import FORBIDDEN, one_work
from refparse.model import Citation, CitationForm, Diagnostic, Field, Fields, Origin, Severity, Span, Work
from refparse.model import variables as v
from refparse.text.fold import fold_title

LEAST_SURE = 0.85
MARGIN = 0.04
MOST_COMPARED = 200
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryMatch:
    """A work and the entry of the library that it is, with a confidence in [0, 1]."""

    work: str
    entry: Work
    confidence: float


def match_library(works: Sequence[Work], library: Sequence[Work]) -> tuple[LibraryMatch, ...]:
    """Match works against a library, at most one entry each; what two entries fit equally well stays unmatched.

    Only entries that share a family name and a title word, or the beginning of the title, are compared, so 20,000
    entries take less than a second. Entries of the library that are copies of each other count as one.
    """
    index = _index(library)
    matches = [_match(work, library, index) for work in works]
    return tuple(match for match in matches if match is not None)


def _index(library: Iterable[Work]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(library):
        for key in (*_keys(entry), *_beginnings(entry, 2)):
            index[key].append(place)
    return index


def _keys(work: Work) -> set[str]:
    """Give what an entry must share: a person and a title word, the first four title words, or the DOI."""
    people: v.Names = next((work.fields[role].value for role in CREATORS if role in work.fields), ())
    families = [skeleton(person_key(name).family) for name in people[:2]]
    paired = {f"{family} {word}" for family in families for word in _title_words(work)[:4]}
    doi = work.fields.value(v.DOI, "").casefold()
    return paired.union(_beginnings(work, 4), {f"doi {doi}"} if doi else ())


def _beginnings(work: Work, length: int) -> list[str]:
    words = _title_words(work)[:length]
    return [f"{length}: {' '.join(words)}"] if words else []


def _title_words(work: Work) -> tuple[str, ...]:
    title = work.fields.value(v.TITLE) or work.fields.value(v.CONTAINER_TITLE) or ""
    return tuple(skeleton(word) for word in significant(fold_title(title))) if title else ()


def _match(work: Work, library: Sequence[Work], index: dict[str, list[int]]) -> LibraryMatch | None:
    nameless = not any(role in work.fields for role in CREATORS)
    keys = [*_keys(work), *(_beginnings(work, 2) if nameless else ())]
    places = sorted({place for key in keys for place in index.get(key, ())[:MOST_COMPARED]})
    mention = _as_mention(work)
    scored = [(_sureness(work, mention, library[place]), -place) for place in places]
    ranked = sorted((one for one in scored if one[0] >= LEAST_SURE), reverse=True)
    if not ranked:
        return None
    best = library[-ranked[0][1]]
    rivals = [library[-place] for score, place in ranked[1:] if ranked[0][0] - score < MARGIN]
    if any(one_work(_as_mention(best), _as_mention(rival)) < LEAST_SURE for rival in rivals):
        return None
    return LibraryMatch(work=work.id, entry=best, confidence=round(ranked[0][0], 3))


def _as_mention(work: Work) -> Mention:
    citation = Citation(id=work.id, note="", span=NOWHERE, form=CitationForm.FULL, type=work.type, fields=work.fields)
    return mentions_of([citation])[0]


def _sureness(work: Work, mention: Mention, entry: Work) -> float:
    other = _as_mention(entry)
    score = one_work(mention, other)
    if work.complete or score == FORBIDDEN:
        return score
    names = creators_likeness(mention.profile.creators, other.profile)
    return 0.4 * names + 0.6 * best_title(mention.profile, other.profile) - 0.02 if names >= 0.9 else 0.0


def take_over(work: Work, match: LibraryMatch) -> tuple[Work, Diagnostic]:
    """Give the work with key, type and fields of its entry in the library; readings of its own become variants."""
    entry = match.entry
    fields = Fields({**work.fields, **{key: _recorded(field, match) for key, field in entry.fields.items()}})
    variants = {
        key: (*work.variants.get(key, ()), work.fields[key])
        for key in work.fields
        if key in entry.fields and entry.fields[key].value != work.fields[key].value
    }
    sure = f"{round(100 * match.confidence)} % sure"
    found = Diagnostic(
        code="R405",
        message=f"taken from the library: entry {entry.id} ({sure})",
        severity=Severity.INFO,
        work=work.id,
    )
    made = replace(
        work, type=entry.type or work.type, fields=fields, complete=True, variants={**work.variants, **variants}
    )
    return made, found


def _recorded(field: Field[Any], match: LibraryMatch) -> Field[Any]:
    return replace(field, origin=Origin.RECORDED, confidence=match.confidence, span=None)
