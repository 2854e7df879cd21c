"""What live citations add to the body of a Word document: Zotero's bibliography, the frame of a transfer document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from refparse.errors import WriteError
from refparse.formats.archive import Archive
from refparse.formats.ooxml import R, W, read_part, related_parts
from refparse.formats.xml import Element
from refparse.rewrite.link_codes import BIBLIOGRAPHY_CODE
from refparse.rewrite.link_word import field_end, field_head, text_run

# Where the links of a transfer document lead; their text is the code.
ZOTERO: Final = "https://www.zotero.org/"
_MARK: Final = "ZOTERO_TRANSFER_DOCUMENT"
_HOW_TO: Final = (
    "This document carries its citations as codes, in a form that Word, LibreOffice and Google Docs share. Open it in"
    " one of them and press Refresh in the Zotero plugin: the citations become readable and this page goes away."
)
_NOT_YET: Final = "[Zotero puts the bibliography here when you press Refresh.]"


def add_bibliography_field(archive: Archive, main: str, document: Element) -> bool:
    """Put Zotero's bibliography field at the end of the text, unless there is one; say whether it was put."""
    codes = "".join(node.text or "" for node in document.iter(f"{W}instrText"))
    if "ZOTERO_BIBL" in codes:
        return False
    style = _bibliography_style(archive, main)
    content = [*field_head(f" ADDIN ZOTERO_{BIBLIOGRAPHY_CODE} "), text_run(_NOT_YET), field_end()]
    _append(document, [_paragraph(content, style)])
    return True


def add_transfer_frame(document: Element, relation: str, data: str, *, bibliography: bool) -> None:
    """Put the head of a transfer document before the text, the preferences and, on request, a bibliography after it."""
    head = [_paragraph([text_run(words)] if words else []) for words in (_MARK, "", _HOW_TO, "")]
    for at, paragraph in enumerate(head):
        _story(document).insert(at, paragraph)
    links = ([BIBLIOGRAPHY_CODE] if bibliography else []) + [f"DOCUMENT_PREFERENCES {data}"]
    _append(document, [_paragraph([code_link(relation, code)]) for code in links])


def code_link(relation: str, code: str) -> Element:
    """Give the link that holds a code: ``w:hyperlink`` with the id of its relationship."""
    link = etree.Element(f"{W}hyperlink", nsmap={"w": W[1:-1], "r": R[1:-1]})
    link.set(f"{R}id", relation)
    link.append(text_run(code))
    return link


def _paragraph(content: Sequence[Element], style: str = "") -> Element:
    paragraph = etree.Element(f"{W}p", nsmap={"w": W[1:-1]})
    if style:
        properties = etree.SubElement(paragraph, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style)
    paragraph.extend(content)
    return paragraph


def _append(document: Element, paragraphs: Sequence[Element]) -> None:
    """Put paragraphs at the end of the body, before the properties of its last section."""
    story = _story(document)
    last = story.find(f"{W}sectPr")
    place = len(story) if last is None else story.index(last)
    for at, paragraph in enumerate(paragraphs):
        story.insert(place + at, paragraph)


def _story(document: Element) -> Element:
    story = document.find(f"{W}body")
    if story is None:
        raise WriteError("the document part has no body")
    return story


def _bibliography_style(archive: Archive, main: str) -> str:
    """Give the id of the style for bibliographies, "" where the document has none."""
    for part in related_parts(archive, main, "styles"):
        for node in read_part(archive, part).iter(f"{W}style"):
            name = node.find(f"{W}name")
            if name is not None and name.get(f"{W}val", "").lower() == "bibliography":
                return node.get(f"{W}styleId", "")
    return ""
