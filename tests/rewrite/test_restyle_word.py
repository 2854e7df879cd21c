"""A Word document in another style: only the notes' citations change, every other part stays byte for byte."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from refparse.errors import WriteError
from refparse.pipeline import process_document
from refparse.render.engine_pandoc import find_pandoc
from refparse.render.renderer import open_renderer
from refparse.rewrite.restyle import restyle_document

pytestmark = pytest.mark.skipif(find_pandoc() is None, reason="pandoc is not installed")

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{}"/></w:r>'


def _text(words: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _italic(words: str) -> str:
    return _text(words, '<w:i/><w:sz w:val="18"/>')


def _note(number: int, runs: str) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    return f'<w:footnote w:id="{number}"><w:p>{mark}{_text(" ")}{runs}</w:p></w:footnote>'


def _write(path: Path, body: str, notes: list[str]) -> Path:
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind="officeDocument", target="word/document.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONS.format(kind="footnotes", target="footnotes.xml"),
        "word/footnotes.xml": f"<w:footnotes {_W}>{''.join(_note(at, runs) for at, runs in enumerate(notes, 1))}</w:footnotes>",
        "word/media/picture.bin": "not to be touched",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


POWER = (
    _text("See Eileen Power, ", '<w:sz w:val="18"/>') + _italic("The Wool ") + _italic("Trade")
    + _text(" (London: Oxford University Press, 1941), 12. Her point is old.", '<w:sz w:val="18"/>')
)  # fmt: skip
BODY = f"<w:p>{_text('A claim.')}{_MARK.format(1)}{_text(' Another claim, “quoted.”')}{_MARK.format(2)}{_text(' End.')}</w:p>"


@pytest.fixture
def document(tmp_path):
    return _write(tmp_path / "old.docx", BODY, [POWER, _text("Power, ") + _italic("Wool Trade") + _text(", 14.")])


def _restyled(path, style):
    out = path.with_name("new.docx")
    result = restyle_document(path, out, process_document(path), open_renderer(style))
    return result, zipfile.ZipFile(out)


def _words(xml: bytes, start: str) -> list[str]:
    stories = re.findall(rf"<w:{start}\b.*?</w:{start}>", xml.decode("utf-8"), re.DOTALL)
    return ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", story)) for story in stories]


def test_the_citation_changes_and_the_words_around_it_stay(document):
    result, package = _restyled(document, "mhra")
    assert _words(package.read("word/footnotes.xml"), "footnote") == [
        " See Eileen Power, The Wool Trade (Oxford University Press, 1941), p. 12. Her point is old.",
        " Power, Wool Trade, p. 14.",
    ]
    assert result.rewritten == 2
    assert result.diagnostics == ()


def test_titles_are_italic_and_keep_the_size_of_the_text_around(document):
    _, package = _restyled(document, "mhra")
    notes = package.read("word/footnotes.xml").decode("utf-8")
    assert re.search(r'<w:rPr><w:i/><w:sz w:val="18"/></w:rPr><w:t[^>]*>The Wool Trade</w:t>', notes)
    assert "<w:footnoteRef/>" in notes


def test_every_other_part_stays_byte_for_byte(document):
    _, package = _restyled(document, "mhra")
    old = zipfile.ZipFile(document)
    assert package.namelist() == old.namelist()
    changed = [name for name in old.namelist() if package.read(name) != old.read(name)]
    assert changed == ["word/footnotes.xml"]


def test_a_document_in_the_style_already_stays_byte_for_byte(tmp_path):
    document = _write(tmp_path / "old.docx", BODY, [POWER, _text("No citation here.")])
    result, package = _restyled(document, "Chicago 17 notes")
    assert result.diagnostics == ()
    old = zipfile.ZipFile(document)
    assert [name for name in old.namelist() if package.read(name) != old.read(name)] == []


def test_an_author_date_style_cites_in_the_text_and_lists_references_at_the_end(tmp_path):
    notes = [
        _text("Eileen Power, ") + _italic("The Wool Trade") + _text(" (London: Oxford University Press, 1941), 12."),
        _text("Power, ") + _italic("Wool Trade") + _text(", 14. The point is hers."),
    ]
    body = BODY.replace('<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="9"/>').replace(
        '<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="1"/>'
    ).replace('<w:footnoteReference w:id="9"/>', '<w:footnoteReference w:id="2"/>')  # fmt: skip
    path = _write(tmp_path / "old.docx", body, [notes[0], notes[1]])
    result, package = _restyled(path, "apa")
    assert _words(package.read("word/document.xml"), "p") == [
        "A claim. Another claim, “quoted” (Power, 1941, p. 12). End.",
        "References",
        "Power, E. (1941). The Wool Trade. Oxford University Press.",
    ]
    assert _words(package.read("word/footnotes.xml"), "footnote") == [" Power, 1941, p. 14. The point is hers."]
    assert package.read("word/document.xml").count(b"footnoteReference w:id") == 1
    assert (result.rewritten, result.dissolved) == (1, 1)


def test_a_live_field_that_is_the_whole_citation_becomes_plain_text(tmp_path):
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> ADDIN SOMETHING </w:instrText></w:r>'
    inside = (
        _text("Eileen Power, ") + _italic("The Wool Trade") + _text(" (London: Oxford University Press, 1941), 12.")
    )
    field = character("begin") + code + character("separate") + inside + character("end")
    path = _write(tmp_path / "old.docx", BODY, [_text("See ") + field, _text("No citation here.")])
    result, package = _restyled(path, "mhra")
    notes = package.read("word/footnotes.xml")
    assert _words(notes, "footnote")[0] == " See Eileen Power, The Wool Trade (Oxford University Press, 1941), p. 12."
    assert b"fldChar" not in notes
    assert b"instrText" not in notes
    assert [each.code for each in result.diagnostics] == ["R614"]


def test_a_citation_that_shares_a_field_with_other_words_is_left_as_typed(tmp_path):
    start, end = '<w:fldSimple w:instr=" REF a ">', "</w:fldSimple>"
    note = (
        _text("Eileen Power, ") + _italic("The Wool Trade") + start + _text(" (London: Oxford University Press, 1941), 12. More")
        + end + _text(" is said.")
    )  # fmt: skip
    path = _write(tmp_path / "old.docx", BODY, [note, _text("No citation here.")])
    result, package = _restyled(path, "mhra")
    assert package.read("word/footnotes.xml") == zipfile.ZipFile(path).read("word/footnotes.xml")
    assert [each.code for each in result.diagnostics] == ["R611"]


def test_a_note_whose_words_cannot_be_found_again_is_reported(document):
    bibliography = process_document(document)
    other = _write(document.with_name("other.docx"), BODY, [_text("Something else."), _text("And else.")])
    result = restyle_document(other, document.with_name("new.docx"), bibliography, open_renderer("mhra"))
    assert [each.code for each in result.diagnostics] == ["R613", "R613"]


def test_strict_open_xml_is_refused_in_one_line(document):
    strict = document.with_name("strict.docx")
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    with pytest.raises(WriteError, match="strict Open XML"):
        restyle_document(strict, document.with_name("new.docx"), process_document(document), open_renderer("mhra"))


def test_endnotes_change_as_footnotes_do(tmp_path):
    old = _write(tmp_path / "foot.docx", BODY, [POWER, _text("Power, ") + _italic("Wool Trade") + _text(", 14.")])
    path = tmp_path / "old.docx"
    with zipfile.ZipFile(old) as foot, zipfile.ZipFile(path, "w") as end:
        for name in foot.namelist():
            end.writestr(name.replace("footnotes", "endnotes"), foot.read(name).replace(b"footnote", b"endnote"))
    _, package = _restyled(path, "mhra")
    assert _words(package.read("word/endnotes.xml"), "endnote") == [
        " See Eileen Power, The Wool Trade (Oxford University Press, 1941), p. 12. Her point is old.",
        " Power, Wool Trade, p. 14.",
    ]


def test_the_last_of_several_markers_in_a_row_has_the_stop_after_it(tmp_path):
    notes = [
        _text("Eileen Power, ") + _italic("The Wool Trade") + _text(" (London: Oxford University Press, 1941), 12."),
        _text("Marc Bloch, ") + _italic("Feudal Society") + _text(" (London: Routledge, 1961), 3."),
    ]
    body = f"<w:p>{_text('A “claim.”')}{_MARK.format(1)}{_MARK.format(2)}{_text(' End.')}</w:p>"
    _, package = _restyled(_write(tmp_path / "old.docx", body, notes), "apa")
    assert _words(package.read("word/document.xml"), "p")[0] == (
        "A “claim” (Power, 1941, p. 12) (Bloch, 1961, p. 3). End."
    )
