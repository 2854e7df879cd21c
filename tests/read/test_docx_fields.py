"""Live citations in Word notes: the record is kept, the visible text stays, the code never leaks."""

from __future__ import annotations

import base64
import importlib.util
import json
from html import escape
from pathlib import Path
from types import ModuleType

import pytest

from refparse.errors import NoNotesFound
from refparse.model.source import EmbeddedCitation, Note
from refparse.read.docx import read_docx
from refparse.read.options import ReadOptions


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


w = _load("docx_files")
CRAFT = {"type": "book", "title": "The Historian’s Craft", "author": [{"family": "Bloch", "given": "Marc"}]}
RESULT = w.run("Bloch, ") + w.run("Craft", "<w:i/>") + w.run(", 29")


def code_of(data: object) -> str:
    return escape(json.dumps(data))


def note_with(folder: Path, *content: str, **parts: object) -> Note:
    path = w.build(folder, w.paragraph(w.foot(1)), footnotes=w.note(1, *content), **parts)
    (note,) = read_docx(path, ReadOptions())[0].notes
    return note


def the_citation(note: Note) -> EmbeddedCitation:
    (citation,) = note.embedded
    assert citation.span.of(note.text) == "Bloch, Craft, 29"
    assert note.text == "See Bloch, Craft, 29."
    return citation


def test_zotero(tmp_path):
    item = {
        "id": 1,
        "uris": ["http://zotero.org/users/1/items/ABCD2345"],
        "itemData": CRAFT,
        "locator": "29",
        "prefix": "See ",
    }
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {code_of({'citationItems': [item], 'properties': {'noteIndex': 1}})} "
    citation = the_citation(note_with(tmp_path, w.run("See "), w.field(code, RESULT), w.run(".")))
    (found,) = citation.items
    assert (citation.program, found.item["title"], found.locator, found.label, found.prefix) == (
        "zotero", "The Historian’s Craft", "29", "page", "See ",
    )  # fmt: skip
    assert found.uris == ("http://zotero.org/users/1/items/ABCD2345",)


def test_the_code_may_be_cut_over_several_runs(tmp_path):
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {code_of({'citationItems': [{'itemData': CRAFT}]})} "
    cut = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (code[:30], code[30:])
    )
    whole = w.field("X", RESULT).replace('<w:r><w:instrText xml:space="preserve">X</w:instrText></w:r>', cut)
    assert the_citation(note_with(tmp_path, w.run("See "), whole, w.run("."))).items[0].item["type"] == "book"


