"""Stretches of a note as elements of TEI, one inside the other where the schema of TEI P5 allows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lxml import etree

from refparse.model.source import Mark, Span
from refparse.write.latex import clean_text

TEI: Final = "http://www.tei-c.org/ns/1.0"

_PEOPLE: Final = frozenset({"author", "editor"})
_PARTS_OF_BIBL: Final = frozenset("author editor publisher pubPlace edition biblScope citedRange".split())
"""Elements that stand in a ``bibl`` alone; in a title, or in one another, they have another name."""
_IDENTIFIER: Final = "idno"
"""Holds text and other identifiers, and nothing else."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note that becomes an element."""

    span: Span
    element: str
    attributes: dict[str, str] = field(default_factory=dict)


def cut_marks(marks: Sequence[Mark], pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Cut marks at the edges of pieces and of one another, so that a ``hi`` holds text and nothing that crosses it."""
    spans = [*(piece.span for piece in pieces), *(Span(mark.start, mark.end) for mark in marks)]
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    for mark in marks:
        inner = [mark.start, *(edge for edge in edges if mark.start < edge < mark.end), mark.end]
        for start, end in pairwise(inner):
            yield Piece(Span(start, end), "hi", {"rend": mark.kind.value})


def fill(element: etree._Element, text: str, pieces: Sequence[Piece]) -> None:
    """Put `text` into `element`, its pieces as elements inside; a piece that crosses another is left as text."""
    open_pieces: list[tuple[etree._Element, int]] = [(element, len(text))]
    position = 0
    for piece in sorted(pieces, key=_order):
        position = _close(open_pieces, text, position, piece.span.start)
        parent, end = open_pieces[-1]
        if piece.span.start < position or piece.span.end > end or not len(piece.span):
            continue
        if _name(parent) == _IDENTIFIER != piece.element:
            continue
        _append(parent, text[position : piece.span.start])
        name, attributes = _fitting(piece, _name(parent))
        child = etree.SubElement(parent, f"{{{TEI}}}{name}", attributes)
        open_pieces.append((child, piece.span.end))
        position = piece.span.start
    position = _close(open_pieces, text, position, len(text) + 1)
    _append(element, text[position:])


def _order(piece: Piece) -> tuple[int, int, bool, bool]:
    """Put what begins first, is longer, or must stand in the ``bibl`` itself before what can stand inside it."""
    return (
        piece.span.start, -piece.span.end, piece.element == "hi",
        piece.element != "bibl" and piece.element not in _PARTS_OF_BIBL,
    )  # fmt: skip


def _fitting(piece: Piece, parent: str) -> tuple[str, dict[str, str]]:
    """Give the element and attributes of a piece inside `parent`.

    The author in "Jane Addams to Mary Rozet Smith" stands inside the title: a ``name`` with a role there.
    """
    if parent == "bibl" or piece.element not in _PARTS_OF_BIBL:
        return piece.element, piece.attributes
    if piece.element in _PEOPLE:
        return "name", {"role": piece.element} | piece.attributes
    return "seg", {"type": piece.element}


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _close(open_pieces: list[tuple[etree._Element, int]], text: str, position: int, until: int) -> int:
    while len(open_pieces) > 1 and open_pieces[-1][1] <= until:
        element, end = open_pieces.pop()
        _append(element, text[position:end])
        position = end
    return position


def _append(element: etree._Element, text: str) -> None:
    clean = clean_text(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean
    else:
        element.text = (element.text or "") + clean
