"""Numbers that stand where a locator would and are none: running times, hours, extents, series, episodes."""

from __future__ import annotations

import re
from typing import Any

from refparse.model.variables import COLLECTION_NUMBER, DIMENSIONS, NUMBER, TITLE, Variable
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft

_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_PREPRINT = re.compile(r"(?:arXiv:\s?)?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)  # "arXiv:2203.05794"
_EPISODE = re.compile(r"(?:season|series|episode|ep\.?)\s+\d+\b.*", re.IGNORECASE)
# "3 compact discs", "141 min.", "6 cassettes": how much there is (CMOS 17, 14.263)
_EXTENT = re.compile(
    r"\d+\s+(?:min(?:utes?|s)?\b\.?|hours?|hrs?\b\.?|sec(?:onds?|s)?\b\.?"
    r"|(?:audio|video)?cassettes?|(?:compact|video|audio)?\s?discs?|CDs?|DVDs?|reels?|tapes?|slides?)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"1[0-3]\d\d[-–](?:1[0-9])?\d\d")  # later years are no locators to the scanner
_DATED = ("date", "access")


def read_measure(draft: Draft, chunk: Chunk, words: str) -> bool:
    """Read what is no locator though it looks like one, and say whether it was that.

    >>> # "… April 21, 2015, podcast, MP3 audio, 18:46, https://…" has a running time (CMOS 17, 14.267);
    >>> # "at 18:46" is a place in it.
    """
    found = _meaning(draft, chunk, words.strip(" ,;"))
    if found is None:
        return False
    for key in found:
        draft.extend(key, chunk, words.strip(" ,;"))
    return True


def _meaning(draft: Draft, chunk: Chunk, words: str) -> tuple[Variable[Any], ...] | None:
    """Give the variables that the words are for, none for the hour of a date, None for a locator."""
    before = draft.seen[-1] if draft.seen else ""
    if _TIME.fullmatch(words) and before == "medium":
        return (DIMENSIONS,)
    if _TIME.fullmatch(words) and before in _DATED:
        return ()
    if _PREPRINT.fullmatch(words):
        return (NUMBER,)
    if _EPISODE.fullmatch(words):
        return (NUMBER,)
    if _EXTENT.fullmatch(words):
        return (DIMENSIONS,)
    if before == "title" and _YEARS.fullmatch(words) and _opens_imprint(draft, chunk):
        return (TITLE,)  # "Calendar of the Patent Rolls, 1334–1338 (London: HMSO, 1895)"
    if before == "series" and words[:1].isdigit() and _opens_imprint(draft, chunk):
        return (COLLECTION_NUMBER,)
    return None


def _opens_imprint(draft: Draft, chunk: Chunk) -> bool:
    """Say whether parentheses follow: "Hakluyt Society, 2nd ser., 106 (London, 1953)" (CMOS 17, 14.123)."""
    return draft.note.repaired.text[chunk.end :].lstrip(" ,").startswith("(")
