"""Whatever bytes a file holds, reading it gives a document or one ReadError, in bounded time."""

from __future__ import annotations

import io
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from refparse.errors import ReadError
from refparse.model import Document
from refparse.read.document import read_document

FOLDER = Path(__file__).parents[1] / "documents" / "bread"
SAMPLES = [
    "bread.md", "bread-footnotes.txt", "bread-endnotes.txt", "bread.docx", "bread.odt", "bread.html", "bread.epub",
    "bread.tei", "bread.tex", "bread-office.pdf", "bread.hocr", "bread.alto.xml", "bread.page.xml",
]  # fmt: skip
LONGEST = 20.0  # seconds for one file, as the README promises

# What breaks parsers: half a tag, an open brace, a zero byte, numbers out of range, commands that open files.
SPLINTERS = [
    b"<", b">", b'"', b"&", b"{", b"}", b"\\", b"\x00", b"\xff\xfe", b"[[", b"</p>", b"\\footnote{", b"\\input{bread}",
    b"-1", b"1e999", b"NaN", b"99999999999999999999", b"&#0;", b"<!DOCTYPE x>", b"[^1]: ", b"\n\f", b"stream\n",
]  # fmt: skip

place = st.floats(0, 1, exclude_max=True)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("set"), place, st.integers(0, 255)),
        st.tuples(st.just("cut"), place, st.integers(1, 3000)),
        st.tuples(st.just("copy"), place, st.integers(1, 3000)),
        st.tuples(st.just("put"), place, st.sampled_from(SPLINTERS)),
        st.tuples(st.just("end"), place, st.just(0)),
    ),
    min_size=1,
    max_size=8,
)


def mutate(data: bytes, how) -> bytes:
    damaged = bytearray(data)
    for kind, at, what in how:
        if not damaged:
            break
        index = int(at * len(damaged))
        if kind == "set":
            damaged[index] = what
        elif kind == "cut":
            del damaged[index : index + what]
        elif kind == "copy":
            damaged[index:index] = damaged[: what % (len(damaged) + 1)]
        elif kind == "put":
            damaged[index:index] = what
        else:
            del damaged[index:]
    return bytes(damaged)


