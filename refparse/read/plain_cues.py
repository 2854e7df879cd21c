"""Says how much a stretch of text looks like a citation rather than a story."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_set

# What only citations have: `(London: Sage, 1973)`, `(1981-82)`, `115-19`, `3:40`, `12 n. 3`, `17, no. 2`.
_IMPRINT = re.compile(r"[(\[][^()\[\]]{0,120}\b(?:1[5-9]|20)\d\d|\b[12]\d{3}(?:[-–]\d{2,4})?[)\]]")
_PAGES = re.compile(
    r"\b(?!1[5-9]\d\d)\d{1,4}\s?[-–—]{1,2}\s?\d{1,4}\b|\b\d{1,3}:\d{1,4}\b|,\s\d{1,3}[.;]|,\s\d{1,3}$|\bn\.?\s?\d"
)
_ADDRESS = re.compile(r"https?://|\bdoi\b|www\.", re.I)

LONGEST_LOOK = 2000


@cache
def _cue_pattern() -> re.Pattern[str]:
    words = sorted(word_set("grammar", "words", "reading", "citation_cues.tsv"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in words) + r")\b", re.I)


def citation_cues(text: str) -> int:
    """Give the count of signs of a citation in the first 2,000 code points of `text`.

    >>> citation_cues("See Bloch, Craft, 29-31; and ibid., 40.") > citation_cues("The war began in the early spring.")
    True
    """
    text = text[:LONGEST_LOOK]
    words = {match.group().lower() for match in _cue_pattern().finditer(text)} - _SLIGHT
    return len(words) + 2 * len(_IMPRINT.findall(text)) + len(_PAGES.findall(text)) + len(_ADDRESS.findall(text))


# Words that stories use as much as notes do; they count only beside other signs.
_SLIGHT = {"see", "no", "note", "notes", "n", "p", "press", "review", "box", "file", "papers", "archive", "quoted in"}
