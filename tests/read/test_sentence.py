"""The sentence that carries a marker, and the ids of notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.model.source import Note, NoteKind
from refparse.read.numbering import number_notes
from refparse.read.sentence import sentence_around

# `|` is where the marker stood.
SENTENCES = [
    ("He came. He saw.| He won.", "He saw."),
    ("He came. He saw|, and he won. He left.", "He saw, and he won."),
    ("“He came.”| He saw.", "“He came.”"),
    ('He said "no. "| He left.', 'He said "no. "'),
    ("Mr. Hale wrote it in vol. 3.| Others read it.", "Mr. Hale wrote it in vol. 3."),
    ("By J. Edgar Hoover.| Then more.", "By J. Edgar Hoover."),
    ("A heading without stop|", "A heading without stop"),
    ("|Begins here. Goes on.", "Begins here."),
    ("", ""),
]


@pytest.mark.parametrize(("marked", "sentence"), SENTENCES)
def test_the_sentence_around_a_marker_is_the_one_it_ends_or_stands_in(marked: str, sentence: str) -> None:
    offset = max(0, marked.find("|"))
    assert sentence_around(marked.replace("|", ""), offset) == sentence


@given(st.text(max_size=200), st.integers(-5, 300))
def test_any_offset_gives_a_part_of_the_paragraph(paragraph: str, offset: int) -> None:
    assert sentence_around(paragraph, offset) in " ".join(paragraph.split())


def note(number: str, division: str = "", kind: NoteKind = NoteKind.FOOT, place: str = "") -> Note:
    return Note(id="", number=number, text="", division=division, kind=kind, place=place)


IDS = [
    ("numbers that are all different", [note("1"), note("2")], "n1 n2"),
    ("numbers that restart by chapter", [note("1", "I"), note("2", "I"), note("1", "II")], "c1.n1 c1.n2 c2.n1"),
    ("chapters whose numbers go on", [note("1", "I"), note("2", "II")], "n1 n2"),
    ("foot- and endnotes of one number", [note("1"), note("1", kind=NoteKind.END)], "n1 e1"),
    ("a number that comes twice", [note("4"), note("4"), note("4")], "n4 n4b n4c"),
    ("signs", [note("*"), note("†"), note("**")], "nstar ndagger nstarstar"),
    ("numbers by page", [note("1", place=f"page {page}") for page in (3, 4, 5)], "p3.n1 p4.n1 p5.n1"),
    ("no number", [note(""), note("")], "nx nxb"),
]


@pytest.mark.parametrize(("what", "notes", "ids"), IDS)
def test_ids_are_legible_and_distinct(what: str, notes: list[Note], ids: str) -> None:
    assert " ".join(each.id for each in number_notes(notes)) == ids, what


@given(st.lists(st.tuples(st.text("0123*†a", max_size=3), st.sampled_from(["", "I", "II"]))))
def test_no_two_notes_have_one_id(given_notes: list[tuple[str, str]]) -> None:
    found = number_notes([note(number, division) for number, division in given_notes])
    assert len({each.id for each in found}) == len(found)
