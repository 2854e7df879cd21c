"""Initials before a family name are part of the name: a citation never opens between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refparse.parse.scan import Token

# "K.", "J.-P.", "Ch.": what stands before a family name in place of a given name
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.(?:-?[^\W\d_]\.)*")
_OPENING = frozenset({"word_cap", "ordinal"})
_WITHIN = frozenset(
    {"word_lc", "role", "kindw", "of", "in", "to", "by"}
)  # what shows a capital to be within a sentence


def with_initials(tokens: Sequence[Token], roles: Sequence[str]) -> tuple[str, ...]:
    """Give the roles with a name that opens a citation reaching back over its initials, and the given name before them.

    "the best guide is still Charles K. Webster, *British Diplomacy*": a sentence in front can draw the given names
    to itself. A capitalised word before the initials is taken only within a sentence, where it must be a name.
    """
    found = list(roles)
    if found[:2] == ["_PROSE", "TITLE"] and tokens[0].kind in _OPENING and tokens[1].kind == "word_cap":
        found[0] = "TITLE"  # "First Morley Act, 9 U.S.C. § 41": no commentary is one capitalised word
    for at in range(2, len(found)):
        if found[at] == "NAME" and found[at - 1] == "_PROSE" and tokens[at - 1].kind == "vperiod":
            _reach_back(tokens, found, at)
    return tuple(found)


def _reach_back(tokens: Sequence[Token], roles: list[str], at: int) -> None:
    start = at
    while start >= 2 and roles[start - 2] == "_PROSE" == roles[start - 1] and _is_initial(tokens, start - 2):
        start -= 2
        roles[start], roles[start + 1] = "NAME", "SKIP"
    if start < at and start >= 2 and _is_given(tokens, roles, start - 1):
        roles[start - 1] = "NAME"


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].kind == "word_cap"
        and tokens[at + 1].kind == "vperiod"
        and _INITIAL.fullmatch(tokens[at].text) is not None
    )


def _is_given(tokens: Sequence[Token], roles: Sequence[str], at: int) -> bool:
    is_word = tokens[at].kind == "word_cap" and tokens[at].text[-1].islower() and roles[at] == "_PROSE"
    return is_word and tokens[at - 1].kind in _WITHIN
