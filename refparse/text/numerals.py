"""Numbers as books print them: roman numerals, ordinals, numbers in words."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map

# xiv, MCMLXXXIV, and the old long form viiii; not "mix" or "dim", which are words in lower case
_ROMAN = re.compile(r"(?=[mdclxvi])m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,3}[ij]?)", re.IGNORECASE)
_VALUES = {"i": 1, "j": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# 2nd, 3d, 21st, 2e, 3ème, 4., 5a, 6º
_ORDINAL = re.compile(r"(\d+)\s*(?:st|nd|rd|th|d|e|er|ère|ere|ème|eme|ste|de|te|º|ª|°|o|a|\.)?", re.IGNORECASE)


def roman_value(text: str) -> int | None:
    """Give the value of a roman numeral in one case, or None: "xiv" is 14.

    >>> roman_value("MCMLXXXIV"), roman_value("hello")
    (1984, None)
    """
    if not text or text not in (text.lower(), text.upper()) or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[char] for char in text.lower()]
    return sum(-here if here < after else here for here, after in zip(values, [*values[1:], 0], strict=True))


def ordinal_value(text: str) -> int | None:
    """Give the number of an ordinal in figures or words: "2d", "3ème", "second", "zweite", else None.

    >>> ordinal_value("2d"), ordinal_value("second"), ordinal_value("revised")
    (2, 2, None)
    """
    word = text.strip().casefold()
    if (match := _ORDINAL.fullmatch(word)) is not None:
        return int(match.group(1))
    named = _named().get(word.rstrip("."))
    return named if named is not None else roman_value(text.strip().rstrip("."))


@cache
def _named() -> dict[str, int]:
    return {word: int(number) for word, number in word_map("grammar", "words", "ordinals.tsv").items()}


def number_value(text: str) -> int | None:
    """Give the value of a number in figures, roman numerals or words, or None: "3", "III", "three"."""
    word = text.strip().rstrip(".")
    if word.isdecimal():
        return int(word)
    named = _named().get(word.casefold())
    return named if named is not None else roman_value(word)
