"""`refparse zotero`: saves the works of documents in Zotero, on this machine or online."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from refparse.cli.options import Reading, quiet_option, reading_options_without_library
from refparse.cli.output import tell, tell_diagnostics
from refparse.cli.progress import working
from refparse.cli.sources import read_sources

if TYPE_CHECKING:
    from refparse.model import Bibliography
    from refparse.write.options import WriteOptions
    from refparse.zotero.records import Progress, Saved


@click.command(short_help="Save the works in Zotero, running or online.")
@click.argument("documents", nargs=-1, required=True, metavar="DOC…")
@click.option(
    "--library", "online", metavar="LIBRARY",
    help="Save online, in users/NUMBER or groups/NUMBER, with the key in ZOTERO_API_KEY; not in the running Zotero.",
)  # fmt: skip
@click.option("--collection", default="", metavar="NAME", help="The collection to save in; it is made if need be.")
@click.option("--only", type=click.Choice(["complete"]), help="Only works that the document gives in full.")
@click.option("--tag", "tags", multiple=True, metavar="WORD", help="Give every item this tag; repeatable.")
@click.option("--again", is_flag=True, help="Save works once more that were saved before.")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", help="Where Zotero listens on this machine, if not at 23119."
)
@click.option("--address", metavar="URL", hidden=True, help="Where the running Zotero, or the online one, is found.")
@quiet_option
@reading_options_without_library
def zotero(
    documents: tuple[str, ...], online: str | None, collection: str, only: str | None, tags: tuple[str, ...],
    again: bool, port: int | None, address: str | None, quiet: bool, reading: Reading,
) -> None:  # fmt: skip
    """Save the works that documents cite in Zotero, with notes that tell where each is cited.

    \b
    refparse zotero chapter.docx
    refparse zotero chapter.docx --collection "Chapter 3"
    refparse zotero chapter.docx --library users/12345

    Zotero must be running, or --library names a library online. The items go to the collection that is selected in
    Zotero, tagged “refparse: chapter”. A second run for the same document saves only what is new.
    """
    from refparse.write.options import WriteOptions

    options = WriteOptions(only_complete=only == "complete", tags=tags, strict=online is not None)
    if online is not None:
        _check_online(online)
    elif port is not None:
        address = f"http://127.0.0.1:{port}"
    bibliography = read_sources(documents, reading)
    with _showing("Saving in Zotero", quiet) as progress:
        if online is None:
            saved = _save_here(bibliography, options, collection, again, address, progress)
        else:
            saved = _save_online(bibliography, options, online, collection, again, address, progress)
    tell_diagnostics(saved.diagnostics, quiet)
    tell(_summary(saved), quiet)


def _check_online(library: str) -> None:
    """See that library and key are there before a long document is read."""
    from refparse.zotero.web import api_key, check_library

    check_library(library)
    api_key()


def _save_here(
    bibliography: Bibliography,
    options: WriteOptions,
    collection: str,
    again: bool,
    address: str | None,
    progress: Progress,
) -> Saved:
    from refparse.write.zotero_json import zotero_items
    from refparse.zotero.local import ADDRESS
    from refparse.zotero.records import source_of
    from refparse.zotero.save_local import save_to_zotero

    items, _ = zotero_items(bibliography, options)
    return save_to_zotero(
        items, source_of(bibliography.document), collection=collection, again=again,
        as_file=_file_maker(bibliography, options), address=address or ADDRESS, progress=progress,
    )  # fmt: skip


def _file_maker(bibliography: Bibliography, options: WriteOptions) -> Callable[[Sequence[str]], str]:
    """Give what writes some of the works as Zotero RDF, for a Zotero that takes files only."""

    def make(works: Sequence[str]) -> str:
        from dataclasses import replace

        from refparse.write.export import write_bibliography
        from refparse.zotero.records import source_of

        wanted = set(works)
        part = replace(bibliography, works=tuple(work for work in bibliography.works if work.id in wanted))
        tag = source_of(bibliography.document).tag
        content, _ = write_bibliography(part, None, "zotero-rdf", replace(options, tags=(*options.tags, tag)))
        return content if isinstance(content, str) else content.decode("utf-8")

    return make


def _save_online(
    bibliography: Bibliography, options: WriteOptions, library: str, collection: str, again: bool,
    address: str | None, progress: Progress,
) -> Saved:  # fmt: skip
    from refparse.write.zotero_json import zotero_items
    from refparse.zotero.records import source_of
    from refparse.zotero.save_online import save_online
    from refparse.zotero.web import ADDRESS, api_key

    items, _ = zotero_items(bibliography, options)
    return save_online(
        items, source_of(bibliography.document), library, api_key(), collection=collection, again=again,
        address=address or ADDRESS, progress=progress,
    )  # fmt: skip


@contextmanager
def _showing(words: str, quiet: bool) -> Iterator[Progress]:
    """Show on a terminal how many works are saved."""
    import sys

    if quiet or not sys.stderr.isatty():
        with working(words):
            yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _summary(saved: Saved) -> str:
    parts = [f"{len(saved.saved)} works saved in {saved.place}"]
    if saved.already:
        parts.append(f"{len(saved.already)} were there already")
    if saved.unsure:
        parts.append(f"{len(saved.unsure)} may be there already")
    if saved.unsaved:
        parts.append(f"what is not saved is kept in {saved.unsaved} and is sent the next time")
    return "; ".join(parts)
