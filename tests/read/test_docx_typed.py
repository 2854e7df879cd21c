"""Notes that an author typed by hand at the end of a Word document."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from refparse.errors import NoNotesFound
from refparse.read.docx import read_docx
from refparse.read.options import ReadOptions


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


w = _load("docx_files")
RAISED = '<w:vertAlign w:val="superscript"/>'


def notes(path: Path, place: str | None = None):
    document, _ = read_docx(path, ReadOptions(notes=place))
    return [(note.number, note.text) for note in document.notes]


def heading(text: str, level: int = 0) -> str:
    return w.paragraph(w.run(text), properties=f'<w:outlineLvl w:val="{level}"/>')


def test_raised_numbers_under_a_heading(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("A letter to the editor, with thanks to all."))
        + w.paragraph(w.run("Bloch went to Lyon."), w.run("1", RAISED), w.run(" Febvre stayed."), w.run("2", RAISED))
        + w.paragraph(w.run("Notes"))
        + w.paragraph(w.run("1", RAISED), w.run(" Marc Bloch, "), w.run("Strange Defeat", "<w:i/>"), w.run(", 3."))
        + w.paragraph(w.run("2", RAISED), w.run(" Febvre, Combats, 4."))
        + w.paragraph(w.run("He says more elsewhere."))
        + heading("Bibliography")
        + w.paragraph(w.run("Bloch, Marc. Strange Defeat. 1949.")),
    )
    document, _ = read_docx(path, ReadOptions())
    assert [(note.number, note.text, note.marker_sentence) for note in document.notes] == [
        ("1", "Marc Bloch, Strange Defeat, 3.", "Bloch went to Lyon."),
        ("2", "Febvre, Combats, 4. He says more elsewhere.", "Febvre stayed."),
    ]


def test_a_numbered_list_counts_as_word_counts_it(tmp_path):
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    path = w.build(
        tmp_path,
        w.paragraph(w.run("Text."))
        + heading("Notes")
        + w.paragraph(w.run("Bloch, 1."), properties=in_list)
        + w.paragraph(w.run("Febvre, 2."), properties=in_list),
        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>',
    )
    assert notes(path) == [("1", "Bloch, 1."), ("2", "Febvre, 2.")]


def test_typed_numbers_without_a_heading_need_markers_in_the_text(tmp_path):
    listed = w.paragraph(w.run("1. Bloch, 1.")) + w.paragraph(w.run("2. Febvre, 2."))
    with_markers = w.paragraph(w.run("Lyon."), w.run("1", RAISED), w.run(" Paris."), w.run("2", RAISED)) + listed
    assert notes(w.build(tmp_path, with_markers)) == [("1", "Bloch, 1."), ("2", "Febvre, 2.")]
    plain = w.build(tmp_path, w.paragraph(w.run("Two points:")) + listed, name="plain.docx")
    with pytest.raises(NoNotesFound):
        notes(plain)
    assert len(notes(plain, "end")) == 2


def test_numbers_that_begin_anew_under_subheads_are_told_apart_by_chapter(tmp_path):
    path = w.build(
        tmp_path,
        heading("Notes")
        + w.paragraph(w.run("The Peasants"))
        + w.paragraph(w.run("1. Bloch, 1."))
        + w.paragraph(w.run("2. Bloch, 2."))
        + w.paragraph(w.run("The Lords"))
        + w.paragraph(w.run("1. Febvre, 1."))
        + w.paragraph(w.run("2. Febvre, 2.")),
    )
    document, _ = read_docx(path, ReadOptions())
    assert [note.text for note in document.notes] == ["Bloch, 1.", "Bloch, 2.", "Febvre, 1.", "Febvre, 2."]
    assert [note.id for note in document.notes] == ["c1.n1", "c1.n2", "c2.n1", "c2.n2"]
    assert [note.division for note in document.notes[1:3]] == ["The Peasants", "The Lords"]


def test_the_caller_may_name_the_heading(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("Belegstellen")) + w.paragraph(w.run("1 Bloch, 1.")) + w.paragraph(w.run("2 Febvre, 2.")),
    )
    with pytest.raises(NoNotesFound):
        notes(path)
    assert notes(path, "Belegstellen") == [("1", "Bloch, 1."), ("2", "Febvre, 2.")]


def test_an_author_s_note_of_the_word_processor_stands_before_the_typed_ones(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("The War"), w.foot(1, custom="*"))
        + w.paragraph(w.run("Notes"))
        + w.paragraph(w.run("1. Bloch, 1."))
        + w.paragraph(w.run("2. Febvre, 2.")),
        footnotes=w.note(1, w.run("* My thanks."), reference=False),
    )
    assert notes(path) == [("*", "My thanks."), ("1", "Bloch, 1."), ("2", "Febvre, 2.")]


def test_raised_numbers_without_a_heading_end_where_the_bibliography_begins(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("Lyon."), w.run("1", RAISED), w.run(" Paris."), w.run("2", RAISED))
        + w.paragraph(w.run("1", RAISED), w.run(" Bloch, 1."))
        + w.paragraph(w.run("2", RAISED), w.run(" Febvre, 2."))
        + w.paragraph(w.run("Bibliography"))
        + w.paragraph(w.run("Bloch, Marc. Craft. New York: Knopf, 1953.")),
    )
    assert notes(path) == [("1", "Bloch, 1."), ("2", "Febvre, 2.")]


def test_a_table_of_contents_is_neither_notes_nor_bibliography(tmp_path):
    line = '<w:pStyle w:val="TOC1"/>'
    path = w.build(
        tmp_path,
        w.paragraph(w.run("Notes"), properties=line)
        + w.paragraph(w.run("Bibliography"), properties=line)
        + w.paragraph(w.run("1. The war came early."))
        + w.paragraph(w.run("Notes"))
        + w.paragraph(w.run("1. Bloch, 1."))
        + w.paragraph(w.run("2. Febvre, 2.")),
        styles='<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>',
    )
    assert notes(path) == [("1", "Bloch, 1."), ("2", "Febvre, 2.")]
    assert read_docx(path, ReadOptions())[0].bibliography == ()
