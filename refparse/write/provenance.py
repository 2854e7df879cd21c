"""How we came to a work, as plain JSON: for CSL JSON's `custom` and for Zotero's Extra."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from refparse.model.fields import Origin
from refparse.model.work import Work
from refparse.write.mentions import Mention
from refparse.write.record import Record


def provenance(record: Record) -> dict[str, Any]:
    """Give what is known of a work besides its fields: mentions, doubts, origins, confidence in [0, 1].

    Only what says something is given: fields that the notes simply state have no line of their own.
    """
    work = record.work
    found: dict[str, Any] = {}
    if not work.complete:
        found["incomplete"] = True
    if work.confidence < 1:
        found["confidence"] = round(work.confidence, 4)
    members = {
        "citations": [mention_json(mention) for mention in record.mentions],
        "entries": list(work.entries),
        "fields": _fields_json(work),
        "doubts": list(record.doubts),
    }
    return found | {name: value for name, value in members.items() if value}


def mention_json(mention: Mention) -> dict[str, Any]:
    """Give one mention: ``{"id": "n12.1", "note": "12", "form": "short", "locator": "31"}``."""
    citation = mention.citation
    members: dict[str, Any] = {
        "id": citation.id,
        "note": mention.number,
        "division": mention.note.division,
        "form": citation.form.value,
        "signal": citation.signal,
        "locator": mention.locator,
    }
    if mention.confidence < 1:
        members["confidence"] = round(mention.confidence, 4)
    return {name: value for name, value in members.items() if value != ""}


def _fields_json(work: Work) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, field in work.fields.items():
        members: dict[str, Any] = {}
        if field.origin is not Origin.STATED:
            members["origin"] = field.origin.value
        if field.confidence < 1:
            members["confidence"] = round(field.confidence, 4)
        if members:
            found[key.name] = members
    return dict(sorted(found.items()))


def mentions_words(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Give one line a mention: "Note 12: see p. 31 — “Bloch, Craft, 31”"."""
    return tuple(_mention_words(mention) for mention in mentions)


def _mention_words(mention: Mention) -> str:
    place = f"{mention.note.division}, note {mention.number}" if mention.note.division else f"Note {mention.number}"
    said = " ".join(part for part in (mention.citation.signal, mention.locator) if part)
    words = " ".join(mention.words.split())
    return f"{place}{f': {said}' if said else ''} — “{words}”"
