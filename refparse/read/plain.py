"""Reads plain text, clean or as OCR left it: finds the notes by the sequence of their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from refparse.errors import NoNotesFound
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document, Fragment
from refparse.read.encoding import read_file_text
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.plain_blocks import Setting, body_score, is_heading_like
from refparse.read.plain_cues import citation_cues
from refparse.read.plain_duplicates import find_repeated
from refparse.read.plain_furniture import find_furniture
from refparse.read.plain_lines import Line, split_lines
from refparse.read.plain_notes import Found, Region, find_numbered_notes, missing_numbers, to_note
from refparse.read.plain_sentences import marker_sentences

_NO_OPTIONS = ReadOptions()

LOOKED_FOR = (
    "lines that begin with a note number (12, 12., [12], ¹²), footnotes in brackets, and a heading like “Notes”"
)
HOW_TO_SAY = (
    "say where the notes are with --lines FIRST-LAST, --pages FIRST-LAST or --notes foot|end|list|inline|HEADING"
)


def read_plain(path: Path, options: ReadOptions = _NO_OPTIONS) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the text file at `path`; raises ReadError and NoNotesFound."""
    text, diagnostics = read_file_text(path)
    document, more = read_loaded(text, path.stem, options)
    return document, diagnostics + more


def read_loaded(text: str, name: str, options: ReadOptions = _NO_OPTIONS) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a text in hand; `name` becomes the document's id."""
    lines, diagnostics = _counted_once(split_lines(text))
    region = Region(skipped=find_furniture(lines), furniture=find_furniture(lines))
    found = find_numbered_notes(lines, region)
    if not found.notes:
        raise NoNotesFound(f"no notes were found; looked for {LOOKED_FOR}; {HOW_TO_SAY}", path=name)
    fragments = _fragments(lines, found, region)
    return _document(name, lines, found, fragments), (*diagnostics, *_doubts(lines, found, fragments))


def _counted_once(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """Drop the pages that stand in the file a second time."""
    repeated = find_repeated(lines)
    if not repeated:
        return lines, ()
    dropped = {place for first, last in repeated for place in range(first, last + 1)}
    kept = [line for line in lines if line.index not in dropped]
    where = ", ".join(f"lines {lines[first].number}-{lines[last].number}" for first, last in repeated[:5])
    message = f"the same pages stand in the file twice; {where} were counted once"
    return (
        tuple(replace(line, index=place) for place, line in enumerate(kept)),
        (Diagnostic(code="R103", severity=Severity.INFO, message=message),),
    )


def _document(name: str, lines: Sequence[Line], found: Found, fragments: tuple[Fragment, ...]) -> Document:
    sentences = marker_sentences(lines, found.body, found.notes)
    paged = lines[-1].page > 1
    notes = [
        to_note(note, lines, sentence=sentence, paged=paged)
        for note, sentence in zip(found.notes, sentences, strict=True)
    ]
    return Document(id=name, notes=number_notes(notes), fragments=fragments)


def _fragments(lines: Sequence[Line], found: Found, region: Region) -> tuple[Fragment, ...]:
    """Give the tail of a note whose beginning is missing: what looks like a citation right before the first note."""
    if found.notes[0].number == "1":
        return ()
    rows: list[Line] = []
    no_setting = Setting(interleaved=True, last=False, expected=range(0), spaced=False)
    for place in range(found.first_line - 1, -1, -1):
        line = lines[place]
        if place in region.skipped or is_heading_like(line.text):
            break
        cited = citation_cues(line.text) > 0 and body_score(line, no_setting) < 0
        if not cited and not (rows and len(line.text) <= 20):
            break
        rows.insert(0, line)
    text = " ".join(row.text for row in rows)
    return (Fragment(text=text, place=f"line {rows[0].number}"),) if text else ()


def _doubts(lines: Sequence[Line], found: Found, fragments: tuple[Fragment, ...]) -> list[Diagnostic]:
    doubts = [
        Diagnostic(
            code="R105",
            severity=Severity.INFO,
            message=f"the number “{note.mended_from}” of a note was read as {note.number} by its neighbours",
            note=f"n{note.number}",
        )
        for note in found.notes
        if note.mended_from
    ]
    missing = missing_numbers(found.notes)
    if missing:
        listed = ", ".join(map(str, missing[:12])) + (" …" if len(missing) > 12 else "")
        doubts.append(Diagnostic(code="R106", message=f"the sequence of notes lacks {listed}"))
    doubts += [
        Diagnostic(
            code="R107", message=f"the tail of a note without beginning was kept as a fragment: {part.text[:80]}"
        )
        for part in fragments
    ]
    return doubts
