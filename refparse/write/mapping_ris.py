"""From CSL to RIS: tables of types and tags, by what EndNote, Mendeley, Citavi and Zotero read."""

from __future__ import annotations

from typing import Any, Final

from refparse.model import variables as v
from refparse.model.variables import Variable

RIS_TYPES: Final[dict[str, str]] = {
    "article": "MANSCPT", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO", "chapter": "CHAP", "classic": "BOOK", "collection": "MANSCPT",
    "dataset": "DATA", "document": "GEN", "entry": "ENCYC", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC",
    "figure": "ART", "graphic": "ART", "hearing": "HEAR", "interview": "PCOMM", "legal_case": "CASE",
    "legislation": "STAT", "manuscript": "MANSCPT", "map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC",
    "pamphlet": "PAMP", "paper-conference": "CONF", "patent": "PAT", "performance": "GEN", "periodical": "GEN",
    "personal_communication": "PCOMM", "post": "BLOG", "post-weblog": "BLOG", "regulation": "STAT", "report": "RPRT",
    "review": "JOUR", "review-book": "JOUR", "software": "COMP", "song": "SOUND", "speech": "SLIDE",
    "standard": "STAND", "thesis": "THES", "treaty": "GEN", "webpage": "ELEC",
}  # fmt: skip

_BOOKS: Final = frozenset({"BOOK", "RPRT", "MUSIC"})
_PARTS: Final = frozenset({"CHAP", "ENCYC", "DICT", "CONF"})
_SERIAL: Final = frozenset({"JOUR", "MGZN", "NEWS"})
_LETTERS: Final = frozenset({"PCOMM"})

Row = tuple[str, Variable[Any], frozenset[str]]
_ANY: Final[frozenset[str]] = frozenset()

RIS_NAMES: Final[tuple[Row, ...]] = (
    ("AU", v.AUTHOR, _ANY),
    ("AU", v.DIRECTOR, frozenset({"MPCT", "VIDEO"})),
    ("AU", v.COMPOSER, frozenset({"MUSIC", "SOUND"})),
    ("AU", v.PERFORMER, frozenset({"SOUND"})),
    ("ED", v.EDITOR, frozenset(RIS_TYPES.values()) - _PARTS - _LETTERS),
    ("A2", v.EDITOR, _PARTS),
    ("ED", v.COMPILER, _BOOKS),
    ("A2", v.COLLECTION_EDITOR, _BOOKS),
    ("A3", v.COLLECTION_EDITOR, _PARTS),
    ("A2", v.RECIPIENT, _LETTERS),
    ("A2", v.INTERVIEWER, _LETTERS),
    ("C2", v.CONTAINER_AUTHOR, frozenset({"CHAP"})),
    ("A4", v.TRANSLATOR, _ANY),
    ("C4", v.REVIEWED_AUTHOR, _SERIAL),
)
"""Tag, variable, and the RIS types that read it so (empty: all). On BOOK and RPRT the tag A2 is the series editor."""

RIS_FIELDS: Final[tuple[Row, ...]] = (
    ("TI", v.TITLE, _ANY),
    ("ST", v.TITLE_SHORT, _ANY),
    ("T2", v.CONTAINER_TITLE, frozenset(RIS_TYPES.values()) - _BOOKS),
    ("T2", v.COLLECTION_TITLE, _BOOKS),
    ("T3", v.COLLECTION_TITLE, _PARTS),
    ("T3", v.VOLUME_TITLE, frozenset({"BOOK"})),
    ("J2", v.CONTAINER_TITLE_SHORT, _SERIAL),
    ("C3", v.REVIEWED_TITLE, _SERIAL),
    ("C1", v.EVENT_TITLE, _ANY),
    ("PB", v.PUBLISHER, _ANY),
    ("CY", v.PUBLISHER_PLACE, _ANY),
    ("ET", v.EDITION, _ANY),
    ("VL", v.VOLUME, _ANY),
    ("NV", v.NUMBER_OF_VOLUMES, frozenset({"BOOK"})),
    ("IS", v.NUMBER_OF_VOLUMES, frozenset({"CHAP"})),
    ("IS", v.ISSUE, _SERIAL),
    ("M1", v.COLLECTION_NUMBER, _BOOKS),
    ("SN", v.NUMBER, frozenset({"RPRT"})),
    ("M1", v.NUMBER, frozenset({"PAT", "STAT", "BILL", "CASE", "HEAR", "STAND", "GEN"})),
    ("SE", v.SECTION, _ANY),
    ("SE", v.CHAPTER_NUMBER, _ANY),
    ("M3", v.GENRE, _ANY),
    ("DB", v.ARCHIVE, _ANY),
    ("AN", v.ARCHIVE_LOCATION, _ANY),
    ("DP", v.SOURCE, _ANY),
    ("CN", v.CALL_NUMBER, _ANY),
    ("DO", v.DOI, _ANY),
    ("SN", v.ISBN, _ANY),
    ("SN", v.ISSN, _SERIAL),
    ("UR", v.URL, _ANY),
    ("LA", v.LANGUAGE, _ANY),
    ("AB", v.ABSTRACT, _ANY),
)
"""Tag, variable, and the RIS types that read it so (empty: all); the first value that claims a tag has it."""

LIST_TAGS: Final = ("AU", "A2", "A3", "A4", "ED", "C2", "C4", "KW", "N1")
