"""The works a citation may mean, found by family name and title word without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from refparse.comparison import Profile, family_likeness, significant, skeleton
from refparse.resolve.candidates import Candidate
from refparse.resolve.ranking import KNOWN_BY_CONTAINER, LEAST_NAMES, likeness_of_titles

MOST_COMPARED = 60
GOOD_TITLE = 0.9


@dataclass(slots=True)
class CandidateIndex:
    """Candidates by the folded family names of their people and by the significant words of their titles."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    _by_family: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_word: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _by_begin: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_any_word: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_shelf_mark: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
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
        place = len(self.candidates)
        self.candidates[candidate.id] = candidate
        profile = candidate.profile
        people = {person.family for person in (*profile.creators, *profile.people)}
        for family in sorted(people | {profile.container} - {""}):
            if family not in self._by_family:
                for key in _letters(family):
                    self._by_letters[key].append(family)
            self._by_family[family].append(candidate.id)
        by_container = not profile.titles or profile.type in KNOWN_BY_CONTAINER
        more = (profile.whole, profile.container if by_container else "")
        titles = (*profile.titles, *(title for title in more if title))
        for word in sorted({word for title in titles for word in significant(title)}):
            self._by_word[word].setdefault(candidate.id, place)
        for title in titles:
            self._by_begin[" ".join(significant(title)[:2])][candidate.id] = None

        for word in sorted(candidate.words):
            self._by_any_word[word].append(candidate.id)
        for word in profile.shelf_mark.split():
            self._by_shelf_mark[word].append(candidate.id)

    def of_shelf_mark(self, shelf_mark: str) -> list[Candidate]:
        """Give the candidates whose folded shelf-mark is this one or holds it whole: "fo 371 5368"."""
        lists = [self._by_shelf_mark.get(word, []) for word in shelf_mark.split()]
        found = self._give(sorted(lists, key=len)[0] if lists else ())
        return [one for one in found if f" {shelf_mark} " in f" {one.profile.shelf_mark} "]

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
            rare = sorted(known[0].keys() & known[1].keys(), key=known[0].__getitem__)[:MOST_COMPARED]
        return self._give([*islice(begun, MOST_COMPARED), *rare])

    def of_words(self, words: Iterable[str]) -> list[Candidate]:
        """Give the candidates that hold the rarest of these words anywhere in what their full forms say."""
        known = sorted((self._by_any_word[word] for word in sorted(words) if word in self._by_any_word), key=len)
        return self._give(one for found in known[:3] for one in found[:MOST_COMPARED])

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
        if any(likeness_of_titles(profile, one.profile) >= GOOD_TITLE for one in named):
            return named
        titled_too = [one for title in profile.titles[:2] for one in self.of_title(title)]
        return list({one.id: one for one in (*named, *titled_too)}.values())


def _letters(family: str) -> set[str]:
    """Give the keys under which damaged spellings of one name meet: its beginning, its end, its words, its initials."""
    bones = skeleton(family)
    words = family.split()
    initials = "".join(word[0] for word in words) if len(words) > 1 else family
    return {f"^{bones[:2]}", f"{bones[-3:]}$", f"={initials}", *(f"={word}" for word in words)}
