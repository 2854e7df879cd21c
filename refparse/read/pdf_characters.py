"""Takes the characters of a PDF page, with place, size and style, as runs on the page's rows."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from refparse.model.source import MarkKind
from refparse.read.layout import PLAIN, Rule, Run, Style
from refparse.read.pdf_links import page_links

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
    "\u202f": " ", "∗": "*", "∥": "‖",
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)),
}  # fmt: skip

_SPACES = frozenset({9, 32, 160})
_LINE_ENDS = frozenset({10, 13})

_FIGURES = frozenset(range(48, 58))
_RAISED_FIGURES = frozenset(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
_RAISED_SIZE = 0.62

_MOST_OBJECTS = 50_000
_WORD_GAP = 0.18  # of the size: a wider gap between two letters is a space
_RUN_GAP = 1.2  # of the size: a wider gap may be a gutter between columns


@dataclass(slots=True)
class _Font:
    """The style and size that all characters of one text object share."""

    style: Style
    size: float
    upright: bool
    raised: _Font | None = None  # the same, for figures that the font itself draws raised

    def as_raised(self) -> _Font:
        """Give the style of this font's raised figures, always the same object."""
        if self.raised is None:
            style = self.style | {MarkKind.SUPERSCRIPT}
            self.raised = _Font(style, round(_RAISED_SIZE * self.size, 1), self.upright)
        return self.raised


