"""What the caller may say about a document: where its notes are, which lines, which pages."""

from __future__ import annotations

from dataclasses import dataclass

NOTE_PLACES = ("foot", "end", "list", "inline")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read a document when finding its notes by rule fails: ``ReadOptions(notes="end", pages=(40, 52))``.

    `notes` is "foot" (at page feet), "end" (gathered at the end), "list" (the file is nothing but notes), "inline" (in
    brackets inside the text), or the words of the heading they stand under ("Anmerkungen"); None lets the reader find
    them. `lines` (text formats) and `pages` (formats with pages) are first and last, counted from 1, both included.
    A reader ignores what its format has no use for.
    """

    notes: str | None = None
    lines: tuple[int, int] | None = None
    pages: tuple[int, int] | None = None
