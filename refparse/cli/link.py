"""`refparse link`: makes the plain notes of a Word document live citations of Zotero."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from refparse.cli.options import PATH, Reading, quiet_option, reading_options, rewriting_option
from refparse.cli.output import keep_sources, tell, tell_diagnostics
from refparse.cli.progress import working
from refparse.cli.sources import read_sources

if TYPE_CHECKING:
    from refparse.model import Bibliography


@click.command(short_help="Make the notes of a Word document live citations of Zotero.")
@click.argument("document", metavar="DOC.docx")
@click.argument("out", type=PATH, metavar="OUT.docx")
@click.option("--style", "-s", metavar="NAME", help="The style that Zotero is to use: a name or a title.")
@click.option("--locale", metavar="LANGUAGE", help="The language of terms and dates, such as de-DE.")
@click.option("--bibliography", is_flag=True, help="Put Zotero's bibliography at the end of the document.")
@click.option(
    "--saved-in", metavar="LIBRARY",
    help="Tie works to the items that `refparse zotero DOC --library LIBRARY` saved, such as users/12345.",
)  # fmt: skip
@click.option("--transfer", is_flag=True, help="Write the form that LibreOffice and Google Docs can take over.")
@rewriting_option
@quiet_option
@reading_options
def link(
    document: str, out: Path, style: str | None, locale: str | None, bibliography: bool, saved_in: str | None,
    transfer: bool, min_confidence: float, quiet: bool, reading: Reading,
) -> None:  # fmt: skip
    """Write the Word document DOC.docx anew, with the citations of its notes alive for Zotero.

    \b
    refparse link chapter.docx chapter-live.docx --bibliography

    Open the result in Word with Zotero's plugin: the style can be changed, and the bibliography writes itself. The
    words of every note stay the same. A citation that is not sure stays as typed and is listed.
    """
    from refparse.rewrite.link import link_document

    keep_sources(out, [document])
    chosen = _style(style, locale)
    found = read_sources([document], reading)
    uris = _saved(found, saved_in) if saved_in else {}
    with working(f"Writing {out}"):
        done = link_document(
            document, out, found, min_confidence=min_confidence, bibliography_field=bibliography, transfer=transfer,
            uris=uris, **chosen,
        )  # fmt: skip
    tell_diagnostics(done.diagnostics, quiet)
    live = f", {done.live} were live before" if done.live else ""
    tell(f"{out}: {done.linked} citations of {done.works} works are live, {len(done.left)} stay as typed{live}", quiet)


def _saved(bibliography: Bibliography, library: str) -> dict[str, str]:
    """Give the addresses of the works as they were saved online, by their ids."""
    from refparse.errors import ZoteroError
    from refparse.zotero.records import source_of
    from refparse.zotero.save_online import saved_uris

    uris = saved_uris(source_of(bibliography.document), library)
    if not uris:
        raise ZoteroError(f"no work of this document was saved in {library}: run `refparse zotero` with it first")
    return uris


def _style(name: str | None, locale: str | None) -> dict[str, str]:
    """Give style and locale as Zotero knows them, those that were named."""
    from refparse.render.style import find_style

    if name is None:
        return {"locale": locale} if locale else {}
    found = find_style(name, locale=locale)
    return {"style": found.head.id, "locale": found.locale}
