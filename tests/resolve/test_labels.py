"""Notes labelled with words: a section below a heading is no chapter, as no number begins anew."""

from __future__ import annotations

import pytest
from marked import parse_marked

from refparse.linkage.chapters import is_label, with_chapters


@pytest.mark.parametrize(
    ("number", "word"),
    [("craft", True), ("smith-2019", True), ("12", False), ("b", False), ("*", False), ("3a", False)],
)
def test_a_label_is_a_word_and_no_number_letter_or_sign(number: str, word: bool) -> None:
    assert is_label(number) is word


def test_sections_of_notes_labelled_with_words_are_one_chapter() -> None:
    notes = [
        parse_marked("⟦s ‹a Bloch›⟧.", label, division=f"Step {place}")
        for place, label in enumerate(["bloch", "craft", "kings"])
    ]
    assert len({note.note.division for note in with_chapters(notes)}) == 1
