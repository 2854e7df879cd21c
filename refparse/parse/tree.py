"""Builds citations from the parse tree of a note: each chunk becomes the fields that its name stands for."""

from __future__ import annotations

from collections.abc import Callable

from refparse.parse.chunks import Chunk
from refparse.parse.containers import read_container, read_entry, read_issue, read_serial, read_volno
from refparse.parse.date_facts import read_access, read_date
from refparse.parse.draft import Draft
from refparse.parse.facts import (
    read_abbreviation,
    read_contributor,
    read_edition,
    read_locator,
    read_noteref,
    read_place,
    read_publisher,
    read_series,
    read_url,
    read_volume,
    read_volumes,
)
from refparse.parse.genres import read_kind, read_medium
from refparse.parse.heads import (
    read_archive,
    read_creators,
    read_ibid,
    read_letter,
    read_opcit,
    read_owner,
    read_poss,
    read_quoted,
    read_title,
)

Handler = Callable[[Draft, Chunk], None]


def fill_draft(draft: Draft, citation: Chunk) -> None:
    """Read the chunks of a citation, in the order of the text, into `draft`."""
    draft.has_letter = any(chunk.name == "letter" for chunk in citation.parts)
    for chunk in citation.parts:
        read_chunk(draft, chunk)


def read_chunk(draft: Draft, chunk: Chunk) -> None:
    """Read one chunk by the handler of its name; every name of the grammar has one (a test holds this)."""
    if not draft.head:
        draft.head = chunk.name if chunk.name not in _LEADS else ""
    HANDLERS[chunk.name](draft, chunk)
    draft.seen.append(chunk.name)


_LEADS = frozenset({"creators", "owner", "poss"})


def _group(draft: Draft, chunk: Chunk) -> None:
    for part in chunk.parts:
        read_chunk(draft, part)


def _nothing(draft: Draft, chunk: Chunk) -> None:
    """Keep nothing but the fact that the chunk was there."""


HANDLERS: dict[str, Handler] = {
    "creators": read_creators,
    "owner": read_owner,
    "poss": read_poss,
    "title": read_title,
    "quoted": read_quoted,
    "serial": read_serial,
    "letter": read_letter,
    "archive": read_archive,
    "ibid": read_ibid,
    "opcit": read_opcit,
    "kind": read_kind,
    "medium": read_medium,
    "group": _group,
    "contributor": read_contributor,
    "container": read_container,
    "edition": read_edition,
    "volumes": read_volumes,
    "volume": read_volume,
    "series": read_series,
    "volno": read_volno,
    "issue": read_issue,
    "date": read_date,
    "locator": read_locator,
    "place": read_place,
    "publisher": read_publisher,
    "url": read_url,
    "access": read_access,
    "entry": read_entry,
    "abbreviation": read_abbreviation,
    "noteref": read_noteref,
    "other": _nothing,
    "reprint": _nothing,
}
