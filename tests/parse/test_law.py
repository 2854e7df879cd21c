"""American law in the Bluebook's manner is read with the extra `law`; without it refparse says what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refparse.errors import MissingExtra
from refparse.model.source import Document, Note
from refparse.model.values import Date
from refparse.model.variables import CONTAINER_TITLE, ISSUED, PAGE, TITLE
from refparse.parse import law
from refparse.parse.document import parse_document
from refparse.parse.law import find_law_citations, has_law, may_cite_law, with_law
from refparse.parse.note import parse_note

needs_eyecite = pytest.mark.skipif(not has_law(), reason="the extra `law` (eyecite) is not installed")


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "has_law", lambda: False)
    with pytest.raises(MissingExtra, match=r"refparse-notes\[law\]"):
        find_law_citations("Roe v. Wade, 410 U.S. 113 (1973).")


@needs_eyecite
def test_a_case_has_its_parties_reporter_page_and_year() -> None:
    (case,) = find_law_citations("See Roe v. Wade, 410 U.S. 113, 120 (1973).")
    assert (case.title, case.volume, case.reporter, case.page, case.pin, case.year) == (
        "Roe v. Wade", "410", "U.S.", "113", "120", "1973",
    )  # fmt: skip
    assert case.type == "legal_case" and not case.is_short


@needs_eyecite
def test_a_short_form_names_one_party() -> None:
    (case,) = find_law_citations("Roe, 410 U.S. at 121.")
    assert case.is_short and case.title == "Roe" and case.pin == "121"


@needs_eyecite
def test_what_is_no_law_is_left_alone() -> None:
    text = "Marc Bloch, Feudal Society (London: Routledge, 1961), 29; E. P. Thompson, Past and Present 50 (1971): 76."
    assert find_law_citations(text) == ()
    parsed = parse_note(Note(id="n1", number="1", text=text))
    assert with_law(parsed) == parsed


@needs_eyecite
def test_a_note_that_cites_a_case_gets_the_type_of_a_case() -> None:
    note = Note(id="n1", number="1", text="Lochner v. New York, 198 U.S. 45 (1905).")
    (citation,) = with_law(parse_note(note)).citations
    assert citation.type == "legal_case"
    assert with_law(parse_note(note)).note == note


@pytest.mark.parametrize(
    ("text", "is_law"),
    [
        ("347 U.S. 483", True),
        ("42 U.S.C. § 1983", True),
        ("12 Past and Present (1958), 7", False),
        ("Bloch, 29", False),
    ],
)
def test_only_a_reporter_with_volume_and_page_looks_like_law(text: str, is_law: bool) -> None:
    assert may_cite_law(text) is is_law


@needs_eyecite
def test_in_a_document_a_case_and_its_neighbour_keep_apart() -> None:
    text = "See Brown v. Board of Education, 347 U.S. 483, 495 (1954); Marc Bloch, Feudal Society (London: Routledge, 1961), 29."
    (parsed,) = parse_document(Document(id="d", notes=(Note(id="n1", number="1", text=text),)))
    case, book = parsed.citations
    assert (case.type, case.fields.value(TITLE), case.fields.value(CONTAINER_TITLE)) == (
        "legal_case", "Brown v. Board of Education", "U.S.",
    )  # fmt: skip
    assert case.locator is not None and case.locator.value == "495"
    assert case.fields.value(PAGE) == "483" and [locator.value for locator in case.locators] == ["495"]
    assert book.type == "book" and CONTAINER_TITLE not in book.fields


@needs_eyecite
@pytest.mark.parametrize(
    "before", ["", "Civil Rights Act of 1964, ", "Marc Bloch, Feudal Society (London: Knopf, 1961), 29; "]
)
@pytest.mark.parametrize("number", ["Pub. L. No. 88-352", "Pub. L. 88-352"])
def test_a_public_law_keeps_all_the_words_of_its_number(before: str, number: str) -> None:
    text = f"{before}{number}, 78 Stat. 241 (1964)."
    (parsed,) = parse_document(Document(id="d", notes=(Note(id="n1", number="1", text=text),)))
    act = parsed.citations[-1]
    assert act.type == "legislation"
    assert number in [field.value for field in act.fields.values()]
    assert act.fields.value(CONTAINER_TITLE) == "Stat."


@needs_eyecite
def test_a_case_read_without_its_year_gets_it() -> None:
    note = Note(id="n1", number="1", text="Lochner v. New York, 198 U.S. 45 (1905).")
    parsed = parse_note(note)
    undated = replace(
        parsed, citations=tuple(replace(one, fields=one.fields.without(ISSUED)) for one in parsed.citations)
    )
    (case,) = with_law(undated).citations
    issued = case.fields[ISSUED]
    assert (issued.value, issued.span and issued.span.of(note.text)) == (Date(year=1905), "1905")
