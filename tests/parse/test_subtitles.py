"""Titles that punctuation would cut in two."""

from refparse.model.source import Note
from refparse.model.variables import AUTHOR, TITLE
from refparse.parse.note import parse_note


def read(text: str):
    return parse_note(Note(id="n1", number="1", text=text)).citations


def test_a_second_subtitle_behind_a_semicolon_belongs_to_the_title():
    (citation,) = read("Mary Hale, Mills Unseen: Why Towns Decline; The Story of Bolton (New York: Henry Holt, 1999).")
    assert citation.fields.value(TITLE) == "Mills Unseen: Why Towns Decline; The Story of Bolton"


def test_two_works_behind_a_semicolon_stay_two():
    citations = read("Mary Hale, Mills Unseen, 23; John Carr, The Story of Bolton (New York: Henry Holt, 1999).")
    assert len(citations) == 2


def test_a_book_named_after_a_person_is_no_inverted_author():
    (citation,) = read("Albert Schweitzer, J. S. Bach, trans. Ernest Newman, 2 vols. (London: Breitkopf, 1911).")
    assert citation.fields.value(TITLE) == "J. S. Bach"
    assert [name.family for name in citation.fields.value(AUTHOR)] == ["Schweitzer"]
