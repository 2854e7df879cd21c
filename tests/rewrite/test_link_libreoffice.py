"""LibreOffice opens a linked document, keeps its live citations through a save, and prints the same words."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from refparse.pipeline import process_document
from refparse.read import read_document
from refparse.rewrite.link import link_document

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
from docx_files import build, foot, note, paragraph, run

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
NOTES = (
    run("See Eileen Power, ") + run("The Wool Trade", "<w:i/>") + run(" (London: Oxford University Press, 1941), 12."),
    run("Ibid., 31. Her point is old."),
    run("Marc Bloch, ") + run("The Historian’s Craft", "<w:i/>") + run(" (New York: Knopf, 1953), 29; Power, ")
    + run("Wool Trade", "<w:i/>") + run(", 14."),
)  # fmt: skip


@pytest.fixture
def documents(tmp_path):
    footnotes = "".join(note(at, run(" "), content) for at, content in enumerate(NOTES, 1))
    body = paragraph(*(run(f"Claim {at}.") + foot(at) for at in range(1, 4)))
    plain = build(tmp_path, body, footnotes=footnotes, more={"[Content_Types].xml": TYPES})
    live = tmp_path / "live.docx"
    link_document(plain, live, process_document(plain), min_confidence=0.0)
    return plain, live


def _convert(path: Path, form: str, folder: Path) -> Path:
    profile = (folder / "profile").as_uri()
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{form.partition(':')[0]}"


def _pdf_words(path: Path) -> list[str]:
    import pypdfium2

    pages = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_range() for page in pages).split()


def test_live_citations_survive_a_save(documents, tmp_path):
    _, live = documents
    saved = _convert(live, "docx:MS Word 2007 XML", tmp_path / "saved")
    before, after = read_document(live)[0].notes, read_document(saved)[0].notes
    assert [one.text for one in after] == [one.text for one in before]
    assert [[each.items for each in one.embedded] for one in after] == [
        [each.items for each in one.embedded] for one in before
    ]
    assert sum(len(one.embedded) for one in after) == 3


def test_the_printed_words_are_the_same(documents, tmp_path):
    plain, live = documents
    one = _pdf_words(_convert(plain, "pdf", tmp_path / "plain"))
    other = _pdf_words(_convert(live, "pdf", tmp_path / "live"))
    assert "Wool" in one
    assert one == other
