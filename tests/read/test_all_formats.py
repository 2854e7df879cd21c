"""One document, made in every format by tests/documents/make.py, is the same document from each."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from refparse.errors import MissingExtra, ReadError
from refparse.model import Document, MarkKind, Note
from refparse.model.variables import TITLE
from refparse.read.document import read_document
from refparse.text.fold import fold

FOLDER = Path(__file__).parents[1] / "documents" / "bread"

WITH_ITALICS = [
    "bread.md", "bread.docx", "bread.odt", "bread.html", "bread.epub", "bread.tei", "bread.tex", "bread.pdf",
    "bread-office.pdf", "bread.hocr", "bread.alto.xml", "bread.page.xml",
]  # fmt: skip
WITHOUT_ITALICS = ["bread-footnotes.txt", "bread-endnotes.txt"]
OFFICE = pytest.param(
    "bread.rtf",
    marks=[pytest.mark.slow, pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")],
)
EVERY = [*WITH_ITALICS, *WITHOUT_ITALICS, OFFICE]


@cache
def read(name: str) -> Document:
    try:
        return read_document(FOLDER / name)[0]
    except (ReadError, MissingExtra) as error:
        if "cannot be read yet" in str(error):
            pytest.skip(str(error))
        raise


def italics(note: Note) -> list[str]:
    return [fold(note.text[mark.start : mark.end]) for mark in note.marks if mark.kind is MarkKind.ITALIC]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_fourteen_notes_by_their_numbers(name):
    assert [note.number for note in read(name).notes] == [str(number) for number in range(1, 15)]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_words_of_each_note(name):
    expected = {note.number: fold(note.text) for note in read("bread.md").notes}
    assert {note.number: fold(note.text) for note in read(name).notes} == expected


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_sentence_that_carries_each_marker(name):
    expected = {note.number: fold(note.marker_sentence) for note in read("bread.md").notes}
    assert {note.number: fold(note.marker_sentence) for note in read(name).notes} == expected


@pytest.mark.parametrize("name", [*WITH_ITALICS, OFFICE])
def test_every_format_with_letter_forms_gives_the_italics(name):
    expected = {note.number: italics(note) for note in read("bread.md").notes}
    assert {note.number: italics(note) for note in read(name).notes} == expected
    assert all(note.italics_known for note in read(name).notes)


@pytest.mark.parametrize("name", WITHOUT_ITALICS)
def test_plain_text_says_that_it_knows_no_italics(name):
    assert not any(note.italics_known for note in read(name).notes)


@pytest.mark.parametrize("name", WITH_ITALICS)
def test_the_title_of_the_document_is_found(name):
    assert fold(read(name).title) == "bread and order the grain question in european towns"


@pytest.mark.parametrize("name", ["bread.pdf", "bread.hocr", "bread.alto.xml", "bread.page.xml"])
def test_a_note_that_runs_over_a_page_is_one_note(name):
    note = next(note for note in read(name).notes if note.number == "7")
    assert note.place == "page 2"
    assert note.text.startswith("Rudé, Crowd in History, 23–27.") and note.text.endswith("“Food Supply,” 392.")


@pytest.mark.parametrize("name", ["bread.pdf", "bread-office.pdf", "bread.hocr", "bread.tex", "bread.md", "bread.docx"])
def test_notes_stand_under_their_section(name):
    divisions = [note.division for note in read(name).notes]
    assert divisions == ["The Price of a Loaf"] * 8 + ["The Long Nineteenth Century"] * 6


def bibliography_of(name: str):
    pipeline = pytest.importorskip("refparse.pipeline")
    return pipeline.bibliography_of(read(name))


def titles(bibliography) -> dict[str, str]:
    return {work.id: fold(str(work.fields.value(TITLE, ""))) for work in bibliography.works}


def meanings(bibliography) -> list[tuple[str, str, str, str | None]]:
    """Give for each citation its form, its place in the work, and the key of the work it means."""
    meant = {resolution.citation: resolution.work for resolution in bibliography.resolutions}
    return [
        (each.id, each.form, each.locator.value if each.locator else "", meant.get(each.id))
        for each in bibliography.citations
    ]


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_same_works(name):
    expected = titles(bibliography_of("bread.md"))
    assert len(expected) == 13
    assert titles(bibliography_of(name)).keys() == expected.keys()


@pytest.mark.parametrize("name", [*WITH_ITALICS, OFFICE])
def test_formats_with_italics_give_every_title_letter_by_letter(name):
    assert titles(bibliography_of(name)) == titles(bibliography_of("bread.md"))


@pytest.mark.parametrize("name", EVERY)
def test_every_format_gives_the_same_citations_and_each_means_the_same_work(name):
    expected = meanings(bibliography_of("bread.md"))
    assert len(expected) == 23
    assert all(work for *_, work in expected)
    assert meanings(bibliography_of(name)) == expected
