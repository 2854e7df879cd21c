"""Turns the words of a date into a Date: "12 May 1920", "Winter 1993–94", "[1922]", "ca. 1850", "n.d."."""

from __future__ import annotations

import calendar
import re
from functools import cache

from refparse.assets import word_map
from refparse.model.values import Date
from refparse.text.numerals import roman_value

_DASH = re.compile(r"\s*(?:-{1,2}|[‐‑‒–—])\s*")
# ca. 1850, c. 1700, [1922?], um 1500, vers 1300
_CIRCA = re.compile(r"^(?:circa|ca?\.|ca|about|um|vers|probably)\s*(?=\d)|(?<=\d)\s*\?$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
_YEAR = re.compile(r"(?:1\d|20|[4-9])\d\d|\d{3,4}")
# 4 May '43, 4 May 43: two figures, or an apostrophe, where a year stands
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
# 12.5.1920, 12. 5. 1920, 12/5/1920: day and month in figures, and the roman month of archives, 12.V.1920
_FIGURES = re.compile(r"(\d{1,2})[./]\s?(\d{1,2}|[IVX]{1,4})[./]\s?(\d{4}|\d{2})")
_DECADE = re.compile(r"(\d{3}0)['’]?s")
_SUFFIX = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|º|\.)(?=[\s,]|$)", re.IGNORECASE)
_SIC = re.compile(r"\s*[\[(]sic!?[\])]")
_BRACKETS = str.maketrans("", "", "[]()")
_CENTURY_TURN = 100


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for word, number in word_map("grammar", "words", "months.tsv").items()}


@cache
def _seasons() -> dict[str, int]:
    return {word: int(number) for word, number in word_map("grammar", "words", "seasons.tsv").items()}


