"""The shape of Zotero RDF as Zotero's importer takes it, checked on the graph that rdflib reads from a file."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from refparse.formats.zotero_schema import creators_of, fields_of, item_types

Z = Namespace("http://www.zotero.org/namespaces/export#")
BIB = Namespace("http://purl.org/net/biblio#")
DC = Namespace("http://purl.org/dc/elements/1.1/")
TERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
PRISM = Namespace("http://prismstandard.org/namespaces/1.2/basic/")
VCARD = Namespace("http://nwalsh.com/rdf/vCard#")

BASE = "https://example.org/file"
# Words in the item itself, and the field, by its general name, that Zotero puts them in.
WORDS = {
    DC.title: "title", DC.date: "date", DC.rights: "rights", DC.description: "extra", DC.coverage: "archiveLocation",
    BIB.pages: "pages", PRISM.edition: "edition", TERMS.abstract: "abstractNote",
}  # fmt: skip
ROLES = {BIB.authors: "author", BIB.editors: "editor", BIB.contributors: "contributor"}
CONTAINERS = {
    BIB.Journal, BIB.Periodical, BIB.Newspaper, BIB.Book, BIB.CourtReporter, BIB.Series, Z.Blog, Z.Forum, Z.Website,
}  # fmt: skip
IN_CONTAINER = {RDF.type, DC.title, DC.identifier, PRISM.volume, PRISM.number}
IDENTIFIERS = ("ISBN ", "ISSN ", "DOI ")


def read_rdf(content: str) -> Graph:
    """Read a file with rdflib; its relative addresses are under `BASE`."""
    return Graph().parse(data=content, format="xml", publicID=BASE)


def items_in(graph: Graph) -> list[URIRef]:
    """Give the items of a file in order of their addresses."""
    return sorted(graph.subjects(Z.itemType, None))


def shape_faults(graph: Graph) -> list[str]:
    """Say what is not as Zotero's importer has it; an empty list says that all is."""
    items = items_in(graph)
    faults = [f"{item}: {fault}" for item in items for fault in _item_faults(graph, item)]
    collections = list(graph.subjects(RDF.type, Z.Collection))
    if len(collections) != 1 or sorted(graph.objects(collections[0], TERMS.hasPart)) != items:
        faults.append("not one collection with every item")
    memos = set(graph.subjects(RDF.type, BIB.Memo))
    if memos != set(graph.objects(None, TERMS.isReferencedBy)):
        faults.append("a note without its item, or the other way round")
    faults += [f"{memo}: not one text" for memo in memos if not _is_text(graph, memo, RDF.value)]
    faults += [f"no address: {node}" for node in graph.all_nodes() if isinstance(node, URIRef) and not _is_iri(node)]
    return faults


def _is_iri(node: URIRef) -> bool:
    return not any(character in '<>" {}|\\^`' or ord(character) < 32 for character in node)


def _item_faults(graph: Graph, item: URIRef) -> Iterator[str]:
    kinds = [str(kind) for kind in graph.objects(item, Z.itemType)]
    if len(kinds) != 1 or kinds[0] not in item_types():
        yield f"item types {kinds}"
        return
    fields, roles = fields_of(kinds[0]), creators_of(kinds[0])
    for predicate in set(graph.predicates(item)):
        values = list(graph.objects(item, predicate))
        if predicate in WORDS:
            if WORDS[predicate] not in fields or not _is_text(graph, item, predicate):
                yield f"{predicate}: {values}"
        elif predicate in ROLES or (predicate.startswith(Z) and predicate.removeprefix(Z).removesuffix("s") in roles):
            role = ROLES.get(predicate) or predicate.removeprefix(Z).removesuffix("s")
            if role not in roles or len(values) != 1:
                yield f"role {role}"
            yield from _people_faults(graph, values[0])
        elif predicate.startswith(Z):
            name = predicate.removeprefix(Z)
            if (name != "itemType" and name not in fields.values()) or not _is_text(graph, item, predicate):
                yield f"field {name}"
        elif predicate in STRUCTURES:
            yield from (f"{predicate}: {value}" for value in values if not STRUCTURES[predicate](graph, value))
        else:
            yield f"unknown property {predicate}"


def _is_text(graph: Graph, node: URIRef | BNode, predicate: URIRef) -> bool:
    values = list(graph.objects(node, predicate))
    return len(values) == 1 and isinstance(values[0], Literal)


def _people_faults(graph: Graph, sequence: BNode) -> Iterator[str]:
    if (sequence, RDF.type, RDF.Seq) not in graph:
        yield "creators in no sequence"
    members = {
        str(predicate): member for predicate, member in graph.predicate_objects(sequence) if predicate != RDF.type
    }
    if set(members) != {f"{RDF}_{place}" for place in range(1, len(members) + 1)}:
        yield f"members {sorted(members)}"
    for person in members.values():
        known = {RDF.type, FOAF.surname, FOAF.givenName}
        if not _is_text(graph, person, FOAF.surname) or set(graph.predicates(person)) - known:
            yield "a person without a surname, or with more than names"
        if (person, RDF.type, FOAF.Person) not in graph:
            yield "a creator that is no person"


def _is_container(graph: Graph, node: BNode) -> bool:
    kinds = set(graph.objects(node, RDF.type))
    return len(kinds) == 1 and kinds <= CONTAINERS and set(graph.predicates(node)) <= IN_CONTAINER


def _is_publisher(graph: Graph, node: BNode) -> bool:
    address = graph.value(node, VCARD.adr)
    return (
        (node, RDF.type, FOAF.Organization) in graph
        and set(graph.predicates(node)) <= {RDF.type, FOAF.name, VCARD.adr}
        and (
            address is None
            or ((address, RDF.type, VCARD.Address) in graph and _is_text(graph, address, VCARD.locality))
        )
    )


def _is_identifier(graph: Graph, node: Literal | BNode) -> bool:
    if isinstance(node, Literal):
        return str(node).startswith(IDENTIFIERS)  # rdflib takes one beginning only
    return (node, RDF.type, TERMS.URI) in graph and _is_text(graph, node, RDF.value)


STRUCTURES = {
    DC.subject: lambda graph, node: isinstance(node, Literal),
    DC.identifier: _is_identifier,
    DC.publisher: _is_publisher,
    DC.relation: lambda graph, node: (node, Z.itemType, None) in graph,
    TERMS.isPartOf: _is_container,
    TERMS.isReferencedBy: lambda graph, node: (node, RDF.type, BIB.Memo) in graph,
}
