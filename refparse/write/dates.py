"""Dates as target formats want them: EDTF, ISO 8601, and words."""

from __future__ import annotations

from calendar import monthrange

from refparse.model.values import Date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SEASONS = {1: "Spring", 2: "Summer", 3: "Autumn", 4: "Winter"}
_EDTF_SEASON = 20  # EDTF level 1 counts the seasons from 21


def edtf_date(date: Date, circa: str = "?") -> str:
    """Give a date in EDTF: "1969-03", "1946/1961", "1969-21" for spring, "1850?" for about 1850; "" for mere words.

    BibLaTeX and Zotero both keep "?"; Zotero drops "~" from a .bib file, so "?" stands for circa by default.
    """
    start = _edtf_point(date)
    if not start:
        return ""
    mark = circa if date.circa else ""
    end = _edtf_point(date.end) if date.end is not None else ""
    return f"{start}{mark}/{end}{mark}" if end and end != start else start + mark


def _edtf_point(date: Date) -> str:
    if date.year is None:
        return ""
    # CSL counts 44 BC as -44, EDTF and ISO 8601 as -43: they have a year 0.
    count = date.year if date.year >= 0 else date.year + 1
    year = f"{count:04d}" if count >= 0 else f"-{-count:04d}"
    if date.season in SEASONS:
        return f"{year}-{_EDTF_SEASON + date.season}"
    return "-".join([year, *(f"{part:02d}" for part in real_parts(date)[1:])])


def real_parts(date: Date) -> tuple[int, ...]:
    """Give year, month and day as far as they are a real date: 30 February gives year and month."""
    parts = date.parts
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    if len(parts) > 2 and not 1 <= parts[2] <= monthrange(max(parts[0], 1) % 400 + 2000, parts[1])[1]:
        return parts[:2]
    return parts


def iso_date(date: Date) -> str:
    """Give the start of a date in ISO 8601 as far as known: "1956-11-05"; "" for mere words."""
    return "" if date.year is None else _edtf_point(Date(year=date.year, month=date.month, day=date.day))


def date_words(date: Date) -> str:
    """Give a date in English words: "5 November 1956", "Spring 1969", "c. 1850", "1946–1961", "forthcoming"."""
    if date.year is None:
        return date.literal
    words = _point_words(date)
    if date.end is not None and date.end.year is not None:
        words += f"–{_point_words(date.end)}"
    return f"c. {words}" if date.circa else words


def verbatim_date(date: Date) -> str:
    """Give a date as Zotero is to store it: ISO where it is one plain date, else words that a reader understands."""
    plain = date.year is not None and not (date.season or date.end or date.circa)
    return iso_date(date) if plain else date_words(date)


def _point_words(date: Date) -> str:
    year = str(date.year) if (date.year or 0) >= 0 else f"{-(date.year or 0)} BC"
    if date.season in SEASONS:
        return f"{SEASONS[date.season]} {year}"
    parts = real_parts(date)
    month = [MONTHS[parts[1] - 1]] if len(parts) > 1 else []
    return " ".join([*(str(day) for day in parts[2:]), *month, year])
