"""A style with an engine, as a rewriter needs it: citations without their closing mark, and the style's habits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from refparse.formats.markup import Rich, cut, flat_text, join_runs
from refparse.model.cluster import Cluster
from refparse.render.bibliography import render_bibliography, render_notes
from refparse.render.engine import Item
from refparse.render.locale import puts_stops_in_quotes, style_terms
from refparse.render.style import Style, find_style

# A private character where the style would close a citation: what the document has there comes in its place.
_END = "\uf8f0"
# Words before a citation, so that the engine does not take it for the beginning of a sentence.
_BEFORE = "\uf8f1"


@dataclass(frozen=True, slots=True)
class StyleRenderer:
    """One style with one engine; meets the protocol of `rewrite.restyle_plan`."""

    style: Style
    engine: str = "auto"

    @property
    def is_note_style(self) -> bool:
        """Say whether citations stand in notes; else they stand in the text, with a reference list at the end."""
        return self.style.is_note_style

    @property
    def names_notes(self) -> bool:
        """Say whether a later citation names the note of the first: "Bloch (n 1) 29"."""
        return "first-reference-note-number" in self.style.xml

    @property
    def stops_in_quotes(self) -> bool:
        """Say whether full stops and commas stand inside closing quotes, as in American English."""
        return puts_stops_in_quotes(self.style.xml, self.style.locale)

    @property
    def heading(self) -> str:
        """Give the heading of a reference list in the style's language."""
        words = style_terms(self.style.xml, self.style.locale).get("reference", ())
        plural = max(words, key=len, default="references")
        return plural[:1].upper() + plural[1:]

    @property
    def brackets(self) -> tuple[str, str]:
        """Give what a citation in the text stands in: ``("(", ")")``."""
        return self.style.rules.layout_prefix, self.style.rules.layout_suffix

    def cite(self, items: Sequence[Item], clusters: Sequence[Cluster], opens: Sequence[bool]) -> tuple[Rich, ...]:
        """Format citations without the mark that closes them, and those in the text without their brackets.

        `opens` says for each cluster whether it begins a sentence, so that "ibid." has its capital there only.
        """
        told = [cluster if is_open else _continued(cluster) for cluster, is_open in zip(clusters, opens, strict=True)]
        return tuple(_plain(rich) for rich in render_notes(items, told, _with_open_end(self.style), engine=self.engine))

    def entries(self, items: Sequence[Item]) -> tuple[Rich, ...]:
        """Format the reference list."""
        return tuple(entry.rich for entry in render_bibliography(items, self.style, engine=self.engine).entries)


def open_renderer(style: str | Path, *, locale: str | None = None, engine: str = "auto") -> StyleRenderer:
    """Find a style and give it with an engine: ``open_renderer("Chicago 17 notes")``; raises as `find_style` does."""
    return StyleRenderer(find_style(style, locale=locale), engine)


# <citation …><layout delimiter="; " suffix=".">
_CITATION_LAYOUT = re.compile(r"(<citation\b[\s\S]*?<layout\b)([^>]*)(>)")
_SUFFIX = re.compile(r"""\ssuffix\s*=\s*(?:"[^"]*"|'[^']*')""")
_PREFIX = re.compile(r"""\sprefix\s*=\s*(?:"[^"]*"|'[^']*')""")


def _with_open_end(style: Style) -> Style:
    bare = not style.is_note_style

    def changed(found: re.Match[str]) -> str:
        attributes = _PREFIX.sub("", _SUFFIX.sub("", found[2])) if bare else _SUFFIX.sub("", found[2])
        empty = attributes.endswith("/")
        return f'{found[1]}{attributes.rstrip("/")} suffix="{_END}"{"/" if empty else ""}{found[3]}'

    rules = replace(style.rules, layout_suffix=_END, layout_prefix="" if bare else style.rules.layout_prefix)
    return replace(style, xml=_CITATION_LAYOUT.sub(changed, style.xml, count=1), rules=rules)


def _continued(cluster: Cluster) -> Cluster:
    first, *others = cluster.cites
    return replace(cluster, cites=(replace(first, prefix=_BEFORE + " " + first.prefix), *others))


def _plain(rich: Rich) -> Rich:
    text = flat_text(rich)
    start = text.find(_BEFORE)
    if start >= 0:
        after = start + len(_BEFORE)
        after += len(text[after:]) - len(text[after:].lstrip())
        rich = (*cut(rich, 0, start), *cut(rich, after, len(text)))
    return join_runs(replace(run, text=run.text.replace(_END, "")) for run in rich)
