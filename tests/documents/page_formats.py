"""Writes hOCR, ALTO and PAGE XML from the words of a PDF, as an OCR program without errors would."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

SCALE = 300 / 72  # PDF points to pixels of a scan at 300 dpi


@dataclass(frozen=True)
class OcrWord:
    text: str
    left: int
    top: int
    right: int
    bottom: int
    size: float
    italic: bool


def words_of(path: Path) -> list[tuple[int, int, list[list[OcrWord]]]]:
    """Give for each page width, height and lines of words, all in pixels."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    return [_page(pdf[number]) for number in range(len(pdf))]


def _page(page):
    width, height = page.get_size()
    text = page.get_textpage()
    lines, line, letters = [], [], []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if not char.strip() or char in "\r\n":
            line += _word(letters, height)
            letters = []
            if "\n" in char and line:
                lines.append(line)
                line = []
            continue
        letter = (char, text.get_charbox(index, loose=True), *_font(text, index))
        if letters and letter[1][0] < letters[0][1][0]:  # PDFium has no line end behind a hyphen
            lines.append([*line, *_word(letters, height)])
            line, letters = [], []
        letters.append(letter)
    line += _word(letters, height)
    return round(width * SCALE), round(height * SCALE), [*lines, line] if line else lines


def _font(text, index):
    import ctypes

    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, 200, flags)
    return raw.FPDFText_GetFontSize(text, index), bool(flags.value & 64)


def _word(letters, height):
    """Give the words that the letters make: a raised number at either end is a word of its own, as OCR gives it."""
    parts = []
    for letter in letters:
        low = letter[1][1]
        if parts and (abs(parts[-1][-1][1][1] - low) > 1.0 or abs(parts[-1][-1][2] - letter[2]) > 1.0):
            parts.append([letter])
        elif parts:
            parts[-1].append(letter)
        else:
            parts = [[letter]]
    return [_one_word(part, height) for part in parts]


def _one_word(letters, height):
    boxes = [box for _, box, _, _ in letters]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    text = "".join(char for char, _, _, _ in letters).replace("\x02", "-").replace("\ufffe", "-")
    pixels = (round(value * SCALE) for value in (left, height - top, right, height - bottom))
    return OcrWord(text, *pixels, round(letters[0][2] * SCALE, 1), letters[0][3])


def _box(words):
    return (
        min(word.left for word in words), min(word.top for word in words),
        max(word.right for word in words), max(word.bottom for word in words),
    )  # fmt: skip


def write_hocr(pages, target: Path) -> None:
    out = ['<!DOCTYPE html>\n<html><head><meta charset="utf-8"><meta name="ocr-system" content="none"></head><body>']
    for number, (width, height, lines) in enumerate(pages, 1):
        out.append(f"<div class='ocr_page' id='page_{number}' title='bbox 0 0 {width} {height}; ppageno {number - 1}'>")
        for line in lines:
            size = max(word.size for word in line)
            left, top, right, bottom = _box(line)
            out.append(f"<span class='ocr_line' title='bbox {left} {top} {right} {bottom}; x_size {size}'>")
            for word in line:
                text = escape(word.text)
                text = f"<em>{text}</em>" if word.italic else text
                box = f"bbox {word.left} {word.top} {word.right} {word.bottom}; x_wconf 96"
                out.append(f"<span class='ocrx_word' title='{box}'>{text}</span> ")
            out.append("</span>")
        out.append("</div>")
    out.append("</body></html>\n")
    target.write_text("\n".join(out), encoding="utf-8")


def write_alto(pages, target: Path) -> None:
    sizes = sorted({word.size for _, _, lines in pages for line in lines for word in line})
    fonts = {
        (size, italic): f"F{place}" for place, (size, italic) in enumerate((s, i) for s in sizes for i in (False, True))
    }
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Styles>']
    for (size, italic), name in fonts.items():
        style = ' FONTSTYLE="italics"' if italic else ""
        out.append(f'<TextStyle ID="{name}" FONTSIZE="{size}"{style}/>')
    out.append("</Styles><Layout>")
    for number, (width, height, lines) in enumerate(pages, 1):
        out.append(f'<Page ID="P{number}" WIDTH="{width}" HEIGHT="{height}"><PrintSpace><TextBlock ID="B{number}">')
        for line in lines:
            left, top, right, bottom = _box(line)
            out.append(f'<TextLine HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}">')
            out += [_alto_string(word, fonts) + ("<SP/>" if word is not line[-1] else "") for word in line]
            out.append("</TextLine>")
        out.append("</TextBlock></PrintSpace></Page>")
    out.append("</Layout></alto>\n")
    target.write_text("\n".join(out), encoding="utf-8")


def _alto_string(word, fonts):
    text, hyphen = word.text, ""
    if len(text) > 1 and text[-1] == "-" and text[-2].isalpha():
        text, hyphen = text[:-1], '<HYP CONTENT="-"/>'
    place = f'HPOS="{word.left}" VPOS="{word.top}" WIDTH="{word.right - word.left}" HEIGHT="{word.bottom - word.top}"'
    return f'<String CONTENT="{escape(text)}" {place} STYLEREFS="{fonts[word.size, word.italic]}"/>{hyphen}'


def write_page(pages, target: Path) -> None:
    out = ['<?xml version="1.0" encoding="UTF-8"?>']
    out.append('<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">')
    for number, (width, height, lines) in enumerate(pages, 1):
        out.append(f'<Page imageFilename="{number}.png" imageWidth="{width}" imageHeight="{height}">')
        out.append(f'<TextRegion id="r{number}" type="paragraph">')
        for count, line in enumerate(lines, 1):
            out.append(f'<TextLine id="l{number}_{count}">{_coords(_box(line))}')
            out += [_page_word(word, f"w{number}_{count}_{place}") for place, word in enumerate(line)]
            out.append(f'<TextStyle fontSize="{max(word.size for word in line)}"/></TextLine>')
        out.append("</TextRegion></Page>")
    out.append("</PcGts>\n")
    target.write_text("\n".join(out), encoding="utf-8")


def _coords(box):
    left, top, right, bottom = box
    return f'<Coords points="{left},{top} {right},{top} {right},{bottom} {left},{bottom}"/>'


def _page_word(word, name):
    italic = ' italic="true"' if word.italic else ""
    box = (word.left, word.top, word.right, word.bottom)
    text = f"<TextEquiv><Unicode>{escape(word.text)}</Unicode></TextEquiv>"
    return f'<Word id="{name}">{_coords(box)}{text}<TextStyle fontSize="{word.size}"{italic}/></Word>'
