"""What a reader sees of a Markdown note, and where it stands in the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.rewrite.restyle_markdown_map import find_definitions, find_inline_notes, find_markers, map_visible


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("*On* War", "On War"),
        ("**On** *War*", "On War"),
        ("1877--1900", "1877–1900"),
        (r"\[1815?\]", "[1815?]"),
        ("[1815?]", "[1815?]"),
        ("Smith &amp; Co.", "Smith & Co."),
        ("Past &\n    Present", "Past & Present"),
        ("[URSS]{.smallcaps}, 12", "URSS, 12"),
        ("see [the page](https://example.org/a_(b)) here", "see the page here"),
        ("<https://example.org>", "https://example.org"),
        ("a<sup>2</sup> b", "a2 b"),
    ],
)
def test_each_visible_character_has_its_place(source, visible):
    places = map_visible(source, visible)
    assert places is not None
    assert len(places) == len(visible)
    assert all(one.end <= other.start for one, other in pairwise(places))


def test_what_does_not_fit_is_not_mapped():
    assert map_visible("*On* War", "On Peace") is None
    assert map_visible("On War and more", "On War") is None


@given(st.text(alphabet="ab cé.,", max_size=40).map(lambda text: " ".join(text.split())))
def test_plain_text_maps_to_itself(text):
    places = map_visible(text, text)
    assert places is not None
    assert [(place.start, place.end) for place in places] == [(at, at + 1) for at in range(len(text))]


def test_definitions_markers_and_inline_notes_are_told_apart():
    source = (
        "Text[^a] and `[^b]` and ^[inside [brackets] here] end.\n\n[^a]: One\n  lazy line.\n\n    Second paragraph.\n\n"
        "Body.[^b]\n\n[^b]: Two.\n[^c]: Three, see [^a].\n\n```\n[^d]: no note\n```\n"
    )
    found = find_definitions(source)
    assert {label: note.text.of(source) for label, note in found.items()} == {
        "a": "One\n  lazy line.\n\n    Second paragraph.",
        "b": "Two.",
        "c": "Three, see [^a].",
    }
    assert {label: len(places) for label, places in find_markers(source, found).items()} == {"a": 1, "b": 1}
    assert [note.text.of(source) for note in find_inline_notes(source)] == ["inside [brackets] here"]
