"""A draft of marked notes keeps to the mark-up, whatever the note says, and marks what the parser read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.model import Note
from refparse.parse.drafting import draft_marks
from refparse.parse.markup import read_marked, write_marked

CASES = {
    "Ibid., 31.": "⟦i Ibid., ‹p 31›⟧.",
    "See Marc Bloch, Feudal Society (London: Routledge, 1961), 29.":
        "See ⟦b ‹a Marc Bloch›, ‹t Feudal Society› (‹c London›: ‹u Routledge›, ‹y 1961›), ‹p 29›⟧.",
    'Robert Jervis, "From Balance to Concert," World Politics 38, no. 1 (October 1985): 58-79.':
        '⟦a ‹a Robert Jervis›, "‹q From Balance to Concert›," ‹j World Politics› ‹v 38›, no. ‹n 1› '
        "(‹d October› ‹y 1985›): ‹p 58-79›⟧.",
}  # fmt: skip


def drafted(text):
    return draft_marks(Note(id="n1", number="1", text=text))


@pytest.mark.parametrize(("text", "marked"), CASES.items())
def test_a_note_is_marked_as_it_was_read(text, marked):
    assert write_marked(drafted(text)) == f"n1\t{marked}"


@given(
    st.lists(st.sampled_from([*CASES, "See also note 12 above.", "ed. (", "“quoted,”", "n.d.)", "Élan;"]), max_size=5)
)
@settings(max_examples=40, deadline=None)
def test_what_is_written_can_be_read_again(pieces):
    note = drafted(" ".join(pieces) or "x")
    assert read_marked(write_marked(note)) == (note,)


def test_a_note_that_holds_the_signs_of_the_mark_up_is_left_out():
    assert drafted("Il dit ‹non›. Bloch, Feudal Society, 3.") is None
