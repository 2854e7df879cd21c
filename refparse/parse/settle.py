"""Gives fields the names that they have beside their type of work: an imprint may be a site, a place where people met.

`shape` does so before the type is known. Each rule is a row: types of work, a condition, and what is renamed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from refparse.model.fields import Field
from refparse.model.values import Name
from refparse.model.variables import (
    ARCHIVE,
    AUTHOR,
    COLLECTION_NUMBER,
    COLLECTION_TITLE,
    CONTAINER_TITLE,
    EVENT_PLACE,
    EVENT_TITLE,
    ISSUE,
    ISSUED,
    NOTE,
    NUMBER,
    PUBLISHER,
    PUBLISHER_PLACE,
    SECTION,
    SOURCE,
    VOLUME,
    Variable,
)
from refparse.parse.archive import is_repository, is_town
from refparse.parse.draft import Draft
from refparse.parse.normalize.bodies import looks_like_body
from refparse.parse.parts import rename
from refparse.parse.shape import split_label
from refparse.parse.venues import is_meeting, is_newspaper, is_newspaper_name
from refparse.text.fold import fold


def settle_by_type(draft: Draft, type_: str) -> None:
    """Give the fields the names that they have beside this type of work."""
    for types, holds, moves in _RULES:
        if type_ in types and holds(draft):
            for old, new in moves:
                rename(draft, old, new)
    if type_ == "song":
        split_label(draft, PUBLISHER)
    if type_ in _PAGES and draft.head == "serial" and AUTHOR not in draft.fields:
        _name_site_as_author(draft)


_NEWSPAPER = frozenset({"article-newspaper"})
_PAGES = frozenset({"webpage", "post-weblog"})
_SPOKEN = frozenset({"speech", "paper-conference"})
_THESIS = frozenset({"thesis"})
_INTERVIEW = frozenset({"interview"})
_MET = frozenset({"interview", "personal_communication"})
_ARTICLES = frozenset({"article-journal", "chapter"})
_BOOKS = frozenset({"book", "report"})
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


_SOCIETY = re.compile(r"\b(?:Soc\.|Society|Series|Ser\.)$")


def _has_society_alone(draft: Draft) -> bool:
    """Say whether a society or series stands alone in the imprint: "(Surtees Soc., 1889)" (CMOS 17, 14.123)."""
    alone = PUBLISHER_PLACE not in draft.fields and COLLECTION_TITLE not in draft.fields
    return alone and _SOCIETY.search(draft.fields.value(PUBLISHER, "")) is not None


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
    (_BOOKS, _has_society_alone, ((PUBLISHER, COLLECTION_TITLE),)),
    # where people met or wrote is no place of publication
    (_MET, lambda d: PUBLISHER not in d.fields and CONTAINER_TITLE not in d.fields, ((PUBLISHER_PLACE, EVENT_PLACE),)),
    (_MET, lambda d: is_town(d.fields.value(PUBLISHER, "")), ((PUBLISHER, EVENT_PLACE),)),
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
