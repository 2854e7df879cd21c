"""Reads LaTeX tokens one by one and does what each command asks for, by a table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from refparse.assets import word_rows
from refparse.errors import ReadError
from refparse.model.source import MarkKind
from refparse.read.latex_citations import Bibliographer
from refparse.read.latex_mouth import Mouth, Tokens
from refparse.read.latex_state import MAX_GROUPS, Frame, State
from refparse.read.latex_text import ACCENTS, SYMBOLS, accented, symbol
from refparse.read.latex_tokens import Kind, Token
from refparse.read.layout import PLAIN

_CLOSE = Token(Kind.CLOSE, "}")
# German shorthands of babel: `"a`, `"s`, "`, "'.
_GERMAN = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü", "s": "ß", "`": "„", "'": "“", "-": "", "=": "-"}

_TYPED = {"~": " ", "'": "’", "`": "‘"}


_TABLE = ("grammar", "words", "reading", "latex_macros.tsv")

# What a command does: reader, name of the command as written, detail from the table.
Action = Callable[["LatexReader", str, str], None]


class LatexReader:
    """Reads one LaTeX document, from its first token to its last, into a `State`."""

    def __init__(self, path: Path, actions: Mapping[str, Action], labels: Mapping[str, str] | None = None) -> None:
        self.mouth = Mouth(path)
        self.state = State()
        self.state.frames.append(Frame(PLAIN, self.state.body))
        self.bibliographer = Bibliographer({})
        self.table = {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in word_rows(*_TABLE)}
        self._actions = actions
        self.labels = labels or {}

    def read(self, *, whole: bool) -> State:
        """Read to the end; `whole` says that there is no ``\\begin{document}`` to wait for.

        Raises ReadError where files or macros call themselves without end.
        """
        self.state.in_document = whole
        self.mouth.open()
        while (token := self.mouth.next()) is not None:
            self._take(token)
        while len(self.state.frames) > 1:
            self.close_group()
        self.state.end_paragraph()
        for name in dict.fromkeys(self.mouth.missing):
            self.state.doubt("R150", f"the file {name} is not beside the document and was left out")
        return self.state

    def _take(self, token: Token) -> None:
        state = self.state
        if token.kind is Kind.WORD:
            self._command(token.text)
        elif token.kind is Kind.TEXT:
            self._text(token.text)
        elif token.kind is Kind.SPACE:
            state.print(" ", PLAIN)
        elif token.kind is Kind.SYMBOL:
            self._symbol(token.text)
        elif token.kind is Kind.OPEN:
            self.open_group(Frame(state.frame.style, state.frame.sink))
        elif token.kind is Kind.CLOSE:
            if len(state.frames) > 1 and not state.frame.environment:
                self.close_group()
        elif token.kind is Kind.PARAGRAPH:
            state.end_paragraph()
        elif token.kind in (Kind.RAISED, Kind.LOWERED):
            kind = MarkKind.SUPERSCRIPT if token.kind is Kind.RAISED else MarkKind.SUBSCRIPT
            self.read_group(Frame(state.frame.style | {kind}, state.frame.sink))
        elif token.kind is Kind.VERBATIM:
            state.print(token.text)

    def open_group(self, frame: Frame) -> None:
        """Open a group; raises ReadError where groups are nested too deep."""
        if len(self.state.frames) > MAX_GROUPS:
            raise ReadError(f"groups are nested more than {MAX_GROUPS} deep", path=self.mouth.path)
        self.state.frames.append(frame)

    def close_group(self) -> None:
        """Close the innermost group and do what was waiting for it."""
        frame = self.state.frames.pop()
        if frame.close is not None:
            frame.close()

    def read_group(self, frame: Frame) -> None:
        """Open a group for the argument that comes next, braced or a single token."""
        token = self.mouth.skip_spaces()
        if token is None or token.kind in (Kind.CLOSE, Kind.PARAGRAPH):
            self.open_group(frame)
            self.close_group()
            return
        self.mouth.next()
        self.open_group(frame)
        if token.kind is not Kind.OPEN:
            self.mouth.push((token, _CLOSE))

    def _command(self, name: str) -> None:
        bare = name.rstrip("*")
        if bare in self.table:
            action, detail = self.table[bare]
            self._actions[action](self, name, detail)
        elif bare in ACCENTS:
            self.state.print(accented(bare, self.mouth.argument()))
        else:
            self.state.print(symbol(bare))

    def _symbol(self, name: str) -> None:
        if name in ACCENTS and name not in "-":
            self.state.print(accented(name, self.mouth.argument()))
        else:
            self.state.print(SYMBOLS.get(name, name if name.isalnum() else ""))

    def _text(self, text: str) -> None:
        if text == '"' and self.state.german:
            after = self.mouth.peek()
            if after is not None and after.kind is Kind.TEXT and after.text[:1] in _GERMAN:
                self.mouth.next()
                text = _GERMAN[after.text[0]] + after.text[1:]
        self.state.print(_TYPED.get(text, text.replace("&", " ")))

    def plain_text(self, tokens: Tokens) -> str:
        """Give tokens as text, for the words before and after a citation."""
        words = []
        for token in tokens:
            if token.kind is Kind.WORD:
                words.append(symbol(token.text))
            elif token.kind is Kind.SYMBOL:
                words.append(SYMBOLS.get(token.text, ""))
            elif token.kind in (Kind.TEXT, Kind.SPACE):
                words.append(_TYPED.get(token.text, token.text))
        text = "".join(words).replace("---", "—").replace("--", "–")
        return " ".join(text.replace("‘‘", "“").replace("’’", "”").split())


def drop_arguments(reader: LatexReader, shape: str) -> None:
    """Pass over arguments: "om" is an optional one and a mandatory one, "s" a star."""
    for letter in shape:
        if letter == "m":
            reader.mouth.option()
            reader.mouth.argument()
        else:
            reader.mouth.option()
