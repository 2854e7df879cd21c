"""Plain notes of a Word document become live Zotero citations; their words, and all else in the file, stay the same."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from refparse.errors import WriteError
from refparse.pipeline import process_document
from refparse.read import read_document
from refparse.rewrite.link import link_document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
from docx_files import build, end, field, foot, note, paragraph, run

POWER = (
    run("See Eileen Power, ", '<w:sz w:val="18"/>') + run("The Wool ", "<w:i/>") + run("Trade", "<w:i/>")
    + run(" (London: Oxford University Press, 1941), 12. Her point is old.")
)  # fmt: skip
BLOCH = (
    run("Marc Bloch, ")
    + run("The Historian’s Craft", "<w:i/>")
    + run(", trans. Peter Putnam (New York: Knopf, 1953), 29;")
)
BOTH = BLOCH + run(" but see Power, ") + run("Wool Trade", "<w:i/>") + run(", 14 (emphasis added).")
IBID = run("Ibid., 31.")
COMMENT = run("No source is known for this.")

BODY = paragraph(*(run(f"Claim {at}.") + foot(at) for at in range(1, 5)))
PACKAGE_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MORE = {"[Content_Types].xml": PACKAGE_TYPES, "word/media/picture.bin": "not to be touched"}


def _write(folder: Path, *notes: str, more: dict[str, str] | None = None, **parts: str) -> Path:
    footnotes = "".join(note(at, run(" "), content) for at, content in enumerate(notes, 1))
    return build(folder, BODY, footnotes=footnotes, more=MORE | (more or {}), **parts)


@pytest.fixture
def document(tmp_path):
    return _write(tmp_path, POWER, IBID, BOTH, COMMENT)


def _link(path: Path, **options):
    out = path.with_name("live.docx")
    options.setdefault("min_confidence", 0.0)
    return link_document(path, out, process_document(path), **options), out


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode("utf-8")


def _codes(path: Path, part: str = "word/footnotes.xml") -> list[dict]:
    found = re.findall(r"<w:instrText[^>]*> ADDIN ZOTERO_ITEM CSL_CITATION (.*?) </w:instrText>", _part(path, part))
    return [json.loads(code.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")) for code in found]


def _texts(path: Path) -> list[str]:
    return [each.text for each in read_document(path)[0].notes]


def test_each_sentence_that_cites_becomes_one_live_citation(document):
    _, out = _link(document)
    notes = read_document(out)[0].notes
    assert [[each.span.of(one.text) for each in one.embedded] for one in notes] == [
        ["See Eileen Power, The Wool Trade (London: Oxford University Press, 1941), 12."],
        ["Ibid., 31."],
        [
            "Marc Bloch, The Historian’s Craft, trans. Peter Putnam (New York: Knopf, 1953), 29; but see Power, Wool Trade,"
            " 14 (emphasis added)."
        ],
        [],
    ]


def test_the_words_of_every_note_stay_the_same(document):
    _, out = _link(document)
    assert _texts(out) == _texts(document)


def test_a_live_citation_knows_work_locator_prefix_and_suffix(document):
    _, out = _link(document)
    items = [item for one in read_document(out)[0].notes for each in one.embedded for item in each.items]
    assert [(i.item["title"], i.label, i.locator, i.prefix, i.suffix) for i in items] == [
        ("The Wool Trade", "page", "12", "See ", ""),
        ("The Wool Trade", "page", "31", "", ""),
        ("The Historian’s Craft", "page", "29", "", ""),
        ("The Wool Trade", "page", "14", "but see ", " (emphasis added)"),
    ]


def test_the_code_records_the_words_it_shows_so_that_zotero_does_not_ask(document):
    _, out = _link(document)
    shown = [each.span.of(one.text) for one in read_document(out)[0].notes for each in one.embedded]
    codes = _codes(out)
    assert [code["properties"]["plainCitation"] for code in codes] == shown
    assert [code["properties"]["noteIndex"] for code in codes] == [1, 2, 3]
    assert len({code["citationID"] for code in codes}) == 3


def test_a_work_has_one_name_of_its_own_wherever_it_is_cited(document):
    _, out = _link(document)
    uris = {item["itemData"]["title"]: item["uris"] for code in _codes(out) for item in code["citationItems"]}
    assert all(len(names) == 1 and names[0].startswith("urn:uuid:") for names in uris.values())
    again = [
        item["uris"]
        for code in _codes(out)
        for item in code["citationItems"]
        if item["itemData"]["title"] == "The Wool Trade"
    ]
    assert len(again) >= 2 and all(names == again[0] for names in again)


def test_formatting_is_kept_and_runs_are_cut_at_the_borders_of_a_citation(document):
    _, out = _link(document)
    xml = _part(out, "word/footnotes.xml")
    assert '<w:rPr><w:i/></w:rPr><w:t xml:space="preserve">The Wool </w:t>' in xml
    assert '<w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">See Eileen Power, </w:t>' in xml
    assert ">, 12. Her point is old.<" not in xml
    assert re.search(r'fldCharType="end"/></w:r><w:r><w:rPr/><w:t xml:space="preserve"> Her point is old\.</w:t>', xml)


def test_every_other_part_stays_byte_for_byte(document):
    _, out = _link(document)
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(out) as new:
        changed = [name for name in old.namelist() if new.read(name) != old.read(name)]
        assert changed == ["_rels/.rels", "word/footnotes.xml", "[Content_Types].xml"]
        assert [name for name in new.namelist() if name not in old.namelist()] == ["docProps/custom.xml"]
        assert new.testzip() is None


def test_the_preferences_stand_in_properties_of_at_most_255_characters(document):
    _, out = _link(document)
    xml = _part(out, "docProps/custom.xml")
    pieces = re.findall(r'pid="(\d+)" name="ZOTERO_PREF_(\d+)"><vt:lpwstr>(.*?)</vt:lpwstr>', xml)
    values = [value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for _, _, value in pieces]
    assert [(pid, number) for pid, number, _ in pieces] == [(str(at + 1), str(at)) for at in range(1, len(pieces) + 1)]
    assert all(len(value) <= 255 for value in values)
    data = "".join(values)
    assert data.startswith('<data data-version="3"') and '<pref name="fieldType" value="Field"/>' in data
    assert 'id="http://www.zotero.org/styles/chicago-notes-bibliography"' in data


CUSTOM_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/>'
    "</Relationships>"
)


def _custom(name: str, value: str) -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        f'fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="7" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        "</Properties>"
    )


def test_properties_that_are_there_already_are_kept(tmp_path):
    more = {"docProps/custom.xml": _custom("Editor", "me"), "_rels/.rels": CUSTOM_RELATIONS}
    path = _write(tmp_path, POWER, IBID, BOTH, COMMENT, more=more)
    _, out = _link(path)
    xml = _part(out, "docProps/custom.xml")
    assert 'pid="7" name="Editor"' in xml and 'pid="8" name="ZOTERO_PREF_1"' in xml
    assert _part(out, "_rels/.rels") == CUSTOM_RELATIONS


def test_preferences_of_zotero_that_are_there_already_stay(tmp_path):
    stored = _custom(
        "ZOTERO_PREF_1", "&lt;data>&lt;pref name=&quot;fieldType&quot; value=&quot;Field&quot;/>&lt;/data>"
    )
    more = {"docProps/custom.xml": stored, "_rels/.rels": CUSTOM_RELATIONS}
    _, out = _link(_write(tmp_path, POWER, IBID, BOTH, COMMENT, more=more))
    assert _part(out, "docProps/custom.xml") == stored


def test_a_document_with_citations_as_bookmarks_is_refused_with_the_way_out(tmp_path):
    stored = _custom("ZOTERO_PREF_1", "&lt;pref name=&quot;fieldType&quot; value=&quot;Bookmark&quot;/>")
    more = {"docProps/custom.xml": stored, "_rels/.rels": CUSTOM_RELATIONS}
    with pytest.raises(WriteError, match="as bookmarks"):
        _link(_write(tmp_path, POWER, IBID, BOTH, COMMENT, more=more))


def test_what_is_not_sure_stays_as_typed_and_is_listed(document):
    done, out = _link(document, min_confidence=1.0)
    assert done.linked < 4
    assert len(done.left) == 4 - done.linked
    assert all(one.code == "R901" and "left as typed" in one.message for one in done.left)
    assert _texts(out) == _texts(document)


def test_live_citations_that_are_there_already_are_not_touched(tmp_path):
    code = (
        ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationID":"abc","citationItems":[{"id":1,"uris":["http://zotero.org/users/1/items/AAAA2222"],'
        '"itemData":{"id":1,"type":"book","title":"The Wool Trade","author":[{"family":"Power","given":"Eileen"}]}}]} '
    )
    live = field(
        code.replace('"', "&quot;"), run("Eileen Power, The Wool Trade (London: Oxford University Press, 1941), 12.")
    )
    path = _write(tmp_path, live, IBID, BOTH, COMMENT)
    done, out = _link(path)
    xml = _part(out, "word/footnotes.xml")
    assert done.live >= 1
    assert xml.count("&quot;citationID&quot;:&quot;abc&quot;") + xml.count('"citationID":"abc"') == 1
    assert _texts(out) == _texts(path)
    names = [
        item["uris"]
        for each in _codes(out)
        for item in each["citationItems"]
        if item["itemData"].get("title") == "The Wool Trade"
    ]
    assert names and all(each == ["http://zotero.org/users/1/items/AAAA2222"] for each in names)


def test_a_linked_document_linked_again_stays_as_it_is(document, tmp_path):
    _, out = _link(document)
    again = tmp_path / "again.docx"
    done = link_document(out, again, process_document(out), min_confidence=0.0)
    assert (done.fields, done.live) == (0, 4)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again) as new:
        assert {name: old.read(name) for name in old.namelist()} == {name: new.read(name) for name in new.namelist()}


def test_the_bibliography_field_comes_on_request(document):
    _, out = _link(document)
    assert "ZOTERO_BIBL" not in _part(out, "word/document.xml")
    _, out = _link(document, bibliography_field=True)
    assert _part(out, "word/document.xml").count("ADDIN ZOTERO_BIBL") == 1


def test_a_transfer_document_holds_codes_in_links(document):
    _, out = _link(document, transfer=True, bibliography_field=True)
    body, notes = _part(out, "word/document.xml"), _part(out, "word/footnotes.xml")
    paragraphs = [
        "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", each)) for each in re.findall(r"<w:p>.*?</w:p>|<w:p/>", body)
    ]
    assert paragraphs[0] == "ZOTERO_TRANSFER_DOCUMENT" and paragraphs[1] == "" and paragraphs[3] == ""
    assert paragraphs[-2].startswith("BIBL {") and paragraphs[-1].startswith("DOCUMENT_PREFERENCES &lt;data")
    assert notes.count(">ITEM CSL_CITATION {") == 3 and "fldChar" not in notes
    assert 'Target="https://www.zotero.org/" TargetMode="External"' in _part(out, "word/_rels/footnotes.xml.rels")
    assert _texts(out) == _texts(document)


def test_a_document_is_never_written_over_itself(document):
    with pytest.raises(WriteError, match="another name"):
        link_document(document, document, process_document(document))


def test_only_word_documents_can_be_linked(tmp_path, document):
    with pytest.raises(WriteError, match=r"only \.docx"):
        link_document(tmp_path / "book.md", tmp_path / "out.docx", process_document(document))


def test_endnotes_are_linked_too(tmp_path):
    path = build(
        tmp_path,
        paragraph(run("A claim."), end(1)),
        endnotes=note(1, run(" "), BLOCH.replace("29;", "29."), kind="endnote"),
        more=MORE,
    )
    done, out = _link(path)
    assert done.linked == 1
    assert len(_codes(out, "word/endnotes.xml")) == 1


def test_a_citation_with_a_link_in_it_is_wrapped_whole(tmp_path):
    link = '<w:hyperlink r:id="h1">' + run("https://example.org/wool") + "</w:hyperlink>"
    content = (
        run("Eileen Power, ")
        + run("The Wool Trade", "<w:i/>")
        + run(" (London: Oxford University Press, 1941), ")
        + link
        + run(".")
    )
    path = _write(tmp_path, content, IBID, BOTH, COMMENT, links={"h1": "https://example.org/wool"})
    _, out = _link(path)
    xml = _part(out, "word/footnotes.xml")
    assert re.search(
        r'fldCharType="separate"/></w:r>.*?<w:hyperlink r:id="h1">.*?</w:hyperlink>.*?fldCharType="end"', xml
    )
    assert _texts(out) == _texts(path)


def test_a_citation_with_tracked_insertions_is_live_as_a_whole(tmp_path):
    inserted = '<w:ins w:id="9">' + run("Power, The Wool ") + run("Trade", "<w:i/>") + "</w:ins>"
    content = run("See Eileen ") + inserted + run(" (London: Oxford University Press, 1941), 12.")
    path = _write(tmp_path, content, IBID, BOTH, COMMENT)
    _, out = _link(path)
    assert _codes(out)[0]["properties"]["plainCitation"].startswith("See Eileen Power, The Wool Trade (London")
    assert _part(out, "word/footnotes.xml").count("<w:ins ") == 1
    assert _texts(out) == _texts(path)


def test_a_deleted_note_is_not_taken_for_another_of_the_same_words(tmp_path):
    body = paragraph(
        run("One.") + foot(1),
        '<w:del w:id="5">' + foot(2) + "</w:del>",
        run("Two.") + foot(3),
    )
    footnotes = note(1, run(" "), POWER) + note(2, run(" "), IBID) + note(3, run(" "), IBID)
    path = build(tmp_path, body, footnotes=footnotes, more=MORE)
    _, out = _link(path)
    deleted, kept = re.findall(r'<w:footnote w:id="[23]">.*?</w:footnote>', _part(out, "word/footnotes.xml"))
    assert "fldChar" not in deleted and "fldChar" in kept


def test_a_citation_over_two_paragraphs_stays_as_typed_and_is_listed(tmp_path):
    mark = "<w:r><w:footnoteRef/></w:r>"
    two = (
        "<w:p>" + mark + run(" Eileen Power, The Wool Trade") + "</w:p><w:p>"
        + run("(London: Oxford University Press, 1941), 12.") + "</w:p>"
    )  # fmt: skip
    path = build(tmp_path, paragraph(run("One.") + foot(1)), footnotes=note(1, two), more=MORE)
    done, out = _link(path)
    assert done.fields == 0
    assert [one.code for one in done.diagnostics] == ["R901"]
    assert _part(out, "word/footnotes.xml") == _part(path, "word/footnotes.xml")


def test_a_link_field_inside_a_citation_stays_whole(tmp_path):
    address = field(' HYPERLINK "https://example.org/wool" ', run("https://example.org/wool"))
    content = (
        run("Eileen Power, ") + run("The Wool Trade", "<w:i/>") + run(" (London: Oxford University Press, 1941), 12, ")
    )
    path = _write(tmp_path, content + address + run("."), IBID, BOTH, COMMENT)
    _, out = _link(path)
    first = re.findall(r'<w:footnote w:id="1">.*?</w:footnote>', _part(out, "word/footnotes.xml"))[0]
    kinds = re.findall(r'fldCharType="(\w+)"', first)
    assert kinds == ["begin", "separate", "begin", "separate", "end", "end"]
    assert _texts(out) == _texts(path)


def test_the_same_document_gives_the_same_bytes(document, tmp_path):
    bibliography = process_document(document)
    for name in ("one.docx", "two.docx"):
        link_document(document, tmp_path / name, bibliography, min_confidence=0.0)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_works_that_were_saved_before_are_tied_to_the_items_in_the_library(document):
    bibliography = process_document(document)
    wool = next(work.id for work in bibliography.works if "power" in work.id)
    address = "http://zotero.org/users/12345/items/ABCD2345"
    out = document.with_name("live.docx")
    link_document(document, out, bibliography, min_confidence=0.0, uris={wool: address})
    names = {item["itemData"]["title"]: item["uris"] for code in _codes(out) for item in code["citationItems"]}
    assert names["The Wool Trade"][0] == address and names["The Wool Trade"][1].startswith("urn:uuid:")
    assert len(names["The Historian’s Craft"]) == 1


def test_hard_spaces_and_tabs_are_recorded_as_they_stand(tmp_path):
    content = (
        run("Eileen\u00a0Power,")
        + "<w:r><w:tab/></w:r>"
        + run("The Wool Trade (London:  Oxford University Press, 1941), 12.")
    )
    path = build(tmp_path, paragraph(run("One.") + foot(1)), footnotes=note(1, run(" "), content), more=MORE)
    _, out = _link(path)
    assert [code["properties"]["plainCitation"] for code in _codes(out)] == [
        "Eileen\u00a0Power,\tThe Wool Trade (London:  Oxford University Press, 1941), 12."
    ]
