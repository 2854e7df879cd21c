"""Tells what kind of work genre words mean: "PhD diss." is a thesis, "oil on canvas" a work of art."""

from __future__ import annotations

from functools import cache, lru_cache

from refparse.assets import word_rows
from refparse.text.fold import fold


@cache
def _genres() -> tuple[tuple[str, str, str], ...]:
    rows = word_rows("grammar", "words", "genres.tsv")
    return tuple((f" {row[0]} ", row[1], row[2] if len(row) > 2 else "") for row in rows)


@lru_cache(maxsize=4096)
def genre_of(words: str) -> tuple[str, bool]:
    """Give the CSL type that genre words mean, and whether they are the source's title ("letter to the editor")."""
    folded = f" {fold(words)} "
    has_number = any(word.isdecimal() for word in folded.split())
    for needle, type_, condition in _genres():
        if needle in folded and (condition != "number" or has_number):
            return type_, condition == "title"
    return "", False
