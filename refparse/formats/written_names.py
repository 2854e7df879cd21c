"""Names and dates as reference managers write them in one string: "Bloch, Marc", "12 May 1940"."""

from __future__ import annotations

import re
from typing import Any, Final

from refparse.model.values import Name

_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
# Example: 1940-05-12
_ISO: Final = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def written_name(text: str) -> Name:
    """Give a name written family name first; without a comma, or with one at its end, it is a body.

    >>> written_name("Bloch, Marc"), written_name("United Nations,")
    (Name(family='Bloch', given='Marc', dropping_particle='', non_dropping_particle='', suffix='', literal=''), \
Name(family='', given='', dropping_particle='', non_dropping_particle='', suffix='', literal='United Nations'))
    """
    family, rest = _halves(text)
    given, suffix = _halves(rest)
    if not given:
        return Name(literal=family)
    return Name(family=family, given=given, suffix=suffix)


def _halves(text: str) -> tuple[str, str]:
    before, _, after = text.partition(",")
    return before.strip(), after.strip()


def written_date(text: str) -> dict[str, Any]:
    """Give a written date as a CSL JSON date; what has no year is literal, "" gives nothing.

    >>> written_date("May 12 1940")
    {'date-parts': [[1940, 5, 12]]}
    """
    text = " ".join(text.split())
    if iso := _ISO.match(text):
        return {"date-parts": [[int(part) for part in iso.groups() if part]]}
    year = _YEAR.search(text)
    if year is None:
        return {"literal": text} if text else {}
    rest = text.replace(year.group(), " ", 1).lower()
    month = next((place for place, name in enumerate(_MONTHS, 1) if name in rest), 0)
    day = _DAY.search(rest) if month else None
    parts = [int(year.group(1)), *([month] if month else []), *([int(day.group(1))] if day else [])]
    return {"date-parts": [parts]}
