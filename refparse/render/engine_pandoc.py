"""Pandoc's CSL processor: one process a document, notes as real footnotes, results read from its document tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from refparse.errors import MissingExtra, StyleError
from refparse.formats.markup import Rich, trim
from refparse.formats.markup_pandoc import read_blocks, text_to_inlines
from refparse.model.cluster import Cite, Cluster
from refparse.render.engine import Entry, Item, spaced_prefix, spaced_suffix
from refparse.render.locale import style_terms
from refparse.render.pandoc_habits import Terms, locator_words, mend_cluster, mend_entry
from refparse.render.pandoc_style import near_clusters, pandoc_items, pandoc_style
from refparse.render.style import Style

API_VERSION = [1, 23, 1]
# A bibliography that takes longer than this will not come at all.
_TIME_LIMIT = 1800


@cache
def find_pandoc() -> Path | None:
    """Find the program: REFPARSE_PANDOC, then the one inside pypandoc-binary, then a pandoc on the PATH."""
    named = os.environ.get("REFPARSE_PANDOC")
    spec = find_spec("pypandoc")
    inside = Path(spec.origin).parent / "files" if spec and spec.origin else None
    on_path = shutil.which("pandoc")
    candidates = (
        Path(named) if named else None,
        inside / "pandoc" if inside else None,
        inside / "pandoc.exe" if inside else None,
        Path(on_path) if on_path else None,
    )
    return next((path for path in candidates if path is not None and path.is_file()), None)


def run_pandoc(program: Path, arguments: Sequence[str], document: bytes = b"", folder: str | None = None) -> bytes:
    """Run pandoc once, without network, clock and the user's own pandoc files; StyleError where it fails."""
    with tempfile.TemporaryDirectory(prefix="refparse-") as data_folder:
        command = [str(program), "--sandbox", f"--data-dir={data_folder}", *arguments]
        try:
            done = subprocess.run(command, input=document, capture_output=True, timeout=_TIME_LIMIT, cwd=folder)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(f"pandoc did not run: {error}") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise StyleError(f"pandoc refuses: {message[0] if message else f'exit {done.returncode}'}")
    return done.stdout


@cache
def _version_of(program: Path) -> str:
    lines = run_pandoc(program, ["--version"]).decode("utf-8", "replace").split()
    return lines[1] if len(lines) > 1 else ""


@dataclass(frozen=True, slots=True)
class PandocEngine:
    """The engine over one pandoc program."""

    program: Path
    name: str = "pandoc"

    def version(self) -> str:
        """Give pandoc's version: ``3.9``."""
        return _version_of(self.program)

    def bibliography(self, items: Sequence[Item], style: Style) -> tuple[Entry, ...]:
        """Format all items in the style's order; a style without bibliography gives nothing."""
        tree = self._process(pandoc_items(items, style.xml, join_names=True), style, _document([], nocite=True))
        entries: list[Any] = next((block["c"][1] for block in tree["blocks"] if _identifier(block) == "refs"), [])
        terms = style_terms(style.xml, style.locale)
        return tuple(_read_entry(entry, style, terms) for entry in entries)

    def notes(self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style) -> tuple[Rich, ...]:
        """Format all clusters; a style that tells near notes from far ones takes two runs, one for each."""
        near = near_clusters(clusters, style.xml)
        if near is None:
            return self._notes(items, clusters, style, near=False)
        runs = [self._notes(items, clusters, style, near=answer) for answer in (False, True)]
        return tuple(runs[is_near][at] for at, is_near in enumerate(near))

    def _notes(
        self, items: Sequence[Item], clusters: Sequence[Cluster], style: Style, *, near: bool
    ) -> tuple[Rich, ...]:
        """Format all clusters: those of one note stand as paragraphs of one footnote."""
        terms = style_terms(style.xml, style.locale)
        notes = _by_note(clusters) if style.is_note_style else [[cluster] for cluster in clusters]
        write = _write_note if style.is_note_style else _write_in_text
        document = _document([write(note, terms) for note in notes], nocite=False)
        tree = self._process(pandoc_items(items, style.xml, join_names=False), style, document, near=near)
        return tuple(
            mend_cluster(trim(read_blocks([paragraph])), cluster, style, terms, alone=len(note) == 1)
            for block, note in zip(tree["blocks"], notes, strict=False)
            for paragraph, cluster in zip(_paragraphs(block), note, strict=False)
        )

    def _process(
        self, items: Sequence[Item], style: Style, document: dict[str, Any], *, near: bool = False
    ) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="refparse-") as folder:
            (Path(folder) / "items.json").write_text(json.dumps(list(items)), encoding="utf-8")
            (Path(folder) / "style.csl").write_text(pandoc_style(style.xml, near=near), encoding="utf-8")
            arguments = ["--from=json", "--to=json", "--citeproc", "--csl=style.csl", "--bibliography=items.json"]
            written = run_pandoc(self.program, arguments, json.dumps(document).encode(), folder)
        tree: dict[str, Any] = json.loads(written)
        return tree


