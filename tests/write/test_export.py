"""A format is chosen by name or ending; works are kept or left out as asked; files are replaced whole or not at all."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from refparse.assets import word_rows
from refparse.errors import WriteError
from refparse.model import Bibliography, Document
from refparse.model.values import Type
from refparse.write import WriteOptions, format_names, write_bibliography
from refparse.write.export import format_of
from refparse.write.files import write_file
from refparse.write.keys import keys_of_works
from refparse.write.mentions import cited_in, mentions_by_work


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.bib", "biblatex"), ("a.json", "csl-json"), ("a.yaml", "csl-yaml"), ("a.yml", "csl-yaml"), ("a.ris", "ris"),
        ("a.rdf", "zotero-rdf"), ("a.tei", "tei"), ("a.xml", "tei"), ("a.mods", "mods"), ("a.md", "markdown"),
        ("a.org", "org"), ("a.HTML", "html"), ("a.txt", "text"), ("a.csv", "csv"), ("a.xlsx", "xlsx"),
    ],
)  # fmt: skip
def test_the_ending_says_the_format(name, format):
    assert format_of(Path(name), None) == format


def test_a_name_goes_before_the_ending():
    assert format_of(Path("a.bib"), "bibtex") == "bibtex"
    assert format_of(None, "Zotero") == "zotero-rdf"


@pytest.mark.parametrize(("path", "name"), [(Path("a.docx"), None), (None, None), (None, "no-such-format")])
def test_what_says_no_format_is_refused_with_the_known_ones(path, name):
    with pytest.raises(WriteError, match=r"known are|use one of"):
        format_of(path, name)


@pytest.mark.parametrize("format", format_names())
def test_an_empty_bibliography_is_a_sound_file(format):
    content, diagnostics = write_bibliography(Bibliography(document=Document(id="d")), None, format)
    assert isinstance(content, bytes if format == "xlsx" else str)
    assert diagnostics == ()


def test_works_are_left_out_as_asked_and_counted(bibliography):
    text, diagnostics = write_bibliography(bibliography, None, "csv", WriteOptions(types=("thesis",)))
    assert [row["key"] for row in csv.DictReader(text.splitlines())] == ["angress1953thesis", "masters1971thesis"]
    assert [one.message for one in diagnostics if one.code == "R504"] == ["61 works left out, as the options ask"]


def test_a_key_does_not_depend_on_which_works_are_left_out(listing):
    same = {"author": [{"family": "Smith", "given": "A."}], "issued": {"date-parts": [[1990]]}}
    bibliography = listing({**same, "type": "book"}, {**same, "type": "thesis"})
    text, _ = write_bibliography(bibliography, None, "csv", WriteOptions(keys="{author}{year}", types=("thesis",)))
    assert [row["key"] for row in csv.DictReader(text.splitlines())] == ["smith1990b"]


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}{year}", "smithjones1990"),
        ("{Author}:{year}{Title}", "SmithJones:1990Craft"),
        ("{author}-{shorttitle}", "smithjones-craftofnotes"),
        ("{type}/{author}", "book/smithjones"),
    ],
)
def test_keys_follow_a_pattern(listing, pattern, key):
    work = {
        "author": [{"family": "Smith-Jones", "given": "A."}],
        "title": "The Craft of Notes",
        "issued": {"date-parts": [[1990]]},
    }
    assert keys_of_works(listing(work).works, pattern) == (key,)


def test_the_users_own_keys_stay_and_others_give_way(listing):
    same = {"author": [{"family": "Smith", "given": "A."}], "issued": {"date-parts": [[1990]]}}
    works = listing({**same, "id": "new"}, {**same, "id": "smith1990"}, {**same, "id": "other"}).works
    own = frozenset({"smith1990"})
    assert keys_of_works(works, "{author}{year}", own) == ("smith1990b", "smith1990", "smith1990c")


@pytest.mark.parametrize("pattern", ["{colour}", "author"])
def test_a_pattern_that_says_nothing_is_refused(listing, pattern):
    with pytest.raises(WriteError, match="pattern"):
        keys_of_works(listing({"title": "T"}).works, pattern)


def test_a_key_that_a_reader_would_not_take_is_changed_and_reported(listing):
    text, diagnostics = write_bibliography(listing({"id": "Müller {1990}, a", "title": "T"}), None, "biblatex")
    assert "@book{Muller1990a," in text
    assert [one.code for one in diagnostics] == ["R503"]


def test_runs_of_notes_are_drawn_together_and_chapters_kept_apart(bibliography):
    mentions = mentions_by_work(bibliography)
    some = [
        one for work in ("bloch1953craft", "degaulle1954memoires", "king1963strength") for one in mentions[work][:1]
    ]
    assert cited_in(some) == "cited in notes 1–3"
    assert cited_in(some[:1]) == "cited in note 1"
    assert cited_in([]) == ""


def test_a_csv_file_has_its_citations_in_a_file_beside_it(bibliography, tmp_path):
    _, diagnostics = write_bibliography(bibliography, tmp_path / "book.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book-citations.csv", "book.csv"]
    assert "R506" in [one.code for one in diagnostics]


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "a.bib"
    path.write_text("old")

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(WriteError, match="No space left"):
        write_file(path, "new")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.bib", "old")]


@pytest.mark.parametrize("name", ["", "no/such/folder/a.bib"])
def test_a_place_that_takes_no_file_is_one_clear_error(tmp_path, name):
    with pytest.raises(WriteError):
        write_file(tmp_path / name, "text")


def test_every_code_is_explained():
    rows = word_rows("grammar", "words", "diagnostics", "write.tsv")
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    assert all(len(row) == 4 and row[1] in ("info", "doubt", "problem") for row in rows)


def test_the_cases_hold_a_work_of_every_csl_type(works):
    assert {work.type for work in works} == {kind.value for kind in Type}
