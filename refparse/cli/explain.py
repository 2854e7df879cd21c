"""`refparse explain` and `refparse why`: what a code means, and how a citation came to its work."""

from __future__ import annotations

import click

from refparse.cli.options import Reading, reading_options
from refparse.cli.output import print_lines
from refparse.cli.sources import read_sources
from refparse.errors import RefparseError


@click.command(short_help="Say what a diagnostic's code means.")
@click.argument("codes", nargs=-1, metavar="[CODE]…")
def explain(codes: tuple[str, ...]) -> None:
    """Say what a diagnostic's code means and what to do about it; without a code, list all.

    \b
    refparse explain R301
    """
    from refparse.report import Line, Piece, explanation_of, read_explanations

    for place, code in enumerate(codes):
        found = explanation_of(code)
        head = Line((Piece(f"{found.code}  {found.title}", "heading"), Piece(f"  ({found.severity})", "faint")))
        print_lines([*([Line()] if place else []), head, Line((Piece(found.paragraph),))])
    if not codes:
        print_lines(
            Line((Piece(f"{one.code}  ", "heading"), Piece(f"{one.severity:<8} ", "faint"), Piece(one.title)), 16)
            for one in read_explanations().values()
        )


@click.command(short_help="Say why a citation was taken to mean its work.")
@click.argument("citation")
@click.argument("documents", nargs=-1, required=True, metavar="DOC…")
@reading_options
def why(citation: str, documents: tuple[str, ...], reading: Reading) -> None:
    """Say in plain words why a citation was taken to mean its work: the rule, the candidates, what decided.

    CITATION is its id, as `refparse parse` shows it (n173.1), or that of a note (n173) for all its citations.

    \b
    refparse why n173.1 chapter.docx
    """
    from refparse.linkage import explain_resolution
    from refparse.report import Line, Piece, printable

    bibliography = read_sources(documents, reading)
    words = {one.id: one.span.of(note.note.text) for note in bibliography.notes for one in note.citations}
    wanted = [one for one in words if one == citation or one.rpartition(".")[0] == citation]
    if not wanted:
        raise RefparseError(f"the document has no citation {citation!r}; `refparse parse` shows their ids")
    for one in wanted:
        print_lines([Line((Piece(f"{one}  ", "number"), Piece(printable(words[one]), "source")), 4)])
        print_lines(Line((Piece(f"    {printable(line)}"),), 4) for line in explain_resolution(bibliography, one))
