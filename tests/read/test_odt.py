"""OpenDocument texts: notes in their places, italics by inheritance, tracked deletions, Zotero's reference marks."""

from __future__ import annotations

import json
import zipfile
from html import escape
from pathlib import Path

import pytest

from refparse.errors import NoNotesFound, ReadError
from refparse.model.source import Document, Mark, MarkKind, NoteKind
from refparse.read.odt import read_odt
from refparse.read.options import ReadOptions

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("style", "style"), ("text", "text"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"))
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def note(number: str, body: str, kind: str = "footnote") -> str:
    return f'<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation><text:note-body>{body}</text:note-body></text:note>'


def build(
    folder: Path, text: str, *, automatic: str = "", common: str = "", name: str = "book.odt", **more: str
) -> Path:
    content = f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document-content>"
    path = folder / name
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:styles>{common}</office:styles></office:document-styles>",
        )
        for part, data in more.items():
            package.writestr(part.replace("__", "/").replace("_dot_", "."), data)
    return path


def read(path: Path) -> Document:
    return read_odt(path, ReadOptions())[0]


def test_foot_and_endnotes_keep_the_numbers_the_word_processor_stored(tmp_path):
    path = build(
        tmp_path,
        f"<text:p>The war came early. Bloch went to Lyon.{note('1', '<text:p>Bloch,<text:s/>3.</text:p><text:p>More.</text:p>')} He wrote.{note('i', '<text:p>Febvre, 4.</text:p>', 'endnote')}</text:p>",
    )
    first, second = read(path).notes
    assert (first.number, first.kind, first.text, first.marker_sentence) == (
        "1", NoteKind.FOOT, "Bloch, 3. More.", "Bloch went to Lyon.",
    )  # fmt: skip
    assert (second.number, second.kind) == ("i", NoteKind.END)


def test_italics_are_inherited_and_loops_of_styles_end(tmp_path):
    path = build(
        tmp_path,
        f"<text:p>A.{note('1', '<text:p>Bloch, <text:span text:style-name=T1>Craft<text:span text:style-name=T2>, not</text:span></text:span>, 3.</text:p>'.replace('=T1', chr(61) + chr(34) + 'T1' + chr(34)).replace('=T2', chr(61) + chr(34) + 'T2' + chr(34)))}</text:p>",
        automatic='<style:style style:name="T1" style:family="text" style:parent-style-name="Book"/><style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="normal"/></style:style>',
        common='<style:style style:name="Book" style:family="text" style:parent-style-name="Loop"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="Loop" style:family="text" style:parent-style-name="Book"/>',
    )
    assert read(path).notes[0].marks == (Mark(7, 12, MarkKind.ITALIC),)


def test_tracked_deletions_and_comments_are_no_text(tmp_path):
    path = build(
        tmp_path,
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>Old words</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        + f"<text:p>A.{note('1', '<text:p>Bloch<office:annotation><text:p>why?</text:p></office:annotation>, 3.</text:p>')}</text:p>",
    )
    assert [each.text for each in read(path).notes] == ["Bloch, 3."]


def test_zotero_s_reference_marks_are_live_citations(tmp_path):
    code = {
        "citationItems": [
            {
                "uris": ["http://zotero.org/users/1/items/ABCD2345"],
                "locator": "3",
                "label": "page",
                "itemData": {"type": "book", "title": "Strange Defeat"},
            }
        ]
    }
    name = escape(f"ZOTERO_ITEM CSL_CITATION {json.dumps(code)} RNDabcdefghij", quote=True)
    body = f'<text:p>See <text:reference-mark-start text:name="{name}"/>Bloch, Strange Defeat, 3<text:reference-mark-end text:name="{name}"/>.</text:p>'
    (found,) = read(build(tmp_path, f"<text:p>A.{note('1', body)}</text:p>")).notes
    (citation,) = found.embedded
    assert found.text == "See Bloch, Strange Defeat, 3."
    assert citation.program == "zotero"
    assert citation.span.of(found.text) == "Bloch, Strange Defeat, 3"
    assert (citation.items[0].item["title"], citation.items[0].locator) == ("Strange Defeat", "3")


def test_notes_typed_as_a_numbered_list_count_as_the_list_counts(tmp_path):
    path = build(
        tmp_path,
        '<text:p>Text.</text:p><text:h text:outline-level="1">Notes</text:h><text:list text:style-name="L1"><text:list-item><text:p>Bloch, 3.</text:p></text:list-item><text:list-item><text:p>Febvre, 4.</text:p></text:list-item></text:list>',
        automatic='<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="4"/></text:list-style>',
    )
    assert [(each.number, each.text) for each in read(path).notes] == [("4", "Bloch, 3."), ("5", "Febvre, 4.")]


def test_a_flat_file_is_read_like_a_package(tmp_path):
    path = tmp_path / "book.fodt"
    path.write_text(
        f'<?xml version="1.0"?><office:document {NAMES}><office:body><office:text><text:p>A.{note("1", "<text:p>Bloch, 3.</text:p>")}</text:p></office:text></office:body></office:document>'
    )
    assert [each.text for each in read(path).notes] == ["Bloch, 3."]


def test_a_password_is_named(tmp_path):
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(ReadError, match="password"):
        read(build(tmp_path, "", META_x="", **{"META-INF__manifest_dot_xml": manifest}))


def test_a_text_without_notes_says_so(tmp_path):
    with pytest.raises(NoNotesFound):
        read(build(tmp_path, "<text:p>Only text.</text:p>"))
