"""Cuts LaTeX source into tokens: control sequences, braces, text; comments and verbatim passages end here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a token is."""

    WORD = auto()  # \emph
    SYMBOL = auto()  # \&
    OPEN = auto()
    CLOSE = auto()
    TEXT = auto()
    SPACE = auto()
    PARAGRAPH = auto()  # an empty line
    PARAMETER = auto()  # #1
    MATH = auto()  # $
    RAISED = auto()  # ^
    LOWERED = auto()  # _
    VERBATIM = auto()  # the argument of \url, read letter by letter


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is the name of a control sequence or the characters themselves."""

    kind: Kind
    text: str


_TOKEN = re.compile(
    r"""
      \\(?P<word>(?:[A-Za-z]|@(?=[A-Za-z@]))[A-Za-z@]*\*?)  # \emph, \section*
        [ \t]*(?:\n[ \t]*(?!\s*\n))?                       # and the space that ends it
    | \\(?P<symbol>.|\n)                                      # \&, \', \\
    | (?P<comment>%[^\n]*(?:\n[ \t]*)?)
    | (?P<paragraph>[ \t]*\n[ \t]*\n\s*)
    | (?P<space>[ \t]*\n[ \t]*|[ \t]+)
    | (?P<open>\{)
    | (?P<close>\})
    | \#+(?P<parameter>\d)
    | (?P<math>\$+)
    | (?P<raised>\^)
    | (?P<lowered>_)
    | (?P<text>[^\\%{}\#$^_\s\[\]~\-`'",]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)

_VERBATIM_ARGUMENT = frozenset({"url", "href", "path", "nolinkurl", "UrlFont", "code"})
_VERB = frozenset({"verb", "verb*", "lstinline"})

# \begin{verbatim} … \end{verbatim}; the passage is no text of the author's and is left out.
_VERBATIM_ENVIRONMENT = re.compile(
    r"\\begin\s{0,5}\{(verbatim\*?|Verbatim\*?|lstlisting|minted|comment|filecontents\*?|tikzpicture)\}"
)

_KINDS = {
    "open": Kind.OPEN, "close": Kind.CLOSE, "text": Kind.TEXT, "math": Kind.MATH, "raised": Kind.RAISED,
    "lowered": Kind.LOWERED, "parameter": Kind.PARAMETER, "symbol": Kind.SYMBOL,
}  # fmt: skip


def tokenize(source: str) -> Iterator[Token]:
    """Give the tokens of LaTeX source, lazily.

    >>> [token.text for token in tokenize(r"\\emph{Life}% a comment")]
    ['emph', '{', 'Life', '}']
    """
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        assert match is not None  # the last alternative takes any character
        place = match.end()
        name = match.lastgroup or "text"
        if name == "comment":
            if match.group().endswith("\n") or "\n" in match.group():
                place = _after_comment(source, place)
            continue
        if name == "word":
            place, token = _after_word(source, match)
            if token is not None:
                yield token
            if place > match.end() and match.group("word") in _VERBATIM_ARGUMENT:
                yield Token(Kind.VERBATIM, _verbatim_text(source, match.end(), place))
        elif name == "space":
            yield Token(Kind.SPACE, " ")
        elif name == "paragraph":
            yield Token(Kind.PARAGRAPH, "")
        else:
            yield Token(_KINDS[name], match.group(name))


def _after_comment(source: str, place: int) -> int:
    """Step back to an empty line behind a comment, which still ends the paragraph."""
    return place - 1 if source[place : place + 1] == "\n" else place


def _after_word(source: str, match: re.Match[str]) -> tuple[int, Token | None]:
    """Give the place behind a control word and what it swallows, and its token, None for a passage left out."""
    word, place = match.group("word"), match.end()
    if word == "begin" and (found := _VERBATIM_ENVIRONMENT.match(source, match.start())):
        end = source.find(f"\\end{{{found.group(1)}}}", found.end())
        return (len(source) if end < 0 else end + len(found.group(1)) + 6), None
    if word in _VERB and place < len(source):
        end = source.find(source[place], place + 1)
        return (place + 1 if end < 0 else end + 1), Token(Kind.TEXT, source[place + 1 : max(place + 1, end)])
    if word in _VERBATIM_ARGUMENT and source[place : place + 1] == "{":
        return _closing(source, place), Token(Kind.WORD, word)
    if word == "iffalse":
        end = source.find("\\fi", place)
        return (len(source) if end < 0 else end + 3), None
    return place, Token(Kind.WORD, word)


def _closing(source: str, place: int) -> int:
    """Give the place behind the brace that closes the one at `place`."""
    depth = 0
    for index in range(place, min(len(source), place + 5000)):
        depth += (source[index] == "{") - (source[index] == "}")
        if depth == 0:
            return index + 1
    return place


def _verbatim_text(source: str, begin: int, end: int) -> str:
    return re.sub(r"\\([%#&_~{}])", r"\1", source[begin + 1 : end - 1].strip())
