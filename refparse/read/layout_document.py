"""Turns pages of placed words into a document: furniture off, notes cut, markers joined, bibliography split off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from refparse.errors import NoNotesFound
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import Document, Fragment, MarkKind, NoteKind
from refparse.read.bibliography import split_bibliography
from refparse.read.layout import Line, Page
from refparse.read.layout_endnotes import cut_section, find_sections, find_unheaded
from refparse.read.layout_feet import PageParts, body_size, part_by_numbers, part_pages
from refparse.read.layout_furniture import drop_furniture
from refparse.read.layout_markers import join_markers, markers_of, raise_markers
from refparse.read.layout_notes import PlacedNote, cut_notes
from refparse.read.layout_paragraphs import PagedLine, gather_paragraphs
from refparse.read.layout_text import Compounds
from refparse.read.no_notes import nothing_found
from refparse.read.numbering import number_notes
from refparse.read.options import ReadOptions
from refparse.read.paragraph import Paragraph

_LEAST_TEXT = 5  # lines of body that a page with footnotes has at least, most of the time

LOOKED_FOR = "notes at page feet (smaller letters, a rule, raised numbers) and endnotes under a heading like “Notes”"


@dataclass(frozen=True, slots=True)
class _Cut:
    """What was taken out of the pages: notes, fragments, and the body lines that are left."""

    notes: tuple[PlacedNote, ...]
    fragments: tuple[Fragment, ...]
    body: tuple[PagedLine, ...]


def read_pages(
    pages: Sequence[Page], path: Path, options: ReadOptions, *, format: str, title: str = ""
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Give the document that the pages make, with diagnostics.

    Raises NoNotesFound where no note is found; the message says what was looked for and names `--notes` and `--pages`.
    """
    size = body_size(pages)
    pages = drop_furniture(pages, size)
    compounds = Compounds()
    for page in pages:
        compounds.learn(page.lines)
    italics = any(MarkKind.ITALIC in run.style for page in pages for line in page.lines for run in line.runs)
    cut = _cut(pages, size, options, compounds, italics)
    if not cut.notes:
        texts = (" ".join(line.text for line in page.lines) for page in pages)
        raise NoNotesFound(nothing_found(LOOKED_FOR, texts), path=path)
    body = raise_markers(cut.body, cut.notes)
    paragraphs = gather_paragraphs(body, size, compounds)
    back = split_bibliography(paragraphs, italics_known=italics)
    title = title or _title_of(paragraphs)
    notes = join_markers(cut.notes, markers_of(back.body, _division_level(paragraphs, title)))
    document = Document(
        id=path.stem,
        title=title,
        format=format,
        notes=number_notes(notes),
        bibliography=back.entries,
        fragments=cut.fragments,
        abbreviations=back.abbreviations,
    )
    return document, tuple(_fragment_diagnostics(cut.fragments))


def _cut(pages: Sequence[Page], size: float, options: ReadOptions, compounds: Compounds, italics: bool) -> _Cut:
    """Take the notes out of the pages: endnotes first, since their numbers at page feet look like footnotes."""
    everything = tuple((page.number, line) for page in pages for line in page.lines)
    sections = () if options.notes == "foot" else find_sections(everything, size, options.notes)
    inside = {index for section in sections for index in range(section.begin, section.end)}
    end_lines = {id(everything[index][1]) for index in inside}
    parts = _parts_outside(pages, size, end_lines, options)
    foot_lines = tuple((part.page.number, line) for part in parts for line in part.notes)
    feet, lost = cut_notes(foot_lines, compounds, kind=NoteKind.FOOT, italics_known=italics)
    if not sections and options.notes in (None, "foot"):
        by_number = _lines_by_number(pages)
        found, more = cut_notes(by_number, compounds, kind=NoteKind.FOOT, italics_known=italics)
        if len(found) > 2 * len(feet):
            foot_lines, feet, lost = by_number, found, more
    if not feet and not sections and options.notes in (None, "end", "list"):
        sections = find_unheaded(everything, size)
        inside = {index for section in sections for index in range(section.begin, section.end)}
        lost = () if sections else lost
    ends: list[PlacedNote] = []
    for section in sections:
        found, more = cut_section(section, everything, size, compounds, division="", italics=italics)
        ends += found
        lost += more
    taken = {id(line) for _, line in foot_lines} if feet else set()
    taken |= {id(everything[index][1]) for index in inside}
    return _Cut((*feet, *ends), lost, tuple(place for place in everything if id(place[1]) not in taken))


def _parts_outside(pages: Sequence[Page], size: float, taken: set[int], options: ReadOptions) -> tuple[PageParts, ...]:
    if options.notes not in (None, "foot", "list"):
        return ()
    outside = [
        Page(page.number, page.width, page.height, tuple(_outside(page.lines, taken)), page.rules) for page in pages
    ]
    return part_pages(outside, size)


def _lines_by_number(pages: Sequence[Page]) -> tuple[PagedLine, ...]:
    """Give the lines of note areas that only their numbers show, where they are spread over pages that also have text.

    Numbered pages with hardly any text above the first number are endnotes, which other rules find, or have numbered
    paragraphs.
    """
    parts = [part for part in part_by_numbers(pages) if part.notes]
    with_text = sum(len(part.body) >= _LEAST_TEXT and part.notes[0].top > 0.35 * part.page.height for part in parts)
    spread = len(parts) > 1 and 2 * with_text > len(parts)
    return tuple((part.page.number, line) for part in parts for line in part.notes) if spread else ()


def _outside(lines: Iterable[Line], taken: set[int]) -> Iterable[Line]:
    return (line for line in lines if id(line) not in taken)


def _title_of(paragraphs: Sequence[Paragraph]) -> str:
    """Give the first heading of the highest level among the first paragraphs."""
    first = [paragraph for paragraph in paragraphs[:12] if paragraph.heading]
    return first[0].text if first and first[0].heading == min(each.heading for each in first) else ""


def _division_level(paragraphs: Sequence[Paragraph], title: str) -> int:
    """Give the level of the headings that name chapters: the highest one that the title does not use up."""
    levels = Counter(paragraph.heading for paragraph in paragraphs if paragraph.heading and paragraph.text != title)
    return min(levels, default=0)


def _fragment_diagnostics(fragments: Iterable[Fragment]) -> Iterable[Diagnostic]:
    for fragment in fragments:
        yield Diagnostic(
            code="R140",
            severity=Severity.INFO,
            message=f"text of a note that begins before the part read ({fragment.place}): {fragment.text[:80]}",
        )
