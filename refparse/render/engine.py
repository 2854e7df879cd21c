"""What an engine is: something that formats works and notes in a CSL style; which there are, and which is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from refparse.errors import MissingExtra, RefparseError
from refparse.formats.markup import Rich, to_html, to_text
from refparse.model.cluster import Cluster
from refparse.render.style import Style

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a bibliography; `rich` is its formatted text, `failed` says why the engine could not make it."""

    id: str
    rich: Rich
    failed: str = ""

    @property
    def text(self) -> str:
        """Give the entry without formatting."""
        return to_text(self.rich)

    @property
    def html(self) -> str:
        """Give the entry as inline HTML."""
        return to_html(self.rich)


_JOINS_WORD = ("(", "[", "“", "‘", "-", "–", "—", "/", " ", "\u00a0", "’")
_JOINS_BACK = (",", ";", ":", ".", "?", "!", ")", "]", "”", "’", "-", "–", "—", " ", "\u00a0")


def spaced_prefix(prefix: str) -> str:
    """Give the words before a cite with the space that sets them off: "see" becomes "see "."""
    return prefix if not prefix or prefix.endswith(_JOINS_WORD) else prefix + " "


def spaced_suffix(suffix: str) -> str:
    """Give the words after a cite with the space that sets them off: "passim" becomes " passim"."""
    return suffix if not suffix or suffix.startswith(_JOINS_BACK) else " " + suffix


class Engine(Protocol):
    """What all engines have in common; items are CSL JSON made ready by `csl_json.engine_item`, ids unique."""

    @property
    def name(self) -> str:
        """Give the engine's name, as ``--engine`` takes it."""

    def version(self) -> str:
        """Give the version, so that a result can be had again."""

    def bibliography(self, items: Sequence[Item], style: Style) -> tuple[Entry, ...]:
        """Format all items, in the style's order; the ids are those of the items."""

    def notes(self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style) -> tuple[Rich, ...]:
        """Format all clusters, one result for each; note numbers do not fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """One row of ``refparse engines``: is it there, in which version, how good is it, how is it had."""

    name: str
    available: bool
    version: str = ""
    remark: str = ""
    install: str = ""


def _pandoc() -> Engine | None:
    from refparse.render.engine_pandoc import PandocEngine, find_pandoc

    program = find_pandoc()
    return PandocEngine(program) if program else None


def _citeproc_js() -> Engine | None:
    from refparse.render.engine_citeproc_js import CiteprocJsEngine, find_host, find_library

    library, host = find_library(), find_host()
    return CiteprocJsEngine(library, host) if library and host else None


def _citeproc_py() -> Engine | None:
    from refparse.render.engine_citeproc_py import CiteprocPyEngine, is_installed

    return CiteprocPyEngine() if is_installed() else None


# name -> how to open it, what it is good for, how to get it; the order is that of preference
_ENGINES: dict[str, tuple[Callable[[], Engine | None], str, str]] = {
    "pandoc": (
        _pandoc,
        "the default: renders every style, fast, notes with right positions; slow where a style tells apart more "
        "than some 300 works of the same authors",
        "pip install pypandoc-binary, or install pandoc from your system's packages",
    ),
    "citeproc-js": (
        _citeproc_js,
        "the processor inside Zotero, and so the reference; best for author-date styles with many works",
        "npm install citeproc (or set REFPARSE_CITEPROC_JS to its file), and pip install mini-racer, or node",
    ),
    "citeproc-py": (
        _citeproc_py,
        "pure Python, only approximates the style: about half of all entries come out as they should",
        "pip install citeproc-py",
    ),
}


def open_engine(name: str = "auto") -> Engine:
    """Open the engine of that name, or the best there is.

    Raises MissingExtra where it is not installed, and says how to get it; RefparseError for an unknown name.
    """
    if name == "auto":
        found = next((engine for opener, _, _ in _ENGINES.values() if (engine := opener())), None)
        if found is None:
            raise MissingExtra(f"no engine for CSL styles is installed: {_ENGINES['pandoc'][2]}")
        return found
    if name not in _ENGINES:
        raise RefparseError(f"there is no engine {name!r}; there are: auto, {', '.join(_ENGINES)}")
    opener, _, install = _ENGINES[name]
    engine = opener()
    if engine is None:
        raise MissingExtra(f"the engine {name} is not installed: {install}")
    return engine


def list_engines() -> tuple[EngineInfo, ...]:
    """List all engines, the preferred first, with how to get those that are missing."""
    return tuple(_describe(name) for name in _ENGINES)


def _describe(name: str) -> EngineInfo:
    opener, remark, install = _ENGINES[name]
    engine = opener()
    return EngineInfo(
        name=name,
        available=engine is not None,
        version=engine.version() if engine is not None else "",
        remark=remark,
        install=install,
    )
