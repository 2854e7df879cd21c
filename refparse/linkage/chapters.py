"""Where chapters begin: a heading makes a chapter only where the numbers of the notes begin anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.model import ParsedNote

SHORTEST_LABEL = 2  # letters: more than those of "*a", "12b"


def with_chapters(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give each note the chapter it stands in as its division: a section with running numbers is no chapter.

    An article has headings too, and an ibid. just below one means the note just above it. The notes of a division
    whose first number is not higher than the number before it form a chapter; its id is that of the division. A label
    of words, ``[^craft]`` in Markdown, is given once in a document and begins nothing anew.
    """
    made: list[ParsedNote] = []
    chapter = heading = ""
    before = 0
    for note in parsed:
        number = int(note.note.number) if note.note.number.isdecimal() else 0
        if note.note.division != heading and (not made or (number <= before and not is_label(note.note.number))):
            chapter = note.note.division
        heading, before = note.note.division, number or before
        made.append(note if note.note.division == chapter else replace(note, note=replace(note.note, division=chapter)))
    return tuple(made)


def is_label(number: str) -> bool:
    """Say whether what stands for a note's number is a word: "craft", "smith-2019", but not "12", "b" or "*"."""
    return sum(char.isalpha() for char in number) > SHORTEST_LABEL


def with_divisions(linked: Sequence[ParsedNote], parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give the notes back the divisions they were read with."""
    read = {note.note.id: note.note for note in parsed}
    return tuple(replace(note, note=read[note.note.id]) for note in linked)
