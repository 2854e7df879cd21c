"""What an engine is given: every variable in the one form that all engines read alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.csl_json import engine_date, engine_item, language_code, read_edtf
from refparse.render.bibliography import render_bibliography


@pytest.mark.parametrize(
    ("given_date", "made"),
    [
        ("1958", {"date-parts": [[1958]]}),
        ("1958/1964", {"date-parts": [[1958], [1964]]}),
        ("1815-03~", {"date-parts": [[1815, 3]], "circa": True}),
        ("1815?", {"date-parts": [[1815]], "circa": True}),
        ("1969-21", {"date-parts": [[1969]], "season": 1}),
        ("spring 1958", {"literal": "spring 1958"}),
        ({"date-parts": [["1958", "5"]]}, {"date-parts": [[1958, 5]]}),
        ({"date-parts": [[1958, 0]]}, {"date-parts": [[1958]]}),
        ({"date-parts": [[1958], [None]]}, {"date-parts": [[1958]]}),
        ({"date-parts": [[1958]], "circa": 1}, {"date-parts": [[1958]], "circa": True}),
        ({"date-parts": [[]]}, None),
        ({"raw": "1889-08-20"}, {"date-parts": [[1889, 8, 20]]}),
        ({"literal": "forthcoming"}, {"literal": "forthcoming"}),
        ("", None),
        (1958, {"date-parts": [[1958]]}),
    ],
)
def test_dates(given_date, made):
    assert engine_date(given_date) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ({"family": "van Gogh", "given": "Vincent"}, {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}),
        ({"family": "Humboldt", "given": "Alexander von"}, {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}),
        ({"family": "de la Cruz"}, {"family": "Cruz", "non-dropping-particle": "de la"}),
        ({"family": "hooks", "given": "bell"}, {"family": "hooks", "given": "bell"}),
        ({"literal": "Bank of England"}, {"literal": "Bank of England"}),
        ("Bank of England", {"literal": "Bank of England"}),
        ({"family": "Voltaire", "given": ""}, {"family": "Voltaire"}),
    ],
)  # fmt: skip
def test_names(name, made):
    assert engine_item({"id": "a", "type": "book", "author": [name]})["author"] == [made]


def test_other_members():
    item = engine_item(
        {
            "id": 7, "type": "newspaper-article", "title": "On *Emma*", "volume": 2, "page": "24–50", "publisher": "  ",
            "author": [], "issued": {}, "shortTitle": "Emma", "language": "German", "custom": {"a": 1}, "note": None,
        }
    )  # fmt: skip
    assert item == {
        "id": "7", "type": "article-newspaper", "title": "On <i>Emma</i>", "volume": "2", "page": "24-50",
        "title-short": "Emma", "language": "de",
    }  # fmt: skip


def test_an_unknown_type_is_a_document_and_nothing_of_it_is_lost():
    assert engine_item({"id": "a", "type": "papyrus", "title": "P. Oxy. 1"}) == {
        "id": "a", "type": "document", "title": "P. Oxy. 1",
    }  # fmt: skip


@pytest.mark.parametrize(("words", "code"), [("ger", "de"), ("de_DE", "de-DE"), ("en", "en"), ("Elvish tongue", "")])
def test_languages_are_codes(words, code):
    assert language_code(words) == code


@given(st.text(max_size=20))
def test_no_words_of_a_date_raise(words):
    assert engine_date(words) is None or isinstance(engine_date(words), dict)
    assert read_edtf(words) is None or "date-parts" in read_edtf(words)


@given(st.dictionaries(st.sampled_from(["title", "issued", "author", "volume", "language", "note", "id"]),
                       st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2),
                                 st.dictionaries(st.text(max_size=3), st.integers(), max_size=2))))  # fmt: skip
def test_no_item_raises_and_making_ready_twice_changes_nothing(item):
    ready = engine_item({"type": "book", **item})
    assert engine_item(ready) == ready


NASTY = [
    {"id": "a", "type": "book", "title": "a < b & c > d <i>e"},
    {"id": "b", "type": "book", "title": "{curly} [square] @at #hash $5 \\back *star* _under_ `tick`"},
    {"id": "c", "type": "book", "title": "x" * 5000},
    {"id": "d", "type": "book", "title": "Bell\x07 and null\x00"},
    {"id": "e", "type": "book", "title": "שלום עליכם", "author": [{"family": "😀"}]},
    {"id": "f", "type": "chapter", "issued": {"literal": "1999?"}, "volume": "I–II"},
]


@pytest.mark.parametrize("engine", ["pandoc", "citeproc-py"])
def test_odd_characters_break_no_engine(engine):
    rendered = render_bibliography(NASTY, "Chicago 17", engine=engine)
    texts = {entry.id: entry.text for entry in rendered.entries}
    assert set("abcde") <= set(texts)
    assert "curly" in texts["b"].lower()
    assert len(texts["c"]) > 4999
