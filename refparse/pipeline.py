"""The way of a document through the house: read, parse, link, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from refparse.linkage import build_bibliography
from refparse.model import Bibliography, Decision, Diagnostic, Document, Note, Work
from refparse.parse.document import parse_document, parse_entries
from refparse.read import ReadOptions, read_document

_DEFAULT = ReadOptions()


def process_document(
    path: str | Path,
    *,
    options: ReadOptions = _DEFAULT,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] = (),
) -> Bibliography:
    """Read a document and give its bibliography.

    Raises ReadError where the document cannot be read, NoNotesFound where it holds no notes.
    """
    document, diagnostics = read_document(Path(path), options=options)
    return bibliography_of(document, diagnostics, library=library, decisions=decisions)


def process_text(text: str, *, name: str = "text") -> Bibliography:
    """Give the bibliography of one note given as text: ``process_text("Ibid., 31.")``."""
    note = Note(id="n1", number="1", text=text)
    return bibliography_of(Document(id=name, format="note", notes=(note,)))


def bibliography_of(
    document: Document,
    diagnostics: Sequence[Diagnostic] = (),
    *,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] = (),
) -> Bibliography:
    """Give the bibliography of a document already read; `diagnostics` are those of reading it."""
    entries = parse_entries(document.bibliography)
    parsed = parse_document(document, entries)
    linked = build_bibliography(document, parsed, entries, library=library, decisions=decisions)
    return replace(linked, diagnostics=(*diagnostics, *linked.diagnostics))
