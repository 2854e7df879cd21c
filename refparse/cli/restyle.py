"""`refparse restyle`: writes a document anew with its citations in another style."""

from __future__ import annotations

from pathlib import Path

import click

from refparse.cli.options import PATH, Reading, quiet_option, reading_options, rewriting_option, style_options
from refparse.cli.output import keep_sources, tell, tell_diagnostics
from refparse.cli.progress import working
from refparse.cli.sources import read_sources


@click.command(short_help="Write a document anew with its notes in another style.")
@click.argument("document", metavar="DOC")
@click.argument("out", type=PATH)
@style_options
@click.option(
    "--to-pandoc", is_flag=True, help="Write Markdown with live citations for pandoc and Quarto, and a .bib beside it."
)
@rewriting_option
@quiet_option
@reading_options
def restyle(
    document: str, out: Path, style: str | None, locale: str | None, engine: str, to_pandoc: bool,
    min_confidence: float, quiet: bool, reading: Reading,
) -> None:  # fmt: skip
    """Write the Markdown or Word document DOC anew, as OUT, with the citations of its notes in another style.

    \b
    refparse restyle chapter.docx chapter-mhra.docx --style mhra
    refparse restyle chapter.md chapter-live.md --to-pandoc

    Body, commentary, signals and order stay. A citation that is not sure stays as typed and is listed. With an
    author-date style the citations go into the text and a reference list to the end.
    """
    if bool(style) == to_pandoc:
        raise click.UsageError("name a --style, or ask for live citations with --to-pandoc")
    keep_sources(out, [document])
    if to_pandoc:
        _make_live(document, out, min_confidence, quiet, reading)
    else:
        _restyle(document, out, (str(style), locale, engine), min_confidence, quiet, reading)


def _restyle(
    document: str, out: Path, wanted: tuple[str, str | None, str], sure: float, quiet: bool, reading: Reading
) -> None:
    from refparse.render.renderer import open_renderer
    from refparse.rewrite.restyle import restyle_document

    style, locale, engine = wanted
    renderer = open_renderer(style, locale=locale, engine=engine)
    bibliography = read_sources([document], reading)
    with working(f"Writing {out}"):
        done = restyle_document(document, out, bibliography, renderer, sure=sure)
    tell_diagnostics(done.diagnostics, quiet)
    dissolved = f", {done.dissolved} notes became citations in the text" if done.dissolved else ""
    tell(f"{out}: {done.rewritten} of {len(bibliography.citations)} citations rewritten{dissolved}", quiet)


def _make_live(document: str, out: Path, sure: float, quiet: bool, reading: Reading) -> None:
    from refparse.read.sniff import sniff
    from refparse.render.engine_pandoc import word_as_markdown
    from refparse.rewrite.restyle import read_source
    from refparse.rewrite.restyle_pandoc import to_live_markdown
    from refparse.write.export import write_bibliography
    from refparse.write.files import write_file

    library = out.with_suffix(".bib")
    keep_sources(library, [document])
    bibliography = read_sources([document], reading)
    path = Path(document)
    source = word_as_markdown(path) if sniff(path) == "docx" else read_source(path)
    text, remarks = to_live_markdown(source, bibliography, bibliography_file=library.name, sure=sure)
    _, more = write_bibliography(bibliography, library)
    write_file(out, text)
    tell_diagnostics((*remarks, *more), quiet)
    tell(f"{out}: live citations of the works in {library}", quiet)
