"""Which citations name a work in full and which recall one."""

import pytest

from refparse.model.source import Note
from refparse.model.variables import CONTAINER_TITLE, PUBLISHER_PLACE, TITLE
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
