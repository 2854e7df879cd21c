"""Gives a part that is said to stand "ibid." what contains the source before it: its journal, book or repository."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from refparse.model.citation import Citation, ParsedNote
from refparse.model.fields import Fields, Origin
from refparse.model.variables import (
    ARCHIVE,
    ARCHIVE_PLACE,
    AUTHOR,
    COLLECTION_NUMBER,
    COLLECTION_TITLE,
    CONTAINER_AUTHOR,
    CONTAINER_TITLE,
    EDITION,
    EDITOR,
    ISSUE,
    ISSUED,
    NUMBER_OF_VOLUMES,
    PUBLISHER,
    PUBLISHER_PLACE,
    TITLE,
    VOLUME,
    Variable,
)

_IN_ARCHIVE = (ARCHIVE, ARCHIVE_PLACE)
_OF_ISSUE = (CONTAINER_TITLE, VOLUME, ISSUE, ISSUED)
_OF_BOOK = (
    CONTAINER_TITLE, CONTAINER_AUTHOR, EDITOR, COLLECTION_TITLE, COLLECTION_NUMBER, NUMBER_OF_VOLUMES, EDITION,
    PUBLISHER, PUBLISHER_PLACE, ISSUED,
)  # fmt: skip
# what the book that was cited whole is to its part
_AS_CONTAINER: dict[Variable[Any], Variable[Any]] = {TITLE: CONTAINER_TITLE, AUTHOR: CONTAINER_AUTHOR}


def with_shared_containers(notes: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give the notes with what "ibid." stands for added to each part: "Goodnow, “Certiorari,” ibid., 493–536".

    What is added is INHERITED and has no span in the note. A part whose "ibid." follows nothing stays as it is.
    """
    if not any(citation.same_container for note in notes for citation in note.citations):
        return tuple(notes)
    return tuple(_with_containers(notes))


def _with_containers(notes: Sequence[ParsedNote]) -> Iterator[ParsedNote]:
    before: Citation | None = None
    for note in notes:
        citations: list[Citation] = []
        for citation in note.citations:
            before = _inherited(citation, before) if citation.same_container and before is not None else citation
            citations.append(before)
        yield replace(note, citations=tuple(citations))


def _inherited(citation: Citation, before: Citation) -> Citation:
    if ARCHIVE in before.fields and TITLE in citation.fields:
        return replace(citation, fields=_filled(citation.fields, before.fields, _IN_ARCHIVE))
    whole = before.fields
    if CONTAINER_TITLE not in whole and TITLE in whole:
        whole = Fields((_AS_CONTAINER.get(key, key), field) for key, field in whole.items())
    keys = _OF_ISSUE if before.type.startswith("article") else _OF_BOOK
    type_ = before.type if before.type.startswith("article") else "chapter"
    return replace(citation, type=type_, fields=_filled(citation.fields, whole, keys))


def _filled(fields: Fields, whole: Fields, keys: Sequence[Variable[Any]]) -> Fields:
    for key in keys:
        found = whole.get(key)
        if found is not None and key not in fields:
            fields = fields.set(key, replace(found, origin=Origin.INHERITED, span=None))
    return fields
