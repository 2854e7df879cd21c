"""Decides the form of a citation: whether it names a work in full, recalls it, or points back (gold rule 3)."""

from __future__ import annotations

from refparse.model.citation import CitationForm
from refparse.model.variables import (
    ARCHIVE,
    ARCHIVE_LOCATION,
    AUTHOR,
    CONTAINER_TITLE,
    DOI,
    EDITION,
    ISSUED,
    PUBLISHER,
    PUBLISHER_PLACE,
    TITLE,
    URL,
)
from refparse.parse.draft import Draft
from refparse.parse.genre_words import genre_of
from refparse.parse.official_papers import STATUTE
from refparse.parse.types import has_month, is_numbered


def _has_bare_surnames(draft: Draft) -> bool:
    """Say whether the authors stand as in a short form: by family name alone."""
    return any(not name.given and not name.literal for name in draft.fields.value(AUTHOR, ()))


def _is_dated_only(draft: Draft) -> bool:
    """Say whether a letter or memo is named by its people and date alone, as short forms have it (CMOS 17, 14.229)."""
    others = any(key in draft.fields for key in _IMPRINT if key is not ISSUED)
    unnamed = "kind" in draft.seen and not draft.has("title", "quoted")
    genre = genre_of(draft.genres[0])[0] if draft.genres else ""
    is_bare = _has_bare_surnames(draft) or AUTHOR not in draft.fields
    memo = unnamed and bool(draft.genres) and is_bare and (genre == "manuscript" or AUTHOR in draft.fields)
    item = draft.head == "archive" and ARCHIVE_LOCATION not in draft.fields
    kind = "letter" in draft.seen or memo or item
    return (
        kind and not others and not draft.has("container", "serial", "locator") and (item or not draft.has("archive"))
    )


def _is_recalled(draft: Draft) -> bool:
    """Say whether a family name alone stands before a title with nothing but a month behind it, or a place.

    "Wallraff, Word Court, April 2000" recalls a column (CMOS 17, 14.191); "Palmatary, *Pottery of Marajó Island,
    Brazil*" a title whose end looks like a place of publication.
    """
    facts = [key for key in _IMPRINT if key in draft.fields]
    only_month = facts == [ISSUED] and has_month(draft) and not is_numbered(draft) and "group" not in draft.seen
    is_named = _has_bare_surnames(draft) and not draft.has("letter", "kind")
    return is_named and (only_month or facts == [PUBLISHER_PLACE])


# Facts that make a full form (gold rule 3): imprint, journal and date, newspaper and date, repository.
_IMPRINT = (PUBLISHER, PUBLISHER_PLACE, ISSUED, ARCHIVE, URL, DOI)


def form_of(draft: Draft) -> CitationForm:
    """Give the form: what the note says of itself ("ibid."), else full where it states imprint facts, else short."""
    if draft.form is not None and draft.form is not CitationForm.IDEM:
        return draft.form
    if TITLE in draft.fields and (draft.same_container or any(STATUTE.fullmatch(words) for words in draft.genres)):
        return CitationForm.FULL
    has_work = TITLE in draft.fields or CONTAINER_TITLE in draft.fields or "kind" in draft.seen
    if draft.form is CitationForm.IDEM and not has_work:
        return CitationForm.IDEM
    imprint = any(key in draft.fields for key in _IMPRINT) and not _is_recalled(draft)
    if imprint and has_work and not _is_dated_only(draft):
        return CitationForm.FULL
    if ARCHIVE in draft.fields and ARCHIVE_LOCATION in draft.fields:
        return CitationForm.FULL
    if ARCHIVE_LOCATION in draft.fields and (
        "letter" in draft.seen or (TITLE in draft.fields and ISSUED in draft.fields)
    ):
        return CitationForm.FULL
    if "container" in draft.seen and TITLE in draft.fields and CONTAINER_TITLE in draft.fields:
        return CitationForm.SHORT if _has_bare_surnames(draft) else CitationForm.FULL
    if EDITION in draft.fields and "entry" in draft.seen:
        return CitationForm.FULL
    return CitationForm.FULL if "volno" in draft.seen and CONTAINER_TITLE in draft.fields else CitationForm.SHORT
