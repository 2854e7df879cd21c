"""The front door: which format a file has, how its bytes are read, several files as one document, bad input."""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.errors import NoNotesFound, ReadError
from refparse.read import ReadOptions, read_document, read_documents, read_text
from refparse.read.document import READERS, documents_in
from refparse.read.sniff import FORMATS, sniff

TEXT = "The mill stood still.1 Then it ran.2\n1 Marc Bloch, Craft (New York: Knopf, 1953), 29.\n2 Ibid., 31.\n"
MARKDOWN = "The mill stood still.[^1]\n\n[^1]: Marc Bloch, *Craft*, 29.\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


CONTENTS = [
    ("a.txt", TEXT, "text"),
    ("a.md", MARKDOWN, "markdown"),
    ("a", TEXT, "text"),
    ("wrong.docx", TEXT, "text"),
    ("wrong.txt", "<!DOCTYPE html><html><body><p>A word.</p></body></html>", "html"),
    ("wrong.md", "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>", "tei"),
    ("a.md", "<div>A word.[^1]</div>\n\n[^1]: Bloch.", "markdown"),
    ("a.xml", "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'/>", "alto"),
    ("a.xml", "<PcGts xmlns='http://schema.primaresearch.org/PAGE'/>", "page"),
    ("a.html", "<html><head><meta name='ocr-system' content='x'></head><body class='ocr_page'/></html>", "hocr"),
    ("a.bin", "%PDF-1.7\n", "pdf"),
    ("a.bin", r"{\rtf1 A word.}", "rtf"),
    ("a.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "doc"),
    ("a.txt", "\\documentclass{article}\n\\begin{document}A\\footnote{Bloch.}\\end{document}", "latex"),
]


@pytest.mark.parametrize(("name", "content", "expected"), CONTENTS)
def test_the_content_tells_the_format_before_the_ending(
    tmp_path: Path, name: str, content: bytes | str, expected: str
) -> None:
    assert sniff(written(tmp_path, name, content)) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [("word/document.xml", "docx"), ("content.xml", "odt"), ("META-INF/container.xml", "epub")],
)
def test_packages_are_told_apart_by_their_parts(tmp_path: Path, part: str, expected: str) -> None:
    path = tmp_path / "package.bin"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "<x/>")
    assert sniff(path) == expected


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS) - {"folder"} <= set(READERS)


ENCODINGS = [("utf-8", None), ("utf-8-sig", None), ("utf-16", "R101"), ("utf-32", "R101"), ("cp1252", "R102")]


@pytest.mark.parametrize(("encoding", "code"), ENCODINGS)
def test_texts_in_common_encodings_are_read(tmp_path: Path, encoding: str, code: str | None) -> None:
    path = written(tmp_path, "a.txt", TEXT.replace("Craft", "Cité “ouverte”").encode(encoding))
    document, diagnostics = read_document(path)
    assert document.notes[0].text == "Marc Bloch, Cité “ouverte” (New York: Knopf, 1953), 29."
    assert ({d.code for d in diagnostics} & {"R101", "R102"}) == ({code} if code else set())


def test_windows_line_ends_are_read() -> None:
    assert len(read_text(TEXT.replace("\n", "\r\n"))[0].notes) == 2


def test_standard_input_may_be_any_format() -> None:
    assert read_text(MARKDOWN.encode(), name="-")[0].format == "markdown"
    assert read_text(TEXT.encode(), name="-")[0].format == "text"


BAD = [
    ("empty.txt", "", "empty"),
    ("blank.txt", "  \n\n \n", "empty"),
    ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "binary"),
    ("program", b"\x7fELF" + b"\0\1\2" * 100, "binary"),
    ("package.zip", b"PK\x03\x04nonsense", "damaged"),
    ("half.txt", b"\xff\xfeA\0B", "breaks off"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD)
