"""What the LaTeX reader knows while it reads: open groups, counters, notes, paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from refparse.model.diagnostic import Diagnostic, Severity
from refparse.model.source import BibliographyEntry, Note, NoteKind
from refparse.read.latex_text import Printed, Sink
from refparse.read.layout import PLAIN, Style
from refparse.read.paragraph import Marker, Paragraph
from refparse.read.sentence import sentence_around

MAX_GROUPS = 5_000

_SYMBOL_NUMBERS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")


@dataclass(slots=True)
class Frame:
    """An open group: its style, where its text goes, and what happens when it closes."""

    style: Style
    sink: Sink
    close: Callable[[], None] | None = None
    environment: str = ""
    note_number: str = ""


@dataclass(slots=True)
class Counter:
    """The numbering of one kind of note."""

    value: int = 0
    by_chapter: bool = False
    shape: str = "arabic"

    def shown(self) -> str:
        """Give the number as printed."""
        if self.shape == "fnsymbol":
            return _SYMBOL_NUMBERS[self.value - 1] if 0 < self.value <= len(_SYMBOL_NUMBERS) else str(self.value)
        if self.shape == "alph" and 0 < self.value <= 26:
            return chr(ord("a") + self.value - 1)
        return str(self.value)


@dataclass(slots=True)
class Draft:
    """A note as read, before its marker's sentence is known."""

    number: str
    kind: NoteKind
    printed: Printed
    division: str
    paragraph: int
    order: int = 0


@dataclass(slots=True)
class State:
    """Everything that changes while a LaTeX document is read."""

    body: Sink = field(default_factory=Sink)
    frames: list[Frame] = field(default_factory=list)
    in_document: bool = False
    heading: int = 0
    title: str = ""
    chapter: str = ""
    section: str = ""
    chapters_reset: bool = False
    counters: dict[NoteKind, Counter] = field(
        default_factory=lambda: {NoteKind.FOOT: Counter(), NoteKind.END: Counter()}
    )
    paragraphs: list[Paragraph] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    entries: list[BibliographyEntry] = field(default_factory=list)
    bib_files: list[str] = field(default_factory=list)
    inline_citations: bool = False
    german: bool = False
    quotes: int = 0
    opened: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """Give the innermost open group."""
        return self.frames[-1]

    @property
    def in_note(self) -> bool:
        """Say whether the text read now belongs to a note."""
        return self.frame.sink is not self.body

    def print(self, text: str, style: Style | None = None) -> None:
        """Print characters where text goes now, in the style of the open group or in one added to it."""
        if text and self.in_document:
            frame = self.frame
            frame.sink.add(text, frame.style if style is None else frame.style ^ style)

    def end_paragraph(self) -> None:
        """End the paragraph of the body, or part the paragraphs of a note by a space."""
        if self.in_note:
            self.frame.sink.add(" ", PLAIN)
            return
        printed = self.body.finish()
        if printed.text or printed.markers:
            self.paragraphs.append(
                Paragraph(
                    text=printed.text,
                    marks=printed.marks,
                    links=printed.links,
                    markers=printed.markers,
                    heading=self.heading,
                )
            )
        self.heading = 0
        fresh = Sink()
        for frame in self.frames:
            if frame.sink is self.body:
                frame.sink = fresh
        self.body = fresh

    def mark_place(self, number: str) -> None:
        """Set a note's marker at this place of the text."""
        self.frame.sink.markers.append((len(self.frame.sink.pieces), number))

    def open_note(self) -> int:
        """Give the place of the next note among all, by where it begins: a note may stand inside another."""
        self.opened += 1
        return self.opened

    def add_note(self, number: str, kind: NoteKind, printed: Printed, order: int) -> None:
        """Keep a note that was read to its end."""
        division = self.chapter or self.section
        self.drafts.append(Draft(number, kind, printed, division, len(self.paragraphs), order))

    def doubt(self, code: str, message: str, severity: Severity = Severity.DOUBT) -> None:
        """Keep a diagnostic."""
        self.diagnostics.append(Diagnostic(code=code, message=message, severity=severity))


def notes_of(state: State) -> list[Note]:
    """Give the notes with the sentences of their markers, looked for from the paragraph in which the note stood."""
    places: dict[tuple[str, int], list[tuple[Paragraph, Marker]]] = {}
    for index, paragraph in enumerate(state.paragraphs):
        for marker in paragraph.markers:
            places.setdefault((marker.number, index), []).append((paragraph, marker))
    notes = []
    for draft in sorted(state.drafts, key=lambda draft: draft.order):
        found = places.get((draft.number, draft.paragraph))
        sentence = ""
        if found:
            paragraph, marker = found.pop(0) if len(found) > 1 else found[0]
            sentence = sentence_around(paragraph.text, marker.offset)
        notes.append(
            Note(
                id="",
                number=draft.number,
                text=draft.printed.text,
                kind=draft.kind,
                division=draft.division,
                marks=draft.printed.marks,
                links=draft.printed.links,
                embedded=draft.printed.embedded,
                marker_sentence=sentence,
                italics_known=True,
            )
        )
    return notes
