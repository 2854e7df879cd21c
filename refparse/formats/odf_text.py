"""Walks the text of an OpenDocument: paragraphs with formatting, notes in their places, live citations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from refparse.formats.fields import CitationCodes, is_bibliography_code
from refparse.formats.odf_styles import DRAW, OFFICE, TEXT, XLINK, OdfStyles, whole
from refparse.formats.rich import PLAIN, Kinds, RichBuilder
from refparse.formats.rich_paragraph import RichParagraph
from refparse.formats.xml import Element
from refparse.model.source import EmbeddedItem

_WEB: Final = re.compile(r"^(?:https?|ftp|mailto|doi):", re.IGNORECASE)
MOST_SPACES: Final = 200


@dataclass(slots=True)
class _List:
    """A list being read: its style, its level, and the number of the last item."""

    style: str
    level: int
    value: int


@dataclass(slots=True)
class Reading:
    """Reads one stretch of a document; `notes` collects the note elements in the order of their markers."""

    styles: OdfStyles
    codes: CitationCodes
    paragraphs: list[RichParagraph] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    _builder: RichBuilder = field(default_factory=RichBuilder)
    _marks: dict[str, tuple[RichBuilder, int]] = field(default_factory=dict)
    _lists: list[_List] = field(default_factory=list)
    _number: str = ""
    _bibliographies: int = 0
    _ended_lists: dict[tuple[str, int], int] = field(default_factory=dict)

    def read(self, root: Element) -> list[RichParagraph]:
        """Give the paragraphs inside `root`."""
        self._children(root, PLAIN)
        return self.paragraphs

    def _children(self, node: Element, kinds: Kinds) -> None:
        for child in node:
            self._visit(child, kinds)

    def _inline(self, node: Element, kinds: Kinds) -> None:
        """Read the text of an element with what stands between its children."""
        self._builder.append(node.text or "", kinds)
        for child in node:
            self._visit(child, kinds)
            self._builder.append(child.tail or "", kinds)

    def _visit(self, node: Element, kinds: Kinds) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        handler = _HANDLERS.get(tag)
        if handler is not None:
            handler(self, node, kinds)
        elif tag.startswith(TEXT):
            self._inline(node, kinds)
        else:
            self._children(node, kinds)

    def _paragraph(self, node: Element, kinds: Kinds) -> None:
        outer, self._builder = self._builder, RichBuilder()
        style = node.get(f"{TEXT}style-name", "")
        if not self.styles.is_hidden("paragraph", style):
            self._inline(node, self.styles.apply(PLAIN, "paragraph", style))
        rich, number = self._builder.build(), self._number
        self._builder = outer
        if rich.text or rich.anchors:
            self._number = ""
            self.paragraphs.append(
                RichParagraph(
                    rich=rich,
                    style=style,
                    heading=whole(node.get(f"{TEXT}outline-level"), 1) if node.tag == f"{TEXT}h" else 0,
                    number=number,
                    in_bibliography=self._bibliographies > 0,
                )
            )

    def _span(self, node: Element, kinds: Kinds) -> None:
        style = node.get(f"{TEXT}style-name", "")
        if not self.styles.is_hidden("text", style):
            self._inline(node, self.styles.apply(kinds, "text", style))

    def _spaces(self, node: Element, kinds: Kinds) -> None:
        self._builder.append(" " * min(whole(node.get(f"{TEXT}c"), 1), MOST_SPACES), kinds)

    def _space(self, node: Element, kinds: Kinds) -> None:
        self._builder.append(" ", kinds)

    def _link(self, node: Element, kinds: Kinds) -> None:
        builder, start = self._builder, self._builder.length
        self._inline(node, self.styles.apply(kinds, "text", node.get(f"{TEXT}style-name", "")))
        target = (node.get(f"{XLINK}href") or "").strip()
        if _WEB.match(target):
            builder.link(start, target)

    def _note(self, node: Element, kinds: Kinds) -> None:
        self._builder.anchor(str(len(self.notes)))
        self.notes.append(node)

    def _list(self, node: Element, kinds: Kinds) -> None:
        level = len(self._lists) + 1
        style = node.get(f"{TEXT}style-name", "") or (self._lists[-1].style if self._lists else "")
        goes_on = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list") is not None
        start = self.styles.list_start(style, level) - 1
        self._lists.append(_List(style, level, self._ended_lists.get((style, level), start) if goes_on else start))
        self._children(node, kinds)
        ended = self._lists.pop()
        self._ended_lists[ended.style, ended.level] = ended.value

    def _list_item(self, node: Element, kinds: Kinds) -> None:
        if self._lists:
            current = self._lists[-1]
            current.value = whole(node.get(f"{TEXT}start-value"), current.value + 1)
            self._number = self.styles.list_number(current.style, current.level, current.value)
        self._children(node, kinds)
        self._number = ""

    def _section(self, node: Element, kinds: Kinds) -> None:
        is_bibliography = is_bibliography_code(node.get(f"{TEXT}name", "").strip())
        self._bibliographies += is_bibliography
        self._children(node, kinds)
        self._bibliographies -= is_bibliography

    def _index_of_sources(self, node: Element, kinds: Kinds) -> None:
        self._bibliographies += 1
        for body in node.iterchildren(f"{TEXT}index-body"):
            self._children(body, kinds)
        self._bibliographies -= 1

    def _mark_start(self, node: Element, kinds: Kinds) -> None:
        self._marks[node.get(f"{TEXT}name", "")] = (self._builder, self._builder.length)

    def _mark_end(self, node: Element, kinds: Kinds) -> None:
        name = node.get(f"{TEXT}name", "")
        builder, start = self._marks.pop(name, (None, 0))
        found = self.codes.read_code(self.codes.bookmarks.get(name, name))
        if found is not None and builder is self._builder and builder.length > start:
            builder.embed(start, found.items, found.program)

    def _bibliography_mark(self, node: Element, kinds: Kinds) -> None:
        start = self._builder.length
        self._inline(node, kinds)
        item = _libreoffice_item(node)
        if item and self._builder.length > start:
            self._builder.embed(start, (EmbeddedItem(item=item),), "libreoffice")


# LibreOffice's own bibliography entries: attribute → CSL variable.
_ENTRY_TEXTS: Final = {
    "title": "title", "publisher": "publisher", "address": "publisher-place", "journal": "container-title",
    "booktitle": "container-title", "volume": "volume", "number": "issue", "pages": "page", "edition": "edition",
    "isbn": "ISBN", "url": "URL", "series": "collection-title",
}  # fmt: skip
_ENTRY_TYPES: Final = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "incollection": "chapter", "inbook": "chapter",
    "inproceedings": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "unpublished": "manuscript", "www": "webpage", "journal": "article-journal",
}  # fmt: skip


def _libreoffice_item(node: Element) -> dict[str, Any]:
    from refparse.csl_json import name_to_json
    from refparse.formats.written_names import written_date, written_name

    item: dict[str, Any] = {
        variable: value for name, variable in _ENTRY_TEXTS.items() if (value := node.get(f"{TEXT}{name}", "").strip())
    }
    if not item:
        return {}
    names = [name.strip() for name in node.get(f"{TEXT}author", "").split(";")]
    item["author"] = [name_to_json(written_name(name)) for name in names if name]
    item["issued"] = written_date(node.get(f"{TEXT}year", ""))
    item["type"] = _ENTRY_TYPES.get(node.get(f"{TEXT}bibliography-type", ""), "document")
    return {name: value for name, value in item.items() if value}


_SKIPPED: Final = frozenset(
    (
        *(f"{TEXT}{name}" for name in "tracked-changes note-citation page-number page-count ruby-text".split()),
        *(f"{TEXT}{name}" for name in "table-of-content alphabetical-index illustration-index table-index".split()),
        *(f"{TEXT}{name}" for name in "sequence-decls variable-decls user-field-decls hidden-text".split()),
        *(f"{OFFICE}{name}" for name in "annotation annotation-end forms binary-data".split()),
        f"{DRAW}object",
        f"{DRAW}object-ole",
    )
)

_Handler = Callable[[Reading, Element, Kinds], None]
_HANDLERS: Final[dict[str, _Handler]] = {
    f"{TEXT}p": Reading._paragraph,
    f"{TEXT}h": Reading._paragraph,
    f"{TEXT}span": Reading._span,
    f"{TEXT}s": Reading._spaces,
    f"{TEXT}tab": Reading._space,
    f"{TEXT}line-break": Reading._space,
    f"{TEXT}a": Reading._link,
    f"{TEXT}note": Reading._note,
    f"{TEXT}list": Reading._list,
    f"{TEXT}list-item": Reading._list_item,
    f"{TEXT}section": Reading._section,
    f"{TEXT}bibliography": Reading._index_of_sources,
    f"{TEXT}reference-mark-start": Reading._mark_start,
    f"{TEXT}reference-mark-end": Reading._mark_end,
    f"{TEXT}bookmark-start": Reading._mark_start,
    f"{TEXT}bookmark-end": Reading._mark_end,
    f"{TEXT}bibliography-mark": Reading._bibliography_mark,
}
