"""Reads the notes of a PDF that has text; one that is only pictures of pages is named as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from refparse.errors import ReadError
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document
from refparse.read.layout import Page, Rule
from refparse.read.layout_document import read_pages
from refparse.read.layout_rows import set_lines
from refparse.read.options import ReadOptions
from refparse.read.pdf_streams import check_streams

MAX_PAGES = 20_000
MAX_CHARACTERS_PER_PAGE = 200_000
# A byte of a PDF holds two or three letters at most; a small file whose pages share one huge text holds many more.
CHARACTERS_PER_BYTE = 20
FREE_CHARACTERS = 500_000

_SCANNED = (
    "the PDF holds pictures of pages but no text; recognise the text first, for instance with "
    "`ocrmypdf {name} text-{name}`, and read the result"
)


def read_pdf(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the notes of a PDF: ``read_pdf(Path("book.pdf"), ReadOptions(pages=(12, 40)))``.

    Raises ReadError where the file is damaged, encrypted or has no text, NoNotesFound where it has no notes.
    """
    import pypdfium2

    try:
        check_streams(path)
        pdf = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise ReadError(_why_closed(error), path=path) from error
    try:
        pages, damaged = _read_pages(pdf, path, options)
        title = _metadata_title(pdf)
    finally:
        pdf.close()
    document, diagnostics = read_pages(pages, path, options, format="pdf", title=title)
    return document, (*(_damaged_page(number) for number in damaged), *diagnostics)


def _damaged_page(number: int) -> Diagnostic:
    return Diagnostic(
        code="R141",
        severity=Severity.PROBLEM,
        message=f"page {number} of the PDF is damaged and was passed over; its notes are missing",
    )


def _why_closed(error: Exception) -> str:
    words = str(error).casefold()
    if "password" in words or "security" in words:
        return "the PDF is encrypted; save it without a password (for instance with `qpdf --decrypt`) and read that"
    return f"the PDF is damaged or cut short and cannot be opened ({error})"


def _read_pages(pdf: Any, path: Path, options: ReadOptions) -> tuple[tuple[Page, ...], list[int]]:
    """Give the pages asked for, and the numbers of those that are damaged."""
    pages: list[Page] = []
    damaged: list[int] = []
    room = FREE_CHARACTERS + CHARACTERS_PER_BYTE * path.stat().st_size
    for number in _chosen_pages(len(pdf), path, options):
        page, characters = _read_page(pdf, number, path)
        room -= characters
        if room < 0:
            raise ReadError("the PDF holds far more text than its size allows for (a zip bomb?)", path=path)
        if page is None:
            damaged.append(number)
        else:
            pages.append(page)
    if not any(page.lines for page in pages):
        raise ReadError(_SCANNED.format(name=path.name), path=path)
    return tuple(pages), damaged


def _chosen_pages(count: int, path: Path, options: ReadOptions) -> range:
    first, last = options.pages or (1, count)
    if first > count:
        raise ReadError(f"the PDF has only {count} pages, none of the {first}-{last} asked for", path=path)
    chosen = range(max(1, first), min(last, count) + 1)
    if len(chosen) > MAX_PAGES:
        raise ReadError(f"the PDF has {len(chosen)} pages, more than {MAX_PAGES}; name some with --pages", path=path)
    return chosen


def _read_page(pdf: Any, number: int, path: Path) -> tuple[Page | None, int]:
    """Read one page and free it at once; give it, None where it is damaged, and the number of its characters."""
    import pypdfium2
    from pypdfium2 import raw

    from refparse.read.pdf_characters import PageCharacters

    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None, 0
    try:
        count = raw.FPDFText_CountChars(text)
        if count > MAX_CHARACTERS_PER_PAGE:
            raise ReadError(
                f"page {number} holds {count:,} characters, which no page of a book does; leave it out with --pages",
                path=path,
            )
        width, height = page.get_size()
        characters = PageCharacters(page, text)
        lines = set_lines(characters.runs(), height)
        rules = tuple(Rule(rule.left, rule.right, height - rule.y) for rule in characters.rules())
        return Page(number, width, height, lines, rules), max(count, 0)
    finally:
        text.close()
        page.close()


def _metadata_title(pdf: Any) -> str:
    """Give the title that the file's metadata state, unless it is the name of a file."""
    title = " ".join(str(pdf.get_metadata_value("Title") or "").split())
    junk = title.casefold().startswith(("microsoft word", "untitled")) or title.casefold().endswith(
        (".doc", ".docx", ".indd", ".tex", ".dvi", ".pdf", ".qxd", ".odt", ".rtf", ".fm")
    )
    return "" if junk else title
