"""Finds the sentence of the body that carries a note's marker."""

from __future__ import annotations

import re

# A full stop, question or exclamation mark with what closes after it: `. `, `.” `, `?) `, as OCR leaves it `. " `; and
# a paragraph's end.
_SENTENCE_END = re.compile(r"""[.!?…](?:[)\]’”"'»]|[ ]["”’»](?=\s|$))*(?=\s|$)""")

# What ends in a full stop without ending a sentence: initials, titles, "vol.", "p.", "U.S.".
_NO_END = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sr|Jr|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Pres|Adm|Messrs|vs|cf|ca|c"
    r"|vol|vols|no|nos|p|pp|ch|chap|ed|eds|fig|figs|art|sec|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|etc|al"
    r"|U\.S|U\.K|Inc|Ltd|Co|Bros|op|cit|ibid|bzw|z\.B|usw|Hrsg|Bd|S|Nr|M|Mme|Mlle))\.$"
)

LONGEST_SENTENCE = 2000


def sentence_around(paragraph: str, offset: int) -> str:
    """Give the sentence of `paragraph` that a marker at `offset` (code points) belongs to.

    A marker stands after the sentence or the clause it belongs to, so an offset at a sentence's end, even behind its
    full stop and quote, belongs to the sentence before. At most 2,000 code points are given.

    >>> sentence_around("The war came early. Bloch went to Lyon. He wrote.", 39)
    'Bloch went to Lyon.'
    """
    offset = max(0, min(offset, len(paragraph)))
    low, high = max(0, offset - LONGEST_SENTENCE), min(len(paragraph), offset + LONGEST_SENTENCE)
    window, place = paragraph[low:high], offset - low
    anchor = len(window[:place].rstrip()) or place
    ends = [match.end() for match in _SENTENCE_END.finditer(window) if not _NO_END.search(window, 0, match.start() + 1)]
    start = max((end for end in ends if end < anchor), default=0)
    stop = min((end for end in ends if end >= anchor), default=len(window))
    return " ".join(window[start:stop].split())
