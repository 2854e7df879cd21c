"""Builds XML: an element added to another, in the same namespace."""

from __future__ import annotations

from lxml import etree

from refparse.write.latex import clean_text


def add_child(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element in the namespace of its parent, its text without the characters that XML does not take."""
    tag = str(parent.tag)
    child = etree.SubElement(parent, f"{tag[: tag.index('}') + 1]}{name}", attributes)
    if text:
        child.text = clean_text(text)
    return child
