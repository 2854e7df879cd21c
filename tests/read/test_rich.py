"""Laws of text with formatting: nothing is lost when spaces are folded, and everything stays in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from refparse.formats.rich import RichBuilder, fold_spaces, join_rich
from refparse.model.source import MarkKind

TEXTS = st.text(alphabet="ab. \t\n\u00a0\u00ad“é", max_size=20)
KINDS = st.frozensets(st.sampled_from([MarkKind.ITALIC, MarkKind.SUPERSCRIPT]))
PIECES = st.lists(st.tuples(TEXTS, KINDS), max_size=8)


def built(pieces):
    builder = RichBuilder()
    for place, (text, kinds) in enumerate(pieces):
        start = builder.length
        builder.anchor(f"point {place}")
        builder.append(text, kinds)
        builder.link(start, "https://example.org")
    return builder.build()


@given(PIECES)
def test_marks_links_and_points_lie_in_the_text(pieces):
    rich = built(pieces)
    assert rich.text == " ".join("".join(text for text, _ in pieces).replace("\u00ad", "").split())
    for mark in rich.marks:
        stretch = rich.text[mark.start : mark.end]
        assert stretch and stretch == stretch.strip()
    assert all(0 <= link.start < link.end <= len(rich.text) for link in rich.links)
    assert all(0 <= anchor.offset <= len(rich.text) for anchor in rich.anchors)


@given(PIECES)
def test_every_italic_letter_stays_italic_and_no_other_becomes_so(pieces):
    rich = built(pieces)
    letters = [
        (char, MarkKind.ITALIC in kinds)
        for text, kinds in pieces
        for char in text
        if not char.isspace() and char != "\u00ad"
    ]
    italic = [
        any(m.kind is MarkKind.ITALIC and m.start <= at < m.end for m in rich.marks) for at in range(len(rich.text))
    ]
    shown = [(char, mark) for char, mark in zip(rich.text, italic, strict=True) if char != " "]
    assert shown == letters


@given(TEXTS)
def test_folding_maps_every_offset_of_a_letter_to_that_letter(raw):
    text, place = fold_spaces(raw)
    for at, char in enumerate(raw):
        if not char.isspace():
            assert text[place(at)] == char


@given(PIECES, st.lists(st.integers(0, 40), max_size=4))
def test_the_pieces_of_a_split_text_are_the_whole(pieces, cuts):
    rich = built(pieces)
    inside = sorted(min(cut, len(rich.text)) for cut in cuts)
    parts = rich.split(inside)
    assert len(parts) == len(inside) + 1
    assert "".join(part.text for part in parts).replace(" ", "") == rich.text.replace(" ", "")
    assert sum(len(part.anchors) for part in parts) <= len(rich.anchors)
    assert all(mark.end <= len(part.text) for part in parts for mark in part.marks)


@given(PIECES, PIECES)
def test_joined_texts_keep_the_words_of_their_marks(first, second):
    left, right = built(first), built(second)
    joined = join_rich([left, right])
    words = [part.text[m.start : m.end] for part in (left, right) for m in part.marks]
    assert [joined.text[m.start : m.end] for m in joined.marks] == words
