"""Walks an HTML tree: paragraphs of text with formatting, links and chosen points, without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from refparse.formats.css import Change, StyleSheet, apply, read_declarations
from refparse.formats.rich import PLAIN, Kinds, Rich, RichBuilder
from refparse.formats.word_lists import letter, roman
from refparse.formats.xml import Element, local_name
from refparse.model.source import MarkKind

BLOCKS: Final = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table thead tbody tfoot tr td th section article aside"
    " main header footer figure figcaption address center form fieldset details summary body html hr caption nav"
    " title".split()
)
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# What is on the page, or in the file, but is no text that one reads.
UNREAD: Final = frozenset(
    "script style head template noscript iframe object embed svg canvas audio video select textarea button input map"
    " math annotation rt rp datalist meta link base".split()
) - {"math"}
_KINDS: Final = {
    "i": MarkKind.ITALIC, "em": MarkKind.ITALIC, "cite": MarkKind.ITALIC, "dfn": MarkKind.ITALIC,
    "var": MarkKind.ITALIC, "b": MarkKind.BOLD, "strong": MarkKind.BOLD, "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT, "u": MarkKind.UNDERLINE, "ins": MarkKind.UNDERLINE,
}  # fmt: skip
# Class names that say by themselves what they look like, for pages whose style sheet is not at hand.
_CLASS_KINDS: Final = {
    "italic": MarkKind.ITALIC, "italics": MarkKind.ITALIC, "ital": MarkKind.ITALIC, "emphasis": MarkKind.ITALIC,
    "smallcaps": MarkKind.SMALL_CAPS, "small-caps": MarkKind.SMALL_CAPS, "smcap": MarkKind.SMALL_CAPS,
    "sc": MarkKind.SMALL_CAPS, "bold": MarkKind.BOLD, "superscript": MarkKind.SUPERSCRIPT,
}  # fmt: skip
_WEB: Final = re.compile(r"^(?:https?|ftp|mailto|doi):", re.IGNORECASE)
LINE_BREAK: Final = "line break"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlParagraph:
    """A paragraph of a page: its text, the level of a heading, the number that a list shows, and its element."""

    rich: Rich
    heading: int = 0
    number: str = ""
    element: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlView:
    """How to look at a tree: what to leave out, and which elements are points to be remembered.

    A point with text of its own ("12" as the marker of a note) is put into `silent`, so that the text stays out.
    """

    styles: StyleSheet = field(default_factory=dict)
    hidden: Callable[[Element], bool] = lambda element: False
    points: Mapping[Element, str] = field(default_factory=dict)
    silent: frozenset[Element] = frozenset()


@dataclass(slots=True)
class _Counter:
    """An ordered list being read."""

    value: int
    step: int = 1
    form: str = "1"
    numbered: bool = True


class _Walk:
    """One walk over one tree, with the paragraph under construction."""

    def __init__(self, view: HtmlView) -> None:
        self._view = view
        self.paragraphs: list[HtmlParagraph] = []
        self._builder = RichBuilder()
        self._heading = 0
        self._number = ""
        self._element: Element | None = None
        self._lists: list[_Counter] = []
        self._link_starts: dict[Element, tuple[RichBuilder, int]] = {}

    def run(self, root: Element) -> list[HtmlParagraph]:
        """Give the paragraphs below `root`; the tail after it is no part of it."""
        kinds_of: list[Kinds] = [PLAIN]
        stack: list[tuple[Element, bool]] = [(root, True)]
        while stack:
            node, entering = stack.pop()
            if not entering:
                kinds_of.pop()
                self._leave(node)
                if node is not root and node.tail:
                    self._builder.append(node.tail, kinds_of[-1])
                continue
            if self._is_left_out(node):
                self._mark_point(node)
                if node is not root and node.tail:
                    self._builder.append(node.tail, kinds_of[-1])
                continue
            kinds = self._enter(node, kinds_of[-1])
            kinds_of.append(kinds)
            if node.text:
                self._builder.append(node.text, kinds)
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(node))
        self._break()
        return self.paragraphs

    def _is_left_out(self, node: Element) -> bool:
        name = local_name(node)
        return not name or name in UNREAD or node in self._view.silent or self._view.hidden(node)

    def _mark_point(self, node: Element) -> None:
        if node in self._view.points:
            self._builder.anchor(self._view.points[node])

    def _enter(self, node: Element, kinds: Kinds) -> Kinds:
        name = local_name(node)
        if name in BLOCKS:
            self._enter_block(node, name)
        elif name == "br":
            self._builder.anchor(LINE_BREAK)
            self._builder.append(" ")
        elif name == "q":
            self._builder.append("“", kinds)
        elif name == "a":
            self._link_starts[node] = (self._builder, self._builder.length)
        self._mark_point(node)
        return self._format(node, name, kinds)

    def _enter_block(self, node: Element, name: str) -> None:
        self._break()
        self._heading = HEADINGS.get(name, self._heading)
        self._element = node
        if name in ("ol", "ul"):
            self._lists.append(_counter(node, name))
        elif name == "li" and self._lists:
            self._number = _next_number(self._lists[-1], node)

    def _leave(self, node: Element) -> None:
        name = local_name(node)
        if name in BLOCKS:
            self._break()
            self._heading = 0 if name in HEADINGS else self._heading
            if name in ("ol", "ul") and self._lists:
                self._lists.pop()
            if name == "li":
                self._number = ""
        elif name == "q":
            self._builder.append("”")
        elif name == "a":
            builder, start = self._link_starts.pop(node, (None, 0))
            href = (node.get("href") or "").strip()
            if builder is self._builder and _WEB.match(href):
                self._builder.link(start, href)

    def _format(self, node: Element, name: str, kinds: Kinds) -> Kinds:
        if name in _KINDS:
            kinds = kinds | {_KINDS[name]}
        elif name in BLOCKS and name in HEADINGS:
            kinds = PLAIN
        classes = (node.get("class") or "").split()
        for class_name in classes:
            if class_name.lower() in _CLASS_KINDS:
                kinds = kinds | {_CLASS_KINDS[class_name.lower()]}
        for key in (("", ""), (name, ""), *((prefix, each) for each in classes for prefix in ("", name))):
            change: Change | None = self._view.styles.get(key)
            kinds = apply(kinds, change) if change else kinds
        style = node.get("style")
        return apply(kinds, read_declarations(style)) if style else kinds

    def _break(self) -> None:
        """End the paragraph under construction."""
        if self._builder.is_empty:
            return
        rich = self._builder.build()
        if rich.text or any(anchor.key != LINE_BREAK for anchor in rich.anchors):
            self.paragraphs.append(
                HtmlParagraph(rich=rich, heading=self._heading, number=self._number, element=self._element)
            )
            self._number = ""
        self._builder = RichBuilder()


def html_paragraphs(root: Element, view: HtmlView) -> list[HtmlParagraph]:
    """Give the paragraphs of a page or of one element, in reading order."""
    return _Walk(view).run(root)


def list_numbers(items: Element) -> dict[Element, str]:
    """Give the number that an ``ol`` shows before each of its items."""
    counter = _counter(items, local_name(items))
    return {item: _next_number(counter, item) for item in items if local_name(item) == "li"}


def _counter(node: Element, name: str) -> _Counter:
    reverse = name == "ol" and node.get("reversed") is not None
    first = _whole(node.get("start"), len(node) if reverse else 1)
    step = -1 if reverse else 1
    return _Counter(value=first - step, step=step, form=node.get("type") or "1", numbered=name == "ol")


def _next_number(counter: _Counter, node: Element) -> str:
    counter.value = _whole(node.get("value"), counter.value + counter.step)
    if not counter.numbered:
        return ""
    return _LIST_FORMS.get(counter.form, str)(counter.value)


# The values of an ``ol``'s type that are not digits → how a number looks.
_LIST_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "i": roman,
    "I": lambda value: roman(value).upper(),
    "a": letter,
    "A": lambda value: letter(value).upper(),
}


def _whole(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdecimal() and len(text) < 9 else default
