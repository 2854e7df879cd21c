"""Moves words from one field of a draft to another; each keeps the span that it came from."""

from __future__ import annotations

from dataclasses import replace

from refparse.model.fields import Field
from refparse.model.source import Span
from refparse.model.variables import PUBLISHER_PLACE, Variable
from refparse.parse.draft import Draft


def part_of(whole: Field[str], words: str) -> Field[str]:
    """Give the field of a part of another field's words, with the span of that part."""
    start = whole.text.find(words)
    if start < 0 or whole.span is None:
        return replace(whole, value=words)
    span = Span(whole.span.start + start, whole.span.start + start + len(words))
    return replace(whole, value=words, text=words, span=span)


def take_back_place(draft: Draft, key: Variable[str]) -> None:
    """Give a field back what stands right behind it and was read as a place: "University of California, Berkeley"."""
    name, place = draft.fields.get(key), draft.fields.get(PUBLISHER_PLACE)
    if name is None or place is None or name.span is None or place.span is None:
        return
    original = draft.note.repaired.original or draft.note.repaired.text
    if original[name.span.end : place.span.start].strip() in ("", ","):
        span = Span(name.span.start, place.span.end)
        whole = replace(name, value=f"{name.value}, {place.value}", text=span.of(original), span=span)
        draft.fields = draft.fields.without(PUBLISHER_PLACE).set(key, whole)


def rename(draft: Draft, old: Variable[str], new: Variable[str]) -> None:
    """Give a field another name, where that name is free."""
    found = draft.fields.get(old)
    if found is not None and new not in draft.fields:
        draft.fields = draft.fields.without(old).set(new, found)
