"""Titles lose what stood around them and keep what belongs to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.parse.normalize.titles import clean_title, join_subtitle, split_at_stops


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("“The Limits of the ‘Golden Age’,”", "The Limits of the “Golden Age”"),
        ("“‘I Came as a Thief’: A Study,”", "“I Came as a Thief”: A Study"),
        ("*The Historian's Craft*,", "The Historian's Craft"),
        ("“Town” and “Country”", "“Town” and “Country”"),
        ("“Why Was There No Revolution?,”", "Why Was There No Revolution?"),
        ("The Making of the U.S.", "The Making of the U.S."),
        ("The Making of Britain.", "The Making of Britain"),
        ("“Wait . . .”", "Wait . . ."),
        ("Les marchands : essai d'histoire", "Les marchands: essai d'histoire"),
        ("The War—A History", "The War: A History"),
        ("The War--A History", "The War: A History"),
        ("„Recht und Ordnung“,", "Recht und Ordnung"),
        ("« La terre et les hommes »", "La terre et les hommes"),
        ("‘Nothing in Excess’", "Nothing in Excess"),
        ('"An Unclosed Title,', "An Unclosed Title"),
        ("Land  and\nLabour", "Land and Labour"),
        ("Econ. Hist. Rev.", "Econ. Hist. Rev."),
        ("Matt.", "Matt."),
        ("Istoriia goroda, XIX v.", "Istoriia goroda, XIX v."),
        ("What Is Law—If Anything?", "What Is Law—If Anything?"),
        ("’Tis Pity", "’Tis Pity"),
    ],
)
def test_a_title_is_cleaned(text, title):
    assert clean_title(text) == title


def test_a_subtitle_follows_a_colon_but_not_after_a_question():
    assert join_subtitle("The Historian's Craft,", "An Apology") == "The Historian's Craft: An Apology"
    assert join_subtitle("What Is History?", "An Inquiry") == "What Is History? An Inquiry"


def test_a_subtitle_after_a_stop_follows_a_colon():
    assert split_at_stops("Der Weg nach Westen. Deutsche Geschichte") == "Der Weg nach Westen: Deutsche Geschichte"
    assert split_at_stops("St. Louis and Its People") == "St. Louis and Its People"


@given(st.text(max_size=40) | st.text(alphabet="ab “”‘’\"'.,:?*", max_size=20))
def test_a_clean_title_holds_no_more_than_was_there(text):
    cleaned = clean_title(text)
    assert not cleaned.endswith((",", ";"))
    assert len(cleaned) <= len(text) + text.count("—") + text.count("--")
