"""Says what a heading announces: notes, a bibliography, abbreviations, or something else at a document's end."""

from __future__ import annotations

import re
from functools import cache

from refparse.assets import word_map
from refparse.text.fold import fold

# What may stand before or after the words of a heading: `4. Notes`, `VII Notes`, `Notes to Chapter 3`, `Notes:`.
_NUMBERING = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*\.?|[ivxlc]{1,6}\.?|[a-z]\.)\s+(?=\S)", re.I)
_NOTES_TO = re.compile(r"^notes\s+(?:to|for|on)\s+(?:the\s+)?(?:chapter|chapters|part|introduction|pages?|pp)\b", re.I)

# `Chapter 3`, `CHAPTER THREE`, `Kapitel 2: Der Krieg`, `Part I`, `Introduction`.
_CHAPTER = re.compile(
    r"^(?:(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|part|teil|partie|parte|book|buch)"
    r"\s+(?:\d{1,3}|[ivxlc]{1,7}|[a-z]{3,12})\b"
    r"|(?:introduction|conclusion|epilogue|prologue|preface|afterword|einleitung|schluss|vorwort|introducción|"
    r"conclusión|avant-propos|introduzione|conclusione)\s*$)",
    re.I,
)

LONGEST_HEADING = 80


@cache
def _meanings() -> dict[str, str]:
    return {fold(words): meaning for words, meaning in word_map("grammar", "words", "reading", "headings.tsv").items()}


def heading_meaning(text: str) -> str:
    """Give "notes", "bibliography", "abbreviations", "other" or "" for the words of a heading.

    >>> heading_meaning("Works Cited"), heading_meaning("Notes to Chapter 3"), heading_meaning("The War")
    ('bibliography', 'notes', '')
    """
    bare = text.strip().strip("*_#:.—–- ")
    if not bare or len(bare) > LONGEST_HEADING:
        return ""
    if _NOTES_TO.match(bare):
        return "notes"
    meanings = _meanings()
    return meanings.get(fold(bare)) or meanings.get(fold(_NUMBERING.sub("", bare))) or ""


def is_chapter_heading(text: str) -> bool:
    """Say whether a heading begins a chapter: "Chapter 3", "CHAPTER THREE: The War", "Introduction"."""
    return len(text) <= LONGEST_HEADING and bool(_CHAPTER.match(text.strip("*_# ")))
