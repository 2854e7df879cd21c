"""Makes one document in all formats: ``python tests/documents/make.py``.

The source is bread.md, invented prose around real books. Needs pandoc (pypandoc-binary), LibreOffice and pdflatex; the
results are checked in, so that the tests need none of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from page_formats import words_of, write_alto, write_hocr, write_page

HERE = Path(__file__).parent / "bread"
SOURCE = HERE / "bread.md"


def make_all() -> None:
    """Write every format into the folder of the source."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        make_with_pandoc(work)
        make_pdf(work)
        make_with_office(work)
    make_text()
    pages = words_of(HERE / "bread.pdf")
    write_hocr(pages, HERE / "bread.hocr")
    write_alto(pages, HERE / "bread.alto.xml")
    write_page(pages, HERE / "bread.page.xml")


def make_with_pandoc(work: Path) -> None:
    import pypandoc

    for ending, form in (
        ("docx", "docx"),
        ("odt", "odt"),
        ("html", "html5"),
        ("tei", "tei"),
        ("rtf", "rtf"),
    ):
        pypandoc.convert_file(str(SOURCE), form, outputfile=str(HERE / f"bread.{ending}"), extra_args=["-s"])
    one_file = ["-s", "--shift-heading-level-by=1"]  # else each section is a file whose notes are numbered from 1
    pypandoc.convert_file(str(SOURCE), "epub3", outputfile=str(HERE / "bread.epub"), extra_args=one_file)
    tex = ["-s", "-V", "papersize=a5", "-V", "fontsize=10pt", "-V", "fontfamily=lmodern"]
    pypandoc.convert_file(str(SOURCE), "latex", outputfile=str(HERE / "bread.tex"), extra_args=tex)


def make_pdf(work: Path) -> None:
    shutil.copy(HERE / "bread.tex", work)
    for _ in range(2):
        command = ["pdflatex", "-interaction=batchmode", "bread.tex"]
        subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    shutil.copy(work / "bread.pdf", HERE / "bread.pdf")


def make_with_office(work: Path) -> None:
    """Write a PDF as LibreOffice makes it."""
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(work / "office"),
        str(HERE / "bread.odt"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.copy(work / "office" / "bread.pdf", HERE / "bread-office.pdf")


def make_text() -> None:
    """Write the plain text twice: notes gathered at the end, and notes at the foot of three pages."""
    import pypandoc

    plain = pypandoc.convert_file(str(SOURCE), "plain", extra_args=["--wrap=none", "--reference-location=document"])
    (HERE / "bread-endnotes.txt").write_text(_endnotes(plain), encoding="utf-8")
    (HERE / "bread-footnotes.txt").write_text(_footnotes(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")


def _endnotes(plain: str) -> str:
    body, notes = re.split(r"(?m)^(?=\[1\] )", plain, maxsplit=1)
    return body.rstrip() + "\n\nNotes\n\n" + re.sub(r"(?m)^\[(\d+)\] ", r"\1. ", notes)


def _footnotes(markdown: str) -> str:
    """Set the notes of each section at its foot, as a page would, behind a form feed."""
    notes = dict(re.findall(r"(?m)^\[\^(\d+)\]: (.+)$", markdown))
    body = re.sub(r"(?m)^\[\^\d+\]: .+\n?", "", markdown.split("---", 2)[2]).replace("*", "")
    pages = []
    for page in re.split(r"(?m)^(?=# )", body):
        used = re.findall(r"\[\^(\d+)\]", page)
        text = re.sub(r"\[\^(\d+)\]", r"\1", page).replace("# ", "").strip()
        feet = "\n".join(f"{number} {notes[number].replace('*', '')}" for number in used)
        pages.append(f"{text}\n\n{feet}".strip())
    return "\n\f".join(page for page in pages if page) + "\n"


if __name__ == "__main__":
    make_all()
