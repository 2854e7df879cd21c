"""Writes a bibliography in any format: chosen by name, or by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from refparse.errors import WriteError
from refparse.model.bibliography import Bibliography
from refparse.model.diagnostic import Diagnostic, Severity
from refparse.write.files import write_file
from refparse.write.options import WriteOptions
from refparse.write.record import Record, records_of

Written = tuple[str, tuple[Diagnostic, ...]] | tuple[bytes, tuple[Diagnostic, ...]]
Writer = Callable[[Sequence[Record], Bibliography, WriteOptions], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One output format: where its writer lives, the endings that mean it, and the format of a file beside it."""

    module: str
    function: str
    endings: tuple[str, ...] = ()
    beside: str = ""


FORMATS: Final[dict[str, Format]] = {
    "biblatex": Format("bibtex", "write_biblatex", (".bib",)),
    "bibtex": Format("bibtex", "write_bibtex"),
    "csl-json": Format("csl", "write_csl_json", (".json",)),
    "csl-yaml": Format("csl", "write_csl_yaml", (".yaml", ".yml")),
    "ris": Format("ris", "write_ris", (".ris",)),
    "zotero-rdf": Format("zotero_rdf", "write_zotero_rdf", (".rdf",)),
    "zotero-json": Format("zotero_json", "write_zotero_json"),
    "tei": Format("tei", "write_tei", (".tei", ".xml")),
    "mods": Format("mods", "write_mods", (".mods",)),
    "markdown": Format("lists", "write_markdown", (".md", ".markdown")),
    "org": Format("lists", "write_org", (".org",)),
    "html": Format("lists", "write_html", (".html", ".htm")),
    "text": Format("lists", "write_text", (".txt",)),
    "csv": Format("tables", "write_csv", (".csv",), beside="csv-citations"),
    "csv-citations": Format("tables", "write_citations_csv"),
    "xlsx": Format("tables", "write_xlsx", (".xlsx",)),
}

_ALIASES: Final = {
    "bib": "biblatex", "json": "csl-json", "csljson": "csl-json", "yaml": "csl-yaml", "rdf": "zotero-rdf",
    "zotero": "zotero-rdf", "md": "markdown", "txt": "text", "plain": "text", "excel": "xlsx",
}  # fmt: skip


def format_names() -> tuple[str, ...]:
    """Give the names of all formats that `write_bibliography` knows."""
    return tuple(FORMATS)


def format_of(path: Path | None, name: str | None) -> str:
    """Give the format that `name` means, or else the ending of `path`.

    Raises WriteError where neither says one.
    """
    if name:
        wanted = _ALIASES.get(name.lower(), name.lower())
        if wanted not in FORMATS:
            raise WriteError(f"unknown format {name!r}; known are {', '.join(FORMATS)}")
        return wanted
    if path is None:
        raise WriteError(f"no format is named; known are {', '.join(FORMATS)}")
    ending = path.suffix.lower()
    for known, form in FORMATS.items():
        if ending in form.endings:
            return known
    endings = " ".join(ending for form in FORMATS.values() for ending in form.endings)
    raise WriteError(f"the ending {ending!r} says no format; name one, or use one of {endings}", path=path)


def write_bibliography(
    bibliography: Bibliography,
    path: Path | None = None,
    format: str | None = None,
    options: WriteOptions | None = None,
) -> tuple[str | bytes, tuple[Diagnostic, ...]]:
    """Write the works of a bibliography and give the file's content with what had to be said about it.

    Without `path` nothing is written to disk. The file that stands at `path` is replaced only when the new one is
    whole. For example ``write_bibliography(bibliography, Path("book.bib"))`` writes BibLaTeX. A .csv file of works
    gets a second one beside it, of citations.

    Raises WriteError for an unknown format or key pattern, or where the file cannot be written.
    """
    options = options or WriteOptions()
    name = format_of(path, format)
    records, diagnostics = records_of(bibliography, options)
    content, more = _writer(name)(records, bibliography, options)
    if path is not None:
        write_file(path, content)
        more = (*more, *_write_beside(path, name, records, bibliography, options))
    return content, (*diagnostics, *more)


def _write_beside(
    path: Path, name: str, records: Sequence[Record], bibliography: Bibliography, options: WriteOptions
) -> tuple[Diagnostic, ...]:
    """Write the second file of a format that takes two: works.csv has its citations in works-citations.csv."""
    beside = FORMATS[name].beside
    if not beside:
        return ()
    other = path.with_stem(f"{path.stem}-citations")
    content, _ = _writer(beside)(records, bibliography, options)
    write_file(other, content)
    words = f"the table of citations stands beside it, in {other.name}"
    return (Diagnostic(code="R506", severity=Severity.INFO, message=words),)


def _writer(name: str) -> Writer:
    form = FORMATS[name]
    writer: Writer = getattr(import_module(f"refparse.write.{form.module}"), form.function)
    return writer
