"""Turns the parts of an imprint into values: places, publisher, edition, volume, number, reprint."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_set
from refparse.model.values import Date
from refparse.parse.normalize.dates import parse_date
from refparse.text.numerals import number_value, ordinal_value, roman_value

_PLACES = re.compile(r"\s*(?:;|/|\s&\s|\s(?:and|und|et|y|e)\s|\s+[–—]\s+|,\s*(?=and\s))\s*(?:and\s+)?")
_FIRST_YEAR = 1400
_TRIM = " ,;:()"
_LABELS = re.compile(
    r"^(?:vols?|volumes?|bde?|bände|band|jg|jahrgang|année|anno|t|tomes?|tomos?|tom|pts?|parts?|teil|nos?|nrs?|numbers?|num|núm|n[º°]|№|issues?|heft|h|fasc)(?![^\W\d_])\.?\s*",
    re.IGNORECASE,
)
_VOLUMES = re.compile(r"\b(?:in\s+)?(\w+)\s+(?:vols?|volumes|bde|bände|tomes?|tomos?|t|parts|pts)\b\.?", re.IGNORECASE)
# "Knopf." but not "Bros.", "Co.", "Univ. Pr."
_FULL_STOP = re.compile(r"(?<![^\W\d_])(?!(?:Bros|Corp|Univ|Inst|Verl|Buchh|Akad|Soc|Assoc|Bros)\.)[^\W\d_]{4,}\.$")
_REPRINT = re.compile(
    r"\s*[;,]\s*(?:repr(?:\.|inted?|int)?|rpt\.?|reissued?|new\s+ed\.?|Nachdr(?:\.|uck)|réimpr\.?)(?:\s+ed(?:\.|ition))?\s*,?\s*",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(r"^(\[?\d{4}\]?)\s+\[(\d{4})\]$|^\[(\d{4})\]\s+(\d{4})$")
# roman numerals that are as often letters: "vol. C"
_LETTERS = frozenset("CDLMcdlm")


def split_places(text: str) -> tuple[str, ...]:
    """Cut "New York and London" into places; one place with its state stays one (CMOS 17, 14.129-14.131).

    >>> split_places("Cambridge, MA, and London")
    ('Cambridge, MA', 'London')
    """
    return tuple(part for piece in _PLACES.split(text.strip(_TRIM)) if (part := piece.strip(_TRIM)))


def clean_place(text: str) -> str:
    """Give the place as printed, without brackets and stray punctuation; "n.p." and "s.l." are no place."""
    bare = _unbracketed(text).rstrip("?")
    return "" if bare.casefold().rstrip(".") in ("n.p", "n. p", "s.l", "s. l", "o.o", "o. o") else bare


def _unbracketed(text: str) -> str:
    """Take off brackets around the whole and brackets without a partner, with the punctuation at both ends."""
    bare = " ".join(text.strip(" ,;:").split())
    for opening, closing in ("[]", "()"):
        if bare.count(opening) == bare.count(closing):
            is_whole = bare[:1] == opening and bare[-1:] == closing and bare.count(opening) == 1
            bare = bare[1:-1] if is_whole else bare
        else:
            bare = bare.replace(opening, "").replace(closing, "")
    return bare.strip(" ,;:")


def clean_publisher(text: str) -> str:
    """Give the publisher as printed, without brackets, quotes and stray punctuation (CMOS 17, 14.133-14.141).

    >>> clean_publisher(" Duckworth, Hall, ")
    'Duckworth, Hall'
    """
    bare = _unbracketed(text)
    if bare.casefold().rstrip(".") in ("n.p", "n. p", "s.n", "s. n", "o.v"):
        return ""
    return bare[:-1] if _FULL_STOP.search(bare) and bare.count(".") == 1 else bare


@cache
def _edition_words() -> frozenset[str]:
    return word_set("grammar", "words", "editions.tsv")


def parse_edition(text: str) -> str:
    """Give an edition as CSL wants it: a bare number where it is numbered, else the words (CMOS 17, 14.113-14.118).

    >>> parse_edition("2d ed."), parse_edition("rev. ed."), parse_edition("Third edition, revised")
    ('2', 'rev. ed.', '3')
    """
    bare = " ".join(text.strip(" ,;:()[]").split())
    for word in re.split(r"[\s,]+", bare):
        if word.casefold() in _edition_words():
            continue
        value = ordinal_value(word)
        if value is not None and not (word[0] in "ivxlcdm" and roman_value(word.rstrip("."))):
            return str(value)
    return bare


def _number(text: str) -> str:
    bare = _LABELS.sub("", " ".join(text.strip(" ,;:()").split()))
    bare = re.sub(r"\s*[‐‑‒–—-]+\s*", "-", bare).rstrip(".")
    value = None if bare in _LETTERS else number_value(bare)
    return str(value) if value is not None else bare


def parse_volume(text: str) -> str:
    """Give a volume's number in arabic figures: "vol. III" is "3"; what is no number stays as it is.

    >>> parse_volume("vol. 3"), parse_volume("Bd. IV"), parse_volume("66")
    ('3', '4', '66')
    """
    return _number(text)


def parse_issue(text: str) -> str:
    """Give an issue's number: "no. 4" is "4", "nos. 3–4" is "3-4"."""
    return _number(text)


def parse_number_of_volumes(text: str) -> str:
    """Give how many volumes there are: "3 vols." and "in three volumes" are "3"; "" where none is told."""
    match = _VOLUMES.search(text)
    value = number_value(match.group(1)) if match else None
    return str(value) if value is not None else ""


def is_number_of_volumes(text: str) -> bool:
    """Say whether words tell how many volumes there are and nothing else: "64 Bde.", "3 vols."."""
    match = _VOLUMES.fullmatch(text)
    return match is not None and number_value(match.group(1)) is not None


def parse_original(text: str) -> tuple[Date | None, Date | None]:
    """Give (original date, date of this edition) of "1924; repr., 1997" or "1997 [1924]"; the first may be None.

    >>> [date and date.year for date in parse_original("1924; repr., 1997")]
    [1924, 1997]
    """
    bare = text.strip(_TRIM)
    if (match := _ORIGINAL.match(bare)) is not None:
        now, then = (match.group(1), match.group(2)) if match.group(2) else (match.group(4), match.group(3))
        return parse_date(then), parse_date(now)
    parts = _REPRINT.split(bare, maxsplit=1)
    if len(parts) == 2:
        return parse_date(parts[0]), parse_date(re.sub(r"^.*?(?=\[?\d{4})", "", parts[1]))
    return None, parse_date(bare)


def parse_series(text: str) -> tuple[str, str]:
    """Give a series and the number in it: "Studies in History, no. 12" is ("Studies in History", "12").

    >>> parse_series("3rd ser., 41")
    ('3rd ser.', '41')
    """
    bare = text.strip(_TRIM)
    match = re.fullmatch(r"(.+?)(?:,\s*|\s+)(?:(?:vol|no|nr|bd|n[º°]|num)\b\.?\s*)?(\d+|[IVXLC]+)", bare, re.IGNORECASE)
    if match is None or (match.group(2).isalpha() and roman_value(match.group(2)) is None):
        return bare, ""
    series, number = match.group(1).rstrip(" ,"), match.group(2)
    is_year = number.isdecimal() and int(number) >= _FIRST_YEAR and number == bare[len(series) :].strip(" ,")
    return (bare, "") if is_year else (series, number)
