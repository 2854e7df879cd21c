"""Kind and class of words and numbers: what a token may become, and what the weights know of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from sys import intern

from refparse.assets import asset, asset_lines, word_map

MAX_WORDS = 32_768  # remembered; a book has some 10,000 different ones

_ROMAN_LOWER = re.compile(r"[ivxlc]+(?:[-–][ivxlc]+)?\Z")
_ROMAN_UPPER = re.compile(r"[IVXLC]+(?:[-–][IVXLC]+)?\Z")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d\Z")  # printed matter: earlier years are mostly pages
_YEAR_RANGE = re.compile(r"(?:1[4-9]|20)\d\d[-–—/]{1,2}(?:\d\d\d\d|\d\d?)\Z")
_VOL_PAGE = re.compile(r"\d{1,3}:\d")
_RANGE = re.compile(r"\d+[a-z]?[-–—]{1,2}\d+")
_NOTE_PAGE = re.compile(r"\d+(?:nn?\d*|ff?|[a-z]|[A-Z])\Z")
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|\d*[23]d)\Z")  # "37d" is a place in Plato
_CODE = re.compile(r"[A-Z]{1,3}\d+[a-z]?(?:[-–][A-Z]?\d+)?\Z")  # "A6", "B13–B14", "A3v"
_DECADE = re.compile(r"\d{2,3}0'?s\Z")


@cache
def _classes() -> dict[str, str]:
    return word_map("grammar", "words", "classes.tsv")


LEXICONS = (
    ("g", "given_names.tsv"),
    ("s", "surnames.tsv"),
    ("p", "places.tsv"),
    ("u", "publisher_words.tsv"),
    ("j", "journal_words.tsv"),
    ("h", "archive_words.tsv"),
    ("b", "body_words.tsv"),
)


def _there(name: str) -> bool:
    return asset("grammar", "lexicons", name).is_file()


@cache
def _flags() -> dict[str, str]:
    """Give for each word of the lexicons the letters of those that hold it, in the order of `LEXICONS`."""
    flags: dict[str, str] = {}
    for letter, name in LEXICONS:
        words = asset_lines("grammar", "lexicons", name) if _there(name) else ()
        for word in {line.partition("\t")[0] for line in words}:
            flags[word] = intern(flags.get(word, "") + letter)
    return flags


def flags_of(word: str) -> str:
    """Give the letters of the lexicons (`LEXICONS`) that hold a word in lower case."""
    return _flags().get(word, "")


@lru_cache(maxsize=MAX_WORDS)
def number_class(text: str) -> tuple[str, str]:
    """Give kind and class of digits: a year, a range, a volume with its page."""
    if _YEAR.match(text):
        return "year", "YEAR"
    if text[-1].isalpha() and _classes().get(text) == "medium":
        return "medium", "medium"  # "35mm"
    if _YEAR_RANGE.match(text):
        return "year", "YEARS"
    if _VOL_PAGE.match(text):
        return "number", "VOLPAGE"
    if _RANGE.match(text):
        return "number", "RANGE"
    if _ORDINAL.match(text):
        return "ordinal", "ORD"
    if _DECADE.match(text):
        return "year", "DECADE"
    if _NOTE_PAGE.match(text):
        return "number", "NPAGE"
    if "." in text or ":" in text:
        return "number", "DOTNUM"
    if "/" in text:
        return "number", "SLASHNUM"
    return "number", f"N{min(len(text), 5)}"


_CLASS_KIND = {
    "ed": "role", "editedw": "role", "trans": "role", "translated": "role", "contribw": "role", "by": "by",
    "ibid": "ibid", "idem": "idem", "opcit": "opcit", "etal": "etal", "page": "label", "loclab": "label",
    "note": "note", "passim": "label", "vol": "vol", "no": "no", "edn": "edn", "ser": "ser", "signal": "signal",
    "also": "signal", "rel": "rel", "in": "in", "to": "to", "an": "an", "of": "of", "and": "and", "poss": "poss",
    "accessed": "accessed", "hereafter": "hereafter", "sv": "sv", "kind": "kindw", "medium": "medium",
    "pointer": "pointer", "month": "month", "may": "month", "season": "month", "circa": "dateword", "nd": "dateword",
}  # fmt: skip


@lru_cache(maxsize=MAX_WORDS)
def known_word(text: str, dotted: bool) -> tuple[str, str, str]:
    """Give kind and class of a word as `word_class` does, and the lexicons that hold it (`flags_of`)."""
    return *word_class(text, dotted), flags_of(text.lower())


def word_class(text: str, dotted: bool) -> tuple[str, str]:
    """Give kind and class of a word; `dotted` says that it took its full stop along."""
    if dotted and len(text) == 2 and text[0].isupper():
        return "word_cap", "INITIAL"
    if text == "IN":
        return "word_cap", "ACRONYM"  # Indiana
    lower = text.lower().replace("’", "'")
    known = _classes().get(lower)
    if known is not None:
        capital = text[0].isupper()
        kind = _CLASS_KIND.get(known) or ("word_cap" if capital else "word_lc")
        base = known if known not in _OPEN_CLASSES else f"{known}:{lower}"
        if capital and known in _SMALL_ONLY:
            return "word_cap", base + "^"
        return kind, base + ("^" if capital else "")
    if _ROMAN_LOWER.match(text) and len(text) <= 12 and text != "c":
        return "number", "ROMAN"
    if text[0].isupper() or not text[0].isalpha():
        if _ROMAN_UPPER.match(text) and len(text) <= 8 and len(text) > 1:
            return "roman", "ROMANCAP"
        if text in _SINGLE_ROMAN:
            return "roman", "ROMAN1"
        if _CODE.match(text):
            return "code", "CODE"
        if dotted:
            return "word_cap", "INITIAL" if len(text) <= 3 or "." in text[:-1] else "Abbr."
        if len(text) > 1 and text.isupper():
            return "word_cap", "ACRONYM"
        if text.endswith(("'s", "’s", "s'", "s’")):
            return "owner", "OWNER"
        return "word_cap", "Cap"
    return "word_lc", "abbr." if dotted else _lower_class(lower)


_SMALL_ONLY = frozenset({"editedw", "contribw"})  # "Selected Works" is a title, "selected by" a role
_SINGLE_ROMAN = frozenset("IVX")
_OPEN_CLASSES = frozenset(["of", "and", "the", "prep", "in", "to", "by", "also", "signal"])
_LOWER_ENDINGS = (("ly", "lc-ly"), ("ing", "lc-ing"), ("ed", "lc-ed"))


def _lower_class(lower: str) -> str:
    for ending, name in _LOWER_ENDINGS:
        if lower.endswith(ending) and len(lower) > 4:
            return name
    return "lc"


def is_dotted_word(lower_with_dot: str) -> bool:
    """Say whether a word takes its full stop along because it is listed with it: "vol.", "jan."."""
    return lower_with_dot in _classes()
