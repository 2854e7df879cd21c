"""What a field says, in words for a person."""

from __future__ import annotations

from typing import Any

from refparse.model.fields import Fields
from refparse.model.values import Date, Name
from refparse.model.variables import Variable
from refparse.write.dates import date_words
from refparse.write.latex import one_line
from refparse.write.mapping import ARCHIVE_VARIABLES


def label_of(key: Variable[Any]) -> str:
    """Give a variable's name as a person would write it: "Archive place"."""
    words = key.name.replace("-", " ").replace("_", " ")
    return words[0].upper() + words[1:]


def value_words(fields: Fields, key: Variable[Any]) -> str:
    """Give a field's value on one line as a person would write it, "" where there is none."""
    value = fields.value(key)
    if value is None:
        return ""
    if isinstance(value, Date):
        return date_words(value) or value.literal
    if isinstance(value, tuple):
        return "; ".join(name.full for name in value if isinstance(name, Name))
    return one_line(str(value))


def archive_line(fields: Fields) -> str:
    """Give the archival place in one line: "Box 3, Folder 2, Smith Papers, Hoover Institution, Stanford"."""
    return ", ".join(part for part in (fields.value(key) for key in ARCHIVE_VARIABLES) if part)


def ordinal(edition: str) -> str:
    """Give an edition with its ending where it is a bare number: "2nd", "11th"; other words stay."""
    if not (edition.isascii() and edition.isdigit() and len(edition) < 4):
        return edition
    number = int(edition)
    ending = "th" if number // 10 % 10 == 1 else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
