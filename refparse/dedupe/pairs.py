"""When two full forms are one work: what speaks for it, what forbids it."""

from __future__ import annotations

import re
from collections.abc import Callable

from refparse.comparison import Profile, creators_likeness, given_likeness, is_acronym, same_best_title, title_likeness
from refparse.dedupe.mentions import Mention
from refparse.model import variables as v

ONE_WORK = 0.85
FORBIDDEN = -1.0
SAME_SPELLING = 0.95
PAGES = frozenset("webpage post post-weblog".split())
NUMBERS = re.compile(r"\d+")
PARTS = frozenset(
    "article article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia "
    "paper-conference review review-book".split()
)
DATED = frozenset(
    "article-newspaper personal_communication manuscript interview speech broadcast post post-weblog".split()
)


def one_work(one: Mention, other: Mention) -> float:
    """Say in [0, 1] how sure it is that two mentions mean one work; `ONE_WORK` and more counts, `FORBIDDEN` never.

    Two editions are two works, so are other annual issues, two translations, and volumes with titles of their own; a
    chapter is not its book, an article not its reprint elsewhere. A set and its volumes are one work (CMOS 17, 14.116).
    A year or a publisher that differs alone, all else being equal, is a contradiction of one work, not two works.
    """
    if one.record and one.record == other.record:
        return 1.0
    if _strangers(one, other):
        return 0.0
    if is_forbidden(one, other):
        return FORBIDDEN
    if _same_identifier(one, other):
        return 0.98
    return _score(one, other)


def is_forbidden(one: Mention, other: Mention) -> bool:
    """Say whether something that both mentions state keeps them from being one work: edition, year, translator."""
    if one.record and one.record == other.record:
        return False
    vetoes = SET_VETOES if _are_volumes_of_a_set(one, other) else VETOES
    return any(forbids(one, other) for forbids in vetoes)


def _are_volumes_of_a_set(one: Mention, other: Mention) -> bool:
    """Say whether two books differ in their volume, under one title: they may differ in year and translator too."""
    volumes = one.text(v.VOLUME), other.text(v.VOLUME)
    books = one.citation.type not in PARTS and other.citation.type not in PARTS
    return books and all(volumes) and volumes[0] != volumes[1] and _titles(one, other) >= 0.98


def _strangers(one: Mention, other: Mention) -> bool:
    """Say at small cost that two mentions have nothing in common: both name people, and none of them is the same."""
    first, second = one.profile, other.profile
    if not first.creators or not second.creators or creators_likeness(first.creators, second) >= 0.5:
        return False
    if not _are_plain(first, second) and creators_likeness(second.creators, first) >= 0.5:
        return False
    return not _same_identifier(one, other)


def _are_plain(first: Profile, second: Profile) -> bool:
    """Say whether both are by one person and name no other: then their names are as alike in either direction."""
    alone = len(first.creators) == len(second.creators) == 1
    return alone and not (first.people or second.people or first.container or second.container)


def _same_identifier(one: Mention, other: Mention) -> bool:
    if one.text(v.DOI) and one.text(v.DOI) == other.text(v.DOI):
        return True
    same_page = bool(one.text(v.URL)) and one.text(v.URL) == other.text(v.URL)
    return same_page and (_titles(one, other) >= 0.6 or not (one.profile.titles and other.profile.titles))


def _titles(one: Mention, other: Mention) -> float:
    return same_best_title(one.profile, other.profile)


def _names(one: Mention, other: Mention) -> float:
    """Give the likeness of the creators; 0.85 where one of the two names nobody, as an index of its own is no clash."""
    if not one.profile.creators or not other.profile.creators:
        return 0.85 if _supported(one, other) or not (one.profile.creators or other.profile.creators) else 0.6
    return max(
        creators_likeness(one.profile.creators, other.profile), creators_likeness(other.profile.creators, one.profile)
    )


def _supported(one: Mention, other: Mention) -> bool:
    same = [one.text(key) and one.text(key) == other.text(key) for key in (v.PUBLISHER, v.CONTAINER_TITLE, v.ARCHIVE)]
    return any(same) or (one.profile.year is not None and one.profile.year == other.profile.year)


