"""Reads the notes of a LaTeX document; with a .bib file beside it, its citations are taken as truth."""

from __future__ import annotations

import re
from pathlib import Path

from refparse.errors import NoNotesFound, ReadError
from refparse.model.diagnostic import Diagnostic
from refparse.model.source import Document
from refparse.read import latex_citing, latex_definitions, latex_notes, latex_styles
from refparse.read.bibliography import split_bibliography
from refparse.read.encoding import read_file_text
from refparse.read.latex_mouth import MAX_BYTES
from refparse.read.latex_reader import LatexReader
from refparse.read.latex_state import notes_of
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions

# The start of the text proper; a chapter's own file has none. Commented-out lines do not count.
_BEGINS = re.compile(r"^[^%\n]*\\begin\s{0,5}\{document\}", re.M)

_ACTIONS = {**latex_styles.ACTIONS, **latex_notes.ACTIONS, **latex_citing.ACTIONS, **latex_definitions.ACTIONS}


def read_latex(path: Path, options: ReadOptions) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read the notes of a LaTeX document: ``read_latex(Path("thesis.tex"), ReadOptions())``.

    \\footnote, \\endnote, \\footcite and their kin become notes; \\input files are read where they stand beside the
    document or in folders below it, never elsewhere. A citation command prints author, title and place, and keeps the
    entry of the .bib file as its record. Raises ReadError where the file cannot be read, or where files or macros call
    themselves without end, and NoNotesFound where there are no notes.
    """
    del options  # LaTeX says itself where its notes are
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"the LaTeX file is longer than {MAX_BYTES // 2**20} MB", path=path)
    except OSError as error:
        raise ReadError(f"the file cannot be opened ({error.strerror})", path=path) from error
    text, encoding_doubts = read_file_text(path)
    state = LatexReader(path, _ACTIONS).read(whole=not _BEGINS.search(text))
    if state.refs & state.labels.keys():  # a note may point to one that comes later: read again, with the numbers known
        state = LatexReader(path, _ACTIONS, state.labels).read(whole=not _BEGINS.search(text))
    if not state.drafts:
        raise NoNotesFound(
            "no notes found; looked for \\footnote, \\endnote, \\footnotetext, \\footcite and \\autocite in this file "
            "and the files it inputs",
            path=path,
        )
    back = split_bibliography(state.paragraphs, italics_known=True)
    document = Document(
        id=path.stem,
        title=state.title,
        format="latex",
        notes=number_notes(notes_of(state)),
        bibliography=(*state.entries, *back.entries),
        abbreviations=back.abbreviations,
    )
    return document, (*encoding_doubts, *state.diagnostics)