def _document(blocks: list[dict[str, Any]], *, nocite: bool) -> dict[str, Any]:
    everything = {"t": "MetaInlines", "c": [_write_cites(Cluster(cites=(Cite(id="*"),)), {})]}
    meta: dict[str, Any] = {
        # Else a title becomes a link where the style prints no address.
        "link-bibliography": {"t": "MetaBool", "c": False},
        **({"nocite": everything} if nocite else {"suppress-bibliography": {"t": "MetaBool", "c": True}}),
    }
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def _identifier(block: dict[str, Any]) -> str:
    return str(block["c"][0][0]) if block["t"] == "Div" else ""


def _read_entry(block: dict[str, Any], style: Style, terms: Terms) -> Entry:
    return Entry(
        id=_identifier(block).removeprefix("ref-"), rich=mend_entry(trim(read_blocks(block["c"][1])), style, terms)
    )


def _by_note(clusters: Sequence[Cluster]) -> list[list[Cluster]]:
    """Gather the clusters of each note."""
    return [list(group) for _, group in groupby(clusters, key=lambda cluster: cluster.note)]


def _write_note(note: Sequence[Cluster], terms: Terms) -> dict[str, Any]:
    paragraphs = [{"t": "Para", "c": [_write_cites(cluster, terms)]} for cluster in note]
    return {"t": "Para", "c": [{"t": "Note", "c": paragraphs}]}


def _write_in_text(note: Sequence[Cluster], terms: Terms) -> dict[str, Any]:
    return {"t": "Para", "c": [_write_cites(cluster, terms) for cluster in note]}


def _write_cites(cluster: Cluster, terms: Terms) -> dict[str, Any]:
    return {"t": "Cite", "c": [[_write_cite(cite, cluster.note or 0, terms) for cite in cluster.cites], []]}


def _write_cite(cite: Cite, number: int, terms: Terms) -> dict[str, Any]:
    return {
        "citationId": cite.id,
        "citationPrefix": text_to_inlines(spaced_prefix(cite.prefix)),
        "citationSuffix": text_to_inlines(locator_words(cite, terms) + spaced_suffix(cite.suffix)),
        "citationMode": {"t": "SuppressAuthor" if cite.suppress_author else "NormalCitation"},
        # Without it pandoc would count citations, not notes.
        "citationNoteNum": number,
        "citationHash": 0,
    }


def _paragraphs(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the paragraphs of the footnote that a block is, or the block itself where the style cites in the text."""
    inlines = block["c"]
    footnote = next((inline["c"] for inline in inlines if inline["t"] == "Note"), None)
    return footnote if footnote is not None else [block]


def word_as_markdown(path: Path) -> str:
    """Give a Word document as pandoc's Markdown, its notes as ``[^1]``; MissingExtra without pandoc."""
    program = find_pandoc()
    if program is None:
        raise MissingExtra("reading Word as Markdown needs pandoc: pip install pypandoc-binary")
    arguments = ["--from=docx", "--to=markdown-smart", "--standalone", "--wrap=none", str(path.resolve())]
    return run_pandoc(program, arguments).decode("utf-8")
