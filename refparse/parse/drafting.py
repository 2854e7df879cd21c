"""Writes what was read in a note as mark-up, for a person to correct and teach from (``refparse train --draft``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from refparse.model.citation import Citation, CitationForm
from refparse.model.source import Note, Span
from refparse.parse.markup import MarkedCitation, MarkedField, MarkedNote
from refparse.parse.note import Parser, PreparedNote, choose_roles, prepare_note, read_prepared, shipped_parser
from refparse.parse.scan import Token

# form, or else CSL type, of a citation -> its letter in grammar/training/README.md; a book where nothing fits
_TYPE_OF_FORM = {
    CitationForm.SHORT: "s", CitationForm.IBID: "i", CitationForm.IDEM: "o", CitationForm.OP_CIT: "o",
    CitationForm.LOC_CIT: "o",
}  # fmt: skip
_TYPE = {
    "article-journal": "a", "chapter": "c", "article-newspaper": "n", "article-magazine": "n", "thesis": "t",
    "personal_communication": "l", "manuscript": "l", "webpage": "w", "post-weblog": "w", "post": "w", "review": "r",
    "report": "g", "legislation": "g", "motion_picture": "m", "broadcast": "m", "song": "m", "graphic": "m",
    "entry-encyclopedia": "y", "entry-dictionary": "y", "classic": "k", "interview": "v", "paper-conference": "p",
}  # fmt: skip
# role of a token -> code of a field; people and dates are told apart below
_CODE = {
    "QTITLE": "q", "QUOTED": "q", "SERIAL": "j", "SERIES": "s", "VOLNO": "v", "VOLUME": "vol",
    "VOLUMES": "nv", "ISSUE": "n", "PLACE": "c", "PUBLISHER": "u", "PAGES": "p", "EDITION": "x", "URL": "w",
    "KIND": "k", "ARCHIVE": "h", "MEDIUM": "md", "ABBR": "ab", "NOTEREF": "nr",
}  # fmt: skip
_SAME = {"_INV": "NAME", "ET_AL": "NAME", "OWNER": "NAME"}
_ROLE_WORDS = {"ROLE", "CONTRIB"}
# "1958", "1958–64", "n.d.": what is a year and no date
_YEAR = re.compile(r"\d{4}(?:[-–/]\d{2,4})?|n\. ?d\.|forthcoming", re.IGNORECASE)
# "June 1992", "Summer 2000"
_MONTH_YEAR = re.compile(r"([^\W\d_][^\d]*?) (\d{4})")
_NUMBER_WORD = re.compile(r"(?:no|nos|nr|issue)\b\.? ?", re.IGNORECASE)
_QUOTE_MARKS = "\"“”„‟'‘’«»"
_SIGNS = frozenset("⟦⟧‹›")


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens in a row that have one role."""

    role: str
    start: int
    end: int


def draft_marks(note: Note, *, parser: Parser | None = None, ocr: bool = False) -> MarkedNote | None:
    """Give a note with the marks that the parser would set; None where its text holds the signs of the mark-up.

    >>> from refparse.parse.markup import write_marked
    >>> write_marked(draft_marks(Note(id="n1", number="1", text="See Ibid., 29.")))
    'n1\\tSee ⟦i Ibid., ‹p 29›⟧.'
    """
    chosen = parser or shipped_parser()
    prepared = prepare_note(note, ocr=ocr)
    text = re.sub(r"\s", " ", prepared.repaired.text)
    if _SIGNS & set(text):
        return None
    roles, parsed = choose_roles(prepared, chosen).roles, read_prepared(prepared, chosen)
    found = [_marked(citation, prepared, text, roles) for citation in parsed.citations]
    found += [_pointer(reference.span, prepared, text) for reference in parsed.cross_references]
    return MarkedNote(id=note.id, text=text, citations=tuple(_apart(found)))


def _apart(found: Sequence[MarkedCitation]) -> Iterator[MarkedCitation]:
    """Give the citations in order, without what is empty or overlaps the one before."""
    last = 0
    for one in sorted(found, key=lambda one: one.span):
        if len(one.span) and one.span.start >= last:
            last = one.span.end
            yield one


