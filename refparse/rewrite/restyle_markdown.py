"""Puts a plan's notes into a Markdown source; whatever the plan does not name stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refparse.formats.markup import Rich, flat_text, to_markdown
from refparse.model import Diagnostic, Mark, Note, Span
from refparse.rewrite.restyle_markdown_map import (
    SourceNote,
    find_definitions,
    find_inline_notes,
    find_markers,
    map_visible,
)
from refparse.rewrite.restyle_plan import NotePlan, RestylePlan, is_raised
from refparse.rewrite.restyle_seams import Replacement

Edit = tuple[Span, str]


def restyle_markdown(source: str, plan: RestylePlan, *, raw: bool = False) -> tuple[str, tuple[Diagnostic, ...]]:
    """Give the source with the plan's citations, and diagnostics for what could not be placed.

    Notes are found by label, those inside the text by their words. `raw` writes the plan's text as Markdown source.
    """
    dissolved = frozenset(each.note.note.number for each in plan.notes if each.in_text)
    notes = _SourceNotes.of(source, dissolved)
    edits: list[Edit] = []
    remarks: list[Diagnostic] = []
    for note_plan in plan.notes:
        if note_plan.replacements or note_plan.in_text:
            for made in _edit_note(source, note_plan, notes, raw):
                if isinstance(made, Diagnostic):
                    remarks.append(made)
                else:
                    edits.append(made)
    return _applied(source, edits) + _reference_list(plan, raw), tuple(remarks)


@dataclass(frozen=True, slots=True)
class _SourceNotes:
    """The notes of a source: those defined apart by label, those inside the text, the markers, and what dissolves."""

    defined: dict[str, SourceNote]
    inline: list[SourceNote]
    markers: dict[str, list[Span]]
    dissolved: frozenset[str]

    @classmethod
    def of(cls, source: str, dissolved: frozenset[str]) -> _SourceNotes:
        defined = find_definitions(source)
        return cls(defined, find_inline_notes(source), find_markers(source, defined), dissolved)

    def find(self, source: str, note: Note) -> SourceNote | None:
        """Find the note by its label; one inside the text by its words, each once."""
        if note.number in self.defined:
            return self.defined[note.number]
        for at, candidate in enumerate(self.inline):
            if map_visible(candidate.text.of(source), note.text) is not None:
                return self.inline.pop(at)
        return None


def _edit_note(source: str, plan: NotePlan, notes: _SourceNotes, raw: bool) -> list[Edit | Diagnostic]:
    note = plan.note.note
    found = notes.find(source, note)
    if found is None:
        return [_not_found(note)]
    if plan.in_text:
        return _dissolve(source, note, found, notes, _write(plan.in_text, raw), is_raised(plan.in_text))
    seen = map_visible(found.text.of(source), note.text)
    if seen is None:
        return [_not_found(note)]
    places = [Span(found.text.start + place.start, found.text.start + place.end) for place in seen]
    return [_edit_citation(note, replacement, places, found.text, raw) for replacement in plan.replacements]


def _dissolve(
    source: str, note: Note, found: SourceNote, notes: _SourceNotes, citation: str, raised: bool
) -> list[Edit | Diagnostic]:
    """Put the citation where the markers stand, and take the note away."""
    if not found.label:
        return [_edit_marker(source, found.whole, citation, raised, notes.dissolved)]
    places = notes.markers.get(found.label, [])
    if not places:
        return [_not_found(note)]
    # The empty line that set the note off goes with it.
    end = found.whole.end
    end += len(source[end:]) - len(source[end:].lstrip("\n"))
    cited = [_edit_marker(source, place, citation, raised, notes.dissolved) for place in places]
    return [*cited, (Span(found.whole.start, end), "")]


def _not_found(note: Note) -> Diagnostic:
    message = f"note {note.number} was not found again in the source by its label and words; it stays as it is"
    return Diagnostic(code="R613", message=message, note=note.id)


def _edit_citation(
    note: Note, replacement: Replacement, places: Sequence[Span], whole: Span, raw: bool
) -> Edit | Diagnostic:
    span = replacement.span
    if any(_crosses(mark, span) for mark in note.marks) or any(
        link.start < span.start < link.end or link.start < span.end < link.end for link in note.links
    ):
        message = f"left as typed: its formatting goes on beyond it: {span.of(note.text)}"
        return Diagnostic(code="R611", message=message, note=note.id, span=span)
    return _source_span(note, span, places, whole), _write(replacement.rich, raw)


def _crosses(mark: Mark, span: Span) -> bool:
    return mark.start < span.start < mark.end or mark.start < span.end < mark.end


def _source_span(note: Note, span: Span, places: Sequence[Span], whole: Span) -> Span:
    """Give the stretch of the source, with the formatting that opens and closes inside the citation."""
    start, end = places[span.start].start, places[span.end - 1].end
    before = places[span.start - 1].end if span.start else whole.start
    after = places[span.end].start if span.end < len(places) else whole.end
    if not any(mark.end == span.start for mark in note.marks):
        start = before
    if any(mark.end == span.end for mark in note.marks) or any(link.end == span.end for link in note.links):
        end = after if not any(mark.start == span.end for mark in note.marks) else end
    return Span(start, end)


def _write(rich: Rich, raw: bool) -> str:
    return flat_text(rich) if raw else to_markdown(rich)


# "…a claim.[^1]", "“…quoted.”[^2]": the citation comes before the stop, and after the quote
_BEFORE_MARKER = re.compile(r"([.,;:]?)([”\"’']?)([.,;:]?)$")


def _edit_marker(source: str, marker: Span, citation: str, raised: bool, dissolved: frozenset[str]) -> Edit:
    """Put a citation in the text in place of a marker: ``a claim.[^1]`` becomes ``a claim (Bloch 1953, 29).``

    A raised number stands where the marker stood. Of several markers in a row the last has the stop after it.
    """
    if raised:
        return marker, citation
    first = _first_in_row(source, marker.start, dissolved)
    found = _BEFORE_MARKER.search(source[max(0, first - 4) : first])
    inner, quote, outer = found.groups() if found else ("", "", "")
    if not quote:
        inner, outer = "", inner + outer
    following = _MARKER.match(source, marker.end)
    stop = "" if following and following[1] in dissolved else outer or inner
    if first < marker.start:
        return marker, f" {citation}{stop}"
    length = len(inner) + len(quote) + len(outer)
    gap = "" if source[first - length - 1 : first - length].isspace() and not quote else " "
    return Span(first - length, marker.end), f"{quote}{gap}{citation}{stop}"


_MARKER = re.compile(r"\[\^([^\]\s]+)\]")
_MARKER_AT_END = re.compile(r"\[\^([^\]\s\[]{1,60})\]$")


def _first_in_row(source: str, start: int, dissolved: frozenset[str]) -> int:
    """Give where the first of the markers begins that stand in a row before `start`, as far as they dissolve."""
    while True:
        before = _MARKER_AT_END.search(source, max(0, start - 64), start)
        if before is None or before[1] not in dissolved:
            return start
        start = before.start()


def _applied(source: str, edits: Sequence[Edit]) -> str:
    written: list[str] = []
    at = 0
    for span, text in sorted(edits):
        written += (source[at : span.start], text)
        at = span.end
    return "".join([*written, source[at:]])


def _reference_list(plan: RestylePlan, raw: bool) -> str:
    if not plan.entries:
        return ""
    return f"\n## {plan.heading}\n\n" + "\n\n".join(_write(entry, raw) for entry in plan.entries) + "\n"
