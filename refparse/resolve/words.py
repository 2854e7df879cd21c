"""A short form known by its words alone, whatever the fields that it and its full form were read as."""

from __future__ import annotations

from dataclasses import replace

from refparse.comparison import Profile, best_title, is_about_another
from refparse.model import Citation, Resolution
from refparse.resolve.candidates import Candidate, Match
from refparse.resolve.ranking import is_of_another_day, means_its_book
from refparse.resolve.reading import Reading, choose

BY_WORDS, BY_STRETCH = 0.72, 0.85
LEAST_COVERED = 0.85
LEAST_WORDS, LEAST_LETTERS = 2, 3


def resolve_words(citation: Citation, reading: Reading) -> Resolution | None:
    """Resolve "Price Interview", or a translated title that the full form gives in brackets, by the words of the note.

    A title that stands in one stretch in the full form is surer than words that merely occur in it.
    """
    profile = reading.profile(citation)
    words = {word for word in profile.words if len(word) >= LEAST_LETTERS or word.isdigit()}
    only_names = all(key.kind == "names" for key in citation.fields)
    if len(words) < LEAST_WORDS or only_names:
        return None
    matches = [match for one in _sharing(words, profile, reading) if (match := _word_match(words, profile, one))]
    matches.sort(key=lambda match: (-match.score, match.candidate.first))
    return choose(citation, matches, "words", BY_STRETCH if matches[0].title else BY_WORDS) if matches else None


def _sharing(words: set[str], profile: Profile, reading: Reading) -> list[Candidate]:
    people = [one for person in profile.creators for one in reading.index.of_family(person.family)]
    found = {one.id: one for one in (*reading.index.of_words(words), *people)}
    return [one for one in found.values() if one.stands_in(reading.division) or reading.reaches]


def _word_match(words: set[str], profile: Profile, candidate: Candidate) -> Match | None:
    shared = words & candidate.words
    if any(word.isdigit() for word in words - shared) or _is_another(profile, candidate):
        return None
    coverage = sum(map(len, shared)) / sum(map(len, words))
    stretch = any(len(title.split()) > 1 and f" {title} " in f" {candidate.text} " for title in profile.titles)
    if coverage < LEAST_COVERED:
        return None
    return Match(candidate, coverage * (0.9 if stretch else 0.8), title=coverage if stretch else 0.0)


def _is_another(profile: Profile, candidate: Candidate) -> bool:
    """Say whether the words stand there for another work: the book of this chapter, what this review is about."""
    full = candidate.profile
    title = best_title(profile, full)
    stated = replace(full, titles=full.titles[:1])
    about = is_about_another(stated) and not is_about_another(profile)
    return about or is_of_another_day(profile, full) or means_its_book(profile, full, title)
