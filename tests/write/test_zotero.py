"""What refparse knows arrives in Zotero: every field in a field of its type, creators in their roles, notes, tags."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from refparse.formats.zotero_schema import FIELDS, ITEM_TYPES, ROLES, creators_of, fields_of, item_types
from refparse.model.values import Type
from refparse.write import WriteOptions, write_bibliography

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
STRUCTURE = {"itemType", "creators", "tags", "collections", "relations", "notes"}


def items_of(bibliography, **options):
    text, _ = write_bibliography(bibliography, None, "zotero-json", WriteOptions(**options))
    return {item["citationKey"]: item for item in json.loads(text)}


@pytest.fixture
def item_of(listing):
    return lambda item: next(iter(items_of(listing(item)).values()))


def rdf_of(bibliography, **options):
    text, _ = write_bibliography(bibliography, None, "zotero-rdf", WriteOptions(**options))
    return etree.fromstring(text.encode("utf-8"))


def node_of(root, key):
    (node,) = root.xpath(f"rdf:Description[@rdf:about='#{key}']", namespaces=NS)
    return node


def text_of(node, path):
    found = node.xpath(path, namespaces=NS)
    return [one.text for one in found]


def test_every_csl_type_has_an_item_type_and_every_row_of_the_tables_is_possible():
    assert set(ITEM_TYPES) == {kind.value for kind in Type}
    assert set(ITEM_TYPES.values()) <= set(item_types())
    known = {base for kind in item_types() for base in fields_of(kind)} | {"system", "session", "history"}
    assert {base for names in FIELDS.values() for base in names} <= known
    roles = {role for kind in item_types() for role in creators_of(kind)}
    assert {role for names in ROLES.values() for role in names} <= roles


def test_strict_items_hold_only_fields_and_roles_of_their_type(bibliography):
    for item in items_of(bibliography).values():
        assert set(item) - STRUCTURE <= set(fields_of(item["itemType"]).values())
        assert {one["creatorType"] for one in item["creators"]} <= set(creators_of(item["itemType"]))
        assert all(
            set(one) in ({"creatorType", "name"}, {"creatorType", "firstName", "lastName"}) for one in item["creators"]
        )


def test_lenient_items_carry_their_child_notes(bibliography):
    (note,) = items_of(bibliography, strict=False)["bloch1953craft"]["notes"]
    assert "<strong>Cited in A Book of Notes</strong>" in note
    assert "Note 1: see 31 — “bloch1953craft, 31”" in note
    assert "<strong>Uncertain</strong>" in note


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"type": "personal_communication", "title": "A to B", "archive": "TNA", "archive_location": "FO 371", "genre": "memo"},
         {"itemType": "letter", "archive": "TNA", "archiveLocation": "FO 371", "letterType": "memo"}),
        ({"type": "legal_case", "title": "A v. B", "container-title": "U.S.", "volume": "347", "page": "483", "authority": "Supreme Court"},
         {"itemType": "case", "caseName": "A v. B", "reporter": "U.S.", "reporterVolume": "347", "firstPage": "483", "court": "Supreme Court"}),
        ({"type": "legislation", "title": "An Act", "container-title": "Stat.", "volume": "49", "page": "620"},
         {"itemType": "statute", "nameOfAct": "An Act", "code": "Stat.", "codeNumber": "49", "pages": "620"}),
        ({"type": "thesis", "genre": "PhD diss.", "publisher": "Leeds"}, {"thesisType": "PhD diss.", "university": "Leeds"}),
        ({"type": "book", "original-date": {"date-parts": [[1890]]}, "number-of-volumes": "3", "collection-title": "S", "collection-number": "4"},
         {"originalDate": "1890", "numberOfVolumes": "3", "series": "S", "seriesNumber": "4"}),
        ({"type": "report", "number": "7", "publisher": "HMSO", "collection-title": "S"},
         {"reportNumber": "7", "institution": "HMSO", "seriesTitle": "S"}),
        ({"type": "broadcast", "medium": "radio"}, {"itemType": "radioBroadcast"}),
        ({"type": "broadcast", "genre": "podcast"}, {"itemType": "podcast"}),
        ({"type": "webpage", "URL": "https://e.org", "accessed": {"date-parts": [[2020, 1, 31]]}}, {"accessDate": "2020-01-31"}),
        ({"type": "webpage", "accessed": {"date-parts": [[2020, 1]]}}, {"extra": "accessed: 2020-01"}),
        ({"type": "book", "archive-place": "Kew"}, {"extra": "archive-place: Kew"}),
        ({"type": "pamphlet"}, {"itemType": "book", "extra": "type: pamphlet"}),
        ({"type": "book", "issued": {"date-parts": [[1850]], "circa": True}}, {"date": "c. 1850"}),
        ({"type": "map", "scale": "1:100"}, {"scale": "1:100"}),
        ({"type": "book", "keyword": "war; peace"}, {"tags": [{"tag": "war"}, {"tag": "peace"}]}),
    ],
)  # fmt: skip
def test_values_stand_where_zotero_looks_for_them(item_of, item, expected):
    found = item_of(item)
    assert {name: found.get(name) for name in expected} == expected


def test_creators_have_the_role_of_their_type_and_particles_and_suffixes_stay(item_of):
    names = [
        {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "Foreign Office"},
        {"literal": "et al."},
    ]
    assert item_of({"author": names})["creators"] == [
        {"creatorType": "author", "firstName": "Charles", "lastName": "de Gaulle"},
        {"creatorType": "author", "firstName": "Martin Luther, Jr.", "lastName": "King"},
        {"creatorType": "author", "name": "Foreign Office"},
    ]
    interview = {"type": "interview", "author": [{"literal": "A"}], "interviewer": [{"literal": "B"}]}
    assert [one["creatorType"] for one in item_of(interview)["creators"]] == ["interviewee", "interviewer"]


def test_a_role_that_the_type_lacks_is_a_contributor_and_named_in_extra(item_of):
    item = item_of({"type": "book", "compiler": [{"family": "Borchardt", "given": "Knut"}]})
    assert item["creators"][0]["creatorType"] == "contributor"
    assert item["extra"] == "compiler: Borchardt || Knut"


def test_names_and_tags_are_no_longer_than_zotero_takes(item_of):
    item = item_of({"author": [{"literal": "A" * 300}], "keyword": "b" * 300})
    assert len(item["creators"][0]["name"]) == 255
    assert len(item["tags"][0]["tag"]) == 255


def test_the_rdf_file_holds_one_collection_with_every_work(bibliography):
    root = rdf_of(bibliography, title="My Chapter")
    assert text_of(root, "z:Collection/dc:title") == ["My Chapter"]
    parts = root.xpath("z:Collection/dcterms:hasPart/@rdf:resource", namespaces=NS)
    abouts = root.xpath("rdf:Description/@rdf:about", namespaces=NS)
    assert sorted(parts) == sorted(abouts) == sorted(f"#{work.id}" for work in bibliography.works)


def test_a_chapter_in_rdf_has_its_book_its_series_and_its_people(bibliography):
    node = node_of(rdf_of(bibliography), "febvre1949chapter")
    assert text_of(node, "z:itemType") == ["bookSection"]
    assert text_of(node, "dcterms:isPartOf/bib:Book/dc:title") == ["A New Kind of History and Other Essays"]
    assert text_of(node, "dcterms:isPartOf/bib:Series/dc:title") == ["Harper Torchbooks"]
    assert text_of(node, "bib:authors/rdf:Seq/rdf:li/foaf:Person/foaf:surname") == ["Febvre"]
    assert text_of(node, "bib:editors/rdf:Seq/rdf:li/foaf:Person/foaf:givenName") == ["Peter"]
    assert text_of(node, "dc:publisher/foaf:Organization/foaf:name") == ["Harper"]
    assert text_of(node, "dc:publisher//vcard:locality") == ["New York"]
    assert text_of(node, "bib:pages") == ["27-43"]


def test_a_letter_in_rdf_has_its_recipient_and_its_archive(bibliography):
    node = node_of(rdf_of(bibliography), "letter1940halifax")
    assert text_of(node, "z:recipients/rdf:Seq/rdf:li/foaf:Person/foaf:surname") == ["Halifax"]
    assert text_of(node, "z:archive") == ["The National Archives"]
    assert text_of(node, "dc:coverage") == ["FO 371/24248"]


def test_no_value_of_an_item_is_missing_from_the_rdf(bibliography):
    root = rdf_of(bibliography)
    for key, item in items_of(bibliography).items():
        texts = " ".join(node_of(root, key).itertext())
        for name, value in item.items():
            if isinstance(value, str):
                assert value in texts, (key, name)


def test_doubt_is_a_tag_and_a_child_note(bibliography):
    root = rdf_of(bibliography)
    node = node_of(root, "bloch1953craft")
    assert text_of(node, "dc:subject") == ["refparse: doubtful"]
    (note,) = node.xpath("dcterms:isReferencedBy/@rdf:resource", namespaces=NS)
    assert "two editions look alike" in text_of(root, f"bib:Memo[@rdf:about='{note}']/rdf:value")[0].lower()


def test_no_property_overwrites_the_list_of_creators(listing):
    root = rdf_of(listing({"type": "broadcast", "medium": "radio", "author": [{"literal": "Churchill"}]}))
    assert not root.xpath("//z:creators", namespaces=NS)
    assert text_of(root, "//foaf:surname") == ["Churchill"]


def test_control_characters_do_not_break_the_file(listing):
    root = rdf_of(listing({"title": "A\x00B\x0bC & <D>"}))
    assert text_of(root, "//rdf:Description/dc:title") == ["ABC & <D>"]


def test_prose_that_zotero_would_take_for_a_field_stands_in_a_child_note(listing):
    bibliography = listing({"title": "T", "note": "Place: unknown"}, {"title": "T", "note": "With maps."})
    acting, harmless = items_of(bibliography, strict=False).values()
    assert "extra" not in acting
    assert acting["notes"] == ["<p>Place: unknown</p>"]
    assert harmless["extra"] == "With maps."


def test_tags_of_the_caller_are_given_to_every_item(bibliography):
    items = items_of(bibliography, tags=("refparse: book.docx",)).values()
    assert all({"tag": "refparse: book.docx"} in item["tags"] for item in items)
