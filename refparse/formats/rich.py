"""Text with formatting as it grows: pieces go in, one folded text with marks, links and citations comes out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from refparse.model.source import EmbeddedCitation, EmbeddedItem, Link, Mark, MarkKind, Span

Kinds = frozenset[MarkKind]
PLAIN: Final[Kinds] = frozenset()

# What no reader sees: soft hyphens, zero-width spaces and marks of direction. Joiners stay: Persian needs them.
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# White space that is not one plain space between two words.
_SPACES: Final = re.compile(r"\s{2,}|[^\S ]|^\s|\s$")
# Formatting that goes on over a plain space between two formatted words.
_BRIDGES_SPACE: Final = frozenset((MarkKind.ITALIC, MarkKind.BOLD, MarkKind.SMALL_CAPS, MarkKind.UNDERLINE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A point of the text that names something: the marker of a note, a page break."""

    offset: int
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich:
    """A finished stretch of text, spaces folded, with everything that was known about it by offset."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    embedded: tuple[EmbeddedCitation, ...] = ()
    anchors: tuple[Anchor, ...] = ()

    def cut(self, start: int, end: int | None = None) -> Rich:
        """Give the stretch from `start` to `end`, trimmed of spaces, offsets counted anew."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return _shifted(self, start, end)

    def split(self, cuts: Sequence[int]) -> list[Rich]:
        """Give the stretches between ascending offsets, the first from the beginning and the last to the end."""
        pieces: list[_Parts] = [_Parts() for _ in range(len(cuts) + 1)]
        for mark in self.marks:
            for place in range(bisect_right(cuts, mark.start), bisect_left(cuts, mark.end) + 1):
                pieces[place].marks.append(mark)
        for link in self.links:
            for place in range(bisect_right(cuts, link.start), bisect_left(cuts, link.end) + 1):
                pieces[place].links.append(link)
        for each in self.embedded:
            for place in range(bisect_right(cuts, each.span.start), bisect_left(cuts, each.span.end) + 1):
                pieces[place].embedded.append(each)
        for anchor in self.anchors:
            pieces[bisect_right(cuts, anchor.offset)].anchors.append(anchor)
        bounds = pairwise([0, *cuts, len(self.text)])
        return [part.of(self.text).cut(low, high) for part, (low, high) in zip(pieces, bounds, strict=True)]


EMPTY: Final = Rich()


@dataclass(slots=True)
class _Parts:
    """What belongs to one stretch of a text that is being split."""

    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    embedded: list[EmbeddedCitation] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def of(self, text: str) -> Rich:
        """Give the stretch with offsets still counted in the whole `text`."""
        return Rich(
            text=text,
            marks=tuple(self.marks),
            links=tuple(self.links),
            embedded=tuple(self.embedded),
            anchors=tuple(self.anchors),
        )


class RichBuilder:
    """Collects pieces of text with their formatting; `build` gives the whole, spaces folded to one."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._marked: list[tuple[int, int, Kinds]] = []
        self._links: list[tuple[int, int, str]] = []
        self._anchors: list[tuple[int, str]] = []
        self._embedded: list[tuple[int, int, tuple[EmbeddedItem, ...], str]] = []
        self.length = 0

    def append(self, text: str, kinds: Kinds = PLAIN) -> None:
        """Add a piece of text whose every character has the formatting `kinds`."""
        if not text.isascii():
            text = text.translate(_INVISIBLE)
        if not text:
            return
        if kinds:
            self._marked.append((self.length, self.length + len(text), kinds))
        self._texts.append(text)
        self.length += len(text)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was put in yet, neither text nor a point."""
        return not self._texts and not self._anchors

    def last_character(self) -> str:
        """Give the last character that was put in, "" where nothing was."""
        return self._texts[-1][-1] if self._texts else ""

    def link(self, start: int, target: str) -> None:
        """Say that the text from the raw offset `start` to here links to `target`."""
        if target and self.length > start:
            self._links.append((start, self.length, target))

    def anchor(self, key: str) -> None:
        """Remember this point under `key`."""
        self._anchors.append((self.length, key))

    def embed(self, start: int, items: tuple[EmbeddedItem, ...], program: str) -> None:
        """Say that the text from the raw offset `start` to here is a live citation of `items`."""
        self._embedded.append((start, self.length, items, program))

    def build(self) -> Rich:
        """Give the text so far: runs of white space become one space, edges are trimmed, marks are joined."""
        if not self._texts and not self._anchors:
            return EMPTY
        raw = "".join(self._texts)
        text, place = fold_spaces(raw)
        spans = [(place(start), place(end), kinds) for start, end, kinds in self._marked]
        return Rich(
            text=text,
            marks=_joined_marks(text, spans),
            links=tuple(
                Link(place(start), place(end), target)
                for start, end, target in self._links
                if place(end) > place(start)
            ),
            embedded=tuple(
                EmbeddedCitation(span=_trimmed(text, place(start), place(end)), items=items, program=program)
                for start, end, items, program in self._embedded
            ),
            anchors=tuple(Anchor(offset=place(offset), key=key) for offset, key in self._anchors),
        )


