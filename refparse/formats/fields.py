"""Reads the codes of live citations: Zotero, Mendeley, EndNote, Citavi and Word's own, each by its own module."""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from refparse.formats.citavi import citavi_items
from refparse.formats.endnote import endnote_items
from refparse.formats.word_sources import word_items
from refparse.model.source import EmbeddedItem

# Example: ` ADDIN ZOTERO_BIBL {…} CSL_BIBLIOGRAPHY `, ` ADDIN EN.REFLIST `, ` BIBLIOGRAPHY \l 1033 `
_BIBLIOGRAPHY: Final = re.compile(
    r"^\s*(?:ADDIN\s+)?(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley Bibliography|CSL_BIBLIOGRAPHY|BIBLIOGRAPHY\b)"
    r"|^MENDELEY_BIBLIOGRAPHY|^CitaviBibliography"
)
_TRANSFER: Final = "ITEM CSL_CITATION"
_MENDELEY_TAG: Final = "MENDELEY_CITATION_v3_"
_CITAVI: Final = re.compile(r"CitaviPlaceholder\s*\{([A-Za-z0-9+/=\s]+)\}?")


@dataclass(frozen=True, slots=True)
class LiveCitation:
    """What a field code says: the program that wrote it, the sources, and the visible text it recorded."""

    program: str
    items: tuple[EmbeddedItem, ...]
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCodes:
    """Reads field codes against what else the package holds: Word's sources by tag, Zotero's codes by bookmark."""

    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)

    def read_code(self, code: str, data: Sequence[str] = ()) -> LiveCitation | None:
        """Give the citation that a field code holds, or None for any other field or a damaged code.

        `data` is the base64 content of ``w:fldData`` elements, where EndNote keeps longer citations.
        """
        for needle, reader in _READERS:
            if needle in code:
                return reader(code, data)
        return self._word(code) if code.lstrip().upper().startswith("CITATION ") else None

    def read_transfer(self, text: str) -> LiveCitation | None:
        """Give the citation that the text of a link in a Zotero transfer document holds (``ITEM CSL_CITATION {…}``)."""
        return csl_citation(load_json(text), "zotero") if text.lstrip().startswith(_TRANSFER) else None

    def read_tag(self, tag: str) -> LiveCitation | None:
        """Give the citation that the tag of a content control holds (Mendeley Cite), or None."""
        if not tag.startswith(_MENDELEY_TAG):
            return None
        data = load_json(decoded(tag.removeprefix(_MENDELEY_TAG)))
        return csl_citation(data, "mendeley")

    def _word(self, code: str) -> LiveCitation | None:
        items = word_items(code, self.sources)
        return LiveCitation("word", items) if items else None


def visible_text(citation: LiveCitation) -> str:
    """Give the text of a citation of which the document shows only the code: as recorded, else author and title."""
    return citation.plain or "; ".join(text for item in citation.items if (text := _short_form(item)))


def _short_form(item: EmbeddedItem) -> str:
    authors = item.item.get("author")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    name = _word(first.get("family") or first.get("literal"))
    return ", ".join(part for part in (name, _word(item.item.get("title")), item.locator) if part)


def is_bibliography_code(code: str) -> bool:
    """Say whether a field code, or the tag of a content control, stands for a bibliography."""
    return bool(_BIBLIOGRAPHY.search(code))


def csl_citation(data: Any, program: str) -> LiveCitation | None:
    """Give the citation that a CSL citation object holds (Zotero, Mendeley); None where it is none.

    >>> csl_citation({"citationItems": [{"itemData": {"title": "On War"}, "locator": "75"}]}, "zotero").items[0].locator
    '75'
    """
    items = data.get("citationItems") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return None
    found = tuple(_item(each) for each in items if isinstance(each, dict))
    properties = data.get("properties")
    plain = properties.get("plainCitation", "") if isinstance(properties, dict) else ""
    return LiveCitation(program, found, plain if isinstance(plain, str) else "") if found else None


def _item(item: Mapping[str, Any]) -> EmbeddedItem:
    record = item.get("itemData")
    uris = item.get("uris", item.get("uri", ()))
    return EmbeddedItem(
        item=record if isinstance(record, dict) else {},
        locator=_word(item.get("locator")),
        label=_word(item.get("label")) or ("page" if item.get("locator") else ""),
        prefix=_word(item.get("prefix")),
        suffix=_word(item.get("suffix")),
        uris=tuple(str(uri) for uri in uris) if isinstance(uris, list) else (str(uris),) if uris else (),
    )


def _word(value: Any) -> str:
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def load_json(text: str) -> Any:
    """Give the first JSON object in `text`, whatever follows it; None where there is none that can be read."""
    start = text.find("{")
    if start < 0:
        return None
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def decoded(text: str) -> str:
    """Give base64 text as what it stands for (UTF-8 or UTF-16); "" where it is no base64."""
    compact = "".join(text.split())
    try:
        data = base64.b64decode(compact + "=" * (-len(compact) % 4))
    except (binascii.Error, ValueError):
        return ""
    encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-8"
    return data.decode(encoding, errors="replace").replace("\0", "")


def _read_csl(program: str) -> Callable[[str, Sequence[str]], LiveCitation | None]:
    # An older Mendeley code has a UUID in braces before the record.
    return lambda code, data: csl_citation(load_json(code[max(0, code.find("CSL_CITATION")) :]), program)


def _read_endnote(code: str, data: Sequence[str]) -> LiveCitation | None:
    for text in (code, html.unescape(code), *(decoded(each) for each in data), decoded("".join(data))):
        start, end = text.find("<EndNote>"), text.rfind("</EndNote>")
        items = endnote_items(text[start : end + len("</EndNote>")]) if 0 <= start < end else ()
        if items:
            return LiveCitation("endnote", items)
    return None


def _read_citavi(code: str, data: Sequence[str]) -> LiveCitation | None:
    match = _CITAVI.search(code)
    items = citavi_items(load_json(decoded(match.group(1)))) if match else ()
    return LiveCitation("citavi", items) if items else None


# What a code holds, in the order in which it is looked for → how it is read.
_READERS: Final[tuple[tuple[str, Callable[[str, Sequence[str]], LiveCitation | None]], ...]] = (
    ("ZOTERO_ITEM", _read_csl("zotero")),
    ("Mendeley Citation", _read_csl("mendeley")),
    ("CSL_CITATION", _read_csl("mendeley")),
    ("EN.CITE", _read_endnote),
    ("CitaviPlaceholder", _read_citavi),
)
