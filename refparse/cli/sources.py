"""From the arguments of a command to a bibliography: documents, a folder, standard input or one note as text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refparse.cli.options import Reading
from refparse.cli.progress import working
from refparse.errors import RefparseError

if TYPE_CHECKING:
    from refparse.model import Bibliography, Diagnostic

STDIN = "-"


def read_sources(documents: Sequence[str], reading: Reading) -> Bibliography:
    """Give the one bibliography of all documents, in their order; "-" is standard input.

    Raises RefparseError where a document, the library, the weights or a corrections file cannot be read.
    """
    with working(f"Reading {_named(documents)}"):
        helpers, remarks = _helpers(reading)
        if STDIN in documents:
            bibliography = _read_stdin(documents, reading, helpers)
        else:
            bibliography = _read_files(documents, reading, helpers)
        return _with_remarks(bibliography, remarks)


def read_note(text: str, reading: Reading) -> Bibliography:
    """Give the bibliography of one note given as text."""
    from refparse.pipeline import process_text

    if not text.strip():
        raise RefparseError("the note is empty", path="--text")
    helpers, remarks = _helpers(reading)
    return _with_remarks(process_text(_as_typed(text), **helpers), remarks)


def _as_typed(text: str) -> str:
    """Give an argument's letters as they were typed: in a locale of ASCII, Python hands them on as escaped bytes."""
    sound = "".join("\ufffd" if "\ud800" <= char < "\udc80" or "\udcff" < char <= "\udfff" else char for char in text)
    return sound.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def _named(documents: Sequence[str]) -> str:
    return documents[0] if len(documents) == 1 else f"{len(documents)} documents"


def _helpers(reading: Reading) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    """Give library and parser as the pipeline takes them, and what there is to say about the library."""
    from refparse.parse.weights_file import parser_from
    from refparse.read.library import read_library

    works, remarks = read_library(reading.library) if reading.library else ((), ())
    return {"library": works, "parser": parser_from(reading.weights)}, remarks


def _options(reading: Reading) -> Any:
    from refparse.read import ReadOptions

    return ReadOptions(notes=reading.notes, lines=reading.lines, pages=reading.pages)


def _read_stdin(documents: Sequence[str], reading: Reading, helpers: dict[str, Any]) -> Bibliography:
    from refparse.pipeline import process_input

    if len(documents) > 1:
        raise RefparseError("standard input (-) cannot be read together with other documents")
    return process_input(sys.stdin.buffer.read(), name="stdin", options=_options(reading), **helpers)


def _read_files(documents: Sequence[str], reading: Reading, helpers: dict[str, Any]) -> Bibliography:
    from refparse.pipeline import process_document, process_documents

    decisions = None if reading.decisions else ()
    told = {"options": _options(reading), "decisions": decisions, **helpers}
    if len(documents) == 1:
        return process_document(documents[0], **told)
    for document in documents:
        if not Path(document).exists():  # a misspelt name is the caller's mistake, no oddity of the document
            raise RefparseError("there is no such file", path=document)
    return process_documents(documents, **told)


def _with_remarks(bibliography: Bibliography, remarks: Sequence[Diagnostic]) -> Bibliography:
    from dataclasses import replace

    return replace(bibliography, diagnostics=(*remarks, *bibliography.diagnostics)) if remarks else bibliography
