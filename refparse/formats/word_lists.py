"""Computes the numbers that Word shows before the paragraphs of a list, and formats numbers as Word does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.ooxml import W
from refparse.formats.xml import Element

_VAL: Final = f"{W}val"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SYMBOLS: Final = "*†‡§"
# Example: "%1." or "(%2)"
_PLACE: Final = re.compile(r"%([1-9])")


def roman(value: int) -> str:
    """Give a number from 1 to 3,999 in small roman numerals: 14 is "xiv"; beyond that in digits."""
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        text += letters * count
    return text


def letter(value: int) -> str:
    """Give a number as Word's letters: 1 is "a", 27 is "aa", 28 is "bb"."""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20) if value > 0 else str(value)


def note_symbol(value: int) -> str:
    """Give the value as the symbols of the Chicago Manual (CMOS 17, 14.25): *, †, ‡, §, then doubled."""
    return _SYMBOLS[(value - 1) % 4] * min((value - 1) // 4 + 1, 20) if value > 0 else str(value)


# Word's number formats (17.18.59) that do not look like plain digits → how a number looks.
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "lowerLetter": letter,
    "upperLetter": lambda value: letter(value).upper(),
    "chicago": note_symbol,
    "decimalZero": lambda value: f"{value:02d}",
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def format_number(value: int, form: str) -> str:
    """Give a number in one of Word's formats: ``format_number(4, "lowerRoman")`` is "iv"; unknown ones are digits."""
    return _FORMATS.get(form, str)(value)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its number format, and the text around the number ("%1.")."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass(slots=True)
class Lists:
    """The lists of a document; `number` counts on, so it must be asked once for each paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: set[tuple[str, int]] = field(default_factory=set)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def number(self, list_id: str, level: int) -> str:
        """Give the number that the next paragraph of a list shows, "" for bullets and unknown lists."""
        levels = self.levels.get(list_id)
        if not levels or level not in levels:
            return ""
        # Lists that share an abstract definition count on together, unless one starts anew.
        shared = self.abstract.get(list_id, list_id)
        if (list_id, level) in self.restarts - self._started:
            self._counts.pop((shared, level), None)
        self._started.add((list_id, level))
        self._counts[shared, level] = self._counts.get((shared, level), levels[level].start - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((shared, deeper), None)
        return self._shown(levels, shared, level)

    def _shown(self, levels: dict[int, Level], shared: str, level: int) -> str:
        if levels[level].form in ("bullet", "none"):
            return ""

        def counted(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            other = levels.get(place, Level())
            return format_number(self._counts.get((shared, place), other.start), other.form)

        return _PLACE.sub(counted, levels[level].text).strip(" .)(][:\u00a0\t")


def read_lists(root: Element | None) -> Lists:
    """Give the lists of a ``numbering.xml`` (its root), with the overrides of each."""
    lists = Lists()
    if root is None:
        return lists
    abstract = {
        node.get(f"{W}abstractNumId", ""): _levels(node.findall(f"{W}lvl"))
        for node in root.iterchildren(f"{W}abstractNum")
    }
    for node in root.iterchildren(f"{W}num"):
        name, base = node.get(f"{W}numId", ""), _value(node, "abstractNumId")
        levels = dict(abstract.get(base, {}))
        for override in node.iterchildren(f"{W}lvlOverride"):
            place = _whole(override.get(f"{W}ilvl", "0"))
            levels |= _levels(override.findall(f"{W}lvl"))
            start = _value(override, "startOverride")
            if start:
                old = levels.get(place, Level())
                levels[place] = Level(_whole(start, 1), old.form, old.text)
                lists.restarts.add((name, place))
        lists.levels[name] = levels
        lists.abstract[name] = f"abstract {base}"
    return lists


def _levels(nodes: Sequence[Element]) -> dict[int, Level]:
    return {
        _whole(node.get(f"{W}ilvl", "0")): Level(
            _whole(_value(node, "start") or "1", 1), _value(node, "numFmt") or "decimal", _value(node, "lvlText")
        )
        for node in nodes
    }


def _value(node: Element, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else found.get(_VAL, "")


def _whole(text: str, default: int = 0) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else default
