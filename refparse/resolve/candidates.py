"""The works a citation may mean, found by family name and title word without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from refparse.comparison import (
    Profile,
    best_title,
    creators_likeness,
    family_likeness,
    significant,
    skeleton,
    title_likeness,
)

MOST_COMPARED = 60
GOOD_TITLE = 0.9
NAMES_SHARE, TITLE_SHARE = 0.4, 0.6
LEAST_NAMES, LEAST_TITLE, LEAST_TITLE_ALONE = 0.7, 0.65, 0.85
ITS_BOOK, ITS_VOLUME = 0.9, 0.1
OTHER_KIND = 0.04  # a quoted short title rather means a part, an italic one rather a whole
PARTS = frozenset(
    "article article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia "
    "paper-conference review review-book post-weblog post webpage thesis interview manuscript".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A work a citation may mean: `first` is the place of its first mention, `divisions` where it is mentioned in full.

    A work that the document's bibliography or the user's library gives stands in every division (`everywhere`).
    """

    id: str
    profile: Profile
    name: str = ""
    first: int = 0
    divisions: frozenset[str] = frozenset()
    everywhere: bool = False
    complete: bool = True
    volumes: frozenset[str] = frozenset()
    pages: tuple[int, int] | None = None

    def stands_in(self, division: str) -> bool:
        """Say whether a note of `division` may mean this work without reaching over a chapter border."""
        return self.everywhere or division in self.divisions


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with how well it fits, in [0, 1]; `names` and `title` are 0 where the citation has none."""

    candidate: Candidate
    score: float
    names: float = 0.0
    title: float = 0.0

    @property
    def because(self) -> str:
        """Say in plain words what agrees."""
        said = (("the names agree", self.names), ("the title agrees", self.title))
        parts = [f"{words} ({round(100 * value)} %)" for words, value in said if value]
        return f"{self.candidate.name}: " + (", ".join(parts) or f"its words agree ({round(100 * self.score)} %)")


@dataclass(slots=True)
class CandidateIndex:
    """Candidates by the folded family names of their people and by the significant words of their titles."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    _by_family: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_word: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_begin: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_letters: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> CandidateIndex:
        """Build an index of `candidates`."""
        index = cls()
        for candidate in candidates:
            index.add(candidate)
        return index

    def add(self, candidate: Candidate) -> None:
        """Take in one more candidate."""
        self.candidates[candidate.id] = candidate
        profile = candidate.profile
        people = {person.family for person in (*profile.creators, *profile.people)}
        for family in sorted(people | {profile.container} - {""}):
            if family not in self._by_family:
                for key in _letters(family):
                    self._by_letters[key].append(family)
            self._by_family[family].append(candidate.id)
        titles = (*profile.titles, profile.whole) if profile.whole else profile.titles
        for word in sorted({word for title in titles for word in significant(title)}):
            self._by_word[word][candidate.id] = None
        for title in titles:
            self._by_begin[" ".join(significant(title)[:2])][candidate.id] = None

    def of_family(self, family: str) -> list[Candidate]:
        """Give the candidates one of whose people has this folded family name, as written or damaged."""
        exact = self._by_family.get(family)
        keys = [family] if exact else self._families_like(family)
        return self._give(one for key in keys for one in self._by_family[key])

    def _families_like(self, family: str) -> list[str]:
        near = {one for key in _letters(family) for one in self._by_letters.get(key, ())}
        return sorted(one for one in near if family_likeness(family, one) >= LEAST_NAMES)

    def of_initial(self, letter: str) -> list[Candidate]:
        """Give the candidates whose title begins with this letter once folded."""
        return self._give(one for word, found in self._by_word.items() if word[0] == letter for one in found)

    def of_title(self, title: str) -> list[Candidate]:
        """Give the candidates that begin like a folded title or share its rarest words, as written or damaged.

        Where all its words are common in the document, those that share its two rarest.
        """
        words = significant(title)
        begun = self._by_begin.get(" ".join(words[:2]), ())
        known = sorted((self._by_word[word] for word in words if word in self._by_word), key=len)
        rare = [one for found in known[:3] if len(found) <= MOST_COMPARED for one in found]
        if not rare and len(known) > 1:
            rare = [one for one in known[0] if one in known[1]][:MOST_COMPARED]
        return self._give([*list(begun)[:MOST_COMPARED], *rare])

    def titled_with(self, name: str) -> list[Candidate]:
        """Give the candidates in whose title a folded name stands: "The Letters of George Meredith"."""
        found = self.of_title(name)
        return [one for one in found if any(f" {name} " in f" {title} " for title in one.profile.titles)]

    def _give(self, ids: Iterable[str]) -> list[Candidate]:
        return [self.candidates[one] for one in dict.fromkeys(ids)]

    def look_up(self, profile: Profile) -> list[Candidate]:
        """Give the candidates worth comparing with `profile`: those of its first name, else those of its title.

        The works of an author are enough where one of them has the title; a damaged name needs the title.
        """
        named = self.of_family(profile.creators[0].family) if profile.creators else []
        if len(named) > MOST_COMPARED:
            titled = {one.id for title in profile.titles[:2] for one in self.of_title(title)}
            named = [one for one in named if one.id in titled] or named[:MOST_COMPARED]
        if any(_title(profile, one.profile) >= GOOD_TITLE for one in named):
            return named
        titled_too = [one for title in profile.titles[:2] for one in self.of_title(title)]
        return list({one.id: one for one in (*named, *titled_too)}.values())


