"""Words and brackets that are one token, and what kind of word they are."""

import pytest

from refparse.parse.scan import scan_note


def kinds(text: str) -> dict[str, str]:
    return {token.text: token.kind for token in scan_note(text, None, [])}


@pytest.mark.parametrize("text", ["Loc. cit.", "op . cit .", "art. cité", "a. a. O.", "ob. cit.", "l. c."])
def test_a_reference_back_in_any_spacing_is_one_word(text):
    assert "opcit" in kinds(f"Lipson, {text}, 12").values()


def test_local_is_no_loc_cit():
    assert kinds("the local press")["local"] == "word_lc"


def test_indiana_is_no_in():
    found = kinds("(West Lafayette, IN: Purdue University Press, 1999), in Smith")
    assert (found["IN"], found["in"]) == ("word_cap", "in")


def test_a_translated_title_behind_its_title_is_one_token():
    found = kinds("W. Kern, “Waar verzamelde hij woorden?” [Where did he collect words?], Tijdschrift 78")
    assert found["[Where did he collect words?]"] == "gloss"


@pytest.mark.parametrize("text", ["(Berlin) [Chicago, 1992], 41", "Talk [accessed 12 Jan. 2019]", "n.p., [1922]"])
def test_other_brackets_are_no_translation(text):
    assert "gloss" not in kinds(text).values()


def test_a_real_name_behind_a_pen_name_is_one_token():
    assert kinds("Vernon Lee [Violet Paget], Genius Loci")["[Violet Paget]"] == "pseud"


def test_a_long_title_with_its_comma_outside_the_marks_is_no_speech():
    text = (
        "Bain Attwood, 'The Batman legend: remembering and forgetting the history of a treaty by the river', Journal 3"
    )
    assert "quoted" in kinds(text).values()


def test_what_somebody_said_at_length_is_speech():
    text = "As the minister said, 'The war will be over before the leaves fall and the men come home', and he was wrong"
    assert "speech" in kinds(text).values()


@pytest.mark.parametrize("text", ["hrsg. v.", "Hrsg. von", "neu bearb. v.", "hg. v.", "übers. v."])
def test_who_edited_a_german_book_is_one_role(text):
    assert kinds(f"Die Rezesse, {text} Karl Hoff")[text] == "role"


@pytest.mark.parametrize(
    "text", ["14. bis ins 16. Jahrhundert", "zum 14. Geburtstag", "der 14. Deutsche Historikertag"]
)
def test_the_stop_of_a_german_ordinal_ends_nothing(text):
    found = kinds(text)
    assert found["14."] == "ordinal"
    assert "period" not in found.values()


def test_a_suspended_hyphen_keeps_its_comma():
    assert kinds("Zeitschrift für Staats-, Rechts- und Kulturgeschichte")["Staats-,"] == "word_cap"


def test_a_page_with_the_letter_of_its_section_is_a_number():
    assert kinds("Herald, August 9, 1937, 12B.")["12B"] == "number"
