"""The front door: one `read_document` for all formats, chosen by content first and ending second."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from refparse.errors import ReadError
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import BibliographyEntry, Document, Note
from refparse.read.encoding import decode
from refparse.read.lost_italics import notice_italics
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.page_files import read_page_files
from refparse.read.sniff import DOCUMENT_ENDINGS, HEAD, sniff, sniff_bytes

Reading = tuple[Document, tuple[Diagnostic, ...]]
Reader = Callable[[Path, ReadOptions], Reading]

# Format → where its reader is. Each reader has the signature of `Reader`; it is imported when first needed.
READERS = {
    "text": "refparse.read.plain:read_plain",
    "markdown": "refparse.read.markdown:read_markdown",
    "docx": "refparse.read.docx:read_docx",
    "odt": "refparse.read.odt:read_odt",
    "html": "refparse.read.html:read_html",
    "epub": "refparse.read.epub:read_epub",
    "tei": "refparse.read.tei:read_tei",
    "latex": "refparse.read.latex:read_latex",
    "pdf": "refparse.read.pdf:read_pdf",
    "hocr": "refparse.read.page_files:read_page_file",
    "alto": "refparse.read.page_files:read_page_file",
    "page": "refparse.read.page_files:read_page_file",
    "rtf": "refparse.read.office:read_rtf",
    "doc": "refparse.read.office:read_doc",
}

_NO_OPTIONS = ReadOptions()


def read_document(path: str | Path, *, options: ReadOptions = _NO_OPTIONS) -> Reading:
    """Read the document at `path`, of any known format: ``read_document("book.docx")``.

    A folder is read as one document, its files in natural order ("chapter 2" before "chapter 10") as divisions; where
    each file is one page of a scan, the pages are put together first.
    Raises ReadError (missing, empty, binary, broken file; a folder without documents) and NoNotesFound.
    """
    path = Path(path)
    name = sniff(path)
    if name == "folder":
        files = documents_in(path)
        pages = read_page_files(files, path, options)
        return _noticed(pages) if pages else read_documents(files, title=path.name, options=options)
    return _noticed(reader_of(name)(path, options))


def read_text(text: str | bytes, *, name: str = "text", options: ReadOptions = _NO_OPTIONS) -> Reading:
    """Read a document that is already in hand, such as standard input: ``read_text(sys.stdin.buffer.read())``.

    `name` becomes the id of the document. Bytes may be any format that `read_document` knows; in text, pandoc's
    footnotes make it Markdown. Raises ReadError and NoNotesFound.
    """
    data = text.encode("utf-8", errors="replace") if isinstance(text, str) else text
    if not data.strip():
        raise ReadError("there is nothing to read", path=name)
    if data.startswith(b"PK\x03\x04"):
        return _read_as_file(data, name, options)
    kind = sniff_bytes(data[:HEAD], ending=Path(name).suffix)
    if kind not in ("text", "markdown"):
        return _read_as_file(data, name, options)
    decoded, diagnostics = decode(data, path=name)
    module = import_module("refparse.read.markdown" if kind == "markdown" else "refparse.read.plain")
    document, more = _noticed(module.read_loaded(decoded, Path(name).stem, options))
    return document, diagnostics + more


def _noticed(reading: Reading) -> Reading:
    """Add what is to be noticed in documents of every format."""
    document, diagnostics = reading
    document, more = notice_italics(document)
    return document, diagnostics + more


def read_documents(paths: Iterable[str | Path], *, title: str = "", options: ReadOptions = _NO_OPTIONS) -> Reading:
    """Read several files as one document in the given order; each is a division named by its title.

    Files without notes are passed over with diagnostic R104. Raises ReadError where no file is given or none has notes.
    """
    files = tuple(Path(path) for path in paths)
    if not files:
        raise ReadError("no documents were given")
    readings: list[Reading] = []
    passed: list[Diagnostic] = []
    for file in files:
        try:
            readings.append(read_document(file, options=options))
        except ReadError as error:
            passed.append(Diagnostic(code="R104", message=f"{file.name} was passed over: {error.message}"))
    if not readings:
        raise ReadError(f"none of the {len(files)} files has notes: " + "; ".join(p.message for p in passed[:3]))
    document = _joined([document for document, _ in readings], title or files[0].parent.name)
    return document, tuple(passed) + tuple(each for _, found in readings for each in found)


def documents_in(folder: Path) -> tuple[Path, ...]:
    """Give the files of `folder` that look like documents, in natural order, hidden files left out.

    Raises ReadError where there is none.
    """
    files = [file for file in folder.iterdir() if file.is_file() and not file.name.startswith((".", "~$"))]
    documents = [file for file in files if file.suffix.lower() in DOCUMENT_ENDINGS]
    if not documents:
        raise ReadError("the folder holds no documents that refparse reads", path=folder)
    return tuple(sorted(documents, key=_natural_order))


def reader_of(name: str) -> Reader:
    """Give the reader of the format `name`; raises ReadError where this installation has none."""
    module, function = READERS[name].split(":")
    try:
        found: Reader = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise ReadError(f"files of the format {name} cannot be read yet") from None
    return found


def _read_as_file(data: bytes, name: str, options: ReadOptions) -> Reading:
    """Read content in hand through a temporary file, for the formats whose readers want a path."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / (Path(name).name or "input")
        file.write_bytes(data)
        return read_document(file, options=options)


def _joined(documents: Sequence[Document], title: str) -> Document:
    """Give one document with the parts of several; the divisions are told apart by the title of each."""
    notes = [replace(note, division=_division(document, note)) for document in documents for note in document.notes]
    entries = [entry for document in documents for entry in document.bibliography]
    return Document(
        id=title or documents[0].id,
        title=title,
        format=documents[0].format,
        notes=number_notes(notes),
        bibliography=_renumbered(entries),
        fragments=tuple(fragment for document in documents for fragment in document.fragments),
        abbreviations={short: long for document in documents for short, long in document.abbreviations.items()},
    )


def _division(document: Document, note: Note) -> str:
    own = document.title or document.id
    return f"{own}: {note.division}" if note.division and note.division != own else own


def _renumbered(entries: Iterable[BibliographyEntry]) -> tuple[BibliographyEntry, ...]:
    return tuple(replace(entry, id=f"b{place}") for place, entry in enumerate(entries, 1))


def _natural_order(path: Path) -> list[tuple[int, int, str]]:
    """Give a key by which "chapter 2" comes before "chapter 10"."""
    parts = re.findall(r"\d+|\D+", path.name.casefold())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
