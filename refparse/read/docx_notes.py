"""The notes of a Word package in the order of their markers, numbered as the reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.fields import CitationCodes
from refparse.formats.ooxml import Relation, W
from refparse.formats.rich import Rich, join_rich
from refparse.formats.word_lists import format_number
from refparse.formats.word_paragraphs import NoteReference
from refparse.formats.word_styles import Styles
from refparse.formats.word_text import Story
from refparse.formats.xml import Element
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import MarkKind, Note, NoteKind
from refparse.read.blocks import Block, marker_sentence
from refparse.read.divisions import divisions_of

_VAL: Final = f"{W}val"
_KINDS: Final = {"foot": NoteKind.FOOT, "end": NoteKind.END}
# Example: ". " or ") " after the number that Word sets, or "[]" around it: it belongs to the number, not to the note.
_AFTER_NUMBER: Final = re.compile(r"^(?:[.):\]]\s|\[\s?\]|\(\s?\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteParts:
    """The parts of the package that hold notes and say how they are numbered; None where a part is missing."""

    foot: Element | None = None
    end: Element | None = None
    settings: Element | None = None
    foot_relations: Mapping[str, Relation] = field(default_factory=dict)
    end_relations: Mapping[str, Relation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How notes of one kind count: number format, first number, and when they begin anew."""

    form: str = "decimal"
    start: int = 1
    restart: str = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """A marker with the block it stands in and the number it shows."""

    reference: NoteReference
    block: Block
    number: str
    division: str


def word_notes(
    story: Story, blocks: Sequence[Block], parts: NoteParts, styles: Styles, codes: CitationCodes
) -> tuple[list[Note], list[Diagnostic]]:
    """Give the notes that the body's markers name, and diagnostics for markers without a note."""
    elements = {"foot": _elements(parts.foot, "footnote"), "end": _elements(parts.end, "endnote")}
    relations = {"foot": parts.foot_relations, "end": parts.end_relations}
    notes: list[Note] = []
    diagnostics: list[Diagnostic] = []
    seen: set[tuple[str, str]] = set()
    for marked in _numbered(story, blocks, parts.settings):
        reference = marked.reference
        key = (reference.kind, reference.id)
        element = elements[reference.kind].get(reference.id)
        if element is None:
            diagnostics.append(_dangling(marked.number))
        elif key not in seen:
            seen.add(key)
            rich = _note_text(Story(styles, relations[reference.kind], codes), element, marked.number)
            notes.append(_note(marked, rich))
    # The order of the reader: footnotes as they come; endnotes stand at the end, but are cited as they come as well.
    return notes, diagnostics


def _elements(root: Element | None, name: str) -> dict[str, Element]:
    """Give the notes of a part by id; separators are no notes."""
    if root is None:
        return {}
    notes = root.iterchildren(f"{W}{name}")
    return {node.get(f"{W}id", ""): node for node in notes if node.get(f"{W}type", "normal") == "normal"}


def _numbered(story: Story, blocks: Sequence[Block], settings: Element | None) -> Iterable[_Marked]:
    """Give every marker of the body in order, with its number and its chapter."""
    divisions = divisions_of(blocks)
    counters = {kind: _Counter(kind, settings, story.sections) for kind in _KINDS}
    for place, (paragraph, block) in enumerate(zip(story.paragraphs, blocks, strict=True)):
        for reference in paragraph.references:
            counter = counters[reference.kind]
            number = counter.next(reference)
            division = divisions[place]
            if counter.restarts_by_section(reference.section):
                division = division or f"Section {reference.section + 1}"
            yield _Marked(reference=reference, block=block, number=number, division=division)


class _Counter:
    """Counts the notes of one kind through the sections and pages of the body."""

    def __init__(self, kind: str, settings: Element | None, sections: Sequence[Element | None]) -> None:
        name = f"{W}{kind}notePr"
        general = _numbering(None if settings is None else settings.find(name), Numbering())
        self._rules = [_numbering(None if each is None else each.find(name), general) for each in sections]
        self._section = self._page = 0
        self._value = self._rule(0).start - 1

    def _rule(self, section: int) -> Numbering:
        return self._rules[min(section, len(self._rules) - 1)] if self._rules else Numbering()

    def restarts_by_section(self, section: int) -> bool:
        """Say whether numbers begin anew with each section."""
        return self._rule(section).restart == "eachSect"

    def next(self, reference: NoteReference) -> str:
        """Give the number of the next marker: the author's own mark, or the running number in its format."""
        rule = self._rule(reference.section)
        new_section, new_page = reference.section != self._section, reference.page != self._page
        if (rule.restart == "eachSect" and new_section) or (rule.restart == "eachPage" and new_page):
            self._value = rule.start - 1
        self._section, self._page = reference.section, reference.page
        if reference.custom:
            return " ".join(reference.mark.split())
        self._value += 1
        return format_number(self._value, rule.form)


def _numbering(properties: Element | None, default: Numbering) -> Numbering:
    if properties is None:
        return default

    def value(name: str, otherwise: str) -> str:
        node = properties.find(f"{W}{name}")
        return otherwise if node is None else node.get(_VAL, otherwise)

    start = value("numStart", str(default.start))
    return Numbering(
        form=value("numFmt", default.form),
        start=int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else default.start,
        restart=value("numRestart", default.restart),
    )


def _note_text(story: Story, element: Element, number: str) -> Rich:
    """Give the text of a note, its paragraphs joined by a space, without the number it begins with."""
    rich = join_rich(paragraph.rich for paragraph in story.read(element))
    return without_number(rich, number, story.note_mark_seen)


def without_number(rich: Rich, number: str, number_shown: bool) -> Rich:
    """Give a note's text without the number that some programs and authors type at its beginning.

    Where Word sets the number itself (`number_shown`), only a full stop or bracket right after it is dropped.
    """
    if number_shown:
        after = _AFTER_NUMBER.match(rich.text)
        return rich.cut(after.end()) if after else rich
    if not number or not rich.text.startswith(number):
        return rich
    rest = rich.text[len(number) :]
    raised = any(m.kind is MarkKind.SUPERSCRIPT and m.start == 0 and m.end <= len(number) for m in rich.marks)
    if raised or not number.isalnum() or _AFTER_NUMBER.match(rest):
        return rich.cut(len(number) + bool(_AFTER_NUMBER.match(rest)))
    return rich


def _note(marked: _Marked, rich: Rich) -> Note:
    return Note(
        id="",
        number=marked.number,
        text=rich.text,
        kind=_KINDS[marked.reference.kind],
        division=marked.division,
        marks=rich.marks,
        links=rich.links,
        embedded=rich.embedded,
        marker_sentence=marker_sentence(marked.block.text, marked.reference.offset, len(marked.block.rich.anchors)),
        italics_known=True,
    )


def _dangling(number: str) -> Diagnostic:
    return Diagnostic(
        code="R120",
        message=f"the marker {number or 'without number'} names a note that the document does not hold",
        severity=Severity.PROBLEM,
    )
