"""Numbers that stand where a locator would and are none: running times, hours, extents, series, episodes."""

from __future__ import annotations

import re

from refparse.model.variables import COLLECTION_NUMBER, DIMENSIONS, ISBN, NUMBER, SCALE, TITLE, Variable
from refparse.parse.chunks import Chunk
from refparse.parse.draft import Draft

TIME = r"\d{1,2}:\d{2}(?::\d{2})?"  # minutes and seconds, with or without hours
_TIME = re.compile(TIME)
_PREPRINT = re.compile(r"(?:arXiv:\s?)?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)  # "arXiv:2203.05794"
_EPISODE = re.compile(r"(?:season|series|episode|ep\.?)\s+\d+\b.*", re.IGNORECASE)
# "141 min.", "2 hours": how long it runs
_DURATION = r"\d+\s+(?:min(?:utes?|s)?\b\.?|hours?|hrs?\b\.?|sec(?:onds?|s)?\b\.?)"
DURATION = re.compile(_DURATION, re.IGNORECASE)
# "3 compact discs", "141 min.", "6 cassettes": how much there is (CMOS 17, 14.263)
_EXTENT = re.compile(
    rf"{_DURATION}|\d+\s+(?:(?:audio|video)?cassettes?|(?:compact|video|audio)?\s?discs?|CDs?|DVDs?|reels?|tapes?|slides?)",
    re.IGNORECASE,
)
# "ISBN 978-0-374-27082-1"
_ISBN = re.compile(r"ISBN(?:-1[03])?:?\s*(?:97[89][- ]?)?\d[\d -]{7,15}[\dXx]", re.IGNORECASE)
_NO_PAGES = re.compile(r"n\.\s?(?:p|pag)\.?", re.IGNORECASE)
_SCALE = re.compile(r"1\s?:\s?\d{1,3}(?:[,. ]\s?\d{3})+")  # "1:4,800", of a map
_YEARS = re.compile(r"1[0-3]\d\d[-–](?:1[0-9])?\d\d")  # later years are no locators to the scanner
_NUMBERED = re.compile(r"\d.*", re.DOTALL)


# pattern of the words, what stands before them (any where empty), whether an imprint must follow, what they are for;
# the hour of a date is for nothing
_MEANINGS: tuple[tuple[re.Pattern[str], tuple[str, ...], bool, tuple[Variable[str], ...]], ...] = (
    (_TIME, ("medium",), False, (DIMENSIONS,)),
    (_TIME, ("date", "access"), False, ()),
    (_PREPRINT, (), False, (NUMBER,)),
    (_EPISODE, (), False, (NUMBER,)),
    (_EXTENT, (), False, (DIMENSIONS,)),
    (_ISBN, (), False, (ISBN,)),
    (_NO_PAGES, (), False, ()),
    (_SCALE, (), False, (SCALE,)),
    (_YEARS, ("title",), True, (TITLE,)),  # "Calendar of the Patent Rolls, 1334–1338 (London: HMSO, 1895)"
    (_NUMBERED, ("series",), True, (COLLECTION_NUMBER,)),
)


def read_measure(draft: Draft, chunk: Chunk, words: str) -> bool:
    """Read what is no locator though it looks like one, and say whether it was that.

    "… podcast, MP3 audio, 18:46, https://…" has a running time (CMOS 17, 14.267); "at 18:46" is a place in it.
    """
    bare = words.strip(" ,;")
    before = draft.seen[-1] if draft.seen else ""
    for pattern, leads, needs_imprint, keys in _MEANINGS:
        is_led = not leads or before in leads
        if is_led and pattern.fullmatch(bare) and (not needs_imprint or _opens_imprint(draft, chunk)):
            for key in keys:
                draft.extend(key, chunk, bare)
            return True
    return False


def _opens_imprint(draft: Draft, chunk: Chunk) -> bool:
    """Say whether parentheses follow: "Hakluyt Society, 2nd ser., 106 (London, 1953)" (CMOS 17, 14.123)."""
    return draft.note.repaired.text[chunk.end : chunk.end + 4].lstrip(" ,").startswith("(")
