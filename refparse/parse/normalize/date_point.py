"""Reads one point in time: day, month or season, and year, in words or figures, in any order."""

from __future__ import annotations

import calendar
import re
from functools import cache

from refparse.assets import word_map
from refparse.model.values import Date
from refparse.text.numerals import roman_value

_WORD = re.compile(r"[^\W\d_]+['’]?|\d+")
# 4 May '43: an apostrophe and two figures where a year stands
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_SUFFIX = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|º|°|\.)(?=[\s,]|$)", re.IGNORECASE)
# 2014-05-03, 1963.11.24, 2014-05
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?")
# 12.5.1920, 12. 5. 1920, 12/5/1920, 11-24-1963, and the roman month of archives: 12.V.1920, 4 viii 1914
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -]\s?(\d{1,2}|[IVXivx]{1,4})[./ -]\s?(\d{4}|\d{2})")
# 3/1920
_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})")
_CENTURY = 100


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for word, number in word_map("grammar", "words", "months.tsv").items()}


@cache
def _seasons() -> dict[str, int]:
    return {word: int(number) for word, number in word_map("grammar", "words", "seasons.tsv").items()}


@cache
def _fillers() -> dict[str, str]:
    return word_map("grammar", "words", "date_fillers.tsv")


def is_day(year: int | None, month: int | None, day: int | None) -> bool:
    """Say whether there is such a day; a month without a year is one of a leap year."""
    if month is None:
        return day is None
    if not 1 <= month <= 12:
        return False
    in_month: int = calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1]
    return day is None or 1 <= day <= in_month


def number_words(text: str) -> list[str]:
    """Give the words and figures of a date: "May 12th, '20" is May, 12, 1920."""
    words: list[str] = _WORD.findall(_SUFFIX.sub("", _SHORT_YEAR.sub(r"19\1", text)))
    return words


def read_year(word: str) -> int | None:
    """Give the year that two to four figures or a roman numeral mean; two figures are of the twentieth century."""
    if word.isdecimal():
        return (1900 + int(word) if len(word) == 2 else int(word)) if len(word) in (2, 3, 4) else None
    return roman_value(word) if len(word) > 3 and word.isupper() else None


def has_words_of(text: str) -> str:
    """Say what words of a calendar the text holds: "ours", "other" (Brumaire, century), or "" for none."""
    words = [word.casefold() for word in number_words(text)]
    if any(word in _months() or word in _seasons() for word in words):
        return "ours"
    return "other" if any(_fillers().get(word) == "other" for word in words) else ""


def in_figures(text: str) -> Date | None:
    """Read a date all in figures; a day that does not exist is a literal.

    >>> in_figures("12.5.1920").parts, in_figures("1907-12")
    ((1920, 5, 12), None)
    """
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        year, month, day = int(match.group(1)), int(match.group(3)), int(match.group(4) or 0) or None
        if day:
            return Date(year=year, month=month, day=day) if is_day(year, month, day) else Date(literal=text)
        is_month = match.group(2) == "-" and _is_month(year, match.group(3))
        return Date(year=year, month=month) if is_month else None
    if (match := _MONTH_FIRST.fullmatch(text)) is not None and is_day(None, int(match.group(1)), None):
        return Date(year=int(match.group(2)), month=int(match.group(1)))
    match = _DAY_FIRST.fullmatch(text)
    return _day_first(match) if match is not None else None


def _day_first(match: re.Match[str]) -> Date | None:
    day, middle, year = int(match.group(1)), match.group(2), read_year(match.group(3))
    month = int(middle) if middle.isdecimal() else roman_value(middle) or 0
    if not is_day(year, month, day) and is_day(year, day, month):
        day, month = month, day
    return Date(year=year, month=month, day=day) if is_day(year, month, day) else Date(literal=match.group())


def _is_month(year: int, figures: str) -> bool:
    """Tell 2014-05, which is May, from 1907-12 and 1903-04, ranges of years as historians write them."""
    month = int(figures)
    return 1 <= month <= 12 and len(figures) == 2 and month <= year % _CENTURY


def date_point(text: str) -> Date | None:
    """Read one date in words; None where a word of it belongs to no date.

    >>> date_point("le 3 août 1914").parts
    (1914, 8, 3)
    """
    year = month = day = season = None
    for word in number_words(text):
        lowered = word.casefold().replace("’", "'")
        if lowered in _months() and month is None:
            month = _months()[lowered]
        elif lowered in _seasons() and season is None:
            season = _seasons()[lowered]
        elif word.isdecimal() and len(word) <= 2 and day is None and season is None:
            day = int(word)
        elif year is None and (found := read_year(word)) is not None:
            year = found
        elif _fillers().get(lowered.rstrip("'")) != "filler":
            return None
    if year is None and month is None and season is None:
        return None
    if not is_day(year, month, day):
        return Date(literal=text) if month or (day and year) else None
    return Date(year=year, month=month, day=day, season=season, literal="" if year else text)
