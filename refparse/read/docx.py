"""Reads Word documents (.docx): notes, live citations and the bibliography, straight from the parts of the package."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse.errors import NoNotesFound, ReadError
from refparse.formats.archive import Archive, open_archive
from refparse.formats.fields import CitationCodes
from refparse.formats.ooxml import Relation, W, main_part, read_part, read_relations, related_parts
from refparse.formats.word_lists import read_lists
from refparse.formats.word_package import core_title, custom_codes, document_sources
from refparse.formats.word_paragraphs import WordParagraph
from refparse.formats.word_styles import Styles
from refparse.formats.word_text import Story
from refparse.formats.xml import Element, refuse_deep_nesting
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document
from refparse.read.blocks import Block, bibliography_of, underline_diagnostics, with_underline_as_italic
from refparse.read.docx_notes import NoteParts, word_notes
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.typed_notes import find_typed_notes, may_hide_typed_notes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    """What the readers of a Word document need of its parts."""

    body: Element
    part: str
    styles: Styles
    relations: dict[str, Relation]
    codes: CitationCodes
    numbering: Element | None
    notes: NoteParts
    title: str


def read_docx(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read a .docx or .docm: ``read_docx(Path("book.docx"), ReadOptions())``.

    Tracked changes are read as accepted; comments and field codes are left out. Numbers are those the reader sees;
    Word's endnotes count in digits unless the document asks for another format. Notes typed by hand at the end are
    found where the package has no notes. Raises ReadError, and NoNotesFound where there are none.
    """
    with refuse_deep_nesting(path):
        return _read(path, options)


def _read(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    with open_archive(path) as archive:
        package = _open_package(archive)
    story = Story(package.styles, package.relations, package.codes)
    paragraphs = story.read(package.body)
    blocks = _blocks(paragraphs, package)
    notes, diagnostics = word_notes(story, blocks, package.notes, package.styles, package.codes)
    if may_hide_typed_notes(notes, options):
        typed = find_typed_notes(blocks, options)
        if len(typed.notes) > len(notes):
            notes, blocks = [*notes, *typed.notes], list(typed.body)
    if not notes:
        raise NoNotesFound(_nothing_found(blocks), path=path)
    backmatter = bibliography_of(blocks)
    slanted = with_underline_as_italic(notes, blocks)
    document = Document(
        id=path.stem,
        title=package.title or _title(paragraphs, package.styles),
        format="docx",
        notes=number_notes(slanted),
        bibliography=backmatter.entries,
        abbreviations=backmatter.abbreviations,
    )
    underlined = underline_diagnostics(notes, slanted)
    return document, (*diagnostics, *underlined, *_tracked_changes(package), *_citations_outside(blocks))


def _open_package(archive: Archive) -> _Package:
    part = main_part(archive)
    root = read_part(archive, part)
    body = next((child for child in root if str(child.tag).endswith("}body")), None)
    if body is None:
        raise ReadError("the document part has no body", path=archive.path, place=part)
    return _Package(
        body=body,
        part=part,
        styles=Styles(_optional_part(archive, part, "styles")),
        relations=read_relations(archive, part),
        codes=CitationCodes(sources=document_sources(archive, part), bookmarks=custom_codes(archive)),
        numbering=_optional_part(archive, part, "numbering"),
        notes=NoteParts(
            foot=_optional_part(archive, part, "footnotes"),
            end=_optional_part(archive, part, "endnotes"),
            settings=_optional_part(archive, part, "settings"),
            foot_relations=_relations_of(archive, part, "footnotes"),
            end_relations=_relations_of(archive, part, "endnotes"),
        ),
        title=core_title(archive),
    )


def _optional_part(archive: Archive, part: str, kind: str) -> Element | None:
    """Give the root of the part of `kind` that belongs to the main part, or None where the document has none."""
    names = related_parts(archive, part, kind) or (f"word/{kind}.xml",)
    return read_part(archive, names[0]) if names[0] in archive else None


def _relations_of(archive: Archive, part: str, kind: str) -> dict[str, Relation]:
    names = related_parts(archive, part, kind) or (f"word/{kind}.xml",)
    return read_relations(archive, names[0])


def _blocks(paragraphs: Iterable[WordParagraph], package: _Package) -> list[Block]:
    """Give the paragraphs of the body as blocks, with heading levels and the numbers that lists show."""
    lists = read_lists(package.numbering)
    blocks: list[Block] = []
    for each in paragraphs:
        list_id, level = (each.list_id, each.list_level) if each.list_id else package.styles.list_of(each.style)
        blocks.append(
            Block(
                rich=each.rich,
                heading=_heading(each, package.styles),
                number=lists.number(list_id, level) if list_id else "",
                in_bibliography=each.in_bibliography or package.styles.name(each.style) == "bibliography",
                in_contents=bool(_CONTENTS.match(package.styles.name(each.style))),
            )
        )
    return blocks


def _heading(paragraph: WordParagraph, styles: Styles) -> int:
    if paragraph.outline is not None and paragraph.outline < 9:
        return paragraph.outline + 1
    return styles.heading_level(paragraph.style)


def _title(paragraphs: Iterable[WordParagraph], styles: Styles) -> str:
    titled = (each.rich.text for each in paragraphs if styles.name(each.style) == "title")
    return next((text for text in titled if text), "")


def _tracked_changes(package: _Package) -> Iterable[Diagnostic]:
    """Say that changes are tracked in the document, once, however many there are."""
    roots = [root for root in (package.body, package.notes.foot, package.notes.end) if root is not None]
    if any(next(root.iter(*_CHANGES), None) is not None for root in roots):
        yield Diagnostic(
            code="R121",
            severity=Severity.INFO,
            message="the document has tracked changes; they were read as if all were accepted",
        )


def _citations_outside(blocks: Iterable[Block]) -> Iterable[Diagnostic]:
    count = sum(len(block.rich.embedded) for block in blocks)
    if count:
        yield Diagnostic(
            code="R122",
            severity=Severity.INFO,
            message=f"{count} live citations stand in the body text, not in notes; they were not read as notes",
        )


# Example: the styles "toc 1" and "table of figures"
_CONTENTS: Final = re.compile(r"^(?:toc \d|table of (?:figures|authorities)|contents \d)")
_CHANGES: Final = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_HINT: Final = "say where they are with --notes end or --notes list"


def _nothing_found(blocks: Iterable[Block]) -> str:
    count = sum(len(block.rich.embedded) for block in blocks)
    if count:
        return f"no notes were found: the document cites by {count} live citations in its text, not in notes"
    return f"no footnotes or endnotes were found, nor numbered notes typed at the end; {_HINT}"
