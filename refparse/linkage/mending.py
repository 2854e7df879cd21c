"""Damaged locators read again once it is known which work they point into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from refparse.dedupe import repair_from_siblings
from refparse.model import Diagnostic, Locator, ParsedNote
from refparse.parse.mend import mend_pieces
from refparse.parse.normalize.locators import parse_locator


def mend_locators(
    notes: tuple[ParsedNote, ...], work_of: Mapping[str, str]
) -> tuple[tuple[ParsedNote, ...], tuple[Diagnostic, ...]]:
    """Mend the damaged locators of works in volumes by the volumes with which they are cited elsewhere.

    `work_of` maps citations to works. What is mended keeps its original text.
    """
    citations = [one for note in notes for one in note.citations]
    changed, found = repair_from_siblings(citations, work_of, _reading)
    if not changed:
        return notes, found
    return tuple(
        replace(note, citations=tuple(changed.get(one.id, one) for one in note.citations)) for note in notes
    ), found


def _reading(text: str, volumes: frozenset[str]) -> tuple[str, tuple[Locator, ...]] | None:
    mended = mend_pieces(text, volumes=volumes)
    return parse_locator(mended) if mended != text and volumes else None
