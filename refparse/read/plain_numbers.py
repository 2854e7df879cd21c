"""Reads a note's number as OCR may have left it: how likely is it that "I%" was 176?"""

from __future__ import annotations

from functools import lru_cache

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# What OCR reads for a digit. A character may stand for two digits that ran together.
MISREADINGS = {
    "I": ("1",), "l": ("1",), "i": ("1",), "|": ("1",), "!": ("1",), "t": ("1",), "]": ("1",), "[": ("1",),
    "J": ("1", "3"), "T": ("1", "7"), "}": ("3",), "{": ("3",), "o": ("0",), "O": ("0",), "Q": ("0",), "D": ("0",),
    "c": ("0",), "u": ("0", "11"), "s": ("5", "8"), "S": ("5", "8"), "$": ("5",), "B": ("8",), "&": ("8",),
    "g": ("9",), "q": ("9",), "b": ("6",), "G": ("6",), "z": ("2",), "Z": ("2",), "A": ("4",), "?": ("7", "2", "9"),
    "m": ("77", "11", "17", "71", "111"), "n": ("11", "77", "7"), "H": ("11",), "U": ("11",), "N": ("11",),
    "M": ("11", "111"), "%": ("96", "99", "76", "90"), "W": ("10", "11"), "w": ("10",), "r": ("1", "7"), "f": ("1",),
    "<": ("0", "6"), ">": ("7",), "(": ("1",), ")": ("1",), "*": ("7",), "^": ("1",), "'": ("1",), "h": ("6",),
}  # fmt: skip

# Digits that OCR takes for each other.
ALIKE_DIGITS = frozenset(
    ("38", "83", "17", "71", "56", "65", "06", "60", "68", "86", "49", "94", "09", "90", "27", "72")
)

LIKELY_MISREADING = 0.3
TWO_DIGITS_IN_ONE = 0.5
ALIKE_DIGIT = 0.9
OTHER_DIGIT = 1.5
OTHER_CHARACTER = 1.0
DIGIT_LOST = 1.0
CHARACTER_TOO_MUCH = 0.8
SPACE = 0.2

LARGEST_COST = 1.7


@lru_cache(maxsize=65536)
def misreading_cost(token: str, value: int) -> float:
    """Give how much must have gone wrong for the number `value` to be read as `token`; 0 where nothing did.

    >>> misreading_cost("143", 143), misreading_cost("43", 143), misreading_cost("3oo", 300)
    (0.0, 1.0, 0.6)
    """
    digits = str(value)
    row = [count * DIGIT_LOST for count in range(len(digits) + 1)]
    rows = [row]
    for place, char in enumerate(token):
        row = [rows[-1][0] + _cost_of_extra(char)]
        for end in range(1, len(digits) + 1):
            row.append(_cheapest(rows, row, place, end, char, digits))
        rows.append(row)
    return round(rows[-1][-1], 2)


def _cheapest(rows: list[list[float]], row: list[float], place: int, end: int, char: str, digits: str) -> float:
    """Give the cheapest way to read the first `end` digits as the token up to and including `char`."""
    above = rows[place]
    ways = [above[end - 1] + _cost_of_reading(char, digits[end - 1]), above[end] + _cost_of_extra(char)]
    ways.append(row[end - 1] + DIGIT_LOST)
    for reading in MISREADINGS.get(char, ()):
        size = len(reading)
        if size > 1 and size <= end and digits[end - size : end] == reading:
            ways.append(above[end - size] + TWO_DIGITS_IN_ONE)
    return min(ways)


def _cost_of_reading(char: str, digit: str) -> float:
    if char == digit:
        return 0.0
    if digit in MISREADINGS.get(char, ()):
        return LIKELY_MISREADING
    if char.isdigit():
        return ALIKE_DIGIT if char + digit in ALIKE_DIGITS else OTHER_DIGIT
    return OTHER_CHARACTER


def _cost_of_extra(char: str) -> float:
    return SPACE if char in " .,'’" else CHARACTER_TOO_MUCH
