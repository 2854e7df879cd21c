"""Gives fields their right names once the whole citation is known: a repository may be a label, an imprint a site.

What stands at one place in a note means one thing beside a film and another beside a letter; each rule here moves the
words of one field to another, and keeps their spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from refparse.model.fields import Field
from refparse.model.source import Span
from refparse.model.values import Name
from refparse.model.variables import (
    ARCHIVE,
    ARCHIVE_LOCATION,
    ARCHIVE_PLACE,
    AUTHOR,
    COLLECTION_NUMBER,
    COLLECTION_TITLE,
    CONTAINER_TITLE,
    DIMENSIONS,
    DIRECTOR,
    EDITION,
    EVENT_TITLE,
    ISSUE,
    ISSUED,
    NOTE,
    NUMBER,
    PAGE,
    PUBLISHER,
    PUBLISHER_PLACE,
    SECTION,
    SOURCE,
    TITLE,
    URL,
    VOLUME,
    Variable,
)
from refparse.parse.archive import is_archival_item, is_repository, is_town
from refparse.parse.draft import Draft
from refparse.parse.measures import DURATION
from refparse.parse.normalize.bodies import looks_like_body
from refparse.parse.types import is_recording
from refparse.parse.venues import is_meeting, is_newspaper, is_newspaper_name
from refparse.text.fold import fold


def settle_shape(draft: Draft) -> None:
    """Give fields the names that the shape of the whole citation tells, before its type is decided."""
    _settle_town(draft)
    _settle_archive(draft)
    _settle_issue_of_day(draft)
    _settle_series(draft)
    _settle_newspaper(draft)


def _settle_town(draft: Draft) -> None:
    """Take a town before a repository for its place: "Kew, The National Archives (hereafter TNA), SC 6/1258/3"."""
    town, title = draft.fields.get(AUTHOR), draft.fields.get(TITLE)
    if town is None or title is None or ARCHIVE_LOCATION not in draft.fields or ARCHIVE in draft.fields:
        return
    if is_town(town.text) and is_repository(title.value) and draft.head == "title":
        place: Field[str] = Field(value=town.text.strip(" ,"), text=town.text, span=town.span, origin=town.origin)
        draft.fields = draft.fields.without(AUTHOR, TITLE).set(ARCHIVE_PLACE, place).set(ARCHIVE, title)
        draft.head = "archive"


_OF_DAY = re.compile(r"(.+?) (?:of|for)(?: the)?")


def _settle_issue_of_day(draft: Draft) -> None:
    """Read "the *Leeds Mercury* of 14 July 1831" as a newspaper and its day."""
    name, day, date = (draft.fields.get(key) for key in (CONTAINER_TITLE, VOLUME, ISSUED))
    match = _OF_DAY.fullmatch(name.value) if name is not None else None
    if name is None or match is None or day is None or date is None or not day.value.isdecimal():
        return
    if date.value.month is not None and date.value.day is None and 0 < int(day.value) <= LAST_DAY:
        dated = replace(date, value=replace(date.value, day=int(day.value)))
        draft.fields = draft.fields.without(VOLUME).set(CONTAINER_TITLE, _part(name, match[1])).set(ISSUED, dated)


LAST_DAY = 31  # of a month


def _settle_series(draft: Draft) -> None:
    """Take what stands between a book and its imprint for its series: "*Letters*, Fenland Papers no. 5 (Ely: …)"."""
    needed = all(key in draft.fields for key in (TITLE, CONTAINER_TITLE, PUBLISHER_PLACE, ISSUED))
    if not needed or draft.head != "title" or draft.genres or draft.has("quoted", "container", "archive"):
        return
    _rename(draft, CONTAINER_TITLE, COLLECTION_TITLE)
    for number in (VOLUME, ISSUE):
        _rename(draft, number, COLLECTION_NUMBER)
    draft.seen[:] = ["series" if seen == "serial" else seen for seen in draft.seen]


MOST_WORDS = 6  # of a newspaper's name
_BESIDE_NEWSPAPER = frozenset({TITLE, ISSUED, PUBLISHER_PLACE, SECTION, EDITION, ISSUE, NOTE, PAGE})


def _settle_newspaper(draft: Draft) -> None:
    """Take a lone title with a day for a newspaper: "*Neue Fackel*, 28. Oktober 1961, S. 1" (CMOS 17, 14.191)."""
    title, date = draft.fields.get(TITLE), draft.fields.value(ISSUED)
    if title is None or date is None or date.day is None or not set(draft.fields) <= _BESIDE_NEWSPAPER:
        return
    is_lone = draft.head == "title" and not draft.genres and not draft.has("letter", "kind", "archive", "medium")
    if not is_lone or is_archival_item(title.value) or ":" in title.value or title.value.count(" ") >= MOST_WORDS:
        return
    draft.fields = draft.fields.without(TITLE).set(CONTAINER_TITLE, title)
    draft.seen[:] = ["serial" if seen == "title" else seen for seen in draft.seen]
    draft.head = "serial"


def _settle_archive(draft: Draft) -> None:
    """Take no repository from what has a publisher: a recording, a film, a page on the web.

    "*The Alpine Suites*, Edelweiss EW 4471, 1983, 2 compact discs" has a label and its number (CMOS 17,
    14.263); "*Mapping the Fens*, British Library, London, https://…" a publisher (14.207).
    """
    if "archive" not in draft.seen or draft.head != "title" or draft.has("letter", "serial", "container"):
        return
    rule = next((act for holds, act in _NO_ARCHIVE if holds(draft)), None)
    if rule is not None and rule(draft):
        draft.seen[:] = ["publisher" if seen == "archive" else seen for seen in draft.seen]


# "Edelweiss EW 4471", "Harmonia Ltd. CDX 3 40012 7": a label and its number
_LABELLED = re.compile(r"(?P<label>[^\d,;]+?)\s+(?P<number>(?:[A-Z]{1,5}[ -]?)?\d[\w /-]*)")
_RUNNING = re.compile(r",?\s*(\d+\s*min(?:utes?|s)?\.?)\s*\Z")
_OF_ARCHIVE = re.compile(r"\b(?:archiv\w*|papers|collections?|manuscripts?|records|fonds|nachlass|box|folder)\b", re.I)


def _move_label(draft: Draft) -> bool:
    return ARCHIVE not in draft.fields and PUBLISHER not in draft.fields and _split_label(draft, ARCHIVE_LOCATION)


def _split_label(draft: Draft, key: Variable[str]) -> bool:
    """Cut a field into the label of a recording and its number there, and say whether it was these."""
    found = draft.fields.get(key)
    match = _LABELLED.fullmatch(found.value) if found is not None else None
    if found is None or match is None or NUMBER in draft.fields:
        return False
    draft.fields = draft.fields.without(key).set(PUBLISHER, _part(found, match["label"]))
    draft.fields = draft.fields.set(NUMBER, _part(found, match["number"]))
    return True


def _move_studio(draft: Draft) -> bool:
    found, beside = draft.fields.get(ARCHIVE), draft.fields.get(ARCHIVE_LOCATION)
    if found is None or PUBLISHER in draft.fields:
        return False
    if beside is not None and DURATION.fullmatch(beside.value):
        _rename(draft, ARCHIVE_LOCATION, DIMENSIONS)
    elif beside is not None and re.search(r"\d", beside.value):
        return False
    if (time := _RUNNING.search(found.value)) is not None and DIMENSIONS not in draft.fields:
        draft.fields = draft.fields.set(DIMENSIONS, _part(found, time[1]))
    studio = _part(found, _RUNNING.sub("", found.value))
    draft.fields = draft.fields.without(ARCHIVE).set(PUBLISHER, studio)
    for place in (ARCHIVE_PLACE, ARCHIVE_LOCATION):
        _rename(draft, place, PUBLISHER_PLACE)
    return True


def _move_site(draft: Draft) -> bool:
    parts = [field for key in (ARCHIVE_LOCATION, ARCHIVE) if (field := draft.fields.get(key)) is not None]
    words = ", ".join(part.value for part in parts)
    if PUBLISHER in draft.fields or re.search(r"\d", words) or _OF_ARCHIVE.search(words):
        return False
    spans = [part.span for part in parts if part.span is not None]
    span = Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else None
    draft.fields = draft.fields.without(ARCHIVE, ARCHIVE_LOCATION)
    draft.fields = draft.fields.set(PUBLISHER, replace(parts[0], value=words, text=words, span=span))
    return True


def _is_site(draft: Draft) -> bool:
    is_online = URL in draft.fields or "access" in draft.seen
    return is_online and not draft.genres and not is_archival_item(_title(draft))


def _title(draft: Draft) -> str:
    return draft.fields.value(TITLE, "")


_NO_ARCHIVE: tuple[tuple[Callable[[Draft], bool], Callable[[Draft], bool]], ...] = (
    (is_recording, _move_label),
    (lambda draft: DIRECTOR in draft.fields, _move_studio),
    (_is_site, _move_site),
)


def _part(whole: Field[str], words: str) -> Field[str]:
    """Give the field of a part of another field's words."""
    start = whole.text.find(words)
    if start < 0 or whole.span is None:
        return replace(whole, value=words)
    span = Span(whole.span.start + start, whole.span.start + start + len(words))
    return replace(whole, value=words, text=words, span=span)


