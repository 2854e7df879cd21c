"""`refparse styles` and `refparse engines`: which styles there are, and what formats them."""

from __future__ import annotations

import click

from refparse.cli.output import print_lines
from refparse.errors import RefparseError


@click.command(short_help="Find a citation style by words.")
@click.argument("query", nargs=-1, metavar="WORDS…")
def styles(query: tuple[str, ...]) -> None:
    """Find citation styles by the words of a title, a subject, a class (note, author-date, numeric) or a language.

    \b
    refparse styles past present
    refparse styles history note
    """
    from refparse.render.style import list_styles
    from refparse.report import Line, Piece

    found = list_styles(" ".join(query))
    if not found:
        raise RefparseError(f"no style has all the words {' '.join(query)!r}; try fewer")
    for one in found:
        parent = f" → {one.parent}" if one.parent else ""
        about = " ".join(part for part in (one.format or one.style_class, *one.fields, one.locale) if part)
        print_lines(
            [Line((Piece(one.name, "work"), Piece(f"  {one.title}  "), Piece(f"({about}){parent}", "faint")), 4)]
        )


@click.command(short_help="List what formats citation styles, and how to get it.")
def engines() -> None:
    """List the engines that format citation styles, the preferred first, and how to get those that are missing."""
    from refparse.render.engine import list_engines
    from refparse.report import Line, Piece

    for one in list_engines():
        state = Piece(f"there, {one.version}", "sure") if one.available else Piece("not there", "unknown")
        print_lines([Line((Piece(f"{one.name:<12} ", "work"), state)), Line((Piece(f"    {one.remark}", "faint"),), 4)])
        if not one.available:
            print_lines([Line((Piece(f"    to get it: {one.install}"),), 4)])
