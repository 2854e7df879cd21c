"""Reads web pages: notes by their links, inside the text, or gathered under a heading, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from refparse.errors import NoNotesFound, ReadError
from refparse.formats.css import read_style_sheet
from refparse.formats.xhtml import parse_page
from refparse.formats.xml import MAX_BYTES, Element, local_name, short_text
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document, Note, NoteKind
from refparse.read.blocks import (
    Block,
    bibliography_of,
    marker_sentence,
    underline_diagnostics,
    with_underline_as_italic,
)
from refparse.read.html_body import join_lone_numbers, read_body, split_at_breaks
from refparse.read.html_inline import InlineNote, find_inline_notes
from refparse.read.html_links import Reference, dangling_markers, find_references, notes_of, stated_lists
from refparse.read.html_notes import (
    MarkedPlace,
    NoteText,
    container_of,
    made_notes,
    note_texts,
    page_title,
)
from refparse.read.html_pages import Page, Pages, ancestors
from refparse.read.numbering import number_notes
from refparse.read.options import NOTE_PLACES, ReadOptions
from refparse.read.typed_markers import BodyMarkers
from refparse.read.typed_notes import TypedNotes, find_typed_notes

_AROUND_MARKER: Final = frozenset(("sup", "span", "a", "small", "b"))
_MARKS_ONLY: Final = " \t\n\r\u00a0[](){}.,"
# Typed notes win over linked ones only where they are many more: one linked asterisk must not hide a whole list.
FAR_MORE: Final = 3


def read_html(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read an HTML or XHTML page: ``read_html(Path("article.html"), ReadOptions())``.

    Menus, site headers and comments are left out. Numbers are those the reader sees; a note without one gets its
    place in the list. Raises ReadError, and NoNotesFound where the page holds none.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from error
    if not data.strip():
        raise ReadError("is empty" if size <= MAX_BYTES else "is larger than 128 MB", path=path)
    page = make_page(parse_page(data, path=path))
    return read_pages(Pages([page]), options, path=path, form="html", title=page.title)


def make_page(root: Element, *, name: str = "", sheets: Iterable[str] = ()) -> Page:
    """Give a page with its title and the rules of its style sheets, those in the page last."""
    texts = [*sheets, *("".join(str(text) for text in node.itertext()) for node in root.iter("style"))]
    page = Page(root=root, name=name, styles=read_style_sheet("\n".join(texts)))
    return replace(page, title=page_title(page))


def read_pages(
    pages: Pages, options: ReadOptions, *, path: Path, form: str, title: str
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the pages of a document or an e-book as one."""
    notes, blocks = _best(pages, options)
    if not notes:
        raise NoNotesFound(
            "no notes were found: neither linked markers, nor notes inside the text, nor numbered notes under a"
            " heading; say where they are with --notes and the words of their heading",
            path=path,
        )
    backmatter = bibliography_of(blocks)
    slanted = with_underline_as_italic(notes, blocks)
    document = Document(
        id=path.stem,
        title=title,
        format=form,
        notes=number_notes(slanted),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    missing = dict.fromkeys(dangling_markers(pages))
    return document, (*underline_diagnostics(notes, slanted), *(_dangling(number) for number in missing))


def _dangling(number: str) -> Diagnostic:
    return Diagnostic(
        code="R120",
        message=f"the marker {number} leads to a note that the document does not hold",
        severity=Severity.PROBLEM,
    )


def _best(pages: Pages, options: ReadOptions) -> tuple[Sequence[Note], list[Block]]:
    """Give the notes by the first way that finds them, in the order that the caller's wish allows."""
    if options.notes == "inline":
        return _inline(pages)
    named = options.notes not in (None, *NOTE_PLACES)
    if named or options.notes in ("list", "end"):
        typed = _typed(pages, options)
        if typed.notes and (named or options.notes == "list"):
            return typed.notes, list(typed.body)
    linked, blocks = _linked(pages)
    inline, around = _inline(pages) if len(linked) < FAR_MORE else ((), [])
    if len(inline) > len(linked):
        return inline, around
    if len(linked) < FAR_MORE:
        typed = _typed(pages, options)
        listed, rest = _listed(pages)
        if len(listed) > max(len(linked), len(typed.notes)):
            return listed, rest
        if len(typed.notes) > len(linked):
            return typed.notes, list(typed.body)
    return linked, blocks


def _linked(pages: Pages) -> tuple[Sequence[Note], list[Block]]:
    linked = notes_of(pages, find_references(pages))
    if not linked:
        return (), []
    texts = note_texts(pages, linked)
    references = [reference for note in linked for reference in note.references]
    body = read_body(
        pages, _hidden_notes(texts, references), {each.link: _whole_marker(each.link) for each in references}
    )
    places = {each.link: body.places[str(n)] for n, each in enumerate(references) if str(n) in body.places}
    return made_notes(texts, places), body.blocks


def _listed(pages: Pages) -> tuple[Sequence[Note], list[Block]]:
    """Give the items of lists that call themselves notes, with the sentences of raised numbers in the text."""
    listed = stated_lists(pages)
    if not listed:
        return (), []
    texts = note_texts(pages, listed)
    body = read_body(pages, _hidden_notes(texts, ()), {})
    markers = BodyMarkers(body.blocks)
    notes = [replace(note, marker_sentence=markers.take_sentence(note.number)) for note in made_notes(texts, {})]
    return notes, body.blocks


def _hidden_notes(texts: Sequence[NoteText], references: Sequence[Reference]) -> set[Element]:
    """Give the elements that are notes; one that also holds markers of the text is none."""
    around = {each for reference in references for each in ancestors(reference.link)}
    elements = {container_of(each.note) if each.note.flat else each.note.element for each in texts}
    return elements - around


def _whole_marker(link: Element) -> Element:
    """Give the largest element that shows nothing but the marker: the ``sup`` around the link, its brackets."""
    shown = short_text(link).strip(_MARKS_ONLY)
    current = link
    for parent in ancestors(link, 4):
        if (
            local_name(parent) not in ("sup", "span", "a", "small", "b")
            or short_text(parent).strip(_MARKS_ONLY) != shown
        ):
            break
        current = parent
    return current


def _inline(pages: Pages) -> tuple[Sequence[Note], list[Block]]:
    found = find_inline_notes(pages)
    if not found:
        return (), []
    body = read_body(pages, set(), {note.element: note.element for note in found})
    notes = [
        _inline_note(note, number, body.places.get(str(number - 1), MarkedPlace()))
        for number, note in enumerate(found, 1)
    ]
    return notes, body.blocks


def _inline_note(note: InlineNote, running: int, place: MarkedPlace) -> Note:
    before, after = place.text[: place.offset], place.text[place.offset :]
    # The marker may stand as plain text before the note that it opens.
    before = before.removesuffix(note.number) if note.number else before
    return Note(
        id="",
        number=note.number or str(running),
        text=note.rich.text,
        kind=NoteKind.FOOT,
        division=place.division,
        marks=note.rich.marks,
        links=note.rich.links,
        marker_sentence=marker_sentence(before + after, len(before), place.markers),
        italics_known=True,
        place=note.page.name,
    )


def _typed(pages: Pages, options: ReadOptions) -> TypedNotes:
    body = read_body(pages, set(), {})
    pieces = [piece for block in body.blocks for piece in split_at_breaks(block)]
    return find_typed_notes(join_lone_numbers(pieces), options)
