"""`refparse export`: writes the works of documents as a bibliography in any format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from refparse.cli.options import CONFIDENCE, PATH, Reading, quiet_option, reading_options
from refparse.cli.output import keep_sources, tell, tell_diagnostics, write_output
from refparse.cli.sources import read_sources
from refparse.errors import RefparseError, WriteError

if TYPE_CHECKING:
    from refparse.model import Bibliography, Diagnostic
    from refparse.write.options import WriteOptions


@click.command(short_help="Write the works as .bib, CSL JSON, RIS, for Zotero, and more.")
@click.argument("documents", nargs=-1, metavar="DOC… OUT")
@click.option("-o", "--output", type=PATH, metavar="OUT", help="The file to write, in place of the last argument.")
@click.option("--to", "format", metavar="FORMAT", help="The format, if the ending of OUT does not say it.")
@click.option(
    "--update", type=PATH, metavar="LIBRARY.bib", help="Merge into this .bib file; nothing in it is overwritten."
)
@click.option("--force", is_flag=True, help="Replace a file that might be a document of yours.")
@click.option("--cited-in", is_flag=True, help="Add to each work the notes that cite it.")
@click.option("--only", type=click.Choice(["complete"]), help="Only works that the document gives in full.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only works of this CSL type, such as book; repeatable."
)
@click.option(
    "--min-confidence", type=CONFIDENCE, default=0.0, metavar="N", help="Only works at least this sure, from 0 to 1."
)
@click.option(
    "--keys", default="", metavar="PATTERN", help="Pattern of the citation keys, such as {author}{year}{title}."
)
@click.option("--for", "reader", type=click.Choice(["zotero"]), help="The flavour that this program reads best.")
@click.option("--group", type=click.Choice(["type", "primary", "archive"]), help="Sort a list under headings.")
@click.option("--title", default="", metavar="WORDS", help="Title of the list, or name of the collection in Zotero.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="Give every item this tag in Zotero; repeatable.")
@click.option("--no-doubts", is_flag=True, help="Leave out what is uncertain about a work.")
@quiet_option
@reading_options
def export(documents: tuple[str, ...], reading: Reading, **chosen: Any) -> None:
    """Write the works that documents cite as one bibliography.

    \b
    refparse export chapter.docx bibliography.bib
    refparse export chapter1.md chapter2.md book.rdf
    refparse export chapter.docx --to ris > book.ris
    refparse export chapter.docx --update library.bib

    The ending of OUT says the format: .bib (BibLaTeX), .json (CSL JSON), .yaml, .ris, .rdf (Zotero), .tei, .mods,
    .md, .org, .html, .txt, .csv, .xlsx; --to also knows bibtex and zotero-json. With --to and no OUT the result is
    printed. A file is replaced only when the new one is whole.
    """
    sources, out = _sources_and_out(documents, chosen["output"], bool(chosen["update"]), bool(chosen["format"]))
    if chosen["update"]:
        _update(sources, chosen["update"], reading, chosen)
        return
    from refparse.write.export import format_of

    form = format_of(out if _is_file(out) else None, chosen["format"])
    if out is not None and _is_file(out):
        keep_sources(out, [*sources, reading.library])
        _keep_documents(out, chosen["force"])
    bibliography = read_sources(sources, reading)
    diagnostics = _write(bibliography, out, form, _options(chosen))
    tell_diagnostics(diagnostics, chosen["quiet"])
    if out is not None and _is_file(out):
        tell(f"{out}: {_summary(bibliography)}", chosen["quiet"])


def _is_file(out: Path | None) -> bool:
    return out is not None and str(out) != "-"


def _sources_and_out(
    documents: Sequence[str], output: Path | None, update: bool, named: bool
) -> tuple[list[str], Path | None]:
    """Tell the documents from the file to write: the last argument, unless an option says otherwise."""
    *before, last = documents or ("",)
    if not last:
        raise click.UsageError("name a document and a file to write: refparse export DOC OUT")
    if output is not None or update:
        return [*before, last], output
    if before:
        return before, Path(last)
    if not named:
        raise click.UsageError("name a file to write, as in: refparse export DOC OUT, or a format with --to")
    return [last], None


# Endings of outputs that documents have too: a forgotten OUT must not cost a person a chapter.
_LIKE_DOCUMENTS = frozenset(
    {".md", ".markdown", ".txt", ".html", ".htm", ".org", ".xml", ".tei", ".docx", ".odt", ".tex"}
)


def _keep_documents(out: Path, force: bool) -> None:
    decisions = out.name.endswith(".refparse.yaml")
    if out.exists() and (decisions or out.suffix.lower() in _LIKE_DOCUMENTS) and not force:
        raise WriteError("is there already and may be a document; --force replaces it", path=out)


def _options(chosen: dict[str, Any]) -> WriteOptions:
    from refparse.write.options import WriteOptions

    return WriteOptions(
        cited_in=chosen["cited_in"],
        only_complete=chosen["only"] == "complete",
        types=chosen["types"],
        min_confidence=chosen["min_confidence"],
        keys=chosen["keys"],
        for_zotero=chosen["reader"] == "zotero",
        group={"primary": "kind"}.get(chosen["group"], chosen["group"] or ""),
        doubts=not chosen["no_doubts"],
        title=chosen["title"],
        tags=chosen["tags"],
    )


def _write(bibliography: Bibliography, out: Path | None, form: str, options: WriteOptions) -> tuple[Diagnostic, ...]:
    from refparse.write.export import write_bibliography

    if out is not None and _is_file(out):
        return write_bibliography(bibliography, out, form, options)[1]
    content, diagnostics = write_bibliography(bibliography, None, form, options)
    write_output(None, content.encode("utf-8", errors="replace") if isinstance(content, str) else content)
    return diagnostics


def _summary(bibliography: Bibliography) -> str:
    from refparse.report import make_overview

    return " · ".join(f"{number} {words}" for number, words in make_overview(bibliography).counts)


def _update(sources: list[str], library: Path, reading: Reading, chosen: dict[str, Any]) -> None:
    """Merge into a library: it is read as the library to match against, so that its keys are those of the works."""
    from dataclasses import replace

    from refparse.write.update import update_file

    if chosen["output"] is not None or chosen["format"]:
        raise click.UsageError("--update writes to the library itself: leave out OUT and --to")
    if reading.library is not None:
        raise RefparseError("--update matches against the file it updates: leave out --library")
    if library in {Path(source) for source in sources}:
        raise click.UsageError(f"{library} is the library to update and no document: name it once, after --update")
    known = library.exists() and library.stat().st_size > 0 and _has_entries(library)
    bibliography = read_sources(sources, replace(reading, library=library if known else None))
    summary, diagnostics = update_file(library, bibliography, _options(chosen))
    tell_diagnostics(diagnostics, chosen["quiet"])
    tell(f"{library}: {summary}", chosen["quiet"])


def _has_entries(library: Path) -> bool:
    """Say whether a .bib file has anything to match against; a new one may hold a comment only."""
    return b"@" in library.read_bytes()
