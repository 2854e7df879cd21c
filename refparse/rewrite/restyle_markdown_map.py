"""Finds the notes of a Markdown source again, and where each visible character of a note stands in the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refparse.model import Span

# "[^12]: Marc Bloch, …" at the beginning of a line
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
# "[^12]" in the text
_MARKER = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_FENCE = re.compile(r"^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1[`~]*[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note's definition in the source: its label, the whole of it and the text alone, as spans of the source."""

    label: str
    whole: Span
    text: Span


def find_definitions(source: str) -> dict[str, SourceNote]:
    """Find the footnote definitions by label; of two with one label the first counts, as in pandoc.

    A definition goes on over lines that are indented, and over the rest of its paragraph.
    """
    found: dict[str, SourceNote] = {}
    hidden = _hidden(source)
    for match in _DEFINITION.finditer(source):
        if hidden.covers(match.start()):
            continue
        end = _definition_end(source, match.end())
        text = Span(match.end(), match.end() + len(source[match.end() : end].rstrip()))
        found.setdefault(match.group(1), SourceNote(match.group(1), Span(match.start(), end), text))
    return found


def find_markers(source: str, definitions: dict[str, SourceNote]) -> dict[str, list[Span]]:
    """Find the markers of the notes in the body, by label; those inside definitions and code do not count."""
    hidden = _hidden(source, [note.whole for note in definitions.values()])
    found: dict[str, list[Span]] = {}
    for match in _MARKER.finditer(source):
        if not hidden.covers(match.start()):
            found.setdefault(match.group(1), []).append(Span(*match.span()))
    return found


def _hidden(source: str, more: Sequence[Span] = ()) -> _Places:
    found = [Span(*match.span()) for pattern in (_FENCE, _CODE) for match in pattern.finditer(source)]
    return _Places.of([*found, *_indented_code(source), *more])


@dataclass(frozen=True, slots=True)
class _Places:
    """Stretches of a source, joined where they overlap, so that one look finds whether a place lies in one."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> _Places:
        places = cls([], [])
        for span in sorted(spans):
            if places.ends and span.start <= places.ends[-1]:
                places.ends[-1] = max(places.ends[-1], span.end)
            else:
                places.starts.append(span.start)
                places.ends.append(span.end)
        return places

    def covers(self, at: int) -> bool:
        """Say whether the place lies in one of the stretches."""
        before = bisect_right(self.starts, at) - 1
        return before >= 0 and at < self.ends[before]


# "- item", "12. item", "[^1]: note": what is indented after it belongs to it
_OWNS_INDENTED = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]\s]+\]:)(?:\s|$)")


def _indented_code(source: str) -> Iterator[Span]:
    """Give the lines of code that is set off by four spaces after an empty line."""
    at, owner, after_empty = 0, "", True
    for line in source.splitlines(keepends=True):
        is_indented = line.startswith(("    ", "\t"))
        if is_indented and after_empty and not _OWNS_INDENTED.match(owner):
            yield Span(at, at + len(line))
        elif line.strip():
            owner = owner if is_indented else line
            after_empty = False
        after_empty = after_empty or not line.strip()
        at += len(line)


def find_inline_notes(source: str) -> list[SourceNote]:
    """Find the notes written inside the text (``^[Bloch, *Craft*, 29.]``), in order; their labels are empty."""
    found = []
    hidden = _hidden(source)
    at = source.find("^[")
    while at >= 0:
        end = _closing_bracket(source, at + 1)
        if end and not hidden.covers(at):
            found.append(SourceNote("", Span(at, end), Span(at + 2, end - 1)))
        at = source.find("^[", end or at + 2)
    return found


def _closing_bracket(source: str, opening: int) -> int:
    """Give the place after the bracket that closes the one at `opening`, 0 where none does in 20,000 characters."""
    depth = 0
    for at in range(opening, min(len(source), opening + 20_000)):
        escaped = source[at - 1] == "\\"
        depth += (source[at] == "[" and not escaped) - (source[at] == "]" and not escaped)
        if depth == 0:
            return at + 1
    return 0


# An empty line, and what follows it: more of the note where it is indented, else the body again.
_EMPTY = re.compile(r"\n[ \t]*(?=\n|\Z)")
_INDENTED = re.compile(r"(?:[ \t]*\n)+(?: {4}|\t)[^\s]")


def _definition_end(source: str, start: int) -> int:
    at = start
    while True:
        following = _DEFINITION.search(source, at)
        empty = _EMPTY.search(source, at)
        if following and (empty is None or following.start() <= empty.start()):
            return following.start()
        if empty is None:
            return len(source)
        if not _INDENTED.match(source, empty.start() + 1):
            return empty.start() + 1
        at = empty.end() + 1


# What stands in the source without being seen: "](https://…)", "]{.smallcaps}", "<em>", "**"
_INVISIBLE = re.compile(
    r"""
    \]\( (?:[^()\s]|\([^()\s]*\))* (?:\s+"[^"]*")? \)  # the address of a link
    | \]\{[^{}]*\}                                    # what a span is
    | </?[A-Za-z][\w-]*(?:\s[^<>]*)?>                  # a tag
    | [*_^~\[\]<>`]
    """,
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});")
_SPACE = re.compile(r"\s+")
_DASHES = {"—": "---", "–": "--"}
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")


def map_visible(source: str, visible: str) -> list[Span] | None:
    """Give for each visible character the span of `source` it stands at, None where the two do not fit.

    >>> [(span.start, span.end) for span in map_visible("*On* War", "On War") or ()]
    [(1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (7, 8)]
    """
    found: list[Span] = []
    at = 0
    for char in visible:
        while True:
            end = _end_of(source, at, char)
            if end:
                break
            skipped = _INVISIBLE.match(source, at)
            if skipped is None:
                return None
            at = skipped.end()
        found.append(Span(at, end))
        at = end
    return found if not _INVISIBLE.sub("", source[at:]).strip() else None


def _end_of(source: str, at: int, char: str) -> int:
    """Give where the character ends that begins at `at` and is seen as `char`, 0 where another stands there."""
    if char == " ":
        space = _SPACE.match(source, at)
        return space.end() if space else 0
    dashes = _DASHES.get(char, "")
    if dashes and source.startswith(dashes, at):
        return at + len(dashes)
    entity = _ENTITY.match(source, at)
    if entity and html.unescape(entity.group()) == char:
        return entity.end()
    if source.startswith(char, at):
        return at + len(char)
    escaped = _ESCAPED.match(source, at)
    return escaped.end() if escaped and escaped.group()[1] == char else 0
