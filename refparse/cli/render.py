"""`refparse render`: prints the works of a document or a library in any CSL style."""

from __future__ import annotations

from pathlib import Path

import click

from refparse.cli.items import read_items
from refparse.cli.options import PATH, Reading, quiet_option, reading_options, style_options
from refparse.cli.output import keep_sources, tell, tell_diagnostics, write_output
from refparse.cli.progress import working
from refparse.errors import RefparseError

# ending of the file to write -> format
_ENDINGS = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".tex": "latex",
    ".rtf": "rtf", ".docx": "docx", ".odt": "odt", ".json": "json",
}  # fmt: skip


@click.command(short_help="Print the works in any citation style.")
@click.argument("source")
@style_options
@click.option("--to", "format", metavar="FORMAT", help="The format: text, markdown, html, latex, rtf, docx, odt, json.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="Write this file; its ending says the format.",
)
@click.option("--group", type=click.Choice(["type", "primary", "archive"]), help="Sort the works under headings.")
@click.option(
    "--cited-in", is_flag=True, help="Tell the style where each work is cited; refparse-chicago-annotated prints it."
)
@click.option("--mark-doubt", is_flag=True, help="Mark the works that are incomplete or doubtful.")
@quiet_option
@reading_options
def render(
    source: str, style: str | None, locale: str | None, format: str | None, output: Path | None, engine: str,
    group: str | None, cited_in: bool, mark_doubt: bool, quiet: bool, reading: Reading,
) -> None:  # fmt: skip
    """Print the works that SOURCE cites, formatted in any CSL style.

    \b
    refparse render chapter.docx --style apa
    refparse render library.bib --style "Chicago 17 notes" -o bibliography.docx
    refparse render chapter.docx --style refparse-chicago-annotated --cited-in

    SOURCE is a document, a .bib file, CSL JSON, RIS, or the JSON of `refparse parse --json`. `refparse styles WORDS`
    finds the style of a journal.
    """
    from refparse.render.bibliography import render_bibliography
    from refparse.render.style import DEFAULT_STYLE, find_style

    form = _format_of(format, output)
    found = find_style(style or DEFAULT_STYLE, locale=locale)
    if output is not None:
        keep_sources(output, [source, reading.library])
    works = read_items(source, reading)
    with working(f"Formatting {len(works.items)} works"):
        rendered = render_bibliography(
            works.annotated(found.locale) if cited_in else works.items, found, format=form, engine=engine,
            group=group or "", marks=works.marks(found.locale) if mark_doubt else None,
            incomplete=works.incomplete,
        )  # fmt: skip
        data = rendered.output
    write_output(output, data)
    tell_diagnostics(rendered.notices, quiet)
    tell(f"{found.title} ({rendered.style.locale}), by {rendered.engine} {rendered.version}", quiet)


def _format_of(name: str | None, output: Path | None) -> str:
    """Give the format that is named or that the ending of the file says; RefparseError for one that is unknown."""
    from refparse.render.output import FORMATS

    ending = output.suffix.lower() if output else ""
    form = name or _ENDINGS.get(ending, "" if ending else "text")
    if form not in FORMATS:
        told = f"the ending {ending!r} says no format" if not name else f"there is no format {name!r}"
        raise RefparseError(f"{told}; --to takes {', '.join(FORMATS)}")
    return form