class _Places:
    """Offsets of a raw text as offsets of the folded one: where white space was dropped, and how much up to there."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts: list[int] = []

    def drop(self, start: int, end: int, kept: int) -> None:
        """Say that the white space from `start` to `end` became `kept` characters."""
        before = self._shifts[-1] if self._shifts else 0
        self._starts.append(start)
        self._ends.append(end)
        self._shifts.append(before + end - start - kept)

    def __call__(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        if offset < self._ends[index]:
            return self._starts[index] - (self._shifts[index - 1] if index else 0)
        return offset - self._shifts[index]


def fold_spaces(raw: str) -> tuple[str, _Places]:
    """Give `raw` with each run of white space as one space and none at the edges, and a map of offsets.

    >>> text, place = fold_spaces("  The  War ")
    >>> text, place(7)
    ('The War', 4)
    """
    parts: list[str] = []
    places = _Places()
    last = 0
    for match in _SPACES.finditer(raw):
        start, end = match.span()
        kept = "" if start == 0 or end == len(raw) else " "
        parts += (raw[last:start], kept)
        if end - start != len(kept):
            places.drop(start, end, len(kept))
        last = end
    parts.append(raw[last:])
    return "".join(parts), places


def join_rich(parts: Iterable[Rich], glue: str = " ") -> Rich:
    """Give several stretches as one, empty ones left out, with `glue` between."""
    kept = [part for part in parts if part.text or part.anchors]
    moved: list[Rich] = []
    texts: list[str] = []
    length = 0
    for part in kept:
        if part.text and length:
            texts.append(glue)
            length += len(glue)
        moved.append(_moved(part, length))
        texts.append(part.text)
        length += len(part.text)
    return Rich(
        text="".join(texts),
        marks=tuple(mark for part in moved for mark in part.marks),
        links=tuple(link for part in moved for link in part.links),
        embedded=tuple(each for part in moved for each in part.embedded),
        anchors=tuple(anchor for part in moved for anchor in part.anchors),
    )


def _moved(part: Rich, by: int) -> Rich:
    return Rich(
        text=part.text,
        marks=tuple(Mark(mark.start + by, mark.end + by, mark.kind) for mark in part.marks),
        links=tuple(Link(link.start + by, link.end + by, link.target) for link in part.links),
        embedded=tuple(replace(each, span=Span(each.span.start + by, each.span.end + by)) for each in part.embedded),
        anchors=tuple(Anchor(offset=anchor.offset + by, key=anchor.key) for anchor in part.anchors),
    )


def _shifted(rich: Rich, start: int, end: int) -> Rich:
    def place(offset: int) -> int:
        return max(start, min(offset, end)) - start

    def kept(low: int, high: int) -> bool:
        return place(high) > place(low)

    return Rich(
        text=rich.text[start:end],
        marks=tuple(Mark(place(m.start), place(m.end), m.kind) for m in rich.marks if kept(m.start, m.end)),
        links=tuple(Link(place(k.start), place(k.end), k.target) for k in rich.links if kept(k.start, k.end)),
        embedded=tuple(
            replace(each, span=Span(place(each.span.start), place(each.span.end)))
            for each in rich.embedded
            if kept(each.span.start, each.span.end)
        ),
        anchors=tuple(Anchor(offset=place(a.offset), key=a.key) for a in rich.anchors if start <= a.offset <= end),
    )


def _joined_marks(text: str, spans: Sequence[tuple[int, int, Kinds]]) -> tuple[Mark, ...]:
    """Give one mark for each unbroken stretch of a kind, without spaces at its edges, in order of place."""
    found: list[Mark] = []
    for kind in MarkKind if spans else ():
        open_at: tuple[int, int] | None = None
        for start, end, kinds in spans:
            if kind not in kinds or end <= start:
                continue
            if open_at and _touches(text, open_at[1], start, kind):
                open_at = (open_at[0], max(end, open_at[1]))
            else:
                found += _mark(text, open_at, kind)
                open_at = (start, end)
        found += _mark(text, open_at, kind)
    return tuple(sorted(found))


def _touches(text: str, end: int, start: int, kind: MarkKind) -> bool:
    return start <= end or (kind in _BRIDGES_SPACE and text[end:start].isspace())


def _mark(text: str, stretch: tuple[int, int] | None, kind: MarkKind) -> list[Mark]:
    if stretch is None:
        return []
    span = _trimmed(text, *stretch)
    return [Mark(span.start, span.end, kind)] if len(span) else []


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
