"""refparse: the notes of a document become a canonical bibliography.

>>> import refparse
>>> note = refparse.Note(id="n1", number="1", text="See Bloch, *Feudal Society*, 29.")
>>> refparse.parse_note(note).citations[0].kind
'short'

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from refparse.errors import ReadError, RefparseError, StyleError, WriteError
    from refparse.linkage import build_bibliography
    from refparse.model import (
        Bibliography,
        Citation,
        Decision,
        Diagnostic,
        Document,
        Field,
        Fields,
        Note,
        ParsedNote,
        Resolution,
        Span,
        Work,
    )
    from refparse.parse.note import parse_note
    from refparse.pipeline import process_document, process_documents, process_text
    from refparse.read import ReadOptions, read_document
    from refparse.render.bibliography import render_bibliography
    from refparse.write.export import write_bibliography
    from refparse.write.options import WriteOptions

# module -> the public names that come from it
_NAMES = {
    "refparse.errors": ("ReadError", "RefparseError", "StyleError", "WriteError"),
    "refparse.linkage": ("build_bibliography",),
    "refparse.model": (
        "Bibliography", "Citation", "Decision", "Diagnostic", "Document", "Field", "Fields", "Note", "ParsedNote",
        "Resolution", "Span", "Work",
    ),
    "refparse.parse.note": ("parse_note",),
    "refparse.pipeline": ("process_document", "process_documents", "process_text"),
    "refparse.read": ("ReadOptions", "read_document"),
    "refparse.render.bibliography": ("render_bibliography",),
    "refparse.write.export": ("write_bibliography",),
    "refparse.write.options": ("WriteOptions",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "Bibliography",
    "Citation",
    "Decision",
    "Diagnostic",
    "Document",
    "Field",
    "Fields",
    "Note",
    "ParsedNote",
    "ReadError",
    "ReadOptions",
    "RefparseError",
    "Resolution",
    "Span",
    "StyleError",
    "Work",
    "WriteError",
    "WriteOptions",
    "build_bibliography",
    "parse_note",
    "process_document",
    "process_documents",
    "process_text",
    "read_document",
    "render_bibliography",
    "write_bibliography",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for; AttributeError for any other."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'refparse' has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    """Give the public names, loaded or not."""
    return sorted([*__all__, "__version__"])
