"""Formatted text as runs, whatever engine made it, and how it is written as text, HTML, Markdown or LaTeX."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from refparse.model import MarkKind


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one formatting: ``Run("Citizens", frozenset({MarkKind.ITALIC}))``.

    `link` is an address. `display` is how CSL sets the run off: "left-margin", "right-inline", "block" or "indent".
    """

    text: str
    marks: frozenset[MarkKind] = frozenset()
    link: str = ""
    display: str = ""


Rich = tuple[Run, ...]

# "[12]|Berg": the label of a numbered entry is set off from the entry by a space where the line has no columns.
_BREAK_BEFORE = {"right-inline": " ", "block": "\n", "indent": "\n"}
_SPACES = re.compile(r"[ \t\r\n\f]+")


def join_runs(runs: Iterable[Run]) -> Rich:
    """Join neighbouring runs of one formatting and drop empty ones."""
    full = (run for run in runs if run.text)
    groups = groupby(full, key=lambda run: (run.marks, run.link, run.display))
    return tuple(Run("".join(run.text for run in group), *look) for look, group in groups)


def trim(rich: Rich) -> Rich:
    """Drop white space at both ends: an entry is one paragraph."""
    runs = list(rich)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


def cut(rich: Rich, start: int, end: int) -> Rich:
    """Give the part of `rich` from the code point `start` up to `end`, formatting kept."""
    found, at = [], 0
    for run in rich:
        text = run.text[max(0, start - at) : max(0, end - at)]
        found.append(replace(run, text=text))
        at += len(run.text)
    return join_runs(found)


def flat_text(rich: Rich) -> str:
    """Give the characters alone, one for one, so that offsets into it are offsets into `rich`."""
    return "".join(run.text for run in rich)


def to_text(rich: Rich) -> str:
    """Give the visible text; a numbered entry's label and a new block are set off by white space.

    >>> to_text((Run("1.", display="left-margin"), Run("Berg M.", display="right-inline")))
    '1. Berg M.'
    """
    return _assemble(rich, lambda run: run.text, "\n")


def to_html(rich: Rich) -> str:
    """Give HTML of inline elements: ``<i>Citizens</i>``; CSL's displays as ``<span class="csl-left-margin">``."""
    return "".join(
        _html_display(display, "".join(_html_run(run) for run in group))
        for display, group in groupby(rich, key=lambda run: run.display)
    )


def to_markdown(rich: Rich) -> str:
    """Give pandoc's Markdown: ``*Citizens*``, ``[URSS]{.smallcaps}``, special characters escaped."""
    return _assemble(_outer_spaces(with_breaks(rich)), _markdown_run, "\\\n")


def to_latex(rich: Rich) -> str:
    r"""Give LaTeX: ``\emph{Citizens}``, special characters escaped."""
    return _assemble(_outer_spaces(with_breaks(rich)), _latex_run, r"\\ ")


def with_breaks(rich: Rich, after_label: str = " ") -> Rich:
    """Put the white space between runs that CSL's displays ask for: a line break, or `after_label` after a number.

    Where the label is words (an abbreviation and what it stands for) the space is an em wide.
    """
    label = "".join(run.text for run in rich if run.display == "left-margin")
    is_words = after_label == " " and sum(char.isalpha() for char in label) > 1
    gaps = {**_BREAK_BEFORE, "right-inline": "\u2003" if is_words else after_label}
    found: list[Run] = []
    display = ""
    for run in rich:
        # What follows a block begins a new line too.
        gap = gaps.get(run.display, "\n" if display in ("block", "indent") else "") if run.display != display else ""
        if gap and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip())
            found.append(Run(gap))
        found.append(run)
        display = run.display
    return join_runs(found)


def _assemble(rich: Rich, write: Callable[[Run], str], line_break: str) -> str:
    broken = with_breaks(rich)
    return "".join(write(run) for run in broken).strip().replace("\n", line_break)


def _outer_spaces(rich: Rich) -> Rich:
    """Move white space out of formatted runs: ``*Citizens *`` is no emphasis in Markdown."""
    found: list[Run] = []
    for run in rich:
        text = run.text.strip()
        start = run.text.find(text) if text else len(run.text)
        plain = replace(run, marks=frozenset(), link="")
        found += [
            replace(plain, text=run.text[:start]),
            replace(run, text=text),
            replace(plain, text=run.text[start + len(text) :]),
        ]
    return join_runs(found)


