"""Joins printed lines into running text with marks: words broken at a line's end are made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from refparse.model.source import Link, Mark, MarkKind
from refparse.read.layout import Line, Run
from refparse.read.paragraph import Marker

# A line's end that breaks a word: "revolu-", "revolu¬", a soft hyphen. `-` after a letter only.
_BROKEN = re.compile(r"(?<=\w)[-\u2010\u00ad¬⸗]$")

# "and Anglo-" before "Soviet": hyphenated words as they stand inside a line.
_COMPOUND = re.compile(r"\b[^\W\d_]{2,}-[^\W\d_]{2,}\b")

# The last word of a line that is an address, after which no space belongs: `https://www.loc.gov/`, `doi.org/10.1093/`.
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/)\S*[/\-_.=?&%#]$")

_IN_ADDRESS = re.compile(r"https?://|www\.|doi\.org/")

MARKER_TEXT = re.compile(r"^\s*[\[(]?(\d{1,4}|[*†‡§¶‖#]{1,4}|[ivxl]{1,8}|[a-z])[\])]?\s*$")


@dataclass(slots=True)
class Compounds:
    """The hyphenated words that stand unbroken in the document, so that a break at their hyphen keeps it."""

    seen: Counter[str] = field(default_factory=Counter)

    def learn(self, lines: Iterable[Line]) -> None:
        """Take note of the compounds inside the lines."""
        for line in lines:
            if "-" in line.text:
                self.seen.update(word.casefold() for word in _COMPOUND.findall(line.text))

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Say whether a word broken at a line's end keeps its hyphen: before a capital or digit, or where attested.

        >>> Compounds().keeps_hyphen("Anglo-", "Soviet"), Compounds().keeps_hyphen("revolu-", "tion")
        (True, False)
        """
        if not after[:1].islower():
            return True
        head, tail = re.search(r"[^\W\d_]*$", before[:-1]), re.match(r"[^\W\d_]*", after)
        assert head is not None and tail is not None
        return f"{head.group()}-{tail.group()}".casefold() in self.seen or before[:-1][-1:].isdigit()


@dataclass(slots=True)
class TextBuilder:
    """Running text under construction: text, marks, and the places of raised markers taken out of it."""

    compounds: Compounds
    takes_markers: bool = False
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add_line(self, runs: Sequence[Run]) -> None:
        """Add one line's runs, joined to what is there by a space, or by nothing where a word goes on."""
        words = "".join(run.text for run in runs).lstrip()
        if not words.strip():
            return
        self._join(words)
        first = True
        for run in runs:
            self._add_run(run.text.lstrip() if first else run.text, run)
            first = first and not run.text.strip()
        self._trim()

    def _join(self, after: str) -> None:
        if not self.text:
            return
        broken, last = _BROKEN.search(self.text), self.text.rsplit(" ", 1)[-1]
        if broken and _IN_ADDRESS.search(last):
            return
        if broken and after[:1].isalnum():
            if broken.group() in "\u00ad¬⸗" or not self.compounds.keeps_hyphen(last, after):
                self._cut(len(self.text) - 1)
            return
        if self.text.endswith(("–", "—")) and (after[:1].isdigit() or self.text.endswith("—")):
            return
        if not _ADDRESS.search(last):
            self.text += " "

    def _cut(self, length: int) -> None:
        self.text = self.text[:length]
        self.marks = [Mark(mark.start, min(mark.end, length), mark.kind) for mark in self.marks if mark.start < length]
        self.links = [
            Link(link.start, min(link.end, length), link.target) for link in self.links if link.start < length
        ]

    def _trim(self) -> None:
        if self.text[-1:].isspace():
            self._cut(len(self.text.rstrip()))

    def _add_run(self, text: str, run: Run) -> None:
        if MarkKind.SUPERSCRIPT in run.style and self.takes_markers and (found := MARKER_TEXT.match(text)):
            self.markers.append(Marker(offset=len(self.text.rstrip()), number=found.group(1)))
            if text.endswith(" "):
                self.text += " "
            return
        start = len(self.text)
        self.text += text if not self.text.endswith(" ") else text.lstrip()
        lead = len(self.text) - start - len(self.text[start:].lstrip())
        end = len(self.text.rstrip())
        for kind in sorted(run.style):
            self._mark(start + lead, end, kind)
        if run.link and start + lead < end:
            self._link(start + lead, end, run.link)

    def _link(self, start: int, end: int, target: str) -> None:
        """Add a link, or lengthen the last one where it goes on."""
        last = self.links[-1] if self.links else None
        if last is not None and last.target == target and not self.text[last.end : start].strip():
            self.links[-1] = Link(last.start, end, target)
        else:
            self.links.append(Link(start, end, target))

    def _mark(self, start: int, end: int, kind: MarkKind) -> None:
        """Add a mark, or lengthen the one of its kind that only a space or a line's break parts from it."""
        if end <= start:
            return
        for place in range(len(self.marks) - 1, max(-1, len(self.marks) - 4), -1):
            last = self.marks[place]
            if last.kind is kind and not self.text[last.end : start].strip(" "):
                self.marks[place] = Mark(last.start, end, kind)
                return
        self.marks.append(Mark(start, end, kind))


def join_lines(lines: Iterable[Sequence[Run]], compounds: Compounds, *, takes_markers: bool = False) -> TextBuilder:
    """Give the running text of lines; with `takes_markers`, raised numbers become markers and leave the text."""
    builder = TextBuilder(compounds, takes_markers)
    for runs in lines:
        builder.add_line(runs)
    return builder


def without_start(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """Give the runs without their first `length` characters: a note's line without its number."""
    kept: list[Run] = []
    for run in runs:
        if length >= len(run.text):
            length -= len(run.text)
            continue
        kept.append(replace(run, text=run.text[length:]))
        length = 0
    return tuple(kept)
