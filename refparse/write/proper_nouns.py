"""Finds the proper nouns of an English title in headline case, whose capitals a sentence-case style must keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from refparse.assets import word_set

_SHORTEST_PLACE = 4
# A word of a title with its place: "Prussian", "Pol-", "L’Appel".
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _proper_words() -> frozenset[str]:
    return frozenset(word for word in word_set("grammar", "words", "proper_words.tsv") if " " not in word)


@cache
def _proper_groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give the groups of words ("cold war") by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for group in sorted(word for word in word_set("grammar", "words", "proper_words.tsv") if " " in word):
        words = tuple(group.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


@cache
def _places() -> frozenset[str]:
    common = word_set("grammar", "words", "common_place_words.tsv")
    places = word_set("grammar", "lexicons", "places.tsv")
    return frozenset(word for word in places if len(word) >= _SHORTEST_PLACE and word not in common)


def proper_starts(title: str) -> frozenset[int]:
    """Give where the proper nouns of a title begin, in code points: peoples, places, persons, "Cold War".

    >>> sorted(proper_starts("The German Army in Berlin"))
    [4, 19]
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(title)]
    folded = [word.lower() for _, word in words]
    found = {start for (start, word), low in zip(words, folded, strict=True) if word[0].isupper() and _is_proper(low)}
    found |= {words[place][0] for place in _in_groups(folded) if words[place][1][0].isupper()}
    found |= {words[place][0] for place in _in_persons([word for _, word in words], folded)}
    return frozenset(found)


def _is_proper(low: str) -> bool:
    return low in _proper_words() or low in _places()


def _in_groups(folded: list[str]) -> Iterator[int]:
    groups = _proper_groups()
    for place, low in enumerate(folded):
        for group in groups.get(low, ()):
            if tuple(folded[place : place + len(group)]) == group:
                yield from range(place, place + len(group))


def _in_persons(words: list[str], folded: list[str]) -> Iterator[int]:
    """Give the places of a given name and the family name behind it: "James Baldwin"."""
    given, family = word_set("grammar", "lexicons", "given_names.tsv"), word_set("grammar", "lexicons", "surnames.tsv")
    for place in range(len(words) - 1):
        capitals = words[place][0].isupper() and words[place + 1][0].isupper()
        if capitals and folded[place] in given and folded[place + 1] in family:
            yield from (place, place + 1)
