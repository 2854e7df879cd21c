"""Prints: lines with looks on a terminal, plain lines in a pipe, bytes as they are, remarks on stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from refparse.errors import WriteError

if TYPE_CHECKING:
    from rich.text import Text

    from refparse.model import Diagnostic
    from refparse.report import Line

# look -> style of rich; the looks are those of refparse.report.picture
_LOOKS = {
    "title": "bold underline", "heading": "bold", "number": "bold cyan", "faint": "dim", "italic": "italic",
    "work": "bold", "locator": "magenta", "signal": "cyan", "source": "italic",
    "sure": "green", "likely": "green", "unsure": "yellow", "ambiguous": "bright_red", "unknown": "bright_red",
}  # fmt: skip


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines: with colours, italics and wrapping on a terminal, else each as one plain line."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line.text)
        return
    from rich.console import Console

    console = Console(highlight=False)
    for line in lines:
        for row in _rows(line, console):
            console.print(row, no_wrap=True, overflow="fold", crop=False)


def _rows(line: Line, console: Any) -> Iterable[Text]:
    """Wrap a line so that its later rows begin at its indent."""
    from rich.text import Text

    text = Text.assemble(*((piece.text, _style(piece.look)) for piece in line.pieces))
    text.rstrip()
    width = max(console.width, line.indent + 20)
    head, *_ = text.divide([line.indent]) if line.indent and len(text) > line.indent else [Text()]
    body = text[len(head.plain) :] if line.indent else text
    if not line.indent or len(text) <= width:
        return text.wrap(console, width) if len(text) > width else [text]
    wrapped = body.wrap(console, width - line.indent)
    return [(head if at == 0 else Text(" " * line.indent)) + row for at, row in enumerate(wrapped)]


def _style(look: str) -> str:
    return " ".join(_LOOKS[name] for name in look.split() if name in _LOOKS)


def print_json(data: Any) -> None:
    """Print data as JSON in UTF-8, whatever the locale."""
    print_bytes(json_bytes(data))


def json_bytes(data: Any) -> bytes:
    """Give data as JSON in UTF-8; a lone surrogate becomes its escape, which JSON allows."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="backslashreplace")


def print_bytes(data: bytes) -> None:
    """Print what is a file's content; a binary one is refused on a terminal."""
    if b"\x00" in data and sys.stdout.isatty():
        raise WriteError("this format is not for the screen: name a file with -o FILE")
    click.echo(data, nl=False)


def write_output(path: Path | None, data: bytes) -> None:
    """Write a file whole or not at all; without a path, or with "-", print it."""
    from refparse.write.files import write_file

    if path is None or str(path) == "-":
        print_bytes(data)
    else:
        write_file(path, data)


def tell(words: str, quiet: bool = False) -> None:
    """Say something on stderr."""
    if not quiet:
        click.echo(words, err=True)


def tell_diagnostics(diagnostics: Iterable[Diagnostic], quiet: bool = False) -> None:
    """Say on stderr what a stage had to remark, one line each; what it remarked many times is said once, counted."""
    counts = Counter(f"{one.code}: {' '.join(one.message.split())}" for one in diagnostics)
    for line, count in counts.items():
        tell(f"{line} ({count} times)" if count > 1 else line, quiet)


def keep_sources(out: Path, documents: Iterable[str | Path | None]) -> None:
    """See that no output takes the place of a document or library that is read; raises WriteError."""
    for document in documents:
        if document is None:
            continue
        source = Path(document)
        if out.exists() and source.exists() and out.samefile(source):
            raise WriteError("is what is read here, and would be lost: give another name", path=out)
