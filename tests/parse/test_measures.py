"""What stands where a locator would, and is none."""

import pytest

from refparse.model.source import Note
from refparse.model.values import Date
from refparse.model.variables import (
    COLLECTION_NUMBER,
    CONTAINER_TITLE,
    DIMENSIONS,
    EVENT_DATE,
    ISSUE,
    ISSUED,
    NUMBER,
    PAGE,
    TITLE,
    VOLUME,
)
from refparse.parse.note import parse_note


def read(text: str):
    citations = parse_note(Note(id="n1", number="1", text=text)).citations
    assert len(citations) == 1
    return citations[0]


def locator(text: str) -> str:
    found = read(text).locator
    return found.value if found else ""


def test_a_running_time_after_the_medium_is_a_dimension():
    citation = read(
        "Ann Hale, “Mapping the Docks,” April 21, 2015, in City Voices, podcast, MP3 audio, 18:46, https://example.org/v."
    )
    assert citation.locator is None
    assert citation.fields.value(DIMENSIONS) == "18:46"


def test_a_volume_and_page_stay_a_locator():
    assert locator("Braudel, The Mediterranean, 1:46.") == "1:46"


def test_the_hour_of_the_last_change_is_no_locator():
    text = "Wikipedia, s.v. “Typesetting,” last edited November 15, 2019, 20:59, https://en.wikipedia.org/wiki/T."
    assert locator(text) == "s.v. Typesetting"


def test_season_and_episode_number_the_work():
    citation = read("Mayberry, The Lighthouse Keepers, season 3, episode 10.")
    assert citation.locator is None
    assert citation.fields.value(NUMBER) == "season 3, episode 10"


def test_a_number_between_series_and_imprint_counts_in_the_series():
    citation = read(
        "Charles R. Beazley, ed., Voyages of the Elizabethan Seamen, Hakluyt Society Publications, 2nd ser., 106 (London, 1953)."
    )
    assert citation.locator is None
    assert citation.fields.value(COLLECTION_NUMBER) == "106"


def test_the_number_of_a_patent_keeps_its_commas():
    citation = read(
        "M. D. Hale and M. G. Stone, Blocked impurity band detectors (U.S. patent 4,586,960, filed October 23, 1980, "
        "and issued February 4, 1986)."
    )
    assert citation.locator is None
    assert citation.fields.value(NUMBER) == "4,586,960"


@pytest.mark.parametrize("text", ["Smith, Mills, 9,105,106.", "Smith, Mills, 415-19,438-43."])
def test_pages_without_spaces_are_no_patent(text):
    assert read(text).fields.value(NUMBER) is None


def test_several_entries_say_where_in_the_work():
    citation = read(
        "The Times Guide to English Style and Usage, rev. ed., comp. Tim Austin (London: Times Books, 1999), "
        "s.vv. “police ranks,” “postal addresses.”"
    )
    assert citation.locator is not None
    assert citation.locator.value == "s.vv. police ranks, postal addresses"
    names = [citation.fields.value(key, "") for key in (TITLE, CONTAINER_TITLE)]
    assert "The Times Guide to English Style and Usage" in names


def test_a_place_in_plato_is_a_locator():
    assert locator("Plato, Timaeus 37d.") == "37d"


def test_a_point_or_stroke_joins_volume_and_issue():
    fields = read("Jürgen Kocka, 'Comparison and Beyond', History and Theory 42/1 (2003), pp. 39–44.").fields
    assert (fields.value(VOLUME), fields.value(ISSUE)) == ("42", "1")


def test_a_page_in_parentheses_is_the_place_in_an_article():
    citation = read("J. Smith, 'Mills and men', Social History, 6 (1992), pp. 63–78 (p. 70).")
    assert citation.fields.value(PAGE) == "63-78"
    assert citation.locator is not None
    assert citation.locator.value == "70"


def test_the_years_of_a_calendar_belong_to_its_title():
    citation = read("Calendar of Patent Rolls, 1334–1338 (London, 1895), 402.")
    assert citation.fields.value(TITLE) == "Calendar of Patent Rolls, 1334–1338"


def test_here_points_into_an_article():
    citation = read("Ann Hale, “Clocking On,” Past & Present, no. 181 (2003): 107–40, here 112.")
    assert citation.fields.value(PAGE) == "107-40"
    assert citation.locator is not None
    assert citation.locator.value == "112"


def test_the_date_of_a_recording_is_no_publication():
    fields = read(
        "Ann Hale, “The Docks,” filmed March 2007, TED video, 17:31, posted February 2008, http://e.org/1."
    ).fields
    assert (fields.value(EVENT_DATE), fields.value(ISSUED)) == (Date(year=2007, month=3), Date(year=2008, month=2))
