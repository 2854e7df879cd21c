"""Turns the words of a date into a Date: "12 May 1920", "Winter 1993–94", "[1922]", "ca. 1850", "n.d."."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from refparse.assets import word_map
from refparse.model.values import Date
from refparse.parse.normalize.date_point import date_point, has_words_of, in_figures, number_words, read_year

_DASH = re.compile(r"\s*(?:-{1,2}|[‐‑‒–—])\s*")
_TO = re.compile(r"\s*/\s*|\s+(?:to|through|until|bis|and|und|et|au)\s+")
# ca. 1850, c. 1700, before 1900, late 1930s, um 1500, 1500 ca., [1922?]
_ROUGHLY = re.compile(
    r"^(?:circa|ca?\.|ca|about|around|approx(?:\.|imately)?|probably|before|after|by|not\s+(?:before|after)|um|vor|nach"
    r"|vers|avant|après|hacia|between|(?:the\s+)?(?:early|late|mid)|the)[-\s]*(?=\d)"
    r"|(?<=\d)\s*\?|(?<=\d)\s+c(?:irc)?a?\.?$",
    re.IGNORECASE,
)
# © 1998, copyright 1990, c1990: when it was registered is when it appeared
_COPYRIGHT = re.compile(r"^(?:©|℗|copyright|cop\.|[cp](?=\d))\s*", re.IGNORECASE)
# ", updated June 3", ", 1:27 p.m.", "T12:00", "[N.S.]", "[sic]": what follows or stands within a date and is none
_LATER = re.compile(r",?\s+(?:(?:last\s+)?(?:updated|modified|revised|accessed|posted|edited)\b.*)$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:,?\s*\(?|T)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?(?:\s?\(?[A-Z]{2,4}\)?)?(?:Z|[+-]\d\d:?\d\d)?\)?$",
    re.IGNORECASE,
)
_STYLE = re.compile(r"\s*[\[(]?\b(?:sic\b!?|[NO]\.\s?S\.|(?:new|old)\s+style)[\])]?", re.IGNORECASE)
# n.d. [1922], n.d., ca. 1922: the year is the writer's guess
_GUESSED = re.compile(r"^\[?n\.\s?d\.\]?,?\s*\[?(?=\D{0,5}\d{4})", re.IGNORECASE)
# 1371 [1992], 5708/1948: a year of another calendar, then ours
_OTHER_YEAR = re.compile(r"^(\d{3,4})\s*(?:[\[(/])\s*(\d{4})[\])]?$")
# 25 Oct. (7 Nov.) 1917: the day of the old calendar, then of the new
_OTHER_DAY = re.compile(r"^\d{1,2}\s*[^\W\d_]*\.?\s*[(/\[]\s*(\d{1,2}\s*[^\W\d_]+\.?)\s*[)\]]?\s*(\d{4})$")
_DECADE = re.compile(r"(\d{3}0)['’]?s")
_BEFORE_CHRIST = re.compile(
    r"(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|v\.\s?Chr\.?|av\.\s?J\.-C\.?|a\.\s?C\.?)", re.IGNORECASE
)
_AFTER_CHRIST = re.compile(r"A\.?D\.?\s*(\d{1,4})|(\d{1,4})\s*(?:A\.?D\.?|C\.?E\.?|n\.\s?Chr\.?)")
# 22 Cemaziyelevvel 1311: a day and a year around a month that is none of ours
_OTHER_CALENDAR = re.compile(r"\d{1,2}\.?\s[^\W\d_]{3,}(?:\s[^\W\d_]{2,})?\s\d{3,4}")
_TWO_SEASONS = re.compile(r"^([^\W\d_]+)\s*[/–-]\s*([^\W\d_]+)(?=\s+\d{4})")
_BRACKETS = str.maketrans("", "", "[]()")
_CENTURY = 100
_CALENDARS_APART = 300
_LONGEST_OVER_1900 = 15


def parse_date(text: str) -> Date | None:
    """Give the date that `text` states, or None where it states none (CMOS 17, 9.29-9.36, 14.143-14.147).

    Ranges get an `end`; a doubtful or rough year is `circa`; years before Christ are negative; "n.d.", "forthcoming",
    other calendars and impossible days are `literal`.

    >>> parse_date("March-April 1980").end.parts, parse_date("[1922?]").circa
    ((1980, 4), True)
    """
    if len(text) == 4 and text.isdecimal():
        return Date(year=int(text))
    bare = _bare(text)
    if not bare:
        return None
    if bare.casefold().rstrip(".") in _undated():
        return Date(literal=bare)
    guessed = _GUESSED.sub("", bare)
    rough = _ROUGHLY.sub("", _COPYRIGHT.sub("", guessed)).strip()
    found = _read(rough)
    if found is None:
        return Date(literal=bare) if _is_like_a_date(bare) else None
    is_rough = bool(_ROUGHLY.search(guessed)) or guessed != bare
    return replace(found, circa=True) if is_rough and found.year else found


def _bare(text: str) -> str:
    """Give the text without brackets, time of day, "N.S." and its last stop."""
    inner = _CLOCK.sub("", _LATER.sub("", _STYLE.sub("", text.strip(" ,;:"))))
    inner = _ours(inner.strip(" ,;:"))
    inner = inner.translate(_BRACKETS).strip(" ,;:")
    return inner if inner.casefold().rstrip(".") in _undated() else inner.rstrip(".")


def _ours(text: str) -> str:
    """Give the date of our calendar where one of another calendar stands beside it."""
    if (years := _OTHER_YEAR.match(text)) is not None and _are_calendars(int(years.group(1)), int(years.group(2))):
        return years.group(2)
    if years is not None:
        return years.group(1)
    if (days := _OTHER_DAY.match(text)) is not None and has_words_of(days.group(1)):
        return f"{days.group(1)} {days.group(2)}"
    return text


def _are_calendars(one: int, two: int) -> bool:
    return abs(one - two) > _CALENDARS_APART


@cache
def _undated() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in word_map("grammar", "words", "undated.tsv"))


def _is_like_a_date(text: str) -> bool:
    """Say whether text that is no date of ours is one nevertheless: "30 February 1920", "18 Brumaire an VIII"."""
    if _OTHER_CALENDAR.fullmatch(text):
        return True
    known, words = has_words_of(text), number_words(text)
    long_number = any(word.isdecimal() and len(word) in (3, 4) for word in words)
    return bool(known) and (long_number or len(words) < 5 or known == "other") and len(text) < 60


def _read(text: str) -> Date | None:
    one_season = _TWO_SEASONS.sub(_first_season, text)
    return in_figures(text) or _decade(text) or _era(text) or _range(one_season) or date_point(one_season)


def _decade(text: str) -> Date | None:
    if (match := _DECADE.fullmatch(text)) is None:
        return None
    first = int(match.group(1))
    return Date(year=first, end=Date(year=first + (99 if first % _CENTURY == 0 else 9)), circa=True)


def _era(text: str) -> Date | None:
    if (after := _AFTER_CHRIST.fullmatch(text)) is not None:
        return Date(year=int(after.group(1) or after.group(2)))
    before = _BEFORE_CHRIST.fullmatch(text)
    return Date(year=-int(before.group(1))) if before else None


# --- ranges ------------------------------------------------------------------


def _range(text: str) -> Date | None:
    """Read a range: years, months of a year, days of a month, seasons, or two whole dates."""
    parts = _DASH.split(text) if _DASH.search(text) else _TO.split(text)
    if len(parts) != 2 or not all(parts):
        return None
    start, end = _half(parts[0]), _half(parts[1])
    if start is None or end is None:
        return None
    if "/" in text and _is_dual_day(start, end):
        return Date(year=end.year, month=end.month, day=end.day)
    end = _filled_end(start, end)
    return _joined(_filled_start(start, end), end)


def _first_season(match: re.Match[str]) -> str:
    """Give "Fall" for "Fall/Winter", but leave "March–April" alone."""
    first, second = date_point(match.group(1)), date_point(match.group(2))
    return match.group(1) if first and second and first.season and second.season else match.group()


def _is_dual_day(start: Date, end: Date) -> bool:
    """Say whether "17/30 July 1918" gives one day by two calendars, which lie ten to thirteen days apart."""
    if start.day is None or end.day is None or start.month or not (end.month and end.year):
        return False
    return 10 <= end.day - start.day <= 13


def _joined(start: Date, end: Date) -> Date | None:
    if start.year is None or end.year is None or end.year < start.year:
        return None
    if end.parts == start.parts:
        return start
    return replace(start, end=end) if end.parts > start.parts or end.year > start.year else None


def _half(text: str) -> Date | None:
    """Read one side of a range, which may be a day, a day and a year, or the last figures of a year alone."""
    words = number_words(text)
    if words and words[0].isdecimal() and len(words[0]) <= 2:
        if len(words) == 1:
            return Date(day=int(words[0]))
        if len(words) == 2 and (year := read_year(words[1])) is not None and len(words[1]) == 4:
            return Date(day=int(words[0]), year=year)
    return date_point(text)


def _filled_end(start: Date, end: Date) -> Date:
    """Fill up "64" in 1958-64, "17" in April 11-17, and "April" in March-April 1980."""
    if end.day is not None and not (end.month or end.year) and start.year and not start.month:
        return Date(year=_filled_year(start.year, end.day))
    if end.day and not end.month and start.month:
        return Date(year=end.year or start.year, month=start.month, day=end.day)
    return Date(year=end.year or start.year, month=end.month, day=end.day)


def _filled_year(year: int, figures: int) -> int | None:
    """Give 1964 for 64 after 1958, 1904 for 4 after 1903, 2000 for 00 after 1999; None where it would go back."""
    if figures < 10 and year % 10 < figures:
        return year - year % 10 + figures
    filled = year - year % _CENTURY + figures
    if filled <= year and filled + _CENTURY - year <= _LONGEST_OVER_1900:
        filled += _CENTURY
    return filled


def _filled_start(start: Date, end: Date) -> Date:
    month = start.month if start.month or start.season else (end.month if start.day else None)
    return Date(year=start.year or end.year, month=month, day=start.day, season=start.season)
