"""A document with its citations in another style: the front door for Markdown and Word."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from refparse.errors import ReadError, WriteError
from refparse.model import Bibliography, Diagnostic
from refparse.rewrite.restyle_markdown import restyle_markdown
from refparse.rewrite.restyle_plan import SURE, Renderer, RestylePlan, plan_restyle
from refparse.rewrite.restyle_word import restyle_word

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".qmd", ".rmd", ".txt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Restyled:
    """What came of it: how many citations were written anew, how many notes became citations in the text, and what
    was left as typed, and why.
    """

    rewritten: int
    dissolved: int
    diagnostics: tuple[Diagnostic, ...] = ()


def restyle_document(
    path: str | Path, out: str | Path, bibliography: Bibliography, renderer: Renderer, *, sure: float = SURE
) -> Restyled:
    """Write the document at `path` to `out` with its citations in the renderer's style.

    ``restyle_document("book.docx", "new.docx", bibliography, open_renderer("mhra"))``. `bibliography` is what was read
    from the same document. Commentary, signals, order and the body stay as they are; a citation that is not certain by
    `sure`, in [0, 1], is left as typed and listed. Raises ReadError and WriteError.
    """
    source, target = Path(path), Path(out)
    if source.suffix.lower() not in {".docx", *_MARKDOWN}:
        raise WriteError(f"only Markdown and .docx can be restyled, not {source.suffix or 'a file without ending'}")
    if target.exists() and source.exists() and target.samefile(source):
        raise WriteError("the new document would replace the old one: give another name", path=target)
    plan = plan_restyle(bibliography, renderer, sure=sure)
    data, remarks = _rewritten(source, plan)
    write_whole(target, data)
    return _summary(plan, remarks)


def _rewritten(source: Path, plan: RestylePlan) -> tuple[bytes, tuple[Diagnostic, ...]]:
    if source.suffix.lower() == ".docx":
        return restyle_word(source, plan)
    text, remarks = restyle_markdown(read_source(source), plan)
    return text.encode("utf-8"), remarks


def read_source(path: Path) -> str:
    """Read a Markdown source with its line ends as they are."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise ReadError(f"is no text in UTF-8 (byte {error.start})", path=path) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: it is there whole, or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".refparse-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", path=path) from error


def _summary(plan: RestylePlan, remarks: tuple[Diagnostic, ...]) -> Restyled:
    left = sum(remark.code == "R611" for remark in remarks)
    return Restyled(
        rewritten=sum(len(note.replacements) for note in plan.notes) - left,
        dissolved=sum(bool(note.in_text) for note in plan.notes),
        diagnostics=(*plan.diagnostics, *remarks),
    )
