"""The whole way from marked notes to works."""

from __future__ import annotations

from marked import parse_marked

from refparse.linkage import build_bibliography, explain_resolution
from refparse.model import Document, Origin, Status
from refparse.model import variables as v

NOTES = (
    "⟦b ‹a Marc Bloch›, ‹t The Historian's Craft›, trans. ‹r Peter Putnam› (‹c New York›: ‹u Knopf›, ‹y 1953›), ‹p 29›⟧.",
    "⟦i Ibid., ‹p 31›⟧.",
    "⟦s ‹a Febvre›, ‹t Problem of Unbelief›, ‹p 5›⟧; ⟦s ‹a Bloch›, ‹t Craft›, ‹p 40›⟧.",
)


def bibliography_of(*marked: str):
    notes = [parse_marked(text, str(number)) for number, text in enumerate(marked, 1)]
    return build_bibliography(Document(id="d", notes=tuple(one.note for one in notes)), notes)


def test_each_mention_is_listed_under_its_work_in_order_of_first_mention():
    works = bibliography_of(*NOTES).works
    assert [(work.id, work.citations, work.complete) for work in works] == [
        ("bloch1953historian", ("n1.1", "n2.1", "n3.2"), True),
        ("febvreproblem", ("n3.1",), False),
    ]


def test_a_link_is_explained_in_plain_words():
    lines = explain_resolution(bibliography_of(*NOTES), "n2.1")
    assert lines[0].startswith("n2.1 means Bloch, The Historian's Craft (1953)")
    assert "rule: ibid" in lines


def test_what_is_not_known_is_unresolved():
    assert bibliography_of("⟦i Ibid., ‹p 31›⟧.").resolutions[0].status is Status.UNRESOLVED


def test_a_letter_in_the_file_just_cited_inherits_archive_and_file():
    letters = (
        "⟦l ‹a Lord Curzon› to ‹R Lord Derby›, ‹d 3 March 1919›, ‹h The National Archives›, ‹L FO 608/266›⟧.",
        "⟦l ‹a Lord Derby› to ‹R Lord Curzon›, ‹d 9 April 1919›, ‹L ibid.›⟧.",
    )
    fields = bibliography_of(*letters).works[1].fields
    assert fields.value(v.ARCHIVE) == "The National Archives"
    assert (fields[v.ARCHIVE_LOCATION].value, fields[v.ARCHIVE_LOCATION].origin) == ("FO 608/266", Origin.INHERITED)


def test_a_bare_ibid_inherits_the_place():
    found = bibliography_of(*NOTES[:2], "⟦i Ibid.⟧").resolutions[2]
    assert (found.inherited_locator, [one.value for one in found.inherited]) == ("31", ["31"])


def test_a_chapter_in_ibid_stands_in_the_book_just_cited():
    chapters = (
        '⟦c ‹a Gene Brucker›, "‹q The Ciompi Revolution›," in ‹t Florentine Studies›, ed. ‹e Nicolai Rubinstein›'
        " (‹c London›: ‹u Faber›, ‹y 1968›), ‹p 314-56›⟧; "
        '⟦s ‹a Nicolai Rubinstein›, "‹q Florentine Constitutionalism›," in ibid., ‹p 442-62›⟧.',
        "⟦s ‹e Rubinstein›, ed., ‹j Florentine Studies›, ‹p 5›⟧.",
    )
    works = bibliography_of(*chapters).works
    assert [work.citations for work in works] == [("n1.1",), ("n1.2",), ("n2.1",)]
    assert [(work.type, work.fields.value(v.PUBLISHER)) for work in works] == [("chapter", "Faber")] * 2 + [
        ("book", "Faber")
    ]


def test_a_title_read_as_a_journal_is_a_title_all_the_same():
    book = "⟦b ‹a Lauro Martines›, ‹t Lawyers and Statecraft in Renaissance Florence› (‹c Princeton›: ‹u University Press›, ‹y 1968›)⟧."
    assert bibliography_of(book, "⟦s ‹j Lawyers›, ‹p 3›⟧.").works[0].citations == ("n1.1", "n2.1")


def with_list(*marked: str):
    notes = [parse_marked(text, str(number)) for number, text in enumerate(marked, 1)]
    listed = {"FRUS": "Foreign Relations of the United States", "PRO": "Public Record Office"}
    document = Document(id="d", notes=tuple(one.note for one in notes), abbreviations=listed)
    return build_bibliography(document, notes)


def test_a_list_of_abbreviations_names_the_work_that_a_note_gives_in_full():
    full = "⟦b ‹t Foreign Relations of the United States, 1920› (‹c Washington, D.C.›: ‹u GPO›, ‹y 1936›), ‹p 3:463›⟧."
    found = with_list("⟦s ‹t FRUS›, ‹p 3:12›⟧.", full)
    assert (found.resolutions[0].rule, len(found.works)) == ("abbreviation", 1)


def test_an_abbreviation_that_only_the_list_explains_has_its_title_from_there():
    (work,) = with_list("⟦s ‹t FRUS›, ‹p 3:12›⟧.", "⟦s ‹t FRUS›, ‹p 3:14›⟧.").works
    assert (work.fields.value(v.TITLE), work.complete) == ("Foreign Relations of the United States", False)