_HTML_TAGS = {
    MarkKind.ITALIC: ("<i>", "</i>"),
    MarkKind.BOLD: ("<b>", "</b>"),
    MarkKind.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    MarkKind.SUPERSCRIPT: ("<sup>", "</sup>"),
    MarkKind.SUBSCRIPT: ("<sub>", "</sub>"),
    MarkKind.UNDERLINE: ("<u>", "</u>"),
}
_MARKDOWN_TAGS = {
    MarkKind.ITALIC: ("*", "*"),
    MarkKind.BOLD: ("**", "**"),
    MarkKind.SMALL_CAPS: ("[", "]{.smallcaps}"),
    MarkKind.SUPERSCRIPT: ("^", "^"),
    MarkKind.SUBSCRIPT: ("~", "~"),
    MarkKind.UNDERLINE: ("[", "]{.underline}"),
}
_LATEX_TAGS = {
    MarkKind.ITALIC: (r"\emph{", "}"),
    MarkKind.BOLD: (r"\textbf{", "}"),
    MarkKind.SMALL_CAPS: (r"\textsc{", "}"),
    MarkKind.SUPERSCRIPT: (r"\textsuperscript{", "}"),
    MarkKind.SUBSCRIPT: (r"\textsubscript{", "}"),
    MarkKind.UNDERLINE: (r"\underline{", "}"),
}


def _wrap(text: str, marks: frozenset[MarkKind], tags: dict[MarkKind, tuple[str, str]]) -> str:
    for kind, (before, after) in tags.items():
        if kind in marks:
            text = before + text + after
    return text


def _html_run(run: Run) -> str:
    text = _wrap(html.escape(run.text, quote=False), run.marks, _HTML_TAGS)
    return f'<a href="{html.escape(run.link)}">{text}</a>' if run.link else text


def _html_display(display: str, text: str) -> str:
    return f'<span class="csl-{display}">{text}</span>' if display else text


_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>^~$@#|])")


def _markdown_run(run: Run) -> str:
    if run.link and run.link == run.text:
        return f"<{run.link}>"
    escaped = _MARKDOWN_SPECIAL.sub(r"\\\1", run.text)
    if run.marks & {MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT}:
        escaped = escaped.replace(" ", r"\ ")
    text = _wrap(escaped, run.marks, _MARKDOWN_TAGS)
    return f"[{text}](<{run.link}>)" if run.link else text


_LATEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~", "\u2003": r"\quad{}",
    }
)  # fmt: skip
_LATEX_URL_ESCAPES = str.maketrans({"%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "{": r"\{", "}": r"\}"})


def latex_escape(text: str) -> str:
    """Give `text` with LaTeX's special characters escaped."""
    return text.translate(_LATEX_ESCAPES)


def _latex_run(run: Run) -> str:
    text = _wrap(latex_escape(run.text), run.marks, _LATEX_TAGS)
    return rf"\href{{{run.link.translate(_LATEX_URL_ESCAPES)}}}{{{text}}}" if run.link else text


# "https://doi.org/10.2307/2598327." without the final stop
_URL = re.compile(r"https?://[^\s<>\"“”«»]+")
_AFTER_URL = ".,;:!?)]}’”"


def link_addresses(rich: Rich) -> Rich:
    """Make a link of each address that stands in the text."""
    return tuple(part for run in rich for part in (_link_run(run) if not run.link else (run,)))


def _link_run(run: Run) -> Iterator[Run]:
    at = 0
    for found in _URL.finditer(run.text):
        address = found.group().rstrip(_AFTER_URL)
        if "(" in address and run.text[found.start() + len(address) :].startswith(")"):
            address += ")"
        yield replace(run, text=run.text[at : found.start()])
        yield replace(run, text=address, link=address)
        at = found.start() + len(address)
    yield replace(run, text=run.text[at:])


# the closing quotes before which American punctuation stands
_CLOSING_QUOTES = "”’"
_ENDS_ITSELF = ".!?…"


def close_with(rich: Rich, mark: str, *, in_quotes: bool) -> Rich:
    """End `rich` with a punctuation mark, inside closing quotes where the locale wants it, and never two stops."""
    text = flat_text(rich)
    bare = text.rstrip(_CLOSING_QUOTES)
    if not mark or (mark == "." and bare[-1:] in _ENDS_ITSELF):
        return rich
    at = len(bare) if in_quotes and bare != text else len(text)
    before, after = cut(rich, 0, at), cut(rich, at, len(text))
    last = before[-1] if before else Run("")
    plain = replace(last, text=mark, marks=last.marks if after else frozenset(), link="")
    return join_runs((*before, plain, *after))
