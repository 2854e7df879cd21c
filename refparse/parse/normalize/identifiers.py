"""Cleans addresses and numbers: URLs cut by line breaks, DOIs, ISBNs."""

from __future__ import annotations

import re
from urllib.parse import unquote

# http://www.exam- ple.org/a b: a space within an address goes where the piece before it ends in a joining sign, or
# the piece after it begins with one; a hyphen at the break is part of the address as often as not, and stays.
_CUT = re.compile(r"(?<=[/.\-_=&?%#:])\s+(?=[\w/?#%&=~])|(?<=\w)\s+(?=[/?#&=%_]\w)|(?<=/)\s+")
_SCHEME = re.compile(r"^(?:https?|ftp)\s*:\s*/\s*/\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>“”]+")
_DOI_ADDRESS = re.compile(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:\s*)", re.IGNORECASE)
_ISBN = re.compile(r"(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx]")


def clean_url(text: str) -> str:
    """Give an address in one piece, without angle brackets and the note's own last stop (CMOS 17, 14.6-14.18).

    >>> clean_url("<http://www.example.org/ a/ b.html>.")
    'http://www.example.org/a/b.html'
    """
    bare = text.strip().strip("<>⟨⟩[]").rstrip(".,;:").strip("<>⟨⟩[] \"'“”")
    bare = _SCHEME.sub(lambda match: re.sub(r"\s", "", match.group()), bare)
    return _balanced(_CUT.sub("", bare).rstrip(".,;:"))


def _balanced(url: str) -> str:
    """Take off a last bracket that belongs to the sentence, not to the address."""
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:")
    return url


def clean_doi(text: str) -> str:
    """Give the bare DOI of "doi:10.1000/182." or "https://doi.org/10.1000/182"; "" where there is none.

    >>> clean_doi("doi: 10.1086/599247.")
    '10.1086/599247'
    """
    bare = _DOI_ADDRESS.sub("", clean_url(text))
    match = _DOI.search(unquote(bare) if "%2F" in bare.upper() else bare)
    return _balanced(match.group().rstrip(".,;:")) if match else ""


def doi_of_url(url: str) -> str:
    """Give the DOI in an address of doi.org or of a publisher that has it in the path; "" where there is none."""
    return clean_doi(url) if "10." in url else ""


def clean_isbn(text: str) -> str:
    """Give an ISBN without hyphens if its check digit is right, else "".

    >>> clean_isbn("ISBN 0-306-40615-2"), clean_isbn("0-306-40615-3")
    ('0306406152', '')
    """
    match = _ISBN.search(text)
    number = re.sub(r"[ -]", "", match.group()).upper() if match else ""
    return number if _isbn_is_sound(number) else ""


def _isbn_is_sound(number: str) -> bool:
    digits = [10 if char == "X" else int(char) for char in number]
    if len(digits) == 10:
        return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0
    return len(digits) == 13 and sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
