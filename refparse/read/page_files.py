"""Reads the page formats ALTO, PAGE XML and hOCR, and a folder whose files are the pages of one scan, a page a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from refparse.errors import ReadError
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.read.encoding import read_file_text
from refparse.read.layout import Line
from refparse.read.options import ReadOptions
from refparse.read.sniff import sniff

# Format → the function that gives width, height and lines of the pages in a file.
PAGE_SOURCES = {
    "alto": "refparse.read.alto:alto_pages",
    "page": "refparse.read.page:page_pages",
    "hocr": "refparse.read.hocr:hocr_pages",
}

FEWEST_FILES = 2
FEWEST_TEXTS = 5
LARGEST_TEXT_PAGE = 9000

Reading = tuple[Document, tuple[Diagnostic, ...]]
PageSource = Callable[[Path], list[tuple[float, float, list[Line]]]]


def read_page_file(path: Path, options: ReadOptions) -> Reading:
    """Read the notes of one file of a page format: ``read_page_file(Path("page.xml"), ReadOptions())``.

    Raises ReadError where the file is broken or has no pages, NoNotesFound where it has no notes.
    """
    return _read_layout([path], sniff(path), path, options)


def read_page_files(files: Sequence[Path], folder: Path, options: ReadOptions) -> Reading | None:
    """Read the files as pages of one document named after the folder; None where they are not pages.

    Files of a page format are pages where at least two are of one kind; plain texts where at least five are small and
    numbered. Raises ReadError and NoNotesFound.
    """
    kinds = {file: _kind(file) for file in files}
    often = Counter(kind for kind in kinds.values() if kind in PAGE_SOURCES)
    if often and often.most_common(1)[0][1] >= FEWEST_FILES:
        kind = sorted(often, key=lambda name: (-often[name], name))[0]
        return _read_layout([file for file in files if kinds[file] == kind], kind, folder, options)
    if _are_text_pages(kinds):
        return _read_texts(files, folder, options)
    return None


def _kind(file: Path) -> str:
    try:
        return sniff(file)
    except ReadError:
        return ""


def _are_text_pages(kinds: dict[Path, str]) -> bool:
    if len(kinds) < FEWEST_TEXTS or not all(kind in ("text", "") for kind in kinds.values()):
        return False
    sizes = sorted(file.stat().st_size for file in kinds)
    numbered = all(any(char.isdigit() for char in file.stem) for file in kinds)
    return numbered and sizes[len(sizes) * 9 // 10] <= LARGEST_TEXT_PAGE


def _read_layout(files: Sequence[Path], kind: str, path: Path, options: ReadOptions) -> Reading:
    from refparse.read.layout_document import read_pages
    from refparse.read.ocr_words import number_pages

    module, function = PAGE_SOURCES[kind].split(":")
    source: PageSource = getattr(import_module(module), function)
    pages = number_pages((page for file in files for page in source(file)), options.pages)
    return read_pages(pages, path, options, format=kind)


def _read_texts(files: Sequence[Path], folder: Path, options: ReadOptions) -> Reading:
    from refparse.read.plain import read_loaded

    texts: list[str] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        text, found = read_file_text(file)
        texts.append(text)
        diagnostics += [each for each in found if each.code not in {known.code for known in diagnostics}]
    document, more = read_loaded("\f".join(texts), folder.name, options, path=folder)
    return document, (*diagnostics, *more)
