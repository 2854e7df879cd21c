"""Cuts the words of an archival reference into item, location and repository (CMOS 17, 14.221-231)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from refparse.assets import word_map, word_set
from refparse.model.variables import ARCHIVE, ARCHIVE_LOCATION, ARCHIVE_PLACE, TITLE, Variable
from refparse.text.fold import fold

# One part of an archival reference: what stands between commas or semicolons.
_PART = re.compile(r"[^,;]+?(?=[,;]|\Z|(?<=\w)\s(?=(?:MSS?|Ms|Hs|Cod)\b\.?\s))")
_LOCATION = re.compile(r"\d|\b(?:box|folder|file|papers|collection|record group|rg|ms|mss|series|reel)\b", re.I)


@cache
def _repository_words() -> frozenset[str]:
    return word_set("grammar", "words", "repository_words.tsv")


def is_repository(part: str) -> bool:
    """Say whether words name a repository: "Mudd Library", "Archives nationales"."""
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
    is_placed = len(parts) > 1 and is_town(head) and is_repository(words[slice(*parts[1])])
    if is_placed:  # "London, British Library, Cotton MS Tiberius A. vi"
        yield ARCHIVE_PLACE, *_trimmed(words, *parts[0])
        first = 1
    elif not has_title and is_item and (len(parts) > 1 or is_first) and _is_item(head):
        yield TITLE, *_trimmed(words, *parts[0])
        first = 1
    if first < len(parts):
        yield from _split_place(words, parts, first)


def _split_place(words: str, parts: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[Variable[Any], int, int]]:
    """Give repository and location of the parts from `first` on."""
    repository = _repository(words, parts, first)
    if repository is None:
        yield ARCHIVE_LOCATION, *_trimmed(words, parts[first][0], parts[-1][1])
        return
    comes_first = repository == first  # as British and German notes have it
    last = _last_of_repository(words, parts, repository) if comes_first else len(parts) - 1
    yield ARCHIVE, *_without_abbreviation(words, *_trimmed(words, parts[repository][0], parts[last][1]))
    if not comes_first:
        yield ARCHIVE_LOCATION, *_trimmed(words, parts[first][0], parts[repository - 1][1])
    elif last + 1 < len(parts):
        yield ARCHIVE_LOCATION, *_trimmed(words, parts[last + 1][0], parts[-1][1])


def _repository(words: str, parts: Sequence[tuple[int, int]], first: int) -> int | None:
    """Give the index of the part that names the repository: by a word, or by an abbreviation at either end."""
    named = next((i for i in range(first, len(parts)) if is_repository(words[slice(*parts[i])])), None)
    if named is not None:
        return named
    ends = (len(parts) - 1, first)
    return next((i for i in ends if len(parts) - first > 1 and _is_abbreviation(words[slice(*parts[i])])), None)


# "JFKL", "BnF", "G.N.A.", "SAPMO-BArch": a name of capitals without a number
_ABBREVIATION = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})(?:[A-Z][A-Za-z]{0,4}\.?[ -]?){1,6}")
_NO_REPOSITORY = re.compile(r"[^a-z]*(?:RG|MS|MSS|NSF|POF|CF|WHCF|CDF|IOR|DO|CO|FO|WO)\.?")


def _is_abbreviation(part: str) -> bool:
    bare = part.strip(" ,;.")
    if not bare.isascii() or len(bare) > _LONGEST or _ABBREVIATION.fullmatch(bare) is None:
        return False
    capitals = sum(char.isupper() for char in bare)
    return _NO_REPOSITORY.fullmatch(bare) is None and capitals * 2 >= len(bare.replace(".", ""))


_LONGEST = 12  # characters of an abbreviation


# "Archivio di Stato di Trieste (AST)", "The National Archives, Kew [TNA]": what the repository is called from here on
_ABBREVIATED = re.compile(r"[\[(](?:hereafter\s)?[A-Z][\w/.-]{1,11}[\])]?\Z")


def _without_abbreviation(words: str, start: int, end: int) -> tuple[int, int]:
    found = _ABBREVIATED.search(words, start, end)
    return _trimmed(words, start, found.start()) if found is not None else (start, end)


def _is_item(head: str) -> bool:
    return not _LOCATION.search(head) and not is_repository(head) and not head.strip().isupper()


def _last_of_repository(words: str, parts: Sequence[tuple[int, int]], repository: int) -> int:
    """Give the index of the part with which a leading repository ends: its town belongs to it ("…, Washington, DC")."""
    last = repository
    while last + 1 < len(parts) and _goes_on(words[slice(*parts[last + 1])]):
        last += 1
    return last


def _goes_on(part: str) -> bool:
    """Say whether a part behind a repository belongs to it: its town, or what it is a part of."""
    bare = _ABBREVIATED.sub("", part)
    return _LOCATION.search(bare) is None and (is_town(bare) or is_repository(bare))


@cache
def _towns() -> frozenset[str]:
    return frozenset(fold(place) for place in word_set("grammar", "lexicons", "places.tsv"))


def is_town(part: str) -> bool:
    """Say whether words name a town or a state, as far as the lexicon knows: "Princeton", "MA"."""
    if _LOCATION.search(part) is not None:
        return False
    words = fold(part).split()
    in_list = 0 < len(words) <= _MOST_WORDS and all(word in _towns() for word in words)
    return in_list or _STATE.fullmatch(part.strip()) is not None


_MOST_WORDS = 3  # of a town's name


# "DC", "D.C.", "MA"
_STATE = re.compile(r"[A-Z]\.?\s?[A-Z]\.?")


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    while start < end and words[start] in " ,;":
        start += 1
    while end > start and words[end - 1] in " ,;.":
        end -= 1
    return start, end
