"""Finds the sections of a plain text: what stands under "Notes", the bibliography, the abbreviations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from refparse.model.source import BibliographyEntry
from refparse.read.abbreviations import read_abbreviations
from refparse.read.bibliography import split_bibliography
from refparse.read.headings import heading_meaning, is_chapter_heading
from refparse.read.options import NOTE_PLACES, ReadOptions
from refparse.read.paragraph import Paragraph
from refparse.read.plain_lines import Line
from refparse.read.plain_paragraphs import join_lines
from refparse.text.fold import fold

# The first note of a chapter: `1 Bloch`, `[1]`, `1.`, `¹`.
_FIRST_NOTE = re.compile(r"^[\[(^]?[1¹][\])^.:]?(?:\s|$)")

LINES_TO_FIRST_NOTE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The lines under headings that say what they are.

    `notes` are the indices of lines under "Notes", `taken` those of bibliography and abbreviations, `stops` those of
    headings at which notes end; all headings are in `headings`.
    """

    notes: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    stops: tuple[int, ...] = ()
    headings: frozenset[int] = frozenset()
    entries: tuple[BibliographyEntry, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)


def find_sections(lines: Sequence[Line], furniture: frozenset[int], options: ReadOptions) -> Sections:
    """Give the sections of the text; a heading named by `options.notes` counts as one for notes."""
    meanings = _meanings(lines, options)
    notes = _under_notes(lines, meanings)
    taken, entries, abbreviations = _lists(lines, furniture, meanings)
    return Sections(
        notes=frozenset(range(len(lines))) if options.notes == "list" else notes,
        taken=taken,
        stops=tuple(place for place, meaning in sorted(meanings.items())),
        headings=frozenset(meanings),
        entries=entries,
        abbreviations=abbreviations,
    )


def _meanings(lines: Sequence[Line], options: ReadOptions) -> dict[int, str]:
    """Give the index and meaning of each heading that has one; of running heads only the first counts."""
    named = fold(options.notes) if options.notes and options.notes not in NOTE_PLACES else None
    meanings: dict[int, str] = {}
    current = ""
    for line in lines:
        if len(line.text) > 80:
            continue
        meaning = "notes" if named and fold(line.text) == named else heading_meaning(line.text)
        if meaning and not (meaning == current and meaning != "notes"):
            meanings[line.index] = current = meaning
    return meanings


def _under_notes(lines: Sequence[Line], meanings: dict[int, str]) -> frozenset[int]:
    """Give the indices of the lines under "Notes", up to another heading or the next chapter's text."""
    inside: set[int] = set()
    open_section = False
    for line in lines:
        if line.index in meanings:
            open_section = meanings[line.index] == "notes"
        elif open_section and is_chapter_heading(line.text) and not _first_note_follows(lines, line.index):
            open_section = False
        elif open_section:
            inside.add(line.index)
    return frozenset(inside)


def _first_note_follows(lines: Sequence[Line], place: int) -> bool:
    following = lines[place + 1 : place + 1 + LINES_TO_FIRST_NOTE]
    return any(_FIRST_NOTE.match(line.text) for line in following)


def _lists(
    lines: Sequence[Line], furniture: frozenset[int], meanings: dict[int, str]
) -> tuple[frozenset[int], tuple[BibliographyEntry, ...], dict[str, str]]:
    """Read the bibliographies and lists of abbreviations, and say which lines they took."""
    taken: set[int] = set()
    paragraphs: list[Paragraph] = []
    abbreviations: dict[str, str] = {}
    places = sorted(meanings)
    for place, end in zip(places, [*places[1:], len(lines)], strict=False):
        if meanings[place] == "abbreviations":
            pairs, count = read_abbreviations([line.text for line in lines[place + 1 : end]])
            abbreviations.update(pairs)
            taken.update(range(place, place + 1 + count) if pairs else ())
        if meanings[place] != "bibliography":
            continue
        inside = [lines[index] for index in range(place + 1, end) if index not in furniture]
        head = Paragraph(text=lines[place].text, heading=1)
        joined = join_lines(inside)
        if split_bibliography([head, *joined]).entries:
            paragraphs += [head, *joined]
            taken.update(range(place, end))
    return frozenset(taken), split_bibliography(paragraphs).entries, abbreviations
