"""Notices that a document's italics were lost, or are shown by signs such as _underscores_."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import BibliographyEntry, Document, Link, Mark, MarkKind, Note
from refparse.read.plain_marks import has_signs, marked_text, sign_places

# So many notes with words between signs make it a habit of the text; in so many notes someone would use italics.
FEWEST_WITH_SIGNS = 2
FEWEST_WITHOUT_ITALICS = 8

TEXT_FORMATS = frozenset(("text",))

Reading = tuple[Document, tuple[Diagnostic, ...]]


def notice_italics(document: Document) -> Reading:
    """Give the document with what is known of its italics, and R109 or R110.

    Words between _underscores_ or *asterisks* become italics where two notes have them and none has real ones (R110).
    Where no note and no entry has italics, though the format could show them, they count as unknown (R109).
    """
    if _has_italics(document):
        return document, ()
    if sum(has_signs(note.text) for note in document.notes) >= FEWEST_WITH_SIGNS:
        return _with_signs_read(document), (_SIGNS,)
    if document.format in TEXT_FORMATS or len(document.notes) >= FEWEST_WITHOUT_ITALICS:
        return _unknown(document), (_NO_ITALICS,)
    return document, ()


def _has_italics(document: Document) -> bool:
    marks = [mark for note in document.notes for mark in note.marks]
    return any(mark.kind is MarkKind.ITALIC for mark in marks)


def _unknown(document: Document) -> Document:
    return replace(
        document,
        notes=tuple(replace(note, italics_known=False) for note in document.notes),
        bibliography=tuple(replace(entry, italics_known=bool(entry.marks)) for entry in document.bibliography),
    )


def _with_signs_read(document: Document) -> Document:
    return replace(
        document,
        notes=tuple(_read_note(note) for note in document.notes),
        bibliography=tuple(_read_entry(entry) for entry in document.bibliography),
    )


def _read_note(note: Note) -> Note:
    """Give the note without signs; one with live citations keeps them, since their spans stand in its text."""
    if note.embedded or not has_signs(note.text):
        return replace(note, italics_known=True)
    text, marks, links = _without_signs(note.text, note.marks, note.links)
    sentence, _ = marked_text(note.marker_sentence)
    return replace(note, text=text, marks=marks, links=links, marker_sentence=sentence, italics_known=True)


def _read_entry(entry: BibliographyEntry) -> BibliographyEntry:
    text, marks, links = _without_signs(entry.text, entry.marks, entry.links)
    return replace(entry, text=text, marks=marks, links=links, italics_known=True)


def _without_signs(
    text: str, marks: tuple[Mark, ...], links: tuple[Link, ...]
) -> tuple[str, tuple[Mark, ...], tuple[Link, ...]]:
    """Give the text without signs, the new italics, and the old marks and links moved to their new offsets."""
    moved = _mover(text)
    bare, italics = marked_text(text)
    old = [Mark(moved(mark.start), moved(mark.end), mark.kind) for mark in marks]
    kept = tuple(Link(moved(link.start), moved(link.end), link.target) for link in links)
    return bare, tuple(sorted((*old, *italics))), kept


def _mover(text: str) -> Callable[[int], int]:
    places = sign_places(text)
    return lambda offset: offset - sum(place < offset for place in places)


_NO_ITALICS = Diagnostic(
    code="R109", severity=Severity.INFO, message="no note has italics: titles are told from the rest by other signs"
)
_SIGNS = Diagnostic(code="R110", severity=Severity.INFO, message="words between _ or * were read as italics")
