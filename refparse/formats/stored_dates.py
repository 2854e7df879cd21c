"""Dates as libraries store them: EDTF, ranges, seasons, "c. 1850", and the words of reference managers."""

from __future__ import annotations

import re
from typing import Any, Final

from refparse.formats.written_names import written_date

# About then: "c. 1850", "ca. 1850", "circa 1850", "1850~", "1850?", "[1850?]".
_CIRCA: Final = re.compile(r"^\[?(?:c\.|ca\.|circa)\s*|[~?%]+\]?$", re.IGNORECASE)
# A range of years: "1946–1961", "1946/1961", "1946-1961", "1958–64".
_YEARS: Final = re.compile(r"^(\d{4})\s*(?:--|[-–—/])\s*(\d{4}|\d{2})$")
# A range in EDTF with months or days: "1946-05/1947-02-03".
_INTERVAL: Final = re.compile(r"^(\d{4}(?:-\d{2}){0,2})[~?%]?/(\d{4}(?:-\d{2}){0,2})[~?%]?$")
# A season in words: "Spring 1969".
_SEASON: Final = re.compile(r"^(spring|summer|autumn|fall|winter),?\s+(\d{4})$", re.IGNORECASE)
# RIS writes "1956/11/05/", with empty parts at the end.
_SLASHES: Final = re.compile(r"^(\d{4})/(\d{1,2})?(?:/(\d{1,2}))?/*[^/]*$")
# A year before our era, in EDTF or in words: "-0439", "440 BC".
_BEFORE: Final = re.compile(r"^(?:(-\d{4}|0000)|(\d{1,4})\s*B\.?C\.?(?:E\.?)?)$", re.IGNORECASE)
_SEASONS: Final = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_EDTF_SEASONS: Final = range(21, 25)


def stored_date(text: str) -> dict[str, Any]:
    """Give a stored date as CSL JSON; what has no year is literal, "" gives nothing.

    >>> stored_date("c. 1850"), stored_date("1946–1961")
    ({'date-parts': [[1850]], 'circa': True}, {'date-parts': [[1946], [1961]]})
    """
    text = " ".join(text.split())
    plain = _CIRCA.sub("", text)
    date = _date(plain)
    return {**date, "circa": True} if plain != text and "date-parts" in date else date if plain == text else _date(text)


def _date(text: str) -> dict[str, Any]:
    if years := _YEARS.match(text):
        return _year_range(years[1], years[2])
    if interval := _INTERVAL.match(text):
        return {"date-parts": [_numbers(interval[1]), _numbers(interval[2])]}
    if season := _SEASON.match(text):
        return {"date-parts": [[int(season[2])]], "season": _SEASONS[season[1].lower()]}
    if slashes := _SLASHES.match(text):
        return {"date-parts": [[int(part) for part in slashes.groups() if part]]}
    if before := _BEFORE.match(text):
        return {"date-parts": [[int(before[1]) - 1 if before[1] else -int(before[2])]]}
    return written_date(text)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split("-")]


def _year_range(first: str, last: str) -> dict[str, Any]:
    part = int(last)
    if len(last) == 2 and part <= int(first[2:]):  # "1958-64" are six years, "1958-03" is March, "1969-21" spring
        return (
            {"date-parts": [[int(first)]], "season": part - 20}
            if part in _EDTF_SEASONS
            else written_date(f"{first}-{last}")
        )
    return {"date-parts": [[int(first)], [int(first[: 4 - len(last)] + last)]]}
