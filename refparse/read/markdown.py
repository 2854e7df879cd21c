"""Reads Markdown: pandoc's footnotes, notes typed by hand, notes in brackets, and the bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from refparse.errors import NoNotesFound
from refparse.formats.rich import Rich
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document, Note, NoteKind
from refparse.read import plain
from refparse.read.block_inline import inline_notes_of
from refparse.read.blocks import Block, bibliography_of, with_underline_as_italic
from refparse.read.divisions import divisions_of
from refparse.read.encoding import read_file_text
from refparse.read.markdown_blocks import MarkdownParts, markers_in_order, read_parts, title_of
from refparse.read.no_notes import nothing_found
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.sentence import sentence_around
from refparse.read.typed_notes import find_typed_notes

_NO_OPTIONS = ReadOptions()

LOOKED_FOR = (
    "footnotes ([^1]: … and ^[…]), lines that begin with a note's number, "
    "numbered paragraphs under a heading like “Notes”, and notes in brackets in the text"
)


def read_markdown(path: Path, options: ReadOptions = _NO_OPTIONS) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the Markdown file at `path`; raises ReadError and NoNotesFound."""
    text, diagnostics = read_file_text(path)
    document, more = read_loaded(text, path.stem, options, path=path)
    return document, diagnostics + more


def read_loaded(
    text: str, name: str, options: ReadOptions = _NO_OPTIONS, *, path: Path | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read Markdown in hand; `name` becomes the document's id.

    The number of a note is its label; a note inside the text has its running number. Notes come in the order of their
    markers where each has one, else in the order in which they are defined.
    """
    parts = read_parts(_lines_of(text, options))
    notes, blocks = _notes(parts, options)
    if not notes:
        return _read_as_plain(text, name, options, path, parts)
    backmatter = bibliography_of(blocks)
    document = Document(
        id=name,
        title=title_of(parts),
        format="markdown",
        notes=number_notes(with_underline_as_italic(notes, blocks)),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    return document, tuple(_dangling(parts))


def _read_as_plain(
    text: str, name: str, options: ReadOptions, path: Path | None, parts: MarkdownParts
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text that is Markdown by its ending only, such as the output of OCR; raises NoNotesFound."""
    try:
        document, diagnostics = plain.read_without_markup(text, name, options, path=path)
    except NoNotesFound:
        message = nothing_found(LOOKED_FOR, (block.text for block in parts.blocks))
        raise NoNotesFound(message, path=path or name) from None
    return replace(document, title=document.title or title_of(parts)), diagnostics


def _notes(parts: MarkdownParts, options: ReadOptions) -> tuple[list[Note], list[Block]]:
    """Give the notes in the first way in which there are any: pandoc's, typed at the end, in brackets in the text."""
    notes = _pandoc_notes(parts) if options.notes in (None, "foot") else []
    if notes:
        return notes, parts.blocks
    if options.notes != "inline":
        typed = find_typed_notes(parts.blocks, options)
        if typed.notes:
            return list(typed.notes), list(typed.body)
    inline = inline_notes_of(parts.blocks, certain=options.notes == "inline")
    return list(inline) or _pandoc_notes(parts), parts.blocks


def _lines_of(text: str, options: ReadOptions) -> str:
    if options.lines is None:
        return text
    first, last = options.lines
    return "\n".join(text.split("\n")[max(0, first - 1) : last])


def _pandoc_notes(parts: MarkdownParts) -> list[Note]:
    divisions = dict(zip(map(id, parts.blocks), divisions_of(parts.blocks), strict=True))
    places = {key: (block, offset) for key, block, offset in reversed(list(markers_in_order(parts)))}
    numbers = _numbers(parts)
    texts = {**parts.defined, **parts.inline}
    return [_note(numbers[key], texts[key], places.get(key), divisions) for key in _order(parts)]


def _order(parts: MarkdownParts) -> list[str]:
    """Give the keys of the notes in reading order."""
    referred = list(dict.fromkeys(key for key, _, _ in markers_in_order(parts)))
    known = {**parts.defined, **parts.inline}
    if all(key in referred for key in known):
        return [key for key in referred if key in known]
    return _merged(list(parts.defined), [key for key in referred if key in known], list(parts.inline))


def _merged(defined: list[str], referred: list[str], inline: list[str]) -> list[str]:
    """Put inline notes behind the defined note whose marker precedes theirs."""
    order = list(defined)
    for key in [key for key in referred if key in set(inline)] + [key for key in inline if key not in referred]:
        before = referred[referred.index(key) - 1] if referred and key in referred and referred.index(key) else None
        order.insert(order.index(before) + 1 if before in order else len(order), key)
    return order


def _numbers(parts: MarkdownParts) -> dict[str, str]:
    """Give the number that stands for each key: its label, or the running number of a note inside the text."""
    running = {key: str(place) for place, key in enumerate(_order(parts), 1)}
    return {key: running[key] if key in parts.inline else parts.labels[key] for key in running}


def _note(number: str, rich: Rich, place: tuple[Block, int] | None, divisions: Mapping[int, str]) -> Note:
    block, offset = place if place else (None, 0)
    return Note(
        id="",
        number=number,
        text=rich.text,
        kind=NoteKind.FOOT,
        division=divisions.get(id(block), ""),
        marks=rich.marks,
        links=rich.links,
        marker_sentence=sentence_around(block.text, offset) if block else "",
        italics_known=True,
    )


def _dangling(parts: MarkdownParts) -> list[Diagnostic]:
    """Report the markers whose note is not there."""
    known = {**parts.defined, **parts.inline}
    lost = dict.fromkeys(key for key, _, _ in markers_in_order(parts) if key not in known)
    return [Diagnostic(code="R111", message=f"the text has a marker [^{key}], but no such note") for key in lost]
