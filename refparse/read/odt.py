"""Reads OpenDocument texts (.odt, .fodt): notes where they stand, styles by inheritance, Zotero's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from refparse.errors import NoNotesFound, ReadError
from refparse.formats.archive import Archive, open_archive
from refparse.formats.fields import CitationCodes
from refparse.formats.odf_styles import OFFICE, TEXT, OdfStyles
from refparse.formats.odf_text import Reading
from refparse.formats.rich import Rich, join_rich
from refparse.formats.rich_paragraph import RichParagraph
from refparse.formats.xml import MAX_BYTES, Element, all_text, local_name, parse_xml, refuse_deep_nesting
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
from refparse.read.typed_notes import find_typed_notes, may_hide_typed_notes

MANIFEST: Final = "META-INF/manifest.xml"
# Example: "ZOTERO_BREF_8PxzGfQw1nJk_2", the second piece of the code of one bookmark.
_BOOKMARK_PIECE: Final = re.compile(r"^(ZOTERO_BREF_[A-Za-z0-9]+)_(\d{1,4})$")
_KINDS: Final = {"footnote": NoteKind.FOOT, "endnote": NoteKind.END}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The roots of a document's parts: its content, its styles (the content's own included), its properties."""

    content: Element
    styles: tuple[Element, ...]
    meta: Element | None


def read_odt(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read an .odt package or a flat .fodt file: ``read_odt(Path("book.odt"), ReadOptions())``.

    Numbers are those that the word processor stored; deletions that are only tracked are left out. Notes typed by
    hand at the end are found where there are no others. Raises ReadError (also for a password) and NoNotesFound.
    """
    with refuse_deep_nesting(path):
        return _read(path, options)


def _read(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    parts = _read_parts(path)
    text = next(parts.content.iter(f"{OFFICE}text"), None)
    if text is None:
        raise ReadError("the file holds no text document", path=path)
    styles = OdfStyles(parts.styles)
    reading = Reading(styles, CitationCodes(bookmarks=_bookmark_codes(parts.meta)))
    paragraphs = reading.read(text)
    blocks = [block_of(paragraph) for paragraph in paragraphs]
    notes: Sequence[Note] = list(_notes(reading, blocks))
    if may_hide_typed_notes(notes, options):
        typed = find_typed_notes(blocks, options)
        if len(typed.notes) > len(notes):
            notes, blocks = [*notes, *typed.notes], list(typed.body)
    if not notes:
        raise NoNotesFound("no footnotes or endnotes were found, nor numbered notes typed at the end", path=path)
    backmatter = bibliography_of(blocks)
    slanted = with_underline_as_italic(notes, blocks)
    document = Document(
        id=path.stem,
        title=_title(parts.meta) or _titled(paragraphs, styles),
        format="odt",
        notes=number_notes(slanted),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    return document, underline_diagnostics(notes, slanted)


def _read_parts(path: Path) -> _Parts:
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
            data = b"" if head == b"PK\x03\x04" else head + stream.read(MAX_BYTES)
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from error
    if data:
        root = parse_xml(data, path=path)
        return _Parts(root, (root,), root)
    with open_archive(path) as archive:
        _refuse_encrypted(archive)
        content = parse_xml(archive.read("content.xml"), path=path, place="content.xml", doctype=True)
        styles = _optional(archive, "styles.xml")
        return _Parts(content, (content,) if styles is None else (styles, content), _optional(archive, "meta.xml"))


def _optional(archive: Archive, name: str) -> Element | None:
    if name not in archive:
        return None
    return parse_xml(archive.read(name), path=archive.path, place=name, doctype=True)


def _refuse_encrypted(archive: Archive) -> None:
    manifest = _optional(archive, MANIFEST)
    if manifest is not None and any(local_name(node) == "encryption-data" for node in manifest.iter()):
        raise ReadError("the document is protected by a password; save it without one", path=archive.path)


def _notes(reading: Reading, blocks: Sequence[Block]) -> Iterator[Note]:
    """Give the notes in the order of their markers, with the chapter and the sentence of each."""
    divisions = divisions_of(blocks)
    running = dict.fromkeys(_KINDS, 0)
    for block, division in zip(blocks, divisions, strict=True):
        for anchor in block.rich.anchors:
            element = reading.notes[int(anchor.key)]
            name = element.get(f"{TEXT}note-class", "footnote")
            running[name] = running.get(name, 0) + 1
            yield replace(
                _note(element, reading, str(running[name])),
                kind=_KINDS.get(name, NoteKind.FOOT),
                division=division,
                marker_sentence=marker_sentence(block.text, anchor.offset, len(block.rich.anchors)),
            )


def _note(element: Element, reading: Reading, running: str) -> Note:
    citation, body = element.find(f"{TEXT}note-citation"), element.find(f"{TEXT}note-body")
    number = "" if citation is None else all_text(citation) or citation.get(f"{TEXT}label", "").strip()
    inside = Reading(reading.styles, reading.codes)
    rich: Rich = join_rich(paragraph.rich for paragraph in ([] if body is None else inside.read(body)))
    return Note(
        id="",
        number=number or running,
        text=rich.text,
        marks=rich.marks,
        links=rich.links,
        embedded=rich.embedded,
        italics_known=True,
    )


def _bookmark_codes(meta: Element | None) -> dict[str, str]:
    """Give the citation codes that Zotero keeps for bookmarks in the document's properties, joined from pieces."""
    pieces: dict[str, dict[int, str]] = {}
    for node in () if meta is None else meta.iter():
        match = _BOOKMARK_PIECE.match(_attribute(node, "name")) if local_name(node) == "user-defined" else None
        if match:
            pieces.setdefault(match.group(1), {})[int(match.group(2))] = node.text or ""
    return {name: "".join(found[place] for place in sorted(found)) for name, found in pieces.items()}


def _attribute(node: Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if str(key).endswith("}" + name)), "")


def _title(meta: Element | None) -> str:
    if meta is None:
        return ""
    found = next(
        (node for parent in meta.iter(f"{OFFICE}meta") for node in parent if local_name(node) == "title"), None
    )
    return "" if found is None else all_text(found)


def _titled(paragraphs: Sequence[RichParagraph], styles: OdfStyles) -> str:
    titled = (each for each in paragraphs if "title" in styles.names(each.style) or each.style == "Title")
    return next((each.rich.text for each in titled if each.rich.text), "")
