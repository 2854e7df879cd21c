"""What formatting a run of Word text has: its own properties over character and paragraph styles (17.7 of ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.ooxml import W
from refparse.formats.rich import PLAIN, Kinds
from refparse.formats.xml import Element
from refparse.model.source import MarkKind

# Toggle properties (17.7.3): set by paragraph style and character style at once, they cancel each other.
_TOGGLES: Final = {f"{W}i": "i", f"{W}b": "b", f"{W}smallCaps": "smallCaps", f"{W}vanish": "vanish"}
_KIND_OF_TOGGLE: Final = {"i": MarkKind.ITALIC, "b": MarkKind.BOLD, "smallCaps": MarkKind.SMALL_CAPS}
_VALUES: Final = {f"{W}u": "u", f"{W}vertAlign": "vertAlign"}
_KIND_OF_VALUE: Final = {
    ("vertAlign", "superscript"): MarkKind.SUPERSCRIPT,
    ("vertAlign", "subscript"): MarkKind.SUBSCRIPT,
}
_OFF: Final = frozenset(("0", "false", "off", "none"))
# Example: "heading 2", "Überschrift 1", "Titre 3": Word keeps the English name whatever the language, others do not.
_HEADING_NAME: Final = re.compile(
    r"^(?:heading|überschrift|titre|título|titolo|kop|rubrik|заголовок)\s?([1-9])\b", re.I
)

_VAL: Final = f"{W}val"

Properties = dict[str, str | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style as the styles part gives it; what it inherits is found through `based_on`."""

    id: str
    kind: str = "paragraph"
    name: str = ""
    based_on: str = ""
    properties: Properties = field(default_factory=dict)
    outline: int | None = None
    list_id: str = ""
    list_level: int = 0


class Styles:
    """The styles of a document, each resolved once along its `based_on` chain; chains that loop end at the loop."""

    def __init__(self, root: Element | None = None) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Properties] = {}
        self._kinds: dict[tuple[object, ...], tuple[Kinds, bool]] = {}
        self.default_paragraph = ""
        self._defaults: Properties = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = run_properties(defaults)
        for node in root.iterchildren(f"{W}style"):
            style = _style(node)
            self._styles[style.id] = style
            if style.kind == "paragraph" and node.get(f"{W}default", "") in ("1", "true", "on"):
                self.default_paragraph = style.id

    def chain(self, style: str) -> Iterator[Style]:
        """Give a style and those it is based on, nearest first; a loop or a missing style ends the chain."""
        seen: set[str] = set()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def properties(self, style: str) -> Properties:
        """Give the run properties that a style has, with what it inherits."""
        if style not in self._resolved:
            found: Properties = {}
            for link in self.chain(style):
                found = {**link.properties, **found}
            self._resolved[style] = found
        return self._resolved[style]

    def run_kinds(self, paragraph_style: str, run: Element | None) -> tuple[Kinds, bool]:
        """Give the formatting of a run by its ``w:rPr`` and the style of its paragraph, and whether it is hidden."""
        own, character = (run_properties(run), _style_of(run)) if run is not None else ({}, "")
        key = (paragraph_style, character, *sorted(own.items()))
        if key not in self._kinds:
            self._kinds[key] = self._compute(paragraph_style or self.default_paragraph, character, own)
        return self._kinds[key]

    def _compute(self, paragraph: str, character: str, own: Properties) -> tuple[Kinds, bool]:
        above, below = self.properties(paragraph), self.properties(character)
        kinds = {kind for name, kind in _KIND_OF_TOGGLE.items() if self._is_on(name, above, below, own)}
        merged = {**self._defaults, **above, **below, **own}
        kinds |= {kind for (name, value), kind in _KIND_OF_VALUE.items() if merged.get(name) == value}
        if str(merged.get("u", "none")) not in _OFF:
            kinds.add(MarkKind.UNDERLINE)
        return (frozenset(kinds) if kinds else PLAIN), self._is_on("vanish", above, below, own)

    def _is_on(self, name: str, above: Properties, below: Properties, own: Properties) -> bool:
        if name in own:
            return bool(own[name])
        if self._defaults.get(name):
            return bool(below.get(name, above.get(name, True)))
        return bool(above.get(name)) != bool(below.get(name))

    def heading_level(self, style: str) -> int:
        """Give the level of a heading style (1 to 9), 0 for any other."""
        for link in self.chain(style):
            if named := _HEADING_NAME.match(link.name):
                return int(named.group(1))
            if link.outline is not None:
                return link.outline + 1 if link.outline < 9 else 0
        return 0

    def name(self, style: str) -> str:
        """Give a style's name in small letters: "title", "footnote text"."""
        found = self._styles.get(style)
        return found.name.lower() if found else ""

    def list_of(self, style: str) -> tuple[str, int]:
        """Give the numbering list and level that a paragraph style brings, ("", 0) for none."""
        found = next((link for link in self.chain(style) if link.list_id), None)
        return (found.list_id, found.list_level) if found else ("", 0)


def run_properties(properties: Element | None) -> Properties:
    """Give what a ``w:rPr`` itself says of italics, bold, small caps, hiding, underline and raising."""
    found: Properties = {}
    if properties is None:
        return found
    for node in properties:
        name = _TOGGLES.get(node.tag)
        if name:
            found[name] = node.get(_VAL, "1").lower() not in _OFF
        elif node.tag in _VALUES:
            found[_VALUES[node.tag]] = node.get(_VAL, "none").lower()
    return found


def _style_of(properties: Element | None) -> str:
    node = None if properties is None else properties.find(f"{W}rStyle")
    return "" if node is None else node.get(_VAL, "")


def _style(node: Element) -> Style:
    def value(path: str) -> str:
        found = node.find(path)
        return "" if found is None else found.get(_VAL, "")

    outline = value(f"{W}pPr/{W}outlineLvl")
    level = value(f"{W}pPr/{W}numPr/{W}ilvl")
    return Style(
        id=node.get(f"{W}styleId", ""),
        kind=node.get(f"{W}type", "paragraph"),
        name=value(f"{W}name"),
        based_on=value(f"{W}basedOn"),
        properties=run_properties(node.find(f"{W}rPr")),
        outline=int(outline) if outline.isdecimal() else None,
        list_id=value(f"{W}pPr/{W}numPr/{W}numId"),
        list_level=int(level) if level.isdecimal() and len(level) < 3 else 0,
    )
