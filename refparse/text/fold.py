"""Brings words to comparison form: one case, one kind of quote, dash and space, no diacritics."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'", "ʼ": "'",
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "&": " and ",
    }
)  # fmt: skip

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("&"): " and "}
ARTICLES = frozenset("the a an le la les l der die das den dem des ein eine el los las il lo gli i un une una".split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold `text` for comparison: "The Prophet—Unarmed" and "the prophet-unarmed" become alike.

    Diacritics, punctuation and case are dropped, "&" becomes "and", words are separated by one space.

    >>> fold("Götz & Müller, *Vers l’Orient*")
    'gotz and muller vers l orient'
    """
    if text.isascii():
        return " ".join(text.translate(_ASCII).casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_SAME))
    letters = (char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(letters).casefold().split())


@lru_cache(maxsize=65536)
def fold_title(text: str) -> str:
    """Fold a title and drop a leading article: "The Prophet Unarmed" becomes "prophet unarmed"."""
    words = fold(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def main_title(text: str) -> str:
    """Give the title without its subtitle: what stands before a colon, or the whole.

    >>> main_title("Citizens: A Chronicle of the French Revolution")
    'Citizens'
    """
    return text.split(": ", 1)[0]
