"""Laws of the parser: no text raises, spans lie in their note, citations do not overlap, nothing is invented."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.model import Note
from refparse.parse.note import parse_note
from refparse.parse.scan import scan_note

PIECES = st.sampled_from(
    ["Bloch", ",", ", ", ".", ". ", "; ", ": ", "(", ")", "[", "]", "“", "”", '"', "'", "1961", "29", "3:232", "12-15",
     "Ibid.", "ed.", "trans.", "vol. 2", "no. 4", "and ", "see ", "quoted in ", "Feudal Society", "London", "Press",
     " ", "*", "?", "—", "n. 12", "https://example.org/a", "R a m a z a n i", "l", "o8", "Ω", "中", "\u00a0"]
)  # fmt: skip
NOTES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=150, deadline=None)
@given(NOTES)
def test_no_text_raises_and_every_span_lies_in_its_note(text: str) -> None:
    parsed = parse_note(Note(id="n1", number="1", text=text))
    for citation in parsed.citations:
        spans = [citation.span, *(field.span for field in citation.fields.values() if field.span)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        for field in citation.fields.values():
            if field.span is not None:
                assert field.text == field.span.of(text)


@settings(max_examples=150, deadline=None)
@given(NOTES)
def test_citations_stand_in_the_order_of_the_text_and_do_not_overlap(text: str) -> None:
    spans = [citation.span for citation in parse_note(Note(id="n1", number="1", text=text)).citations]
    assert all(before.end <= after.start for before, after in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(NOTES)
def test_the_scanner_loses_nothing_but_white_space(text: str) -> None:
    tokens = scan_note(text)
    covered = set()
    for token in tokens:
        covered.update(range(token.start, token.end))
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)


@settings(max_examples=40, deadline=None)
@given(NOTES)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    note = Note(id="n1", number="1", text=text)
    assert parse_note(note) == parse_note(note)