def _letters(family: str) -> set[str]:
    """Give the keys under which damaged spellings of one name meet: its beginning, its end, its words, its initials."""
    bones = skeleton(family)
    words = family.split()
    initials = "".join(word[0] for word in words) if len(words) > 1 else family
    return {f"^{bones[:2]}", f"{bones[-3:]}$", f"={initials}", *(f"={word}" for word in words)}


def rank(profile: Profile, candidates: Sequence[Candidate]) -> list[Match]:
    """Give the candidates that `profile` can mean, the best first; equals keep the order of their first mention.

    Names and title both count where the citation has both; a title alone must fit better, a name alone counts less.
    """
    matches = [match for one in candidates if (match := compare(profile, one)).score > 0]
    return sorted(matches, key=lambda match: (-match.score, match.candidate.first, match.candidate.id))


def compare(profile: Profile, candidate: Candidate) -> Match:
    """Score one candidate; 0 where a name or title that the citation has does not fit at all."""
    names = creators_likeness(profile.creators, candidate.profile)
    if profile.creators and names < LEAST_NAMES:
        return Match(candidate, 0.0)
    title = _title(profile, candidate.profile)
    score = _score(profile, names, title)
    if score and profile.volume and profile.volume == candidate.profile.volume and candidate.profile.whole:
        score += ITS_VOLUME
    if score and profile.type and (profile.type in PARTS) != (candidate.profile.type in PARTS):
        score -= OTHER_KIND
    return Match(candidate, score, names, title)


def _title(profile: Profile, full: Profile) -> float:
    """Give the likeness of the titles: 0 for a chapter whose book is meant, that of the set for the volume that is."""
    if not profile.titles:
        return 0.0
    title = best_title(profile, full)
    if full.whole and profile.volume == full.volume:
        title = max(title, title_likeness(profile.titles[0], full.whole))
    return 0.0 if means_its_book(profile, full, title) else title


def means_its_book(profile: Profile, full: Profile, title: float) -> bool:
    """Say whether a citation means not this chapter but the book it stands in, whose title fits better than `title`."""
    if not full.container or not profile.titles or profile.type in PARTS:
        return False
    book = title_likeness(profile.titles[0], full.container)
    return book >= ITS_BOOK and book > title


def _score(profile: Profile, names: float, title: float) -> float:
    if profile.creators and profile.titles:
        fits = names >= LEAST_NAMES and title >= LEAST_TITLE
        return NAMES_SHARE * names + TITLE_SHARE * title if fits else 0.0
    if profile.titles:
        return 0.95 * title if title >= LEAST_TITLE_ALONE else 0.0
    return 0.85 * names if names >= LEAST_NAMES else 0.0
