"""citeproc-js, the processor inside Zotero, where the user has installed it: run in V8 by mini-racer, or by node."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from refparse.errors import StyleError
from refparse.formats.markup import Rich, trim
from refparse.formats.markup_html import read_html
from refparse.model.cluster import Cite, Cluster
from refparse.render.engine import Entry, Item, spaced_prefix, spaced_suffix
from refparse.render.locale import DEFAULT_LOCALE, locale_xml, nearest_locale
from refparse.render.style import Style

_DRIVER = Path(__file__).with_name("citeproc_driver.js")
_IN_PACKAGE = Path("node_modules") / "citeproc" / "citeproc_commonjs.js"
_TIME_LIMIT = 1800
# PROCESSOR_VERSION: "1.4.61"
_PROCESSOR_VERSION = re.compile(r"PROCESSOR_VERSION:\s*[\"']([^\"']+)")


def find_library() -> Path | None:
    """Find the library's file: REFPARSE_CITEPROC_JS (file or folder), then node_modules here, above, or global."""
    return next((path for path in _library_places() if path.is_file()), None)


def _library_places() -> Iterator[Path]:
    named = os.environ.get("REFPARSE_CITEPROC_JS")
    if named:
        yield from (Path(named), Path(named) / "citeproc_commonjs.js", Path(named) / _IN_PACKAGE)
        return
    here = Path.cwd()
    yield from (folder / _IN_PACKAGE for folder in (here, *here.parents))
    yield from (Path(entry) / "citeproc" / _IN_PACKAGE.name for entry in _node_path())
    yield Path.home() / _IN_PACKAGE
    for prefix in filter(None, (os.environ.get("NPM_CONFIG_PREFIX"), "/usr/local", "/usr", "/opt/homebrew")):
        yield Path(prefix) / "lib" / _IN_PACKAGE
    if os.environ.get("APPDATA"):
        yield Path(os.environ["APPDATA"]) / "npm" / _IN_PACKAGE


def _node_path() -> list[str]:
    return [entry for entry in os.environ.get("NODE_PATH", "").split(os.pathsep) if entry]


def find_host() -> str:
    """Find what runs JavaScript here: "mini-racer", the path of node, or "" for nothing."""
    return "mini-racer" if find_spec("py_mini_racer") else shutil.which("node") or ""


@dataclass(frozen=True, slots=True)
class CiteprocJsEngine:
    """The engine over one copy of the library and one host."""

    library: Path
    host: str
    name: str = "citeproc-js"

    def version(self) -> str:
        """Give the version that the library states: ``1.4.61``."""
        return _version_of(self.library)

    def bibliography(self, items: Sequence[Item], style: Style) -> tuple[Entry, ...]:
        """Format all items in the style's order; a style without bibliography gives nothing."""
        rows = self._ask(_request(items, style))
        return tuple(Entry(id=row[0], rich=trim(read_html(row[1]))) for row in rows)

    def notes(self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style) -> tuple[Rich, ...]:
        """Format all clusters; those without a note number count as in the text."""
        written = [
            {"note": cluster.note or 0, "cites": [_write_cite(cite) for cite in cluster.cites]} for cluster in clusters
        ]
        rows = self._ask({**_request(items, style), "clusters": written})
        return tuple(trim(read_html(row)) for row in rows)

    def _ask(self, request: dict[str, Any]) -> Any:
        run = _run_in_mini_racer if self.host == "mini-racer" else _run_in_node
        return json.loads(run(self, json.dumps(request)))


@cache
def _version_of(library: Path) -> str:
    found = _PROCESSOR_VERSION.search(library.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def _request(items: Sequence[Item], style: Style) -> dict[str, Any]:
    codes = {DEFAULT_LOCALE, style.locale, nearest_locale(style.locale), nearest_locale(style.locale.split("-")[0])}
    locales = {code: locale_xml(code) for code in sorted(codes)}
    return {"items": list(items), "style": style.xml, "locales": locales}


def _write_cite(cite: Cite) -> dict[str, Any]:
    written = {
        "id": cite.id,
        "locator": cite.locator,
        "label": cite.label if cite.locator else "",
        "prefix": spaced_prefix(cite.prefix),
        "suffix": spaced_suffix(cite.suffix),
        "suppress-author": cite.suppress_author,
    }
    return {name: value for name, value in written.items() if value}


def _run_in_mini_racer(engine: CiteprocJsEngine, request: str) -> str:
    from py_mini_racer import JSEvalException, JSTimeoutException, MiniRacer

    # A context that is not closed keeps the process from ending.
    context = MiniRacer()
    try:
        context.eval("var module = {exports: {}}; var exports = module.exports;")
        context.eval(engine.library.read_text(encoding="utf-8") + "\n;true")
        context.eval(_DRIVER.read_text(encoding="utf-8") + "\n;true")
        return str(context.eval(f"answer(module.exports, {json.dumps(request)})", timeout_sec=_TIME_LIMIT))
    except (JSEvalException, JSTimeoutException) as error:
        raise StyleError(f"citeproc-js refuses: {_first_line(error)}") from error
    finally:
        context.close()


_NODE_FRAME = """
const CSL = require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(answer(CSL, text));
"""


def _run_in_node(engine: CiteprocJsEngine, request: str) -> str:
    script = _DRIVER.read_text(encoding="utf-8") + _NODE_FRAME
    command = [engine.host, "-e", script, str(engine.library)]
    try:
        done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=_TIME_LIMIT)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StyleError(f"node did not run: {error}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = next((line for line in lines if "Error" in line), lines[-1] if lines else "")
        raise StyleError(f"citeproc-js refuses: {reason}")
    return done.stdout.decode("utf-8")


# "<anonymous>:68: citeproc-js error: Level mismatch"
_WHERE = re.compile(r"^<[^>]*>:\d+: (?:citeproc-js error: )?")


def _first_line(error: BaseException) -> str:
    return _WHERE.sub("", str(error).strip().split("\n", 1)[0])
