"""Decides the CSL type and the form of a citation from what was read in it: tables of conditions, first match wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from refparse.assets import word_rows
from refparse.model.variables import (
    ARCHIVE,
    AUTHOR,
    COLLECTION_TITLE,
    CONTAINER_TITLE,
    DIMENSIONS,
    DIRECTOR,
    DOI,
    EDITOR,
    ISSUE,
    ISSUED,
    MEDIUM,
    NUMBER,
    PUBLISHER,
    PUBLISHER_PLACE,
    SCALE,
    TITLE,
    URL,
    VERSION,
    VOLUME,
)
from refparse.parse.draft import Draft
from refparse.parse.genre_words import genre_of
from refparse.parse.official_papers import BILL, STATUTE
from refparse.parse.venues import (
    container_of,
    is_encyclopedia,
    is_known_journal,
    is_magazine,
    is_named_journal,
    is_news_agency,
    is_newspaper,
    is_on_blog,
    is_on_social_site,
    is_proceedings,
)
from refparse.text.fold import fold

Condition = Callable[[Draft], bool]


# "Brown v. Board of Education": two parties at law (CMOS 17, 14.276)
_PARTIES = re.compile(r"\S\s+vs?\.?\s+\S|^(?:In re|Ex parte)\b")


def _is_case(draft: Draft) -> bool:
    reporter = draft.fields.value(CONTAINER_TITLE, "")
    is_cited = VOLUME in draft.fields or (ISSUED in draft.fields and _REPORTER.fullmatch(reporter) is not None)
    return _PARTIES.search(draft.fields.value(TITLE, "")) is not None and is_cited


# "A.C.", "K.B.", "All E.R.", "WLR": the reports of a court
_REPORTER = re.compile(r"(?:All )?[A-Z][A-Za-z]{0,3}\.?(?: ?[A-Z][A-Za-z]{0,3}\.?){0,4}")


# "Report on the Condition of Mines": what bodies print
_REPORT = re.compile(r"\b(?:report|inquiry|white paper)s?\b", re.IGNORECASE)


def _is_report(draft: Draft) -> bool:
    """Say whether a body has published what calls itself a report, or what is read at an address."""
    names = draft.fields.value(AUTHOR, ())
    if not names and "title" in draft.seen and _CALLED_REPORT.match(draft.fields.value(TITLE, "")):
        return True
    if not names or not names[0].literal or "title" not in draft.seen:
        return False
    return URL in draft.fields or _REPORT.search(draft.fields.value(TITLE, "")) is not None


# "Report of the Royal Commission", "Second Report from the Select Committee", "Annual Report on the Colony"
_CALLED_REPORT = re.compile(
    r"(?:(?:\w+ )?Annual |(?:Interim|Final|Joint|[A-Z][a-z]+(?:st|nd|rd|th)?) )?Reports? (?:of|on|from|to)\b"
)
FIRST_REPORTS = 1990  # earlier, institutes and councils published books


def _is_of_report_body(draft: Draft) -> bool:
    """Say whether an institute, ministry or council has lately published it, and no press: a report."""
    words = set(fold(draft.fields.value(PUBLISHER, "")).split())
    date = draft.fields.value(ISSUED)
    is_body = bool(words & _report_words("")) and not words & _report_words("not")
    is_late = date is not None and (date.year or 0) >= FIRST_REPORTS
    return is_body and is_late and "title" in draft.seen and COLLECTION_TITLE not in draft.fields


@cache
def _report_words(mark: str) -> frozenset[str]:
    rows = word_rows("grammar", "words", "report_bodies.tsv")
    return frozenset(row[0] for row in rows if (row[1] if len(row) > 1 else "") == mark)


_HEARINGS = re.compile(r"(?:.*: )?Hearings?\b")


# "season 1, episode 3"
_EPISODE = re.compile(r"\b(?:season|episode|ep)\b", re.IGNORECASE)
# "CBS Radio", "Granada Television"
_STATION = re.compile(r"\b(?:radio|television|tv)$")


def _is_episode(draft: Draft) -> bool:
    number = draft.fields.value(NUMBER, "")
    return _EPISODE.search(number) is not None and (URL not in draft.fields or "season" in number.lower())


def _is_on_air(draft: Draft) -> bool:
    names = (container_of(draft), fold(draft.fields.value(PUBLISHER, "")))
    return URL not in draft.fields and any(_STATION.search(name) for name in names)


def _is_film(draft: Draft) -> bool:
    return DIRECTOR in draft.fields and draft.has("title", "quoted") and "serial" not in draft.seen


# "Deutsches Theater", "Royal Opera House": where things are performed (CMOS 17, 14.266)
_STAGE = re.compile(r"\b(?:theat(?:re|er|ro)|théâtre|teatro?|opera house|playhouse|schauspielhaus)\b", re.IGNORECASE)


def _is_performance(draft: Draft) -> bool:
    names = (draft.fields.value(key, "") for key in (PUBLISHER, ARCHIVE, CONTAINER_TITLE))
    return _is_film(draft) and any(_STAGE.search(name) for name in names)


def is_recording(draft: Draft) -> bool:
    """Say whether the words of the medium are those of a sound recording: "2 compact discs" (CMOS 17, 14.263)."""
    words = " ".join((*draft.genres, draft.fields.value(DIMENSIONS, "")))
    return genre_of(words)[0] == "song"


# "collage, 12 1/2 x 9 in.", "30 × 40 cm": the measures of a thing that is looked at (CMOS 17, 14.235)
_MEASURES = re.compile(r"\d\s*(?:x|×|by)\s*\d.{0,20}?\b(?:in|inches|ft|feet|cm|mm|m)\b")


def _is_measured(draft: Draft) -> bool:
    words = " ".join((draft.fields.value(MEDIUM, ""), draft.fields.value(DIMENSIONS, "")))
    return _MEASURES.search(words) is not None


def _is_in_edited_book(draft: Draft) -> bool:
    """Say whether an editor, a press and its place stand beside what was read as a journal: it is a book."""
    return not is_numbered(draft) and all(key in draft.fields for key in (EDITOR, PUBLISHER, PUBLISHER_PLACE))


def _is_treaty(draft: Draft) -> bool:
    return _TREATY.match(draft.fields.value(TITLE, "")) is not None and ISSUED in draft.fields


_TREATY = re.compile(r"(?:Treaty|Convention|Protocol) (?:of|between|on|for|concerning|relating)\b")


def _is_of_news_agency(draft: Draft) -> bool:
    """Say whether what publishes a dated page is a station or an agency: "CNN, January 3, 2020"."""
    author = next((name.literal for name in draft.fields.value(AUTHOR, ())), "")
    names = (draft.fields.value(CONTAINER_TITLE, ""), draft.fields.value(PUBLISHER, ""), author)
    return "quoted" in draft.seen and _has_day(draft) and any(is_news_agency(name) for name in names)


def _is_of_proceedings(draft: Draft) -> bool:
    """Say whether a paper stands in the proceedings of a meeting."""
    return "quoted" in draft.seen and is_proceedings(draft)


FIRST_PAGES = 1990  # an earlier dated piece that is read at an address was printed in a newspaper


def _is_old(draft: Draft) -> bool:
    date = draft.fields.value(ISSUED)
    return date is not None and (date.year or FIRST_PAGES) < FIRST_PAGES


def _has_day(draft: Draft) -> bool:
    date = draft.fields.value(ISSUED)
    return date is not None and date.day is not None


def has_month(draft: Draft) -> bool:
    """Say whether the date names a month or season."""
    date = draft.fields.value(ISSUED)
    return date is not None and (date.month is not None or date.season is not None)


def is_numbered(draft: Draft) -> bool:
    """Say whether a volume or issue is stated."""
    return VOLUME in draft.fields or ISSUE in draft.fields


def _is_address_only(draft: Draft) -> bool:
    return (URL in draft.fields or "access" in draft.seen) and PUBLISHER_PLACE not in draft.fields


# In order: the first condition that holds gives the type. Genre words are looked at before this table.
_TYPES: tuple[tuple[Condition, str], ...] = (
    (lambda d: "letter" in d.seen, "personal_communication"),
    (lambda d: "entry" in d.seen, "entry-encyclopedia"),
    (lambda d: is_encyclopedia(d) and "quoted" in d.seen, "entry-encyclopedia"),
    (lambda d: "archive" in d.seen and "serial" not in d.seen, "manuscript"),
    (_is_case, "legal_case"),
    (is_on_social_site, "post"),
    (_is_treaty, "treaty"),
    (_is_performance, "performance"),
    (_is_measured, "graphic"),
    (lambda d: SCALE in d.fields, "map"),
    (is_recording, "song"),
    (_is_film, "motion_picture"),
    (_is_episode, "motion_picture"),
    (_is_on_air, "broadcast"),
    (_is_of_news_agency, "article-newspaper"),
    (_is_of_proceedings, "paper-conference"),
    (lambda d: "serial" in d.seen and is_known_journal(d) and _has_day(d), "article-journal"),
    (lambda d: "serial" in d.seen and is_magazine(d) and has_month(d) and not is_numbered(d), "article-magazine"),
    (lambda d: "serial" in d.seen and is_numbered(d) and not (is_newspaper(d) and _has_day(d)), "article-journal"),
    (lambda d: "serial" in d.seen and _has_day(d) and (is_newspaper(d) or URL not in d.fields), "article-newspaper"),
    (lambda d: "serial" in d.seen and is_newspaper(d), "article-newspaper"),
    (lambda d: "container" in d.seen and "serial" not in d.seen, "chapter"),
    (lambda d: "serial" in d.seen and has_month(d) and URL not in d.fields, "article-magazine"),
    (lambda d: "serial" in d.seen and DOI in d.fields, "article-journal"),
    (lambda d: "serial" in d.seen and _has_day(d) and _is_old(d) and not is_numbered(d), "article-newspaper"),
    (lambda d: "serial" in d.seen and _is_in_edited_book(d), "chapter"),
    (lambda d: "quoted" in d.seen and is_on_blog(d), "post-weblog"),
    (lambda d: d.has("serial") and d.has("quoted") and is_named_journal(d), "article-journal"),
    (lambda d: "serial" in d.seen and _is_address_only(d), "webpage"),
    (lambda d: VERSION in d.fields and not d.has("quoted", "serial", "container"), "software"),
    (lambda d: "quoted" in d.seen and _is_address_only(d) and "locator" not in d.seen, "webpage"),
    (lambda d: "serial" in d.seen, "article-journal"),
    (lambda d: d.head == "quoted" and PUBLISHER in d.fields and URL in d.fields, "webpage"),
    (lambda d: d.head == "quoted" and PUBLISHER in d.fields, "chapter"),
    (lambda d: d.head == "quoted", "article-journal"),
    (lambda d: "title" in d.seen and _is_address_only(d) and PUBLISHER not in d.fields, "webpage"),
    (lambda d: "access" in d.seen and ISSUED not in d.fields and PUBLISHER_PLACE not in d.fields, "webpage"),
    (_is_report, "report"),
    (_is_of_report_body, "report"),
    (lambda d: True, "book"),
)

_ARTICLE_GENRES = {"review", "article-newspaper"}


def type_of(draft: Draft) -> str:
    """Give the CSL type; genre words ("PhD diss.", "interview by") come first, then the shape of the citation."""
    if any(STATUTE.fullmatch(words) for words in draft.genres):
        return "legislation"
    if any(BILL.match(words) for words in draft.genres) and "quoted" not in draft.seen:
        return "bill"
    shape = next(type_ for condition, type_ in _TYPES if condition(draft))
    for words in draft.genres:
        genre, _ = genre_of(words)
        if genre == "manuscript" and PUBLISHER in draft.fields and any(char.isdigit() for char in words):
            genre = "report"  # "Memorandum RM-3420 (Santa Monica: RAND, 1964)"
        if genre == "report" and _HEARINGS.match(draft.fields.value(TITLE, "")):
            genre = "hearing"
        if genre == "review":
            return shape if shape.startswith("article") else "review"
        if genre == "chapter":
            return "chapter" if "container" in draft.seen or CONTAINER_TITLE in draft.fields else shape
        if genre == "manuscript" and shape == "personal_communication":
            return shape
        if genre and not (genre in _ARTICLE_GENRES and shape == "article-magazine"):
            return genre
    return shape
