"""A title may have two subtitles, the second behind a semicolon: no citation opens there (CMOS 17, 8.168, 14.90)."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.parse.scan import Token

_STOPS = frozenset({"_STOP", "_WEAK_STOP"})
_TITLE = frozenset({"TITLE", "SKIP"})
_NAMES = frozenset({"NAME", "_NAME_AND", "_NAME_COMMA", "ET_AL", "SKIP", "ROLE", "_ROLE_SEP"})


def with_second_subtitle(tokens: Sequence[Token], roles: Sequence[str]) -> tuple[str, ...]:
    """Give the roles with the title that a semicolon cuts in two made whole.

    "Gitta Sereny, *Cries Unheard: Why Children Kill; The Story of Mary Bell* (New York: Holt, 1999)": what stands
    before has an author and nothing behind its title, what follows has an imprint and no author.
    """
    found = list(roles)
    for at, token in enumerate(tokens):
        may_join = token.kind == "semi" and found[at] in _STOPS and token.italic is not False
        if may_join and _ends_bare_title(found, at) and _opens_with_title_and_imprint(found, at + 1):
            found[at] = "TITLE"
        elif token.kind == "semi" and found[at] in _STOPS and found[at + 1] in _REPRINT and _is_reprint(tokens[at + 1]):
            found[at : at + 2] = ["_SEP", "EDITION"]
    return tuple(found)


_REPRINT = frozenset({"EDITION", "REPRINT", "KIND"})


def _is_reprint(token: Token) -> bool:
    """Say whether a word tells of a reprint: no work is named by it: "(Paris: Colin, 1962); rpt. (Paris, 1995)"."""
    return token.kind == "edn" and token.text.lower().startswith(("repr", "rpt"))


def _ends_bare_title(roles: Sequence[str], at: int) -> bool:
    """Say whether only an author and a title stand before `at`."""
    start = _back_over(roles, at, _TITLE)
    return start < at and roles[start - 1] == "_HEAD_SEP" and _back_over(roles, start - 1, _NAMES) < start - 1


def _back_over(roles: Sequence[str], at: int, passed: frozenset[str]) -> int:
    while at > 0 and roles[at - 1] in passed:
        at -= 1
    return at


def _opens_with_title_and_imprint(roles: Sequence[str], at: int) -> bool:
    """Say whether a title and parentheses with a date follow at `at`."""
    end = at
    while end < len(roles) and roles[end] in _TITLE:
        end += 1
    if end == at or roles[at] != "TITLE" or end == len(roles) or roles[end] != "_OPEN":
        return False
    close = next((i for i in range(end, len(roles)) if roles[i] == "_CLOSE"), end)
    return "DATE" in roles[end:close]
