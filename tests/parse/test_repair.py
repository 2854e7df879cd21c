"""What an OCR program did to a note is mended, and every repaired character knows where it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.model.source import Span
from refparse.parse.mend import damaged_stretches, is_sound_range, mend_locator
from refparse.parse.repair import repair, share_damaged
from refparse.parse.repair_rules import repair_rules
from refparse.parse.split_words import count_words

CASES = Path(__file__).resolve().parents[1] / "cases" / "parse"


def cases(name: str) -> list[tuple[str, str]]:
    """Read pairs of lines: the damaged note, and below it, after "=>", what must come of it."""
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    assert all(after.startswith("=> ") for _, after in pairs)
    return [(before, after[3:]) for before, after in pairs]


@pytest.mark.parametrize("rule", repair_rules(), ids=lambda rule: rule.name)
def test_each_rule_does_what_its_example_says(rule):
    assert repair(rule.before, ocr=rule.kind == "doubt").text == rule.after


@pytest.mark.parametrize(("before", "after"), cases("repair_damaged.txt"))
def test_a_damaged_note_is_mended(before, after):
    assert repair(before, ocr=True).text == after


@pytest.mark.parametrize("note", (CASES / "repair_clean.txt").read_text(encoding="utf-8").splitlines())
def test_a_clean_note_stays_as_it_is(note):
    assert repair(note).text == note
    assert repair(note).changes == ()


def test_a_repaired_stretch_knows_where_it_stood():
    repaired = repair("Smith,Old Kingdom,4o6.")
    start = repaired.text.index("406")
    assert repaired.original_span(start, start + 3) == Span(18, 21)
    assert [(change.before, change.after, change.rule) for change in repaired.touched(start, start + 3)] == [
        ("o", "0", "oh-for-zero")
    ]


def test_letters_set_apart_keep_their_places():
    damaged = "Quoted in H e r o d o t u s , B o o k s , 1 5 2 ."
    repaired = repair(damaged)
    assert repaired.text == "Quoted in Herodotus, Books, 152."
    start = repaired.text.index("Books")
    assert repaired.original_span(start, start + 5).of(damaged) == "B o o k s"


def test_an_inserted_space_belongs_to_no_stretch():
    repaired = repair("Gray,Acts of State,12.")
    assert repaired.original_span(0, 4).of(repaired.original) == "Gray"
    assert repaired.original_span(5, 6) == Span(5, 5) or repaired.original_span(5, 6).of(repaired.original) == ""


@pytest.mark.parametrize(
    ("first", "last", "sound"),
    [
        ("270", "72", True),
        ("33", "31", False),
        ("9", "12", True),
        ("500", "502", True),
        ("100", "4", True),
        ("8", "8", False),
    ],
)
def test_a_page_range_ascends(first, last, sound):
    assert is_sound_range(first, last) is sound


@pytest.mark.parametrize(
    ("damaged", "reading"),
    [
        ("2:45<r58", "2:450-58"),
        ("J:12o-31", "3:120-31"),
        ("}:118", "3:118"),
        ("23<>-44", "230-44"),
        ("181--<)2", "181-92"),
        ("773-iJ8", "773-88"),
        ("J112", "3:112"),
        ("2? 31", "29-31"),
    ],
)
def test_a_wrecked_locator_has_a_likeliest_reading(damaged, reading):
    assert mend_locator(damaged, volumes=frozenset({"2", "3"}))[0] == reading or reading in mend_locator(damaged)[:2]


def test_a_wrecked_locator_is_pointed_out_and_not_guessed():
    repaired = repair("Gray, Acts of State, 2:45<r58; and Brown, Letters, 40-41.")
    assert [span.of(repaired.text) for span in repaired.damaged_spans] == ["2:45<r58"]


def test_addresses_are_no_wrecked_locators():
    assert damaged_stretches("See Gray, http://example.org/a<b>12, and www.example.org/12|3.") == ()


def test_the_share_of_damaged_notes_tells_an_ocr_document():
    assert share_damaged(map(repair, ["Ibid., 4.", "Gray, Acts, 31."])) == 0
    assert share_damaged(map(repair, ["Ibid. , 4.", "Gray, Acts, 31."])) == 0.5


PIECES = st.sampled_from(
    [
        "Gray",
        ",",
        " ",
        ".",
        "Acts",
        "of",
        "State",
        "12",
        "-",
        "o",
        "l",
        '"',
        "''",
        "“",
        "”",
        "?",
        ":",
        ";",
        "(",
        ")",
        "I",
        "b i",
        "ofI",
        "<r",
        "- ",
        "é",
        "\u00ad",
        "ﬁ",
        ",,",
        "S",
        "  ",
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60)))
def test_mending_is_idempotent_and_spans_lie_in_the_note(text):
    repaired = repair(text)
    assert repair(repaired.text).text == repaired.text
    end = 0
    for at in range(len(repaired.text)):
        span = repaired.original_span(at, at + 1)
        assert 0 <= span.start <= span.end <= len(text)
        assert span.start >= end - len(span) - 1
        end = span.end
    for change in repaired.changes:
        assert change.span.of(text) == change.before


def test_a_mark_of_the_original_is_found_in_the_repaired_text():
    damaged = "Gray,Acts of Sta- te ,12."
    repaired = repair(damaged)
    start = damaged.index("Acts")
    begin, end = repaired.repaired_span(start, damaged.index(" ,"))
    assert repaired.text[begin:end] == "Acts of State"
    assert repair("Gray, Acts.").repaired_span(6, 10) == (6, 10)


def test_a_word_cut_in_two_is_joined_where_the_document_knows_it():
    notes = [
        "Gray, Agriculture in Kent, 4.",
        "Gray, Agriculture, 5.",
        "Gray, Agricul ture, 6.",
        "Gray, rural agricul? ture",
        "Agriculture, 8.",
    ]
    counts = count_words(notes)
    assert repair(notes[2], word_counts=counts).text == "Gray, Agriculture, 6."
    assert repair(notes[3], word_counts=counts).text == "Gray, rural agriculture"
    assert repair("Gray, Land in Kent, 4.", word_counts=counts).changes == ()


def test_a_name_with_a_capital_inside_that_comes_again_is_left():
    counts = count_words(["Gray, TerraNova, 4.", "Gray, TerraNova, 5."])
    assert repair("Gray , TerraNova, 4.", word_counts=counts).text == "Gray, TerraNova, 4."
    assert repair("Gray , LandTaxes, 4.", word_counts=counts).text == "Gray, Land Taxes, 4."
