"""Citation keys: family name, year, first word of the title; legible, ASCII, stable."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from string import ascii_lowercase

from refparse.comparison import CREATORS, significant
from refparse.model import Date, Name, Work
from refparse.model import variables as v
from refparse.text.fold import fold

NAMELESS_WORDS = 3
LONGEST_BODY = 24


def citation_key(work: Work, taken: Collection[str] = ()) -> str:
    """Give the key of a work: "bloch1953craft", without a year "carrbolshevik", without an author three title words.

    A key already `taken` gets a letter: the first stays bare, then a, b, … z, aa.
    """
    stem = _stem(work) or "work"
    if stem not in taken:
        return stem
    return next(f"{stem}{suffix}" for suffix in _suffixes() if f"{stem}{suffix}" not in taken)


def _suffixes() -> Iterable[str]:
    for length in range(1, 9):
        yield from _words(length)


def _words(length: int) -> Iterable[str]:
    if length == 0:
        yield ""
        return
    for head in _words(length - 1):
        for letter in ascii_lowercase:
            yield head + letter


def _stem(work: Work) -> str:
    names = next((names for role in CREATORS if (names := work.fields.value(role))), ())
    date: Date | None = work.fields.value(v.ISSUED)
    year = str(date.year) if date and date.year else ""
    title = work.fields.value(v.TITLE) or work.fields.value(v.CONTAINER_TITLE) or work.fields.value(v.ARCHIVE) or ""
    words = [word for word in significant(fold(title)) if word.isascii()] if title else []
    if not names:
        return "".join(words[:NAMELESS_WORDS]) + year
    first = next((word for word in words if not word.isdigit()), "")
    return _name_part(names[0]) + year + first


def _name_part(name: Name) -> str:
    text = fold(name.short) if name.family else "".join(significant(fold(name.literal)))[:LONGEST_BODY]
    return "".join(char for char in text if char.isascii() and char.isalnum())
