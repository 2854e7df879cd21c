"""The block: a paragraph of a marked-up document (Word, ODT, HTML, TEI) with everything its format knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from refparse.formats.rich import Rich
from refparse.formats.rich_paragraph import RichParagraph
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import BibliographyEntry, Mark, MarkKind, Note
from refparse.read.bibliography import Backmatter, split_bibliography
from refparse.read.paragraph import Marker, Paragraph
from refparse.read.sentence import sentence_around

MOST_MARKERS: Final = 200
NEAREST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item or heading; `number` is the number that a list shows before it.

    `in_bibliography` is true where the format itself says that it is an entry of a bibliography, `in_contents` where
    it is a line of a table of contents.
    """

    rich: Rich
    heading: int = 0
    number: str = ""
    place: str = ""
    in_bibliography: bool = False
    in_contents: bool = False

    @property
    def text(self) -> str:
        """Give the text alone."""
        return self.rich.text


def block_of(paragraph: RichParagraph) -> Block:
    """Give the block of a paragraph that its format has read."""
    return Block(
        rich=paragraph.rich,
        heading=paragraph.heading,
        number=paragraph.number,
        in_bibliography=paragraph.in_bibliography,
    )


def paragraph_of(block: Block) -> Paragraph:
    """Give the block as the paragraph that the bibliography finder works on."""
    return Paragraph(
        text=block.rich.text,
        marks=block.rich.marks,
        links=block.rich.links,
        markers=tuple(Marker(offset=anchor.offset, number=anchor.key) for anchor in block.rich.anchors),
        heading=block.heading,
        number=block.number,
        place=block.place,
    )


def marker_sentence(text: str, offset: int, markers: int = 1) -> str:
    """Give the sentence of a paragraph that carries a marker; `markers` is how many the paragraph holds.

    No paragraph that is read by people holds hundreds of notes; where one does, only the nearest words are looked at,
    so that reading stays linear.
    """
    if markers <= MOST_MARKERS:
        return sentence_around(text, offset) if text else ""
    low = max(0, offset - NEAREST)
    return sentence_around(text[low : offset + NEAREST], offset - low)


def bibliography_of(blocks: Iterable[Block]) -> Backmatter:
    """Give the entries and abbreviations found among blocks that are no notes.

    Where a program's own bibliography field marks the entries, these are taken as they are, and the rest by headings.
    """
    listed = [block for block in blocks if not block.in_contents]
    found = split_bibliography([paragraph_of(block) for block in listed], italics_known=True)
    if found.entries:
        return found
    marked = [block for block in listed if block.in_bibliography and not block.heading]
    entries = tuple(
        BibliographyEntry(
            id=f"b{place}", text=block.text, marks=block.rich.marks, links=block.rich.links, italics_known=True
        )
        for place, block in enumerate(marked, 1)
    )
    return replace(found, entries=entries)


def with_underline_as_italic(notes: Sequence[Note], blocks: Sequence[Block]) -> tuple[Note, ...]:
    """Give the notes with underlining read as italic, where the document underlines and has no italics at all.

    An underlined address is a link, not a title.
    """
    kinds = {mark.kind for note in notes for mark in note.marks}
    kinds |= {mark.kind for block in blocks for mark in block.rich.marks}
    if MarkKind.UNDERLINE not in kinds or MarkKind.ITALIC in kinds:
        return tuple(notes)
    return tuple(replace(note, marks=tuple(_as_italic(note, mark) for mark in note.marks)) for note in notes)


def underline_diagnostics(before: Sequence[Note], after: Sequence[Note]) -> tuple[Diagnostic, ...]:
    """Give the diagnostic that says how many notes had their underlining read as italic, none where none had."""
    count = sum(old.marks != new.marks for old, new in zip(before, after, strict=True))
    if not count:
        return ()
    message = f"the document has underlining and no italics; in {count} notes underlined words were read as italic"
    return (Diagnostic(code="R123", severity=Severity.INFO, message=message),)


def _as_italic(note: Note, mark: Mark) -> Mark:
    text = note.text[mark.start : mark.end]
    is_link = any(link.start < mark.end and mark.start < link.end for link in note.links)
    if mark.kind is not MarkKind.UNDERLINE or is_link or "://" in text or text.startswith("www."):
        return mark
    return replace(mark, kind=MarkKind.ITALIC)
