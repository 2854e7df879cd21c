"""Walks a TEI text: paragraphs with formatting, notes in their places, bibliographies (TEI P5, and P4 as far)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.css import apply, read_declarations
from refparse.formats.rich import PLAIN, Kinds, RichBuilder
from refparse.formats.rich_paragraph import RichParagraph
from refparse.formats.xml import Element, all_text, local_name
from refparse.model.source import MarkKind

_WEB: Final = re.compile(r"^(?:https?|ftp|mailto|doi):", re.IGNORECASE)
XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

# Examples: "italic bold", "#italic", "simple:italic", "font-style: italic"
_BETWEEN_WORDS: Final = re.compile(r"[\s,;:()#]+")
# Words of `rend` and of `rendition` → kind of formatting.
_RENDITIONS: Final = {
    "italic": MarkKind.ITALIC, "italics": MarkKind.ITALIC, "i": MarkKind.ITALIC, "it": MarkKind.ITALIC,
    "ital": MarkKind.ITALIC, "bold": MarkKind.BOLD, "b": MarkKind.BOLD, "smallcaps": MarkKind.SMALL_CAPS,
    "small-caps": MarkKind.SMALL_CAPS, "small_caps": MarkKind.SMALL_CAPS, "sc": MarkKind.SMALL_CAPS,
    "smcap": MarkKind.SMALL_CAPS, "sup": MarkKind.SUPERSCRIPT, "super": MarkKind.SUPERSCRIPT,
    "superscript": MarkKind.SUPERSCRIPT, "sub": MarkKind.SUBSCRIPT, "subscript": MarkKind.SUBSCRIPT,
    "underline": MarkKind.UNDERLINE, "underlined": MarkKind.UNDERLINE, "u": MarkKind.UNDERLINE,
}  # fmt: skip
_NOT_ITALIC: Final = frozenset(("normal", "roman", "upright", "plain", "quoted", "quotes"))
# Titles of monographs, journals and series are set in italics, those of articles and manuscripts are not.
_ITALIC_LEVELS: Final = frozenset("mjs")
_BLOCKS: Final = frozenset(
    "p ab head l item bibl biblStruct biblFull cell label dateline byline closer opener salute signed trailer"
    " docTitle titlePart docImprint epigraph".split()
)
# Blocks only outside a paragraph: a `bibl` within a note is a stretch of its text.
_BLOCKS_AT_TOP: Final = frozenset("bibl biblStruct biblFull label".split())
_SKIPPED: Final = frozenset(
    "teiHeader fw del figDesc sic orig abbr surplus index interp interpGrp certainty graphic".split()
)
_QUOTES: Final = frozenset("\"'“”„‟‘’‚‛«»‹›")
_PAIRS: Final = (("“", "”"), ("‘", "’"))
_OF_A_PAIR: Final = {"sic": "corr", "orig": "reg", "abbr": "expan"}


@dataclass(slots=True)
class TeiReading:
    """Reads one stretch of a text; `notes` collects the note elements in document order."""

    paragraphs: list[RichParagraph] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    _builder: RichBuilder = field(default_factory=RichBuilder)
    _depth: int = 0
    _divisions: int = 0
    _bibliographies: int = 0
    _number: str = ""
    _quotes: int = 0

    def read(self, root: Element) -> list[RichParagraph]:
        """Give the paragraphs inside `root`, text outside any paragraph as paragraphs of its own."""
        # A note may hold its text without a paragraph around it; what stands there is still within a sentence.
        self._depth = int(local_name(root) == "note")
        self._inline(root, PLAIN)
        self._finish(0, False)
        return self.paragraphs

    def _inline(self, node: Element, kinds: Kinds) -> None:
        self._builder.append(node.text or "", kinds)
        for child in node:
            self._visit(child, kinds)
            self._builder.append(child.tail or "", kinds)

    def _visit(self, node: Element, kinds: Kinds) -> None:
        name = local_name(node)
        if not name or (name in _SKIPPED and not _is_single(node, name)):
            return
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(self, node, kinds)
        elif name in _BLOCKS and not (self._depth and name in _BLOCKS_AT_TOP):
            self._block(node, name)
        else:
            self._inline(node, _format(node, name, kinds))

    def _block(self, node: Element, name: str) -> None:
        self._finish(0, False)
        self._depth += 1
        heading = min(max(self._divisions, 1), 6) if name == "head" else 0
        is_entry = name.startswith("bibl") and self._bibliographies > 0
        if name == "biblStruct":
            self._builder.append(structured_entry(node))
        else:
            self._inline(node, _format(node, name, PLAIN))
        self._depth -= 1
        self._finish(heading, is_entry)

    def _finish(self, heading: int, in_bibliography: bool) -> None:
        """Close the paragraph under construction, if anything was put in it."""
        rich = self._builder.build()
        self._builder = RichBuilder()
        if rich.text or rich.anchors:
            number, self._number = self._number, ""
            self.paragraphs.append(
                RichParagraph(rich=rich, heading=heading, number=number, in_bibliography=in_bibliography)
            )

    def _division(self, node: Element, kinds: Kinds) -> None:
        self._finish(0, False)
        self._divisions += 1
        self._inline(node, PLAIN)
        self._finish(0, False)
        self._divisions -= 1

    def _sources(self, node: Element, kinds: Kinds) -> None:
        self._bibliographies += 1
        self._inline(node, kinds)
        self._bibliographies -= 1

    def _note(self, node: Element, kinds: Kinds) -> None:
        if self._bibliographies:
            self._inline(node, kinds)
            return
        self._builder.anchor(str(len(self.notes)))
        self.notes.append(node)

    def _pointer(self, node: Element, kinds: Kinds) -> None:
        """Read a link: an address becomes a link, a place in the document a point by its name."""
        target = (node.get("target") or "").strip()
        start = self._builder.length
        if target.startswith("#") and _is_marker(node):
            self._builder.anchor(target)
            return
        self._inline(node, _format(node, local_name(node), kinds))
        if _WEB.match(target):
            self._builder.link(start, target)

    def _choice(self, node: Element, kinds: Kinds) -> None:
        """Read one of two readings: what the editors correct, regularize or expand to."""
        names = [local_name(child) for child in node]
        wanted = [n for n, name in enumerate(names) if _OF_A_PAIR.get(name, "") not in names]
        for child in (node[place] for place in wanted[:1]):
            self._inline(child, kinds)

    def _quote(self, node: Element, kinds: Kinds) -> None:
        """Read a quotation within a sentence with the quotation marks that the markup stands for."""
        text = all_text(node)
        is_block = not self._depth or any(local_name(child) in _BLOCKS for child in node)
        if is_block or not text or text[0] in _QUOTES or self._builder.last_character() in _QUOTES:
            self._inline(node, kinds)
            return
        opening, closing = _PAIRS[self._quotes % 2]
        self._quotes += 1
        self._builder.append(opening, kinds)
        self._inline(node, kinds)
        self._builder.append(closing, kinds)
        self._quotes -= 1

    def _title(self, node: Element, kinds: Kinds) -> None:
        handler = TeiReading._quote if node.get("level") == "a" else TeiReading._inline
        handler(self, node, _format(node, "title", kinds))

    def _break(self, node: Element, kinds: Kinds) -> None:
        if node.get("break") != "no":
            self._builder.append(" ", kinds)


def _is_single(node: Element, name: str) -> bool:
    """Say whether a reading stands alone, without the other of its pair, and so is the text."""
    parent = node.getparent()
    return name in _OF_A_PAIR and (parent is None or local_name(parent) != "choice")


def _is_marker(node: Element) -> bool:
    text = all_text(node)
    return (len(text) <= 8 and text.strip("[]()., *†‡§").isalnum()) or text.strip(" []()*†‡§") == ""


def _format(node: Element, name: str, kinds: Kinds) -> Kinds:
    rend = f"{node.get('rend') or ''} {node.get('rendition') or ''}".lower()
    words = set(_BETWEEN_WORDS.split(rend))
    if name in ("emph", "foreign", "title", "soCalled", "hi") and words & _NOT_ITALIC:
        return kinds - {MarkKind.ITALIC}
    found = {_RENDITIONS[word] for word in words if word in _RENDITIONS}
    if name == "emph" or (name == "title" and node.get("level", "m") in _ITALIC_LEVELS and not found):
        found.add(MarkKind.ITALIC)
    style = node.get("style") or (rend if ":" in rend else "")
    kinds = kinds | found if found else kinds
    return apply(kinds, read_declarations(style)) if style else kinds


def structured_entry(node: Element) -> str:
    """Give a ``biblStruct``, which has no punctuation, as an entry: "Bloch, Marc. Strange Defeat. London, 1949."."""
    people = [_person(each) for each in node.iter() if local_name(each) in ("author", "editor")]
    titles = [all_text(each) for each in node.iter() if local_name(each) == "title"]
    imprint = next((each for each in node.iter() if local_name(each) == "imprint"), None)
    parts = {
        local_name(each): all_text(each) or each.get("when") or "" for each in (imprint if imprint is not None else ())
    }
    place = ": ".join(part for part in (parts.get("pubPlace", ""), parts.get("publisher", "")) if part)
    numbers = [all_text(each) for each in node.iter() if local_name(each) == "biblScope"]
    last = ", ".join(part for part in (place, parts.get("date", ""), *numbers) if part)
    sentences = ["; ".join(part for part in people if part), *titles, last]
    return " ".join(part if part.endswith((".", "?", "!")) else part + "." for part in sentences if part)


def _person(node: Element) -> str:
    parts = {local_name(each): all_text(each) for each in node.iter()}
    if "surname" not in parts:
        return all_text(node)
    return ", ".join(part for part in (parts["surname"], parts.get("forename", "")) if part)


_HANDLERS: Final[dict[str, Callable[[TeiReading, Element, Kinds], None]]] = {
    **dict.fromkeys("div div0 div1 div2 div3 div4 front back body group text".split(), TeiReading._division),
    "listBibl": TeiReading._sources,
    "note": TeiReading._note,
    "ref": TeiReading._pointer,
    "ptr": TeiReading._pointer,
    "quote": TeiReading._quote,
    "q": TeiReading._quote,
    "soCalled": TeiReading._quote,
    "title": TeiReading._title,
    "choice": TeiReading._choice,
    "lb": TeiReading._break,
    "pb": TeiReading._break,
    "cb": TeiReading._break,
}
