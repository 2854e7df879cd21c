"""CSL JSON and YAML are valid by CSL's data schema, and nothing is lost on the way."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

from refparse.csl_json import item_to_work, work_to_item
from refparse.model.values import Type
from refparse.write import WriteOptions, write_bibliography
from refparse.write.mapping_csl import DATE_MEMBERS, NAME_MEMBERS, NUMBER_MEMBERS, TEXT_MEMBERS

ZOTERO_REFUSES = {"software"}
TEXT = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
NAME = {
    "type": "object",
    "properties": dict.fromkeys(
        ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"), TEXT
    ),
    "additionalProperties": False,
    "minProperties": 1,
}
NAMES = {"type": "array", "items": NAME}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        },
        "season": {"type": ["string", "number"]}, "circa": {"type": ["string", "number", "boolean"]},
        "literal": TEXT, "raw": TEXT,
    },
    "additionalProperties": False,
    "minProperties": 1,
}  # fmt: skip
ITEMS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": TEXT, "type": {"enum": [kind.value for kind in Type]}, "citation-key": TEXT, "custom": {"type": "object"},
            **dict.fromkeys(TEXT_MEMBERS, TEXT), **dict.fromkeys(NUMBER_MEMBERS, NUMBER),
            **dict.fromkeys(DATE_MEMBERS, DATE), **dict.fromkeys(NAME_MEMBERS, NAMES),
        },
    },
}  # fmt: skip
"""What CSL 1.0.2's data schema asks of a list of items, written anew from the specification."""


def items_of(bibliography, format="csl-json", **options):
    text, _ = write_bibliography(bibliography, None, format, WriteOptions(**options))
    items = json.loads(text) if format == "csl-json" else next(iter(yaml.safe_load_all(text)))["references"]
    jsonschema.validate(items, ITEMS)
    return {item["id"]: item for item in items}


@pytest.fixture
def item_of(listing):
    def one_item(item, **options):
        (found,) = items_of(listing(item), **options).values()
        return found

    return one_item


@pytest.mark.parametrize("for_zotero", [False, True])
def test_the_list_is_valid_by_the_data_schema(bibliography, for_zotero):
    assert set(items_of(bibliography, for_zotero=for_zotero)) == {work.id for work in bibliography.works}


def test_yaml_says_the_same_as_json(bibliography):
    assert items_of(bibliography, "csl-yaml") == items_of(bibliography)


def test_a_work_is_read_back_as_it_was(bibliography):
    items = items_of(bibliography)
    for work in bibliography.works:
        if work.id == "etal1980survey":  # has variables that the schema spells otherwise
            continue
        assert work_to_item(item_to_work(items[work.id])) == work_to_item(work)


def test_provenance_says_where_a_work_is_cited_and_what_is_doubtful(bibliography):
    known = items_of(bibliography)["bloch1953craft"]["custom"]["refparse"]
    assert [mention["note"] for mention in known["citations"]] == ["1", "64"]
    assert known["citations"][1]["form"] == "short"
    assert known["citations"][1]["locator"] == "31"
    assert any("another work is meant" in doubt for doubt in known["doubts"])


def test_variables_outside_the_schema_are_kept_in_custom(item_of):
    item = item_of({"title": "T", "introduction": [{"family": "Hobsbawm", "given": "E. J."}], "shelf": "B 12"})
    assert item["contributor"] == [{"family": "Hobsbawm", "given": "E. J."}]
    variables = item["custom"]["refparse"]["variables"]
    assert variables == {"introduction": [{"family": "Hobsbawm", "given": "E. J."}], "shelf": "B 12"}


def test_zotero_gets_particles_and_suffixes_inside_the_names(item_of):
    names = [
        {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"literal": "Plato"},
    ]
    assert item_of({"author": names, "title": "T"}, for_zotero=True)["author"] == [
        {"family": "de Gaulle", "given": "Charles"},
        {"family": "King", "given": "Martin Luther, Jr."},
        {"literal": "Plato"},
    ]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ({"date-parts": [[1956, 11, 5]]}, {"date-parts": [[1956, 11, 5]]}),
        ({"date-parts": [[1946], [1961]]}, {"raw": "1946–1961"}),
        ({"date-parts": [[1850]], "circa": True}, {"raw": "c. 1850"}),
        ({"date-parts": [[1969]], "season": 1}, {"raw": "Spring 1969"}),
        ({"literal": "n.d."}, {"raw": "n.d."}),
    ],
)
def test_zotero_gets_raw_dates_for_what_is_not_one_plain_date(item_of, date, written):
    assert item_of({"title": "T", "issued": date}, for_zotero=True)["issued"] == written


def test_zotero_gets_no_type_that_makes_it_refuse_the_file(bibliography):
    assert not ZOTERO_REFUSES & {item["type"] for item in items_of(bibliography, for_zotero=True).values()}


def test_what_zotero_would_drop_stands_in_its_extra_field(item_of):
    item = item_of({"title": "T", "archive_collection": "Smith Papers", "note": "With maps."}, for_zotero=True)
    assert item["note"] == "archive_collection: Smith Papers\nWith maps."
    assert "custom" not in item


def test_a_letter_keeps_its_place_and_a_pamphlet_its_kind_in_zotero(item_of):
    letter = {"type": "personal_communication", "title": "A to B", "publisher-place": "Paris"}
    assert item_of(letter, for_zotero=True)["event-place"] == "Paris"
    pamphlet = item_of({"type": "pamphlet", "title": "T", "page": "12"}, for_zotero=True)
    assert pamphlet["type"] == "book"
    assert pamphlet["note"] == "type: pamphlet\npage: 12"
