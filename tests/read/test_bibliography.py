"""A bibliography among the paragraphs of a document: what is an entry, what a subhead, and whom a dash names."""

from __future__ import annotations

import pytest

from refparse.model.source import Mark, MarkKind
from refparse.read.abbreviations import read_abbreviations
from refparse.read.bibliography import is_entry_like, split_bibliography
from refparse.read.headings import heading_meaning
from refparse.read.paragraph import Paragraph
from refparse.read.repeated_author import author_of_entry, has_author_dash

BLOCH = "Bloch, Marc. The Historian’s Craft. New York: Knopf, 1953."
FEBVRE = "Febvre, Lucien. The Problem of Unbelief. Cambridge: Harvard University Press, 1982."


def paragraphs(*texts: str, level: int = 0) -> list[Paragraph]:
    return [Paragraph(text=text, heading=level if place == 0 else 0) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "heading",
    ["Bibliography", "WORKS CITED", "Select Bibliography", "7. References", "Literaturverzeichnis", "Quellen und Literatur",
     "Ouvrages cités", "Bibliografía", "Fonti e bibliografia", "Sources:", "Литература"],
)  # fmt: skip
def test_headings_of_many_languages_announce_a_bibliography(heading: str) -> None:
    found = split_bibliography([Paragraph(text="Once upon a time."), *paragraphs(heading, BLOCH, FEBVRE)])
    assert [entry.text for entry in found.entries] == [BLOCH, FEBVRE]
    assert [paragraph.text for paragraph in found.body] == ["Once upon a time."]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [("Notes", "notes"), ("Notes to Chapter 3", "notes"), ("ANMERKUNGEN", "notes"), ("Index", "other"),
     ("Abkürzungen", "abbreviations"), ("Notes from the Underground", ""), ("The Sources of the Nile", "")],
)  # fmt: skip
def test_headings_say_what_follows(heading: str, meaning: str) -> None:
    assert heading_meaning(heading) == meaning


def test_a_section_ends_with_the_next_heading_of_its_rank() -> None:
    after = [Paragraph(text="Index", heading=1), Paragraph(text="bread, 12")]
    found = split_bibliography([*paragraphs("Bibliography", BLOCH, FEBVRE, level=1), *after])
    assert len(found.entries) == 2
    assert [paragraph.text for paragraph in found.body] == ["Index", "bread, 12"]


def test_subheads_stay_with_their_entries() -> None:
    archive = "Archives nationales, Paris. Série H, 1420."
    found = split_bibliography(paragraphs("Bibliography", "Archives", archive, "Books", BLOCH, level=1))
    assert [(entry.heading, entry.text) for entry in found.entries] == [("Archives", archive), ("Books", BLOCH)]


def test_a_word_about_the_bibliography_is_no_entry() -> None:
    prose = (
        "This list holds only what was used in the notes above. It leaves out the many newspapers of the time, which "
        "are named where they are cited. Manuscripts are listed by the place where they are kept. Translations are mine "
        "unless a name is given."
    )
    assert not is_entry_like(prose)
    assert is_entry_like(BLOCH)


def test_numbered_references_that_read_like_notes_are_left_in_the_body() -> None:
    notes = paragraphs(
        "References", "1. Marc Bloch, Craft (New York: Knopf, 1953), 29.", "2. Ibid., 31.", "3. Ibid., 32."
    )
    found = split_bibliography(notes)
    assert found.entries == ()
    assert list(found.body) == notes


def test_a_number_before_an_entry_is_cut_and_its_marks_move() -> None:
    italic = Mark(17, 36, MarkKind.ITALIC)
    entry = Paragraph(text="[1] " + BLOCH, marks=(italic,))
    found = split_bibliography([Paragraph(text="Bibliography"), entry, Paragraph(text="[2] " + FEBVRE)])
    assert found.entries[0].text == BLOCH
    mark = found.entries[0].marks[0]
    assert found.entries[0].text[mark.start : mark.end] == "The Historian’s Craf"[: mark.end - mark.start]


DASHES = ["———.", "---.", "—.", "______.", "– – –.", "———, ed.", "______,"]


@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_names_the_author_above(dash: str) -> None:
    found = split_bibliography(paragraphs("Bibliography", BLOCH, f"{dash} Feudal Society. London, 1961."))
    assert has_author_dash(found.entries[1].text)
    assert found.entries[1].repeated_author == "Bloch, Marc"


@pytest.mark.parametrize(
    ("entry", "author"),
    [
        (BLOCH, "Bloch, Marc"),
        ("McNeill, William H. Plagues and Peoples. Garden City: Anchor, 1976.", "McNeill, William H."),
        ("Thompson, E. P. Customs in Common. London: Merlin, 1991.", "Thompson, E. P."),
        (
            "Duby, Georges, and Philippe Ariès, eds. A History of Private Life. 1987.",
            "Duby, Georges, and Philippe Ariès",
        ),
        ("“The Mills of the Seine.” Le Temps, 3 May 1911.", ""),
        ("Great Britain. Foreign Office. Papers. London: HMSO, 1950.", "Great Britain"),
        ("King, Martin Luther, Jr. Stride toward Freedom. New York: Harper, 1958.", "King, Martin Luther, Jr."),
    ],
)
def test_the_author_of_an_entry_is_what_stands_before_its_title(entry: str, author: str) -> None:
    assert author_of_entry(entry) == author


def test_italics_say_where_the_title_begins() -> None:
    entry = "Annales School Working Group Feudal Papers. Paris, 1950."
    assert author_of_entry(entry, [Mark(29, 42, MarkKind.ITALIC)]) == "Annales School Working Group"


def test_abbreviations_are_pairs_at_the_beginning_of_a_list() -> None:
    pairs, count = read_abbreviations(
        ["AN\tArchives nationales", "BnF = Bibliothèque nationale", "FO  Foreign Office", "x"]
    )
    assert pairs == {"AN": "Archives nationales", "BnF": "Bibliothèque nationale", "FO": "Foreign Office"}
    assert count == 3
    assert read_abbreviations(["The war came early.", "Nobody saw it."]) == ({}, 0)
