"""A citation while it is being built: fields are added, each with the span it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from refparse.model.citation import CitationForm, Relation
from refparse.model.fields import Field, Fields, Origin
from refparse.model.source import Link, Span
from refparse.model.values import Locator, Name
from refparse.model.variables import Variable
from refparse.parse.chunks import Chunk
from refparse.parse.repair import Repaired
from refparse.parse.scan import Token

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NoteText:
    """The repaired text of a note with its tokens, and the way back to the text as written.

    `volumes_of` gives the volumes with which the document cites a title elsewhere.
    """

    repaired: Repaired
    tokens: Sequence[Token]
    links: Sequence[Link] = ()
    volumes_of: Callable[[str], frozenset[str]] = lambda _title: frozenset()

    def words(self, chunk: Chunk) -> str:
        """Give the repaired words of a chunk."""
        return self.repaired.text[chunk.start : chunk.end]

    def span(self, start: int, end: int) -> Span:
        """Give the span in the note's own text of a stretch of the repaired text."""
        return self.repaired.original_span(start, end)

    def field(self, chunk: Chunk, value: T, confidence: float = 1.0) -> Field[T]:
        """Make a field of a chunk: STATED, or REPAIRED where OCR damage was mended in it."""
        mended = any(change.damage for change in self.repaired.touched(chunk.start, chunk.end))
        span = self.span(chunk.start, chunk.end)
        return Field(
            value=value, text=span.of(self.repaired.original or self.repaired.text), span=span,
            origin=Origin.REPAIRED if mended else Origin.STATED, confidence=confidence,
        )  # fmt: skip


@dataclass(slots=True)
class Draft:
    """What is known of one citation so far; `seen` names its chunks in the order of the text."""

    note: NoteText
    fields: Fields = field(default_factory=Fields)
    seen: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    form: CitationForm | None = None
    type: str = ""
    locators: list[Locator] = field(default_factory=list)
    locator: Field[str] | None = None
    extent: Field[str] | None = None
    signal: str = ""
    relation: Relation | None = None
    note_reference: str = ""
    abbreviation: str = ""
    possessive: bool = False
    same_container: bool = False
    has_letter: bool = False
    head: str = ""
    kind_title: Field[str] | None = None
    mended: list[tuple[Chunk, str, tuple[str, ...]]] = field(default_factory=list)

    def set(self, key: Variable[Any], chunk: Chunk, value: Any) -> None:
        """Set a field that has none yet; an empty value sets nothing."""
        if value and key not in self.fields:
            self.fields = self.fields.set(key, self.note.field(chunk, value))

    def extend(self, key: Variable[str], chunk: Chunk, value: str) -> None:
        """Set a field, or put the words behind those it has: "season 3", "episode 10"."""
        known = self.fields.get(key)
        if known is None:
            self.set(key, chunk, value)
        else:
            whole = Chunk(chunk.name, 0, 0, self._start_of(known, chunk), chunk.end)
            self.fields = self.fields.set(key, self.note.field(whole, f"{known.value}, {value}"))

    def add_names(self, key: Variable[Any], chunk: Chunk, names: tuple[Name, ...]) -> None:
        """Add people to a field of names, in the order of the text."""
        if not names:
            return
        known = self.fields.get(key)
        if known is None:
            self.fields = self.fields.set(key, self.note.field(chunk, names))
        else:
            whole = Chunk(chunk.name, 0, 0, self._start_of(known, chunk), chunk.end)
            self.fields = self.fields.set(key, self.note.field(whole, (*known.value, *names)))

    def _start_of(self, known: Field[Any], chunk: Chunk) -> int:
        """Give where a field begins in the repaired text, as near as its span tells."""
        return min(known.span.start, chunk.start) if known.span else chunk.start

    def has(self, *names: str) -> bool:
        """Say whether a chunk of one of these names was seen."""
        return any(name in self.seen for name in names)

    def words(self, chunk: Chunk) -> str:
        """Give the repaired words of a chunk."""
        return self.note.words(chunk)
