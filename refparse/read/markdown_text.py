"""Turns the inline tokens of Markdown into text with marks, links and the anchors of notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from refparse.formats.rich import Kinds, Rich, RichBuilder
from refparse.model.source import MarkKind

OPENS = {"em_open": MarkKind.ITALIC, "strong_open": MarkKind.BOLD, "sup_open": MarkKind.SUPERSCRIPT,
         "sub_open": MarkKind.SUBSCRIPT}  # fmt: skip
CLOSES = {name.replace("_open", "_close"): kind for name, kind in OPENS.items()}

# HTML tags inside Markdown that are formatting: `<em>`, `</sup>`, `<span class="sc">`.
TAG_KINDS = {
    "em": MarkKind.ITALIC, "i": MarkKind.ITALIC, "cite": MarkKind.ITALIC, "var": MarkKind.ITALIC,
    "dfn": MarkKind.ITALIC, "b": MarkKind.BOLD, "strong": MarkKind.BOLD, "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT, "u": MarkKind.UNDERLINE, "sc": MarkKind.SMALL_CAPS,
}  # fmt: skip
BREAKING_TAGS = frozenset("br p div li ul ol hr tr td table blockquote wbr".split())

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*)>")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.I)
_SMALL_CAPS = re.compile(r"small-?caps|\bsc\b", re.I)

# Two hyphens are an en dash, three an em dash, as in pandoc; not inside an address.
_DASHES = re.compile(r"(?<!-)-{2,3}(?!-)")

NoteAnchor = Callable[[Token], str]


def rich_of(tokens: Sequence[Token], anchor: NoteAnchor) -> Rich:
    """Give the inline tokens as one text; `anchor` names the key under which a note's marker is remembered."""
    return _Writer(anchor).write(tokens)


class _Writer:
    """Walks inline tokens; holds the formatting, links and tags that are open."""

    def __init__(self, anchor: NoteAnchor) -> None:
        self._out = RichBuilder()
        self._anchor = anchor
        self._open: list[MarkKind] = []
        self._tags: list[tuple[str, MarkKind | None, int, str]] = []
        self._links: list[tuple[int, str]] = []

    def write(self, tokens: Sequence[Token]) -> Rich:
        for token in tokens:
            self._token(token)
        return self._out.build()

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._out.append(token.content if self._in_address() else with_dashes(token.content), self._kinds())
        elif kind in ("softbreak", "hardbreak"):
            self._out.append(" ")
        elif kind == "code_inline":
            self._out.append(token.content, self._kinds())
        elif kind in OPENS:
            self._open.append(OPENS[kind])
        elif kind in CLOSES:
            self._close(CLOSES[kind])
        elif kind == "footnote_ref":
            self._out.anchor(self._anchor(token))
        elif kind == "link_open":
            self._links.append((self._out.length, str(token.attrGet("href") or "")))
        elif kind == "link_close":
            self._out.link(*self._links.pop())
        elif kind == "html_inline":
            self._html(token.content)
        elif kind == "image":
            self._out.append(token.content, self._kinds())

    def _kinds(self) -> Kinds:
        return frozenset(self._open)

    def _close(self, kind: MarkKind) -> None:
        if kind in self._open:
            self._open.reverse()
            self._open.remove(kind)
            self._open.reverse()

    def _in_address(self) -> bool:
        return bool(self._links) and "://" in self._links[-1][1]

    def _html(self, content: str) -> None:
        match = _TAG.match(content)
        if match is None:
            return
        name = match["name"].lower()
        if name in BREAKING_TAGS:
            self._out.append(" ")
        elif match["end"]:
            self._end_tag(name)
        elif not match["rest"].endswith("/"):
            self._start_tag(name, match["rest"])

    def _start_tag(self, name: str, rest: str) -> None:
        kind = TAG_KINDS.get(name)
        if name == "span" and _SMALL_CAPS.search(rest):
            kind = MarkKind.SMALL_CAPS
        if kind is not None:
            self._open.append(kind)
        address = _ADDRESS.search(rest) if name == "a" else None
        self._tags.append((name, kind, self._out.length, address[1] if address else ""))

    def _end_tag(self, name: str) -> None:
        for place in range(len(self._tags) - 1, max(-1, len(self._tags) - 50), -1):
            opened, kind, start, target = self._tags[place]
            if opened == name:
                del self._tags[place]
                if kind is not None:
                    self._close(kind)
                self._out.link(start, target)
                return


def with_dashes(text: str) -> str:
    """Give text with ``--`` as an en dash and ``---`` as an em dash: "1520--1610", "loaves---six of them".

    >>> with_dashes("1520--1610")
    '1520–1610'
    """
    return _DASHES.sub(lambda match: "–" if len(match.group()) == 2 else "—", text)


def without_tags(html: str) -> str:
    """Give the text of a block of HTML inside Markdown, its tags as spaces where they break lines."""
    bare = _COMMENT.sub(" ", html)
    return _TAG.sub(lambda match: " " if match["name"].lower() in BREAKING_TAGS else "", bare)
