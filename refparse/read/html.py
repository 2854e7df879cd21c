"""Reads web pages: notes by their links, inside the text, or gathered under a heading, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from refparse.errors import NoNotesFound, ReadError
from refparse.formats.css import read_style_sheet
from refparse.formats.html_text import LINE_BREAK, HtmlParagraph, HtmlView, html_paragraphs
from refparse.formats.xhtml import parse_page
from refparse.formats.xml import MAX_BYTES, Element, local_name, short_text
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document, Note, NoteKind
from refparse.read.blocks import Block, bibliography_of, marker_sentence, with_underline_as_italic
from refparse.read.divisions import divisions_of
from refparse.read.html_inline import InlineNote, find_inline_notes
from refparse.read.html_links import Reference, dangling_markers, find_references, notes_of
from refparse.read.html_notes import (
    MarkedPlace,
    NoteText,
    container_of,
    made_notes,
    note_texts,
    page_title,
    repeats_marker,
)
from refparse.read.html_pages import Page, Pages, ancestors, is_furniture, names_of, roles_of
from refparse.read.numbering import number_notes
from refparse.read.options import NOTE_PLACES, ReadOptions
from refparse.read.typed_notes import TypedNotes, find_typed_notes

_BIBLIOGRAPHY: Final = re.compile(r"(?:^|\s)(?:csl-bib-body|csl-entry|bibliography)(?=\s|$)|(?:^|\s)refs\s*$")
_AROUND_MARKER: Final = frozenset(("sup", "span", "a", "small", "b"))
_MARKS_ONLY: Final = " \t\n\r\u00a0[](){}.,"
# Typed notes win over linked ones only where they are many more: one linked asterisk must not hide a whole list.
FAR_MORE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What of the pages is no note: its blocks, and where each marker stands in them."""

    blocks: list[Block]
    places: dict[str, MarkedPlace]


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
    document = Document(
        id=path.stem,
        title=title,
        format=form,
        notes=number_notes(with_underline_as_italic(notes, blocks)),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    missing = dict.fromkeys(dangling_markers(pages))
    return document, tuple(_dangling(number) for number in missing)


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
        if len(typed.notes) > len(linked):
            return typed.notes, list(typed.body)
    return linked, blocks


def _linked(pages: Pages) -> tuple[Sequence[Note], list[Block]]:
    linked = notes_of(pages, find_references(pages))
    if not linked:
        return (), []
    texts = note_texts(pages, linked)
    references = [reference for note in linked for reference in note.references]
    body = _body(pages, _hidden_notes(texts, references), {each.link: _whole_marker(each.link) for each in references})
    places = {each.link: body.places[str(n)] for n, each in enumerate(references) if str(n) in body.places}
    return made_notes(texts, places), body.blocks


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


def _body(pages: Pages, hidden: set[Element], markers: Mapping[Element, Element]) -> _Body:
    """Give the blocks that are no notes, and the place of each marker by its running number."""
    points = {element: str(number) for number, element in enumerate(markers.values())}
    blocks: list[Block] = []
    first_blocks: list[tuple[int, Page]] = []
    for page in pages.pages:
        view = HtmlView(
            styles=page.styles,
            hidden=lambda element: element in hidden or is_furniture(element) or repeats_marker(element),
            points=points,
            silent=frozenset(points),
        )
        first_blocks.append((len(blocks), page))
        blocks += [_block(paragraph) for paragraph in html_paragraphs(_body_of(page), view)]
    divisions = _divisions(blocks, first_blocks)
    places = {
        anchor.key: MarkedPlace(
            text=block.text,
            offset=anchor.offset,
            division=divisions[index],
            markers=len(block.rich.anchors),
        )
        for index, block in enumerate(blocks)
        for anchor in block.rich.anchors
        if anchor.key != LINE_BREAK
    }
    return _Body(blocks=blocks, places=places)


def _body_of(page: Page) -> Element:
    """Give what of a page is its text: its ``main`` if it has one that holds most of it, else its body."""
    return next(page.root.iter("body"), page.root)


def _divisions(blocks: Sequence[Block], pages: Sequence[tuple[int, Page]]) -> list[str]:
    """Give the chapter of each block: in a book of several pages by the first heading of its page, else by headings."""
    if len(pages) < 2:
        return divisions_of(blocks)
    found: list[str] = []
    current = ""
    for place, (start, page) in enumerate(pages):
        end = pages[place + 1][0] if place + 1 < len(pages) else len(blocks)
        heading = next((block.text for block in blocks[start:end] if block.heading), "")
        # A page without a heading goes on with the chapter before: long chapters are cut into several files.
        current = heading or current
        found += [current or page.title or page.name] * (end - start)
    return found


def _block(paragraph: HtmlParagraph) -> Block:
    element = paragraph.element
    around = () if element is None else (element, *ancestors(element, 6))
    return Block(
        rich=paragraph.rich,
        heading=paragraph.heading,
        number=paragraph.number,
        in_bibliography=any(
            "doc-bibliography" in roles_of(each) or _BIBLIOGRAPHY.search(names_of(each)) for each in around
        ),
    )


def _inline(pages: Pages) -> tuple[Sequence[Note], list[Block]]:
    found = find_inline_notes(pages)
    if not found:
        return (), []
    body = _body(pages, set(), {note.element: note.element for note in found})
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
    body = _body(pages, set(), {})
    pieces = [piece for block in body.blocks for piece in split_at_breaks(block)]
    return find_typed_notes(join_lone_numbers(pieces), options)


# Examples: "12", "12.", "[12]": a paragraph, often the cell of a table, that holds nothing else.
_LONE_NUMBER: Final = re.compile(r"^\[?(\d{1,4})\]?[.)]?$")


def join_lone_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks with each number that stands alone as the number of the block after it."""
    found: list[Block] = []
    number = ""
    for block in blocks:
        alone = None if block.heading else _LONE_NUMBER.match(block.text)
        if alone:
            number = alone.group(1)
            continue
        found.append(replace(block, number=number) if number and not block.number else block)
        number = ""
    return found


# Examples: "12. Bloch", "[12] Bloch", "* Bloch"
_NOTE_START: Final = re.compile(r"\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.):]?\s|[*†‡§]{1,4})")


def split_at_breaks(block: Block) -> list[Block]:
    """Give a block in pieces where line breaks separate what begins like notes: ``1. …<br>2. …``."""
    breaks = [anchor.offset for anchor in block.rich.anchors if anchor.key == LINE_BREAK]
    cuts = sorted({at for at in breaks if _NOTE_START.match(block.text, at)})
    if not cuts:
        return [block]
    return [replace(block, rich=piece, number="") for piece in block.rich.split(cuts) if piece.text]
