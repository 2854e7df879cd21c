"""What refparse raises when a call cannot be carried out.

The document's oddities are `Diagnostic` records, never exceptions; only what the caller can mend is raised::

    RefparseError              anything below; the command line prints it and exits with 2
    ├── ReadError              the document cannot be read (missing, empty, binary, broken, hostile)
    │   └── NoNotesFound       it can be read, but holds no notes; says what was looked for
    ├── WriteError             the output cannot be written, or the format is unknown
    ├── StyleError             the CSL style is not there or is broken
    ├── DecisionError          the corrections file cannot be read
    ├── MissingExtra           an optional dependency is not installed; names the extra
    └── ZoteroError            Zotero does not answer, or refuses
"""

from __future__ import annotations

from pathlib import Path


class RefparseError(Exception):
    """A call that cannot be carried out, with the file and the place in it where known.

    `str(error)` is one line for a person: ``book.docx: word/footnotes.xml line 12: …``.
    """

    def __init__(self, message: str, *, path: str | Path | None = None, place: str = "") -> None:
        self.message = message
        self.path = str(path) if path is not None else ""
        self.place = place
        super().__init__(": ".join(part for part in (self.path, place, message) if part))


class ReadError(RefparseError):
    """The document cannot be read."""


class NoNotesFound(ReadError):
    """The document can be read, but no notes were found in it."""


class WriteError(RefparseError):
    """The output cannot be written, or its format is unknown."""


class StyleError(RefparseError):
    """The CSL style or locale is not there, or is broken."""


class DecisionError(RefparseError):
    """The corrections file beside a document cannot be read."""


class MissingExtra(RefparseError):
    """An optional dependency is not installed; the message says which extra brings it."""


class ZoteroError(RefparseError):
    """Zotero, on this machine or online, does not answer or refuses."""
