"""Reads dates: of publication, of the original, of an event, of access."""

from __future__ import annotations

import re

from refparse.model.values import Date
from refparse.model.variables import (
    ACCESSED,
    EVENT_DATE,
    ISSUED,
    ORIGINAL_DATE,
    SUBMITTED,
)
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft
from refparse.parse.normalize.dates import parse_date
from refparse.text.fold import fold

# "archived September 2, 2014", "filmed March 2007": the words say what happened then.
_BEFORE_DATE = re.compile(r"\A(?:[a-z]{3,12}\s+){1,3}(?=[A-Z\d])")


def read_date(draft: Draft, chunk: Chunk) -> None:
    """Read a date; after "repr." the date before it becomes the original one."""
    words = draft.words(chunk)
    value = parse_date(words)
    if value is not None and value.literal and value.year is None:
        value = parse_date(_BEFORE_DATE.sub("", words)) or value
    if value is None:
        return
    if ISSUED in draft.fields and ORIGINAL_DATE not in draft.fields and _is_of_reprint(draft, value):
        draft.fields = draft.fields.set(ORIGINAL_DATE, draft.fields[ISSUED]).without(ISSUED)
    _make_way(draft)
    draft.set(ISSUED, chunk, value)


# What happened on a date before the publication.
_EARLIER = (
    (re.compile(r"(?:filmed|recorded|performed|delivered|taped|given|held)\b", re.IGNORECASE), EVENT_DATE),
    (re.compile(r"(?:and\s+)?(?:filed|submitted)\b", re.IGNORECASE), SUBMITTED),
)


def _make_way(draft: Draft) -> None:
    """Move an earlier date that is no publication's: "filmed March 2007, … posted February 2008" (CMOS 17, 14.267)."""
    known = draft.fields.get(ISSUED)
    if known is None:
        return
    key = next((key for pattern, key in _EARLIER if pattern.match(known.text.strip(" ,"))), None)
    if key is not None and key not in draft.fields:
        draft.fields = draft.fields.without(ISSUED).set(key, known)


def _is_of_reprint(draft: Draft, date: Date) -> bool:
    """Say whether a second date is the reprint's: after "repr.", "2nd ed.", or after a publisher that follows the
    first, as the 18th edition has it: "(1944; University of North Carolina Press, 1994)" (CMOS 18, 14.16)."""
    if "reprint" in draft.seen or draft.seen[-1:] == ["edition"] or (draft.has("letter") and draft.has("container")):
        return True  # a letter in a printed collection was written earlier (CMOS 17, 14.111)
    first, seen = draft.fields[ISSUED].value, draft.seen
    dated = seen.index("date") if "date" in seen else len(seen)
    is_later = (first.year or 0) < (date.year or 0) and first.month is None and date.month is None
    return is_later and "publisher" in seen[dated:] and "publisher" not in seen[:dated]


def read_access(draft: Draft, chunk: Chunk) -> None:
    """Read the date of access, or of the last change."""
    date = chunk.find("date")
    if date is None:
        return
    words = fold(draft.note.repaired.text[chunk.start : date.start])
    dated = any(word in words for word in ("modified", "updated", "posted", "aired", "edited", "recorded", "released"))
    value = parse_date(draft.words(date))
    if dated and value is not None:
        _make_way(draft)
    draft.set(ISSUED if dated else ACCESSED, date, value)
