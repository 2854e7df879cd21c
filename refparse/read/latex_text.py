"""Collects the text that LaTeX would print, with its styles, markers, links and citations."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from refparse.model.source import EmbeddedCitation, EmbeddedItem, Link, Mark, MarkKind, Span
from refparse.read.latex_tokens import Kind, Token
from refparse.read.layout import Style
from refparse.read.paragraph import Marker

# LaTeX's accents as combining characters: \'e, \v{s}, \"{\i}.
ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a", "t": "\u0361", "G": "\u030f",
}  # fmt: skip

SYMBOLS = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\\": " ", ",": " ",
    ";": " ", ":": " ", "!": "", "/": "", "-": "", "@": "", "|": "‖", "(": "", ")": "", "[": "", "]": "", "<": "",
    ">": "", "*": "", "+": "",
}  # fmt: skip

# What the pylatexenc tables do not know, or print otherwise than a reader of notes needs.
WORDS = {
    "i": "ı", "j": "ȷ", "textemdash": "—", "textendash": "–", "textellipsis": "…", "ldots": "…", "dots": "…",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’", "lq": "‘",
    "rq": "’", "slash": "/", "textasciitilde": "~", "textbackslash": "\\", "TeX": "TeX", "LaTeX": "LaTeX",
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "guillemotleft": "«", "og": "« ",
    "fg": " »", "guillemotright": "»",
    "guillemetleft": "«", "guillemetright": "»", "ier": "er", "no": "no. ", "No": "No. ", "space": " ",
    "nobreakspace": " ", "addspace": " ", "addcomma": ",", "adddot": ".", "isdot": "", "addcolon": ":",
    "addsemicolon": ";", "bibrangedash": "–", "textdegree": "°", "pounds": "£", "textsterling": "£", "S": "§",
    "P": "¶", "dag": "†", "ddag": "‡", "textperiodcentered": "·", "textregistered": "®", "copyright": "©", "today": "",
}  # fmt: skip


@cache
def symbol(name: str) -> str:
    """Give what a command without arguments prints, "" for one that prints nothing or is unknown: ``\\oe`` → "œ"."""
    if name in WORDS:
        return WORDS[name]
    spec = _symbol_table().get_macro_spec(name)
    printed = getattr(spec, "simplify_repl", None)
    return printed if isinstance(printed, str) and "%" not in printed and len(printed) < 4 else ""


@cache
def _symbol_table():  # type: ignore[no-untyped-def]
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def accented(accent: str, letters: Sequence[Token]) -> str:
    """Give the argument of an accent with the accent on its first letter, composed (NFC)."""
    text = "".join(
        symbol(token.text) if token.kind is Kind.WORD else token.text
        for token in letters
        if token.kind in (Kind.WORD, Kind.TEXT, Kind.SPACE)
    ).strip()
    base = text[:1].translate({ord("ı"): "i", ord("ȷ"): "j"})
    return unicodedata.normalize("NFC", base + ACCENTS[accent]) + text[1:] if base else ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Finished text: what a reader sees, with everything that stands at a place in it."""

    text: str
    marks: tuple[Mark, ...]
    markers: tuple[Marker, ...]
    links: tuple[Link, ...]
    embedded: tuple[EmbeddedCitation, ...]


@dataclass(slots=True)
class Sink:
    """Text under construction; pieces are numbered, so that links and citations can name where they begin and end."""

    pieces: list[tuple[str, Style]] = field(default_factory=list)
    markers: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    citations: list[tuple[int, int, tuple[EmbeddedItem, ...]]] = field(default_factory=list)

    def add(self, text: str, style: Style) -> None:
        """Add printed characters; dashes and quotes typed as several characters become one."""
        joined = self._joined(text, style)
        if joined is None:
            self.pieces.append((text, style))
        else:
            self.pieces[-1] = (joined, style)

    def _joined(self, text: str, style: Style) -> str | None:
        """Give the last piece with `text` taken in where the two make one sign: ``--``, ``---``, `` `` ``, ``''``."""
        if text not in _LIGATURES or not self.pieces or self.pieces[-1][1] != style or self._anchored():
            return None
        before = self.pieces[-1][0]
        sign = _LIGATURES[text].get(before[-1:])
        return None if sign is None else before[:-1] + sign

    def _anchored(self) -> bool:
        """Say whether something begins or ends behind the last piece, which must then stay as it is."""
        return bool(self.markers) and self.markers[-1][0] == len(self.pieces)

    def drop_space(self) -> None:
        """Take back the spaces printed last."""
        while self.pieces and not self.pieces[-1][0].strip() and not self._anchored():
            self.pieces.pop()

    def finish(self) -> Printed:
        """Give the text with single spaces, and everything at its place."""
        text, places, marks = "", [], []
        parts: list[str] = []
        length = 0
        ends_in_space = True
        for piece, style in self.pieces:
            places.append(length)
            words = " ".join(piece.split()) if piece.strip() else ""
            lead = " " if piece[:1].isspace() and not ends_in_space else ""
            tail = " " if words and piece[-1:].isspace() else ""
            shown = lead + words + tail
            if words:
                marks += [Mark(length + len(lead), length + len(lead) + len(words), kind) for kind in sorted(style)]
            parts.append(shown)
            length += len(shown)
            ends_in_space = shown.endswith(" ") if shown else ends_in_space
        places.append(length)
        text = "".join(parts).rstrip()
        return Printed(
            text,
            _joined_marks(marks, text),
            tuple(Marker(offset=len(text[: places[at]].rstrip()), number=number) for at, number in self.markers),
            tuple(
                Link(*_inner(text, places[a], places[b]), target)
                for a, b, target in self.links
                if places[a] < places[b]
            ),
            tuple(
                EmbeddedCitation(span=Span(*_inner(text, places[a], places[b])), items=items, program="biblatex")
                for a, b, items in self.citations
            ),
        )


# The last sign printed, and what it becomes before one more of its kind.
_LIGATURES = {"-": {"-": "–", "–": "—"}, "‘": {"‘": "“"}, "’": {"’": "”"}, ",": {",": "„"}}


def _inner(text: str, begin: int, end: int) -> tuple[int, int]:
    """Give a stretch without the spaces at its ends."""
    words = text[begin:end]
    lead = len(words) - len(words.lstrip())
    return begin + lead, max(begin + lead, begin + len(words.rstrip()))


def _joined_marks(marks: Sequence[Mark], text: str) -> tuple[Mark, ...]:
    """Give the marks with neighbours of one kind joined, where only a space parts them."""
    joined: dict[MarkKind, list[Mark]] = {}
    for mark in marks:
        same = joined.setdefault(mark.kind, [])
        if same and not text[same[-1].end : mark.start].strip():
            same[-1] = Mark(same[-1].start, mark.end, mark.kind)
        else:
            same.append(mark)
    return tuple(sorted(mark for found in joined.values() for mark in found))
