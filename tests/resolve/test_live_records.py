"""Live citation fields: the record that a reference manager stored is the truth, and one record is one work."""

from __future__ import annotations

from dataclasses import replace

from marked import parse_marked

from refparse.linkage import build_bibliography
from refparse.model import Document, EmbeddedItem, Origin, ParsedNote
from refparse.model import variables as v

ITEM = {
    "id": 7,
    "type": "book",
    "title": "On Revolution",
    "author": [{"family": "Arendt", "given": "Hannah"}],
    "issued": {"date-parts": [[1963]]},
}


def live(marked: str, number: str, uri: str) -> ParsedNote:
    note = parse_marked(marked, number)
    embedded = EmbeddedItem(item=ITEM, uris=(uri,))
    return replace(note, citations=tuple(replace(one, embedded=embedded) for one in note.citations))


def test_two_fields_of_one_record_are_one_complete_work_with_the_fields_of_the_record():
    notes = [
        live("⟦s ‹a Arendt›, ‹t Revolution›, ‹p 3›⟧.", "1", "http://zotero.org/users/1/items/A"),
        live("⟦s ‹a H. Arendt›, ‹t Revolt›, ‹p 4›⟧.", "2", "http://zotero.org/users/1/items/A"),
        parse_marked("⟦s ‹a Arendt›, ‹t On Revolution›, ‹p 9›⟧.", "3"),
    ]
    (work,) = build_bibliography(Document(id="d", notes=tuple(one.note for one in notes)), notes).works
    assert (work.id, work.complete, work.citations) == ("arendt1963revolution", True, ("n1.1", "n2.1", "n3.1"))
    assert (work.fields[v.TITLE].value, work.fields[v.TITLE].origin) == ("On Revolution", Origin.RECORDED)


def test_two_records_of_two_editions_are_two_works():
    first = live("⟦s ‹a Arendt›, ‹t On Revolution›⟧.", "1", "http://zotero.org/users/1/items/A")
    second = live("⟦s ‹a Arendt›, ‹t On Revolution›⟧.", "2", "http://zotero.org/users/1/items/B")
    later = {**ITEM, "issued": {"date-parts": [[1977]]}, "publisher": "Penguin"}
    (citation,) = second.citations
    second = replace(second, citations=(replace(citation, embedded=replace(citation.embedded, item=later)),))
    works = build_bibliography(Document(id="d", notes=(first.note, second.note)), [first, second]).works
    assert [work.id for work in works] == ["arendt1963revolution", "arendt1977revolution"]
