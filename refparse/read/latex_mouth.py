"""Feeds tokens to the LaTeX reader: opens \\input files beside the document and expands the author's own macros."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from refparse.errors import ReadError
from refparse.read.encoding import decode
from refparse.read.latex_tokens import Kind, Token, tokenize

MAX_INPUT_DEPTH = 20
MAX_INPUT_FILES = 2_000
MAX_BYTES = 64 * 2**20
MAX_EXPANSIONS = 200_000
MAX_EXPANDED_TOKENS = 2_000_000
MAX_STACK = 1_000

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro of the document's own: how many arguments it takes, a default for the first, and its body."""

    arguments: int
    default: Tokens | None
    body: Tokens


@dataclass(slots=True)
class Mouth:
    """A stack of token sources; the one on top is read first, and macros and files are pushed on it.

    Raises ReadError where macros or files call themselves without end.
    """

    path: Path
    macros: dict[str, Macro] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    _sources: list[tuple[Iterator[Token], Path | None]] = field(default_factory=list)
    _expansions: int = 0
    _pushed: int = 0
    _files: int = 0
    _bytes: int = 0

    def open(self) -> None:
        """Begin with the document itself."""
        self._push_file(self.path)

    def next(self) -> Token | None:
        """Give the next token, None at the end; macros of the document's own are expanded on the way."""
        while self._sources:
            token = next(self._sources[-1][0], None)
            if token is None:
                self._sources.pop()
            elif token.kind is Kind.WORD and token.text in self.macros:
                self._expand(token.text)
            else:
                return token
        return None

    def push(self, tokens: Sequence[Token]) -> None:
        """Put tokens back, to be read next."""
        self._pushed += len(tokens)
        if self._pushed > MAX_EXPANDED_TOKENS or len(self._sources) > MAX_STACK:
            raise ReadError("the LaTeX macros of this document call themselves without end", path=self.path)
        if tokens:
            self._sources.append((iter(tokens), None))

    def peek(self) -> Token | None:
        """Give the next token and leave it there."""
        token = self.next()
        if token is not None:
            self._put_back(token)
        return token

    def _put_back(self, token: Token) -> None:
        self._sources.append((iter((token,)), None))

    def skip_spaces(self) -> Token | None:
        """Pass over spaces; give the token that comes then and leave it there."""
        while (token := self.next()) is not None and token.kind is Kind.SPACE:
            pass
        if token is not None:
            self._put_back(token)
        return token

    def argument(self) -> Tokens:
        """Read a mandatory argument: a group without its braces, or one token; () where there is none."""
        token = self.skip_spaces()
        if token is None or token.kind in (Kind.CLOSE, Kind.PARAGRAPH):
            return ()
        self.next()
        return self._group() if token.kind is Kind.OPEN else (token,)

    def option(self) -> Tokens | None:
        """Read an optional argument in square brackets, None where there is none."""
        token = self.skip_spaces()
        if token is None or token.kind is not Kind.TEXT or token.text != "[":
            return None
        self.next()
        return self._bracket()

    def _group(self) -> Tokens:
        tokens, depth = [], 1
        while (token := self._raw()) is not None:
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth == 0:
                break
            tokens.append(token)
        return tuple(tokens)

    def _bracket(self) -> Tokens:
        tokens: list[Token] = []
        depth = 0
        while (token := self._raw()) is not None:
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth < 0 or token.kind is Kind.PARAGRAPH:
                self._put_back(token)
                break
            if depth == 0 and token.kind is Kind.TEXT and token.text == "]":
                break
            tokens.append(token)
        return tuple(tokens)

    def _raw(self) -> Token | None:
        """Give the next token without expanding it."""
        while self._sources:
            token = next(self._sources[-1][0], None)
            if token is not None:
                return token
            self._sources.pop()
        return None

    def raw_argument(self) -> Tokens:
        """Read a mandatory argument whose first token is not expanded: the name that \\newcommand defines."""
        while (token := self._raw()) is not None and token.kind is Kind.SPACE:
            pass
        if token is None:
            return ()
        return self._group() if token.kind is Kind.OPEN else (token,)

    def define(self, name: str, macro: Macro) -> None:
        """Remember a macro of the document's own."""
        if len(macro.body) < 10_000:
            self.macros[name] = macro

    def _expand(self, name: str) -> None:
        self._expansions += 1
        if self._expansions > MAX_EXPANSIONS:
            raise ReadError(f"the LaTeX macro \\{name} calls itself without end", path=self.path)
        macro = self.macros[name]
        values: list[Tokens] = []
        if macro.default is not None:
            given = self.option()
            values.append(macro.default if given is None else given)
        while len(values) < macro.arguments:
            values.append(self.argument())
        self.push(_fill(macro.body, values))

    def input(self, name: str) -> None:
        """Read the file that \\input names, if it stands in the document's folder or below; note it as missing if not.

        Raises ReadError where files include each other without end, or together are too long.
        """
        file = self.beside(name, ".tex")
        if file is None:
            self.missing.append(name)
        else:
            self._push_file(file)

    def beside(self, name: str, ending: str) -> Path | None:
        """Give the file `name` in the folder of the document, None where it is not there or leads out of the folder."""
        folder = self.path.resolve().parent
        for candidate in (name, name + ending):
            try:
                file = (folder / candidate.strip()).resolve()
                if file.is_file() and file.is_relative_to(folder):
                    return file
            except (OSError, ValueError, RuntimeError):
                continue
        return None

    def _push_file(self, file: Path) -> None:
        depth = sum(path is not None for _, path in self._sources)
        self._files += 1
        if depth > MAX_INPUT_DEPTH or self._files > MAX_INPUT_FILES:
            raise ReadError("the files of this LaTeX document include each other without end", path=self.path)
        try:
            self._bytes += file.stat().st_size
            if self._bytes > MAX_BYTES:
                raise ReadError(f"the LaTeX files are longer than {MAX_BYTES // 2**20} MB", path=self.path)
            text, _ = decode(file.read_bytes(), path=file)
        except OSError as error:
            raise ReadError(f"the file cannot be opened ({error.strerror})", path=file) from error
        self._sources.append((tokenize(text.replace("\r\n", "\n").replace("\r", "\n")), file))


def _fill(body: Tokens, values: Sequence[Tokens]) -> Tokens:
    filled: list[Token] = []
    for token in body:
        if token.kind is Kind.PARAMETER:
            place = int(token.text) - 1
            filled += values[place] if 0 <= place < len(values) else ()
        else:
            filled.append(token)
    return tuple(filled)


def plain(tokens: Sequence[Token]) -> str:
    """Give tokens as the characters they stand for, for keys, names of files and options."""
    return "".join(("\\" if token.kind is Kind.WORD else "") + token.text for token in tokens).strip()
