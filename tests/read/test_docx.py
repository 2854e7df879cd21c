"""Word documents: which notes there are, how they are numbered, and what a reader sees of them."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model.source import Document, Mark, MarkKind, NoteKind
from refparse.read.docx import read_docx
from refparse.read.options import ReadOptions
from refparse.text.fold import fold


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


w = _load("docx_files")


def read(path: Path) -> Document:
    return read_docx(path, ReadOptions())[0]


def texts(document: Document) -> list[str]:
    return [note.text for note in document.notes]


def numbers(document: Document) -> list[str]:
    return [note.number for note in document.notes]


def test_a_footnote_has_its_number_its_text_its_italics_and_its_sentence(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("The war came early. Bloch went to Lyon."), w.foot(2), w.run(" He wrote.")),
        footnotes='<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + w.note(2, w.run(" Marc Bloch, "), w.run("The Historian’s Craft", "<w:i/>"), w.run(" (New York, 1953), 29.")),
    )
    (note,) = read(path).notes
    assert (note.id, note.number, note.kind) == ("n1", "1", NoteKind.FOOT)
    assert note.text == "Marc Bloch, The Historian’s Craft (New York, 1953), 29."
    assert note.marks == (Mark(12, 33, MarkKind.ITALIC),)
    assert note.marker_sentence == "Bloch went to Lyon."
    assert note.italics_known


def test_notes_follow_their_markers_not_the_order_of_the_notes_part(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("One."), w.foot(7), w.run(" Two."), w.foot(3)),
        footnotes=w.note(3, w.run("Second.")) + w.note(7, w.run("First.")),
    )
    assert texts(read(path)) == ["First.", "Second."]


def test_endnotes_without_a_stated_format_count_in_digits(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.end(1), w.end(2)),
        endnotes="".join(w.note(n, w.run("See below."), kind="endnote") for n in (1, 2)),
    )
    document = read(path)
    assert numbers(document) == ["1", "2"]
    assert {note.kind for note in document.notes} == {NoteKind.END}


def test_footnotes_and_endnotes_with_one_number_keep_two_ids(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1), w.end(1)),
        footnotes=w.note(1, w.run("At the foot.")),
        endnotes=w.note(1, w.run("At the end."), kind="endnote"),
    )
    assert [note.id for note in read(path).notes] == ["n1", "e1"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("lowerRoman", ["i", "ii", "iii", "iv"]),
        ("upperRoman", ["I", "II", "III", "IV"]),
        ("lowerLetter", ["a", "b", "c", "d"]),
        ("chicago", ["*", "†", "‡", "§"]),
    ],
)
def test_the_stated_number_format_is_what_the_reader_sees(tmp_path, form, expected):
    path = w.build(
        tmp_path,
        w.paragraph(*map(w.foot, range(1, 5))),
        footnotes="".join(w.note(n, w.run("Text.")) for n in range(1, 5)),
        settings=f'<w:footnotePr><w:numFmt w:val="{form}"/></w:footnotePr>',
    )
    assert numbers(read(path)) == expected


def test_a_mark_of_the_author_s_own_is_no_part_of_the_note_and_does_not_count(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.run("Title"), w.foot(1, custom="*"), w.run(" Text."), w.foot(2)),
        footnotes=w.note(1, w.run("*", '<w:vertAlign w:val="superscript"/>'), w.run(" My thanks."), reference=False)
        + w.note(2, w.run("Bloch, 29.")),
    )
    document = read(path)
    assert numbers(document) == ["*", "1"]
    assert texts(document) == ["My thanks.", "Bloch, 29."]


def test_numbers_restart_with_each_section_and_the_chapter_tells_them_apart(tmp_path):
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    path = w.build(
        tmp_path,
        w.paragraph(w.run("The Peasants"), properties='<w:outlineLvl w:val="0"/>')
        + w.paragraph(w.foot(1), w.foot(2), properties=section)
        + w.paragraph(w.run("The Lords"), properties='<w:outlineLvl w:val="0"/>')
        + w.paragraph(w.foot(3))
        + section,
        footnotes="".join(w.note(n, w.run(f"Text {n}.")) for n in (1, 2, 3)),
    )
    found = [(note.id, note.number, note.division) for note in read(path).notes]
    assert found == [
        ("c1.n1", "1", "The Peasants"),
        ("c1.n2", "2", "The Peasants"),
        ("c2.n1", "1", "The Lords"),
    ]


def test_tracked_changes_are_read_as_accepted(tmp_path):
    deleted = "<w:del><w:r><w:delText>Old title</w:delText></w:r></w:del>"
    path = w.build(
        tmp_path,
        w.paragraph(f"<w:del>{w.foot(1)}</w:del>", w.foot(2)),
        footnotes=w.note(1, w.run("Gone."))
        + w.note(
            2,
            w.run("Bloch, ") + deleted + f"<w:ins>{w.run('Craft')}</w:ins>"
            f"<w:moveFrom>{w.run(', moved')}</w:moveFrom><w:moveTo>{w.run(', 29')}</w:moveTo>" + w.run("."),
        ),
    )
    document, diagnostics = read_docx(path, ReadOptions())
    assert [(note.number, note.text) for note in document.notes] == [("1", "Bloch, Craft, 29.")]
    assert [each.code for each in diagnostics] == ["R121"]


def test_what_is_not_text_stays_out_and_what_is_text_comes_in(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(
            1,
            "<w:r><w:t>pp. 12</w:t><w:noBreakHyphen/><w:t>14</w:t><w:tab/><w:t>of co</w:t><w:softHyphen/><w:t>operation</w:t></w:r>",
            f"<w:smartTag>{w.run(' in Paris')}</w:smartTag>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{w.run(', France')}</w:sdtContent></w:sdt>",
            '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>',
            w.run("hidden", "<w:vanish/>"),
            w.field(" PAGEREF _x ", w.run(" and 15")),
        ),
    )
    assert texts(read(path)) == ["pp. 12-14 of cooperation in Paris, Franceα and 15"]


def test_paragraphs_of_a_note_are_joined_by_a_space(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(1, w.paragraph(w.run("First.")), w.paragraph(w.run("Second."))),
    )
    assert texts(read(path)) == ["First. Second."]


def test_italics_come_from_styles_along_their_chain_and_may_be_switched_off(tmp_path):
    styles = (
        '<w:style w:type="character" w:styleId="Title1"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="Base"><w:basedOn w:val="Title1"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(
            1,
            w.run("Craft", '<w:rStyle w:val="Title1"/>'),
            w.run(" and ", '<w:rStyle w:val="Title1"/><w:i w:val="0"/>'),
            w.run("Annales", '<w:rStyle w:val="Base"/>'),
        ),
        styles=styles,
    )
    (note,) = read(path).notes
    assert note.marks == (Mark(0, 5, MarkKind.ITALIC), Mark(10, 17, MarkKind.ITALIC))


def test_underlined_titles_of_a_document_without_italics_are_italic(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(1, w.run("Bloch, "), w.run("Craft", '<w:u w:val="single"/>')),
    )
    document, diagnostics = read_docx(path, ReadOptions())
    assert document.notes[0].marks == (Mark(7, 12, MarkKind.ITALIC),)
    assert [each.code for each in diagnostics] == ["R123"]


def test_a_link_keeps_its_target(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(1, w.run("See "), f'<w:hyperlink r:id="x1">{w.run("the archive")}</w:hyperlink>'),
        links={"x1": "https://example.org/a"},
    )
    (link,) = read(path).notes[0].links
    assert (link.start, link.end, link.target) == (4, 15, "https://example.org/a")


def test_a_marker_whose_note_is_missing_is_named_and_the_others_keep_their_numbers(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1), w.foot(9), w.foot(2)),
        footnotes=w.note(1, w.run("One.")) + w.note(2, w.run("Three.")),
    )
    document, diagnostics = read_docx(path, ReadOptions())
    assert [(note.number, note.text) for note in document.notes] == [("1", "One."), ("3", "Three.")]
    assert [each.code for each in diagnostics] == ["R120"]


def test_a_document_without_notes_says_so(tmp_path):
    with pytest.raises(NoNotesFound, match="no footnotes or endnotes"):
        read(w.build(tmp_path, w.paragraph(w.run("Only text."))))


def test_a_truncated_file_is_one_clear_error(tmp_path):
    path = w.build(tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, w.run("Text.")))
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(ReadError, match=r"book\.docx"):
        read(path)


def test_a_text_box_comes_once_and_before_the_paragraph_that_holds_it(tmp_path):
    def box(content: str) -> str:
        return f"<w:txbxContent>{w.paragraph(w.run(content))}</w:txbxContent>"

    drawing = (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>' + box("In the box.") + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box("In the box.") + "</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(1, w.run("Bloch, "), f"<w:r>{drawing}</w:r>", w.run("3.")),
    )
    assert texts(read(path)) == ["In the box. Bloch, 3."]


def test_numbers_begin_anew_on_each_page_that_word_has_laid_out(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1), w.foot(2), "<w:r><w:lastRenderedPageBreak/></w:r>", w.foot(3)),
        footnotes="".join(w.note(n, w.run(f"Text {n}.")) for n in (1, 2, 3)),
        settings='<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>',
    )
    assert [(note.id, note.number) for note in read(path).notes] == [("n1", "1"), ("n2", "2"), ("n1b", "1")]


def test_italics_of_paragraph_and_character_style_cancel_each_other(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Quote"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Emphasis"><w:rPr><w:i/></w:rPr></w:style>'
    )
    inside = w.paragraph(
        w.run("Bloch, "), w.run("Craft", '<w:rStyle w:val="Emphasis"/>'), properties='<w:pStyle w:val="Quote"/>'
    )
    path = w.build(
        tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, inside.replace("<w:p>", "<w:p>", 1)), styles=styles
    )
    assert read(path).notes[0].marks == (Mark(0, 6, MarkKind.ITALIC),)


def test_a_hyperlink_field_is_a_link(tmp_path):
    path = w.build(
        tmp_path,
        w.paragraph(w.foot(1)),
        footnotes=w.note(1, w.run("See "), w.field(' HYPERLINK "https://example.org/a" ', w.run("here"))),
    )
    assert [(link.start, link.end, link.target) for link in read(path).notes[0].links] == [
        (4, 8, "https://example.org/a")
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(tmp_path):
    first = w.paragraph(w.run("Bloch, Cra"), properties="<w:rPr><w:del/></w:rPr>")
    path = w.build(tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, first, w.paragraph(w.run("ft, 3."))))
    assert texts(read(path)) == ["Bloch, Craft, 3."]


def test_the_strict_variant_of_the_format_is_read_the_same(tmp_path):
    path = w.build(tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, w.run("Bloch, 3.")))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            data = data.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            package.writestr(name, data)
    assert texts(read(path)) == ["Bloch, 3."]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (w.run(". Bloch, 3."), "Bloch, 3."),
        ("<w:r><w:tab/></w:r>" + w.run("Bloch, 3."), "Bloch, 3."),
        (w.run("… and Bloch, 3."), "… and Bloch, 3."),
        (w.run("1 Samuel 3:4."), "1 Samuel 3:4."),
    ],
)
def test_what_follows_the_number_is_no_text_only_where_it_belongs_to_the_number(tmp_path, content, expected):
    path = w.build(tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, content))
    assert texts(read(path)) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (w.run("1. Bloch, 3."), "Bloch, 3."),
        (w.run("1", '<w:vertAlign w:val="superscript"/>') + w.run(" Bloch, 3."), "Bloch, 3."),
        (w.run("1 Samuel 3:4."), "1 Samuel 3:4."),
    ],
)
def test_a_number_typed_by_a_program_that_sets_none_is_no_text(tmp_path, content, expected):
    path = w.build(tmp_path, w.paragraph(w.foot(1)), footnotes=w.note(1, content, reference=False))
    assert texts(read(path)) == [expected]


GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not at hand")
@pytest.mark.parametrize("name", sorted(path.stem for path in (GOLD / "docs").glob("*.docx")))
def test_the_notes_of_the_development_gold_are_found_whole(name):
    expected = {
        note["n"]: fold(note["text"]) for note in json.loads((GOLD / "gold" / f"{name}.json").read_text())["notes"]
    }
    found = {note.number: fold(note.text) for note in read(GOLD / "docs" / f"{name}.docx").notes}
    assert found.keys() == expected.keys()
    assert sum(found[number] == text for number, text in expected.items()) >= 0.97 * len(expected)