def settle_by_type(draft: Draft, type_: str) -> None:
    """Give the fields the names that they have beside this type of work."""
    for types, holds, moves in _RULES:
        if type_ in types and holds(draft):
            for old, new in moves:
                _rename(draft, old, new)
    if type_ == "song":
        _split_label(draft, PUBLISHER)
    if type_ in _PAGES and draft.head == "serial" and AUTHOR not in draft.fields:
        _name_site_as_author(draft)


def _rename(draft: Draft, old: Variable[str], new: Variable[str]) -> None:
    found = draft.fields.get(old)
    if found is not None and new not in draft.fields:
        draft.fields = draft.fields.without(old).set(new, found)


_NEWSPAPER = frozenset({"article-newspaper"})
_PAGES = frozenset({"webpage", "post-weblog"})
_SPOKEN = frozenset({"speech", "paper-conference"})
_THESIS = frozenset({"thesis"})
_INTERVIEW = frozenset({"interview"})
_ARTICLES = frozenset({"article-journal", "chapter"})
_OLD_BOOKS = frozenset({"book", "pamphlet"})
_REVIEWS = frozenset({"review", "review-book"})
Moves = tuple[tuple[Variable[str], Variable[str]], ...]


def _has_column(draft: Draft) -> bool:
    """Say whether the newspaper stands behind the name of a column: "Harbour Notes, *Leeds Mercury*, 2 May 1911"."""
    return is_newspaper_name(draft.fields.value(SOURCE, "")) and not is_newspaper(draft)