def _score(one: Mention, other: Mention) -> float:
    names = _names(one, other)
    if one.profile.titles and other.profile.titles:
        title = _titles(one, other)
        return 0.6 * title + 0.4 * names if names >= 0.55 and title >= 0.75 else 0.0
    if one.profile.titles or other.profile.titles:
        return 0.0
    return _untitled(one, other, names)


def _untitled(one: Mention, other: Mention, names: float) -> float:
    """Compare two issues, letters or records without a title: the same container or people, and the same date."""
    container = max(
        title_likeness(one.profile.container, other.profile.container),
        title_likeness(other.profile.container, one.profile.container),
    )
    if one.profile.container or other.profile.container:
        return container if container >= 0.9 and one.profile.date == other.profile.date else 0.0
    if one.profile.creators and other.profile.creators and one.profile.date == other.profile.date:
        return names
    same_place = one.text(v.ARCHIVE_LOCATION) and one.text(v.ARCHIVE_LOCATION) == other.text(v.ARCHIVE_LOCATION)
    return 0.9 if same_place and _same_archive(one.text(v.ARCHIVE), other.text(v.ARCHIVE)) else 0.0


def _same_archive(one: str, other: str) -> bool:
    """Say whether two names of an archive are one, or one is made of the initials of the other: "bnf"."""
    return one == other or is_acronym(one, other) or is_acronym(other, one)


# --- what forbids it --------------------------------------------------------------------------------------------------


def _editions_differ(one: Mention, other: Mention) -> bool:
    first, second = one.text(v.EDITION), other.text(v.EDITION)
    numbers = (NUMBERS.findall(first), NUMBERS.findall(second))
    return bool(first and second) and (numbers[0] != numbers[1] if all(numbers) else first[:3] != second[:3])


def _years_differ(one: Mention, other: Mention) -> bool:
    """Two years are two editions, unless edition, place and publisher are the same: then one of them is wrong."""
    first, second = one.date(), other.date()
    if not first or not second or not first.parts or not second.parts:
        return False
    if _is_dated(one) or _is_dated(other):
        shared = min(len(first.parts), len(second.parts))
        return first.parts[:shared] != second.parts[:shared]
    if first.year == second.year or _within(first.year, other) or _within(second.year, one):
        return False
    if _in_title(first.year, other) or _in_title(second.year, one):
        return False
    return not _same_imprint(one, other)


def _is_dated(mention: Mention) -> bool:
    return mention.citation.type in DATED


def _within(year: int | None, mention: Mention) -> bool:
    date = mention.date()
    return bool(date and date.end and date.year and date.end.year and year and date.year <= year <= date.end.year)


def _in_title(year: int | None, mention: Mention) -> bool:
    """Say whether a year was taken from the title: "*Chicago Architecture, 1872-1922*"."""
    return any(str(year) in title.split() for title in mention.profile.titles)


def _same_imprint(one: Mention, other: Mention) -> bool:
    keys = (v.PUBLISHER, v.PUBLISHER_PLACE) if one.citation.type not in PARTS else (v.CONTAINER_TITLE, v.VOLUME, v.PAGE)
    stated = [key for key in keys if one.text(key)]
    return len(stated) > 1 and all(one.text(key) == other.text(key) for key in stated) and not _periodic(one)


def _periodic(mention: Mention) -> bool:
    words = " ".join(mention.profile.titles)
    return any(word in words for word in ("annual", "yearbook", "report", "almanac", "proceedings", "census"))


def _numbers_differ(one: Mention, other: Mention) -> bool:
    """Other numbers in the title are other works: "Annual Report, 1923" and "Annual Report, 1944"."""
    if not one.profile.titles or not other.profile.titles:
        return False
    first, second = (set(NUMBERS.findall(mention.profile.titles[0])) for mention in (one, other))
    return bool(first and second) and not (first <= second or second <= first)


def _part_and_whole(one: Mention, other: Mention) -> bool:
    """A chapter is not its book; what names no container and no imprint may be either."""
    parts = [mention.citation.type in PARTS and bool(mention.profile.container) for mention in (one, other)]
    if parts[0] == parts[1] or one.citation.type == other.citation.type:
        return False
    whole = other if parts[0] else one
    return any(key in whole.citation.fields for key in (v.PUBLISHER, v.PUBLISHER_PLACE, v.NUMBER_OF_VOLUMES, v.EDITION))


