"""Reads the addresses that stretches of a PDF page are linked to."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_MOST_LINKS = 2_000
_LONGEST_ADDRESS = 4_000


def page_links(page: Any) -> Iterator[tuple[Any, str]]:
    """Give box and address of each link of an open page that leads out of the document."""
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    count = 0
    while count < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page.raw, place, link):
        count += 1
        box = pdfium.FS_RECTF()
        target = _address(page.pdf.raw, link)
        if target and pdfium.FPDFLink_GetAnnotRect(link, box):
            yield box, target


def _address(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _LONGEST_ADDRESS:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
