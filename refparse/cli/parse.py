"""`refparse parse`: shows what was read in the notes, as a picture, as JSON or as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.options import CONFIDENCE, PATH, Reading, reading_options
from refparse.cli.output import json_bytes, keep_sources, print_bytes, print_lines, tell
from refparse.cli.sources import read_note, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refparse.model import Bibliography


@click.command(short_help="Show the notes of a document, their citations, works and doubts.")
@click.argument("documents", nargs=-1, metavar="DOC…")
@click.option("--text", metavar="NOTE", help="Read this one note in place of a document.")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known, as JSON for other programs.")
@click.option("--report", type=PATH, metavar="FILE.html", help="Write a page to go through.")
@click.option("--each", is_flag=True, help="Take several files each for itself, not as chapters of one document.")
@click.option(
    "--min-confidence", type=CONFIDENCE, default=0.8, show_default=True, metavar="N",
    help="List links less sure than this, from 0 to 1, among the doubts of picture and report.",
)  # fmt: skip
@reading_options
def parse(
    documents: tuple[str, ...], text: str | None, as_json: bool, report: Path | None, each: bool,
    min_confidence: float, reading: Reading,
) -> None:  # fmt: skip
    """Show the notes of a document: their citations, the works these mean, and what is doubtful.

    \b
    refparse parse chapter.docx
    refparse parse chapter1.md chapter2.md --report report.html
    refparse parse --text "Ibid., 31."
    pdftotext book.pdf - | refparse parse - --json

    Several files, or those of a folder, are the chapters of one document. Each citation is shown with the work it
    means, its locator, its signal and how sure that is. What is doubted has a code; `refparse explain CODE` tells more.
    """
    if bool(documents) == (text is not None):
        raise click.UsageError("name a document, - for standard input, or give one note with --text")
    if each and report:
        raise click.UsageError("--report is for one document, not for --each")
    if report:
        keep_sources(report, [*documents, reading.library])
    if text is not None:
        bibliographies = [read_note(text, reading)]
    elif each:
        bibliographies = [read_sources([document], reading) for document in _files(documents)]
    else:
        bibliographies = [read_sources(documents, reading)]
    if report:
        _write_report(report, bibliographies[0], min_confidence)
    if as_json:
        _print_json(bibliographies, each)
    elif not report:
        _print_pictures(bibliographies, min_confidence)


def _files(documents: Sequence[str]) -> list[str]:
    """Give the files, those of a folder in their natural order."""
    from refparse.read.document import documents_in

    return [str(file) for name in documents for file in (documents_in(Path(name)) if Path(name).is_dir() else (name,))]


def _print_json(bibliographies: Sequence[Bibliography], each: bool) -> None:
    from refparse.result_json import bibliography_to_json

    found = [bibliography_to_json(one) for one in bibliographies]
    print_bytes(json_bytes(found if each else found[0]))


def _print_pictures(bibliographies: Sequence[Bibliography], least: float) -> None:
    from refparse.report import Line, make_overview, picture

    for place, bibliography in enumerate(bibliographies):
        if place:
            print_lines([Line(), Line()])
        print_lines(picture(make_overview(bibliography, least=least)))


def _write_report(path: Path, bibliography: Bibliography, least: float) -> None:
    from refparse.report import html_report, make_overview
    from refparse.write.files import write_file

    overview = make_overview(bibliography, least=least)
    write_file(path, html_report(overview))
    tell(f"{path}: {' · '.join(f'{number} {words}' for number, words in overview.counts)}")
