"""Cuts the words of an archival reference into item, location and repository (CMOS 17, 14.221-231)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from refparse.assets import word_map, word_set
from refparse.model.variables import ARCHIVE, ARCHIVE_LOCATION, TITLE, Variable
from refparse.text.fold import fold

# One part of an archival reference: what stands between commas or semicolons.
_PART = re.compile(r"[^,;]+")
_LOCATION = re.compile(r"\d|\b(?:box|folder|file|papers|collection|record group|rg|ms|mss|series|reel)\b", re.I)


@cache
def _repository_words() -> frozenset[str]:
    return word_set("grammar", "words", "repository_words.tsv")


def _is_repository(part: str) -> bool:
    return any(word in _repository_words() for word in fold(part).split())


@cache
def _item_words() -> dict[str, str]:
    return word_map("grammar", "words", "archival_items.tsv")


def is_archival_item(words: str) -> bool:
    """Say whether words name an item of an archive and no person: "Minutes of the Executive Committee".

    >>> is_archival_item("Will of Thomas Tompion"), is_archival_item("Will Thomas")
    (True, False)
    """
    first, *others = fold(words).split() or [""]
    follows = _item_words().get(first)
    return bool(others) and (follows == "any" or (follows == "of" and others[0] in _OF))


_OF = frozenset("of on to from des der vom du de del della delle dei au aux over uber an concerning respecting".split())


def split_archive(words: str, *, has_title: bool, is_first: bool = False) -> Iterator[tuple[Variable[Any], int, int]]:
    """Give the variables of an archival stretch with their half-open stretches of `words`.

    The repository is the part that a word like "Archives" or "Library" names, with what follows it; the location is
    what stands before it (box, folder, collection); where the citation has no title yet, the first part is the item.
    `is_first` says that nothing stands before: then the item may be alone here, and its place follow its date.

    >>> words = "Minutes, box 12, Lansing Papers, Mudd Library, Princeton"
    >>> [(key.name, words[a:b]) for key, a, b in split_archive(words, has_title=False)]
    [('title', 'Minutes'), ('archive', 'Mudd Library, Princeton'), ('archive_location', 'box 12, Lansing Papers')]
    """
    parts = [match.span() for match in _PART.finditer(words)]
    if not parts:
        return
    first = 0
    head = words[parts[0][0] : parts[0][1]]
    is_item = " " in head.strip() or len(parts) > 1
    if not has_title and is_item and (len(parts) > 1 or is_first) and _is_item(head):
        yield TITLE, *_trimmed(words, *parts[0])
        first = 1
    if first == len(parts):
        return
    repository = next((i for i in range(first, len(parts)) if _is_repository(words[slice(*parts[i])])), None)
    if repository is None:
        yield ARCHIVE_LOCATION, *_trimmed(words, parts[first][0], parts[-1][1])
    elif repository == first:  # the repository comes first, as British and German notes have it
        last = _last_of_repository(words, parts, repository)
        yield ARCHIVE, *_trimmed(words, parts[repository][0], parts[last][1])
        if last + 1 < len(parts):
            yield ARCHIVE_LOCATION, *_trimmed(words, parts[last + 1][0], parts[-1][1])
    else:
        yield ARCHIVE, *_trimmed(words, parts[repository][0], parts[-1][1])
        yield ARCHIVE_LOCATION, *_trimmed(words, parts[first][0], parts[repository - 1][1])


def _is_item(head: str) -> bool:
    return not _LOCATION.search(head) and not _is_repository(head) and not head.strip().isupper()


def _last_of_repository(words: str, parts: Sequence[tuple[int, int]], repository: int) -> int:
    """Give the index of the part with which a leading repository ends: its town belongs to it ("…, Washington, DC")."""
    last = repository
    while last + 1 < len(parts) and _is_town(words[slice(*parts[last + 1])]):
        last += 1
    return last


@cache
def _towns() -> frozenset[str]:
    return frozenset(fold(place) for place in word_set("grammar", "lexicons", "places.tsv"))


def _is_town(part: str) -> bool:
    return _LOCATION.search(part) is None and (fold(part) in _towns() or _STATE.fullmatch(part.strip()) is not None)


# "DC", "D.C.", "MA"
_STATE = re.compile(r"[A-Z]\.?\s?[A-Z]\.?")


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    while start < end and words[start] in " ,;":
        start += 1
    while end > start and words[end - 1] in " ,;.":
        end -= 1
    return start, end
