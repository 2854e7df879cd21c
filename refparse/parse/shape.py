"""Gives fields the names that the shape of the whole citation tells, before its type is decided.

What stands at one place in a note means one thing beside a film and another beside a letter: a repository may be a
label, a journal a series, a title a newspaper. Each rule moves the words of a field to another and keeps their spans.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from refparse.assets import word_set
from refparse.model.fields import Field
from refparse.model.source import Span
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
    ISSUE,
    ISSUED,
    NOTE,
    NUMBER,
    PAGE,
    PUBLISHER,
    PUBLISHER_PLACE,
    SECTION,
    TITLE,
    URL,
    VOLUME,
    Variable,
)
from refparse.parse.archive import is_archival_item, is_repository, is_town
from refparse.parse.draft import Draft
from refparse.parse.measures import DURATION
from refparse.parse.parts import part_of, rename, take_back_place
from refparse.parse.types import is_recording
from refparse.text.fold import ARTICLES, fold


def settle_shape(draft: Draft) -> None:
    """Give fields the names that the shape of the whole citation tells."""
    _settle_head(draft)
    _settle_campus(draft)
    _settle_town(draft)
    if fold(draft.fields.value(PUBLISHER, "")) in _HOUSES:
        rename(draft, PUBLISHER, SECTION)  # "*Parliamentary Debates*, Commons, 5th ser., vol. 321" (CMOS 17, 14.299)
    _settle_archive(draft)
    _settle_issue_of_day(draft)
    _settle_series(draft)
    _settle_newspaper(draft)


@cache
def _systems() -> frozenset[str]:
    return word_set("grammar", "words", "university_systems.tsv")


def _settle_campus(draft: Draft) -> None:
    """Join the town of a campus to the university that it belongs to: "University of California, Berkeley"."""
    name, town = draft.fields.get(PUBLISHER), draft.fields.get(PUBLISHER_PLACE)
    spans = (name.span, town.span) if name is not None and town is not None else (None, None)
    is_behind = spans[0] is not None and spans[1] is not None and spans[0].end <= spans[1].start
    if name is not None and is_behind and fold(name.value) in _systems():
        take_back_place(draft, PUBLISHER)


def _settle_head(draft: Draft) -> None:
    """Take what was read as a series right behind the author for the title: "Bloch, *Feudal Society*, 2 vols."."""
    if draft.head != "series" or TITLE in draft.fields or CONTAINER_TITLE in draft.fields:
        return
    rename(draft, COLLECTION_TITLE, TITLE)
    draft.head = "title"
    draft.seen[draft.seen.index("series")] = "title"


_HOUSES = frozenset({"commons", "lords", "house of commons", "house of lords", "senate", "house"})


def _settle_town(draft: Draft) -> None:
    """Take a town before a repository for its place: "Kew, The National Archives (hereafter TNA), SC 2/345/6"."""
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
        draft.fields = draft.fields.without(VOLUME).set(CONTAINER_TITLE, part_of(name, match[1])).set(ISSUED, dated)


LAST_DAY = 31  # of a month


def _settle_series(draft: Draft) -> None:
    """Take what stands between a book and its imprint for its series: "*Letters*, Fenland Papers no. 5 (Ely: …)"."""
    needed = all(key in draft.fields for key in (TITLE, CONTAINER_TITLE, PUBLISHER_PLACE, ISSUED))
    if not needed or draft.head != "title" or draft.genres or draft.has("quoted", "container", "archive"):
        return
    rename(draft, CONTAINER_TITLE, COLLECTION_TITLE)
    for number in (VOLUME, ISSUE):
        rename(draft, number, COLLECTION_NUMBER)
    draft.seen[:] = ["series" if seen == "serial" else seen for seen in draft.seen]


MOST_WORDS = 6  # of a newspaper's name
_BESIDE_NEWSPAPER = frozenset({TITLE, ISSUED, PUBLISHER_PLACE, SECTION, EDITION, ISSUE, NOTE, PAGE})


@cache
def _openers() -> frozenset[str]:
    return word_set("grammar", "words", "document_openers.tsv")


def _opens_document(title: str) -> bool:
    """Say whether a title begins as that of a dated document: "Treaty of Nanjing", "The Petition of the Weavers"."""
    words = [word for word in fold(title).split() if word not in ARTICLES]
    return bool(words) and words[0] in _openers()


def _settle_newspaper(draft: Draft) -> None:
    """Take a lone title with a day for a newspaper: "*Neue Fackel*, 28. Oktober 1961, S. 1" (CMOS 17, 14.191)."""
    title, date = draft.fields.get(TITLE), draft.fields.value(ISSUED)
    if title is None or date is None or date.day is None or not set(draft.fields) <= _BESIDE_NEWSPAPER:
        return
    is_lone = draft.head == "title" and not draft.genres and not draft.has("letter", "kind", "archive", "medium")
    if (
        not is_lone
        or _opens_document(title.value)
        or is_archival_item(title.value)
        or ":" in title.value
        or title.value.count(" ") >= MOST_WORDS
    ):
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
_LABELLED = re.compile(r"(?P<label>[^\d,;]+?)\s(?P<number>(?:[A-Z]{1,5}[ -]?)?\d[\w /-]*)")
_RUNNING = re.compile(r",?\s?\b(\d+\s?min(?:utes?|s)?\.?)\Z")
_OF_ARCHIVE = re.compile(r"\b(?:archiv\w*|papers|collections?|manuscripts?|records|fonds|nachlass|box|folder)\b", re.I)


def _move_label(draft: Draft) -> bool:
    return ARCHIVE not in draft.fields and PUBLISHER not in draft.fields and split_label(draft, ARCHIVE_LOCATION)


def split_label(draft: Draft, key: Variable[str]) -> bool:
    """Cut a field into the label of a recording and its number there, and say whether it was these."""
    found = draft.fields.get(key)
    match = _LABELLED.fullmatch(found.value) if found is not None else None
    if found is None or match is None or NUMBER in draft.fields:
        return False
    draft.fields = draft.fields.without(key).set(PUBLISHER, part_of(found, match["label"]))
    draft.fields = draft.fields.set(NUMBER, part_of(found, match["number"]))
    return True


def _move_studio(draft: Draft) -> bool:
    found, beside = draft.fields.get(ARCHIVE), draft.fields.get(ARCHIVE_LOCATION)
    if found is None or PUBLISHER in draft.fields:
        return False
    if beside is not None and DURATION.fullmatch(beside.value):
        rename(draft, ARCHIVE_LOCATION, DIMENSIONS)
    elif beside is not None and re.search(r"\d", beside.value):
        return False
    if (time := _RUNNING.search(found.value)) is not None and DIMENSIONS not in draft.fields:
        draft.fields = draft.fields.set(DIMENSIONS, part_of(found, time[1]))
    studio = part_of(found, _RUNNING.sub("", found.value))
    draft.fields = draft.fields.without(ARCHIVE).set(PUBLISHER, studio)
    for place in (ARCHIVE_PLACE, ARCHIVE_LOCATION):
        rename(draft, place, PUBLISHER_PLACE)
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
    return is_online and not draft.genres and not is_archival_item(draft.fields.value(TITLE, ""))


_NO_ARCHIVE: tuple[tuple[Callable[[Draft], bool], Callable[[Draft], bool]], ...] = (
    (is_recording, _move_label),
    (lambda draft: DIRECTOR in draft.fields, _move_studio),
    (_is_site, _move_site),
)