def _marked(citation: Citation, prepared: PreparedNote, text: str, roles: Sequence[str]) -> MarkedCitation:
    span = _span(citation.span, prepared, text)
    inside = [(token, role) for token, role in zip(prepared.tokens, roles, strict=True) if _lies_in(token, span)]
    letter = _TYPE_OF_FORM.get(citation.form) or _TYPE.get(citation.type, "b")
    return MarkedCitation(type=letter, span=span, fields=tuple(_fields(list(_runs(inside)), text, letter)))


def _pointer(span: Span, prepared: PreparedNote, text: str) -> MarkedCitation:
    whole = _span(span, prepared, text)
    number = re.search(r"\d+", whole.of(text))
    place = [Span(whole.start + number.start(), whole.start + number.end())] if number else []
    return MarkedCitation(type="x", span=whole, fields=tuple(MarkedField(code="nr", span=one) for one in place))


def _span(span: Span, prepared: PreparedNote, text: str) -> Span:
    """Give the stretch of the repaired text, with the bracket that closes one opened within it."""
    start, end = prepared.repaired.repaired_span(span.start, span.end)
    words = text[start:end]
    return _tight(text, start, end + (words.count("(") > words.count(")") and text[end : end + 1] == ")"))


def _lies_in(token: Token, span: Span) -> bool:
    return span.start <= token.start < token.end <= span.end


def _tight(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _runs(tokens: Sequence[tuple[Token, str]]) -> Iterator[_Run]:
    """Give the runs of one role; what is left out within a run belongs to it."""
    named = [(token, _SAME.get(role, role.lstrip("+^!"))) for token, role in tokens if role != "SKIP"]
    for role, group in groupby(named, key=lambda pair: pair[1]):
        members = [token for token, _ in group]
        yield _Run(role, members[0].start, members[-1].end)


def _fields(runs: Sequence[_Run], text: str, letter: str) -> Iterator[MarkedField]:
    people, title = "a", "t"
    for at, run in enumerate(runs):
        words = text[run.start : run.end]
        if run.role in _ROLE_WORDS:
            people = _person_code(words)
        elif run.role == "_TO":
            people = "rec"
        elif run.role == "NAME":
            yield _field(_following_code(runs[at:], text) or people, run, text)
        elif run.role == "DATE":
            yield from _date(run, text, letter)
        elif run.role == "TITLE":
            yield _field(title, run, text)
        elif run.role in _CODE:
            title = "vt" if run.role == "VOLUME" else title
            yield _field(_CODE[run.role], run, text)


def _date(run: _Run, text: str, letter: str) -> Iterator[MarkedField]:
    """Give a year, a whole date, or for an article in a journal the month and the year apart."""
    words = text[run.start : run.end]
    split = _MONTH_YEAR.fullmatch(words) if letter == "a" else None
    if split:
        yield _field("d", _Run("DATE", run.start, run.start + split.end(1)), text)
        yield _field("y", _Run("DATE", run.start + split.start(2), run.end), text)
    else:
        yield _field("y" if _YEAR.fullmatch(words) else "d", run, text)


def _person_code(words: str) -> str:
    """Give the code of the people whom a role word names: "ed." editors, "trans." translators, others the rest."""
    first = words.lstrip("( ").casefold()
    return "e" if first.startswith(("ed", "hg")) else "r" if first.startswith("tr") else "o"


def _following_code(runs: Sequence[_Run], text: str) -> str:
    """Give the code that a role word after a name sets, as in "Hilde Spiel, ed."; "" for none."""
    later = (run for run in runs[1:] if run.role not in ("NAME", "_NAME_AND", "_NAME_COMMA", "_ROLE_SEP", "_OPEN_ROLE"))
    first = next(later, None)
    return _person_code(text[first.start : first.end]) if first and first.role == "ROLE" else ""


def _field(code: str, run: _Run, text: str) -> MarkedField:
    start, end = run.start, run.end
    if code == "q":  # the marks, and the comma inside them, stand outside of the field
        while start < end - 1 and text[start] in _QUOTE_MARKS:
            start += 1
        while end > start + 1 and text[end - 1] in _QUOTE_MARKS + ",.":
            end -= 1
    if code == "n" and (word := _NUMBER_WORD.match(text, start, end)) and word.end() < end:
        start = word.end()
    return MarkedField(code=code, span=_tight(text, start, end))
