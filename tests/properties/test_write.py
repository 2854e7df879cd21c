"""Laws of writing: no text breaks a file, and write then read gives back the work."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import bibtexparser
import openpyxl
import pybtex.database
import pytest
import rispy
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from schemas import SCHEMAS, faults_of
from zotero_shape import items_in, read_rdf, shape_faults

from refparse.csl_json import item_to_work, work_to_item
from refparse.model import Bibliography, Document, Field, Fields, Origin, Work
from refparse.model.values import Date, Name, Type
from refparse.model.variables import AUTHOR, ISSUED, TITLE, VARIABLES
from refparse.read.latex_bib import detex
from refparse.write import WriteOptions, format_names, write_bibliography
from refparse.write.keys import keys_of_works
from refparse.write.names import real_names
from refparse.write.update import update_text

TEXTS = st.text(min_size=1, max_size=30)
SOUND = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="^{}"), min_size=1, max_size=12).map(
    lambda word: f"a{word}"
)
WORDS = st.lists(SOUND, min_size=1, max_size=5).map(" ".join)
NAMES = st.one_of(
    st.builds(Name, literal=TEXTS),
    st.builds(
        Name,
        family=TEXTS,
        given=TEXTS,
        suffix=st.sampled_from(["", "Jr."]),
        non_dropping_particle=st.sampled_from(["", "de"]),
    ),
)
DATES = st.builds(
    Date,
    year=st.none() | st.integers(-2000, 2100),
    month=st.none() | st.integers(0, 13),
    day=st.none() | st.integers(0, 32),
    season=st.none() | st.integers(0, 5),
    circa=st.booleans(),
    literal=st.sampled_from(["", "n.d.", "forthcoming"]),
)
VALUES = {
    "text": TEXTS,
    "number": TEXTS,
    "names": st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    "date": DATES,
}
SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def some_fields(draw):
    keys = draw(
        st.lists(st.sampled_from(sorted(VARIABLES.values(), key=lambda key: key.name)), max_size=8, unique=True)
    )
    return Fields({key: Field(value=draw(VALUES[key.kind])) for key in keys})


WORKS = st.builds(
    Work,
    id=TEXTS,
    type=st.sampled_from([*(kind.value for kind in Type), "", "no-such-type"]),
    fields=some_fields(),
    complete=st.booleans(),
    confidence=st.floats(0, 1),
)


def bibliography_of(*works):
    return Bibliography(document=Document(id="d", title="D"), works=works)


def read_any(format, content):
    """Read a file with an independent reader; gives how many works it holds, or None where that is not said."""
    if format in ("biblatex", "bibtex"):
        library = bibtexparser.parse_string(content)
        assert not library.failed_blocks
        assert len(pybtex.database.parse_string(content, "bibtex").entries) == len(library.entries)
        return len(library.entries)
    if format in ("csl-json", "zotero-json"):
        return len(json.loads(content))
    if format == "csl-yaml":
        return len(next(iter(yaml.safe_load_all(content)))["references"])
    if format == "ris":
        return len(rispy.loads(content))
    if format in ("zotero-rdf", "tei", "mods"):
        root = etree.fromstring(content.encode("utf-8"))
        counted = {"zotero-rdf": "{*}Description", "tei": ".//{*}biblStruct", "mods": "{*}mods"}
        return len(root.findall(counted[format]))
    if format == "xlsx":
        return openpyxl.load_workbook(io.BytesIO(content))["Works"].max_row - 1
    content.encode("utf-8")
    return None


@pytest.mark.parametrize("format", format_names())
@SETTINGS
@given(works=st.lists(WORKS, max_size=3))
def test_no_text_breaks_a_file_or_loses_a_work(format, works):
    content, _ = write_bibliography(bibliography_of(*works), None, format, WriteOptions(cited_in=True))
    assert read_any(format, content) in (len(works), None)


@pytest.mark.parametrize("format", SCHEMAS)
@settings(SETTINGS, max_examples=100)
@given(works=st.lists(WORKS, min_size=1, max_size=3))
def test_whatever_a_work_holds_the_file_is_valid_by_the_schema_of_its_format(format, works):
    content, _ = write_bibliography(bibliography_of(*works), None, format, WriteOptions(cited_in=True))
    assert faults_of(format, content) == []


@settings(SETTINGS, max_examples=100)
@given(works=st.lists(WORKS, min_size=1, max_size=3))
def test_whatever_a_work_holds_zotero_rdf_has_the_shape_of_zotero(works):
    graph = read_rdf(write_bibliography(bibliography_of(*works), None, "zotero-rdf", WriteOptions(cited_in=True))[0])
    assert len(items_in(graph)) == len(works)
    assert shape_faults(graph) == []


@pytest.mark.parametrize("format", format_names())
@SETTINGS
@given(work=WORKS)
def test_the_same_works_give_the_same_bytes(format, work):
    first, _ = write_bibliography(bibliography_of(work), None, format)
    assert write_bibliography(bibliography_of(work), None, format)[0] == first


@SETTINGS
@given(works=st.lists(WORKS, max_size=6))
def test_keys_are_as_many_as_works_and_never_the_same(works):
    keys = keys_of_works(works)
    assert len({key.lower() for key in keys}) == len(works)


@SETTINGS
@given(
    title=WORDS,
    names=st.lists(st.builds(Name, family=WORDS, given=WORDS), min_size=1, max_size=3),
    year=st.integers(1000, 2100),
)
def test_a_bib_file_read_again_gives_back_title_names_and_year(title, names, year):
    fields = Fields(
        {TITLE: Field(value=title), AUTHOR: Field(value=tuple(names)), ISSUED: Field(value=Date(year=year))}
    )
    content, _ = write_bibliography(bibliography_of(Work(id="x", type="book", fields=fields)), None, "biblatex")
    entry = pybtex.database.parse_string(content, "bibtex").entries["x"]
    straight = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "`": "'"})
    assert detex(entry.fields["title"]).translate(straight) == " ".join(title.split()).translate(straight)
    assert entry.fields["date"] == str(year)
    assert len(entry.persons["author"]) == len(real_names(names))


@SETTINGS
@given(work=WORKS.filter(lambda work: work.type in set(Type)))
def test_csl_json_read_again_gives_back_the_work(work):
    sound = item_to_work(json.loads(json.dumps(work_to_item(work))), Origin.STATED)
    content, _ = write_bibliography(bibliography_of(sound), None, "csl-json")
    (item,) = json.loads(content)
    known = item.get("custom", {}).get("refparse", {}).get("variables", {})
    for name, value in work_to_item(sound).items():
        if name in ("id", "introduction", "contributor", "part-number", "supplement-number") or not _is_plain(value):
            continue
        assert item.get(name, known.get(name)) == value


def _is_plain(value):
    """Say whether a value has no control character, which no file format takes."""
    if isinstance(value, str):
        return value.isprintable()
    return (
        all(_is_plain(part) for part in (value.values() if isinstance(value, dict) else value))
        if isinstance(value, (dict, list))
        else True
    )


@SETTINGS
@given(works=st.lists(WORKS, min_size=1, max_size=3))
def test_updating_a_library_twice_changes_nothing_more(works):
    bibliography = bibliography_of(*works)
    once, summary, _ = update_text("", bibliography)
    matches = dict(zip((work.id for work in works), keys_of_works(works), strict=True))
    twice, again, _ = update_text(once, bibliography, matches=matches)
    assert len(summary.added) == len(works)
    if len(matches) == len(works):
        assert again.added == ()
        assert twice == once