def _valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Say whether there is such a day; a month without a year is one in a leap year."""
    if month is None:
        return day is None
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1]


def parse_date(text: str) -> Date | None:
    """Give the date that `text` states, or None where it states none (CMOS 17, 9.29-9.36, 14.143-14.147).

    Ranges get an `end`; a doubtful or rough year is `circa`; "n.d.", "forthcoming" and impossible days are `literal`.

    >>> parse_date("March-April 1980")
    Date(year=1980, month=3, ..., end=Date(year=1980, month=4, ...), circa=False, literal='')
    """
    bare = _SIC.sub("", text).translate(_BRACKETS).strip(" ,;:")
    bare = bare if bare.casefold() in _undated() else bare.rstrip(".") if not bare[-2:-1].isalpha() else bare
    if not bare:
        return None
    if bare.casefold().rstrip(".") in _undated() or bare.casefold() in _undated():
        return Date(literal=bare)
    circa = bool(_CIRCA.search(bare))
    bare = _CIRCA.sub("", bare).strip()
    found = _exact(bare) or _decade(bare) or _range(bare) or _point(bare)
    if found is None:
        return Date(literal=bare) if any(char.isdecimal() for char in bare) and _looks_like_date(bare) else None
    return _with_circa(found) if circa else found


def _with_circa(date: Date) -> Date:
    return Date(year=date.year, month=date.month, day=date.day, season=date.season, end=date.end, circa=True)


@cache
def _undated() -> frozenset[str]:
    return frozenset(word_map("grammar", "words", "undated.tsv"))


def _looks_like_date(text: str) -> bool:
    words: list[str] = _WORD.findall(text.casefold())
    known = sum(word in _months() or word in _seasons() or word.isdecimal() for word in words)
    return known * 2 > len(words)


def _exact(text: str) -> Date | None:
    """Read dates all in figures."""
    if (match := _ISO.fullmatch(text)) is not None:
        year, month, day = (int(part) if part else None for part in match.groups())
        if day:
            return Date(year=year, month=month, day=day) if _valid(year, month, day) else Date(literal=text)
        return Date(year=year, month=month) if _is_month(text) else None
    if (match := _FIGURES.fullmatch(text)) is None:
        return None
    day, year = int(match.group(1)), _full_year(match.group(3))
    month = int(match.group(2)) if match.group(2).isdecimal() else roman_value(match.group(2))
    if not _valid(year, month, day) and _valid(year, day, month):
        day, month = month or 0, day
    return Date(year=year, month=month, day=day) if _valid(year, month, day) else Date(literal=text)


def _is_month(text: str) -> bool:
    """Tell 2014-05, which is May, from 1907-12, a range of years as historians write it."""
    year, month = (int(part) for part in text.split("-"))
    return 1 <= month <= 12 and bool(text[5] == "0" or month <= year % _CENTURY_TURN)


def _full_year(figures: str) -> int:
    return 1900 + int(figures) if len(figures) == 2 else int(figures)


def _decade(text: str) -> Date | None:
    match = _DECADE.fullmatch(text)
    if match is None:
        return None
    first = int(match.group(1))
    return Date(year=first, end=Date(year=first + (99 if first % 100 == 0 else 9)), circa=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(_SUFFIX.sub("", _SHORT_YEAR.sub(r"19\1", text)))


def _point(text: str) -> Date | None:
    """Read one date in words: day, month or season, and year, in any order."""
    year = month = day = season = None
    for word in _words(text):
        lowered = word.casefold().replace("’", "'")
        if lowered in _months() and month is None:
            month = _months()[lowered]
        elif lowered in _seasons() and season is None:
            season = _seasons()[lowered]
        elif word.isdecimal() and len(word) <= 2 and day is None and season is None:
            day = int(word)
        elif word.isdecimal() and year is None and len(word) in (2, 3, 4):
            year = _full_year(word)
        elif lowered.rstrip("'") not in _fillers():
            return None
    if year is None and month is None and season is None:
        return None
    if not _valid(year, month, day):
        return Date(literal=text) if month or day else None
    return Date(year=year, month=month, day=day, season=season, literal="" if year else text)


@cache
def _fillers() -> frozenset[str]:
    return frozenset("of de del the den le el am vom du d di in on g goda ad ce".split())


def _range(text: str) -> Date | None:
    """Read a range: years, months of a year, days of a month, seasons, or two whole dates."""
    parts = list(_DASH.split(text)) if _DASH.search(text) else re.split(r"\s*/\s*|\s+(?:to|bis|and)\s+", text)
    if len(parts) != 2 or not all(parts):
        return None
    first, last = parts
    start, end = _half(first), _half(last)
    if start is None or end is None:
        return None
    end = _filled_end(start, end, last)
    start = _filled_start(start, end)
    if (
        start.year is None
        or end.year is None
        or (end.parts < start.parts and end.year <= start.year and not start.season)
    ):
        return None
    return Date(year=start.year, month=start.month, day=start.day, season=start.season, end=end)


def _half(text: str) -> Date | None:
    """Read one side of a range, which may be a day, a month or the last figures of a year alone."""
    words = _words(text)
    if words and words[0].isdecimal() and len(words[0]) <= 2:
        if len(words) == 1:
            return Date(day=int(words[0]))
        if len(words) == 2 and words[1].isdecimal() and len(words[1]) == 4:
            return Date(day=int(words[0]), year=int(words[1]))
    return _point(text)


def _filled_end(start: Date, end: Date, text: str) -> Date:
    """Fill up "64" in 1958-64, "17" in April 11-17, and "April" in March-April 1980."""
    if end.day and not (end.month or end.year) and start.year and not start.month:
        year = start.year - start.year % _CENTURY_TURN + end.day
        return Date(year=year if year > start.year else year + _CENTURY_TURN if text.strip() == "00" else year)
    if end.day and not end.month and start.month and not end.season:
        return Date(year=end.year or start.year, month=start.month, day=end.day)
    return Date(year=end.year or start.year, month=end.month, day=end.day, season=end.season)


def _filled_start(start: Date, end: Date) -> Date:
    month = start.month if start.month or start.season else (end.month if start.day else None)
    return Date(year=start.year or end.year, month=month, day=start.day, season=start.season)
