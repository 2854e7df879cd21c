"""Reads the notes of a PDF that has text; one that is only pictures of pages is named as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from refparse.errors import ReadError
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.read.layout import Page
from refparse.read.layout_document import read_pages
from refparse.read.layout_rows import set_lines
from refparse.read.options import ReadOptions

MAX_PAGES = 20_000
MAX_CHARACTERS_PER_PAGE = 200_000

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
        pdf = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise ReadError(_why_closed(error), path=path) from error
    try:
        pages = _read_pages(pdf, path, options)
        title = _metadata_title(pdf)
    finally:
        pdf.close()
    return read_pages(pages, path, options, format="pdf", title=title)


def _why_closed(error: Exception) -> str:
    words = str(error).casefold()
    if "password" in words or "security" in words:
        return "the PDF is encrypted; save it without a password (for instance with `qpdf --decrypt`) and read that"
    return f"the PDF is damaged or cut short and cannot be opened ({error})"


def _read_pages(pdf: Any, path: Path, options: ReadOptions) -> tuple[Page, ...]:
    count = len(pdf)
    if count > MAX_PAGES:
        raise ReadError(
            f"the PDF has {count} pages; more than {MAX_PAGES} are not read, name some with --pages", path=path
        )
    first, last = options.pages or (1, count)
    if first > count:
        raise ReadError(f"the PDF has only {count} pages, none of the {first}-{last} asked for", path=path)
    chosen = range(max(1, first), min(last, count) + 1)
    pages = tuple(page for number in chosen if (page := _read_page(pdf, number)) is not None)
    if not any(page.lines for page in pages):
        raise ReadError(_SCANNED.format(name=path.name), path=path)
    return pages


def _read_page(pdf: Any, number: int) -> Page | None:
    """Read one page and free it at once; a damaged page is passed over."""
    import pypdfium2
    from pypdfium2 import raw

    from refparse.read.pdf_characters import PageCharacters

    try:
        page = pdf[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        if raw.FPDFText_CountChars(text) > MAX_CHARACTERS_PER_PAGE:
            return None
        width, height = page.get_size()
        characters = PageCharacters(page, text)
        lines = set_lines(characters.runs(), height)
        rules = tuple(type(rule)(rule.left, rule.right, height - rule.y) for rule in characters.rules())
        return Page(number, width, height, lines, rules)
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
