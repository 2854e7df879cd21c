"""Walks the text of a Word story (body or note): what a reader sees, with formatting, markers and live citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from refparse.formats.fields import CitationCodes, is_bibliography_code, visible_text
from refparse.formats.ooxml import MC, M, R, Relation, W
from refparse.formats.rich import PLAIN, Kinds
from refparse.formats.word_fields import OpenFields
from refparse.formats.word_paragraphs import Frame, NoteReference, WordParagraph
from refparse.formats.word_styles import Styles
from refparse.formats.word_symbols import symbol
from refparse.formats.xml import Element

_VAL: Final = f"{W}val"
_ID: Final = f"{W}id"
# Where the links of a Zotero transfer document lead; their text is the code of a citation.
_ZOTERO: Final = "https://www.zotero.org/"


class Story:
    """Reads one story; `read` gives its paragraphs, and counts sections and pages as it goes.

    Tracked changes are read as accepted; comments, hidden text and field codes are not read at all.
    """

    def __init__(self, styles: Styles, relations: Mapping[str, Relation], codes: CitationCodes) -> None:
        self._styles, self._relations, self._codes = styles, relations, codes
        self.paragraphs: list[WordParagraph] = []
        self.sections: list[Element | None] = []
        self.note_mark_seen = False
        self._page = 0
        self._rendered_breaks = self._unbalanced = False
        self._frame = Frame()
        self._carried: Frame | None = None
        self._fields = OpenFields(codes)
        self._bookmarks: dict[str, tuple[Frame, int, str]] = {}
        self._bibliographies = 0
        self._kinds: Kinds = PLAIN
        self._hidden = False
        self._custom_mark = False

    def read(self, root: Element) -> list[WordParagraph]:
        """Give the paragraphs of the story whose root (``w:body``, ``w:footnote``) is `root`, in reading order."""
        self._rendered_breaks = next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        balance = sum(_BALANCE.get(node.get(f"{W}fldCharType", ""), 0) for node in root.iter(f"{W}fldChar"))
        self._unbalanced = balance != 0
        for child in root:
            self._visit(child)
        if self._carried is not None:
            self._frame = self._carried
        self._finish()
        last = root.find(f"{W}sectPr")
        self.sections.append(last)
        return self.paragraphs

    def _visit(self, node: Element) -> None:
        tag = node.tag
        if tag in _SKIPPED:
            return
        handler = _HANDLERS.get(tag)
        if handler is not None:
            handler(self, node)
            return
        for child in node:
            self._visit(child)

    def _children(self, node: Element) -> None:
        for child in node:
            self._visit(child)

    # Paragraphs -------------------------------------------------------------------------------------------------

    def _paragraph(self, node: Element) -> None:
        outer = self._frame
        self._frame = self._carried or Frame()
        self._carried = None
        properties = node.find(f"{W}pPr")
        if properties is not None:
            self._paragraph_properties(properties)
        self._children(node)
        section = None if properties is None else properties.find(f"{W}sectPr")
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None and section is None:
            self._carried = self._frame
        else:
            self._finish()
        if section is not None:
            self.sections.append(section)
        self._frame = outer

    def _paragraph_properties(self, properties: Element) -> None:
        frame = self._frame
        for child in properties:
            if child.tag == f"{W}pStyle":
                frame.style = child.get(_VAL, "")
            elif child.tag == f"{W}outlineLvl":
                level = child.get(_VAL, "")
                frame.outline = int(level) if level.isdecimal() else None
            elif child.tag == f"{W}numPr":
                frame.list_id, frame.list_level = list_of(child)
            elif child.tag == f"{W}pageBreakBefore" and not self._rendered_breaks:
                self._page += 1

    def _finish(self) -> None:
        """Close the paragraph under construction and keep it, empty or not, unless nothing was ever put in it."""
        self._fields.end_paragraph(self._frame, forget=self._unbalanced)
        finished = self._frame.finished(len(self.sections))
        if finished is not None:
            self.paragraphs.append(finished)

    def _text_box(self, node: Element) -> None:
        """Read the paragraphs of a text box as paragraphs of their own, before the one that anchors it."""
        state = (self._kinds, self._hidden, self._custom_mark, self._fields, self._carried)
        self._fields, self._carried = OpenFields(self._codes), None
        self._children(node)
        self._kinds, self._hidden, self._custom_mark, self._fields, self._carried = state

    def _alternate(self, node: Element) -> None:
        """Read the first of several renderings of one thing, so that a text box comes once (ECMA-376, part 3)."""
        for choice in (*node.iterchildren(f"{MC}Choice"), *node.iterchildren(f"{MC}Fallback")):
            if len(choice):
                self._children(choice)
                return

    def _table_row(self, node: Element) -> None:
        if node.find(f"{W}trPr/{W}del") is None:
            self._children(node)

    # Runs -------------------------------------------------------------------------------------------------------

    def _run(self, node: Element) -> None:
        outer = self._kinds, self._hidden
        properties = node.find(f"{W}rPr")
        self._kinds, self._hidden = self._styles.run_kinds(self._frame.style, properties)
        self._children(node)
        self._kinds, self._hidden = outer
        self._custom_mark = False

    def _put(self, text: str) -> None:
        if self._hidden or not text or self._fields.hide_text:
            return
        if self._custom_mark:
            self._frame.extend_mark(text)
            return
        if self._bibliographies or self._fields.in_bibliography:
            self._frame.in_bibliography = True
        self._frame.builder.append(text, self._kinds)

    def _text(self, node: Element) -> None:
        self._put(node.text or "")

    def _symbol(self, node: Element) -> None:
        self._put(symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")))

    def _break(self, node: Element) -> None:
        if node.get(f"{W}type") == "page" and not self._rendered_breaks:
            self._page += 1
        self._put(" ")

    def _rendered_break(self, node: Element) -> None:
        self._page += 1

    def _reference(self, node: Element) -> None:
        kind = "foot" if node.tag == f"{W}footnoteReference" else "end"
        custom = node.get(f"{W}customMarkFollows", "0").lower() in ("1", "true", "on")
        self._frame.refer(
            NoteReference(
                kind=kind, id=node.get(_ID, ""), offset=0, section=len(self.sections), page=self._page, custom=custom
            )
        )
        self._custom_mark = custom

    def _own_mark(self, node: Element) -> None:
        self.note_mark_seen = True

    # Links and content controls ---------------------------------------------------------------------------------

    def _hyperlink(self, node: Element) -> None:
        relation = self._relations.get(node.get(f"{R}id", ""))
        frame, start = self._frame, self._frame.builder.length
        if relation is not None and relation.target.startswith(_ZOTERO):
            stored = self._codes.read_transfer("".join(text.text or "" for text in node.iter(f"{W}t")))
            if stored is not None:
                self._put(visible_text(stored))
                frame.builder.embed(start, stored.items, stored.program)
                return
        self._children(node)
        if relation is not None and relation.external and frame is self._frame:
            frame.builder.link(start, relation.target)

    def _content_control(self, node: Element) -> None:
        properties, content = node.find(f"{W}sdtPr"), node.find(f"{W}sdtContent")
        if content is None or (properties is not None and properties.find(f"{W}showingPlcHdr") is not None):
            return
        tag = None if properties is None else properties.find(f"{W}tag")
        name = "" if tag is None else tag.get(_VAL, "")
        is_bibliography = is_bibliography_code(name)
        self._bibliographies += is_bibliography
        frame, start = self._frame, self._frame.builder.length
        self._children(content)
        self._bibliographies -= is_bibliography
        found = self._codes.read_tag(name)
        if found is not None and frame is self._frame and frame.builder.length > start:
            frame.builder.embed(start, found.items, found.program)

    def _bookmark_start(self, node: Element) -> None:
        code = self._codes.bookmarks.get(node.get(f"{W}name", ""))
        if code:
            self._bookmarks[node.get(_ID, "")] = (self._frame, self._frame.builder.length, code)

    def _bookmark_end(self, node: Element) -> None:
        frame, start, code = self._bookmarks.pop(node.get(_ID, ""), (None, 0, ""))
        found = self._codes.read_code(code) if frame is self._frame else None
        if found is not None and self._frame.builder.length > start:
            self._frame.builder.embed(start, found.items, found.program)

    # Fields -----------------------------------------------------------------------------------------------------

    def _field_character(self, node: Element) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.begin(node)
        elif kind == "separate":
            self._fields.separate(self._frame)
        elif kind == "end":
            self._fields.end(self._frame)

    def _instruction(self, node: Element) -> None:
        self._fields.add_code(node.text or "")

    def _simple_field(self, node: Element) -> None:
        self._fields.begin(node, node.get(f"{W}instr", ""))
        self._fields.separate(self._frame)
        self._children(node)
        self._fields.end(self._frame)


def list_of(properties: Element) -> tuple[str, int]:
    """Give the list and level that a ``w:numPr`` names; the list "0" takes a paragraph out of its style's list."""
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    depth = "" if level is None else level.get(_VAL, "")
    return (
        "" if number is None else number.get(_VAL, ""),
        int(depth) if depth.isdecimal() and len(depth) < 3 else 0,
    )


