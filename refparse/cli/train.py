"""`refparse train`: teaches the parser the manner of a press or an author."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.options import PATH, quiet_option
from refparse.cli.output import print_bytes, tell
from refparse.cli.progress import working
from refparse.errors import ReadError

if TYPE_CHECKING:
    from refparse.parse.markup import MarkedNote


@click.command(short_help="Teach refparse a house style from marked notes.")
@click.argument("notes", nargs=-1, required=True, metavar="NOTES…", type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Write the weights here, for --weights FILE.",
)
@click.option(
    "--weights",
    type=PATH,
    metavar="FILE",
    help="Go on from these weights, not from the shipped ones.",
)
@click.option("--draft", is_flag=True, help="Print the notes of documents as refparse marks them, for you to correct.")
@quiet_option
def train(notes: tuple[Path, ...], output: Path | None, weights: Path | None, draft: bool, quiet: bool) -> None:
    """Teach refparse the manner of a press or an author, from notes in which you have marked citations and fields.

    \b
    refparse train --draft chapter.docx > my-notes.txt
    refparse train my-notes.txt

    The first line prints the notes of a document as refparse would mark them: correct some dozens by hand, delete the
    rest, and let it learn from them. grammar/training/README.md describes the mark-up, one note a line. The weights
    go to your configuration folder, where every run finds them, or with -o to a file for --weights.
    """
    if draft:
        _print_draft(notes, weights)
        return
    from refparse.parse.training import learn_house_style, weights_text
    from refparse.parse.weights_file import read_weights, user_weights_path
    from refparse.write.files import write_file

    marked = [note for path in notes for note in _read(path)]
    if not marked:
        raise ReadError("holds no marked notes", path=notes[0])
    start = read_weights(weights) if weights else None
    target = output or user_weights_path()
    with working(f"Learning from {len(marked)} notes"):
        learned = learn_house_style(marked, start=start)
    if output is None:
        target.parent.mkdir(parents=True, exist_ok=True)
    write_file(target, weights_text(learned))
    tell(f"{target}: learned from {len(marked)} notes", quiet)


def _read(path: Path) -> list[MarkedNote]:
    from refparse.parse.markup import read_marked

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"is no text in UTF-8 (byte {error.start})", path=path) from None
    return list(read_marked(text, str(path)))


def _print_draft(documents: tuple[Path, ...], weights: Path | None) -> None:
    from refparse.parse.document import is_ocr
    from refparse.parse.drafting import draft_marks
    from refparse.parse.markup import write_marked
    from refparse.parse.weights_file import parser_from
    from refparse.read import read_document

    parser = parser_from(weights)
    for path in documents:
        notes = read_document(path)[0].notes
        ocr = is_ocr(notes)
        for note in notes:
            marked = draft_marks(note, parser=parser, ocr=ocr)
            if marked is not None and marked.text.strip():
                print_bytes((write_marked(marked) + "\n").encode("utf-8", errors="replace"))
