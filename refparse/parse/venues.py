"""Tells by its name or address what a source appeared in: a newspaper, a magazine, a journal, a blog, a social site."""

from __future__ import annotations

from functools import cache

from refparse.assets import word_set
from refparse.model.variables import CONTAINER_TITLE, PUBLISHER, URL
from refparse.parse.draft import Draft
from refparse.text.fold import fold


@cache
def _words(file: str) -> frozenset[str]:
    return word_set("grammar", "words", f"{file}.tsv")


def container_of(draft: Draft) -> str:
    """Give the folded name of the container, without "the"."""
    return fold(draft.fields.value(CONTAINER_TITLE, "")).removeprefix("the ")


def container_words(draft: Draft) -> set[str]:
    """Give the folded words of the container's name."""
    return set(fold(draft.fields.value(CONTAINER_TITLE, "")).split())


def is_newspaper(draft: Draft) -> bool:
    """Say whether the container has the name of a newspaper, a station or a news agency."""
    return is_newspaper_name(draft.fields.value(CONTAINER_TITLE, ""))


def is_newspaper_name(name: str) -> bool:
    """Say whether a name is that of a newspaper, a station or a news agency.

    >>> is_newspaper_name("Leeds Mercury"), is_newspaper_name("Past and Present")
    (True, False)
    """
    return bool(set(fold(name).split()) & _words("newspaper_words")) or is_news_agency(name)


def is_news_agency(name: str) -> bool:
    """Say whether a name is that of a station, an agency or a paper named by one word: "CNN", "Reuters"."""
    return fold(name).removeprefix("the ") in _words("newspaper_words")


@cache
def _magazines() -> frozenset[str]:
    return frozenset(fold(name).removeprefix("the ") for name in word_set("grammar", "lexicons", "magazines.tsv"))


def is_magazine(draft: Draft) -> bool:
    """Say whether the container is a magazine that the lexicon knows."""
    return container_of(draft) in _magazines() and not is_newspaper(draft)


def is_encyclopedia(draft: Draft) -> bool:
    """Say whether the container calls itself an encyclopedia or a dictionary."""
    return bool(container_words(draft) & _words("encyclopedia_words"))


def is_on_social_site(draft: Draft) -> bool:
    """Say whether the source is a post: "Twitter", "Facebook"."""
    return bool({container_of(draft), fold(draft.fields.value(PUBLISHER, ""))} & _words("social_sites"))


def is_on_blog(draft: Draft) -> bool:
    """Say whether the address is that of a blog: "https://medium.com/@name/…"."""
    address = draft.fields.value(URL, "").lower()
    return not is_newspaper(draft) and any(host in address for host in _words("blog_hosts"))


@cache
def _journals() -> frozenset[str]:
    names = word_set("grammar", "lexicons", "journals.tsv")
    return frozenset(fold(name).removeprefix("the ") for name in names)


def is_known_journal(draft: Draft) -> bool:
    """Say whether the container is a journal that the lexicon knows: "Lancet", which has days as newspapers do."""
    return container_of(draft) in _journals() and not is_newspaper(draft)


def is_named_journal(draft: Draft) -> bool:
    """Say whether the container calls itself a scholarly journal: "Journal of Northern Studies"."""
    return bool(container_words(draft) & _words("journal_names"))


def is_proceedings(draft: Draft) -> bool:
    """Say whether the container is the proceedings of a meeting, not of an academy."""
    words = container_words(draft)
    return "proceedings" in words and bool(words & _words("meetings"))


def is_meeting(name: str) -> bool:
    """Say whether words name a meeting.

    >>> is_meeting("annual meeting of the Economic History Society"), is_meeting("Ministry of Works")
    (True, False)
    """
    return bool(set(fold(name).split()) & _words("meetings"))