def test_zotero_in_bookmarks(tmp_path):
    code = escape(f"ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [{'itemData': CRAFT}]})}")
    half = len(code) // 2
    while code[half - 6 : half + 6].count("&"):
        half += 1
    properties = "".join(
        f'<property name="ZOTERO_BREF_abc_{n}"><vt:lpwstr xmlns:vt="urn:vt">{part}</vt:lpwstr></property>'
        for n, part in enumerate((code[:half], code[half:]), 1)
    )
    note = note_with(
        tmp_path,
        w.run("See "),
        f'<w:bookmarkStart w:id="4" w:name="ZOTERO_BREF_abc"/>{RESULT}<w:bookmarkEnd w:id="4"/>',
        w.run("."),
        more={
            "docProps/custom.xml": f'<Properties xmlns="urn:p">{properties}</Properties>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/><Relationship Id="b" Type="x/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        },
    )
    assert the_citation(note).items[0].item["title"] == "The Historian’s Craft"


@pytest.mark.parametrize("name", ["CSL_CITATION ", "Mendeley Citation{8a1c} CSL_CITATION "])
def test_mendeley(tmp_path, name):
    code = f"ADDIN {name}{code_of({'citationItems': [{'id': 'ITEM-1', 'itemData': CRAFT, 'locator': '29', 'uris': ['u1']}]})}"
    citation = the_citation(note_with(tmp_path, w.run("See "), w.field(code, RESULT), w.run(".")))
    assert (citation.program, citation.items[0].item["title"]) == ("mendeley", "The Historian’s Craft")


def test_mendeley_cite_keeps_its_record_in_a_content_control(tmp_path):
    stored = base64.b64encode(json.dumps({"citationItems": [{"itemData": CRAFT}]}).encode()).decode()
    control = f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{stored}"/></w:sdtPr><w:sdtContent>{RESULT}</w:sdtContent></w:sdt>'
    citation = the_citation(note_with(tmp_path, w.run("See "), control, w.run(".")))
    assert (citation.program, citation.items[0].item["title"]) == ("mendeley", "The Historian’s Craft")


ENDNOTE = (
    "<EndNote><Cite><Author>Bloch</Author><Year>1953</Year><RecNum>7</RecNum><Prefix>See </Prefix><Pages>29</Pages>"
    '<record><ref-type name="Book">6</ref-type><contributors><authors><author><style face="normal">Bloch, Marc</style></author></authors>'
    "<secondary-authors><author>Febvre, Lucien</author></secondary-authors></contributors>"
    "<titles><title>The Historian’s Craft</title><secondary-title>Caravelle</secondary-title></titles><pages>197</pages>"
    "<dates><year>1953</year></dates><pub-location>New York</pub-location><publisher>Knopf</publisher></record></Cite></EndNote>"
)
ENDNOTE_CSL = {
    "type": "book", "title": "The Historian’s Craft", "author": [{"family": "Bloch", "given": "Marc"}], "page": "197",
    "collection-title": "Caravelle", "collection-editor": [{"family": "Febvre", "given": "Lucien"}],
    "issued": {"date-parts": [[1953]]}, "publisher": "Knopf", "publisher-place": "New York",
}  # fmt: skip


def test_endnote_in_the_code(tmp_path):
    citation = the_citation(
        note_with(tmp_path, w.run("See "), w.field(f" ADDIN EN.CITE {escape(ENDNOTE)}", RESULT), w.run("."))
    )
    assert (citation.program, dict(citation.items[0].item)) == ("endnote", ENDNOTE_CSL)
    assert (citation.items[0].locator, citation.items[0].prefix) == ("29", "See")


def test_endnote_in_the_data_of_a_nested_field(tmp_path):
    stored = base64.b64encode(ENDNOTE.encode()).decode()
    stored = "\n".join(stored[place : place + 76] for place in range(0, len(stored), 76))
    inner = w.field(" ADDIN EN.CITE.DATA ", data=stored)
    outer = w.field(" ADDIN EN.CITE ", RESULT).replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    citation = the_citation(note_with(tmp_path, w.run("See "), outer, w.run(".")))
    assert dict(citation.items[0].item) == ENDNOTE_CSL


def test_citavi(tmp_path):
    entry = {
        "Reference": {
            "ReferenceType": "Contribution", "Title": "A Chapter", "Authors": [{"FirstName": "Marc", "LastName": "Bloch"}],
            "ParentReference": {"ReferenceType": "BookEdited", "Title": "A Book", "Year": "1953", "PlaceOfPublication": "New York", "Publishers": [{"Name": "Knopf"}], "Editors": [{"FirstName": "Lucien", "LastName": "Febvre"}]},
        },
        "PageRange": {"OriginalString": "29"},
    }  # fmt: skip
    stored = base64.b64encode(json.dumps({"Entries": [entry]}).encode()).decode()
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{w.field('ADDIN CitaviPlaceholder{' + stored + '}', RESULT)}</w:sdtContent></w:sdt>"
    citation = the_citation(note_with(tmp_path, w.run("See "), control, w.run(".")))
    assert citation.program == "citavi"
    assert citation.items[0].locator == "29"
    assert dict(citation.items[0].item) == {
        "type": "chapter", "title": "A Chapter", "author": [{"family": "Bloch", "given": "Marc"}],
        "container-title": "A Book", "editor": [{"family": "Febvre", "given": "Lucien"}], "publisher": "Knopf",
        "publisher-place": "New York", "issued": {"date-parts": [[1953]]},
    }  # fmt: skip


def test_word_s_own_sources(tmp_path):
    sources = (
        '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"><b:Source><b:Tag>Blo53</b:Tag>'
        "<b:SourceType>Book</b:SourceType><b:Title>The Historian’s Craft</b:Title><b:Year>1953</b:Year><b:City>New York</b:City>"
        "<b:Author><b:Author><b:NameList><b:Person><b:Last>Bloch</b:Last><b:First>Marc</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>"
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="c" Type="x/customXml" Target="../customXml/item1.xml"/></Relationships>'
    note = note_with(
        tmp_path,
        w.run("See "),
        w.field(r" CITATION Blo53 \p 29 \l 1033 ", RESULT),
        w.run("."),
        more={"customXml/item1.xml": sources, "word/_rels/document.xml.rels": relations},
    )
    citation = the_citation(note)
    assert citation.program == "word"
    assert citation.items[0].locator == "29"
    assert dict(citation.items[0].item) == {
        "type": "book", "title": "The Historian’s Craft", "issued": {"date-parts": [[1953]]},
        "publisher-place": "New York", "author": [{"family": "Bloch", "given": "Marc"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        " ADDIN ZOTERO_ITEM CSL_CITATION {not json",
        " ADDIN ZOTERO_ITEM CSL_CITATION []",
        " ADDIN ZOTERO_ITEM CSL_CITATION " + "{&quot;a&quot;:" * 5000,
        " ADDIN EN.CITE &lt;EndNote&gt;&lt;Cite&gt;&lt;/EndNote&gt;",
        " ADDIN CitaviPlaceholder{bm90IGpzb24=}",
        " CITATION Nobody ",
    ],
)
def test_a_damaged_code_leaves_the_visible_text_alone(tmp_path, code):
    note = note_with(tmp_path, w.run("See "), w.field(code, RESULT), w.run("."))
    assert (note.text, note.embedded) == ("See Bloch, Craft, 29.", ())


def test_a_field_that_never_ends_swallows_nothing_but_its_paragraph(tmp_path):
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
    path = w.build(
        tmp_path,
        w.paragraph(w.run("A."), w.foot(1), open_field) + w.paragraph(w.run("B."), w.foot(2)),
        footnotes=w.note(1, w.run("One.")) + w.note(2, w.run("Two.")),
    )
    assert [note.marker_sentence for note in read_docx(path, ReadOptions())[0].notes] == ["A.", "B."]


def test_a_document_that_cites_in_its_text_says_so(tmp_path):
    code = f" ADDIN ZOTERO_ITEM CSL_CITATION {code_of({'citationItems': [{'itemData': CRAFT}]})} "
    path = w.build(tmp_path, w.paragraph(w.run("As was said "), w.field(code, w.run("(Bloch 1953)")), w.run(".")))
    with pytest.raises(NoNotesFound, match="1 live citation"):
        read_docx(path, ReadOptions())


def test_a_bibliography_field_is_the_document_s_bibliography(tmp_path):
    begin, rest = w.field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", w.run("Bloch, Marc. Craft. 1953.")).split(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    path = w.build(
        tmp_path,
        w.paragraph(w.run("A."), w.foot(1))
        + w.paragraph(begin, rest)
        + w.paragraph(w.run("Febvre, Lucien. Combats. 1953."), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        footnotes=w.note(1, w.run("One.")),
    )
    entries = read_docx(path, ReadOptions())[0].bibliography
    assert [entry.text for entry in entries] == ["Bloch, Marc. Craft. 1953.", "Febvre, Lucien. Combats. 1953."]


def test_a_zotero_transfer_document_keeps_its_codes_in_links(tmp_path):
    item = {"itemData": CRAFT, "locator": "29"}
    code = code_of({"citationItems": [item], "properties": {"plainCitation": "Bloch, Craft, 29"}})
    link = f'<w:hyperlink r:id="z">{w.run("ITEM CSL_CITATION " + code)}</w:hyperlink>'
    note = note_with(tmp_path, w.run("See "), link, w.run("."), links={"z": "https://www.zotero.org/"})
    assert the_citation(note).items[0].locator == "29"
