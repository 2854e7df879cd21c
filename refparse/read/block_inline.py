"""Finds notes in brackets inside the blocks of a marked-up document, with their marks and links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from refparse.model.source import Note, NoteKind
from refparse.read.blocks import Block
from refparse.read.inline_notes import InlineNote, find_inline_notes, without_notes
from refparse.read.sentence import sentence_around


def inline_notes_of(blocks: Sequence[Block], *, certain: bool = False) -> tuple[Note, ...]:
    """Give the notes in brackets inside `blocks`, in order, without ids; `certain` as in `find_inline_notes`.

    A note without number has its running number.
    """
    text = "\n".join(block.text for block in blocks)
    starts = _starts(blocks)
    found = find_inline_notes(text, certain=certain)
    bare, offsets = without_notes(text, found)
    return tuple(
        _note(blocks, starts, note, str(place), sentence_around(bare, offset))
        for place, (note, offset) in enumerate(zip(found, offsets, strict=True), 1)
    )


def _starts(blocks: Sequence[Block]) -> list[int]:
    starts, offset = [], 0
    for block in blocks:
        starts.append(offset)
        offset += len(block.text) + 1
    return starts


def _note(blocks: Sequence[Block], starts: Sequence[int], found: InlineNote, running: str, sentence: str) -> Note:
    place = bisect_right(starts, found.text_start) - 1
    rich = blocks[place].rich.cut(found.text_start - starts[place], found.text_end - starts[place])
    return Note(
        id="",
        number=found.number or running,
        text=rich.text,
        kind=NoteKind.FOOT,
        marks=rich.marks,
        links=rich.links,
        marker_sentence=sentence,
        italics_known=True,
        place=blocks[place].place,
    )
