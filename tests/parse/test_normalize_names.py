"""The words of a name become the parts of a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.csl_json import name_to_json
from refparse.parse.normalize.names import looks_like_body, name_from_parts, parse_name, split_people

# as printed | given | particle (dropping in brackets) | family | suffix
NAMES = """
E.P. Thomas | E. P. | | Thomas |
E. P. Thomas | E. P. | | Thomas |
J.-P. Vernant | J.-P. | | Vernant |
W.E.B. Du Bois | W. E. B. | | Du Bois |
John Le Mesurier | John | | Le Mesurier |
Charles de Gaulle | Charles | (de) | Gaulle |
Gaulle, Charles de | Charles | (de) | Gaulle |
Alexander von Humboldt | Alexander | (von) | Humboldt |
Vincent van Gogh | Vincent | van | Gogh |
van Gogh, Vincent | Vincent | van | Gogh |
Rogier van der Weyden | Rogier | van der | Weyden |
Emmanuel Le Roy Ladurie | Emmanuel | | Le Roy Ladurie |
Martin Luther King Jr. | Martin Luther | | King | Jr.
King, Martin Luther, Jr. | Martin Luther | | King | Jr.
Henry Louis Gates, Jr. | Henry Louis | | Gates | Jr.
George F. Baker III | George F. | | Baker | III
Federico García Lorca | Federico | | García Lorca |
José Ortega y Gasset | José | | Ortega y Gasset |
Santiago Ramón y Cajal | Santiago | | Ramón y Cajal |
Mao Zedong | Zedong | | Mao |
Zhou Enlai | Enlai | | Zhou |
Kim Il-sung | Il-sung | | Kim |
Nguyen Van Thieu | Van Thieu | | Nguyen |
Gordon Wu | Gordon | | Wu |
García Márquez | | | García Márquez |
Vicente García | Vicente | | García |
Fujimoto Yōko | Yōko | | Fujimoto |
[John Oldmixon?] | John | | Oldmixon |
Natsume Sōseki | Sōseki | | Natsume |
Szűcs Jenő | Jenő | | Szűcs |
毛泽东 | 泽东 | | 毛 |
Gunnar Karlsson | Gunnar | | Karlsson |
Philip K. Hitti | Philip K. | | Hitti |
Ahmad ibn Hanbal | Ahmad | | ibn Hanbal |
Frédéric Joliot-Curie | Frédéric | | Joliot-Curie |
Sir Ronald Syme | Sir Ronald | | Syme |
Mrs. Humphry Ward | Mrs. Humphry | | Ward |
Dr. Samuel Johnson | Samuel | | Johnson |
[Daniel Defoe] | Daniel | | Defoe |
George Sand [pseud.] | George | | Sand |
Herodian | | | Herodian |
McKinley Burnett | McKinley | | Burnett |
David St. John | David | | St. John |
Emily Post | Emily | | Post |
"""


def rows():
    return [[cell.strip() for cell in line.split("|")] for line in NAMES.strip().splitlines()]


@pytest.mark.parametrize(("text", "given_name", "particle", "family", "suffix"), rows())
def test_a_name_is_read_in_its_parts(text, given_name, particle, family, suffix):
    name = parse_name(text)
    kept, dropped = (particle, "") if not particle.startswith("(") else ("", particle[1:-1])
    if family.startswith("ibn "):
        kept, family = "ibn", family[4:]
    expected = {
        "given": given_name, "dropping-particle": dropped, "non-dropping-particle": kept, "family": family, "suffix": suffix,
    }  # fmt: skip
    assert name_to_json(name) == {key: value for key, value in expected.items() if value}


@pytest.mark.parametrize(
    "text",
    [
        "U.S. Department of State",
        "Anti-Slavery Society",
        "Associated Electrical Industries",
        "The Royal Society",
        "Great Britain, Foreign Office",
        "Ministère des Affaires étrangères",
        "Institut für Zeitgeschichte",
        "Ministry of Agriculture and Fisheries",
        "NATO",
        "UNESCO",
        "Leipzig Gewandhaus Orchestra",
    ],
)
def test_a_body_stands_whole(text):
    assert looks_like_body(text)
    assert name_to_json(parse_name(text)) == {"literal": text}


@pytest.mark.parametrize(
    "text",
    [
        "Charlotte Church",
        "R. W. Church",
        "Les Murray",
        "E. P. Thomas",
        "Leonardo",
        "Charles de Gaulle",
        "Mary Ann Evans",
    ],
)
def test_a_person_is_no_body(text):
    assert not looks_like_body(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("A. Smith, B. Jones, and C. Brown", ("A. Smith", "B. Jones", "C. Brown")),
        ("Smith and Jones", ("Smith", "Jones")),
        ("Hunt & Peck et al.", ("Hunt", "Peck")),
        ("Müller und Schmidt", ("Müller", "Schmidt")),
        ("Bloch et Febvre", ("Bloch", "Febvre")),
        ("Juan Pérez y María López", ("Juan Pérez", "María López")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ministry of Agriculture and Fisheries", ("Ministry of Agriculture and Fisheries",)),
        ("Eric Wolf, Sidney Mintz Jr., and Jane Schneider", ("Eric Wolf", "Sidney Mintz Jr.", "Jane Schneider")),
        ("Henry Gates, Jr., and Kwame Appiah", ("Henry Gates, Jr.", "Kwame Appiah")),
    ],
)
def test_a_list_of_people_is_cut(text, people):
    assert split_people(text) == people


def test_in_a_bibliography_the_first_name_is_inverted():
    assert split_people("Hunt, Lynn, and Jack R. Censer", inverted_first=True) == ("Hunt, Lynn", "Jack R. Censer")


def test_parts_that_are_known_make_a_name():
    assert name_from_parts(family="van Gogh", given="V.W.").non_dropping_particle == "van"


@given(st.text(max_size=40))
def test_no_text_raises(text):
    parse_name(text)
    split_people(text)


@pytest.mark.parametrize("words", ["Le Roy Ladurie", "Van den Berg", "De La Torre"])
def test_a_family_name_of_three_words_stands_alone(words: str) -> None:
    name = parse_name(words)
    assert (name.family, name.given) == (words, "")


def test_a_vietnamese_family_name_stands_first() -> None:
    name = parse_name("Le Duc Tho")
    assert (name.family, name.given) == ("Le", "Duc Tho")


@pytest.mark.parametrize(
    ("words", "family"), [("Jean le Rond d’Alembert", "d’Alembert"), ("Gerhard Dohrn-van Rossum", "Dohrn-van Rossum")]
)
def test_a_particle_bound_to_its_word_begins_or_joins_the_family_name(words: str, family: str) -> None:
    assert parse_name(words).family == family


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Ralph Vaughan Williams", "Vaughan Williams", "Ralph"),
        ("Lloyd George", "Lloyd George", ""),
        ("Pedro Jiménez Luna", "Jiménez Luna", "Pedro"),
        ("Don M. Fairfax", "Fairfax", "Don M."),
        ("Fray Juan Ortega", "Ortega", "Juan"),
    ],
)
def test_a_family_name_of_two_words_is_known_by_its_words(text, family, given):
    name = parse_name(text)
    assert (name.family, name.given) == (family, given)
