"""Which roles each kind of token may take: grammar/candidates.tsv as tables."""

from __future__ import annotations

from functools import cache

from refparse.assets import word_rows

SKIP = "SKIP"
JOINED = {"+": "_SEP", "^": "_HEAD_SEP", "!": "_STOP"}  # before a role: the separator that the writer left out


@cache
def roles_of_kinds() -> dict[str, tuple[str, ...]]:
    """Give the roles of each token kind, kinds in ``<>`` expanded; order is that of the file."""
    rows = {row[0]: row[1].split() for row in word_rows("grammar", "candidates.tsv")}
    return {kind: _expanded(kind, rows) for kind in rows}


def _expanded(kind: str, rows: dict[str, list[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for role in rows[kind]:
        found.extend(_expanded(role[1:-1], rows) if role.startswith("<") else [role])
    return tuple(dict.fromkeys(found))


@cache
def terminals_of(role: str) -> tuple[str, ...]:
    """Give the grammar terminals that a role stands for: none for SKIP, two for a joined role.

    >>> terminals_of("+PAGES")
    ('_SEP', 'PAGES')
    """
    if role == SKIP:
        return ()
    separator = JOINED.get(role[0])
    return (separator, role[1:]) if separator and len(role) > 1 else (role,)
