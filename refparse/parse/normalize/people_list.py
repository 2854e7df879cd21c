"""Cuts the words of several people into one stretch for each."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map
from refparse.parse.normalize.bodies import looks_like_body

_ET_AL = re.compile(
    r""",?\s*(?: \bet\.?\s*al(?:ii|iae)?\b\.?
        | \b(?:and|und)\s+(?:others|another|andere)\b
        | \bu\.\s?a\.(?=\s*$)
        | \by\s+otros\b
        | \bи\s+др\.
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(
    r"\s*;\s*(?:(?:and|und|et)\s+)?|\s*,?\s+(?:and|und|et|och|og|with)\s+|\s*,?\s*&\s*|\s*,\s*(?:y|e|en|i)\s+",
    re.IGNORECASE,
)
# y, e, en, i join two names of two words each, but stand within "Ortega y Gasset"
_WITHIN = re.compile(r"(?<=\w)\s+(?:y|e|en|i)\s+(?=[^\W\d_]\S*\s+\S)")
# "Smith, J. A., and Brown, K.": what stands behind the comma is only initials
_ONLY_INITIALS = re.compile(r"(?:[A-ZÀ-ÞА-Я]\.?[ -]?){1,4}")
_TRIM = " ,;:"


@cache
def suffixes() -> dict[str, str]:
    """Give what may follow a family name ("jr", "iii"), and how it is printed."""
    return word_map("grammar", "words", "suffixes.tsv")


def word_key(word: str) -> str:
    """Give a word as the tables of names have it: without stops, in small letters."""
    return word.replace(".", "").strip(",").casefold()


def split_people(text: str, *, inverted_first: bool = False) -> tuple[str, ...]:
    """Cut a list of people into one stretch each; "et al." is left out (CMOS 17, 14.76).

    `inverted_first` says that the first name is inverted, as in a bibliography: "Hunt, Lynn, and Jack R. Censer". In a
    list with semicolons, a comma stands within a name.

    >>> split_people("Eric Wolf, Sidney Mintz Jr., and Jane Schneider")
    ('Eric Wolf', 'Sidney Mintz Jr.', 'Jane Schneider')
    """
    bare = _ET_AL.sub("", text).strip(_TRIM)
    if not bare:
        return ()
    if looks_like_body(bare) and not _is_list(bare):
        return (bare,)
    if ";" in bare:
        return tuple(piece for part in _BETWEEN.split(bare) if (piece := part.strip(_TRIM)))
    pieces: list[str] = []
    for group in _BETWEEN.split(_WITHIN.sub("; ", bare)):
        pieces += _split_commas(group, inverted_first and not pieces)
    return tuple(piece for piece in pieces if piece)


def _is_list(text: str) -> bool:
    """Say whether text with the word of a body in it is still a list: every part a body, or parted by semicolons."""
    parts = [part for part in _BETWEEN.split(text) if part]
    whole = all(len(part.split()) > 1 and part[0].isupper() for part in parts)
    return len(parts) > 1 and (";" in text or (whole and all(looks_like_body(part) for part in parts)))


def _split_commas(text: str, inverted: bool) -> list[str]:
    """Cut at commas, but keep a suffix or mere initials with the name before, and an inverted first name whole."""
    pieces: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        behind = word_key(part) in suffixes() or _ONLY_INITIALS.fullmatch(part) is not None
        first = inverted and len(pieces) == 1 and "," not in pieces[0]
        if part and pieces and (behind or first):
            pieces[-1] = f"{pieces[-1]}, {part}"
        elif part:
            pieces.append(part)
    return pieces
