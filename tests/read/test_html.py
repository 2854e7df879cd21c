"""Web pages: the habits of many sites, each a page and the notes that must come of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model.source import MarkKind, Note
from refparse.read.html import read_html
from refparse.read.options import ReadOptions

CASES = Path(__file__).parents[1] / "cases" / "read" / "html.txt"


def cases() -> list[tuple[str, str, list[list[str]]]]:
    """Give the cases of the file: what is said, the page, the expected notes."""
    found = []
    for block in re.split(r"^=== ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        page, _, expected = rest.partition("\n---\n")
        notes = [[part.strip() for part in line.split(" | ")] for line in expected.strip().splitlines()]
        found.append((title, page, notes))
    return found


def shown(note: Note) -> str:
    """Give the text of a note with *italics*."""
    text = note.text
    for mark in sorted(note.marks, reverse=True):
        if mark.kind is MarkKind.ITALIC:
            text = f"{text[: mark.start]}*{text[mark.start : mark.end]}*{text[mark.end :]}"
    return text


def read(folder: Path, page: str | bytes, **options: str) -> tuple[Note, ...]:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    return read_html(path, ReadOptions(**options))[0].notes


@pytest.mark.parametrize(("title", "page", "expected"), cases(), ids=[title for title, _, _ in cases()])
def test_the_notes_of_a_page(tmp_path, title, page, expected):
    notes = read(tmp_path, f"<html><body>{page}</body></html>")
    found = [[note.number, shown(note), note.marker_sentence] for note in notes]
    assert [row[: len(wanted)] for row, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


def test_the_page_says_its_encoding(tmp_path):
    page = '<html><head><meta charset="windows-1252"></head><body><p>Lyon.<sup>1</sup></p><h2>Notes</h2><p>1. Müller – Craft</p></body></html>'
    assert read(tmp_path, page.encode("cp1252"))[0].text == "Müller – Craft"


def test_a_page_in_utf_16_is_read(tmp_path):
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=unicode"></head><body><p>Lyon.<sup>1</sup></p><h2>Notes</h2><p>1. Müller – Craft</p></body></html>'
    assert read(tmp_path, page.encode("utf-16"))[0].text == "Müller – Craft"


def test_a_page_without_notes_says_what_was_looked_for(tmp_path):
    with pytest.raises(NoNotesFound, match="linked markers"):
        read(tmp_path, "<p>Nothing here.</p>")


def test_links_of_a_note_keep_their_targets(tmp_path):
    (note,) = read(
        tmp_path,
        '<p>A.<sup><a href="#fn1">1</a></sup></p><ol><li id="fn1">See <a href="https://example.org/x">the archive</a>.</li></ol>',
    )
    assert [(link.start, link.end, link.target) for link in note.links] == [(4, 15, "https://example.org/x")]


def test_numbers_that_begin_anew_under_each_heading_are_told_apart(tmp_path):
    page = "".join(
        f'<h2>{name}</h2><p>A.<sup><a href="#fn{key}1" id="r{key}1">1</a></sup></p><ol class="footnotes"><li id="fn{key}1">Bloch, {key}.</li></ol>'
        for name, key in (("The Peasants", "a"), ("The Lords", "b"))
    )
    notes = read(tmp_path, page)
    assert [(note.id, note.division) for note in notes] == [("c1.n1", "The Peasants"), ("c2.n1", "The Lords")]


@pytest.mark.parametrize(
    "page", ["<div>" * 20_000 + "x", "<p><i>" * 20_000, "<a href='#" * 5000, "<ul><li>" * 900 + "<a href='#a'>1</a>"]
)
def test_hostile_pages_end_in_one_clear_error(tmp_path, page):
    with pytest.raises(ReadError):
        read(tmp_path, page)


def test_a_marker_that_leads_nowhere_is_named(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        '<p>A.<sup><a href="#fn1">1</a></sup> B.<sup><a href="#fn2">2</a></sup></p><p id="fn1">1. Bloch, 3.</p>'
    )
    document, diagnostics = read_html(path, ReadOptions())
    assert [note.number for note in document.notes] == ["1"]
    assert [each.code for each in diagnostics] == ["R120"]
    assert "2" in diagnostics[0].message


def test_a_list_in_the_middle_of_a_text_with_raised_powers_is_no_list_of_notes(tmp_path):
    page = "<p>From 2<sup>1</sup> to 2<sup>2</sup>.</p><ol><li>To begin with.</li><li>To go on.</li></ol><h2>The end</h2><p>More.</p>"
    with pytest.raises(NoNotesFound):
        read(tmp_path, page)


def test_a_remark_under_the_word_note_is_no_note(tmp_path):
    page = "<p>Text.</p><p>Note</p><pre>#![allow(unused)] */ 1 + 1</pre><p>1 is less than 2.</p><h2>The end</h2>"
    with pytest.raises(NoNotesFound):
        read(tmp_path, page)
