"""Short forms: author and short title, title alone, author alone (CMOS 17, 14.29-33; CMOS 18, 13.32-36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.comparison import Profile, creators_likeness, person_key, significant
from refparse.model import Alternative, Citation, Resolution
from refparse.model.variables import GENRE
from refparse.resolve.candidates import Candidate
from refparse.resolve.ranking import is_of_another_day, rank
from refparse.resolve.reading import MOST_ALTERNATIVES, Reading, ambiguous, choose, resolved
from refparse.text.fold import fold

OVER_BORDER = 0.75
BY_SHELF_MARK = 0.9
AUTHOR_ALONE = 0.92
ONE_OF_SEVERAL = 0.78
NAME_IN_TITLE = 0.8
MOST_WORKS = 40


def resolve_author_and_title(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Ullman, *Anglo-Soviet Accord*, 122", also with a changed or damaged title (CMOS 17, 14.30)."""
    profile = reading.profile(citation)
    if not (profile.titles and profile.creators):
        return None
    return _by_profile(citation, profile, reading, "author-and-short-title")


def resolve_title(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve a title alone: "*Japanese Recognition*, 361", with the author that the sentence names if it names one."""
    profile = reading.profile(citation)
    if profile.creators or not profile.titles:
        return None
    hint = reading.hints.get(citation.id)
    if hint and hint.names:
        named = replace(profile, creators=tuple(person_key(name) for name in hint.names))
        found = _by_profile(citation, named, reading, "title-and-author-in-the-sentence")
        if found is not None:
            return replace(found, evidence=(f"the sentence names {hint.names[0].full}", *found.evidence))
    return _by_profile(citation, profile, reading, "short-title")


def _by_profile(citation: Citation, profile: Profile, reading: Reading, rule: str) -> Resolution | None:
    matches = rank(profile, reading.index.look_up(profile))
    near = [match for match in matches if match.candidate.stands_in(reading.division)]
    if near:
        return choose(citation, near, rule)
    if not matches:
        return None
    ceiling = 0.95 if reading.reaches else OVER_BORDER
    found = choose(citation, matches, f"{rule}, over a chapter border", ceiling)
    return replace(found, evidence=(*found.evidence, "its full form stands in another chapter"))


def resolve_shelf_mark(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve a shelf-mark alone, "FO 371/5368", to the one item known to have it (CMOS 17, 14.222)."""
    profile = reading.profile(citation)
    if not profile.shelf_mark or profile.creators or profile.titles or GENRE in citation.fields:
        return None
    known = reading.index.of_shelf_mark(profile.shelf_mark)
    known = [one for one in known if not is_of_another_day(profile, one.profile)]
    if not known:
        return None
    if len(known) > 1:
        share = round(0.9 / len(known), 3)
        choices = [Alternative(work=one.id, confidence=share, evidence=one.name) for one in known]
        return ambiguous(citation, choices, "shelf-mark", f"{len(known)} items have this shelf-mark")
    return resolved(citation, known[0].id, "shelf-mark", BY_SHELF_MARK, f"{known[0].name}: it has this shelf-mark")


# --- author alone -----------------------------------------------------------------------------------------------------


def resolve_author(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Meredith, 3:126": sure where one work of the author is known, else only if the context settles it."""
    profile = reading.profile(citation)
    if not profile.creators or profile.titles:
        return None
    candidates = _works_of(profile, reading)
    if not candidates:
        return None
    near = [one for one in candidates if one.stands_in(reading.division)]
    if not near and not reading.reaches:
        choices = [
            Alternative(work=one.id, confidence=0.4, evidence=f"{one.name}, in another chapter") for one in candidates
        ]
        return ambiguous(
            citation, choices, "author-alone, over a chapter border", "no work of this author in this chapter"
        )
    return _one_of(citation, near or candidates, reading)


def _works_of(profile: Profile, reading: Reading) -> Sequence[Candidate]:
    if profile.creators not in reading.works_of:
        reading.works_of[profile.creators] = tuple(_find_works_of(profile, reading))
    known = reading.works_of[profile.creators]
    if len(known) > MOST_WORKS:
        return known
    dated = [one for one in known if profile.date and one.profile.date[: len(profile.date)] == profile.date]
    return dated or known


def _find_works_of(profile: Profile, reading: Reading) -> list[Candidate]:
    named = reading.index.of_family(profile.creators[0].family)
    fits = [one for one in named if creators_likeness(profile.creators, one.profile) >= 0.9] or [
        one for one in named if creators_likeness(profile.creators, one.profile) >= 0.75
    ]
    return [one for one in fits if _heads(profile, one)] or fits


def _heads(profile: Profile, candidate: Candidate) -> bool:
    return creators_likeness(profile.creators, replace(candidate.profile, people=(), container="")) >= 0.75


def _one_of(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> Resolution:
    if len(candidates) == 1:
        return _single(citation, candidates[0], reading)
    for reason, narrow in NARROWINGS if len(candidates) <= MOST_WORKS else ():
        fewer = narrow(citation, candidates, reading)
        if len(fewer) == 1:
            return resolved(
                citation, fewer[0].id, "author-alone", ONE_OF_SEVERAL, f"{fewer[0].name}: {reason}",
                f"{len(candidates)} works of this author are known",
            )  # fmt: skip
    latest = _latest_first(candidates, reading)
    confidence = round(0.9 / len(candidates), 3)
    choices = [Alternative(work=one.id, confidence=confidence, evidence=one.name) for one in latest]
    return ambiguous(citation, choices, "author-alone", f"{len(candidates)} works of this author are known")


def _latest_first(candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """Give the candidates cited last in this chapter first; of very many works only these, or the first ones."""
    first = {one.id: one for one in candidates[:MOST_WORKS]}
    place = {one: reading.order[reading.last_cited[one].id] for one in first if one in reading.last_cited}
    latest = sorted(place, key=place.__getitem__, reverse=True)[:MOST_ALTERNATIVES]
    return [first[one] for one in dict.fromkeys([*latest, *first])]


def _single(citation: Citation, candidate: Candidate, reading: Reading) -> Resolution:
    before = candidate.first <= reading.order.get(citation.id, 0) or candidate.everywhere
    confidence = AUTHOR_ALONE if before else 0.85
    said = "the only work of this author" + ("" if before else ", cited in full only later")
    return resolved(citation, candidate.id, "author-alone", confidence, f"{candidate.name}: {said}")


def _exactly_these(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    wanted = len(reading.profile(citation).creators)
    return [one for one in candidates if len(one.profile.creators) == wanted]


def _titled_in_prose(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    assert reading.note is not None
    note = reading.note.note
    prose = set(fold(note.text[: citation.span.start][-400:]).split()) | set(fold(note.marker_sentence).split())
    return [one for one in candidates if any(_mentions(prose, title) for title in one.profile.titles)]


def _mentions(prose: set[str], title: str) -> bool:
    words = significant(title)[:4]
    return len(words) > 1 and set(words) <= prose


def _has_volume(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    volumes = {one.volume for one in citation.locators if one.volume}
    return [one for one in candidates if volumes and one.volumes]


def _has_page(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    first = next((one.value for one in citation.locators if one.label == "page"), "").split("-")[0]
    if not first.isdigit() or not all(one.pages for one in candidates):
        return []
    return [one for one in candidates if one.pages and one.pages[0] <= int(first) <= one.pages[1]]


def _cited_before(citation: Citation, candidates: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    return [one for one in candidates if one.id in reading.last_cited]


def resolve_name_in_title(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Meredith, 3:126" to "*The Letters of George Meredith*", where the name stands only in one title."""
    profile = reading.profile(citation)
    if len(profile.creators) != 1 or profile.titles:
        return None
    titled = reading.index.titled_with(profile.creators[0].family)
    near = [one for one in titled if one.stands_in(reading.division) or reading.reaches]
    if len(near) != 1:
        return None
    return resolved(
        citation, near[0].id, "name-in-title", NAME_IN_TITLE, f"{near[0].name}: only its title has this name"
    )


NARROWINGS = (
    ("its authors are just these", _exactly_these),
    ("the sentence names its title", _titled_in_prose),
    ("it is the one cited by volume", _has_volume),
    ("the page lies in it", _has_page),
    ("it alone is cited before in this chapter", _cited_before),
)
