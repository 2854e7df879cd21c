"""Parses a page that may be XHTML: as XML where it is well-formed, else as browsers read HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from refparse.errors import ReadError
from refparse.formats.xml import Element, local_name, parse_html, parse_xml

_HEAD: Final = 2048
# Attributes in a namespace; lxml takes no colon in a name, so that `epub:type` becomes `epub-type`.
_PREFIXES: Final = {
    "{http://www.idpf.org/2007/ops}": "epub-",
    "{http://www.w3.org/XML/1998/namespace}": "",
}


def parse_page(data: bytes, *, path: Path | None = None, place: str = "") -> Element:
    """Give the root of a page with plain names ("p", "epub-type"), whether it is HTML or XHTML.

    Only XML knows that ``<title/>`` ends where it begins. Raises ReadError as `parse_html` does.
    """
    if b"http://www.w3.org/1999/xhtml" in data[:_HEAD]:
        try:
            return _without_namespaces(parse_xml(data, path=path, place=place, doctype=True))
        except ReadError:  # not well-formed after all: pages made by hand often only claim to be XHTML
            pass
    return parse_html(data, path=path, place=place)


def _without_namespaces(root: Element) -> Element:
    for node in root.iter():
        name = local_name(node)
        if name:
            node.tag = name
        for attribute, value in node.attrib.items():
            namespace, closing, plain = str(attribute).rpartition("}")
            if closing:
                del node.attrib[attribute]
                node.set(_PREFIXES.get(namespace + closing, "") + plain, value)
    return root
