r"""Runs written as RTF: ``{\i Citizens}``, characters beyond ASCII by their number."""

from __future__ import annotations

from refparse.formats.markup import Rich, Run, with_breaks
from refparse.model import MarkKind

_WORDS = {
    MarkKind.ITALIC: r"\i",
    MarkKind.BOLD: r"\b",
    MarkKind.SMALL_CAPS: r"\scaps",
    MarkKind.SUPERSCRIPT: r"\super",
    MarkKind.SUBSCRIPT: r"\sub",
    MarkKind.UNDERLINE: r"\ul",
}
_ESCAPES = {"\\": r"\\", "{": r"\{", "}": r"\}", "\n": r"\line ", "\t": r"\tab "}


def to_rtf(content: Rich | str) -> str:
    r"""Write runs, or plain text, as RTF in pure ASCII.

    >>> to_rtf("Götz")
    'G\\u246?tz'
    """
    if isinstance(content, str):
        return "".join(_escape(char) for char in content)
    return "".join(_write_run(run) for run in with_breaks(content, "\t"))


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if ord(char) < 128:
        return char
    units = char.encode("utf-16-le")
    # RTF counts in signed 16-bit numbers; "?" is what a reader without Unicode shows.
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(rf"\u{number}?" for number in numbers)


def _write_run(run: Run) -> str:
    words = "".join(word for kind, word in _WORDS.items() if kind in run.marks)
    text = to_rtf(run.text)
    return f"{{{words} {text}}}" if words else text
