"""Reads from style sheets and style attributes the little that matters here: italics, bold, small caps, raising."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from refparse.formats.rich import PLAIN, Kinds
from refparse.model.source import MarkKind

# Property → the pattern of values that switch a kind on; any other value switches it off.
_PROPERTIES: Final = {
    "font-style": (MarkKind.ITALIC, re.compile(r"italic|oblique")),
    "font-variant": (MarkKind.SMALL_CAPS, re.compile(r"small-caps")),
    "font-variant-caps": (MarkKind.SMALL_CAPS, re.compile(r"small-caps")),
    "font-weight": (MarkKind.BOLD, re.compile(r"bold|[6-9]00")),
    "text-decoration": (MarkKind.UNDERLINE, re.compile(r"underline")),
    "text-decoration-line": (MarkKind.UNDERLINE, re.compile(r"underline")),
}
_RAISING: Final = {"super": MarkKind.SUPERSCRIPT, "sub": MarkKind.SUBSCRIPT}
# Example: ".italic", "span.italic", "em": a selector that looks at one element only.
_SIMPLE: Final = re.compile(r"^([a-z][a-z0-9]*)?(?:\.([A-Za-z_][\w-]*))?$")
MAX_CSS: Final = 2 * 2**20

Change = tuple[Kinds, Kinds]
NO_CHANGE: Final[Change] = (PLAIN, PLAIN)
StyleSheet = Mapping[tuple[str, str], Change]


def read_declarations(text: str) -> Change:
    """Give what declarations switch on and off: ``read_declarations("font-style: italic")``."""
    on: set[MarkKind] = set()
    off: set[MarkKind] = set()
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        if not colon or value.startswith("inherit"):
            continue
        if name in _PROPERTIES:
            kind, pattern = _PROPERTIES[name]
            (on if pattern.search(value) else off).add(kind)
        elif name == "vertical-align" and value in _RAISING:
            on.add(_RAISING[value])
    return (frozenset(on), frozenset(off)) if on or off else NO_CHANGE


def read_style_sheet(text: str) -> dict[tuple[str, str], Change]:
    """Give what a style sheet says of elements and classes: (element or "", class or "") → switched on and off.

    Only selectors of one element or class are read; more than MAX_CSS characters are not looked at.
    """
    found: dict[tuple[str, str], Change] = {}
    for selectors, declarations in _rules(text[:MAX_CSS]):
        change = read_declarations(declarations)
        if change == NO_CHANGE:
            continue
        for selector in selectors.split(","):
            simple = _SIMPLE.match(selector.strip())
            if simple and selector.strip():
                key = (simple.group(1) or "", simple.group(2) or "")
                found[key] = merge(found.get(key, NO_CHANGE), change)
    return found


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Give selectors and declarations of each rule: ``p.note, .bt { font-style: italic }``."""
    for piece in _without_comments(text).split("}"):
        selectors, brace, declarations = piece.rpartition("{")
        if brace:
            yield selectors.rpartition("{")[2], declarations


def _without_comments(text: str) -> str:
    before, *rest = text.split("/*")
    return before + " ".join(piece.partition("*/")[2] for piece in rest)


def merge(first: Change, then: Change) -> Change:
    """Give the change of two rules, the later one stronger."""
    return (first[0] - then[1]) | then[0], (first[1] - then[0]) | then[1]


def apply(kinds: Kinds, change: Change) -> Kinds:
    """Give the formatting after a change."""
    return (kinds - change[1]) | change[0] if change != NO_CHANGE else kinds
