"""The .lark files as one strict LALR parser."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import lark
from lark import Lark

from refparse.assets import asset_folder
from refparse.parse.lattice import RoleLexer, StackTable

STARTS = ("start", "citation", "people", "group", "locator")


@cache
def grammar_text() -> str:
    """Give all grammar files joined in the order of their names; they share one namespace."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(asset_folder("grammar").glob("*.lark")))


def _cache_file() -> Path | None:
    """Give the file that keeps the built parser, None where the user's cache folder cannot be written."""
    from platformdirs import user_cache_path

    digest = hashlib.sha256((grammar_text() + lark.__version__ + lark.__file__).encode()).hexdigest()[:16]
    folder = user_cache_path("refparse")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder / f"grammar-{digest}.lark"


@cache
def note_parser() -> Lark:
    """Build the parser, or load it from the user's cache; a cache that cannot be read or written is no error."""
    options: dict[str, Any] = {
        "parser": "lalr", "lexer": RoleLexer, "start": list(STARTS), "maybe_placeholders": False,
    }  # fmt: skip
    file = _cache_file()
    try:
        return Lark(grammar_text(), cache=str(file) if file else False, **options)
    except (OSError, lark.exceptions.LarkError, EOFError):
        return Lark(grammar_text(), **options)


@cache
def note_stacks() -> StackTable:
    """Give the stack table over the parser's LALR table, for the start symbol of notes."""
    return StackTable(parse_conf("start"))


def parse_conf(start: str) -> Any:
    """Give Lark's LALR table for one start symbol."""
    from lark.parsers.lalr_parser_state import ParseConf

    parser = note_parser().parser.parser
    return ParseConf(parser._parse_table, {}, start)
