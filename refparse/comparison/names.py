"""How alike two people are, by family name and given names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from refparse.assets import word_set
from refparse.comparison.letters import function_words, skeleton
from refparse.model import Name
from refparse.text.fold import fold

LEAST_FUZZY = 0.8
GIVEN_NAMES = frozenset({"al", "ben"})  # particles that are given names too: Al, Ben


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A name as compared: the folded family name (or body) without particles, and the folded given names."""

    family: str
    given: str = ""


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Give the particles that a family name may begin with: "van", "de la"."""
    return word_set("grammar", "words", "name_particles.tsv")


@lru_cache(maxsize=65536)
def person_key(name: Name) -> PersonKey:
    """Fold a name for comparison: "Eric van Herwijnen" and "van Herwijnen" share the family "herwijnen"."""
    words = fold(name.family or name.literal).split()
    while len(words) > 1 and words[0] in particles() and name.family:
        words = words[1:]
    given = fold(name.given)
    misplaced = len(given) > 1 and given in particles() - GIVEN_NAMES
    return PersonKey(" ".join(words), "" if misplaced else given)


@lru_cache(maxsize=262144)
def family_likeness(one: str, other: str) -> float:
    """Say in [0, 1] how alike two folded family names or bodies are; damage and variant spelling score 0.8 and more."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    bones = skeleton(one), skeleton(other)
    if bones[0] == bones[1]:
        return 0.95
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if " " in longer and len(shorter) > 3 and (f" {shorter} " in f" {longer} "):
        return 0.9
    if " " in longer and is_acronym(shorter, longer):
        return 0.85
    if len(longer) - len(shorter) > 3 or len(shorter) < 5:
        return 0.0
    ratio = float(fuzz.ratio(*bones)) / 100
    return ratio * 0.95 if ratio >= LEAST_FUZZY else 0.0


def is_acronym(short: str, long: str) -> bool:
    """Say whether `short` is made of the initials of the words of `long`: "frus", "foreign relations of the us"."""
    if " " in short or len(short) < 2 or len(long.split()) < len(short):
        return False
    words = [word for word in long.split() if not word.isdigit()]
    initials = "".join(word[0] for word in words)
    return short in (initials, "".join(word[0] for word in words if word not in function_words()))


@lru_cache(maxsize=262144)
def given_likeness(one: str, other: str) -> float:
    """Compare folded given names: 1 equal, 0.9 one abbreviates the other, 0.6 one is missing, 0 they clash."""
    if not one or not other:
        return 0.6
    if one == other:
        return 1.0
    pairs = list(zip(one.split(), other.split(), strict=False))
    if all(_same_given(first, second) for first, second in pairs):
        return 0.9
    return 0.0


def _same_given(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begin_alike = skeleton(one[:1]) == skeleton(other[:1])
    return longer.startswith(shorter) or (begin_alike and len(shorter) > 3 and fuzz.ratio(one, other) >= 80)


def person_likeness(one: PersonKey, other: PersonKey) -> float:
    """Compare two people: the family names, lowered to 0.2 where the given names clash."""
    family = family_likeness(one.family, other.family)
    return family if not family or given_likeness(one.given, other.given) else 0.2 * family
