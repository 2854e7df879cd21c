"""citeproc-py: pure Python, an approximation; one item that it cannot format costs that item alone."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from refparse.errors import StyleError
from refparse.formats.markup import Rich, Run, trim
from refparse.formats.markup_html import read_html
from refparse.model.cluster import Cite, Cluster
from refparse.render.engine import Entry, Item, spaced_prefix, spaced_suffix
from refparse.render.style import Style

# What citeproc-py raises over ordinary items in one style of six: names of variables that it does not know, text
# where it expects its own string class, ranges of dates.
_ITS_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


def is_installed() -> bool:
    """Say whether citeproc-py is there."""
    return find_spec("citeproc") is not None


@dataclass(frozen=True, slots=True)
class CiteprocPyEngine:
    """The engine over citeproc-py."""

    name: str = "citeproc-py"

    def version(self) -> str:
        """Give the version of citeproc-py."""
        try:
            return version("citeproc-py")
        except PackageNotFoundError:
            return ""

    def bibliography(self, items: Sequence[Item], style: Style) -> tuple[Entry, ...]:
        """Format all items in the style's order; one that fails is shown by its title, with the reason."""
        whole = _format_together(items, style)
        return whole if whole is not None else tuple(_format_alone(item, style) for item in items)

    def notes(self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style) -> tuple[Rich, ...]:
        """Format all clusters; positions beyond first, subsequent and ibid. are unknown to this engine."""
        bibliography = _open(items, style)
        citations = [_citation(cluster) for cluster in clusters]
        for citation in citations:
            bibliography.register(citation, _nothing)
        titles = {str(item["id"]): str(item.get("title", "")) for item in items}
        return tuple(
            _format_cluster(bibliography, citation, cluster, titles)
            for citation, cluster in zip(citations, clusters, strict=True)
        )


def _nothing(_: Any) -> None:
    return None


def _open(items: Sequence[Item], style: Style) -> Any:
    from citeproc import CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loaded = CitationStylesStyle(io.BytesIO(style.xml.encode("utf-8")), locale=style.locale, validate=False)
            return CitationStylesBibliography(loaded, CiteProcJSON([_readable(item) for item in items]), formatter.html)
    except _ITS_FAILURES as error:
        raise StyleError(f"citeproc-py cannot read the style {style.name}: {_reason(error)}") from error


def _readable(item: Item) -> dict[str, Any]:
    """Leave out the names that citeproc-py takes for text and then fails on; a film's director becomes its author."""
    from citeproc import DATES, NAMES

    known = {name.replace("_", "-") for name in (*NAMES, *DATES)}
    kept = {name: value for name, value in item.items() if not isinstance(value, list | dict) or name in known}
    makers = next((item[name] for name in _MAKERS if name in item), None)
    return kept if makers is None or any(name in kept for name in _AUTHORS) else {**kept, "author": makers}


_AUTHORS = ("author", "editor", "translator")
_MAKERS = ("director", "performer", "host", "producer", "script-writer", "compiler", "curator", "contributor")


def _format_together(items: Sequence[Item], style: Style) -> tuple[Entry, ...] | None:
    """Format all items at once, None where one of them makes citeproc-py fail."""
    bibliography = _open(items, style)
    if not bibliography.style.has_bibliography():
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for item in items:
                bibliography.register(_citation(Cluster(cites=(Cite(id=str(item["id"])),))), _nothing)
            bibliography.sort()
            lines = [str(line) for line in bibliography.bibliography()]
    except _ITS_FAILURES:
        return None
    keys = {str(item["id"]).lower(): str(item["id"]) for item in items}
    return tuple(
        Entry(id=keys[key], rich=trim(read_html(line))) for key, line in zip(bibliography.keys, lines, strict=False)
    )


def _format_alone(item: Item, style: Style) -> Entry:
    bibliography = _open([item], style)
    identifier = str(item["id"])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bibliography.register(_citation(Cluster(cites=(Cite(id=identifier),))), _nothing)
            lines = [str(line) for line in bibliography.bibliography()]
    except _ITS_FAILURES as error:
        return Entry(id=identifier, rich=(Run(str(item.get("title", identifier))),), failed=_reason(error))
    return Entry(id=identifier, rich=trim(read_html("".join(lines))))


def _citation(cluster: Cluster) -> Any:
    from citeproc import Citation, CitationItem, Locator

    return Citation(
        [
            CitationItem(
                cite.id,
                prefix=spaced_prefix(cite.prefix),
                suffix=spaced_suffix(cite.suffix),
                **({"locator": Locator(cite.label, cite.locator)} if cite.locator else {}),
            )
            for cite in cluster.cites
        ]
    )


def _format_cluster(bibliography: Any, citation: Any, cluster: Cluster, titles: dict[str, str]) -> Rich:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return trim(read_html(str(bibliography.cite(citation, _nothing))))
    except _ITS_FAILURES:
        return (Run("; ".join(titles.get(cite.id, cite.id) for cite in cluster.cites)),)


def _reason(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
