"""The words of a date become a date, or a literal where they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.csl_json import date_to_json
from refparse.parse.normalize.dates import parse_date


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1978", [[1978]]),
        ("January 1978", [[1978, 1]]),
        ("12 May 1920", [[1920, 5, 12]]),
        ("May 12, 1920", [[1920, 5, 12]]),
        ("May 12th, 1920", [[1920, 5, 12]]),
        ("4 May 43", [[1943, 5, 4]]),
        ("4 May '43", [[1943, 5, 4]]),
        ("12.5.1920", [[1920, 5, 12]]),
        ("12. Mai 1920", [[1920, 5, 12]]),
        ("le 3 août 1914", [[1914, 8, 3]]),
        ("1er janvier 1738", [[1738, 1, 1]]),
        ("12.V.1920", [[1920, 5, 12]]),
        ("15 iiunia 1920 g.", [[1920, 6, 15]]),
        ("2014-05-03", [[2014, 5, 3]]),
        ("2014-05", [[2014, 5]]),
        ("[1922]", [[1922]]),
        ("1958-64", [[1958], [1964]]),
        ("1907-12", [[1907], [1912]]),
        ("1993–94", [[1993], [1994]]),
        ("1899–1902", [[1899], [1902]]),
        ("March–April 1980", [[1980, 3], [1980, 4]]),
        ("April 11–17, 1975", [[1975, 4, 11], [1975, 4, 17]]),
        ("6–9 May 2000", [[2000, 5, 6], [2000, 5, 9]]),
        ("May 30–June 2, 1999", [[1999, 5, 30], [1999, 6, 2]]),
        ("December 1990/January 1991", [[1990, 12], [1991, 1]]),
        ("September 3 and 4, 1939", [[1939, 9, 3], [1939, 9, 4]]),
        ("1903-4", [[1903], [1904]]),
        ("1999–00", [[1999], [2000]]),
        ("3/1920", [[1920, 3]]),
        ("11/24/1936", [[1936, 11, 24]]),
        ("4 viii 1914", [[1914, 8, 4]]),
        ("25 октября 1917", [[1917, 10, 25]]),
        ("17/30 July 1918", [[1918, 7, 30]]),
        ("25 Oct. (7 Nov.) 1917", [[1917, 11, 7]]),
        ("5708 [1948]", [[1948]]),
        ("Monday, 3 May 1920", [[1920, 5, 3]]),
        ("May 4, 2012, 1:27 p.m.", [[2012, 5, 4]]),
        ("May 1, 2000, last updated June 3, 2001", [[2000, 5, 1]]),
        ("May 4, 2012 (1:27 p.m.)", [[2012, 5, 4]]),
        ("© 1998", [[1998]]),
        ("MDCCLXXVI", [[1776]]),
        ("44 BC", [[-44]]),
        ("AD 79", [[79]]),
    ],
)
def test_a_date_is_read_in_its_parts(text, parts):
    assert date_to_json(parse_date(text)) == {"date-parts": parts}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("Summer 1980", {"date-parts": [[1980]], "season": 2}),
        ("Winter 1993–94", {"date-parts": [[1993], [1994]], "season": 4}),
        ("[1957?]", {"date-parts": [[1957]], "circa": True}),
        ("ca. 1850", {"date-parts": [[1850]], "circa": True}),
        ("c. 1700", {"date-parts": [[1700]], "circa": True}),
        ("1860s", {"date-parts": [[1860], [1869]], "circa": True}),
        ("late 1930s", {"date-parts": [[1930], [1939]], "circa": True}),
        ("before 1900", {"date-parts": [[1900]], "circa": True}),
        ("between 1850 and 1855", {"date-parts": [[1850], [1855]], "circa": True}),
        ("n.d. [1922]", {"date-parts": [[1922]], "circa": True}),
        ("Fall/Winter 2003–4", {"date-parts": [[2003], [2004]], "season": 3}),
        ("Spring–Summer 1975", {"date-parts": [[1975]], "season": 1}),
        ("18 Brumaire an VIII", {"literal": "18 Brumaire an VIII"}),
        ("22 Cemaziyelevvel 1311", {"literal": "22 Cemaziyelevvel 1311"}),
        ("seventeenth century", {"literal": "seventeenth century"}),
        ("n.d.", {"literal": "n.d."}),
        ("forthcoming", {"literal": "forthcoming"}),
        ("30 February 1920", {"literal": "30 February 1920"}),
        ("June 5", {"literal": "June 5"}),
    ],
)
def test_seasons_doubts_and_words_are_kept(text, data):
    assert date_to_json(parse_date(text)) == data


@pytest.mark.parametrize("text", ["", "Knopf", "Cambridge University Press", "and", "[]"])
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


@given(st.text(max_size=40) | st.text(alphabet="0123456789-/. MaybJun", max_size=20))
def test_no_text_raises(text):
    parse_date(text)
