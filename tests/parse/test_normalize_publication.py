"""The parts of an imprint become values; addresses and numbers are cleaned."""

from __future__ import annotations

import pytest

from refparse.parse.normalize.identifiers import clean_doi, clean_isbn, clean_url, doi_of_url
from refparse.parse.normalize.publication import (
    clean_place,
    clean_publisher,
    parse_edition,
    parse_issue,
    parse_number_of_volumes,
    parse_original,
    parse_series,
    parse_volume,
    split_places,
)
from refparse.text.numerals import number_value, ordinal_value, roman_value


@pytest.mark.parametrize(
    ("text", "edition"),
    [("2d ed.", "2"), ("15th ed.", "15"), ("Third edition, revised", "3"), ("3. Aufl.", "3"), ("4e éd.", "4"),
     ("rev. ed.", "rev. ed."), ("2nd, rev. ed.", "2"), ("special ed.", "special ed.")],
)  # fmt: skip
def test_an_edition_is_a_number_where_it_has_one(text, edition):
    assert parse_edition(text) == edition


@pytest.mark.parametrize(
    ("text", "places"),
    [("New York and London", ("New York", "London")), ("Cambridge, MA, and London", ("Cambridge, MA", "London")),
     ("Paris; Rome", ("Paris", "Rome")), ("Washington, D.C.", ("Washington, D.C.",)), ("Bari/Roma", ("Bari", "Roma"))],
)  # fmt: skip
def test_several_places_are_told_apart(text, places):
    assert split_places(text) == places


def test_a_place_or_publisher_that_is_not_named_is_none():
    assert [clean_place("n.p."), clean_place("s.l."), clean_publisher("n.p.")] == ["", "", ""]
    assert [clean_place("[London?]"), clean_place("Cambridge [Mass.],")] == ["London", "Cambridge [Mass.]"]
    assert [clean_publisher("Knopf."), clean_publisher("Harper & Bros."), clean_publisher("Hall & Co.")] == [
        "Knopf", "Harper & Bros.", "Hall & Co.",
    ]  # fmt: skip
    assert [clean_place("[London]"), clean_publisher(" Duckworth, Hall, ")] == ["London", "Duckworth, Hall"]


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("vol. 3", "3"),
        ("Bd. IV", "4"),
        ("66", "66"),
        ("t. 2", "2"),
        ("12A", "12A"),
        ("Jg. 12", "12"),
        ("vol. C", "C"),
        ("47–48", "47-48"),
    ],
)
def test_a_volume_is_a_figure(text, volume):
    assert parse_volume(text) == volume


@pytest.mark.parametrize(("text", "issue"), [("no. 4", "4"), ("nos. 3–4", "3-4"), ("Heft 2", "2"), ("n° 7", "7")])
def test_an_issue_is_a_figure(text, issue):
    assert parse_issue(text) == issue


@pytest.mark.parametrize(
    ("text", "count"), [("3 vols.", "3"), ("in two volumes", "2"), ("2 Bde.", "2"), ("vol. 3", "")]
)
def test_the_number_of_volumes_is_a_figure(text, count):
    assert parse_number_of_volumes(text) == count


@pytest.mark.parametrize(
    ("text", "years"),
    [("1924; repr., 1997", (1924, 1997)), ("1997 [1924]", (1924, 1997)), ("1924; repr., New York: Dover, 1997", (1924, 1997)),
     ("1899; reprint, 1970", (1899, 1970)), ("1997", (None, 1997))],
)  # fmt: skip
def test_a_reprint_has_two_dates(text, years):
    assert tuple(date and date.year for date in parse_original(text)) == years


def test_a_series_has_a_number():
    assert parse_series("Studies in Social History, no. 12") == ("Studies in Social History", "12")
    assert parse_series("3rd ser., 41") == ("3rd ser.", "41")
    assert parse_series("Manuals of Town Life, 1700") == ("Manuals of Town Life, 1700", "")
    assert parse_series("Past and Present Publications") == ("Past and Present Publications", "")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("<http://www.example.org/ a/ b.html>.", "http://www.example.org/a/b.html"),
        ("http: //www.example.org/list?page= 3,", "http://www.example.org/list?page=3"),
        ("https://example.org/wiki/Act_(1911).", "https://example.org/wiki/Act_(1911)"),
        ("https://example.org/a)", "https://example.org/a"),
        ("www.example.org/long-\nname.html", "www.example.org/long-name.html"),
    ],
)
def test_an_address_comes_out_in_one_piece(text, url):
    assert clean_url(text) == url


def test_a_doi_is_found_in_its_address():
    assert clean_doi("doi: 10.1086/599247.") == "10.1086/599247"
    assert clean_doi("https://doi.org/10.1086/599247") == "10.1086/599247"
    assert doi_of_url("https://www.example.org/doi/full/10.1086/599247") == "10.1086/599247"
    assert doi_of_url("https://www.example.org/10/a") == ""


def test_an_isbn_counts_only_with_its_check_digit():
    assert clean_isbn("ISBN 0-306-40615-2") == "0306406152"
    assert clean_isbn("978-0-306-40615-7") == "9780306406157"
    assert clean_isbn("0-306-40615-3") == ""


def test_numbers_in_words_and_roman_numerals_have_values():
    assert [roman_value("xiv"), roman_value("MCMLXXXIV"), roman_value("Xi"), roman_value("hello")] == [
        14,
        1984,
        None,
        None,
    ]
    assert [ordinal_value("2d"), ordinal_value("zweite"), ordinal_value("3ème"), ordinal_value("revised")] == [
        2,
        2,
        3,
        None,
    ]
    assert [number_value("three"), number_value("IV"), number_value("12"), number_value("x1")] == [3, 4, 12, None]
