"""Reads plain text, clean or as OCR left it: finds the notes by the sequence of their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from refparse.errors import NoNotesFound, ReadError
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document, Fragment
from refparse.read.encoding import read_file_text
from refparse.read.no_notes import nothing_found
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.plain_doubts import doubts_of
from refparse.read.plain_duplicates import find_repeated
from refparse.read.plain_fragments import find_fragments
from refparse.read.plain_furniture import find_furniture, without_heads
from refparse.read.plain_inline import inline_notes, paragraph_notes
from refparse.read.plain_lines import Line, split_lines
from refparse.read.plain_notes import Found, Region, find_numbered_notes
from refparse.read.plain_records import PlainNotes, records_of
from refparse.read.plain_sections import Sections, find_sections

_NO_OPTIONS = ReadOptions()

# A footnote of pandoc's: `[^12]: Bloch`.
_PANDOC_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,60}\]:", re.M)

LOOKED_FOR = (
    "lines that begin with a note's number (12, 12., [12], ¹²) or sign (*, †), notes in brackets inside the text, "
    "and a heading like “Notes”"
)

INTERLEAVED = {"foot": True, "end": False, "list": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text made ready: its lines, what is furniture, and its sections."""

    lines: tuple[Line, ...]
    furniture: frozenset[int]
    sections: Sections


def read_plain(path: Path, options: ReadOptions = _NO_OPTIONS) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the text file at `path`; raises ReadError and NoNotesFound."""
    text, diagnostics = read_file_text(path)
    document, more = read_loaded(text, path.stem, options, path=path)
    return document, diagnostics + more


def read_loaded(
    text: str, name: str, options: ReadOptions = _NO_OPTIONS, *, path: Path | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text in hand; `name` becomes the document's id. A text with pandoc's footnotes is read as Markdown.

    Raises ReadError for a text without words and NoNotesFound.
    """
    if options.notes in (None, "foot") and _PANDOC_NOTE.search(text):
        from refparse.read import markdown

        return markdown.read_loaded(text, name, options, path=path)
    return read_without_markup(text, name, options, path=path)


def read_without_markup(
    text: str, name: str, options: ReadOptions = _NO_OPTIONS, *, path: Path | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text in hand for what stands in its lines, whatever markup it may seem to have.

    Raises ReadError for a text without words and NoNotesFound.
    """
    lines, diagnostics = _counted_once(split_lines(text))
    if not lines:
        raise ReadError("the text is empty", path=path or name)
    ready = _made_ready(lines, options)
    notes = _notes(ready, options)
    if not notes.notes:
        raise NoNotesFound(nothing_found(LOOKED_FOR, (line.text for line in lines)), path=path or name)
    document = Document(
        id=name,
        notes=number_notes(notes.notes),
        bibliography=ready.sections.entries,
        fragments=notes.fragments,
        abbreviations=ready.sections.abbreviations,
    )
    return document, (*diagnostics, *notes.diagnostics)


def _counted_once(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """Drop the pages that stand in the file a second time."""
    repeated = find_repeated(lines)
    if not repeated.lines:
        return lines, ()
    kept = [line for line in lines if line.index not in repeated.lines]
    where = ", ".join(
        f"lines {lines[first].number}-{lines[last].number}" for first, last in islice(repeated.stretches, 5)
    )
    message = f"the same pages stand in the file twice; {where} were counted once"
    return (
        tuple(replace(line, index=place) for place, line in enumerate(kept)),
        (Diagnostic(code="R103", severity=Severity.INFO, message=message),),
    )


def _made_ready(lines: tuple[Line, ...], options: ReadOptions) -> _Text:
    furniture = find_furniture(lines)
    lines = without_heads(lines, furniture)
    return _Text(lines=lines, furniture=furniture, sections=find_sections(lines, furniture, options))


def _notes(ready: _Text, options: ReadOptions) -> PlainNotes:
    """Give the notes found in one of the ways in which a text may hold them: numbered, in brackets, a bare list."""
    elsewhere = _elsewhere(ready.lines, options)
    if options.notes != "inline":
        found = find_numbered_notes(ready.lines, _region(ready, elsewhere, options))
        if found.notes:
            return _numbered(ready, found)
    if options.notes == "list" or (elsewhere and options.notes != "inline"):
        return paragraph_notes([line for line in ready.lines if line.index not in elsewhere | ready.furniture])
    body = [line for line in ready.lines if line.index not in elsewhere | ready.furniture | ready.sections.taken]
    return inline_notes(body, certain=options.notes == "inline")


def _elsewhere(lines: Sequence[Line], options: ReadOptions) -> frozenset[int]:
    """Give the indices of the lines in which, as the caller says, no note stands."""
    outside: set[int] = set()
    for first, last, place in (
        (*(options.lines or (0, 0)), "number"),
        (*(options.pages or (0, 0)), "page"),
    ):
        if last:
            outside.update(line.index for line in lines if not first <= getattr(line, place) <= last)
    return frozenset(outside)


def _region(ready: _Text, elsewhere: frozenset[int], options: ReadOptions) -> Region:
    sections = ready.sections
    edges = [place for place in elsewhere if place - 1 not in elsewhere]
    return Region(
        skipped=ready.furniture | sections.taken | sections.headings,
        furniture=ready.furniture,
        under_heading=sections.notes - elsewhere if not elsewhere else frozenset(range(len(ready.lines))) - elsewhere,
        stops=tuple(sorted((*sections.stops, *edges))),
        elsewhere=elsewhere,
        interleaved=INTERLEAVED.get(options.notes or ""),
    )


def _numbered(ready: _Text, found: Found) -> PlainNotes:
    fragments = find_fragments(ready.lines, found, ready.furniture)
    return _with_doubts(records_of(ready.lines, found), found, fragments)


def _with_doubts(notes: PlainNotes, found: Found, fragments: tuple[Fragment, ...]) -> PlainNotes:
    return replace(notes, fragments=fragments, diagnostics=(*notes.diagnostics, *doubts_of(found.notes, fragments)))