@dataclass(slots=True)
class _Open:
    """A run under construction."""

    letters: list[str]
    font: _Font
    left: float
    right: float
    baseline: float
    link: str

    def closed(self) -> Run | None:
        text = "".join(self.letters)
        if not text.strip():
            return None
        return Run(text, self.font.style, self.left, self.right, self.font.size, self.baseline, self.link)


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
        self._page = page.raw
        self._text = text_page.raw
        self._fonts: dict[int, _Font] = {}
        self._object_at = _address_only(pdfium.FPDFText_GetTextObject)
        self._turn = _TURNS[pdfium.FPDFPage_GetRotation(self._page) % 4]
        self._width, self._height = _unturned_size(page)
        self._links = tuple(page_links(page))

    def runs(self) -> Iterator[Run]:
        """Give the page's runs in the order of the file; a run ends where style, row or a wide gap ends it."""
        run: _Open | None = None
        for letter, font, left, right, baseline, space in self._letters():
            link = self._link_at(left, right, baseline) if self._links and font is not None else ""
            if run is not None and (font is None or run.link != link or not _continues(run, font, left, baseline)):
                if done := run.closed():
                    yield done
                run = None
            if font is None:
                continue
            if run is None:
                run = _Open([" "] if space else [], font, left, right, baseline, link)
            elif space or left - run.right > _WORD_GAP * font.size:
                run.letters.append(" ")
            run.letters.append(letter)
            run.right = right
        if run is not None and (done := run.closed()):
            yield done

    def _letters(self) -> Iterator[tuple[str, _Font | None, float, float, float, bool]]:
        """Give each letter with font, left, right and baseline, and whether a space comes before; no font: line end."""
        text, space, place = self._text, False, self._place
        unicode_at, object_at, fonts = pdfium.FPDFText_GetUnicode, self._object_at, self._fonts
        handle = ctypes.cast(text, ctypes.c_void_p)
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = unicode_at(text, index)
            if code in _SPACES:
                space = True
                continue
            if code in _LINE_ENDS:
                yield "", None, 0.0, 0.0, 0.0, False
                space = False
                continue
            address = object_at(handle, index)
            if address is None:
                continue
            font = fonts.get(address)
            if font is None:
                font = fonts[address] = self._read_font(index)
            if font.upright:
                if code in _RAISED_FIGURES or (code in _FIGURES and self._is_drawn_raised(index, font)):
                    font = font.as_raised()
                yield _letter(code), font, *place(index), space
                space = False

    def _place(self, index: int) -> tuple[float, float, float]:
        """Give left, right and baseline of a character on the page as it is shown."""
        x, y, box = _X, _Y, _BOX
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        if self._turn is _TURNS[0]:
            return x.value, max(box.right, x.value), y.value
        left, baseline = self._turn(x.value, y.value, self._width, self._height)
        corners = (
            self._turn(u, v, self._width, self._height)[0] for u in (box.left, box.right) for v in (box.top, box.bottom)
        )
        return left, max(left, *corners), baseline

    def _is_drawn_raised(self, index: int, font: _Font) -> bool:
        """Say whether a figure's ink stands clear above the baseline, as OpenType's superior figures do."""
        if self._turn is not _TURNS[0]:
            return False
        left, right, bottom, top = _EDGES
        if not pdfium.FPDFText_GetCharBox(self._text, index, left, right, bottom, top):
            return False
        pdfium.FPDFText_GetCharOrigin(self._text, index, _X, _Y)
        return bottom.value - _Y.value > 0.22 * font.size and top.value - bottom.value < 0.6 * font.size

    def _link_at(self, left: float, right: float, baseline: float) -> str:
        """Give the address of the link that covers a letter, "" where none does."""
        middle = (left + right) / 2
        for box, target in self._links:
            if box.left <= middle <= box.right and box.bottom - 1 <= baseline <= box.top:
                return target
        return ""

    def rules(self) -> tuple[Rule, ...]:
        """Give the page's thin horizontal strokes, wherever a path draws one."""
        found = []
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(min(pdfium.FPDFPage_CountObjects(self._page), _MOST_OBJECTS)):
            thing = pdfium.FPDFPage_GetObject(self._page, index)
            if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
                continue
            if pdfium.FPDFPageObj_GetBounds(thing, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                if top - bottom < 2.5 and right - left > 15:
                    found.append(Rule(left, right, (top + bottom) / 2))
        return tuple(found)

    def _read_font(self, index: int) -> _Font:
        name, flags, matrix = ctypes.create_string_buffer(256), ctypes.c_int(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetFontInfo(self._text, index, name, 256, flags)
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        size = round(pdfium.FPDFText_GetFontSize(self._text, index) * scale, 1)
        weight = pdfium.FPDFText_GetFontWeight(self._text, index)
        style = style_of_font(name.value.decode("utf-8", "replace"), flags.value, weight)
        if matrix.c > 0.15 * abs(matrix.d) and matrix.a > 0:  # slanted by hand, as word processors do without the font
            style |= {MarkKind.ITALIC}
        origin = self._turn(0.0, 0.0, 0.0, 0.0)
        ahead = self._turn(matrix.a, matrix.b, 0.0, 0.0)
        along, across = ahead[0] - origin[0], ahead[1] - origin[1]
        return _Font(style, size, along > 0 and abs(across) < 0.1 * along and 1 < size < 400)


# How a page that is shown turned by 0, 90, 180 or 270 degrees clockwise maps its points.
_TURNS: tuple[Callable[[float, float, float, float], tuple[float, float]], ...] = (
    lambda x, y, width, height: (x, y),
    lambda x, y, width, height: (y, width - x),
    lambda x, y, width, height: (width - x, height - y),
    lambda x, y, width, height: (height - y, x),
)

# Where PDFium writes what it is asked; read at once, never kept.
_X, _Y, _BOX = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
_EDGES = tuple(ctypes.c_double() for _ in range(4))


def _address_only(function: Any) -> Callable[[Any, int], int | None]:
    """Give a PDFium function that returns a handle as one that returns its bare address, which is a third faster."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    bare: Callable[[Any, int], int | None] = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(address)
    return bare


def _unturned_size(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    return (height, width) if pdfium.FPDFPage_GetRotation(page.raw) % 2 else (width, height)


def _letter(code: int) -> str:
    char = chr(code) if code < 0x110000 else ""
    return _PLAIN_LETTERS.get(char, "" if 0xD800 <= code < 0xE000 else char)


def _continues(run: _Open, font: _Font, left: float, baseline: float) -> bool:
    if abs(run.baseline - baseline) > 0.12 * font.size:
        return False
    if run.font is not font and (run.font.style != font.style or abs(run.font.size - font.size) > 0.3):
        return False
    return -0.6 * font.size < left - run.right < _RUN_GAP * font.size
