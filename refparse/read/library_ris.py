"""Reads RIS records as CSL JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from refparse.assets import word_map
from refparse.formats.stored_dates import stored_date
from refparse.formats.zotero_items import stored_name

# A tag and its value: "TY  - BOOK".
_LINE: Final = re.compile(r"^([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_SERIAL: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_BOOKISH: Final = frozenset({"book", "report"})

_TEXTS: Final = {
    "TI": "title", "T1": "title", "CT": "title", "BT": "title", "ST": "title-short", "PB": "publisher",
    "CY": "publisher-place", "PP": "publisher-place", "ET": "edition", "VL": "volume", "NV": "number-of-volumes",
    "SE": "section", "M3": "genre", "DB": "archive", "AN": "archive_location", "DP": "source", "CN": "call-number",
    "DO": "DOI", "UR": "URL", "LA": "language", "AB": "abstract", "N2": "abstract", "J2": "container-title-short",
    "JF": "container-title", "JO": "container-title", "C1": "event-title",
}  # fmt: skip
_NAMES: Final = {
    "AU": "author", "A1": "author", "ED": "editor", "A4": "translator", "TA": "translator", "C2": "container-author",
}  # fmt: skip
_DATES: Final = {"DA": "issued", "Y1": "issued", "PY": "issued", "Y2": "accessed"}


def ris_items(text: str) -> Iterator[dict[str, Any]]:
    """Give the records of a RIS file as CSL JSON items; a line without a tag continues the one before.

    >>> next(ris_items("TY  - BOOK\\nAU  - Bloch, Marc\\nTI  - The Craft\\nER  - \\n"))["title"]
    'The Craft'
    """
    record: dict[str, list[str]] = {}
    last = ""
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            if last and line.strip():
                values = record.setdefault(last, [""])
                values[-1] = f"{values[-1]} {line.strip()}".strip()
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            record = {}
        last = "" if tag == "ER" else tag
        if tag == "ER" and record:
            yield _item(record)
            record = {}
        elif value or tag == "TY":
            record.setdefault(tag, []).append(value)
    if record.get("TY"):
        yield _item(record)


def _item(record: Mapping[str, list[str]]) -> dict[str, Any]:
    kind = word_map("grammar", "words", "reading", "ris_types.tsv").get(record.get("TY", [""])[0], "document")
    item: dict[str, Any] = {"id": record.get("ID", record.get("LB", [""]))[0], "type": kind}
    for tag, values in record.items():
        if tag in _TEXTS:
            item.setdefault(_TEXTS[tag], values[0])
        elif tag in _NAMES:
            item.setdefault(_NAMES[tag], []).extend(_name(value) for value in values)
    for tag, variable in _DATES.items():
        if tag in record:
            item.setdefault(variable, stored_date(record[tag][0]))
    _read_by_type(record, kind, item)
    _read_pages(record, kind, item)
    if "KW" in record:
        item["keyword"] = ", ".join(record["KW"])
    if "N1" in record:
        item["annote"] = "\n".join(record["N1"])
    return item


def _read_by_type(record: Mapping[str, list[str]], kind: str, item: dict[str, Any]) -> None:
    """Read the tags whose meaning hangs on the type: T2, A2, A3, IS, M1, SN."""
    rows = (
        ("T2", "collection-title" if kind in _BOOKISH else "container-title"),
        ("T3", "collection-title" if kind not in _BOOKISH else "volume-title"),
        ("IS", "issue" if kind in _SERIAL else "number-of-volumes" if kind == "chapter" else "number"),
        ("M1", "collection-number" if kind == "book" else "number"),
        ("SN", "ISSN" if kind in _SERIAL else "number" if kind == "report" else "ISBN"),
    )
    for tag, variable in rows:
        if tag in record:
            item.setdefault(variable, record[tag][0])
    second = {"personal_communication": "recipient"}.get(kind, "collection-editor" if kind in _BOOKISH else "editor")
    for tag, variable in (("A2", second), ("A3", "editor" if kind in _BOOKISH else "collection-editor")):
        if tag in record:
            item.setdefault(variable, []).extend(_name(value) for value in record[tag])


def _read_pages(record: Mapping[str, list[str]], kind: str, item: dict[str, Any]) -> None:
    if "SP" not in record:
        return
    first, last = record["SP"][0], record.get("EP", [""])[0]
    if kind == "book" and not last:
        item["number-of-pages"] = first
    else:
        item["page"] = f"{first}-{last}" if last else first


def _name(value: str) -> dict[str, str]:
    family, _, given = value.partition(",")
    return stored_name({"lastName": family.strip(), "firstName": given.strip()})
