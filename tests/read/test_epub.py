"""E-books: pages in the order of the spine, notes in files of their own, protected and damaged packages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model.source import Document, MarkKind
from refparse.read.epub import read_epub
from refparse.read.options import ReadOptions

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="{}"/></rootfiles></container>'


def page(content: str, title: str = "") -> str:
    return f'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title><link rel="stylesheet" href="../book.css"/></head><body>{content}</body></html>'


def build(folder: Path, pages: dict[str, str], spine: list[str] | None = None, **more: str) -> Path:
    """Write a book whose pages stand in ``OEBPS/text``; `spine` names them in reading order."""
    items = "".join(f'<item id="{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in pages)
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or pages)
    package = f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A Book</dc:title></metadata><manifest>{items}</manifest><spine>{order}</spine></package>'
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER.format("OEBPS/book.opf"))
        book.writestr("OEBPS/book.opf", package)
        book.writestr("OEBPS/book.css", ".bt { font-style: italic }")
        for name, content in pages.items():
            book.writestr(f"OEBPS/text/{name}.xhtml", page(content))
        for name, content in more.items():
            book.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def read(path: Path) -> Document:
    return read_epub(path, ReadOptions())[0]


def test_notes_in_a_file_of_their_own_belong_to_the_chapters_of_their_markers(tmp_path):
    path = build(
        tmp_path,
        {
            "notes": '<h1>Notes</h1><h2>1</h2><p id="n1"><a href="one.xhtml#r1">1</a>. Bloch, <span class="bt">Craft</span>, 3.</p><h2>2</h2><p id="n2"><a href="two.xhtml#r2">1</a>. Febvre, 4.</p>',
            "one": '<h1>The Peasants</h1><p>Lyon.<a id="r1" href="notes.xhtml#n1">1</a> He wrote.</p>',
            "two": '<h1>The Lords</h1><p>Paris&nbsp;fell.<sup><a id="r2" href="notes.xhtml#n2">1</a></sup></p>',
        },
        ["one", "two", "notes"],
    )
    document = read(path)
    assert document.title == "A Book"
    assert [(note.id, note.number, note.division, note.text, note.marker_sentence) for note in document.notes] == [
        ("c1.n1", "1", "The Peasants", "Bloch, Craft, 3.", "Lyon."),
        ("c2.n1", "1", "The Lords", "Febvre, 4.", "Paris fell."),
    ]
    assert [(m.start, m.end) for m in document.notes[0].marks if m.kind is MarkKind.ITALIC] == [(7, 12)]


def test_notes_that_pop_up_stand_after_their_paragraph(tmp_path):
    path = build(
        tmp_path,
        {
            "one": '<p>Lyon.<a epub:type="noteref" href="#p1">*</a></p><aside epub:type="footnote" id="p1"><p>* Bloch, 3.</p></aside>'
        },
    )
    assert [(note.number, note.text) for note in read(path).notes] == [("*", "Bloch, 3.")]


def test_a_file_of_notes_outside_the_spine_is_read(tmp_path):
    path = build(
        tmp_path,
        {
            "one": '<p>Lyon.<sup><a href="notes.xhtml#n1">1</a></sup></p>',
            "notes": '<ol><li id="n1">Bloch, 3.</li></ol>',
        },
        ["one"],
    )
    assert [note.text for note in read(path).notes] == ["Bloch, 3."]


def test_a_chapter_cut_into_two_files_is_one_chapter(tmp_path):
    path = build(
        tmp_path,
        {
            "one": '<h1>The Peasants</h1><p>A.<sup><a href="#n1">1</a></sup></p><p id="n1">1. Bloch, 3.</p>',
            "more": '<p>B.<sup><a href="#n2">2</a></sup></p><p id="n2">2. Febvre, 4.</p>',
        },
    )
    assert [note.division for note in read(path).notes] == ["The Peasants", "The Peasants"]


def test_a_protected_book_says_so(tmp_path):
    encryption = '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    path = build(tmp_path, {"one": "<p>A.</p>"}, **{"META-INF__encryption_dot_xml": encryption})
    with pytest.raises(ReadError, match="protected"):
        read(path)


def test_links_out_of_the_package_lead_nowhere(tmp_path):
    path = build(tmp_path, {"one": '<p>Lyon.<sup><a href="../../../../etc/passwd#n1">1</a></sup></p>'})
    with pytest.raises(NoNotesFound):
        read(path)
