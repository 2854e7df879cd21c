"""Reads TEI documents: notes where they stand or where pointers lead, and lists of bibliography."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from refparse.errors import NoNotesFound, ReadError
from refparse.formats.rich import join_rich
from refparse.formats.tei_text import XML_ID, TeiReading
from refparse.formats.xml import Element, all_text, local_name, parse_xml, read_whole, refuse_deep_nesting
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document, Note, NoteKind
from refparse.read.blocks import (
    Block,
    bibliography_of,
    block_of,
    marker_sentence,
    underline_diagnostics,
    with_underline_as_italic,
)
from refparse.read.divisions import divisions_of
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.typed_notes import find_typed_notes

_END_PLACES: Final = frozenset("end endnote rearnote back".split())
_NO_NOTES: Final = frozenset("marginal gloss editorial-header".split())


def read_tei(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a TEI document, P5 or P4: ``read_tei(Path("edition.xml"), ReadOptions())``.

    The number of a note is its ``n``, else its place among the notes. The header is left out but for the title.
    Raises ReadError, and NoNotesFound where the text holds no notes.
    """
    with refuse_deep_nesting(path):
        return _read(path, options)


def _read(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    root = parse_xml(read_whole(path), path=path, doctype=True)
    text = next((node for node in root.iter() if local_name(node) == "text"), None)
    if text is None:
        raise ReadError("the TEI document has no text", path=path)
    reading = TeiReading()
    paragraphs = reading.read(text)
    blocks = [block_of(paragraph) for paragraph in paragraphs]
    notes: Sequence[Note] = list(_notes(reading, blocks))
    if not notes:
        typed = find_typed_notes(blocks, options)
        notes, blocks = typed.notes, list(typed.body)
    if not notes:
        raise NoNotesFound("the TEI document holds no <note> in its text", path=path)
    backmatter = bibliography_of(blocks)
    slanted = with_underline_as_italic(notes, blocks)
    document = Document(
        id=path.stem,
        title=_title(root),
        format="tei",
        notes=number_notes(slanted),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    return document, underline_diagnostics(notes, slanted)


def _notes(reading: TeiReading, blocks: Sequence[Block]) -> Iterator[Note]:
    """Give the notes in document order; those that pointers lead to get the sentence and chapter of the pointer."""
    divisions = divisions_of(blocks)
    places: dict[str, tuple[Block, int, str]] = {}
    for block, division in zip(blocks, divisions, strict=True):
        for anchor in block.rich.anchors:
            places.setdefault(anchor.key, (block, anchor.offset, division))
    running = 0
    for index, element in enumerate(reading.notes):
        if element.get("type") in _NO_NOTES:
            continue
        running += 1
        block, offset, division = _place_of(element, index, places)
        yield replace(
            _note(element, str(running)),
            division=division,
            marker_sentence=marker_sentence(block.text, offset, len(block.rich.anchors)),
        )


def _place_of(element: Element, index: int, places: dict[str, tuple[Block, int, str]]) -> tuple[Block, int, str]:
    name = element.get(XML_ID) or element.get("id") or ""
    own = places[str(index)]
    pointed = places.get(f"#{name}") if name else None
    return pointed or own


def _note(element: Element, running: str) -> Note:
    label = next((child for child in element if local_name(child) == "label"), None)
    number = (element.get("n") or "").strip().strip("[]().") or ("" if label is None else all_text(label).strip(" .)"))
    rich = join_rich(paragraph.rich for paragraph in TeiReading().read(element))
    if label is not None and all_text(label) and rich.text.startswith(all_text(label)):
        rich = rich.cut(len(all_text(label)))
    return Note(
        id="",
        number=number or running,
        text=rich.text,
        kind=NoteKind.END if _is_endnote(element) else NoteKind.FOOT,
        marks=rich.marks,
        links=rich.links,
        italics_known=True,
    )


def _is_endnote(element: Element) -> bool:
    if (element.get("place") or "").lower() in _END_PLACES:
        return True
    around = element.iterancestors()
    return any(local_name(each) in ("back", "noteGrp") or each.get("type") in ("notes", "endnotes") for each in around)


def _title(root: Element) -> str:
    for node in root.iter():
        if local_name(node) == "titleStmt":
            return next((all_text(child) for child in node if local_name(child) == "title"), "")
    return ""
