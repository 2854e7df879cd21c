"""Italics that were lost are noticed; italics shown by signs are read."""

from __future__ import annotations

from refparse.model.source import BibliographyEntry, Document, Link, Mark, MarkKind, Note
from refparse.read.lost_italics import notice_italics
from refparse.read.plain_marks import marked_text


def document(*texts: str, marks: tuple[Mark, ...] = (), links: tuple[Link, ...] = ()) -> Document:
    notes = tuple(
        Note(id=f"n{place}", number=str(place), text=text, marks=marks, links=links, italics_known=True)
        for place, text in enumerate(texts, 1)
    )
    entry = BibliographyEntry(id="b1", text="Bloch, Marc. _The Historian's Craft_. New York, 1953.", italics_known=True)
    return Document(id="d", format="docx", notes=notes, bibliography=(entry,))


def italics(note: Note | BibliographyEntry) -> list[str]:
    return [note.text[mark.start : mark.end] for mark in note.marks if mark.kind is MarkKind.ITALIC]


def test_a_document_with_italics_is_left_as_it_is() -> None:
    given = document("Bloch, Craft, 29.", marks=(Mark(7, 12, MarkKind.ITALIC),))
    assert notice_italics(given) == (given, ())


def test_many_notes_without_any_italics_have_lost_them() -> None:
    read, diagnostics = notice_italics(document(*["Bloch, Craft, 29."] * 8))
    assert [diagnostic.code for diagnostic in diagnostics] == ["R109"]
    assert not any(note.italics_known for note in read.notes)


def test_few_notes_without_italics_prove_nothing() -> None:
    given = document("Bloch, Craft, 29.")
    assert notice_italics(given) == (given, ())


def test_words_between_signs_become_italics_in_notes_and_entries() -> None:
    read, diagnostics = notice_italics(document("Bloch, _Craft_, 29.", "Ibid.", "See *Feudal Society*, 3."))
    assert [diagnostic.code for diagnostic in diagnostics] == ["R110"]
    assert [note.text for note in read.notes] == ["Bloch, Craft, 29.", "Ibid.", "See Feudal Society, 3."]
    assert [italics(note) for note in read.notes] == [["Craft"], [], ["Feudal Society"]]
    assert italics(read.bibliography[0]) == ["The Historian's Craft"]


def test_links_and_other_marks_move_with_the_text() -> None:
    text = "Bloch, _Craft_, 29, here."
    marks, links = (Mark(0, 5, MarkKind.SMALL_CAPS),), (Link(20, 24, "https://example.org"),)
    read, _ = notice_italics(document(text, text, marks=marks, links=links))
    note = read.notes[0]
    assert note.text[note.links[0].start : note.links[0].end] == "here"
    assert Mark(0, 5, MarkKind.SMALL_CAPS) in note.marks
    assert italics(note) == ["Craft"]


def test_single_signs_and_names_with_underscores_are_no_italics() -> None:
    for text in ("snake_case_name and _", "5 * 3 * 2", "* a bullet", "https://example.org/a_b_c"):
        assert marked_text(text) == (text, ())
