"""Options that several commands share: how a document is read, and with whose help."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

PATH = click.Path(path_type=Path)
CONFIDENCE = click.FloatRange(0.0, 1.0)
Command = TypeVar("Command", bound=Callable[..., Any])

# "12-90", "12–90", "12": first and last, counted from 1.
_RANGE = re.compile(r"\s*(\d{1,9})\s*(?:[-–:]\s*(\d{1,9})\s*)?")


class FirstLast(click.ParamType):  # type: ignore[type-arg]  # generic in newer click only
    """A range such as 177-191, or one number."""

    name = "FIRST-LAST"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Read a range; fails where it is none, or runs backwards."""
        found = _RANGE.fullmatch(str(value))
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            self.fail(f"{value!r} is no range such as 12-90", param, ctx)
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the documents of a command are to be read, as the caller said it."""

    notes: str | None = None
    lines: tuple[int, int] | None = None
    pages: tuple[int, int] | None = None
    library: Path | None = None
    weights: Path | None = None
    decisions: bool = True


_READING = (
    click.option(
        "--notes", metavar="WHERE",
        help="Where the notes are, if refparse does not find them: foot (at page feet), end (gathered at the end), "
        "list (the file is nothing but notes), inline (in brackets in the text), or the heading they stand under.",
    ),
    click.option("--lines", type=FirstLast(), metavar="FIRST-LAST", help="Read only these lines of a text file."),
    click.option("--pages", type=FirstLast(), metavar="FIRST-LAST", help="Read only these pages, counted from 1."),
    click.option(
        "--library", type=PATH, metavar="FILE",
        help="Your own library (.bib, CSL JSON, RIS, a Zotero export): works found in it take its keys and fields.",
    ),
    click.option(
        "--weights", type=PATH, metavar="FILE", help="Weights learned by `refparse train`, in place of the usual ones."
    ),
    click.option(
        "--decisions/--no-decisions", default=True,
        help="Take your corrections from DOC.refparse.yaml beside the document (the default), or not.",
    ),
)  # fmt: skip
_NAMES = ("notes", "lines", "pages", "library", "weights", "decisions")


def reading_options(command: Command) -> Command:
    """Give a command the options on reading; it receives them together, as `reading`."""
    return _with_reading(command, _NAMES)


def reading_options_without_library(command: Command) -> Command:
    """Give a command the options on reading but ``--library``, which means something else there."""
    return _with_reading(command, tuple(name for name in _NAMES if name != "library"))


def _with_reading(command: Command, names: Sequence[str]) -> Command:
    @functools.wraps(command)
    def gathered(**values: Any) -> Any:
        reading = Reading(**{name: values.pop(name) for name in names})
        return command(**values, reading=reading)

    for name, option in reversed(list(zip(_NAMES, _READING, strict=True))):
        if name in names:
            gathered = option(gathered)
    return gathered  # type: ignore[return-value]


rewriting_option = click.option(
    "--min-confidence", type=CONFIDENCE, default=0.9, show_default=True, metavar="N",
    help="Leave citations as typed whose work is less sure than this, from 0 to 1.",
)  # fmt: skip
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors on stderr.")

_STYLE = (
    click.option(
        "--style", "-s", metavar="NAME", help="The style: a name, a title or a .csl file. `refparse styles` finds them."
    ),
    click.option("--locale", metavar="LANGUAGE", help="The language of terms and dates, such as de-DE."),
    click.option("--engine", default="auto", metavar="NAME", help="The engine; `refparse engines` lists them."),
)


def style_options(command: Command) -> Command:
    """Give a command the options on a citation style, as `style`, `locale` and `engine`."""
    for option in reversed(_STYLE):
        command = option(command)
    return command
