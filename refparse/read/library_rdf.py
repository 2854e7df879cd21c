"""Reads Zotero RDF as Zotero items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from refparse.errors import ReadError
from refparse.formats.xml import Element, local_name, parse_xml
from refparse.formats.zotero_schema import fields_of, item_types

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_Z: Final = "{http://www.zotero.org/namespaces/export#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_BIB: Final = "{http://purl.org/net/biblio#}"
_FOAF: Final = "{http://xmlns.com/foaf/0.1/}"
_PRISM: Final = "{http://prismstandard.org/namespaces/1.2/basic/}"
_VCARD: Final = "{http://nwalsh.com/rdf/vCard#}"

_VALUES: Final = {
    f"{_DC}title": "title", f"{_DC}date": "date", f"{_DC}rights": "rights", f"{_DC}description": "extra",
    f"{_DC}coverage": "archiveLocation", f"{_BIB}pages": "pages", f"{_PRISM}edition": "edition",
    f"{_PRISM}volume": "volume", f"{_PRISM}number": "issue", f"{_TERMS}dateSubmitted": "accessDate",
    f"{_TERMS}abstract": "abstractNote", f"{_DC}type": "type", f"{_TERMS}alternative": "journalAbbreviation",
}  # fmt: skip
_ROLES: Final = {f"{_BIB}authors": "author", f"{_BIB}editors": "editor", f"{_BIB}contributors": "contributor"}
_SERIES: Final = {"title": "series", "identifier": "seriesNumber"}
_CONTAINER: Final = {"title": "publicationTitle"}
_IDENTIFIERS: Final = ("ISBN", "ISSN", "DOI")


def rdf_items(path: Path) -> Iterator[dict[str, Any]]:
    """Give the items of a Zotero RDF file; raises ReadError where it is no XML or no RDF."""
    root = parse_xml(path.read_bytes(), path=path)
    if root.tag != f"{_RDF}RDF":
        raise ReadError("is XML, but no RDF", path=path)
    for node in root:
        kind = node.findtext(f"{_Z}itemType") or ""
        if kind in item_types():
            yield _item(node, kind)


def _item(node: Element, kind: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "itemType": kind,
        "key": (node.get(f"{_RDF}about") or "").lstrip("#"),
        "creators": [],
        "tags": [],
    }
    base: dict[str, str] = {}
    for child in node:
        text = (child.text or "").strip()
        if child.tag in _VALUES and text:
            base.setdefault(_VALUES[child.tag], text)
        elif child.tag == f"{_DC}subject" and text:
            item["tags"].append({"tag": text})
        elif child.tag == f"{_TERMS}isPartOf":
            _read_part(child, base)
        elif child.tag == f"{_DC}publisher":
            _read_publisher(child, base)
        elif child.tag == f"{_DC}identifier":
            _read_identifier(child, base)
        elif child.find(f"{_RDF}Seq") is not None:
            item["creators"] += _creators(child)
        elif isinstance(child.tag, str) and child.tag.startswith(_Z) and text:
            item[local_name(child)] = text
    known = fields_of(kind)
    return {known[name]: value for name, value in base.items() if name in known} | item


def _creators(group: Element) -> Iterator[dict[str, str]]:
    role = _ROLES.get(str(group.tag)) or local_name(group)[:-1]
    for person in group.iter(f"{_FOAF}Person"):
        last = person.findtext(f"{_FOAF}surname") or ""
        yield {"creatorType": role, "lastName": last, "firstName": person.findtext(f"{_FOAF}givenName") or ""}


def _read_part(child: Element, base: dict[str, str]) -> None:
    for part in child:
        names = (
            {"title": "series", "identifier": "seriesNumber"}
            if part.tag == f"{_BIB}Series"
            else {"title": "publicationTitle"}
        )
        for one in part:
            text = (one.text or "").strip()
            name = names.get(local_name(one)) or _VALUES.get(str(one.tag), "")
            if local_name(one) == "identifier" and "identifier" not in names:
                _read_identifier(one, base)
            elif name and text:
                base.setdefault(name, text)
                if name == "publicationTitle":
                    base.setdefault("reporter", text)


def _read_publisher(child: Element, base: dict[str, str]) -> None:
    name = child.findtext(f"{_FOAF}Organization/{_FOAF}name") or child.text or ""
    place = child.findtext(f".//{_VCARD}locality") or ""
    base |= {key: text.strip() for key, text in (("publisher", name), ("place", place)) if text.strip()}


def _read_identifier(child: Element, base: dict[str, str]) -> None:
    address = child.findtext(f"{_TERMS}URI/{_RDF}value")
    kind, _, value = (child.text or "").strip().partition(" ")
    if address:
        base.setdefault("url", address)
    elif kind in _IDENTIFIERS and value:
        base.setdefault(kind, value)
