"""Sorts the entries of a bibliography under headings: by type, primary and secondary, or by archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from refparse.assets import word_rows
from refparse.errors import RefparseError
from refparse.render.engine import Entry
from refparse.render.style import Style

_LANGUAGES = ("en", "de", "fr")


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the positions of the entries under it; no heading where the bibliography is one list."""

    heading: str
    positions: tuple[int, ...]


def group_entries(
    entries: Sequence[Entry], items: Sequence[Mapping[str, Any]], group: str, locale: str
) -> tuple[Group, ...]:
    """Sort entries under headings in the locale's language, in the style's order under each.

    "type" and "primary" follow the table words/render/groups.tsv; a work kept in an archive counts as archival
    whatever its type. "archive" sorts by the archive's name. RefparseError for another way than these.
    """
    if not group:
        return (Group("", tuple(range(len(entries)))),)
    if group not in _WAYS:
        raise RefparseError(f"cannot group by {group!r}; there are: {', '.join(_WAYS)}")
    by_id = {str(item.get("id", "")): item for item in items}
    keys = [_WAYS[group](by_id.get(entry.id, {})) for entry in entries]
    return tuple(
        Group(_heading(key, locale), tuple(at for at, other in enumerate(keys) if other == key))
        for key in sorted(set(keys), key=_order)
    )


def _by_type(item: Mapping[str, Any]) -> str:
    return "archives" if item.get("archive") else _row_of(item)[1]


def _by_source(item: Mapping[str, Any]) -> str:
    return "primary" if item.get("archive") else _row_of(item)[2]


def _by_archive(item: Mapping[str, Any]) -> str:
    return str(item.get("archive") or "no-archive")


_WAYS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "type": _by_type,
    "primary": _by_source,
    "archive": _by_archive,
}
_OTHER = ("", "other", "secondary")


def _row_of(item: Mapping[str, Any]) -> tuple[str, ...]:
    wanted = str(item.get("type", ""))
    return next((row for row in word_rows("grammar", "words", "render", "groups.tsv") if row[0] == wanted), _OTHER)


def _headings() -> tuple[tuple[str, ...], ...]:
    return word_rows("grammar", "words", "render", "headings.tsv")


def _order(key: str) -> tuple[int, str]:
    """Archives by name come before the group of what is in no archive."""
    at = next((at for at, row in enumerate(_headings()) if row[0] == key), -1)
    return (at, key)


def _heading(key: str, locale: str) -> str:
    language = locale.split("-")[0]
    column = 1 + (_LANGUAGES.index(language) if language in _LANGUAGES else 0)
    return next((row[column] for row in _headings() if row[0] == key), key)


# subsequent-author-substitute="———"
_SUBSTITUTE = re.compile(r"""\ssubsequent-author-substitute\s*=\s*(?:"[^"]*"|'[^']*')""")


def without_substitute(style: Style) -> Style:
    """Give the style without the dash for a repeated author, which would stand for another's name under a heading."""
    return replace(style, xml=_SUBSTITUTE.sub("", style.xml))
