"""Reads the records that EndNote stores in a citation field, as CSL JSON."""

from __future__ import annotations

import re
from typing import Any, Final

from refparse.csl_json import name_to_json
from refparse.errors import ReadError
from refparse.formats.written_names import written_date, written_name
from refparse.formats.xml import Element, all_text, parse_xml
from refparse.model.source import EmbeddedItem

# EndNote's numbers of reference types (as in its XML export) → CSL types.
_TYPES: Final = {
    "0": "article-journal", "1": "book", "2": "thesis", "3": "paper-conference", "4": "personal_communication",
    "5": "chapter", "6": "book", "7": "chapter", "8": "map", "9": "software", "10": "report", "12": "webpage",
    "13": "document", "14": "legal_case", "16": "webpage", "17": "article-journal", "19": "article-magazine",
    "20": "map", "21": "motion_picture", "23": "article-newspaper", "25": "patent", "26": "personal_communication",
    "27": "report", "28": "book", "31": "legislation", "32": "thesis", "36": "manuscript", "43": "article-journal",
    "44": "book", "47": "paper-conference", "48": "document", "52": "pamphlet", "53": "entry-encyclopedia",
    "54": "book", "55": "entry-dictionary", "56": "post-weblog", "57": "song", "59": "dataset",
}  # fmt: skip
_TYPES_IN_A_CONTAINER: Final = frozenset(
    "article-journal article-magazine article-newspaper chapter paper-conference entry-encyclopedia entry-dictionary"
    " webpage post-weblog".split()
)
# Where the record holds it → CSL variable.
_TEXTS: Final = {
    "titles/title": "title",
    "titles/short-title": "title-short",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "num-vols": "number-of-volumes",
    "pub-location": "publisher-place",
    "publisher": "publisher",
    "isbn": "ISBN",
    "electronic-resource-num": "DOI",
    "urls/related-urls/url": "URL",
    "language": "language",
    "call-num": "call-number",
}
_NAMES: Final = {
    "contributors/authors": "author",
    "contributors/translated-authors": "translator",
}
_NO_XML_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def endnote_items(text: str) -> tuple[EmbeddedItem, ...]:
    """Give the sources of one ``<EndNote>…</EndNote>``; none where the XML is damaged.

    EndNote's `record/pages` are the article's pages, `Cite/Pages` the cited ones.
    """
    try:
        root = parse_xml(_NO_XML_CHARACTER.sub("", text).encode("utf-8", "replace"), place="EN.CITE")
    except ReadError:
        return ()
    return tuple(_item(cite) for cite in root.iter("Cite"))


def _item(cite: Element) -> EmbeddedItem:
    record = cite.find("record")
    pages = _text(cite, "Pages")
    return EmbeddedItem(
        item=_from_record(record) if record is not None else _from_cite(cite),
        locator=pages,
        label="page" if pages else "",
        prefix=_text(cite, "Prefix"),
        suffix=_text(cite, "Suffix"),
    )


def _from_record(record: Element) -> dict[str, Any]:
    kind = record.find("ref-type")
    item: dict[str, Any] = {"type": _TYPES.get("" if kind is None else (kind.text or "").strip(), "document")}
    texts = {variable: _text(record, path) for path, variable in _TEXTS.items()}
    names = {variable: _names(record, path) for path, variable in _NAMES.items()}
    item |= texts | names | _container(record, item["type"])
    item["page"] = _text(record, "pages").replace("–", "-")
    year = _text(record, "dates/year")
    item["issued"] = written_date(" ".join(part for part in (_text(record, "dates/pub-dates/date"), year) if part))
    if item["type"] in ("book", "report", "map") and item["issue"]:
        item["collection-number" if item["collection-title"] else "number"] = item.pop("issue")
    return {name: value for name, value in item.items() if value}


def _container(record: Element, kind: str) -> dict[str, Any]:
    """Give the variables whose meaning hangs on the type: a second title is a journal, a book, or a series."""
    second, third = _text(record, "titles/secondary-title"), _text(record, "titles/tertiary-title")
    journal = _text(record, "periodical/full-title")
    editors, others = _names(record, "contributors/secondary-authors"), _names(record, "contributors/tertiary-authors")
    if kind in _TYPES_IN_A_CONTAINER:
        return {
            "container-title": second or journal,
            "collection-title": third,
            "editor": editors,
            "collection-editor": others,
        }
    return {"collection-title": second, "collection-editor": editors, "editor": others}


def _from_cite(cite: Element) -> dict[str, Any]:
    item = {
        "type": "document",
        "author": [name_to_json(written_name(_text(cite, "Author")))] if _text(cite, "Author") else [],
        "issued": written_date(_text(cite, "Year")),
    }
    return {name: value for name, value in item.items() if value}


def _names(record: Element, path: str) -> list[dict[str, str]]:
    group = record.find(path)
    texts = [all_text(node) for node in group] if group is not None else []
    return [name_to_json(written_name(text)) for text in texts if text]


def _text(node: Element, path: str) -> str:
    found = node.find(path)
    return "" if found is None else all_text(found)
