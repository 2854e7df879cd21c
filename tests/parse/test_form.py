"""Which citations name a work in full and which recall one."""

import pytest

from refparse.model.source import Note
from refparse.model.variables import CONTAINER_TITLE, PUBLISHER, PUBLISHER_PLACE, TITLE
from refparse.parse.note import parse_note


def read(text: str):
    (citation,) = parse_note(Note(id="n1", number="1", text=text)).citations
    return citation


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bundy, interview, February 7, 1990.", "short"),
        ("Wallraff, Word Court, April 2000.", "short"),
        ("Minutes of the Executive Committee, 14 March 1911.", "short"),
        ("Kennan to Byrnes, February 22, 1946, Foreign Relations of the United States, 1946, 6:696–709.", "full"),
        ("Barbara Wallraff, “Word Court,” Atlantic Monthly, April 2000.", "full"),
    ],
)
def test_a_family_name_and_a_month_recall_a_source(text: str, kind: str):
    assert read(text).kind == kind


def test_a_place_at_the_end_of_a_short_title_belongs_to_it():
    citation = read("Palmatary, The Pottery of Marajó Island, Brazil.")
    assert citation.fields.value(TITLE) == "The Pottery of Marajó Island, Brazil"
    assert PUBLISHER_PLACE not in citation.fields


def test_an_item_of_an_archive_may_stand_before_its_date():
    citation = read("Carta del virrey, 8 de mayo de 1572, Archivo General de Indias, Seville, Lima 28A.")
    assert citation.fields.value(TITLE) == "Carta del virrey"


@pytest.mark.parametrize(
    ("text", "title", "container"),
    [
        ("Primitive Rebels, 18.", "Primitive Rebels", None),
        ("Manchester Guardian, 4.", None, "Manchester Guardian"),
        ("Past & Present 43 (1969): 4.", None, "Past & Present"),
    ],
)
def test_what_has_no_volume_or_date_is_a_title_and_no_journal(text: str, title: str | None, container: str | None):
    fields = read(text).fields
    assert (fields.value(TITLE), fields.value(CONTAINER_TITLE)) == (title, container)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("MALLET: A Machine Learning Toolkit, version 2.0.8, 2002, http://mallet.cs.umass.edu.", "software"),
        ("Mapping the Docks, Library of Congress, accessed March 3, 2021, https://docks.loc.gov.", "webpage"),
        (
            "“The Railway Extension,” Tombstone Epitaph, May 14, 1882, https://chroniclingamerica.loc.gov.",
            "article-newspaper",
        ),
        (
            "Ann Hale, “Reading Maps,” in Proceedings of the Workshop on Maps (Valletta: ELRA, 2010), 45–50.",
            "paper-conference",
        ),
        ("Ann Hale (@ahale), “New release,” Twitter, January 12, 2021, https://twitter.com/ahale/status/1.", "post"),
    ],
)
def test_what_a_citation_states_says_what_kind_of_source_it_is(text: str, type_: str):
    assert read(text).type == type_


def test_a_reprint_behind_a_semicolon_is_no_other_work():
    citation = read("Jacques Proust, Diderot (Paris: Armand Colin, 1962), pp. 45–62; rpt. (Paris: Albin Michel, 1995).")
    assert citation.fields.value(PUBLISHER) == "Albin Michel"


def test_ibid_keeps_the_number_of_an_item():
    citation = read("Ibid., no. 5, 3.")
    assert citation.locator is not None
    assert citation.locator.value == "no. 5, 3"
