"""Decides the CSL type and the form of a citation from what was read in it: tables of conditions, first match wins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from refparse.assets import word_set
from refparse.model.citation import CitationForm
from refparse.model.variables import (
    ARCHIVE,
    ARCHIVE_LOCATION,
    AUTHOR,
    CONTAINER_TITLE,
    DOI,
    EDITION,
    ISSUE,
    ISSUED,
    PUBLISHER,
    PUBLISHER_PLACE,
    TITLE,
    URL,
    VOLUME,
)
from refparse.parse.draft import Draft
from refparse.parse.genres import genre_of
from refparse.text.fold import fold

Condition = Callable[[Draft], bool]


@cache
def _newspaper_words() -> frozenset[str]:
    return word_set("grammar", "words", "newspaper_words.tsv")


@cache
def _encyclopedia_words() -> frozenset[str]:
    return word_set("grammar", "words", "encyclopedia_words.tsv")


def _container_words(draft: Draft) -> set[str]:
    return set(fold(draft.fields.value(CONTAINER_TITLE, "")).split())


def _is_newspaper(draft: Draft) -> bool:
    return bool(_container_words(draft) & _newspaper_words())


def _has_day(draft: Draft) -> bool:
    date = draft.fields.value(ISSUED)
    return date is not None and date.day is not None


def _has_month(draft: Draft) -> bool:
    date = draft.fields.value(ISSUED)
    return date is not None and (date.month is not None or date.season is not None)


def _is_numbered(draft: Draft) -> bool:
    return VOLUME in draft.fields or ISSUE in draft.fields


def _is_address_only(draft: Draft) -> bool:
    return (URL in draft.fields or "access" in draft.seen) and PUBLISHER_PLACE not in draft.fields


# In order: the first condition that holds gives the type. Genre words are looked at before this table.
_TYPES: tuple[tuple[Condition, str], ...] = (
    (lambda d: "letter" in d.seen, "personal_communication"),
    (lambda d: "entry" in d.seen, "entry-encyclopedia"),
    (lambda d: bool(_container_words(d) & _encyclopedia_words()) and "quoted" in d.seen, "entry-encyclopedia"),
    (lambda d: "archive" in d.seen and "serial" not in d.seen, "manuscript"),
    (lambda d: "serial" in d.seen and _is_numbered(d) and not (_is_newspaper(d) and _has_day(d)), "article-journal"),
    (lambda d: "serial" in d.seen and _has_day(d) and (_is_newspaper(d) or URL not in d.fields), "article-newspaper"),
    (lambda d: "serial" in d.seen and _is_newspaper(d), "article-newspaper"),
    (lambda d: "container" in d.seen and "serial" not in d.seen, "chapter"),
    (lambda d: "serial" in d.seen and _has_month(d) and URL not in d.fields, "article-magazine"),
    (lambda d: "serial" in d.seen and DOI in d.fields, "article-journal"),
    (lambda d: "serial" in d.seen and _is_address_only(d), "webpage"),
    (lambda d: "quoted" in d.seen and _is_address_only(d) and "locator" not in d.seen, "webpage"),
    (lambda d: "serial" in d.seen, "article-journal"),
    (lambda d: d.head == "quoted" and PUBLISHER in d.fields and URL in d.fields, "webpage"),
    (lambda d: d.head == "quoted" and PUBLISHER in d.fields, "chapter"),
    (lambda d: d.head == "quoted", "article-journal"),
    (lambda d: "title" in d.seen and _is_address_only(d) and PUBLISHER not in d.fields, "webpage"),
    (lambda d: True, "book"),
)

_ARTICLE_GENRES = {"review", "article-newspaper"}


def type_of(draft: Draft) -> str:
    """Give the CSL type; genre words ("PhD diss.", "interview by") come first, then the shape of the citation."""
    shape = next(type_ for condition, type_ in _TYPES if condition(draft))
    for words in draft.genres:
        genre, _ = genre_of(words)
        if genre == "review":
            return shape if shape.startswith("article") else "review"
        if genre == "chapter":
            return "chapter" if "container" in draft.seen or CONTAINER_TITLE in draft.fields else shape
        if genre == "manuscript" and shape == "personal_communication":
            return shape
        if genre and not (genre in _ARTICLE_GENRES and shape == "article-magazine"):
            return genre
    return shape


def _has_bare_surnames(draft: Draft) -> bool:
    """Say whether the authors stand as in a short form: by family name alone."""
    return any(not name.given and not name.literal for name in draft.fields.value(AUTHOR, ()))


# Facts that make a full form (gold rule 3): imprint, journal and date, newspaper and date, repository.
_IMPRINT = (PUBLISHER, PUBLISHER_PLACE, ISSUED, ARCHIVE, URL, DOI)


def form_of(draft: Draft) -> CitationForm:
    """Give the form: what the note says of itself ("ibid."), else full where it states imprint facts, else short."""
    if draft.form is not None and draft.form is not CitationForm.IDEM:
        return draft.form
    has_work = TITLE in draft.fields or CONTAINER_TITLE in draft.fields or "kind" in draft.seen
    if draft.form is CitationForm.IDEM and not has_work:
        return CitationForm.IDEM
    imprint = any(key in draft.fields for key in _IMPRINT)
    if imprint and has_work:
        return CitationForm.FULL
    if ARCHIVE_LOCATION in draft.fields and ("letter" in draft.seen or TITLE in draft.fields):
        return CitationForm.FULL
    if "container" in draft.seen and TITLE in draft.fields and CONTAINER_TITLE in draft.fields:
        return CitationForm.SHORT if _has_bare_surnames(draft) else CitationForm.FULL
    if EDITION in draft.fields and "entry" in draft.seen:
        return CitationForm.FULL
    return CitationForm.FULL if "volno" in draft.seen and CONTAINER_TITLE in draft.fields else CitationForm.SHORT
