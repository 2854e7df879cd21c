"""Gives notes their ids: n12, or c2.n12 where numbers restart by chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from refparse.model.source import Note, NoteKind

SYMBOL_NAMES = {
    "*": "star", "†": "dagger", "‡": "ddagger", "§": "section", "¶": "pilcrow", "‖": "parallel", "#": "hash",
}  # fmt: skip


def number_notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Give the notes with ids, in the same order; ids that the notes had are overwritten.

    The id is ``n`` and the number. Where a number comes twice and divisions tell the two apart, the division's place
    goes before: ``c2.n12``; foot- and endnotes with one number are told apart as ``n3`` and ``e3``. Numbers that
    repeat all the same name their page where it is known, ``p178.n1``, else get a letter: ``n12``, ``n12b``.
    """
    listed = tuple(notes)
    letters = _kind_letters(listed)
    plain = [letters[note.kind] + _legible(note.number) for note in listed]
    chapters = _chapter_prefixes(listed, plain) or _page_prefixes(listed, plain)
    return tuple(
        replace(note, id=identifier)
        for note, identifier in zip(listed, _distinct(a + b for a, b in zip(chapters, plain, strict=True)), strict=True)
    )


def _kind_letters(notes: tuple[Note, ...]) -> dict[NoteKind, str]:
    """Give "n" for each kind, but "e" for endnotes where the document also has footnotes of the same number."""
    foot = {(note.division, note.number) for note in notes if note.kind is NoteKind.FOOT}
    clash = any((note.division, note.number) in foot for note in notes if note.kind is NoteKind.END)
    return {NoteKind.FOOT: "n", NoteKind.END: "e" if clash else "n"}


def _legible(number: str) -> str:
    """Give the number as it may stand in an address: "12", "12a", "star"; "x" for a note without one."""
    named = "".join(SYMBOL_NAMES.get(char, char) for char in number)
    return "".join(char for char in named if char.isalnum() or char in "-_") or "x"


def _chapter_prefixes(notes: tuple[Note, ...], plain: list[str]) -> list[str]:
    """Give "c2." and its like where numbers restart by division, nothing otherwise."""
    order: dict[str, int] = {}
    for note in notes:
        order.setdefault(note.division, len(order) + 1)
    spread: dict[str, set[str]] = {}
    for note, identifier in zip(notes, plain, strict=True):
        spread.setdefault(identifier, set()).add(note.division)
    if not any(len(divisions) > 1 for divisions in spread.values()):
        return []
    return [f"c{order[note.division]}." for note in notes]


def _page_prefixes(notes: tuple[Note, ...], plain: list[str]) -> list[str]:
    """Give "p178." and its like where most numbers restart on each page, "" for each note otherwise."""
    pages = [note.place.removeprefix("page ") if note.place.startswith("page ") else "" for note in notes]
    if all(pages) and len(set(plain)) * 2 < len(plain):
        return [f"p{page}." for page in pages]
    return [""] * len(notes)


def _distinct(identifiers: Iterable[str]) -> Iterator[str]:
    """Give the identifiers in order, a letter added to each repeat: n12, n12b, n12c."""
    seen: Counter[str] = Counter()
    for identifier in identifiers:
        seen[identifier] += 1
        yield identifier if seen[identifier] == 1 else identifier + _letters(seen[identifier])


def _letters(place: int) -> str:
    """Give 2 → "b", 26 → "z", 27 → "aa"."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
