"""The terminal picture: notes with their citations, then works, then doubts, then counts, as lines of looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from refparse.model import CitationForm, ParsedNote, Span
from refparse.report.italics import italic_parts
from refparse.report.overview import CitationView, DoubtView, NoteView, Overview, WorkView
from refparse.report.sureness import SIGNS, Sureness


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and its look: a name such as "work" or "sure", which the terminal gives a colour."""

    text: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the picture; when it is wrapped, its later rows begin at column `indent`."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """Give the line without looks."""
        return "".join(piece.text for piece in self.pieces).rstrip()


def picture(overview: Overview) -> Iterator[Line]:
    """Give the lines of the picture; for a pipe take the `text` of each."""
    yield Line((Piece(printable(overview.title), "title"),))
    yield from _notes(overview)
    yield from _section("Works", (_work(view, _width(overview.works)) for view in overview.works))
    yield from _section("Doubts", (_doubt(view) for view in overview.doubts))
    yield from _section("Ends of notes without a beginning", (_fragment(words) for words in overview.fragments))
    yield Line()
    yield _counts(overview)
    if overview.remarks:
        yield _remarks(overview)
    if overview.doubts or overview.remarks:
        yield Line((Piece("What a code means: refparse explain CODE", "faint"),))


def printable(text: str) -> str:
    """Give text without what could steer a terminal, each character one for one, so that spans stay true."""
    if text.isprintable():
        return text
    return "".join(
        " " if char in "\t\n\r\x0b\x0c\u2028\u2029" else "\ufffd" if _steers(char) else char for char in text
    )


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Cf") and char not in "\u200b\u200c\u200d\u00ad"


def _section(heading: str, lines: Iterable[Line]) -> Iterator[Line]:
    listed = list(lines)
    if listed:
        yield Line()
        yield Line((Piece(heading, "heading"),))
        yield from listed


# Notes

_LABEL = 5


def _notes(overview: Overview) -> Iterator[Line]:
    division = ""
    for view in overview.notes:
        if overview.several_divisions and view.parsed.note.division != division:
            division = view.parsed.note.division
            yield Line()
            yield Line((Piece(printable(division), "heading"),))
        yield Line()
        yield from _note(view)


def _note(view: NoteView) -> Iterator[Line]:
    yield Line((Piece(f"{printable(view.label):<{_LABEL - 1}} ", "number"), *_text_of(view)), _LABEL)
    yield from (_citation(each) for each in view.citations)
    for reference in view.parsed.cross_references:
        yield _aside("points to a note", printable(reference.text), "faint")
    for stretch in view.parsed.unparsed:
        yield _aside("not read", printable(stretch.text), "unknown")


def _text_of(view: NoteView) -> Iterator[Piece]:
    note, text = view.parsed.note, printable(view.parsed.note.text)
    for stretch, look in _stretches(len(text), _looks(view.parsed, view.citations)):
        for part, italic in italic_parts(note, stretch):
            yield Piece(part.of(text), f"{look} italic" if italic else look)


def _stretches(length: int, looks: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Give the whole text in stretches, those between the ones that have a look without any."""
    place = 0
    for span, look in looks:
        if span.start >= place:
            yield Span(place, span.start), ""
            yield span, look
            place = span.end
    yield Span(place, length), ""


def _looks(parsed: ParsedNote, views: Iterable[CitationView]) -> list[tuple[Span, str]]:
    found = [(view.citation.span, str(view.sureness)) for view in views]
    found += [(reference.span, "faint") for reference in parsed.cross_references]
    return sorted([*found, *((stretch.span, "unknown") for stretch in parsed.unparsed)])


def _aside(label: str, words: str, look: str) -> Line:
    return Line((Piece(" " * _LABEL), Piece(f"– {label}: ", "faint"), Piece(words, look)), _LABEL + 2)


def _citation(view: CitationView) -> Line:
    citation = view.citation
    pieces = [
        Piece(" " * _LABEL),
        Piece(f"{SIGNS[view.sureness]} ", view.sureness),
        Piece(f"{citation.id:<8} ", "faint"),
        Piece(f"{FORM_WORDS[citation.form]:<8} "),
        Piece(f"→ {view.work}" if view.work else "→ no work found", "work" if view.work else "unknown"),
        *_details(view),
    ]
    return Line(tuple(pieces), _LABEL + 2)


FORM_WORDS = {
    CitationForm.FULL: "full",
    CitationForm.SHORT: "short",
    CitationForm.IBID: "ibid.",
    CitationForm.IDEM: "idem",
    CitationForm.LOC_CIT: "loc. cit.",
    CitationForm.OP_CIT: "op. cit.",
    CitationForm.OTHER: "other",
}


def _details(view: CitationView) -> Iterator[Piece]:
    citation = view.citation
    if view.locator:
        yield Piece("  at ", "faint")
        yield Piece(printable(view.locator), "locator")
        yield Piece(" (from before)" if view.inherited else "", "faint")
    lead = str(citation.relation or citation.signal)
    if lead:
        yield Piece(f"  {lead}", "signal")
    yield Piece(f"  {sureness_words(view)}", view.sureness)
    others = [one.work for one in view.resolution.alternatives] if view.resolution else []
    if others and view.sureness is not Sureness.SURE:
        yield Piece(f"  or {', '.join(others)}", "faint")


def sureness_words(view: CitationView) -> str:
    """Say how sure a link is: "sure", "likely 0.85"; how sure the reading is where that is the weaker."""
    if view.resolution is None or view.sureness in (Sureness.SURE, Sureness.UNKNOWN):
        return str(view.sureness)
    return f"{view.sureness} {view.resolution.confidence:.2f}"


# Works, doubts, counts

_WIDEST_KEY = 28


def _width(works: Iterable[WorkView]) -> int:
    return min(_WIDEST_KEY, max((len(view.work.id) for view in works), default=0))


def _work(view: WorkView, width: int) -> Line:
    pieces = [Piece(f"  {view.work.id:<{width}}  ", "work")]
    pieces += [Piece(printable(one.text), "italic" if one.italic else "") for one in view.reference]
    if not view.work.complete:
        pieces.append(Piece("(incomplete) ", "unsure"))
    pieces.append(Piece(_cited(view), "faint"))
    return Line(tuple(pieces), 4)


def _cited(view: WorkView) -> str:
    if not view.mentions:
        return "in the bibliography only" if view.work.entries else "not cited"
    several = any(mark in view.notes for mark in ",–;")
    return f"note{'s' if several else ''} {printable(view.notes)}"


def _doubt(view: DoubtView) -> Line:
    place = f"note {printable(view.note)}: " if view.note else ""
    words = f"“{_shortened(printable(view.words))}” " if view.words else ""
    return Line(
        (
            Piece(f"  {view.code or '    '}  ", "unsure"),
            Piece(place, "number"),
            Piece(words, "source"),
            Piece(printable(view.message)),
        ),
        8,
    )


def _fragment(words: str) -> Line:
    return Line((Piece(f"  {printable(words)}"),), 4)


_LONGEST_WORDS = 90


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1].rstrip() + "…"


def _counts(overview: Overview) -> Line:
    return Line((Piece(" · ".join(f"{number} {words}" for number, words in overview.counts), "heading"),))


def _remarks(overview: Overview) -> Line:
    words = ", ".join(
        f"{title.lower()} ({code}{f', {n} times' if n > 1 else ''})" for code, title, n in overview.remarks
    )
    return Line((Piece(f"For the record: {words}", "faint"),), 2)
