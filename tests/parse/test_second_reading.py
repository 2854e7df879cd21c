"""The notes of a document are read a second time with what the others say; what says nothing new changes nothing."""

from __future__ import annotations

from refparse.model import Document, Note
from refparse.parse.document import parse_document
from refparse.parse.note import parse_note

FULL = Note(id="n1", number="1", text="Marc Bloch, Feudal Society (London: Routledge, 1961), 29.", italics_known=False)
SHORT = Note(id="n2", number="2", text="Bloch, Feudal Society, 31.", italics_known=False)


def test_a_note_that_the_others_leave_unchanged_is_read_as_it_is_alone() -> None:
    parsed = parse_document(Document(id="two", notes=(FULL, SHORT)))
    assert [note.citations for note in parsed] == [parse_note(FULL).citations, parse_note(SHORT).citations]
