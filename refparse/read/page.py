"""Reads the notes of PAGE XML, the page format of Transkribus, eScriptorium and OCR-D."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from refparse.formats.xml import Element, all_text, local_name
from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Line, Role, Run, Style, make_line
from refparse.read.ocr_words import ROLES, Word, line_of_words, page_nodes

_STYLES = {
    "italic": MarkKind.ITALIC, "bold": MarkKind.BOLD, "smallCaps": MarkKind.SMALL_CAPS,
    "underlined": MarkKind.UNDERLINE, "superscript": MarkKind.SUPERSCRIPT, "subscript": MarkKind.SUBSCRIPT,
}  # fmt: skip

# Transkribus: `structure {type:footnote;}`, `textStyle {offset:0; length:5;italic:true;}`.
_STRUCTURE = re.compile(r"structure\s*\{[^}]{0,200}?type:\s*([\w-]{1,40})")
_TEXT_STYLE = re.compile(r"textStyle\s*\{([^}]{0,300})\}")
_PROPERTY = re.compile(r"(\w{1,30})\s*:\s*([\w.]{1,30})")
_POINT = re.compile(r"(-?\d{1,7}(?:\.\d{1,3})?),(-?\d{1,7}(?:\.\d{1,3})?)")

Box = tuple[float, float, float, float]


def page_pages(path: Path) -> list[tuple[float, float, list[Line]]]:
    """Give width, height and lines of each page of a PAGE XML file; raises ReadError for a broken file or none."""
    return [_page(node) for node in page_nodes(path)[1]]


def _page(page: Element) -> tuple[float, float, list[Line]]:
    lines = []
    for block, region in enumerate(_regions(page), 1):
        role = _role(region, Role.UNKNOWN)
        for node in (child for child in region if local_name(child) == "TextLine"):
            made = _line(node, block, _role(node, role))
            if made is not None:
                lines.append(made)
    return _size(page, "imageWidth"), _size(page, "imageHeight"), lines


def _size(page: Element, name: str) -> float:
    value = page.get(name) or ""
    return float(value) if value.isdigit() and len(value) < 8 else 0.0


def _regions(page: Element) -> list[Element]:
    """Give the text regions in the file's reading order, those it does not order behind them."""
    regions = [node for node in page.iter() if local_name(node) == "TextRegion"]
    order = {
        node.get("regionRef", ""): place
        for place, node in enumerate(page.iter())
        if local_name(node) in ("RegionRefIndexed", "RegionRef")
    }
    by_index = _indexed(page)
    key = by_index or order
    return sorted(regions, key=lambda region: key.get(region.get("id", ""), len(key) + 10**6))


def _indexed(page: Element) -> dict[str, int]:
    """Give the place of each region in a flat ordered group, {} where groups are nested."""
    groups = [node for node in page.iter() if local_name(node) in ("OrderedGroup", "OrderedGroupIndexed")]
    if len(groups) != 1:
        return {}
    found = [(node.get("regionRef", ""), node.get("index") or "") for node in groups[0]]
    return {name: int(index) for name, index in found if index.isdigit() and len(index) < 8}


def _role(node: Element, inherited: Role) -> Role:
    custom = _STRUCTURE.search(node.get("custom") or "")
    names = [node.get("type") or "", custom.group(1) if custom else ""]
    return next((ROLES[name.casefold()] for name in names if name.casefold() in ROLES), inherited)


def _line(node: Element, block: int, role: Role) -> Line | None:
    box = _box(node)
    if box is None:
        return None
    own = _style(node)
    words = list(_words(node, own[0]))
    text = _text(node)
    styled = _custom_styles(node, text)
    if words and not styled:
        return line_of_words(words, size=own[1], block=block, role=role)
    if not text:
        return None
    runs = tuple(_runs(text, styled, own[0], box, own[1] or box[3] - box[1]))
    return make_line(runs, box[1], box[3], block=block, role=role)


def _words(line: Element, inherited: Style) -> Iterator[Word]:
    for node in line:
        if local_name(node) == "Word" and (box := _box(node)) is not None:
            style, size = _style(node)
            yield Word(_text(node), *box, style | inherited, size)


def _text(node: Element) -> str:
    """Give the first reading of a line or word (the lowest index)."""
    readings = [child for child in node if local_name(child) == "TextEquiv"]
    readings.sort(key=lambda child: child.get("index") or "0")
    for reading in readings:
        for child in reading:
            if local_name(child) == "Unicode":
                return all_text(child)
    return ""


def _style(node: Element) -> tuple[Style, float]:
    """Give style and size of the node's TextStyle."""
    for child in node:
        if local_name(child) == "TextStyle":
            style = frozenset(kind for name, kind in _STYLES.items() if child.get(name) == "true")
            size = child.get("fontSize") or ""
            return style, float(size) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", size) else 0.0
    return PLAIN, 0.0


def _custom_styles(node: Element, text: str) -> list[tuple[int, int, Style]]:
    """Give the stretches that Transkribus marks in a line's custom attribute."""
    found = []
    for match in _TEXT_STYLE.finditer(node.get("custom") or ""):
        values = dict(_PROPERTY.findall(match.group(1)))
        begin, length = values.get("offset", ""), values.get("length", "")
        style = frozenset(kind for name, kind in _STYLES.items() if values.get(name) == "true")
        if begin.isdigit() and length.isdigit() and style and int(begin) < len(text):
            found.append((int(begin), int(begin) + int(length), style))
    return found


def _runs(text: str, styled: list[tuple[int, int, Style]], own: Style, box: Box, size: float) -> Iterator[Run]:
    """Give the line's text cut at the marked stretches, each run with its share of the line's width."""
    cuts = sorted({0, len(text), *(min(place, len(text)) for begin, end, _ in styled for place in (begin, end))})
    wide = (box[2] - box[0]) / max(len(text), 1)
    for begin, end in pairwise(cuts):
        style = own
        for first, last, kind in styled:
            if first <= begin and end <= last:
                style = style | kind
        yield Run(text[begin:end], style, box[0] + wide * begin, box[0] + wide * end, size, box[3])


def _box(node: Element) -> Box | None:
    for child in node:
        if local_name(child) == "Coords":
            points = _POINT.findall(child.get("points") or "")
            across, down = [float(x) for x, _ in points], [float(y) for _, y in points]
            return (min(across), min(down), max(across), max(down)) if points else None
    return None
