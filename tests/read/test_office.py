"""Older word processor files: converted where LibreOffice or pandoc is there, else one clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from refparse.errors import MissingExtra, ReadError
from refparse.model.source import Mark, MarkKind
from refparse.read import office
from refparse.read.options import ReadOptions

RTF = r"{\rtf1\ansi Bloch went to Lyon.{\super\chftn}{\footnote\pard\plain{\super\chftn} Bloch, {\i Craft}, 3.} He wrote.\par}"


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "book.rtf"
    path.write_text(RTF, encoding="ascii")
    return path


@pytest.mark.slow
@pytest.mark.skipif(not office.find_office(), reason="LibreOffice is not installed")
def test_a_rich_text_file_is_read_through_libreoffice(rtf):
    document, _ = office.read_rtf(rtf, ReadOptions())
    (note,) = document.notes
    assert (document.id, document.format, note.number, note.text) == ("book", "rtf", "1", "Bloch, Craft, 3.")
    assert note.marks == (Mark(7, 12, MarkKind.ITALIC),)
    assert note.marker_sentence == "Bloch went to Lyon."


@pytest.mark.skipif(not office._find_pandoc(), reason="pandoc is not installed")
def test_a_rich_text_file_is_read_through_pandoc_where_libreoffice_is_missing(rtf, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: "")
    document, _ = office.read_rtf(rtf, ReadOptions())
    assert [note.text for note in document.notes] == ["Bloch, Craft, 3."]


def test_a_doc_without_libreoffice_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: "")
    path = tmp_path / "book.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(MissingExtra, match="LibreOffice"):
        office.read_doc(path, ReadOptions())


def test_a_password_is_named_before_anything_is_started(tmp_path):
    path = tmp_path / "book.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(ReadError, match="password"):
        office.read_doc(path, ReadOptions())
