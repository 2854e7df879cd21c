"""Canonical works: blind to order, idempotent, the best of all mentions, contradictions reported."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import all_citations, parse_marked

from refparse.dedupe import Mention, canonical_work, citation_key, cluster_full_forms, match_library, mentions_of
from refparse.dedupe.repair import mend_title
from refparse.linkage import build_bibliography
from refparse.model import BibliographyEntry, Citation, Document, Field, Fields, Name, Origin, Work
from refparse.model import variables as v

FULL = (
    "⟦b ‹a Simon Schama›, ‹t Citizens: A Chronicle of the French Revolution› (‹c New York›: ‹u Knopf›, ‹y 1989›)⟧.",
    "⟦b ‹a S. Schama›, ‹t Citizens› (‹c New York›: ‹u Knopf›, ‹y 1989›)⟧.",
    "⟦b ‹a Crane Brinton›, ‹t The Anatomy of Revolution› (‹c New York›: ‹u Norton›, ‹y 1938›)⟧.",
    "⟦b ‹a Crane Brinton›, ‹t The Anatomy of Revolution›, ‹x rev. ed.› (‹c New York›: ‹u Vintage›, ‹y 1965›)⟧.",
    '⟦a ‹a Peter Amann›, "‹q Revolution: A Redefinition›," ‹j Political Science Quarterly› ‹v 77› (‹y 1962›): ‹p 36›⟧.',
    "⟦b ‹a Hannah Arendt›, ‹t On Revolution› (‹c New York›: ‹u Viking›, ‹y 1965›)⟧.",
    "⟦b ‹a Hannah Arendt›, ‹t On Revolution› (‹c New York›: ‹u Viking Press›, ‹y 1965›)⟧.",
)


def mentions(*marked: str) -> tuple[Mention, ...]:
    return mentions_of(all_citations(parse_marked(text, str(number)) for number, text in enumerate(marked, 1)))


def grouped(found: tuple[Mention, ...]) -> set[frozenset[str]]:
    return {frozenset(mention.id for mention in cluster.mentions) for cluster in cluster_full_forms(found)}


@given(st.permutations(range(len(FULL))))
def test_clusters_are_blind_to_order(order: list[int]):
    found = mentions(*FULL)
    assert grouped(tuple(found[place] for place in order)) == grouped(found)


def test_clustering_canonical_works_again_changes_nothing():
    works = [canonical_work(cluster)[0] for cluster in cluster_full_forms(mentions(*FULL))]
    again = mentions_of(
        Citation(id=str(place), note="", span=None, form="full", type=work.type, fields=work.fields)  # type: ignore[arg-type]
        for place, work in enumerate(works)
    )
    assert len(cluster_full_forms(again)) == len(works) == 5


def test_each_field_comes_from_its_fullest_mention():
    work, _ = canonical_work(cluster_full_forms(mentions(*FULL[:2]))[0])
    assert work.fields.value(v.TITLE) == "Citizens: A Chronicle of the French Revolution"
    assert work.fields.value(v.AUTHOR) == (Name(family="Schama", given="Simon"),)
    assert [field.value for field in work.variants[v.TITLE]] == ["Citizens"]


def test_a_title_seen_often_mends_its_damaged_sibling():
    damaged = FULL[5].replace("On Revolution", "On Revohition").replace("Arendt", "Arendt")
    work, _ = canonical_work(cluster_full_forms(mentions(damaged, FULL[5], FULL[6]))[0])
    assert work.fields.value(v.TITLE) == "On Revolution"


def test_short_titles_mend_the_only_full_title():
    full = "⟦b ‹a Thomas T. Hammond›, ‹t AnatomyofCommunist Takeovers› (‹c New Haven›: ‹u Yale University Press›, ‹y 1975›)⟧."
    short = "⟦s ‹a Hammond›, ‹t Anatomy of Communist Takeovers›, ‹p 9›⟧."
    assert titles_of(full, short, short) == ["Anatomy of Communist Takeovers"]


def titles_of(*marked: str) -> list[str]:
    return [work.fields.value(v.TITLE, "") for work in bibliography(*marked).works]


def bibliography(*marked: str, entries: tuple[str, ...] = (), library: tuple[Work, ...] = ()):
    notes = [parse_marked(text, str(number)) for number, text in enumerate(marked, 1)]
    listed = [parse_marked(text, f"b{place}").citations[0] for place, text in enumerate(entries, 1)]
    paired = [(BibliographyEntry(id=one.note, text=""), one) for one in listed]
    document = Document(id="d", notes=tuple(one.note for one in notes))
    return build_bibliography(document, notes, paired, library=library)


def test_two_publishers_are_a_contradiction_of_one_work():
    found = bibliography(FULL[5], FULL[5].replace("Viking", "Faber"))
    assert [(len(found.works), one.code) for one in found.diagnostics] == [(1, "R402")]


def test_entries_of_the_bibliography_complete_short_forms():
    short = "⟦s ‹a Arendt›, ‹t On Revolution›, ‹p 21›⟧."
    (work,) = bibliography(short, entries=(FULL[5],)).works
    assert (work.complete, work.fields.value(v.PUBLISHER), work.citations) == (True, "Viking", ("n1.1",))


def test_a_chapter_takes_the_editor_and_imprint_of_its_book_from_another_chapter():
    first = (
        '⟦c ‹a Werner T. Angress›, "‹q The Takeover That Remained in Limbo›," in ‹t The Anatomy of Communist Takeovers›,'
        " ed. ‹e Thomas T. Hammond› (‹c New Haven›: ‹u Yale University Press›, ‹y 1975›), ‹p 163-91›⟧."
    )
    second = (
        '⟦c ‹a Paul Zinner›, "‹q Revolution in Hungary›," in ‹e Hammond›, ‹t Anatomy of Communist Takeovers›, ‹p 5›⟧.'
    )
    fields = bibliography(first, second).works[1].fields
    assert fields.value(v.EDITOR) == (Name(given="Thomas T.", family="Hammond"),)
    assert (fields[v.PUBLISHER].value, fields[v.PUBLISHER].origin) == ("Yale University Press", Origin.INHERITED)
    assert len(bibliography(first, second).works) == 2


def test_a_given_name_is_shared_by_all_works_of_the_person():
    works = bibliography(FULL[5], "⟦s ‹a Arendt›, ‹t Crises of the Republic›, ‹p 4›⟧.").works
    assert works[1].fields.value(v.AUTHOR) == (Name(given="Hannah", family="Arendt"),)


def test_two_people_of_one_surname_share_no_given_name():
    anna = "⟦b ‹a Anna Arendt›, ‹t Grain› (‹c Bonn›: ‹u Bouvier›, ‹y 1965›)⟧."
    works = bibliography(FULL[5], anna, "⟦s ‹a Arendt›, ‹t Crises of the Republic›, ‹p 4›⟧.").works
    assert works[2].fields.value(v.AUTHOR) == (Name(family="Arendt"),)


# --- keys -----------------------------------------------------------------------------------------------------------


def work(author: tuple[Name, ...], title: str, year: int | None = None) -> Work:
    from refparse.model import Date

    fields = Fields().set(v.TITLE, Field(value=title))
    fields = fields.set(v.AUTHOR, Field(value=author)) if author else fields
    return Work(id="", type="book", fields=fields.set(v.ISSUED, Field(value=Date(year=year))) if year else fields)


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (work((Name(family="Bloch", given="Marc"),), "The Historian's Craft", 1953), "bloch1953historian"),
        (work((Name(family="Carr"),), "Bolshevik Revolution"), "carrbolshevik"),
        (work((Name(family="Bellér-Hann"),), "À la frontière", 2008), "bellerhann2008frontiere"),
        (work((Name(family="Du Bois", given="W. E. B."),), "Black Reconstruction", 1935), "dubois1935black"),
        (work((Name(family="Gaulle", dropping_particle="de"),), "Mémoires de guerre", 1954), "gaulle1954memoires"),
        (work((Name(literal="City of Berkeley"),), "Nina Simone Day"), "cityberkeleynina"),
        (work((), "Foreign Relations of the United States", 1936), "foreignrelationsunited1936"),
        (work((), "中国"), "work"),
    ],
)
def test_a_key_is_family_year_and_first_word(made: Work, key: str):
    assert citation_key(made, set()) == key


def test_clashing_keys_get_letters():
    made = work((Name(family="Carr"),), "Bolshevik Revolution")
    assert citation_key(made, {"carrbolshevik", "carrbolshevika"}) == "carrbolshevikb"


# --- the user's library ------------------------------------------------------------------------------------------------


def library_entry(key: str, author: str, title: str, year: int) -> Work:
    given, _, family = author.rpartition(" ")
    made = work((Name(family=family, given=given),), title, year)
    return Work(id=key, type="book", fields=made.fields.set(v.PUBLISHER, Field(value="Viking Press")))


def test_a_work_takes_key_and_fields_of_its_entry_in_the_library():
    entry = library_entry("Arendt:OR", "Hannah Arendt", "On Revolution", 1965)
    found = bibliography("⟦s ‹a Arendt›, ‹t On Revolution›, ‹p 21›⟧.", library=(entry,))
    assert [(one.id, one.complete, one.fields.value(v.PUBLISHER)) for one in found.works] == [
        ("Arendt:OR", True, "Viking Press")
    ]
    assert found.resolutions[0].work == "Arendt:OR"
    assert [one.code for one in found.diagnostics] == ["R405"]


def test_two_editions_in_the_library_leave_a_short_form_unmatched():
    entries = tuple(library_entry(f"a{year}", "Hannah Arendt", "On Revolution", year) for year in (1963, 1977))
    works = [work((Name(family="Arendt"),), "On Revolution")]
    assert match_library([Work(id="w", type="book", fields=works[0].fields, complete=False)], entries) == ()


def test_a_shuffled_library_gives_the_same_matches():
    entries = [
        library_entry(f"k{place}", f"Anna Writer{place}", f"Studies in Grain {place}", 1950) for place in range(50)
    ]
    works = [work((Name(family="Writer7", given="Anna"),), "Studies in Grain 7", 1950)]
    matched = [match.entry.id for match in match_library(works, entries)]
    random.Random(1).shuffle(entries)
    assert matched == ["k7"] == [match.entry.id for match in match_library(works, entries)]


# --- repair from siblings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "spellings", "mended"),
    [
        ("AnatomyofCommunist Takeovers", ["Anatomy of Communist Takeovers"], "Anatomy of Communist Takeovers"),
        ("Bolshevik Revolu tion", ["Bolshevik Revolution"] * 3, "Bolshevik Revolution"),
        ("Bolshevik Revolution", ["Bolshevik Revolution", "Bolshevik Revolu tion"], None),
        ("On Revolution: A Study", ["On Rebellion"], None),
    ],
)
def test_a_title_is_spelt_as_most_of_its_mentions_spell_it(title: str, spellings: list[str], mended: str | None):
    assert mend_title(title, spellings) == mended


def test_a_damaged_locator_is_read_by_the_volumes_cited_elsewhere():
    sound = "⟦b ‹a E. H. Carr›, ‹t The Bolshevik Revolution›, 3 vols. (‹c London›: ‹u Macmillan›, ‹y 1950›), ‹p 5:16›⟧."
    notes = [parse_marked(sound, "1"), parse_marked("⟦s ‹a Carr›, ‹t Bolshevik Revolution›, ‹p S:37<r72›⟧.", "2")]
    (citation,) = notes[1].citations
    damaged = replace(citation, locator=replace(citation.locator, value="8:370-72", origin=Origin.REPAIRED))
    notes[1] = replace(notes[1], citations=(damaged,))
    found = build_bibliography(Document(id="d", notes=tuple(one.note for one in notes)), notes)
    assert found.citations[1].locator.value == "5:370-72"
    assert found.citations[1].locator.text == "S:37<r72"
    assert [one.code for one in found.diagnostics] == ["R406"]


def test_the_name_before_a_book_is_its_editor_where_others_wrote_chapters():
    own = '⟦c ‹a Thomas T. Hammond›, "‹q Outer Mongolia›," in ‹C Hammond›, ‹t Anatomy of Takeovers›, ‹p 5›⟧.'
    other = '⟦c ‹a Paul Zinner›, "‹q Revolution in Hungary›," in ‹C Hammond›, ‹t Anatomy of Takeovers›, ‹p 9›⟧.'
    editors = [one.fields.value(v.EDITOR) for one in bibliography(own, other).works]
    assert editors == [(Name(given="Thomas T.", family="Hammond"),)] * 2


def test_the_name_after_a_book_is_its_author():
    chapter = '⟦c ‹a Alexandre Papas›, "‹q Pilgrimages›," in ‹t Living Shrines›, by ‹C Ross›, ‹p 11-17›⟧.'
    fields = bibliography(chapter).works[0].fields
    assert v.EDITOR not in fields and fields.value(v.CONTAINER_AUTHOR) == (Name(family="Ross"),)
