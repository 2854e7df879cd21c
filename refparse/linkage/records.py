"""Live citation fields: the record that a reference manager stored in the document is the truth for its citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.csl_json import fields_from_json
from refparse.model import Citation, Fields, ParsedNote


def with_records(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give each citation that stands in a live field the type and fields of its record (`Origin.RECORDED`)."""
    return tuple(
        replace(note, citations=tuple(_with_record(one) for one in note.citations))
        if any(one.embedded for one in note.citations)
        else note
        for note in parsed
    )


def _with_record(citation: Citation) -> Citation:
    if citation.embedded is None:
        return citation
    item = citation.embedded.item
    fields = Fields({**citation.fields, **fields_from_json(item)})
    return replace(citation, type=str(item.get("type") or citation.type), fields=fields)
