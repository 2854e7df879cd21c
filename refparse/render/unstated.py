"""Keeps a style from saying "n.d." of a work that the document never gives in full: unknown is not undated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from refparse.formats.markup import Rich, cut, flat_text, join_runs

# Stands where the style would have words for what is missing, and is taken out of the finished entry.
_GAP = "\uf8f5"
# "[s. l.] : [s. n.]", "n.p.", "o. O.", written into a style
_PLACE_WORDS = re.compile(r"""["'\s\[(>](?:s\.\s?l\.|s\.\s?n\.|n\.\s?p\.|o\.\s?O\.|no-place|no-publisher)""")


def with_gaps(item: Mapping[str, Any], xml: str) -> dict[str, Any]:
    """Give an item that has something where it knows no date, and no place and publisher where the style asks."""
    gaps: dict[str, Any] = {} if item.get("issued") else {"issued": {"literal": _GAP}}
    if _PLACE_WORDS.search(xml):
        gaps |= {name: _GAP for name in ("publisher", "publisher-place") if not item.get(name)}
    return {**item, **gaps}


# What goes with a gap, in the order tried: several gaps in a row, a gap alone in brackets, one that begins a stretch
# ("⟂: Routledge"), one after other words ("Routledge, ⟂").
_REMOVALS = (
    re.compile(rf"{_GAP}\s*[:,;.]\s*(?={_GAP})"),
    re.compile(rf"\s*[(\[]\s*{_GAP}[?]?\s*[)\]]"),
    re.compile(rf"(?<![^\s(\[])(?<![.,:;]\s){_GAP}[:,;]?\s*(?=[^\s)\].,;:])"),
    re.compile(rf"[,:;.]?\s*{_GAP}"),
)
_DOUBLED = re.compile(r"(?<=[.])\.(?!\.)|(?<=[,;:.])\s(?=[,;:.])|[,;:](?=[.,;:)])|(?<=[.?!][”’»])\.|[,;:]\s*$")


def without_gaps(rich: Rich) -> Rich:
    """Take the gaps out of an entry, with the punctuation that led to them."""
    if _GAP not in flat_text(rich):
        return rich
    for pattern in _REMOVALS:
        rich = _without(rich, pattern)
    return _without(rich, _DOUBLED)


def _without(rich: Rich, pattern: re.Pattern[str]) -> Rich:
    text = flat_text(rich)
    return join_runs(run for start, end in _kept(pattern, text) for run in cut(rich, start, end))


def _kept(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in pattern.finditer(text):
        yield at, found.start()
        at = found.end()
    yield at, len(text)
