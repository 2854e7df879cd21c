"""Tells an article's own pages from the place in it that a note cites (gold rule 10; CMOS 17, 14.23, 14.174)."""

from __future__ import annotations

import re
from dataclasses import replace

from refparse.model.citation import CitationForm
from refparse.model.fields import Field
from refparse.model.values import Locator
from refparse.model.variables import CONTAINER_TITLE, PAGE, TITLE, VOLUME
from refparse.parse.draft import Draft
from refparse.parse.genre_words import genre_of
from refparse.parse.normalize.locators import POINTING

# Types whose own page span a full form gives; elsewhere a page is a locator.
_PAGED = frozenset({"article-journal", "article-magazine", "article-newspaper", "chapter", "review", "paper-conference",
                    "entry-encyclopedia"})  # fmt: skip
_ISSUES = frozenset({"article-magazine", "article-newspaper"})
SHORTEST = 4  # pages: a shorter span in a note points into the article; few articles are as short
SHORTEST_REVIEW = 2  # pages: reviews often are
_HERE = re.compile(rf"\A(?:{POINTING})\s+")  # "107–40, here 112"
# "5:475-82": a part of one volume of a set
_IN_VOLUME = re.compile(r"(\d{1,3}):(\d+-\d+)")
# "483", "483, 490": where a case begins, and the page cited in it
_FIRST_PAGE = re.compile(r"(\d+)(?:, (.+))?")


def own_extent(draft: Draft, type_: str, form: CitationForm) -> tuple[Field[str] | None, tuple[Locator, ...]]:
    """Give the locator without the source's own pages, which become its `page`: a lone span in a full form is these."""
    locator, locators = draft.locator, tuple(draft.locators)
    if form is not CitationForm.FULL or locator is None:
        return locator, locators
    if type_ == "legal_case" or (type_ == "article-journal" and _leads_with_volume(draft)):
        return _of_case(draft, locator)
    placed = _IN_VOLUME.fullmatch(locator.value) if type_ == "chapter" and VOLUME not in draft.fields else None
    if placed is not None and _length(placed[2]) >= SHORTEST:
        draft.fields = draft.fields.set(VOLUME, replace(locator, value=placed[1]))
        draft.fields = draft.fields.set(PAGE, replace(locator, value=placed[2]))
        return None, ()
    extent = draft.extent
    is_issue = type_ in _ISSUES and TITLE not in draft.fields  # an issue without an article is itself the work
    is_review = type_ == "review" or any(genre_of(words)[0] == "review" for words in draft.genres)
    shortest = SHORTEST_REVIEW if is_review else SHORTEST
    if extent is None or is_issue or type_ not in _PAGED or _length(extent.value) < shortest:
        return locator, locators
    draft.fields = draft.fields.set(PAGE, extent)
    spans = extent.value.count(" and ") + 1
    if len(locators) <= spans:
        return None, ()
    return replace(locator, value=_HERE.sub("", locator.value.partition(", ")[2])), locators[spans:]


def _leads_with_volume(draft: Draft) -> bool:
    """Say whether a volume stands before the journal, as lawyers cite it: "135 Harv. L. Rev. 160, 171"."""
    volume, journal = draft.fields.get(VOLUME), draft.fields.get(CONTAINER_TITLE)
    spans = (volume.span, journal.span) if volume is not None and journal is not None else (None, None)
    return spans[0] is not None and spans[1] is not None and spans[0].end <= spans[1].start


def _of_case(draft: Draft, locator: Field[str]) -> tuple[Field[str] | None, tuple[Locator, ...]]:
    """Give what follows the first page of a case in its reporter: "347 U.S. 483, 490" (CMOS 17, 14.276)."""
    found = _FIRST_PAGE.fullmatch(locator.value)
    if found is None or PAGE in draft.fields or not (VOLUME in draft.fields or CONTAINER_TITLE in draft.fields):
        return locator, tuple(draft.locators)
    draft.fields = draft.fields.set(PAGE, replace(locator, value=found[1]))
    if found[2] is None:
        return None, ()
    return replace(locator, value=_HERE.sub("", found[2])), tuple(draft.locators)[1:]


def _length(extent: str) -> int:
    """Give how many pages a span like "336-46" covers; 0 where it is no span of figures."""
    first, _, last = extent.partition("-")
    if not (first.isdigit() and last.isdigit()):
        return SHORTEST if last else 0
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(whole) - int(first) + 1