def mutate_member(data: bytes, which: float, how) -> bytes:
    """Damage one part inside a zip package, and leave the package sound."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        victim = names[int(which * len(names))]
        for name in names:
            new.writestr(name, mutate(old.read(name), how) if name == victim else old.read(name))
    return packed.getvalue()


def outcome(path: Path) -> Document | ReadError:
    """Give what comes of reading a file; anything but these two is a failure of the test."""
    try:
        return read_document(path)[0]
    except ReadError as error:
        return error


def is_sound(result: Document | ReadError) -> bool:
    """Say whether an error has words, or a document has notes with distinct ids whose stretches lie in their texts."""
    if isinstance(result, ReadError):
        return bool(str(result))
    inside = all(
        0 <= stretch.start <= stretch.end <= len(note.text)
        for note in result.notes
        for stretch in (*note.marks, *note.links, *(each.span for each in note.embedded))
    )
    return bool(result.notes) and inside and len({note.id for note in result.notes}) == len(result.notes)


@cache
def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
@seed(20)
@settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(how=changes, which=st.one_of(st.none(), place))
def test_a_damaged_file_gives_notes_or_a_read_error(tmp_path, name, how, which):
    data = sample(name)
    inside = which is not None and data.startswith(b"PK")
    path = tmp_path / name
    path.write_bytes(mutate_member(data, which, how) if inside else mutate(data, how))
    begin = time.monotonic()
    assert is_sound(outcome(path))
    assert time.monotonic() - begin < LONGEST


@settings(max_examples=40, deadline=None, database=None)
@given(
    data=st.binary(max_size=300), ending=st.sampled_from(["txt", "md", "docx", "pdf", "tex", "html", "xml", "rtf", ""])
)
def test_random_bytes_give_notes_or_a_read_error(tmp_path_factory, data, ending):
    path = tmp_path_factory.getbasetemp() / f"random.{ending}"
    path.write_bytes(data)
    assert is_sound(outcome(path))


# Files made to harm


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return path


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

XML_FILES = {
    "a.tei": (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>A<note n="1">', b"</note></p></body></text></TEI>"),
    "a.alto": (b'<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT="', b'"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>'),
    "a.xml": (b"<PcGts><Page><TextRegion><TextLine><TextEquiv><Unicode>", b"</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"),
}  # fmt: skip


@pytest.mark.parametrize("name", XML_FILES)
@pytest.mark.parametrize(("head", "inside"), [(LAUGHS, b"&c;"), (OUTSIDE, b"&x;")])
def test_entities_are_neither_expanded_nor_fetched(tmp_path, name, head, inside):
    before, after = XML_FILES[name]
    path = tmp_path / name
    path.write_bytes(head + before + inside + after)
    with pytest.raises(ReadError):
        read_document(path)


@pytest.mark.parametrize("ending", ["docx", "odt", "epub"])
def test_a_zip_that_names_paths_outside_writes_and_reads_nothing_there(tmp_path, ending):
    inside = {"docx": "word__document_DOT_xml", "odt": "content_DOT_xml", "epub": "META-INF__container_DOT_xml"}[ending]
    path = zipped(tmp_path / f"a.{ending}", **{inside: b"<a/>", "..__..__evil_DOT_txt": b"evil"})
    with pytest.raises(ReadError):
        read_document(path)
    assert not list(tmp_path.parent.rglob("evil.txt"))


@pytest.mark.parametrize("ending", ["docx", "odt", "epub"])
def test_a_zip_bomb_is_one_clear_error_within_bounds(tmp_path, ending):
    inside = {"docx": "word__document_DOT_xml", "odt": "content_DOT_xml", "epub": "META-INF__container_DOT_xml"}[ending]
    path = zipped(tmp_path / f"a.{ending}", **{inside: b" " * (64 * 2**20)})
    begin = time.monotonic()
    with pytest.raises(ReadError):
        read_document(path)
    assert time.monotonic() - begin < 5


def test_a_docx_that_is_a_web_page_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "thesis.docx"
    path.write_text(
        '<html><body><p>Text<sup><a href="#n1">1</a></sup></p><ol><li id="n1">Sen, 45.</li></ol></body></html>',
        encoding="utf-8",
    )
    document, _ = read_document(path)
    assert (document.format, [note.text for note in document.notes]) == ("html", ["Sen, 45."])


DEEP = 20_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><body><p>A<sup>1</sup>" + "<div>" * DEEP + "1. Sen" + "</div>" * DEEP + "</body></html>"),
        ("a.tei", "<TEI><text>" + "<p>" * DEEP + "<note>Sen</note>" + "</p>" * DEEP + "</text></TEI>"),
        ("a.tex", "\\documentclass{article}\\begin{document}A\\footnote{" + "{\\it " * DEEP + "x" + "}" * DEEP + "}\\end{document}"),
        ("b.tex", "\\documentclass{article}\\begin{document}" + "\\footnote{A" * DEEP + "}" * DEEP + "\\end{document}"),
        ("c.tex", "\\documentclass{article}\\begin{document}A\\footnote{x}" + "\\begin{quote}" * DEEP + "\\end{document}"),
        ("a.md", "A[^1]\n\n" + "> " * DEEP + "b\n\n[^1]: " + "*" * DEEP + "Sen\n"),
        ("b.md", "A[^1]\n\n[^1]: " + "[" * DEEP + "Sen" + "](x)" * DEEP + "\n"),
        ("a.txt", "(" * DEEP + "\n1. Sen, 45.\n" + ")" * DEEP),
        ("a.hocr", "<html><body><div class='ocr_page' title='bbox 0 0 9 9'>" + "<span class='ocr_line'>" * DEEP + "</div></body></html>"),
    ],
    ids=lambda value: value if len(value) < 10 else "",
)  # fmt: skip
def test_very_deep_nesting_is_one_clear_error_or_a_sound_result(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    begin = time.monotonic()
    assert is_sound(outcome(path))
    assert time.monotonic() - begin < LONGEST


@pytest.mark.parametrize(
    "content",
    [
        "\\footnote" * 20_000,
        "\\newcommand" * 50_000,
        "[" * 200_000,
        "\\cite[" * 20_000,
        "\\input{" * 20_000,
        "% " * 100_000,
        "\\'" * 50_000,
        "\\begin{a}" * 20_000 + "\\end{b}" * 20_000,
        "\\footnote{a}" * 10_000,
        " \n" * 200_000,
    ],
    ids=["footnote", "newcommand", "brackets", "cite", "input", "comment", "accent", "environments", "notes", "blank"],
)
def test_long_senseless_latex_ends_soon(tmp_path, content):
    path = tmp_path / "a.tex"
    path.write_text("\\documentclass{article}\n\\begin{document}\n" + content, encoding="utf-8")
    begin = time.monotonic()
    assert is_sound(outcome(path))
    assert time.monotonic() - begin < LONGEST / 2
