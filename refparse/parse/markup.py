"""Reads and writes marked notes: the notes whose citations and fields a person has pointed out.

A marked note is one line, its id, a tab, and the note::

    1	See ⟦b ‹a Marc Bloch›, ‹t Feudal Society› (‹c London›: ‹u Routledge›, ‹y 1961›), ‹p 29›⟧; and ⟦i ibid., ‹p 31›⟧.

``⟦type …⟧`` is a citation, ``‹code text›`` a field in it. Text in a citation without a mark is punctuation and role
words; text outside is prose and signals, where ``‹m text›`` is a title that the prose mentions without citing it.
The codes are listed in grammar/training/README.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from refparse.errors import RefparseError
from refparse.model.source import Span

CITATION_TYPES = frozenset("b s a c n t l w i r g m y k v p o x".split())
FIELD_CODES = frozenset(
    "a e r o rec iv t q vt j s sn v vol nv n y oy d c u p x w doi k h md ab nr".split()
)  # fmt: skip

# One piece of a marked line: "⟦b ", "⟧", "‹a ", "›", or the text between them.
_PIECE = re.compile(
    r"""
    (?P<citation> ⟦ (?P<type> [a-z]* ) [ ]? )    # ⟦b
  | (?P<end> ⟧ )
  | (?P<field> ‹ (?P<code> [a-z]* ) [ ]? )       # ‹a
  | (?P<close> › )
  | (?P<text> [^⟦⟧‹›]+ )
    """,
    re.VERBOSE,
)

MENTION = "m"


class MarkupError(RefparseError):
    """A line of marked notes that breaks the mark-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedField:
    """One field of a marked citation: ``MarkedField(code="a", span=Span(4, 14))``."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCitation:
    """One marked citation: its type letter, its stretch of the note and its fields in the order of the text."""

    type: str
    span: Span
    fields: tuple[MarkedField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedNote:
    """A note without its mark-up, and what the mark-up said; spans count code points of `text`.

    `mentions` are titles in the prose, which print shows in italics though nothing is cited.
    """

    id: str
    text: str
    citations: tuple[MarkedCitation, ...] = ()
    mentions: tuple[Span, ...] = ()


def read_marked(text: str, path: str = "") -> tuple[MarkedNote, ...]:
    """Read a file of marked notes, one a line; empty lines and lines that begin with ``#`` are left out.

    >>> read_marked("1\\tSee ⟦s ‹a Bloch›, ‹p 29›⟧.")[0].text
    'See Bloch, 29.'

    Raises MarkupError, with `path` and the line, where a line breaks the mark-up.
    """
    lines = enumerate(text.split("\n"), start=1)
    return tuple(_read_line(line, path, number) for number, line in lines if line.strip() and not line.startswith("#"))


def write_marked(note: MarkedNote) -> str:
    """Write a marked note as its line, without a line end; the inverse of `read_marked`."""
    inserts: list[tuple[int, str]] = []
    for span in note.mentions:
        inserts += [(span.start, f"‹{MENTION} "), (span.end, "›")]
    for citation in note.citations:
        inserts.append((citation.span.start, f"⟦{citation.type} "))
        for field in citation.fields:
            inserts += [(field.span.start, f"‹{field.code} "), (field.span.end, "›")]
        inserts.append((citation.span.end, "⟧"))
    pieces, last = [], 0
    for place, mark in sorted(inserts, key=lambda insert: (insert[0], insert[1] not in "›⟧")):
        pieces += [note.text[last:place], mark]
        last = place
    return f"{note.id}\t{''.join(pieces)}{note.text[last:]}"


def _read_line(line: str, path: str, number: int) -> MarkedNote:
    note_id, tab, marked = line.rstrip("\r").partition("\t")
    try:
        if not tab or not note_id.strip() or not marked.strip():
            raise _Fault("a line is an id, a tab and a note")
        return _read_note(note_id, marked)
    except _Fault as fault:
        raise MarkupError(f"{fault} in {marked or note_id!r}", path=path or None, place=f"line {number}") from None


class _Fault(Exception):
    """What is wrong with a line, before the line is known."""


@dataclass(slots=True)
class _Open:
    """What has been read of a note so far."""

    text: str = ""
    citations: tuple[MarkedCitation, ...] = ()
    fields: tuple[MarkedField, ...] = ()
    mentions: tuple[Span, ...] = ()
    type: str | None = None
    start: int = 0
    code: str | None = None
    field_start: int = 0


def _read_note(note_id: str, marked: str) -> MarkedNote:
    seen = _Open()
    for piece in _PIECE.finditer(marked):
        _STEPS[str(piece.lastgroup)](seen, piece)
    _require(seen.type is None, "a citation is not closed")
    _require(seen.code is None, "a mention is not closed")
    return MarkedNote(id=note_id, text=seen.text, citations=seen.citations, mentions=seen.mentions)


def _open_citation(seen: _Open, piece: re.Match[str]) -> None:
    _require(seen.type is None, "a citation begins inside another")
    _require(seen.code is None, "a citation begins inside a mention")
    _require(piece["type"] in CITATION_TYPES, f"{piece['type']!r} is no type of citation")
    seen.type, seen.start, seen.fields = piece["type"], len(seen.text), ()


def _close_citation(seen: _Open, _piece: re.Match[str]) -> None:
    _require(seen.type is not None, "a citation ends that never began")
    _require(seen.code is None, "a citation ends inside a field")
    span = _tight(seen, seen.start, "citation")
    seen.citations += (MarkedCitation(type=str(seen.type), span=span, fields=seen.fields),)
    seen.type = None


def _open_field(seen: _Open, piece: re.Match[str]) -> None:
    _require(seen.code is None, "a field begins inside another")
    if seen.type is None:
        _require(piece["code"] == MENTION, "a field stands outside a citation")
    else:
        _require(piece["code"] in FIELD_CODES, f"{piece['code']!r} is no field")
    seen.code, seen.field_start = piece["code"], len(seen.text)


def _close_field(seen: _Open, _piece: re.Match[str]) -> None:
    _require(seen.code is not None, "a field ends that never began")
    span = _tight(seen, seen.field_start, "field")
    if seen.type is None:
        seen.mentions += (span,)
    else:
        seen.fields += (MarkedField(code=str(seen.code), span=span),)
    seen.code = None


def _add_text(seen: _Open, piece: re.Match[str]) -> None:
    seen.text += piece["text"]


_STEPS = {
    "citation": _open_citation, "end": _close_citation, "field": _open_field, "close": _close_field, "text": _add_text,
}  # fmt: skip


def _tight(seen: _Open, start: int, what: str) -> Span:
    inside = seen.text[start:]
    _require(inside != "" and inside == inside.strip(), f"a {what} is empty or has a space at its edge")
    return Span(start, len(seen.text))


def _require(holds: bool, fault: str) -> None:
    if not holds:
        raise _Fault(fault)
