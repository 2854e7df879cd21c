"""Reads the notes of hOCR, the page format of Tesseract and OCRopus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from refparse.errors import ReadError
from refparse.formats.xml import Element, all_text, local_name, parse_html, read_whole
from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Line, Role, Style
from refparse.read.ocr_words import ROLES, Word, line_of_words

# Properties in a title attribute: `bbox 36 92 96 116; x_wconf 95`, `x_size 31.5`.
_BOX = re.compile(r"\bbbox\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})")
_LINE_SIZE = re.compile(r"\bx_size\s+(\d{1,5}(?:\.\d{1,6})?)")
_FONT_SIZE = re.compile(r"\bx_fsize\s+(\d{1,5}(?:\.\d{1,6})?)")

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_STYLES: dict[str, Style] = {
    "em": frozenset({MarkKind.ITALIC}), "i": frozenset({MarkKind.ITALIC}), "strong": frozenset({MarkKind.BOLD}),
    "b": frozenset({MarkKind.BOLD}), "sup": frozenset({MarkKind.SUPERSCRIPT}),
}  # fmt: skip

Box = tuple[float, float, float, float]


def hocr_pages(path: Path) -> list[tuple[float, float, list[Line]]]:
    """Give width, height and lines of each page of an hOCR file; raises ReadError for a broken file or none."""
    root = parse_html(read_whole(path), path=path)
    found = [node for node in root.iter() if "ocr_page" in _classes(node)]
    if not found:
        raise ReadError("the file has no pages of the class ocr_page", path=path)
    return [_page(node) for node in found]


def _page(node: Element) -> tuple[float, float, list[Line]]:
    _, _, right, bottom = _box(node) or (0.0, 0.0, 0.0, 0.0)
    lines = []
    for block, line in _lines(node):
        role = next((ROLES[name] for name in _classes(line) if name in ROLES), Role.UNKNOWN)
        made = line_of_words(list(_words(line)), size=_number(_LINE_SIZE, line), block=block, role=role)
        if made is not None:
            lines.append(made)
    return right, bottom or max((line.bottom for line in lines), default=0.0), lines


def _lines(page: Element) -> Iterator[tuple[int, Element]]:
    """Give the lines of a page, each with the count of the paragraph it stands in."""
    block = 0
    for node in page.iter():
        classes = _classes(node)
        if "ocr_par" in classes:
            block += 1
        if _LINES & set(classes):
            yield max(block, 1) if block else 0, node


def _words(line: Element) -> Iterator[Word]:
    words = [node for node in line.iter() if "ocrx_word" in _classes(node)]
    for node in words or [line]:
        box = _box(node) or _box(line)
        if box is not None:
            yield Word(all_text(node), *box, _style(node), _number(_FONT_SIZE, node))


def _style(node: Element) -> Style:
    """Give the style that the tags inside or around a word's text say."""
    style = PLAIN
    for child in node.iter():
        style = style | _STYLES.get(local_name(child).lower(), PLAIN)
    parent = node.getparent()
    return style | (_STYLES.get(local_name(parent).lower(), PLAIN) if parent is not None else PLAIN)


def _classes(node: Element) -> list[str]:
    return (node.get("class") or "").split()


def _box(node: Element) -> Box | None:
    match = _BOX.search(node.get("title") or "")
    if match is None:
        return None
    left, top, right, bottom = (float(value) for value in match.groups())
    return left, top, right, bottom


def _number(pattern: re.Pattern[str], node: Element) -> float:
    match = pattern.search(node.get("title") or "")
    return float(match.group(1)) if match else 0.0
