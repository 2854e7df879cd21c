"""A live citation field in a note: what the reference manager stored there is the truth."""

from __future__ import annotations

from refparse.linkage import build_bibliography
from refparse.model import Document, EmbeddedCitation, EmbeddedItem, Note, Span
from refparse.parse.document import parse_document
from refparse.parse.note import parse_note

BLOCH = {"id": 1, "type": "book", "title": "Feudal Society", "author": [{"family": "Bloch", "given": "Marc"}]}
SOUTHERN = {"id": 2, "type": "book", "title": "The Making of the Middle Ages", "author": [{"family": "Southern"}]}


def note_with_field(text: str, visible: str, *items: EmbeddedItem) -> Note:
    start = text.index(visible)
    field = EmbeddedCitation(span=Span(start, start + len(visible)), items=items)
    return Note(id="n1", number="1", text=text, embedded=(field,))


def test_the_record_stands_for_the_citation_read_at_its_place() -> None:
    note = note_with_field("See Bloch, Feudal Society, 29.", "Bloch, Feudal Society, 29", EmbeddedItem(item=BLOCH))
    (citation,) = parse_note(note).citations
    assert citation.embedded is not None and citation.embedded.item is BLOCH
    assert citation.signal == "see"
    assert citation.locator is not None and citation.locator.value == "29"


def test_several_sources_of_one_field_are_several_citations() -> None:
    text = "Zz qq 12; Ww pp 14."
    note = note_with_field(
        text, "Zz qq 12; Ww pp 14", EmbeddedItem(item=BLOCH, locator="12"), EmbeddedItem(item=SOUTHERN, locator="14")
    )
    first, second = parse_note(note).citations
    assert (first.id, second.id) == ("n1.1", "n1.2")
    assert (first.span.of(text), second.span.of(text)) == ("Zz qq 12", "Ww pp 14")
    assert second.embedded is not None and second.embedded.item is SOUTHERN
    assert second.locator is not None and second.locator.value == "14"


def test_the_work_has_the_fields_of_the_record_not_those_of_the_text() -> None:
    note = note_with_field("Blok, Foodal Society, 29.", "Blok, Foodal Society, 29", EmbeddedItem(item=BLOCH))
    document = Document(id="chapter", notes=(note,))
    (work,) = build_bibliography(document, parse_document(document)).works
    members = {key.name: field.value for key, field in work.fields.items()}
    assert members["title"] == "Feudal Society"
    assert [name.full for name in members["author"]] == ["Marc Bloch"]
