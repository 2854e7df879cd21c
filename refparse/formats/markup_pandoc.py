"""Pandoc's inlines (JSON of its document tree) read as runs, and runs written as inlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from refparse.formats.markup import Rich, Run, join_runs
from refparse.model import MarkKind

Inline = Mapping[str, Any]

_MARKS = {
    "Emph": MarkKind.ITALIC,
    "Strong": MarkKind.BOLD,
    "SmallCaps": MarkKind.SMALL_CAPS,
    "Superscript": MarkKind.SUPERSCRIPT,
    "Subscript": MarkKind.SUBSCRIPT,
    "Underline": MarkKind.UNDERLINE,
}
_ELEMENTS = {kind: name for name, kind in _MARKS.items()}
_SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
_DISPLAYS = {f"csl-{name}": name for name in ("left-margin", "right-inline", "block", "indent")}
_PLAIN = Run("")


def read_inlines(inlines: Sequence[Inline], look: Run = _PLAIN) -> Rich:
    """Read inlines as runs; what is no text (an image, raw code) gives the text inside it, if any."""
    return join_runs(run for inline in inlines for run in _read_inline(inline, look))


def read_blocks(blocks: Sequence[Inline], look: Run = _PLAIN) -> Rich:
    """Read the paragraphs of one entry or note as runs, a line break between two paragraphs."""
    found: list[Run] = []
    for block in blocks:
        if found:
            found.append(replace(look, text="\n"))
        content = block.get("c", [])
        if block["t"] in ("Para", "Plain"):
            found += read_inlines(content, look)
        elif block["t"] == "Div":
            display = _display(content[0][1]) or look.display
            found += read_blocks(content[1], replace(look, display=display))
    return join_runs(found)


def _display(classes: Sequence[str]) -> str:
    return next((_DISPLAYS[name] for name in classes if name in _DISPLAYS), "")


def _read_inline(inline: Inline, look: Run) -> Iterator[Run]:
    name, content = inline["t"], inline.get("c", "")
    if name == "Str":
        yield replace(look, text=content)
    elif name in _SPACES:
        yield replace(look, text=_SPACES[name])
    elif name in _MARKS:
        yield from read_inlines(content or [], replace(look, marks=look.marks | {_MARKS[name]}))
    elif name in _WRAPPERS:
        yield from _WRAPPERS[name](content, look)


def _read_span(content: Any, look: Run) -> Rich:
    classes = content[0][1]
    marks = frozenset[MarkKind]() if "nodecor" in classes else look.marks
    return read_inlines(content[1], replace(look, marks=marks, display=_display(classes) or look.display))


def _read_quoted(content: Any, look: Run) -> Rich:
    quotes = _QUOTES[content[0]["t"]]
    return (replace(look, text=quotes[0]), *read_inlines(content[1], look), replace(look, text=quotes[1]))


_WRAPPERS: dict[str, Any] = {
    "Span": _read_span,
    "Quoted": _read_quoted,
    "Link": lambda content, look: read_inlines(content[1], replace(look, link=content[2][0])),
    "Cite": lambda content, look: read_inlines(content[1], look),
    "Strikeout": lambda content, look: read_inlines(content, look),
    "Note": lambda content, look: read_blocks(content, look),
    "Code": lambda content, look: (replace(look, text=content[1]),),
    "Math": lambda content, look: (replace(look, text=content[1]),),
}

_WORD = re.compile(r"[ \n]|[^ \n]+")


def text_to_inlines(text: str) -> list[dict[str, Any]]:
    """Write plain text as ``Str`` and ``Space``."""
    return [{"t": "Space"} if word.isspace() else {"t": "Str", "c": word} for word in _WORD.findall(text)]


def runs_to_inlines(rich: Rich) -> list[dict[str, Any]]:
    """Write runs as inlines, each formatted run an element of its own."""
    return [inline for run in rich for inline in _write_run(run)]


def _write_run(run: Run) -> list[dict[str, Any]]:
    inlines = text_to_inlines(run.text)
    for kind in sorted(run.marks):
        inlines = [{"t": _ELEMENTS[kind], "c": inlines}]
    return [{"t": "Link", "c": [["", [], []], inlines, [run.link, ""]]}] if run.link else inlines
