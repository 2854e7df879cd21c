"""Turns Markdown into blocks and pandoc's footnotes, those defined apart (`[^12]: …`) and inside the text (`^[…]`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from refparse.errors import ReadError
from refparse.formats.rich import Rich, join_rich
from refparse.read.blocks import Block
from refparse.read.headings import heading_meaning
from refparse.read.markdown_text import rich_of, with_dashes, without_tags

# pandoc's spans: `[Bloch]{.smallcaps}`, `[Craft]{.underline}`.
_SPAN = re.compile(r"\[([^\[\]\n]{1,300})\]\{\.(smallcaps|sc|underline|ul)\}")
_SPAN_TAGS = {"smallcaps": "sc", "sc": "sc", "underline": "u", "ul": "u"}

# A head in YAML between `---` and `---` or `...`.
_HEAD = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)

# A definition right below another line, which would be taken for that line's lazy continuation in a quotation.
_UNPARTED_NOTE = re.compile(r"(?<=\S)\n(?=\[\^[^\]\s]{1,60}\]:)")

_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")

# The beginning of a typed note in the source: `[1] Bloch`, `(1) Bloch`, `¹ Bloch`, `<sup>1</sup> Bloch`, `1 Bloch`.
_NOTE_LINE = re.compile(r"(?:<sup>)?(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}\b|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,3})")

DEEPEST_NESTING = 60
MOST_OPENINGS = 500


@dataclass(slots=True)
class MarkdownParts:
    """What a Markdown text holds: its blocks, its notes by key in the order of definition, and inline notes.

    The markers stand as anchors in the blocks, under the key of the note. The key is the label, unless chapters that
    were put together use one label several times.
    """

    blocks: list[Block] = field(default_factory=list)
    defined: dict[str, Rich] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    inline: dict[str, Rich] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST_NESTING}).enable("table")
    footnote_plugin(parser, move_to_end=False, always_match_refs=True)
    superscript_plugin(parser)
    sub_plugin(parser)
    return parser


def read_parts(text: str) -> MarkdownParts:
    """Give the parts of a Markdown text; raises ReadError where it nests notes or brackets beyond reason."""
    parts = MarkdownParts()
    body = _without_head(text, parts)
    env: dict[str, Any] = {}
    try:
        tokens = _parser().parse(_safe_source(body), env)
        _Walk(parts, env, tokens).walk(tokens)
    except RecursionError:
        raise ReadError("the Markdown is nested too deeply") from None
    return parts


def _without_head(text: str, parts: MarkdownParts) -> str:
    match = _HEAD.match(text)
    if not match:
        return text
    parts.head = read_head(match["yaml"])
    return text[match.end() :]


def read_head(yaml_text: str) -> dict[str, Any]:
    """Give the fields of a YAML head; nothing where it is no sound YAML."""
    import yaml

    if len(yaml_text) > 100_000 or yaml_text.count("*") > 1000:
        return {}
    try:
        head = yaml.safe_load(yaml_text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return head if isinstance(head, dict) else {}


def _safe_source(text: str) -> str:
    """Give the source with pandoc's spans as HTML; a paragraph with hundreds of openings has them escaped.

    What looks for the end of each opening takes time that grows with the square of their number.
    """
    text = _SPAN.sub(lambda match: "<{1}>{0}</{1}>".format(match[1], _SPAN_TAGS[match[2]]), text)
    text = _UNPARTED_NOTE.sub("\n\n", text)
    if text.count("[") <= MOST_OPENINGS:
        return text
    return "".join(map(_safe_paragraph, _PARAGRAPHS.split(text)))


def _safe_paragraph(paragraph: str) -> str:
    if paragraph.count("[") > 20 * MOST_OPENINGS:
        return paragraph.replace("[", r"\[")
    return paragraph.replace("^[", r"^\[") if paragraph.count("^[") > MOST_OPENINGS else paragraph


class _Walk:
    """Goes through the block tokens once; knows in which note and list it is."""

    def __init__(self, parts: MarkdownParts, env: dict[str, Any], tokens: Sequence[Token]) -> None:
        self._parts = parts
        self._inline_tokens: dict[int, Any] = env.get("footnotes", {}).get("list", {})
        self._lists: list[list[int | None]] = []
        self._heading = 0
        self._pending_number = ""
        self._totals = Counter(token.meta["label"] for token in tokens if token.type == "footnote_reference_open")
        self._seen: Counter[str] = Counter()
        self._label = ""
        self._note: list[Rich] | None = None

    def walk(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._token(token)

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            for line in _note_lines(token.children or []):
                self._add(rich_of(line, self._anchor))
        elif kind in ("html_block", "code_block", "fence"):
            self._add(Rich(text=" ".join(without_tags(token.content).split())) if kind == "html_block" else Rich())
        elif kind == "footnote_reference_open":
            self._label, self._note = token.meta["label"], []
        elif kind == "footnote_reference_close":
            self._finish_note()
        else:
            self._structure(token)

    def _structure(self, token: Token) -> None:
        if token.type == "heading_open":
            self._heading = int(token.tag[1:])
        elif token.type == "heading_close":
            self._heading = 0
        elif token.type == "ordered_list_open":
            self._lists.append([int(token.attrGet("start") or 1)])
        elif token.type == "bullet_list_open":
            self._lists.append([None])
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open" and self._lists and self._lists[-1][0] is not None:
            self._pending_number = str(self._lists[-1][0])
            self._lists[-1][0] += 1

    def _add(self, rich: Rich) -> None:
        if not rich.text and not rich.anchors:
            return
        if self._note is not None:
            self._note.append(rich)
            return
        self._parts.blocks.append(Block(rich=rich, heading=self._heading, number=self._pending_number))
        self._pending_number = ""

    def _finish_note(self) -> None:
        """Keep the note just read under its label, with a count where the label was used before."""
        key = _key(self._label, self._seen[self._label])
        self._seen[self._label] += 1
        self._parts.defined[key] = join_rich(self._note or [])
        self._parts.labels[key] = self._label
        self._note = None

    def _anchor(self, token: Token) -> str:
        """Give the key of a marker; the text of an inline note is read when its marker is met."""
        if "label" in token.meta:
            label = str(token.meta["label"])
            return _key(label, max(0, min(self._seen[label], self._totals[label] - 1)))
        key = f"^{token.meta['id']}"
        if key not in self._parts.inline:
            self._parts.inline[key] = Rich()
            self._parts.inline[key] = rich_of(self._inline_tokens[token.meta["id"]]["tokens"], self._anchor)
        return key


def _key(label: str, count: int) -> str:
    """Give the key of the note that is the `count`-th of its label: a marker means the next one defined."""
    return f"{label} {count + 1}" if count else label


def _note_lines(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Give a paragraph's tokens line by line where each line is a typed note ("[1] Bloch"), else as a whole.

    Markdown makes one paragraph of lines that no empty line parts; who types notes means one of each.
    """
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in ("softbreak", "hardbreak") and token.level == 0:
            lines.append([])
        else:
            lines[-1].append(token)
    begins = [bool(_NOTE_LINE.match("".join(token.content for token in line[:3]).lstrip())) for line in lines]
    return list(lines) if len(lines) > 1 and all(begins) else [tokens]


def title_of(parts: MarkdownParts) -> str:
    """Give the title from the head (title and subtitle) or the first heading of level one."""
    given = (parts.head.get(name) for name in ("title", "subtitle"))
    title, subtitle = (value.strip() if isinstance(value, str) else "" for value in given)
    if title:
        return with_dashes(f"{title}: {subtitle}" if subtitle else title)
    heads = (block.text for block in parts.blocks if block.heading == 1)
    return next((head for head in heads if not heading_meaning(head)), "")


def markers_in_order(parts: MarkdownParts) -> Iterator[tuple[str, Block, int]]:
    """Give the key, block and offset of each marker in the body, in order."""
    for block in parts.blocks:
        for anchor in block.rich.anchors:
            yield anchor.key, block, anchor.offset
