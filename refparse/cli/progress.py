"""Shows on a terminal that something is being done; in a pipe or a file there is nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show words and a turning wheel on stderr while the block runs, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{_without_markup(words)} …"):
        yield


def _without_markup(words: str) -> str:
    from rich.markup import escape

    return escape(words)
