"""TEI documents: notes where they stand or where pointers lead, formatting, quotations, lists of bibliography."""

from __future__ import annotations

from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model.source import Document, Mark, MarkKind, NoteKind
from refparse.read.options import ReadOptions
from refparse.read.tei import read_tei


def read(folder: Path, text: str, head: str = '<?xml version="1.0"?>') -> Document:
    path = folder / "edition.xml"
    path.write_text(
        f'{head}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>An Edition</title></titleStmt><notesStmt><note>Made by hand.</note></notesStmt></fileDesc></teiHeader><text>{text}</text></TEI>',
        encoding="utf-8",
    )
    return read_tei(path, ReadOptions())[0]


def test_a_note_in_its_place(tmp_path):
    document = read(
        tmp_path,
        '<body><p>The war came early. Bloch went to Lyon.<note place="foot" n="12">Bloch, <title level="m">Craft</title>, <hi rend="sup">2</hi>.</note> He wrote.</p></body>',
    )
    (note,) = document.notes
    assert document.title == "An Edition"
    assert (note.number, note.kind, note.text, note.marker_sentence) == (
        "12", NoteKind.FOOT, "Bloch, Craft, 2.", "Bloch went to Lyon.",
    )  # fmt: skip
    assert note.marks == (Mark(7, 12, MarkKind.ITALIC), Mark(14, 15, MarkKind.SUPERSCRIPT))


def test_notes_at_the_end_have_the_sentence_of_their_pointer(tmp_path):
    document = read(
        tmp_path,
        '<body><p>Lyon fell.<ref target="#n1">1</ref> Paris fell.<ptr target="#n2"/></p></body><back><div type="notes"><note xml:id="n1" n="1"><p>Bloch, 3.</p><p>More.</p></note><note xml:id="n2"><p>Febvre, 4.</p></note></div></back>',
    )
    assert [(note.number, note.kind, note.text, note.marker_sentence) for note in document.notes] == [
        ("1", NoteKind.END, "Bloch, 3. More.", "Lyon fell."),
        ("2", NoteKind.END, "Febvre, 4.", "Paris fell."),
    ]


def test_quotation_marks_that_the_markup_stands_for_are_text(tmp_path):
    document = read(
        tmp_path,
        '<body><p>A.<note>Bloch, <title level="a">Memory</title>, “<q>so</q>,” <quote>he <q>said</q></quote>.</note></p></body>',
    )
    assert document.notes[0].text == "Bloch, “Memory”, “so,” “he ‘said’”."


def test_corrections_are_read_and_deletions_are_not(tmp_path):
    document = read(
        tmp_path,
        "<body><p>A.<note>Bl<choice><sic>o</sic><corr>och</corr></choice>, <del>no</del><sic>Craft</sic><lb/>3.</note></p></body>",
    )
    assert document.notes[0].text == "Bloch, Craft 3."


def test_a_list_of_bibliography_is_the_document_s_bibliography(tmp_path):
    document = read(
        tmp_path,
        '<body><p>A.<note>Bloch, 3.</note></p></body><back><listBibl><bibl>Bloch, Marc. <title level="m">Craft</title>. 1953.</bibl><biblStruct><monogr><author><persName><forename>Lucien</forename><surname>Febvre</surname></persName></author><title level="m">Combats</title><imprint><pubPlace>Paris</pubPlace><publisher>Colin</publisher><date when="1953"/></imprint></monogr></biblStruct></listBibl></back>',
    )
    assert [entry.text for entry in document.bibliography] == [
        "Bloch, Marc. Craft. 1953.",
        "Febvre, Lucien. Combats. Paris: Colin, 1953.",
    ]


def test_an_old_document_with_a_doctype_is_read_and_declared_entities_are_refused(tmp_path):
    body = "<body><p>A.<note>Bloch&nbsp;&amp; Febvre, 3.</note></p></body>"
    public = '<?xml version="1.0"?><!DOCTYPE TEI.2 PUBLIC "-//TEI//DTD" "http://example.org/tei.dtd">'
    assert read(tmp_path, body, public).notes[0].text == "Bloch & Febvre, 3."
    bomb = '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(ReadError, match="entities"):
        read(tmp_path, body, bomb)
    outside = '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(ReadError, match="entities"):
        read(tmp_path, body, outside)


def test_a_text_without_notes_says_so(tmp_path):
    with pytest.raises(NoNotesFound):
        read(tmp_path, "<body><p>Only text.</p></body>")
