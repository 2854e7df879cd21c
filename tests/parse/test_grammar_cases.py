"""Every kind of source that the Manual knows is read as tests/cases/grammar says; what is not yet is marked there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cases import make_grammar_table
from cases.grammar_cases import CaseNote, families, faults, note_of

from refparse.model.source import Note
from refparse.model.values import Date
from refparse.model.variables import ISSUED, PUBLISHER, PUBLISHER_PLACE, TITLE
from refparse.parse.markup import read_marked
from refparse.parse.note import parse_note, parser_with
from refparse.parse.training import learn_house_style

FAMILIES = {name: notes for name, _, notes in families()}
NOTES = [pytest.param(note, id=f"{family}: {note.name}") for family, notes in FAMILIES.items() for note in notes]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_read_as_its_case_says(note: CaseNote) -> None:
    wrong = faults(note, list(parse_note(note_of(note.text)).citations))
    if note.todo:
        assert wrong, "this note is read right now: take its `todo:` line away (python -m cases.mark_todo)"
    else:
        assert not wrong, note.text


def test_the_cases_cover_every_family_with_more_than_150_kinds() -> None:
    kinds = {(family, note.kind) for family, notes in FAMILIES.items() for note in notes}
    assert len(kinds) >= 150
    assert all(notes for notes in FAMILIES.values())


def test_each_kind_has_a_name_of_its_own_and_each_note_stands_once() -> None:
    for family, notes in FAMILIES.items():
        names = [note.name for note in notes]
        assert len(names) == len(set(names)), family


def test_the_table_in_the_readme_is_current() -> None:
    readme = make_grammar_table.README.read_text(encoding="utf-8")
    assert make_grammar_table.with_table(readme) == readme, "run: cd tests && python -m cases.make_grammar_table"


@pytest.mark.slow
def test_a_house_style_is_learned_from_eight_notes_as_the_readme_says() -> None:
    note = Note(
        id="n1", number="1", italics_known=False,
        text="Postan, M. M., The Medieval Economy and Society - Weidenfeld and Nicolson, London - 1972 - p. 101.",
    )  # fmt: skip
    notes = read_marked((Path(__file__).resolve().parents[1] / "cases" / "house_style.txt").read_text(encoding="utf-8"))
    shipped = parse_note(note).citations[0].fields
    assert shipped.value(TITLE) == "The Medieval Economy and Society - Weidenfeld and Nicolson"
    assert shipped.value(PUBLISHER) is None
    learned = parse_note(note, parser=parser_with(learn_house_style(notes))).citations[0].fields
    assert learned.value(TITLE) == "The Medieval Economy and Society"
    assert learned.value(PUBLISHER) == "Weidenfeld and Nicolson"
    assert learned.value(PUBLISHER_PLACE) == "London"
    assert learned.value(ISSUED) == Date(year=1972)