def _containers_differ(one: Mention, other: Mention) -> bool:
    """An article and its reprint are two works."""
    first, second = one.profile.container, other.profile.container
    if not first or not second:
        return False
    return max(title_likeness(first, second), title_likeness(second, first)) < 0.75


def _set_and_titled_volume(one: Mention, other: Mention) -> bool:
    """A set and a volume of it with its own title are two works; so are two such volumes."""
    wholes, volumes = (one.profile.whole, other.profile.whole), (one.profile.volume, other.profile.volume)
    if all(wholes):
        return all(volumes) and volumes[0] != volumes[1]
    whole, title = (wholes[0], other.profile.titles) if wholes[0] else (wholes[1], one.profile.titles)
    return bool(whole and title) and title_likeness(title[0], whole) >= 0.9


def _journal_volumes_differ(one: Mention, other: Mention) -> bool:
    first, second = one.text(v.VOLUME), other.text(v.VOLUME)
    return one.citation.type in PARTS and bool(first and second) and first != second


def _translators_differ(one: Mention, other: Mention) -> bool:
    first, second = (mention.citation.fields.value(v.TRANSLATOR, ()) for mention in (one, other))
    return bool(first and second) and first[0].short.casefold()[:4] != second[0].short.casefold()[:4]


def _authors_differ(one: Mention, other: Mention) -> bool:
    pairs = zip(one.profile.creators[:1], other.profile.creators[:1], strict=False)
    return any(a.family == b.family and given_likeness(a.given, b.given) == 0 for a, b in pairs)


def _places_in_archive_differ(one: Mention, other: Mention) -> bool:
    first, second = one.text(v.ARCHIVE_LOCATION), other.text(v.ARCHIVE_LOCATION)
    return bool(first and second) and first not in second and second not in first


def _pages_differ(one: Mention, other: Mention) -> bool:
    """Two web pages at two addresses, with titles that are not the same, are two works: a post, and what it is about.

    An article may be read at several addresses, and one page may be cited at its archived copy: the title is the same.
    """
    if not (one.citation.type in PAGES and other.citation.type in PAGES):
        return False
    addresses = one.text(v.URL), other.text(v.URL)
    if not all(addresses) or addresses[0] == addresses[1]:
        return False
    first, second = one.profile.titles, other.profile.titles
    return bool(first and second) and first[0] not in second and second[0] not in first


VETOES: tuple[Callable[[Mention, Mention], bool], ...] = (
    _editions_differ,
    _years_differ,
    _numbers_differ,
    _part_and_whole,
    _containers_differ,
    _set_and_titled_volume,
    _journal_volumes_differ,
    _translators_differ,
    _authors_differ,
    _places_in_archive_differ,
    _pages_differ,
)


# Volumes of one set may have years and translators of their own.
SET_VETOES = tuple(veto for veto in VETOES if veto not in (_years_differ, _translators_differ))


def one_short_work(one: Mention, other: Mention) -> float:
    """Say in [0, 1] how sure it is that two short forms without a full form mean one work.

    A title that only begins the other, or lacks words of it, counts when the names agree; a title alone must be equal
    or long. Two authors alone are one work only where neither says more.
    """
    if _strangers(one, other):
        return 0.0
    if _years_differ(one, other) or _authors_differ(one, other) or _numbers_differ(one, other):
        return FORBIDDEN
    names_known = bool(one.profile.creators), bool(other.profile.creators)
    names = _names(one, other) if all(names_known) else 0.85
    if one.profile.titles and other.profile.titles:
        title = _titles(one, other)
        least = 0.7 if all(names_known) else 0.9
        return 0.6 * title + 0.4 * names if title >= least and names >= 0.75 else 0.0
    if one.profile.titles or other.profile.titles or not all(names_known):
        return _untitled(one, other, names) if not (one.profile.titles or other.profile.titles) else 0.0
    if names < SAME_SPELLING:
        return 0.0
    return names if len(one.profile.creators) == len(other.profile.creators) else 0.0
