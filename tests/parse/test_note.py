"""What is read in one note: citations with their forms, fields, locators and spans, and what is left as commentary."""

from __future__ import annotations

import pytest

from refparse.model import Citation, CitationForm, Mark, MarkKind, Note, Origin, Relation
from refparse.model.variables import AUTHOR, CONTAINER_TITLE, EDITOR, ISSUED, PAGE, PUBLISHER, PUBLISHER_PLACE, TITLE
from refparse.parse.note import parse_note


def citations_of(text: str, *, italics: bool = True) -> tuple[Citation, ...]:
    """Read a note whose italics are written with asterisks."""
    plain, marks = "", []
    for number, part in enumerate(text.split("*")):
        if number % 2:
            marks.append(Mark(len(plain), len(plain) + len(part), MarkKind.ITALIC))
        plain += part
    note = Note(id="n1", number="1", text=plain, marks=tuple(marks) if italics else (), italics_known=italics)
    return parse_note(note).citations


def families(citation: Citation) -> list[str]:
    return [name.short for name in citation.fields.value(AUTHOR, ())]


def test_a_book_in_full_gives_its_imprint_and_the_page() -> None:
    (book,) = citations_of("Marc Bloch, *Feudal Society* (London: Routledge, 1961), 29.")
    assert (book.form, book.type) == (CitationForm.FULL, "book")
    assert families(book) == ["Bloch"]
    assert book.fields.value(TITLE) == "Feudal Society"
    assert book.fields.value(PUBLISHER_PLACE) == "London"
    assert book.fields.value(PUBLISHER) == "Routledge"
    date = book.fields.value(ISSUED)
    assert date is not None and date.year == 1961
    assert book.locator is not None and book.locator.value == "29"


def test_an_article_keeps_its_own_pages_apart_from_a_place_in_it() -> None:
    (article,) = citations_of(
        'Kenneth Waltz, "The Stability of a Bipolar World," *Daedalus* 93, no. 3 (1964): 881-909.'
    )
    assert article.type == "article-journal"
    assert article.fields.value(CONTAINER_TITLE) == "Daedalus"
    assert article.fields.value(PAGE) == "881-909"
    assert article.locator is None


def test_several_citations_in_a_note_are_told_apart_from_the_commentary() -> None:
    text = "The matter is disputed. See Bloch, *Feudal Society*, 29; and Southern, *Middle Ages*, 12-15."
    first, second = citations_of(text)
    assert (first.signal, families(first), families(second)) == ("see", ["Bloch"], ["Southern"])
    assert second.locator is not None and second.locator.value == "12-15"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ibid.", CitationForm.IBID),
        ("Ibid., 31.", CitationForm.IBID),
        ("Bloch, *Feudal Society*, 31.", CitationForm.SHORT),
        ("Bloch, op. cit., p. 34.", CitationForm.OP_CIT),
    ],
)
def test_the_form_is_what_the_note_says(text: str, form: CitationForm) -> None:
    (citation,) = citations_of(text)
    assert citation.form is form


def test_quoted_in_ties_two_sources_together() -> None:
    pravda, book = citations_of("*Pravda*, March 10, 1921, quoted in Eudin and Fisher, *Soviet Russia*, 90.")
    assert book.relation is Relation.QUOTED_IN
    assert book.related == pravda.id


def test_a_note_of_commentary_has_no_citation() -> None:
    assert citations_of("The figure rises to 12 percent if we include the Ukraine, Georgia, and Armenia.") == ()


def test_a_pointer_to_another_note_is_a_cross_reference_not_a_citation() -> None:
    parsed = parse_note(Note(id="n9", number="9", text="See note 5 above."))
    assert parsed.citations == ()
    assert [reference.target for reference in parsed.cross_references] == ["5"]


def test_spans_lie_in_the_text_as_it_was_printed_though_it_was_mended() -> None:
    text = "Ullman,Anglo-SovietAccord,415-19."
    (citation,) = parse_note(Note(id="n1", number="1", text=text)).citations
    title = citation.fields[TITLE]
    assert title.value == "Anglo-Soviet Accord"
    assert title.origin is Origin.REPAIRED
    assert title.span is not None and title.span.of(text) == "Anglo-SovietAccord"


def test_a_wrecked_citation_leaves_its_neighbours_sound() -> None:
    text = "Bloch, *Feudal Society*, 29; [Cambr: %% Univ 19; Southern, *Middle Ages*, 12."
    citations = citations_of(text)
    assert [families(c) for c in (citations[0], citations[-1])] == [["Bloch"], ["Southern"]]


def test_editors_are_no_authors() -> None:
    (book,) = citations_of("Jane Degras, ed., *Soviet Documents on Foreign Policy* (London: Oxford, 1951), 1:237.")
    assert [name.family for name in book.fields.value(EDITOR, ())] == ["Degras"]
    assert AUTHOR not in book.fields


def test_an_imprint_without_a_work_is_reported_whole() -> None:
    parsed = parse_note(Note(id="n1", number="1", text="He gave up zq zq zq (qq: qq, 1923) then."))
    covered = [c.span for c in parsed.citations] + [u.span for u in parsed.unparsed]
    assert any(span.start <= 25 < span.end for span in covered)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "The best guide to them is still Charles K. Webster, ed., *British Diplomacy* (London: Bell, 1921).",
            "Charles K.",
        ),
        ("Charles K. Webster, ed., *British Diplomacy* (London: Bell, 1921).", "Charles K."),
    ],
)
def test_given_names_are_not_left_to_the_sentence_in_front(text: str, given: str) -> None:
    (citation,) = citations_of(text)
    assert [name.given for name in citation.fields.value(EDITOR, ())] == [given]
