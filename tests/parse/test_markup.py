"""Marked notes: what the mark-up says is read, what breaks it is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.errors import RefparseError
from refparse.model.source import Span
from refparse.parse.markup import MarkedNote, read_marked, write_marked

LINE = "7\tSee ⟦b ‹a Marc Bloch›, ‹t Feudal Society› (‹c London›: ‹u Routledge›, ‹y 1961›), ‹p 29›⟧; and ⟦i ibid.⟧."


def test_the_text_is_the_note_without_marks() -> None:
    (note,) = read_marked(LINE)
    assert note.id == "7"
    assert note.text == "See Marc Bloch, Feudal Society (London: Routledge, 1961), 29; and ibid.."


def test_each_citation_and_field_knows_its_span() -> None:
    (note,) = read_marked(LINE)
    book, ibid = note.citations
    assert (book.type, ibid.type) == ("b", "i")
    assert ibid.span.of(note.text) == "ibid."
    assert [(field.code, field.span.of(note.text)) for field in book.fields] == [
        ("a", "Marc Bloch"), ("t", "Feudal Society"), ("c", "London"), ("u", "Routledge"), ("y", "1961"), ("p", "29"),
    ]  # fmt: skip


def test_comments_and_empty_lines_are_left_out() -> None:
    notes = read_marked("# the key\n\n1\tProse alone.\n2\t⟦i Ibid.⟧\n")
    assert [(note.id, len(note.citations)) for note in notes] == [("1", 0), ("2", 1)]


def test_writing_gives_the_line_back() -> None:
    (note,) = read_marked(LINE)
    assert write_marked(note) == LINE


def test_a_title_in_the_prose_is_a_mention_and_no_citation() -> None:
    line = "1\tIn ‹m Hard Times› (1854) the word is not used; see ⟦s ‹a House›, ‹p 29›⟧."
    (note,) = read_marked(line)
    assert [span.of(note.text) for span in note.mentions] == ["Hard Times"]
    assert len(note.citations) == 1
    assert write_marked(note) == line


def test_neighbouring_fields_keep_their_order() -> None:
    line = "1\t⟦a ‹j Annales› ‹v 3›‹n 1›:‹p 5›⟧‹m Emma›⟦i Ibid.⟧"
    assert write_marked(read_marked(line)[0]) == line


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("no tab", "a line is an id"),
        ("1\tSee ⟦b ‹a Bloch›", "not closed"),
        ("1\tSee ‹a Bloch›", "outside a citation"),
        ("1\t⟦q ‹a Bloch›⟧", "no type"),
        ("1\t⟦b ‹zz Bloch›⟧", "no field"),
        ("1\t⟦b ‹a Bloch ›⟧", "space at its edge"),
        ("1\t⟦b ‹a ›⟧", "is empty"),
        ("1\t⟦b ‹a Marc ‹a Bloch››⟧", "inside another"),
        ("1\t⟦b ‹a Bloch⟧", "inside a field"),
        ("1\tIn ‹m Hard Times", "not closed"),
        ("1\tIn ‹m Hard ⟦b Bloch⟧›", "inside a mention"),
        ("1\t⟦b Bloch ⟦b Febvre⟧⟧", "inside another"),
        ("1\tBloch⟧", "never began"),
        ("1\t⟦b Bloch›⟧", "never began"),
    ],
)
def test_a_line_that_breaks_the_markup_is_refused_with_its_place(line: str, fault: str) -> None:
    with pytest.raises(RefparseError) as caught:
        read_marked("2\tProse.\n" + line, path="hand.txt")
    assert fault in str(caught.value)
    assert str(caught.value).startswith("hand.txt: line 2: ")


@given(st.text(st.characters(exclude_characters="⟦⟧‹›\n\r\t", exclude_categories=["Cs"]), min_size=1))
def test_prose_is_read_as_it_stands(text: str) -> None:
    if text.strip():
        assert read_marked(f"1\t{text}") == (MarkedNote(id="1", text=text),)


@given(st.text(alphabet="⟦⟧‹› abmp,.1\t", max_size=40))
def test_no_text_raises_anything_but_a_refparse_error(text: str) -> None:
    try:
        for note in read_marked(text):
            assert all(citation.span.end <= len(note.text) for citation in note.citations)
            assert read_marked(write_marked(note)) == (note,)
    except RefparseError:
        pass


TRAINING = sorted((Path(__file__).resolve().parents[2] / "grammar" / "training").glob("*.txt"))


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.name)
def test_the_projects_own_marked_notes_can_be_read_and_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    notes = read_marked(text, path=path.name)
    assert [write_marked(note) for note in notes] == lines
    assert len({note.id for note in notes}) == len(notes)
    assert all(Span(0, len(note.text)).covers(citation.span) for note in notes for citation in note.citations)
