"""Markdown with live citations for pandoc and Quarto: ``[@bloch1953craft, 29]`` in place of what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refparse.formats.markup import Rich, Run
from refparse.model import Bibliography, Diagnostic
from refparse.model.cluster import Cite, Cluster
from refparse.rewrite.restyle_markdown import restyle_markdown
from refparse.rewrite.restyle_plan import SURE, plan_restyle


def to_live_markdown(
    source: str, bibliography: Bibliography, *, bibliography_file: str = "", sure: float = SURE
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Give a Markdown source with live citations, and what was left as typed, and why.

    A note that only cites becomes a citation in the text, from which pandoc makes a note again where the style wants
    one; a note that says more stays, its citations live. `bibliography_file` is named in the head (``book.bib``),
    unless the head names one. The keys are the ids of the works.
    """
    plan = plan_restyle(bibliography, _LiveCitations(), sure=sure)
    text, remarks = restyle_markdown(source, plan, raw=True)
    return _with_bibliography(text, bibliography_file), (*plan.diagnostics, *remarks)


@dataclass(frozen=True, slots=True)
class _LiveCitations:
    """Writes citations as pandoc's Markdown; stands where a style with its engine would."""

    is_note_style: bool = False
    names_notes: bool = False
    stops_in_quotes: bool = False
    heading: str = ""

    brackets: tuple[str, str] = ("", "")

    def cite(
        self, items: Sequence[Mapping[str, Any]], clusters: Sequence[Cluster], opens: Sequence[bool]
    ) -> tuple[Rich, ...]:
        """Write each cluster in brackets: ``[see @bloch1953craft, 29; @febvre1982problem, chapter 3]``."""
        return tuple((Run(f"[{'; '.join(_write_cite(cite) for cite in cluster.cites)}]"),) for cluster in clusters)

    def entries(self, items: Sequence[Mapping[str, Any]]) -> tuple[Rich, ...]:
        """Give nothing: pandoc makes the list."""
        return ()


# a key that pandoc reads without braces
_PLAIN_KEY = re.compile(r"[^\W_][\w:.#$%&+?<>~/-]*[^\W_]|[^\W_]")
# "29", "29-31, 40", "iv-x": a page without its label
_PLAIN_PAGES = re.compile(r"[\divxlc]+(?:[-–, ]+[\divxlc]+)*", re.IGNORECASE)


def _write_cite(cite: Cite) -> str:
    key = f"@{cite.id}" if _PLAIN_KEY.fullmatch(cite.id) else f"@{{{cite.id}}}"
    author = "-" if cite.suppress_author else ""
    prefix = f"{cite.prefix} " if cite.prefix else ""
    suffix = f", {cite.suffix.lstrip(', ')}" if cite.suffix else ""
    return f"{prefix}{author}{key}{_write_locator(cite)}{suffix}"


def _write_locator(cite: Cite) -> str:
    if not cite.locator:
        return ""
    if cite.label == "page" and _PLAIN_PAGES.fullmatch(cite.locator):
        return f", {cite.locator}"
    return f", {{{cite.label} {cite.locator}}}"


# a head in YAML between "---" and "---" or "..."
_HEAD = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)(?P<end>---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def _with_bibliography(text: str, name: str) -> str:
    if not name:
        return text
    head = _HEAD.match(text)
    line = f'bibliography: "{name}"\n'
    if head is None:
        return f"---\n{line}---\n\n{text}"
    if re.search(r"^bibliography\s*:", head["yaml"], re.MULTILINE):
        return text
    return text[: head.start("end")] + line + text[head.start("end") :]