_BALANCE: Final = {"begin": 1, "end": -1}

_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del moveFrom pPr rPr sdtPr sdtEndPr tblPr tblPrEx tblGrid trPr tcPr sectPr delText delInstrText fldData rt"
        " smartTagPr customXmlPr commentReference annotationRef softHyphen"
    ).split()
)


def _puts(text: str) -> Callable[[Story, Element], None]:
    return lambda story, node: story._put(text)


_HANDLERS: Final[dict[str, Callable[[Story, Element], None]]] = {
    f"{W}p": Story._paragraph,
    f"{W}r": Story._run,
    f"{W}t": Story._text,
    f"{M}t": Story._text,
    f"{W}tab": _puts(" "),
    f"{W}ptab": _puts(" "),
    f"{W}cr": _puts(" "),
    f"{W}noBreakHyphen": _puts("-"),
    f"{W}br": Story._break,
    f"{W}lastRenderedPageBreak": Story._rendered_break,
    f"{W}sym": Story._symbol,
    f"{W}footnoteReference": Story._reference,
    f"{W}endnoteReference": Story._reference,
    f"{W}footnoteRef": Story._own_mark,
    f"{W}endnoteRef": Story._own_mark,
    f"{W}hyperlink": Story._hyperlink,
    f"{W}sdt": Story._content_control,
    f"{W}bookmarkStart": Story._bookmark_start,
    f"{W}bookmarkEnd": Story._bookmark_end,
    f"{W}fldChar": Story._field_character,
    f"{W}instrText": Story._instruction,
    f"{W}fldSimple": Story._simple_field,
    f"{W}txbxContent": Story._text_box,
    f"{W}tr": Story._table_row,
    f"{MC}AlternateContent": Story._alternate,
}
