"""Writes Zotero RDF, the one file that brings everything into Zotero: fields, tags, notes, a collection, relations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lxml import etree

from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic
from refparse.write.latex import clean_text
from refparse.write.options import WriteOptions
from refparse.write.record import Record
from refparse.write.zotero_json import ZoteroItem, zotero_item

_NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}

_CONTAINERS: Final = {
    "blogPost": "z:Blog", "bookSection": "bib:Book", "case": "bib:CourtReporter", "conferencePaper": "bib:Journal",
    "dictionaryEntry": "bib:Book", "encyclopediaArticle": "bib:Book", "forumPost": "z:Forum",
    "journalArticle": "bib:Journal", "magazineArticle": "bib:Periodical", "newspaperArticle": "bib:Newspaper",
    "webpage": "z:Website",
}  # fmt: skip
_CONTAINER_TITLES: Final = (
    "publicationTitle", "bookTitle", "reporter", "proceedingsTitle", "dictionaryTitle", "encyclopediaTitle",
    "blogTitle", "forumTitle", "websiteTitle",
)  # fmt: skip
_PUBLISHERS: Final = ("publisher", "university", "institution", "label", "company", "distributor")
_TITLES: Final = ("title", "caseName", "subject", "nameOfAct")
_DATES: Final = ("date", "dateDecided", "dateEnacted", "issueDate")
_CREATORS: Final = {"author": "bib:authors", "editor": "bib:editors", "contributor": "bib:contributors"}
# A property `z:creators` would overwrite the whole list of creators when Zotero reads it.
_CREATOR_ALONE: Final = "creator"
_PLAIN: Final = {
    "rights": "dc:rights", "extra": "dc:description", "archiveLocation": "dc:coverage", "pages": "bib:pages",
    "edition": "prism:edition", "abstractNote": "dcterms:abstract",
}  # fmt: skip


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_QNAMES: Final = {
    short: _name(short)
    for short in (
        *_CONTAINERS.values(), *_CREATORS.values(), *_PLAIN.values(), "rdf:RDF", "rdf:Description", "rdf:about",
        "rdf:resource", "rdf:Seq", "rdf:li", "rdf:value", "z:Collection", "z:itemType", "dc:title", "dc:date",
        "dc:subject", "dc:relation", "dc:publisher", "dc:identifier", "dcterms:isPartOf", "dcterms:hasPart",
        "dcterms:isReferencedBy", "dcterms:URI", "bib:Memo", "bib:Series", "foaf:Person", "foaf:Organization",
        "foaf:name", "foaf:surname", "foaf:givenName", "vcard:adr", "vcard:Address", "vcard:locality", "prism:volume",
        "prism:number",
    )
}  # fmt: skip

Element = etree._Element  # the public name of lxml for the type


def write_zotero_rdf(
    records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write works as Zotero RDF: one collection named after the document, a child note for each work.

    Works that notes name together ("quoted in") are related items.
    """
    title = options.title or bibliography.document.title or bibliography.document.id
    root = etree.Element(_QNAMES["rdf:RDF"], nsmap=_NAMESPACES)
    related = _related_works(records)
    for record in records:
        _add_item(root, record, zotero_item(record, title, options.tags), related.get(record.key, ()))
    _add_collection(root, title, [record.key for record in records])
    etree.indent(root, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n", ()


def _related_works(records: Sequence[Record]) -> dict[str, list[str]]:
    keys = {mention.citation.id: record.key for record in records for mention in record.mentions}
    found: dict[str, list[str]] = {}
    for record in records:
        for mention in record.mentions:
            other = keys.get(mention.citation.related, record.key)
            if other != record.key and other not in found.setdefault(record.key, []):
                found[record.key].append(other)
                found.setdefault(other, []).append(record.key)
    return {key: list(dict.fromkeys(others)) for key, others in found.items()}


def _add(parent: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(parent, _QNAMES[name])
    if text:
        child.text = clean_text(text)
    return child


def _about(key: str) -> str:
    return f"#{key}"


def _add_item(root: Element, record: Record, one: ZoteroItem, related: Sequence[str]) -> None:
    values = {name: value for name, value in one.item.items() if isinstance(value, str)}
    kind = values.pop("itemType")
    node = _add(root, "rdf:Description")
    node.set(_QNAMES["rdf:about"], _about(record.key))
    _add(node, "z:itemType", kind)
    _add_creators(node, one.item["creators"])
    _add_first(node, "dc:title", _TITLES, values)
    _add_first(node, "dc:date", _DATES, values)
    _add_container(node, kind, values)
    _add_series(node, values)
    _add_publisher(node, values)
    _add_identifiers(node, values)
    for name, value in values.items():
        child = _add(node, _PLAIN[name]) if name in _PLAIN else etree.SubElement(node, _name(f"z:{name}"))
        child.text = clean_text(value)
    for tag in one.item["tags"]:
        _add(node, "dc:subject", tag["tag"])
    for key in related:
        _add(node, "dc:relation").set(_QNAMES["rdf:resource"], _about(key))
    _add_notes(root, node, record.key, one.notes)


def _add_first(node: Element, target: str, names: Sequence[str], values: dict[str, str]) -> None:
    for name in names:
        if name in values:
            _add(node, target, values.pop(name))
            return


def _add_creators(node: Element, creators: Sequence[dict[str, str]]) -> None:
    by_role: dict[str, list[dict[str, str]]] = {}
    for one in creators:
        role = "contributor" if one["creatorType"] == _CREATOR_ALONE else one["creatorType"]
        by_role.setdefault(role, []).append(one)
    for role, members in by_role.items():
        group = _add(node, _CREATORS[role]) if role in _CREATORS else etree.SubElement(node, _name(f"z:{role}s"))
        sequence = _add(group, "rdf:Seq")
        for one in members:
            person = _add(_add(sequence, "rdf:li"), "foaf:Person")
            _add(person, "foaf:surname", one.get("lastName") or one.get("name", ""))
            if one.get("firstName"):
                _add(person, "foaf:givenName", one["firstName"])


def _add_container(node: Element, kind: str, values: dict[str, str]) -> None:
    if kind not in _CONTAINERS or not any(name in values for name in _CONTAINER_TITLES):
        return
    container = _add(_add(node, "dcterms:isPartOf"), _CONTAINERS[kind])
    _add_first(container, "dc:title", _CONTAINER_TITLES, values)
    _add_first(container, "prism:volume", ("volume", "reporterVolume"), values)
    _add_first(container, "prism:number", ("issue",), values)
    if "ISSN" in values:
        _add(container, "dc:identifier", f"ISSN {values.pop('ISSN')}")


def _add_series(node: Element, values: dict[str, str]) -> None:
    if "series" not in values:
        return
    series = _add(_add(node, "dcterms:isPartOf"), "bib:Series")
    _add_first(series, "dc:title", ("series",), values)
    _add_first(series, "dc:identifier", ("seriesNumber",), values)


def _add_publisher(node: Element, values: dict[str, str]) -> None:
    if "place" not in values and not any(name in values for name in _PUBLISHERS):
        return
    body = _add(_add(node, "dc:publisher"), "foaf:Organization")
    if "place" in values:
        address = _add(_add(body, "vcard:adr"), "vcard:Address")
        _add_first(address, "vcard:locality", ("place",), values)
    _add_first(body, "foaf:name", _PUBLISHERS, values)


def _add_identifiers(node: Element, values: dict[str, str]) -> None:
    for name in ("ISBN", "ISSN", "DOI"):
        if name in values:
            _add(node, "dc:identifier", f"{name} {values.pop(name)}")
    if "url" in values:
        _add(_add(_add(node, "dc:identifier"), "dcterms:URI"), "rdf:value", values.pop("url"))


def _add_notes(root: Element, node: Element, key: str, notes: Sequence[str]) -> None:
    for place, note in enumerate(notes, start=1):
        about = _about(f"{key}-note{place}")
        _add(node, "dcterms:isReferencedBy").set(_QNAMES["rdf:resource"], about)
        memo = _add(root, "bib:Memo")
        memo.set(_QNAMES["rdf:about"], about)
        _add(memo, "rdf:value", note)


def _add_collection(root: Element, title: str, keys: Sequence[str]) -> None:
    collection = _add(root, "z:Collection")
    collection.set(_QNAMES["rdf:about"], "#refparse-collection")
    _add(collection, "dc:title", title)
    for key in keys:
        _add(collection, "dcterms:hasPart").set(_QNAMES["rdf:resource"], _about(key))
