"""Finds the sentence of the body that carries a note's marker."""

from __future__ import annotations

import re

# A full stop, question or exclamation mark with what closes after it: `. `, `.” `, `?) `, as OCR leaves it `. " `; and
# a paragraph's end.
_SENTENCE_END = re.compile(r"""[.!?…](?:[)\]’”"'»]|[ ]["”’»](?=\s|$))*(?=\s|$)""")

# What ends in a full stop without ending a sentence: initials, titles, "ed.", "U.S.".
_NO_END = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Sr|Jr|Gen|Col|Capt|Lt|Sgt|Gov|Sen|Rep|Pres|Adm|Messrs|vs|cf|ca"
    r"|eds?|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|Inc|Ltd|Bros|op|bzw|z\.B|Hrsg|Mme|Mlle))\.$"
)

# What ends no sentence where a number follows: `vol. 3`, `no. 12`, `p. 4`.
_NO_END_BEFORE_NUMBER = re.compile(r"\b(?:vols?|nos?|pp?|ch|chap|figs?|art|sec|Bd|S|Nr|c|n|nn|bk|pt)\.$", re.I)
_NUMBER = re.compile(r"\s(?:\d|[ivxlcIVXLC]{1,6}\b)")

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
    ends = [m.end() for m in _SENTENCE_END.finditer(window) if _ends_sentence(window, m.start() + 1)]
    start = max((end for end in ends if end < anchor), default=0)
    stop = min((end for end in ends if end >= anchor), default=len(window))
    return " ".join(window[start:stop].split())


def _ends_sentence(text: str, stop: int) -> bool:
    """Say whether the full stop before `stop` ends a sentence and no abbreviation."""
    before = text[max(0, stop - 12) : stop]
    if _NO_END.search(before):
        return False
    return not (_NO_END_BEFORE_NUMBER.search(before) and _NUMBER.match(text, stop))
