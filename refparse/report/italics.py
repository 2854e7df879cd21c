"""Cuts a stretch of a note at its italics, so that titles look in picture and page as they do in the document."""

from __future__ import annotations

from collections.abc import Iterator

from refparse.model import MarkKind, Note, Span


def italic_parts(note: Note, span: Span) -> Iterator[tuple[Span, bool]]:
    """Give the parts of a stretch in order, each with whether it is italic.

    >>> from refparse.model import Mark
    >>> note = Note(id="n1", number="1", text="Bloch, Craft, 3", marks=(Mark(7, 12, MarkKind.ITALIC),))
    >>> [(part.of(note.text), italic) for part, italic in italic_parts(note, Span(0, 15))]
    [('Bloch, ', False), ('Craft', True), (', 3', False)]
    """
    place = span.start
    for start, end in sorted((mark.start, mark.end) for mark in note.marks if mark.kind is MarkKind.ITALIC):
        start, end = max(start, place), min(end, span.end)
        if start >= end:
            continue
        if place < start:
            yield Span(place, start), False
        yield Span(start, end), True
        place = end
    if place < span.end:
        yield Span(place, span.end), False
