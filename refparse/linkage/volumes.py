"""A volume with a title of its own is the work; the set it belongs to is its collection (CMOS 17, 14.116-122)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refparse.model import Citation, Field, Fields, ParsedNote
from refparse.model import variables as v


def with_volume_titles(parsed: Sequence[ParsedNote]) -> tuple[ParsedNote, ...]:
    """Give titled volumes their own title, in whichever order the note names set and volume.

    "Kennan, *Soviet-American Relations*, vol. 2: *The Decision to Intervene*" and "*The Decision to Intervene*, vol. 2
    of *Soviet-American Relations*" then both have the volume's title as title and the set as collection.
    """
    return tuple(
        replace(note, citations=tuple(_titled(one, note.note.text) for one in note.citations))
        if any(v.VOLUME_TITLE in one.fields for one in note.citations)
        else note
        for note in parsed
    )


def _titled(citation: Citation, text: str) -> Citation:
    title, volume = citation.fields.get(v.TITLE), citation.fields.get(v.VOLUME_TITLE)
    if title is None or volume is None or v.COLLECTION_TITLE in citation.fields or not _is_title(volume):
        return citation
    rest = citation.fields.without(v.VOLUME_TITLE)
    own, whole = (title, volume) if _names_set_last(title, volume, text) else (volume, title)
    return replace(citation, fields=Fields({**rest, v.TITLE: own, v.COLLECTION_TITLE: whole}))


def _is_title(field: Field[str]) -> bool:
    return any(char.isalpha() for char in field.value)


def _names_set_last(title: Field[str], volume: Field[str], text: str) -> bool:
    """Say whether "vol. 2 of" stands between the two titles."""
    if title.span is None or volume.span is None:
        return False
    between = text[title.span.end : volume.span.start]
    return between.rstrip(' "“‘*_').endswith(" of")
