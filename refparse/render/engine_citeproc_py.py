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
        """Format all items in the style's order; those that fail come last, shown by their titles, with the reason."""
        loaded = _load(style)
        if not loaded.has_bibliography():
            return ()
        whole = _format(items, loaded)
        if not isinstance(whole, str):
            return whole
        alone = [(item, _format([item], loaded)) for item in items]
        good = _format([item for item, made in alone if not isinstance(made, str)], loaded)
        failed = tuple(_failed(item, made) for item, made in alone if isinstance(made, str))
        one_by_one = tuple(entry for _, made in alone if not isinstance(made, str) for entry in made)
        return (*(one_by_one if isinstance(good, str) else good), *failed)

    def notes(self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style) -> tuple[Rich, ...]:
        """Format all clusters; positions beyond first, subsequent and ibid. are unknown to this engine."""
        bibliography = _open(items, _load(style))
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


def _load(style: Style) -> Any:
    from citeproc import CitationStylesStyle

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return CitationStylesStyle(io.BytesIO(style.xml.encode("utf-8")), locale=style.locale, validate=False)
    except _ITS_FAILURES as error:
        raise StyleError(f"citeproc-py cannot read the style {style.name}: {_reason(error)}") from error


def _open(items: Sequence[Item], loaded: Any) -> Any:
    from citeproc import CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    return CitationStylesBibliography(loaded, CiteProcJSON([_readable(item) for item in items]), formatter.html)


def _readable(item: Item) -> dict[str, Any]:
    """Leave out the names that citeproc-py takes for text and then fails on; a film's director becomes its author."""
    from citeproc import DATES, NAMES

    known = {name.replace("_", "-") for name in (*NAMES, *DATES)}
    kept = {name: value for name, value in item.items() if not isinstance(value, list | dict) or name in known}
    makers = next((item[name] for name in _MAKERS if name in item), None)
    return kept if makers is None or any(name in kept for name in _AUTHORS) else {**kept, "author": makers}


_AUTHORS = ("author", "editor", "translator")
_MAKERS = ("director", "performer", "host", "producer", "script-writer", "compiler", "curator", "contributor")


def _format(items: Sequence[Item], loaded: Any) -> tuple[Entry, ...] | str:
    """Format items, or say why citeproc-py failed on one of them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bibliography = _open(items, loaded)
            for item in items:
                bibliography.register(_citation(Cluster(cites=(Cite(id=str(item["id"])),))), _nothing)
            bibliography.sort()
            lines = [str(line) for line in bibliography.bibliography()]
    except _ITS_FAILURES as error:
        return _reason(error)
    # citeproc-py knows keys in small letters only
    keys = {str(item["id"]).lower(): str(item["id"]) for item in items}
    pairs = zip(bibliography.keys, lines, strict=False)
    return tuple(Entry(id=keys[key], rich=trim(read_html(line))) for key, line in pairs)


def _failed(item: Item, reason: str) -> Entry:
    title = str(item.get("title") or item["id"])
    return Entry(id=str(item["id"]), rich=(Run(title),), failed=reason)


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