def _is_named_by_series(draft: Draft) -> bool:
    return COLLECTION_TITLE in draft.fields and COLLECTION_NUMBER not in draft.fields


def _is_named_by_imprint(draft: Draft) -> bool:
    """Say whether what stands for a publisher is the name of a site: "“Title,” a Fenland Diary, 6 May 2016, https://…"."""
    name = draft.fields.value(PUBLISHER, "")
    return "quoted" in draft.seen and bool(name) and PUBLISHER_PLACE not in draft.fields and not looks_like_body(name)


def _is_numbered_series(draft: Draft) -> bool:
    """Say whether a review stands in what was read as a series: "review of …, *Fen Review* 9 (May 1987): B2"."""
    return COLLECTION_NUMBER in draft.fields and not any(key in draft.fields for key in (PUBLISHER, PUBLISHER_PLACE))


def _is_special_issue(draft: Draft) -> bool:
    """Say whether an article stands in a titled issue: "in “Fens,” ed. A. B., special issue, *Journal*, no. 42"."""
    numbered = PUBLISHER in draft.fields and (VOLUME in draft.fields or ISSUE in draft.fields)
    return numbered and any(fold(words).startswith("special issue") for words in draft.genres)


LAST_WITHOUT_PUBLISHER = 1850  # later, a lone name before the year may as well be a publisher's


def _has_lone_old_place(draft: Draft) -> bool:
    """Say whether what stands alone before an early year is a town: "(Oppenheim, 1617)" (CMOS 17, 14.132)."""
    name, date = draft.fields.value(PUBLISHER, ""), draft.fields.value(ISSUED)
    is_old = date is not None and (date.year or LAST_WITHOUT_PUBLISHER) < LAST_WITHOUT_PUBLISHER
    return is_old and name.replace("-", "").isalpha() and not looks_like_body(name)


# type of the work, condition, and what is renamed where the new name is free
_RULES: tuple[tuple[frozenset[str], Callable[[Draft], bool], Moves], ...] = (
    # "CNN, January 3, 2020": the station is the newspaper
    (_NEWSPAPER, lambda d: CONTAINER_TITLE not in d.fields, ((PUBLISHER, CONTAINER_TITLE),)),
    (_NEWSPAPER, _has_column, ((CONTAINER_TITLE, SECTION), (SOURCE, CONTAINER_TITLE))),
    # a newspaper has no imprint but a town, and the database it was read in (CMOS 17, 14.191-14.194)
    (_NEWSPAPER, lambda d: True, ((PUBLISHER, SOURCE), (PUBLISHER_PLACE, NOTE))),
    (_PAGES, _is_named_by_series, ((COLLECTION_TITLE, CONTAINER_TITLE),)),
    (_PAGES, _is_named_by_imprint, ((PUBLISHER, CONTAINER_TITLE),)),
    (_REVIEWS, _is_numbered_series, ((COLLECTION_TITLE, CONTAINER_TITLE), (COLLECTION_NUMBER, VOLUME))),
    (_THESIS, lambda d: True, ((ISSUE, NUMBER),)),  # "PhD diss., Yale University, 2014, ProQuest (3626427)"
    (_ARTICLES, _is_special_issue, ((CONTAINER_TITLE, NOTE), (PUBLISHER, CONTAINER_TITLE))),
    (_OLD_BOOKS, _has_lone_old_place, ((PUBLISHER, PUBLISHER_PLACE),)),
    (_INTERVIEW, lambda d: is_repository(d.fields.value(PUBLISHER, "")), ((PUBLISHER, ARCHIVE),)),
    (_SPOKEN, lambda d: is_meeting(d.fields.value(PUBLISHER, "")), ((PUBLISHER, EVENT_TITLE),)),
)


def _name_site_as_author(draft: Draft) -> None:
    """Take a site that leads for the author: "Fen Watch, “Lost Drains,” 6 May 2016, https://…" (14.84)."""
    found = draft.fields.get(CONTAINER_TITLE)
    if found is None or "quoted" not in draft.seen or is_newspaper(draft) or VOLUME in draft.fields:
        return
    author: Field[tuple[Name, ...]] = Field(
        value=(Name(literal=found.value),), text=found.text, span=found.span, origin=found.origin
    )
    draft.fields = draft.fields.without(CONTAINER_TITLE).set(AUTHOR, author)
