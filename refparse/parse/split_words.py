"""Joins words that an OCR program cut in two, where the whole word stands elsewhere in the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]{2,}")
# "Agricul ture", "agricul? ture": two runs of letters with a space, and perhaps a stray mark, between them
_PAIR = re.compile(r"(?<![^\W_])([^\W\d_]{2,})(\?? )(?=([a-zß-ÿ]{2,})(?![^\W_]))")
_SHORTEST = 6
# A part may be cut off in another note as well, and so be counted.
_RARE = 2


def count_words(texts: Iterable[str]) -> Mapping[str, int]:
    """Count the words of a document, in small letters: the evidence for `split_words`."""
    return Counter(word.casefold() for text in texts for word in _WORD.findall(text))


def split_words(text: str, counts: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Give the half-open stretches of `text` that cut a word in two.

    The whole must stand elsewhere in the document, and at least one part must be no word of it.

    >>> counts = count_words(["the agriculture of Kent", "on agriculture", "agricul ture"])
    >>> list(split_words("agricul ture", counts))
    [(7, 8)]
    """
    for match in _PAIR.finditer(text):
        first, second = match.group(1).casefold(), match.group(3).casefold()
        rarest, whole = min(counts.get(first, 0), counts.get(second, 0)), counts.get(first + second, 0)
        if len(first + second) >= _SHORTEST and rarest <= _RARE and whole > max(1, rarest):
            yield match.span(2)
