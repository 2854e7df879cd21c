"""From CSL to BibLaTeX and BibTeX: tables of entry types and fields.

Only entry types are used that Zotero's import keeps; `@mvcollection`, `@reference`, `@dataset` and their like are
dropped there without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from refparse.model import variables as v
from refparse.model.variables import Variable

BIBLATEX_TYPES: Final[dict[str, str]] = {
    "article": "unpublished", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "bill": "legislation", "book": "book", "broadcast": "video",
    "chapter": "incollection",
    "classic": "book", "collection": "unpublished", "dataset": "misc", "document": "misc", "entry": "inreference",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "figure": "artwork", "graphic": "artwork",
    "hearing": "report", "interview": "misc", "legal_case": "jurisdiction", "legislation": "legislation",
    "manuscript": "unpublished", "map": "misc", "motion_picture": "movie", "musical_score": "misc",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings", "patent": "patent", "performance": "misc", "periodical": "misc",
    "personal_communication": "letter", "post": "online", "post-weblog": "online", "regulation": "legislation",
    "report": "report", "review": "article", "review-book": "article", "software": "software", "song": "audio",
    "speech": "misc", "standard": "report", "thesis": "thesis", "treaty": "misc", "webpage": "online",
}  # fmt: skip

BIBTEX_TYPES: Final[dict[str, str]] = {
    "article": "unpublished", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "book": "book", "chapter": "incollection", "classic": "book",
    "collection": "unpublished", "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "hearing": "techreport", "manuscript": "unpublished", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "report": "techreport", "review": "article", "review-book": "article",
    "standard": "techreport", "thesis": "phdthesis",
}  # fmt: skip

PERIODICAL_TYPES: Final = frozenset({"article"})
BOOK_TYPES: Final = frozenset({"book", "collection", "booklet", "manual", "proceedings"})
PART_TYPES: Final = frozenset({"incollection", "inbook", "inproceedings", "inreference"})
REPORT_TYPES: Final = frozenset({"report", "techreport"})
THESIS_TYPES: Final = frozenset({"thesis", "phdthesis", "mastersthesis"})
LEGAL_TYPES: Final = frozenset({"jurisdiction", "legislation"})
LOOSE_TYPES: Final = frozenset(
    {"misc", "online", "unpublished", "letter", "booklet", "movie", "video", "audio", "artwork", "software"}
)
HELD_TYPES: Final = frozenset({"unpublished", "letter", "misc", "artwork"})
"""Entry types whose source lies in an archive: the place is printed, through `howpublished`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a field table: the variable goes to `field`, in the shape `form`, for the entry types `only`.

    `only` empty means every entry type but those in `never`.
    """

    field: str
    variable: Variable[Any]
    form: str = "text"
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


_SCHOOLS = THESIS_TYPES | REPORT_TYPES | LEGAL_TYPES
_ORGANISED = frozenset({"misc", "online", "movie", "video", "audio", "manual"})
_VENUES = frozenset({"inproceedings"})
_SERIES_NUMBERED = BOOK_TYPES | PART_TYPES

# What stands alike, and in one order, in the fields of BibLaTeX and of BibTeX.
_TITLES = (Row("title", v.TITLE, "title"), Row("shorttitle", v.TITLE_SHORT, "title"))
_SERIES = (
    Row("series", v.COLLECTION_TITLE, "title"),
    Row("number", v.COLLECTION_NUMBER, "text", _SERIES_NUMBERED),
    Row("number", v.NUMBER, "text", never=_SERIES_NUMBERED),
    Row("volume", v.VOLUME, "text"),
)
_BOOK_TITLE = Row("booktitle", v.CONTAINER_TITLE, "title", never=PERIODICAL_TYPES)
_ISSUE = Row("number", v.ISSUE, "text", never=BOOK_TYPES)
_CHAPTER = Row("chapter", v.CHAPTER_NUMBER, "text")
_PAGES = Row("pages", v.PAGE, "pages", never=BOOK_TYPES | THESIS_TYPES)
_ADDRESSES = (
    Row("isbn", v.ISBN, "text"),
    Row("issn", v.ISSN, "text"),
    Row("doi", v.DOI, "raw"),
    Row("url", v.URL, "raw"),
    Row("urldate", v.ACCESSED, "edtf"),
    Row("language", v.LANGUAGE, "text"),
)
_REMARKS = (
    Row("keywords", v.KEYWORD, "text"),
    Row("abstract", v.ABSTRACT, "text"),
    Row("note", v.NOTE, "text"),
)

BIBLATEX_FIELDS: Final[tuple[Row, ...]] = (
    Row("author", v.AUTHOR, "names"),
    Row("bookauthor", v.CONTAINER_AUTHOR, "names"),
    Row("editor", v.EDITOR, "names"),
    Row("translator", v.TRANSLATOR, "names"),
    Row("introduction", v.INTRODUCTION, "names"),
    *_TITLES,
    Row("titleaddon", v.VOLUME_TITLE, "title"),
    Row("titleaddon", v.PART_TITLE, "title"),
    Row("origtitle", v.ORIGINAL_TITLE, "title"),
    Row("journaltitle", v.CONTAINER_TITLE, "text", PERIODICAL_TYPES),
    _BOOK_TITLE,
    Row("shortjournal", v.CONTAINER_TITLE_SHORT, "text", PERIODICAL_TYPES),
    Row("eventtitle", v.EVENT_TITLE, "text"),
    Row("eventdate", v.EVENT_DATE, "edtf"),
    Row("venue", v.EVENT_PLACE, "text"),
    Row("type", v.GENRE, "text"),
    Row("institution", v.PUBLISHER, "text", _SCHOOLS),
    Row("organization", v.PUBLISHER, "text", _ORGANISED),
    Row("publisher", v.PUBLISHER, "text", never=_SCHOOLS | _ORGANISED),
    Row("institution", v.AUTHORITY, "text", _SCHOOLS),
    Row("organization", v.AUTHORITY, "text", _ORGANISED),
    Row("organization", v.CONTAINER_TITLE, "text", frozenset({"online"})),
    Row("address", v.PUBLISHER_PLACE, "text", _VENUES),
    Row("location", v.PUBLISHER_PLACE, "text", never=_VENUES),
    Row("date", v.ISSUED, "edtf"),
    Row("origdate", v.ORIGINAL_DATE, "edtf"),
    Row("origpublisher", v.ORIGINAL_PUBLISHER, "text"),
    Row("origlocation", v.ORIGINAL_PUBLISHER_PLACE, "text"),
    Row("edition", v.EDITION, "text"),
    *_SERIES,
    Row("volumes", v.NUMBER_OF_VOLUMES, "text"),
    Row("part", v.PART_NUMBER, "text"),
    _ISSUE,
    _CHAPTER,
    Row("chapter", v.SECTION, "text"),
    _PAGES,
    Row("pagetotal", v.NUMBER_OF_PAGES, "text"),
    Row("version", v.VERSION, "text"),
    Row("pubstate", v.STATUS, "text"),
    Row("pubstate", v.ISSUED, "literal"),
    *_ADDRESSES,
    Row("langid", v.LANGUAGE, "babel"),
    *_REMARKS,
)

ENTRY_SUBTYPES: Final = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
"""What BibLaTeX tells apart by `entrysubtype`, having one entry type for all periodicals."""

BIBTEX_FIELDS: Final[tuple[Row, ...]] = (
    Row("author", v.AUTHOR, "names"),
    Row("editor", v.EDITOR, "names"),
    Row("translator", v.TRANSLATOR, "names"),
    *_TITLES,
    Row("journal", v.CONTAINER_TITLE, "text", PERIODICAL_TYPES),
    _BOOK_TITLE,
    Row("type", v.GENRE, "text", THESIS_TYPES | REPORT_TYPES),
    Row("school", v.PUBLISHER, "text", THESIS_TYPES),
    Row("institution", v.PUBLISHER, "text", REPORT_TYPES),
    Row("publisher", v.PUBLISHER, "text", never=THESIS_TYPES | REPORT_TYPES),
    Row("institution", v.AUTHORITY, "text", REPORT_TYPES),
    Row("address", v.PUBLISHER_PLACE, "text"),
    Row("year", v.ISSUED, "year"),
    Row("month", v.ISSUED, "month"),
    Row("date", v.ISSUED, "uncertain"),
    Row("edition", v.EDITION, "ordinal"),
    *_SERIES,
    _ISSUE,
    _CHAPTER,
    _PAGES,
    *_ADDRESSES,
    *_REMARKS,
)

CREATOR_STAND_INS: Final[dict[str, tuple[Variable[Any], ...]]] = {
    "author": (v.DIRECTOR, v.COMPOSER, v.PERFORMER, v.HOST, v.SCRIPT_WRITER, v.CURATOR, v.PRODUCER, v.NARRATOR),
    "editor": (v.COMPILER,),
}
"""Roles that stand in a name field while its own role is empty, so that the entry can be sorted and printed."""

ARCHIVE_VARIABLES: Final = (
    v.ARCHIVE_LOCATION, v.CALL_NUMBER, v.ARCHIVE_COLLECTION, v.ARCHIVE, v.ARCHIVE_PLACE,
)  # fmt: skip
"""The parts of an archival place in the order in which a note gives them, small to large (CMOS 17, 14.222)."""
