"""What formatting OpenDocument text has: styles by inheritance, and the numbers of lists (ODF 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.rich import PLAIN, Kinds
from refparse.formats.word_lists import letter, roman
from refparse.formats.xml import Element
from refparse.model.source import MarkKind

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"

_OFF: Final = frozenset(("", "none", "normal"))
# Attribute → the kind it switches on with any value but "none" and "normal".
_SWITCHES: Final = {
    f"{FO}font-style": MarkKind.ITALIC,
    f"{FO}font-variant": MarkKind.SMALL_CAPS,
    f"{STYLE}text-underline-style": MarkKind.UNDERLINE,
}
_BOLD_WEIGHTS: Final = frozenset(("bold", "600", "700", "800", "900"))
_NUMBER_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "1": str,
    "i": roman,
    "I": lambda value: roman(value).upper(),
    "a": letter,
    "A": lambda value: letter(value).upper(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OdfStyle:
    """One style: its parent, and what it says itself of each kind of formatting."""

    parent: str = ""
    display_name: str = ""
    says: dict[MarkKind | str, bool] = field(default_factory=dict)
    list_style: str = ""


class OdfStyles:
    """The styles of a document, from all its parts; a chain that loops ends at the loop."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], OdfStyle] = {}
        self._says: dict[tuple[str, str], dict[MarkKind | str, bool]] = {}
        self._lists: dict[str, dict[int, tuple[str, int]]] = {}
        for root in roots:
            for node in root.iter(f"{STYLE}style"):
                key = (node.get(f"{STYLE}family", ""), node.get(f"{STYLE}name", ""))
                self._styles[key] = _style(node)
            for node in root.iter(f"{TEXT}list-style"):
                self._lists[node.get(f"{STYLE}name", "")] = _levels(node)

    def says(self, family: str, name: str) -> dict[MarkKind | str, bool]:
        """Give what a style and its ancestors switch on and off; the nearest says it."""
        key = (family, name)
        if key not in self._says:
            found: dict[MarkKind | str, bool] = {}
            for style in self._chain(family, name):
                found = {**style.says, **found}
            self._says[key] = found
        return self._says[key]

    def apply(self, kinds: Kinds, family: str, name: str) -> Kinds:
        """Give the formatting of text within `kinds` that has the style `name`."""
        says = self.says(family, name)
        if not says:
            return kinds
        on = {kind for kind, value in says.items() if value and isinstance(kind, MarkKind)}
        off = {kind for kind, value in says.items() if not value and isinstance(kind, MarkKind)}
        return frozenset((kinds - off) | on) or PLAIN

    def is_hidden(self, family: str, name: str) -> bool:
        """Say whether text of this style is hidden."""
        return self.says(family, name).get("hidden", False)

    def names(self, name: str) -> set[str]:
        """Give the names of a paragraph style and its ancestors, as a user sees them, in small letters."""
        return {style.display_name for style in self._chain("paragraph", name)}

    def list_style(self, name: str) -> str:
        """Give the list style that a paragraph style brings."""
        return next((style.list_style for style in self._chain("paragraph", name) if style.list_style), "")

    def list_number(self, style: str, level: int, value: int) -> str:
        """Give a list number as it is shown; "" for bullets and unknown lists."""
        form, _ = self._lists.get(style, {}).get(level, ("", 1))
        return _NUMBER_FORMS[form](value) if form in _NUMBER_FORMS else ""

    def list_start(self, style: str, level: int) -> int:
        """Give the number that a list begins with at a level."""
        return self._lists.get(style, {}).get(level, ("", 1))[1]

    def _chain(self, family: str, name: str) -> Iterable[OdfStyle]:
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            yield self._styles[family, name]
            name = self._styles[family, name].parent


def _style(node: Element) -> OdfStyle:
    name = node.get(f"{STYLE}display-name") or node.get(f"{STYLE}name", "").replace("_20_", " ")
    properties = node.find(f"{STYLE}text-properties")
    return OdfStyle(
        parent=node.get(f"{STYLE}parent-style-name", ""),
        display_name=name.lower(),
        says={} if properties is None else _says(properties),
        list_style=node.get(f"{STYLE}list-style-name", ""),
    )


def _says(properties: Element) -> dict[MarkKind | str, bool]:
    found: dict[MarkKind | str, bool] = {}
    for attribute, kind in _SWITCHES.items():
        value = properties.get(attribute)
        if value is not None:
            found[kind] = value not in _OFF
    weight = properties.get(f"{FO}font-weight")
    if weight is not None:
        found[MarkKind.BOLD] = weight in _BOLD_WEIGHTS
    position = (properties.get(f"{STYLE}text-position") or "").split()
    if position:
        found[MarkKind.SUPERSCRIPT] = position[0] == "super" or (position[0][:1].isdigit() and position[0] != "0%")
        found[MarkKind.SUBSCRIPT] = position[0] == "sub" or position[0].startswith("-")
    display = properties.get(f"{TEXT}display")
    if display is not None:
        found["hidden"] = display == "none"
    return found


def _levels(node: Element) -> dict[int, tuple[str, int]]:
    return {
        whole(level.get(f"{TEXT}level"), 1): (
            level.get(f"{STYLE}num-format", ""),
            whole(level.get(f"{TEXT}start-value"), 1),
        )
        for level in node.iterchildren(f"{TEXT}list-level-style-number")
    }


def whole(text: str | None, default: int) -> int:
    """Give a whole number of up to eight digits, or `default` for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default
