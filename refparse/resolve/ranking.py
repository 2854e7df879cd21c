"""How well a citation fits the works it may mean: names and titles weighed, the best first."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.comparison import Profile, best_title, creators_likeness, is_about_another, significant, title_likeness
from refparse.resolve.candidates import Candidate, Match

NAMES_SHARE, TITLE_SHARE = 0.4, 0.6
LEAST_NAMES, LEAST_TITLE, LEAST_TITLE_ALONE = 0.7, 0.75, 0.85
ITS_BOOK, ITS_VOLUME = 0.9, 0.1
BY_CONTAINER = 0.96
# An episode, a post or an issue is also cited by the series, blog or newspaper it belongs to.
KNOWN_BY_CONTAINER = frozenset(
    "broadcast motion_picture song post post-weblog webpage article-newspaper periodical".split()
)
OTHER_KIND = 0.04  # a quoted short title rather means a part, an italic one rather a whole
PARTS = frozenset(
    "article article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia "
    "paper-conference review review-book post-weblog post webpage thesis interview manuscript".split()
)
OTHER_CONTAINER = 0.7


def rank(profile: Profile, candidates: Sequence[Candidate]) -> list[Match]:
    """Give the candidates that `profile` can mean, the best first; equals keep the order of their first mention.

    Names and title both count where the citation has both; a title alone must fit better, a name alone counts less.
    """
    matches = [match for one in candidates if (match := compare(profile, one)).score > 0]
    return sorted(matches, key=lambda match: (-match.score, match.candidate.first, match.candidate.id))


def compare(profile: Profile, candidate: Candidate) -> Match:
    """Score one candidate; 0 where a name or title that the citation has does not fit at all."""
    names = creators_likeness(profile.creators, candidate.profile) or _unnamed(profile, candidate.profile)
    if (profile.creators and names < LEAST_NAMES) or is_of_another_day(profile, candidate.profile):
        return Match(candidate, 0.0)
    title = likeness_of_titles(profile, candidate.profile)
    score = _score(profile, names, title)
    if score and profile.volume and profile.volume == candidate.profile.volume and candidate.profile.type not in PARTS:
        score += ITS_VOLUME
    if score and profile.type and (profile.type in PARTS) != (candidate.profile.type in PARTS):
        score -= OTHER_KIND
    return Match(candidate, score, names, title)


def _unnamed(profile: Profile, full: Profile) -> float:
    """Give the least likeness of names where a full form names no author, who then stands in the sentence before it.

    Its title must then be the very one of the citation, and of two telling words or more.
    """
    if not profile.creators or not full.unsigned:
        return 0.0
    own = profile.titles[:1] if len(significant("".join(profile.titles[:1]))) > 1 else ()
    return LEAST_NAMES if any(title in full.titles for title in own) else 0.0


def likeness_of_titles(profile: Profile, full: Profile) -> float:
    """Give the likeness of the titles: 0 for a chapter whose book is meant, that of the set for the volume that is."""
    if not profile.titles or _in_other_container(profile, full):
        return 0.0
    title = best_title(profile, full)
    if full.whole and full.type not in PARTS and profile.volume == full.volume:
        title = max(title, title_likeness(profile.titles[0], full.whole))
    if full.container and (not full.titles or full.type in KNOWN_BY_CONTAINER):
        title = max(title, BY_CONTAINER * title_likeness(profile.titles[0], full.container))
    return 0.0 if means_its_book(profile, full, title) else title


def is_of_another_day(profile: Profile, full: Profile) -> bool:
    """Say whether a citation gives month and day, and the work has others: another letter, another issue."""
    shared = min(len(profile.date), len(full.date))
    return shared > 1 and profile.date[:shared] != full.date[:shared]


def _in_other_container(profile: Profile, full: Profile) -> bool:
    """Say whether a citation names the container of a part, and this work stands in another one, or in none."""
    if not profile.container or profile.type not in PARTS or is_about_another(full):
        return False
    if not full.container:
        return bool(full.type) and full.type not in PARTS
    return (
        max(title_likeness(profile.container, full.container), title_likeness(full.container, profile.container)) < 0.7
    )


def means_its_book(profile: Profile, full: Profile, title: float) -> bool:
    """Say whether a citation means not this chapter but the book it stands in, whose title fits better than `title`."""
    if not full.container or not full.titles or not profile.titles or profile.type in PARTS:
        return False
    book = title_likeness(profile.titles[0], full.container)
    return full.type not in KNOWN_BY_CONTAINER and book >= ITS_BOOK and book > title


def _score(profile: Profile, names: float, title: float) -> float:
    if profile.creators and profile.titles:
        fits = names >= LEAST_NAMES and title >= LEAST_TITLE
        return NAMES_SHARE * names + TITLE_SHARE * title if fits else 0.0
    if profile.titles:
        return 0.95 * title if title >= LEAST_TITLE_ALONE else 0.0
    return 0.85 * names if names >= LEAST_NAMES else 0.0
