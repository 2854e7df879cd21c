"""TEI and MODS are valid by their makers' schemas, Zotero RDF has the shape that Zotero reads, for all kinds of source."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cases.grammar_cases import families, note_of
from schemas import SCHEMAS, faults_of
from zotero_shape import items_in, read_rdf, shape_faults

from refparse.model import (
    Bibliography,
    Citation,
    CitationForm,
    Document,
    Field,
    Fields,
    Mark,
    MarkKind,
    Note,
    ParsedNote,
    Span,
)
from refparse.model.variables import AUTHOR, CONTAINER_TITLE, DOI, EDITOR, TITLE, TRANSLATOR, URL, VOLUME
from refparse.pipeline import bibliography_of, process_document
from refparse.write import WriteOptions, write_bibliography
from refparse.write.tei import FIELD_ELEMENTS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EVERYTHING = WriteOptions(cited_in=True)


def faults(bibliography, format):
    return faults_of(format, write_bibliography(bibliography, None, format, EVERYTHING)[0])


@pytest.fixture(scope="module")
def grammar_table():
    """Every note of the grammar's cases as one document."""
    texts = [case.text for _, _, cases in families() for case in cases]
    notes = (replace(note_of(text), id=f"n{place}", number=str(place)) for place, text in enumerate(texts, start=1))
    return bibliography_of(Document(id="cases", title="Every kind of source", notes=tuple(notes)))


@pytest.mark.parametrize("format", SCHEMAS)
def test_every_kind_of_work_is_valid(bibliography, format):
    assert faults(bibliography, format) == []


@pytest.mark.parametrize("format", SCHEMAS)
def test_every_note_and_work_of_the_grammar_table_is_valid(grammar_table, format):
    assert len({work.type for work in grammar_table.works}) > 20
    assert faults(grammar_table, format) == []


@pytest.mark.parametrize("source", ["bibliography", "grammar_table"])
def test_zotero_rdf_is_read_by_rdflib_and_has_the_shape_of_zotero(source, request):
    bibliography = request.getfixturevalue(source)
    graph = read_rdf(write_bibliography(bibliography, None, "zotero-rdf", EVERYTHING)[0])
    assert len(items_in(graph)) == len(bibliography.works)
    assert shape_faults(graph) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<z:itemType>bookSection<", "<z:itemType>chapter<"),
        ("<z:itemType>thesis<", "<z:itemType>letter<"),
        (r"(</?)bib:Journal>", r"\1bib:Weekly>"),
        ("<foaf:surname>Febvre</foaf:surname>", ""),
        (r"(</?)z:recipients>", r"\1z:addressees>"),
        (r"(</?)bib:pages>", r"\1bib:extent>"),
        ('<dcterms:hasPart rdf:resource="#bloch1953craft"/>', ""),
        ("<dc:identifier>ISBN ", "<dc:identifier>"),
        ('rdf:about="#bloch1953craft"', 'rdf:about="#bloch 1953"'),
    ],
)
def test_the_shape_finds_a_fault(bibliography, right, wrong):
    content, _ = write_bibliography(bibliography, None, "zotero-rdf", EVERYTHING)
    assert shape_faults(read_rdf(content)) == []
    assert shape_faults(read_rdf(re.sub(right, wrong, content)))


@pytest.mark.parametrize("format", SCHEMAS)
@pytest.mark.parametrize("name", ["congress.md", "congress_ocr.txt"])
def test_the_examples_are_valid(format, name):
    assert faults(process_document(EXAMPLES / name), format) == []


def test_a_document_without_works_is_valid_tei_and_mods_has_no_such_file():
    empty = bibliography_of(Document(id="d", title="Nothing cited"))
    assert faults(empty, "tei") == []
    assert ["modsCollection" in fault for fault in faults(empty, "mods")] == [True]


@pytest.mark.parametrize("format", SCHEMAS)
def test_the_schema_finds_a_fault(bibliography, format):
    content, _ = write_bibliography(bibliography, None, format, EVERYTHING)
    broken = content.replace("</title>", "<author>Bloch</author></title>", 1)
    assert faults_of(format, broken)


def citing(text, fields, marks=()):
    """Give a document of one note that is one citation, its fields and marks given by their words or their ends."""

    def span(words):
        start, end = words if isinstance(words, tuple) else (text.index(words), text.index(words) + len(words))
        return Span(start, end)

    cited = Fields({key: Field(value=text, span=span(words)) for key, words in fields.items()})
    citation = Citation(
        id="n1.1", note="n1", form=CitationForm.FULL, type="book", fields=cited, span=Span(0, len(text))
    )
    italics = tuple(Mark(span(words).start, span(words).end, MarkKind.ITALIC) for words in marks)
    note = Note(id="n1", number="1", text=text, marks=italics)
    return Bibliography(document=Document(id="d"), notes=(ParsedNote(note=note, citations=(citation,)),))


@pytest.mark.parametrize(
    ("document", "written"),
    [
        (citing("Jane Addams to Mary Smith", {TITLE: "Jane Addams to Mary Smith", AUTHOR: "Jane Addams"}),
         '<title level="m"><name role="author">Jane Addams</name> to Mary Smith</title>'),
        (citing("4 & 5 Will. 4", {TITLE: "4 & 5 Will. 4", VOLUME: "5"}),
         '<title level="m">4 &amp; <seg type="biblScope">5</seg> Will. 4</title>'),
        (citing("ed. and trans. Lewis Thorpe", {EDITOR: "Lewis Thorpe", TRANSLATOR: "Lewis Thorpe"}),
         '<editor><name role="translator">Lewis Thorpe</name></editor>'),
        (citing("https://doi.org/10.1/x", {DOI: "10.1/x", URL: "https://doi.org/10.1/x"}, marks=["doi.org"]),
         '<idno type="URL">https://doi.org/<idno type="DOI">10.1/x</idno></idno>'),
        (citing("Bloch, Craft", {AUTHOR: "Bloch", TITLE: "Craft"}, marks=["Bloch, Craft"]),
         '<author><hi rend="italic">Bloch</hi></author><hi rend="italic">, </hi>'
         '<title level="m"><hi rend="italic">Craft</hi></title>'),
        (citing("The Craft", {TITLE: "The Craft"}, marks=["The Cra", "Craft"]),
         '<title level="m"><hi rend="italic">The </hi><hi rend="italic"><hi rend="italic">Cra</hi></hi>'
         '<hi rend="italic">ft</hi></title>'),
    ],
)  # fmt: skip
def test_what_stands_inside_another_part_has_the_element_that_is_allowed_there(document, written):
    content, _ = write_bibliography(document, None, "tei")
    assert written in content
    assert faults_of("tei", content) == []


ENDS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: tuple(sorted(ends)))
PARTS = st.dictionaries(st.sampled_from([TITLE, CONTAINER_TITLE, *FIELD_ELEMENTS]), ENDS, max_size=8)


@settings(max_examples=150, deadline=None)
@given(parts=PARTS, marks=st.lists(ENDS, max_size=3))
def test_parts_and_italics_that_lie_anyhow_make_valid_tei_and_keep_the_words(parts, marks):
    content, _ = write_bibliography(citing("Twelve chars", parts, marks), None, "tei")
    assert faults_of("tei", content) == []
    (note,) = etree.fromstring(content.encode()).iter("{*}note")
    assert "".join(note.itertext()) == "Twelve chars"
