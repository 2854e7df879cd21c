"""The way of a document through the house: read, parse, link, on one screen."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from refparse.decisions import decisions_path, read_decisions
from refparse.linkage import build_bibliography
from refparse.model import Bibliography, Decision, Diagnostic, Document, Note, Work
from refparse.parse.document import parse_document, parse_entries
from refparse.parse.note import Parser
from refparse.read import ReadOptions, read_document, read_documents, read_text

_DEFAULT = ReadOptions()


def process_document(
    path: str | Path,
    *,
    options: ReadOptions = _DEFAULT,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] | None = None,
    parser: Parser | None = None,
) -> Bibliography:
    """Read a document and give its bibliography: ``process_document("book.docx")``.

    Without `decisions` those in the corrections file beside the document are taken. Raises ReadError where the
    document cannot be read, NoNotesFound where it holds no notes, DecisionError for a broken corrections file.
    """
    document, diagnostics = read_document(Path(path), options=options)
    taken = decisions_beside(path) if decisions is None else decisions
    return bibliography_of(document, diagnostics, library=library, decisions=taken, parser=parser)


def process_documents(
    paths: Sequence[str | Path],
    *,
    options: ReadOptions = _DEFAULT,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] | None = None,
    parser: Parser | None = None,
) -> Bibliography:
    """Read several files, the chapters of one document in order, and give their one bibliography.

    Raises as `process_document` does; a file without notes is passed over (R104).
    """
    document, diagnostics = read_documents(paths, options=options)
    beside = tuple(one for path in paths for one in decisions_beside(path))
    taken = beside if decisions is None else decisions
    return bibliography_of(document, diagnostics, library=library, decisions=taken, parser=parser)


def process_input(
    data: bytes | str,
    *,
    name: str = "input",
    options: ReadOptions = _DEFAULT,
    library: Sequence[Work] = (),
    parser: Parser | None = None,
) -> Bibliography:
    """Give the bibliography of a document in hand, such as standard input; raises as `process_document` does."""
    document, diagnostics = read_text(data, name=name, options=options)
    return bibliography_of(document, diagnostics, library=library, parser=parser)


def process_text(
    text: str, *, name: str = "text", library: Sequence[Work] = (), parser: Parser | None = None
) -> Bibliography:
    """Give the bibliography of one note given as text: ``process_text("Ibid., 31.")``."""
    note = Note(id="n1", number="1", text=text)
    return bibliography_of(Document(id=name, format="note", notes=(note,)), library=library, parser=parser)


def bibliography_of(
    document: Document,
    diagnostics: Sequence[Diagnostic] = (),
    *,
    library: Sequence[Work] = (),
    decisions: Sequence[Decision] = (),
    parser: Parser | None = None,
) -> Bibliography:
    """Give the bibliography of a document already read; `diagnostics` are those of reading it."""
    with _rare_collection():
        entries = parse_entries(document.bibliography, parser=parser)
        parsed = parse_document(document, entries, parser=parser)
        linked = build_bibliography(document, parsed, entries, library=library, decisions=decisions)
    return replace(linked, diagnostics=(*diagnostics, *linked.diagnostics))


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Let the garbage collector run rarely: reading and linking make many records and no cycles."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def decisions_beside(path: str | Path) -> tuple[Decision, ...]:
    """Give the decisions in the corrections file beside a document, and for a folder those of its files too.

    Raises DecisionError where such a file is broken.
    """
    folder = Path(path)
    inside = sorted(folder.glob("*.refparse.yaml")) if folder.is_dir() else []
    return tuple(one for file in (decisions_path(folder), *inside) for one in read_decisions(file))
