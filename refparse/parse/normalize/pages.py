"""Turns the words of a page span into the extent of an article: "pp. 300–318." becomes "300-318"."""

from __future__ import annotations

import re

_DASH = re.compile(r"\s*(?:[‐‑‒–—―−-]\s*)+")
_LABEL = re.compile(r"^(?:pp?|pages?|S|Seiten?|ss?|str|págs?|pag)\b\.?\s*(?=[\divxlcA-Z])", re.IGNORECASE)
# 300-318, xi-xx, C7-C8, e1-e20
_EXTENT = re.compile(r"[A-Z]?\d+[a-z]?(?:-[A-Z]?\d+[a-z]?)?|[ivxlc]+(?:-[ivxlc]+)?", re.IGNORECASE)


def plain_hyphens(text: str) -> str:
    """Give `text` with every dash between two marks as a plain hyphen without spaces: "12 – 14" becomes "12-14"."""
    return _DASH.sub("-", text)


def parse_extent(text: str) -> str:
    """Give the page span of an article or chapter, its second number as printed (CMOS 17, 9.60-9.63, 14.174).

    >>> parse_extent("pp. 300–18."), parse_extent("1–12, 40")
    ('300-18', '1-12, 40')
    """
    bare = _LABEL.sub("", plain_hyphens(text.strip(" ,;:.()")))
    return re.sub(r"\s*,\s*", ", ", bare)


def is_extent(text: str) -> bool:
    """Say whether `text` is a span of pages or one page, or two spans of an article in parts, and nothing more.

    >>> is_extent("91–123 and 233–69"), is_extent("12, 40")
    (True, False)
    """
    return all(_EXTENT.fullmatch(part) for part in parse_extent(text).split(" and ", 1))
