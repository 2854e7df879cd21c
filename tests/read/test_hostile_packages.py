"""Hostile and broken packages: one clear error or a sound result, soon and with little memory."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refparse.errors import ReadError
from refparse.formats import archive
from refparse.read.docx import read_docx
from refparse.read.epub import read_epub
from refparse.read.html import read_html
from refparse.read.odt import read_odt
from refparse.read.options import ReadOptions
from refparse.read.tei import read_tei


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


w = _load("docx_files")


def docx(folder: Path, **more: str) -> Path:
    return w.build(folder, w.paragraph(w.foot(1)), footnotes=w.note(1, w.run("Bloch, 3.")), **more)


def test_a_zip_bomb_is_refused_before_it_is_unpacked_whole(tmp_path):
    path = docx(tmp_path, more={"word/styles.xml": "<w/>" + " " * (64 * 2**20)})
    assert path.stat().st_size < 200_000
    with pytest.raises(ReadError, match="zip bomb"):
        read_docx(path, ReadOptions())


def test_the_sum_of_all_parts_is_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1000)
    with pytest.raises(ReadError, match="zip bomb"):
        read_docx(docx(tmp_path), ReadOptions())


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    with pytest.raises(ReadError, match="more than 3"):
        read_docx(docx(tmp_path), ReadOptions())


@pytest.mark.parametrize(
    "target", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "C:\\secret", "..\\..\\x"]
)
def test_a_part_cannot_be_found_outside_the_package(tmp_path, target):
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="{target}"/></Relationships>'
    document, _ = read_docx(docx(tmp_path, more={"_rels/.rels": relations}), ReadOptions())
    assert [note.text for note in document.notes] == ["Bloch, 3."]


def test_names_that_leave_the_archive_are_no_members(tmp_path):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("../../evil.xml", "<a/>")
        package.writestr("good.xml", "<a/>")
    with archive.open_archive(path) as opened:
        assert opened.names == ("good.xml",)
        with pytest.raises(ReadError, match="missing"):
            opened.read("../../evil.xml")


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE x [<!ENTITY a "1">]><w:styles xmlns:w="u"/>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><w:styles xmlns:w="u"/>',
        "<a>" * 20_000,
        "<a>" * 20_000 + "</a>" * 20_000,
        "not xml",
        "",
        '<w:styles xmlns:w="u">',
    ],
    ids=["entity", "doctype", "deep", "deep and closed", "text", "empty", "cut"],
)
def test_a_broken_part_is_named(tmp_path, part):
    with pytest.raises(ReadError, match=r"word/settings\.xml"):
        read_docx(docx(tmp_path, more={"word/settings.xml": part}), ReadOptions())


def test_an_encrypted_member_is_named(tmp_path):
    path = docx(tmp_path)
    data = bytearray(path.read_bytes())
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    path.write_bytes(bytes(data))
    with pytest.raises(ReadError, match="encrypted"):
        read_docx(path, ReadOptions())


def test_many_nested_tables_and_controls_are_no_trouble(tmp_path):
    deep = "<w:sdt><w:sdtContent>" * 100 + w.paragraph(w.foot(1)) + "</w:sdtContent></w:sdt>" * 100
    path = w.build(tmp_path, deep, footnotes=w.note(1, w.run("Bloch, 3.")))
    assert len(read_docx(path, ReadOptions())[0].notes) == 1


@pytest.mark.parametrize("name", ["quote", "hi", "div", "title level='a'", "note"])
def test_deep_nesting_that_is_well_formed_ends_in_notes_or_one_error(tmp_path, name):
    path = tmp_path / "deep.xml"
    close = name.split()[0]
    inside = f"<{name}>" * 240 + "x" + f"</{close}>" * 240
    path.write_text(f"<TEI><text><body><p>A.<note>Bloch, 3.</note>{inside}</p></body></text></TEI>")
    try:
        notes = read_tei(path, ReadOptions())[0].notes
    except ReadError:
        return
    assert "Bloch, 3." in [note.text for note in notes]


ODT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:text><text:list><text:list-item><text:p>Lyon.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    '<text:note-body><text:p>Bloch, <text:span text:style-name="i">Craft</text:span></text:p></text:note-body></text:note></text:p></text:list-item></text:list></office:text></office:body></office:document>'
)
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>A</head><p>Lyon.<ref target="#n">1</ref><note xml:id="n" n="1">Bloch, <hi rend="i">Craft</hi>, 3.</note></p></div></body></text></TEI>'
HTML = '<html><body><h1>A</h1><p>Lyon.<sup><a id="r1" href="#fn1">1</a></sup> Paris.<a href="#fn2">2</a></p><h2>Notes</h2><ol><li id="fn1"><p>Bloch, <i>Craft</i>, 3. <a href="#r1">back</a></p></li><li id="fn2">Febvre</li></ol></body></html>'
SAMPLES: dict[str, tuple[str, Callable[..., object]]] = {
    "odt": (ODT, read_odt),
    "tei": (TEI, read_tei),
    "html": (HTML, read_html),
}


@pytest.mark.parametrize("form", SAMPLES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 12), st.sampled_from(["", "<", ">", '"', "&", "\0", "<p>", "</p>", "<li>", "</ol>", "#", "1", "é"])), max_size=6))  # fmt: skip
def test_a_mutated_page_gives_notes_or_a_read_error(tmp_path, form, cuts):
    text, reader = SAMPLES[form]
    for place, length, put in cuts:
        text = text[:place] + put + text[place + length :]
    path = tmp_path / "sample"
    path.write_text(text, encoding="utf-8")
    try:
        document, _ = reader(path, ReadOptions())
    except ReadError:
        return
    for note in document.notes:
        assert all(0 <= mark.start < mark.end <= len(note.text) for mark in note.marks)


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> dict[str, tuple[bytes, Callable[..., object]]]:
    folder = tmp_path_factory.mktemp("packages")
    word = docx(folder).read_bytes()
    with zipfile.ZipFile(folder / "a.epub", "w") as book:
        book.writestr("META-INF/container.xml", '<container><rootfile full-path="a.opf"/></container>')
        book.writestr(
            "a.opf",
            '<package><manifest><item id="a" href="a.html" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        book.writestr("a.html", HTML)
    return {"docx": (word, read_docx), "epub": ((folder / "a.epub").read_bytes(), read_epub)}


@pytest.mark.parametrize("form", ["docx", "epub"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8), cut=st.floats(0.3, 1.5))
def test_a_mutated_package_gives_notes_or_a_read_error(tmp_path, packages, form, changes, cut):
    original, reader = packages[form]
    data = bytearray(original)
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / f"sample.{form}"
    path.write_bytes(bytes(data[: int(cut * len(data)) or 1]))
    try:
        document, _ = reader(path, ReadOptions())
    except ReadError:
        return
    assert document.notes
