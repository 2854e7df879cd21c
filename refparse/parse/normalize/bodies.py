"""Tells a body (a ministry, a university, a band of musicians) from a person, and gives its name."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_rows, word_set
from refparse.model.values import Name

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# USSR, NATO, UNESCO: an abbreviation in capitals is, or begins, the name of a body
_CAPITALS = re.compile(r"[A-Z]{2,6}s?")
# Department of State, Institut für Zeitgeschichte, Ministère de la Guerre
_LINK = re.compile(r"\s(?:of|for|on|against|für|pour|sur|para|sobre|per)\s")
_INITIAL = re.compile(r"\b[A-Z]\.")


@cache
def _body_words() -> frozenset[str]:
    return word_set("grammar", "words", "body_words.tsv")


def looks_like_body(text: str) -> bool:
    """Say whether `text` names a body rather than a person (CMOS 17, 14.84).

    >>> looks_like_body("U.S. Department of State"), looks_like_body("Emmanuel Le Roy Ladurie")
    (True, False)
    """
    bare = text.strip()
    first = bare.split(" ", 1)[0]
    if first in _openers():
        return True
    if _LINK.search(bare):
        return not any(part.istitle() and part.endswith(".") for part in bare.split()[:1])
    words = [word.casefold() for word in _WORD.findall(bare)]
    if len(words) == 1:
        return _CAPITALS.fullmatch(bare) is not None or (words[0] in _body_words() and len(words[0]) > 6)
    return any(word in _body_words() for word in _significant(words, bare)) or _begins_in_capitals(first, bare)


def _begins_in_capitals(first: str, text: str) -> bool:
    """Say whether only the first word is in capitals: "NATO Information Service", but not "KARL MARX"."""
    return len(first) > 2 and _CAPITALS.fullmatch(first) is not None and not text.isupper() and "," not in text


def _significant(words: list[str], text: str) -> list[str]:
    """Leave out a last word that is also a family name after one name or initials: "Emily Post", "R. W. Church"."""
    is_surname = words[-1:] and words[-1] in _also_surnames() and (len(words) == 2 or _INITIAL.search(text))
    return words[:-1] if is_surname else words


@cache
def _openers() -> frozenset[str]:
    return word_set("grammar", "words", "body_openers.tsv")


@cache
def _also_surnames() -> frozenset[str]:
    return frozenset(row[0] for row in word_rows("grammar", "words", "body_words.tsv") if len(row) > 1)


def body_name(text: str) -> Name:
    """Give a body's name whole, as `literal`."""
    return Name(literal=" ".join(text.strip(" ,;:[]").split()))
