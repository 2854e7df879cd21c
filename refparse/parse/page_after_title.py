"""A span of pages at the end of a title is none of it where another page follows: "Trade in Peru, 28-30, 200"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.parse.scan import Token

_SPAN = re.compile(r"\d{1,3}[-–]\d{1,3}")  # years have four figures
_PAGE = frozenset({"_SEP", "PAGES"})


def with_pages_after_title(tokens: Sequence[Token], roles: Sequence[str]) -> tuple[str, ...]:
    """Give the roles with a span of pages, which the title before it had drawn in, given to the locator behind it."""
    found = list(roles)
    for at in range(2, len(found) - 2):
        if found[at - 1] == found[at] == "TITLE" and found[at + 1] == "_SEP" and found[at + 2] == "PAGES":
            is_span = tokens[at].kind == "number" and _SPAN.fullmatch(tokens[at].text) is not None
            if is_span and tokens[at - 1].kind == "comma" and not tokens[at].italic and found[at - 2] == "TITLE":
                found[at - 1 : at + 2] = ["_SEP", "PAGES", "PAGES"]
    return tuple(found)
