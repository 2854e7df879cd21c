"""Finds the stretches of body lines that are endnote sections: under a heading "Notes", or by the numbers alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from refparse.assets import word_set
from refparse.model.source import Fragment, NoteKind
from refparse.read.layout import Line
from refparse.read.layout_feet import all_starts
from refparse.read.layout_notes import PlacedNote, cut_notes
from refparse.read.layout_numbers import choose_starts, starts_in
from refparse.read.layout_paragraphs import PagedLine, heading_level
from refparse.read.layout_text import Compounds

# "1. Notes", "II. Notes", "NOTES": a heading without its own number.
_HEADING_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]{1,5})[.:]?\s+")

_FEWEST_UNHEADED = 3


@dataclass(frozen=True, slots=True)
class Section:
    """Endnotes between two places of the body's lines: ``lines[begin:end]``, the heading at `begin` included."""

    begin: int
    end: int
    headed: bool


def find_sections(lines: Sequence[PagedLine], body: float, wanted: str | None) -> tuple[Section, ...]:
    """Give the endnote sections; `wanted` is the heading the caller named, or "end" for notes without one."""
    heads = [place for place, (_, line) in enumerate(lines) if _is_notes_heading(line, wanted)]
    sections = []
    for place, head in enumerate(heads):
        limit = heads[place + 1] if place + 1 < len(heads) else len(lines)
        end = _section_end(lines, head + 1, limit, body)
        starts = choose_starts(all_starts(lines[head + 1 : end]))
        # A heading without notes of its own stands above the footnotes of its page: those go on with some number.
        if starts and (starts[0].value <= 1 or starts[0].page > lines[head][0] or wanted is not None):
            sections.append(Section(head, end, True))
    return tuple(sections)


def find_unheaded(lines: Sequence[PagedLine], body: float) -> tuple[Section, ...]:
    """Give the stretch at the end of the document whose lines are numbered 1, 2, 3 …, if there is one."""
    half = len(lines) // 3
    starts = choose_starts([start for start in all_starts(lines) if start.line >= half and start.begin == 0])
    first = next((place for place in range(len(starts) - 1, -1, -1) if starts[place].value == 1), None)
    if first is None or len(starts) - first < _FEWEST_UNHEADED:
        return ()
    begin = starts[first].line
    return (Section(begin, _section_end(lines, begin + 1, len(lines), body), False),)


def _is_notes_heading(line: Line, wanted: str | None) -> bool:
    text = line.text.strip().rstrip(".:")
    if not text or len(text) > 60:
        return False
    folded = _HEADING_NUMBER.sub("", text).casefold()
    if wanted not in (None, "foot", "end", "list", "inline"):
        return folded == str(wanted).strip().casefold()
    return folded in word_set("grammar", "words", "reading", "endnote_headings.tsv")


def _section_end(lines: Sequence[PagedLine], begin: int, limit: int, body: float) -> int:
    """Give the place where the section ends: at the heading of another part of the book.

    Headings inside the section (chapters) are followed by a note with the number one.
    """
    for place in range(begin, limit):
        line = lines[place][1]
        text = line.text.strip().rstrip(".:").casefold()
        if text in word_set("grammar", "words", "reading", "after_notes_headings.tsv"):
            return place
        if heading_level([line], body) == 1 and not _one_follows(lines, place + 1, limit):
            return place
    return limit


def _one_follows(lines: Sequence[PagedLine], begin: int, limit: int) -> bool:
    for place in range(begin, min(begin + 5, limit)):
        found = starts_in(lines[place][1], place, lines[place][0])
        if found and found[0].begin == 0 and found[0].value == 1:
            return True
    return False


def cut_section(
    section: Section, lines: Sequence[PagedLine], body: float, compounds: Compounds, *, division: str, italics: bool
) -> tuple[tuple[PlacedNote, ...], tuple[Fragment, ...]]:
    """Give the notes of a section; subheads before a note with the number one name its division."""
    inside = list(lines[section.begin + section.headed : section.end])
    notes: list[PlacedNote] = []
    fragments: list[Fragment] = []
    for head, stretch in _stretches(inside, body):
        found, lost = cut_notes(stretch, compounds, kind=NoteKind.END, italics_known=italics)
        notes += [replace(placed, note=replace(placed.note, division=head or division)) for placed in found]
        fragments += lost
    return tuple(notes), tuple(fragments)


def _stretches(lines: Sequence[PagedLine], body: float) -> list[tuple[str, list[PagedLine]]]:
    """Part the section at its subheads: lines that are headings, or short lines before a restart at one."""
    stretches: list[tuple[str, list[PagedLine]]] = [("", [])]
    head: list[str] = []
    for place, (page, line) in enumerate(lines):
        if _is_subhead(lines, place, body):
            head.append(line.text.strip())
            continue
        if head:
            stretches.append((" ".join(head), []))
            head = []
        stretches[-1][1].append((page, line))
    return [(name, found) for name, found in stretches if found]


def _is_subhead(lines: Sequence[PagedLine], place: int, body: float) -> bool:
    """Say whether a line names the chapter of the notes that follow, the first of which has the number one.

    A line set as a heading may have more such lines before the note; a plain one stands right before it, is short, and
    does not look like the end of a note.
    """
    line = lines[place][1]
    text = line.text.strip()
    if heading_level([line], body):
        after = next((n for n in range(place + 1, len(lines)) if not heading_level([lines[n][1]], body)), len(lines))
        return _one_follows(lines, after, min(after + 2, len(lines)))
    before = lines[place - 1][1].text.rstrip()[-1:] if place else "."
    numbered = starts_in(line, place, 0)
    return (
        len(text) < 70
        and text[:1].isupper()
        and text[-1:] not in ".,;:)”"
        and before in '.)”"’'
        and not (numbered and numbered[0].begin == 0)
        and _one_follows(lines, place + 1, min(place + 2, len(lines)))
    )