def test_bad_input_is_one_clear_error(tmp_path: Path, name: str, content: bytes | str, words: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(ReadError, match=words) as caught:
        read_document(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt: there is no such file"):
        read_document(tmp_path / "nowhere.txt")


def test_a_text_without_notes_says_what_was_looked_for_and_how_to_help(tmp_path: Path) -> None:
    with pytest.raises(NoNotesFound, match=r"looked for lines that begin.*--lines.*--notes"):
        read_document(written(tmp_path, "a.txt", "Nothing is cited here.\nNothing at all.\n"))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no documents"):
        read_document(tmp_path)


def test_a_folder_is_one_document_in_natural_order(tmp_path: Path) -> None:
    for chapter in (10, 2, 1):
        written(tmp_path, f"chapter {chapter}.txt", TEXT.replace("29", f"{chapter}9"))
    written(tmp_path, ".hidden.txt", "no")
    assert [path.name for path in documents_in(tmp_path)] == ["chapter 1.txt", "chapter 2.txt", "chapter 10.txt"]
    document, _ = read_document(tmp_path)
    assert [note.id for note in document.notes] == ["c1.n1", "c1.n2", "c2.n1", "c2.n2", "c3.n1", "c3.n2"]
    assert [note.division for note in document.notes[::2]] == ["chapter 1", "chapter 2", "chapter 10"]


def test_files_without_notes_are_passed_over_and_reported(tmp_path: Path) -> None:
    good, bad = written(tmp_path, "good.txt", TEXT), written(tmp_path, "bad.txt", "Nothing here.")
    document, diagnostics = read_documents([good, bad])
    assert len(document.notes) == 2
    assert "R104" in {diagnostic.code for diagnostic in diagnostics}
    with pytest.raises(ReadError, match="none of the 1 files"):
        read_documents([bad])


def test_a_long_line_is_read_in_short_time() -> None:
    line = ("word and more words, as they come. " * 6000)[:200_000]
    assert len(read_text(f"{line}\n{TEXT}")[0].notes) == 2


def test_the_same_text_gives_the_same_document() -> None:
    assert read_text(TEXT) == read_text(TEXT)


PIECES = st.sampled_from(
    ["1 ", "2. ", "[3] ", "I% ", "12", "\n", "\n\n", "\f", "Bloch, Craft, 29.", "See ", "ibid., 3. ", "word ", ". ", "* ",
     "† ", "[^1]: ", "[^1]", "^[", "]", "Notes\n", "Bibliography\n", "———. ", "_Craft_ ", "(", ")", "¹", "?", "\u200b",
     "1920, ", "--- \n", "Chapter 2\n", "\x07", "é", "#", "> ", "- "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["x.txt", "x.md"]))
def test_no_text_raises_anything_but_a_read_error(text: str, name: str) -> None:
    try:
        document, _ = read_text(text, name=name)
    except ReadError:
        return
    assert len({note.id for note in document.notes}) == len(document.notes)
    for note in document.notes:
        assert all(0 <= mark.start < mark.end <= len(note.text) for mark in note.marks)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_read_error(data: bytes) -> None:
    with suppress(ReadError):
        assert read_text(data, name="x")[0].notes


@pytest.mark.parametrize("notes", ["foot", "end", "list", "Belege"])
def test_no_wish_about_the_notes_breaks_the_reading(notes: str) -> None:
    document, _ = read_text(TEXT, options=ReadOptions(notes=notes))
    assert [note.number for note in document.notes] == ["1", "2"]


def test_who_says_that_notes_stand_in_the_text_gets_none_from_the_feet() -> None:
    with pytest.raises(NoNotesFound):
        read_text(TEXT.replace("(New York: Knopf, 1953), ", ""), options=ReadOptions(notes="inline"))


def test_a_folder_of_small_numbered_texts_is_the_pages_of_one_scan(tmp_path: Path) -> None:
    pages = [
        "The war came early.1 Nobody\n1 Marc Bloch, Craft (New York: Knopf, 1953), 29, where the matter is\n",
        "saw it.2\ntreated at length.\n2 Ibid., 31.\n",
        "",
        "The mill stood still.3\n3 Lucien Febvre, Unbelief (Cambridge: Harvard, 1982), 3.\n",
        "Then it ran.4\n4 Ibid., 5.\n",
    ]
    for number, text in enumerate(pages, 8):
        written(tmp_path, f"page{number}.txt", text)
    document, _ = read_document(tmp_path)
    assert [note.id for note in document.notes] == ["n1", "n2", "n3", "n4"]
    assert document.notes[0].text.endswith("where the matter is treated at length.")
    assert document.notes[2].place == "page 4"


def test_a_folder_of_page_files_is_one_document(tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "documents" / "bread" / "bread.alto.xml"
    whole = source.read_text(encoding="utf-8")
    head, *pages = re.split(r"(?=<Page\b)", whole)
    tail = pages[-1][pages[-1].index("</Page>") + len("</Page>") :]
    pages[-1] = pages[-1][: len(pages[-1]) - len(tail)]
    for number, page in enumerate(pages, 1):
        written(tmp_path, f"scan-{number}.xml", head + page + tail)
    written(tmp_path, "mets.xml", "<mets/>")
    assert len(pages) > 1
    assert [n.text for n in read_document(tmp_path)[0].notes] == [n.text for n in read_document(source)[0].notes]
