"""Where each visible character of a Word note or paragraph stands: element, place in it, and the fields around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.ooxml import MC, W
from refparse.formats.word_symbols import symbol
from refparse.formats.xml import Element

_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del moveFrom pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr delText instrText delInstrText fldData rt"
        " commentReference annotationRef softHyphen txbxContent"
    ).split()
)
_SPACES: Final = frozenset(W + name for name in ("tab", "ptab", "cr", "br"))
_CONTAINERS: Final = frozenset(W + name for name in ("hyperlink", "fldSimple", "sdt"))
_REFERENCES: Final = {f"{W}footnoteReference": "foot", f"{W}endnoteReference": "end"}
# What no reader sees, as the reader of documents drops it: soft hyphens, zero-width spaces, marks of direction.
_UNSEEN: Final = frozenset(
    map(chr, (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


@dataclass(frozen=True, slots=True, eq=False)
class ComplexField:
    """A field between ``begin`` and ``end``: all elements that make it, its result excepted."""

    nodes: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One visible character: the element that holds it, its place there (-1 for an element that is the character).

    `around` are the fields, links and content controls it stands in. `reference` is "foot:3" for a note's marker,
    whose text is empty.
    """

    text: str
    node: Element | None = None
    at: int = -1
    run: Element | None = None
    paragraph: Element | None = None
    around: tuple[object, ...] = ()
    reference: str = ""


def seen_characters(root: Element) -> list[Seen]:
    """Give the visible characters of a story in order, a space between two paragraphs."""
    walk = _Walk()
    walk.visit(root, None, None, ())
    return walk.found


class _Walk:
    """Goes through a story once and remembers the fields that are open."""

    def __init__(self) -> None:
        self.found: list[Seen] = []
        self._fields: list[tuple[ComplexField, bool]] = []

    def visit(
        self, node: Element, run: Element | None, paragraph: Element | None, containers: tuple[object, ...]
    ) -> None:
        tag = node.tag
        if tag == f"{W}instrText" and self._fields:
            self._fields[-1][0].nodes.append(node)
        if tag in _SKIPPED or not isinstance(tag, str) or (tag == f"{W}r" and _is_hidden(node)):
            return
        if tag == f"{W}p":
            paragraph = node
            if self.found:
                self.found.append(Seen(" "))
        elif tag == f"{W}r":
            run = node
        elif tag in _CONTAINERS:
            containers = (*containers, node)
        elif tag == f"{W}fldChar":
            self._field_character(node)
        for text, at in _texts(node):
            if text not in _UNSEEN:
                around = (*containers, *(each for each, _ in self._fields))
                self.found.append(Seen(text, node, at, run, paragraph, around))
        if tag in _REFERENCES:
            key = f"{_REFERENCES[tag]}:{node.get(f'{W}id', '')}"
            self.found.append(Seen("", node, -1, run, paragraph, (), key))
        for child in _children(node):
            self.visit(child, run, paragraph, containers)

    def _field_character(self, node: Element) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append((ComplexField(), True))
        if self._fields:
            self._fields[-1][0].nodes.append(node)
        if kind == "end" and self._fields:
            self._fields.pop()


def _texts(node: Element) -> Iterator[tuple[str, int]]:
    if node.tag == f"{W}t":
        yield from ((char, at) for at, char in enumerate(node.text or ""))
    elif node.tag in _SPACES:
        yield " ", -1
    elif node.tag == f"{W}noBreakHyphen":
        yield "-", -1
    elif node.tag == f"{W}sym":
        yield from ((char, -1) for char in symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")))


def _children(node: Element) -> Sequence[Element]:
    if node.tag == f"{MC}AlternateContent":
        choices = (*node.iterchildren(f"{MC}Choice"), *node.iterchildren(f"{MC}Fallback"))
        return next((list(choice) for choice in choices if len(choice)), [])
    return list(node)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1").lower() not in ("0", "false", "off")


def characters_of(characters: Sequence[Seen], text: str) -> list[Seen] | None:
    """Give the character for each place of `text`, spaces folded as the reader folds them, None where it is not there.

    What stands before it (a note's own number) may be more.
    """
    folded: list[Seen] = []
    for each in characters:
        if each.reference:
            continue
        if each.text.isspace():
            if folded and not folded[-1].text.isspace():
                folded.append(each)
        else:
            folded.append(each)
    visible = "".join(" " if each.text.isspace() else each.text for each in folded)
    at = visible.find(text)
    return folded[at : at + len(text)] if at >= 0 and not visible[at + len(text) :].strip() else None
