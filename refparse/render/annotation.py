"""What a bibliography can say of its works besides the style: in which notes they are cited, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from refparse.assets import word_rows
from refparse.model import Bibliography, Work

_SURE = 0.7
_LANGUAGES = ("en", "de", "fr")


def cited_in(bibliography: Bibliography, locale: str = "en-US") -> dict[str, str]:
    """Give for each work the notes that cite it: ``{"bloch1953craft": "Cited in notes 3, 17–19."}``.

    Where numbers begin anew with each chapter, the chapter is named: "Cited in Chapter One, note 3; Chapter Two, notes
    1–2." A work that only a bibliography lists is not there.
    """
    notes = {citation.id: note.note for note in bibliography.notes for citation in note.citations}
    order = {note.note.id: at for at, note in enumerate(bibliography.notes)}
    restarts = len({note.note.number for note in bibliography.notes}) < len(bibliography.notes)
    found: dict[str, str] = {}
    for work in bibliography.works:
        citing = sorted({notes[key].id: notes[key] for key in work.citations if key in notes}.values(),
                        key=lambda note: order[note.id])  # fmt: skip
        if citing:
            divisions = [(note.division if restarts else "", note.number) for note in citing]
            found[work.id] = _sentence(divisions, locale)
    return found


def _sentence(divisions: Sequence[tuple[str, str]], locale: str) -> str:
    groups = groupby(divisions, key=lambda pair: pair[0])
    parts = [_part(division, [number for _, number in group], locale) for division, group in groups]
    return f"{_word('cited-in', locale)} {'; '.join(parts)}."


def _part(division: str, numbers: Sequence[str], locale: str) -> str:
    unique = list(dict.fromkeys(numbers))
    noun = _word("notes" if len(unique) > 1 else "note", locale)
    named = f"{division}, " if division else ""
    return f"{named}{noun} {join_numbers(unique)}"


def join_numbers(numbers: Iterable[str]) -> str:
    """Join note numbers, three or more in a row as a range: ``3, 17–19``; two in a row stay two.

    >>> join_numbers(["3", "17", "18", "19", "*"])
    '3, 17–19, *'
    """
    rows: list[list[str]] = []
    for number in numbers:
        if rows and number.isdecimal() and rows[-1][-1].isdecimal() and int(number) == int(rows[-1][-1]) + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(row) for row in rows)


def with_annotations(items: Sequence[Mapping[str, Any]], annotations: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give the items with an annotation each, which annotating styles print; one of the item's own comes first."""
    return [
        {**item, "annote": " ".join(filter(None, (str(item.get("annote") or ""), annotations[str(item.get("id"))])))}
        if str(item.get("id")) in annotations
        else dict(item)
        for item in items
    ]


def doubt_marks(works: Iterable[Work], locale: str = "en-US") -> dict[str, str]:
    """Give the word that marks each doubtful work: "incomplete" where the document never gives it in full,
    "doubtful" where the program is not sure of what it read.
    """
    marks = ((work.id, _doubt(work)) for work in works)
    return {key: _word(doubt, locale) for key, doubt in marks if doubt}


def _doubt(work: Work) -> str:
    if not work.complete:
        return "incomplete"
    lowest = min((field.confidence for field in work.fields.values()), default=1.0)
    return "doubtful" if min(work.confidence, lowest) < _SURE else ""


def _word(key: str, locale: str) -> str:
    language = locale.split("-")[0]
    column = 1 + (_LANGUAGES.index(language) if language in _LANGUAGES else 0)
    return next(row[column] for row in word_rows("grammar", "words", "render", "annotations.tsv") if row[0] == key)
