"""Takes the characters of a PDF page, with place, size and style, as runs on the page's rows."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Rule, Run, Style

# The names by which foundries and TeX call a style: `LMRoman8-Italic`, `TimesNewRomanPS-ItalicMT`, `CMTI10`,
# `SFTI1000`, `MinionPro-It`, `Garamond-BoldIt`, `Helvetica-Oblique`.
_ITALIC_NAME = re.compile(
    r"ital|obliq|slant|kursiv|(?:-|Bold|Semibold|Medium|Light)It\b|^(?:CM|SF|EC)(?:TI|SL|BXTI)|(?:-|\+)TI\d", re.I
)
_BOLD_NAME = re.compile(r"bold|black|heavy|^(?:CM|SF|EC)(?:BX|B)\d", re.I)
_SMALL_CAPS_NAME = re.compile(r"small-?cap|caps\d*\b|-SC\b|SC\d+$|^(?:CM|SF|EC)(?:CSC|CC|XC)", re.I)

_ITALIC_FLAG = 1 << 6
_SMALL_CAPS_FLAG = 1 << 17
_BOLD_FLAG = 1 << 18

# Ligatures and the code points that PDFium gives for a hyphen at a line's end.
_PLAIN_LETTERS = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\x02": "-", "\ufffe": "-", "\uffff": "", "\x00": "", "\x03": " ", "\t": " ", "\xa0": " ", "\u2009": " ",
    "\u202f": " ",
}  # fmt: skip

_WORD_GAP = 0.18  # of the size: a wider gap between two letters is a space
_RUN_GAP = 1.2  # of the size: a wider gap may be a gutter between columns


@dataclass(slots=True)
class _Font:
    """The style and size that all characters of one text object share."""

    style: Style
    size: float
    upright: bool


@dataclass(slots=True)
class _Open:
    """A run under construction."""

    letters: list[str]
    font: _Font
    left: float
    right: float
    baseline: float

    def closed(self) -> Run | None:
        text = "".join(self.letters)
        if not text.strip():
            return None
        return Run(text, self.font.style, self.left, self.right, self.font.size, self.baseline)


def style_of_font(name: str, flags: int, weight: int) -> Style:
    """Give the style that a font's name, descriptor flags (PDF 32000-1, table 123) or weight say.

    >>> sorted(style_of_font("LMRoman8-Italic", 0, 400))
    [<MarkKind.ITALIC: 'italic'>]
    """
    name = name.split("+", 1)[-1]
    kinds = set()
    if flags & _ITALIC_FLAG or _ITALIC_NAME.search(name):
        kinds.add(MarkKind.ITALIC)
    if flags & _BOLD_FLAG or weight >= 600 or _BOLD_NAME.search(name):
        kinds.add(MarkKind.BOLD)
    if flags & _SMALL_CAPS_FLAG or _SMALL_CAPS_NAME.search(name):
        kinds.add(MarkKind.SMALL_CAPS)
    return frozenset(kinds) or PLAIN


class PageCharacters:
    """The characters of one page of an open PDF; keeps what it has learnt about fonts."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self._page = page
        self._text = text_page
        self._fonts: dict[int, _Font] = {}

    def runs(self) -> Iterator[Run]:
        """Give the page's runs in the order of the file; a run ends where style, row or a wide gap ends it."""
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        text, run, space = self._text, None, False
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if code in (32, 160, 9):
                space = True
                continue
            if code in (10, 13):
                if run is not None and (done := run.closed()):
                    yield done
                run, space = None, False
                continue
            font = self._font(index)
            if font is None or not font.upright:
                continue
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            letter = _letter(code)
            left, right = x.value, max(box.right, x.value)
            if run is not None and not _continues(run, font, left, y.value):
                if done := run.closed():
                    yield done
                run = None
            if run is None:
                run = _Open([" "] if space else [], font, left, right, y.value)
            elif space or left - run.right > _WORD_GAP * font.size:
                run.letters.append(" ")
            run.letters.append(letter)
            run.right, space = right, False
        if run is not None and (done := run.closed()):
            yield done

    def rules(self) -> tuple[Rule, ...]:
        """Give the page's thin horizontal strokes, wherever a path draws one."""
        found = []
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(pdfium.FPDFPage_CountObjects(self._page)):
            thing = pdfium.FPDFPage_GetObject(self._page, index)
            if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
                continue
            if pdfium.FPDFPageObj_GetBounds(thing, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                if top - bottom < 2.5 and right - left > 15:
                    found.append(Rule(left, right, (top + bottom) / 2))
        return tuple(found)

    def _font(self, index: int) -> _Font | None:
        thing = pdfium.FPDFText_GetTextObject(self._text, index)
        address = ctypes.cast(thing, ctypes.c_void_p).value
        if address is None:
            return None
        if address not in self._fonts:
            self._fonts[address] = self._read_font(index)
        return self._fonts[address]

    def _read_font(self, index: int) -> _Font:
        name, flags, matrix = ctypes.create_string_buffer(256), ctypes.c_int(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetFontInfo(self._text, index, name, 256, flags)
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = round(pdfium.FPDFText_GetFontSize(self._text, index) * scale, 1)
        style = style_of_font(
            name.value.decode("utf-8", "replace"), flags.value, pdfium.FPDFText_GetFontWeight(self._text, index)
        )
        if matrix.c > 0.15 * abs(matrix.d) and matrix.a > 0:  # slanted by hand, as word processors do without the font
            style |= {MarkKind.ITALIC}
        upright = matrix.a > 0 and abs(matrix.b) < 0.1 * matrix.a and 1 < size < 400
        return _Font(style, size, upright)


def _letter(code: int) -> str:
    char = chr(code) if code < 0x110000 else ""
    return _PLAIN_LETTERS.get(char, "" if 0xD800 <= code < 0xE000 else char)


def _continues(run: _Open, font: _Font, left: float, baseline: float) -> bool:
    if abs(run.baseline - baseline) > 0.12 * font.size:
        return False
    if run.font is not font and (run.font.style != font.style or abs(run.font.size - font.size) > 0.3):
        return False
    return -0.6 * font.size < left - run.right < _RUN_GAP * font.size
