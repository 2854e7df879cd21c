"""TEI keeps the notes' words and marks what they cite; MODS gives libraries the works."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from refparse.model import (
    Bibliography,
    Citation,
    CitationForm,
    CrossReference,
    Document,
    Field,
    Fields,
    Mark,
    MarkKind,
    Name,
    Note,
    ParsedNote,
    Resolution,
    Span,
    Status,
    Work,
)
from refparse.model.variables import AUTHOR, TITLE
from refparse.write import WriteOptions, write_bibliography

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
MODS = {"m": "http://www.loc.gov/mods/v3"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
TARGETS = ("target", "corresp")


def tree_of(bibliography, format, **options):
    text, _ = write_bibliography(bibliography, None, format, WriteOptions(**options))
    return etree.fromstring(text.encode("utf-8"))


def span_of(text, words):
    return Span(text.index(words), text.index(words) + len(words))


def two_notes():
    first = "See Marc Bloch, The Historian’s Craft (New York: Knopf, 1953), 29; cf. note 2 below."
    second = "Ibid., 31."
    bloch = (Name(family="Bloch", given="Marc"),)
    fields = Fields(
        {
            AUTHOR: Field(value=bloch, span=span_of(first, "Marc Bloch")),
            TITLE: Field(value="The Historian’s Craft", span=span_of(first, "The Historian’s Craft")),
        }
    )
    full = Citation(
        id="n1.1", note="n1", form=CitationForm.FULL, type="book", fields=fields, signal="see",
        span=span_of(first, "Marc Bloch, The Historian’s Craft (New York: Knopf, 1953), 29"),
        locator=Field(value="29", span=span_of(first, "29")),
    )  # fmt: skip
    ibid = Citation(
        id="n2.1", note="n2", form=CitationForm.IBID, span=Span(0, 9), locator=Field(value="31", span=Span(7, 9))
    )
    pointer = CrossReference(span=span_of(first, "note 2 below"), text="note 2 below", target="2")
    work = Work(id="bloch1953craft", type="book", fields=fields, citations=("n1.1", "n2.1"))
    return Bibliography(
        document=Document(id="d", title="Two Notes"),
        notes=(
            ParsedNote(note=Note(id="n1", number="1", text=first), citations=(full,), cross_references=(pointer,)),
            ParsedNote(note=Note(id="n2", number="2", text=second), citations=(ibid,)),
        ),
        works=(work,),
        resolutions=tuple(
            Resolution(citation=one, status=Status.RESOLVED, work=work.id, confidence=confidence)
            for one, confidence in (("n1.1", 1.0), ("n2.1", 0.7))
        ),
    )


def test_the_text_of_every_note_is_whole():
    bibliography = two_notes()
    notes = tree_of(bibliography, "tei").xpath("//t:note[@n]", namespaces=TEI)
    assert ["".join(note.itertext()) for note in notes] == [note.note.text for note in bibliography.notes]


def test_a_citation_has_its_parts_its_locator_and_its_signal():
    note = tree_of(two_notes(), "tei").xpath("//t:note[@n='1']", namespaces=TEI)[0]
    (bibl,) = note.xpath("t:bibl", namespaces=TEI)
    assert (bibl.get(ID), bibl.get("type"), bibl.get("corresp"), bibl.get("cert")) == (
        "n1.1",
        "full",
        "#bloch1953craft",
        "high",
    )
    assert [(one.tag.split("}")[1], one.text) for one in bibl] == [
        ("author", "Marc Bloch"),
        ("title", "The Historian’s Craft"),
        ("citedRange", "29"),
    ]
    assert note.xpath("t:seg[@type='signal']/text()", namespaces=TEI) == ["See"]


def test_italics_stay_inside_the_title():
    bibliography = two_notes()
    first = bibliography.notes[0]
    span = span_of(first.note.text, "The Historian’s Craft")
    marked = replace(first.note, marks=(Mark(span.start, span.end, MarkKind.ITALIC),))
    root = tree_of(replace(bibliography, notes=(replace(first, note=marked), bibliography.notes[1])), "tei")
    assert root.xpath("//t:note/t:bibl/t:title/t:hi[@rend='italic']/text()", namespaces=TEI) == [
        "The Historian’s Craft"
    ]


def test_ibid_is_a_reference_to_the_preceding_work_and_a_pointer_one_to_a_footnote():
    root = tree_of(two_notes(), "tei")
    (ibid,) = root.xpath("//t:note[@n='2']/t:bibl/t:ref", namespaces=TEI)
    assert (ibid.text, ibid.get("type"), ibid.get("target")) == ("Ibid.", "precedingWork", "#bloch1953craft")
    assert ibid.getparent().get("cert") == "medium"
    (pointer,) = root.xpath("//t:note[@n='1']/t:ref", namespaces=TEI)
    assert (pointer.text, pointer.get("type"), pointer.get("n"), pointer.get("target")) == (
        "note 2 below",
        "footnote",
        "2",
        "#n2",
    )


def test_every_pointer_of_the_tei_file_has_its_target_and_no_id_stands_twice(bibliography):
    root = tree_of(bibliography, "tei")
    ids = root.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    pointers = {value for name in TARGETS for value in root.xpath(f"//@{name}")}
    assert pointers
    assert pointers <= {f"#{one}" for one in ids}


def test_every_work_is_a_bibl_struct_with_title_and_imprint(bibliography):
    works = tree_of(bibliography, "tei").xpath("//t:listBibl/t:biblStruct", namespaces=TEI)
    assert len(works) == len(bibliography.works)
    for work in works:
        assert len(work.xpath("t:monogr/t:title", namespaces=TEI)) >= 1
        assert len(work.xpath("t:monogr/t:imprint/t:date", namespaces=TEI)) == 1


def test_an_article_has_its_own_title_and_that_of_its_journal(bibliography):
    (work,) = tree_of(bibliography, "tei").xpath("//t:biblStruct[@xml:id='season1969article']", namespaces=TEI)
    assert work.xpath("string(t:analytic/t:title[@level='a'])", namespaces=TEI).startswith("The origins")
    assert work.xpath("string(t:monogr/t:title[@level='j'])", namespaces=TEI) == "Slavic Review"
    assert work.xpath("string(t:monogr/t:imprint/t:biblScope[@unit='page'])", namespaces=TEI) == "1-20"
    assert work.xpath("string(t:monogr/t:imprint/t:date)", namespaces=TEI) == "Spring 1969"


def test_names_and_dates_have_their_parts(bibliography):
    root = tree_of(bibliography, "tei")
    person = root.xpath("//t:biblStruct[@xml:id='degaulle1954memoires']//t:persName", namespaces=TEI)[0]
    assert [(one.tag.split("}")[1], one.text) for one in person] == [
        ("forename", "Charles"), ("nameLink", "de"), ("surname", "Gaulle"),
    ]  # fmt: skip
    date = root.xpath("//t:biblStruct[@xml:id='degras1951documents']//t:date", namespaces=TEI)[0]
    assert (date.get("from"), date.get("to"), date.text) == ("1951", "1953", "1951–1953")


def test_mods_has_every_work_with_a_type_and_a_record_identifier(bibliography):
    works = tree_of(bibliography, "mods").xpath("m:mods", namespaces=MODS)
    keys = [work.xpath("string(m:recordInfo/m:recordIdentifier)", namespaces=MODS) for work in works]
    assert keys == sorted(work.id for work in bibliography.works)
    assert all(work.xpath("m:typeOfResource", namespaces=MODS) for work in works)


def test_a_chapter_in_mods_has_a_host_with_the_imprint(bibliography):
    (work,) = tree_of(bibliography, "mods").xpath("m:mods[@ID='febvre1949chapter']", namespaces=MODS)
    host = "m:relatedItem[@type='host']"
    assert work.xpath(f"string({host}/m:titleInfo/m:title)", namespaces=MODS).startswith("A New Kind")
    assert work.xpath(f"string({host}/m:originInfo/m:publisher)", namespaces=MODS) == "Harper"
    assert work.xpath(f"string({host}/m:part/m:extent/m:start)", namespaces=MODS) == "27"
    assert (
        work.xpath(f"string({host}/m:relatedItem[@type='series']/m:titleInfo/m:title)", namespaces=MODS)
        == "Harper Torchbooks"
    )
    assert work.xpath("m:name/m:role/m:roleTerm/text()", namespaces=MODS) == ["aut", "edt"]


def test_an_approximate_date_in_mods_is_said_to_machines_and_to_people(bibliography):
    (work,) = tree_of(bibliography, "mods").xpath("m:mods[@ID='anon1850handbook']", namespaces=MODS)
    dates = work.xpath("m:originInfo/m:dateIssued", namespaces=MODS)
    assert [(date.get("encoding"), date.text) for date in dates] == [("edtf", "1850~"), (None, "c. 1850")]


def test_no_value_is_missing_from_tei_or_mods(listing):
    bibliography = listing({"title": "T", "scale": "1:100", "medium": "vellum", "status": "in press", "shelf": "B 12"})
    for format in ("tei", "mods"):
        words = " ".join(tree_of(bibliography, format).itertext())
        assert all(value in words for value in ("1:100", "vellum", "in press", "B 12"))
