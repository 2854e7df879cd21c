"""The body of HTML pages as blocks: what is neither note nor furniture, with the place of each marker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from refparse.formats.html_text import LINE_BREAK, HtmlParagraph, HtmlView, html_paragraphs
from refparse.formats.xml import Element
from refparse.read.blocks import Block
from refparse.read.divisions import divisions_of
from refparse.read.html_notes import MarkedPlace, repeats_marker
from refparse.read.html_pages import Page, Pages, ancestors, is_furniture, names_of, roles_of

_BIBLIOGRAPHY: Final = re.compile(r"(?:^|\s)(?:csl-bib-body|csl-entry|bibliography)(?=\s|$)|(?:^|\s)refs\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What of the pages is no note: its blocks, and where each marker stands in them."""

    blocks: list[Block]
    places: dict[str, MarkedPlace]


def read_body(pages: Pages, hidden: set[Element], markers: Mapping[Element, Element]) -> Body:
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
    return Body(blocks=blocks, places=places)


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
