"""The CSL variables as typed keys: a field's name and the kind of value it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from refparse.model.values import Date, Name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Variable(Generic[T]):
    """A CSL variable, spelled as CSL spells it; `kind` is "text", "number", "names" or "date"."""

    name: str
    kind: str

    def __hash__(self) -> int:
        return hash(self.name)  # a string remembers its hash, a tuple does not; fields are looked up by the million

    def __repr__(self) -> str:
        return self.name


Names = tuple[Name, ...]


def _text(name: str) -> Variable[str]:
    return Variable(name, "text")


def _number(name: str) -> Variable[str]:
    return Variable(name, "number")


def _names(name: str) -> Variable[Names]:
    return Variable(name, "names")


def _date(name: str) -> Variable[Date]:
    return Variable(name, "date")


TITLE: Final = _text("title")
TITLE_SHORT: Final = _text("title-short")
CONTAINER_TITLE: Final = _text("container-title")
CONTAINER_TITLE_SHORT: Final = _text("container-title-short")
COLLECTION_TITLE: Final = _text("collection-title")
VOLUME_TITLE: Final = _text("volume-title")
PART_TITLE: Final = _text("part-title")
REVIEWED_TITLE: Final = _text("reviewed-title")
ORIGINAL_TITLE: Final = _text("original-title")
PUBLISHER: Final = _text("publisher")
PUBLISHER_PLACE: Final = _text("publisher-place")
ORIGINAL_PUBLISHER: Final = _text("original-publisher")
ORIGINAL_PUBLISHER_PLACE: Final = _text("original-publisher-place")
EVENT_TITLE: Final = _text("event-title")
EVENT_PLACE: Final = _text("event-place")
ARCHIVE: Final = _text("archive")
ARCHIVE_COLLECTION: Final = _text("archive_collection")
ARCHIVE_LOCATION: Final = _text("archive_location")
ARCHIVE_PLACE: Final = _text("archive-place")
CALL_NUMBER: Final = _text("call-number")
AUTHORITY: Final = _text("authority")
GENRE: Final = _text("genre")
MEDIUM: Final = _text("medium")
DIMENSIONS: Final = _text("dimensions")
SCALE: Final = _text("scale")
SECTION: Final = _text("section")
STATUS: Final = _text("status")
SOURCE: Final = _text("source")
REFERENCES: Final = _text("references")
LANGUAGE: Final = _text("language")
NOTE: Final = _text("note")
ANNOTE: Final = _text("annote")
ABSTRACT: Final = _text("abstract")
KEYWORD: Final = _text("keyword")
URL: Final = _text("URL")
DOI: Final = _text("DOI")
ISBN: Final = _text("ISBN")
ISSN: Final = _text("ISSN")
VERSION: Final = _text("version")

VOLUME: Final = _number("volume")
ISSUE: Final = _number("issue")
NUMBER: Final = _number("number")
EDITION: Final = _number("edition")
PAGE: Final = _number("page")
NUMBER_OF_VOLUMES: Final = _number("number-of-volumes")
NUMBER_OF_PAGES: Final = _number("number-of-pages")
COLLECTION_NUMBER: Final = _number("collection-number")
CHAPTER_NUMBER: Final = _number("chapter-number")
PART_NUMBER: Final = _number("part-number")
SUPPLEMENT_NUMBER: Final = _number("supplement-number")

AUTHOR: Final = _names("author")
EDITOR: Final = _names("editor")
TRANSLATOR: Final = _names("translator")
CONTAINER_AUTHOR: Final = _names("container-author")
COLLECTION_EDITOR: Final = _names("collection-editor")
COMPILER: Final = _names("compiler")
CONTRIBUTOR: Final = _names("contributor")
RECIPIENT: Final = _names("recipient")
INTERVIEWER: Final = _names("interviewer")
REVIEWED_AUTHOR: Final = _names("reviewed-author")
ORIGINAL_AUTHOR: Final = _names("original-author")
DIRECTOR: Final = _names("director")
PERFORMER: Final = _names("performer")
COMPOSER: Final = _names("composer")
PRODUCER: Final = _names("producer")
SCRIPT_WRITER: Final = _names("script-writer")
NARRATOR: Final = _names("narrator")
ILLUSTRATOR: Final = _names("illustrator")
HOST: Final = _names("host")
GUEST: Final = _names("guest")
CURATOR: Final = _names("curator")
INTRODUCTION: Final = _names("introduction")

ISSUED: Final = _date("issued")
ACCESSED: Final = _date("accessed")
ORIGINAL_DATE: Final = _date("original-date")
EVENT_DATE: Final = _date("event-date")
SUBMITTED: Final = _date("submitted")

VARIABLES: Final[dict[str, Variable[Any]]] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Variable)
}


def variable(name: str) -> Variable[Any]:
    """Give the variable that CSL spells `name`; an unknown name becomes a text variable of that name."""
    return VARIABLES.get(name) or Variable(name, "text")
