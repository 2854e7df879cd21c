"""The user's own library is read, whichever program keeps it; what the writers write comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from refparse.csl_json import item_to_work, work_to_item
from refparse.errors import ReadError
from refparse.formats.stored_dates import stored_date
from refparse.model import Bibliography, Document
from refparse.read.library import read_library
from refparse.write import write_bibliography

CASES = Path(__file__).resolve().parents[1] / "cases" / "write" / "works.yaml"
CORE = (
    "type",
    "title",
    "author",
    "editor",
    "container-title",
    "publisher",
    "publisher-place",
    "issued",
    "volume",
    "issue",
)

# Works with something that a format cannot hold: markup, "et al.", a season, a comma in the name of a body.
DIFFICULT = {
    "etal1980survey", "forthcoming-book", "markup1990potemkin", "dollar2001prices", "season1969article",
    "foreignoffice1931dominion",
}  # fmt: skip
EXACT = {"csl-json": ".json", "csl-yaml": ".yaml"}
NEAR = {"biblatex": ".bib", "ris": ".ris", "zotero-rdf": ".rdf", "zotero-json": ".json"}


@pytest.fixture(scope="module")
def bibliography():
    items = yaml.safe_load(CASES.read_text(encoding="utf-8"))["references"]
    return Bibliography(document=Document(id="d"), works=tuple(item_to_work(item) for item in items))


def library_of(bibliography, format, path):
    write_bibliography(bibliography, path, format)
    works, diagnostics = read_library(path)
    assert diagnostics == ()
    return {work.id: work_to_item(work) for work in works}


def folded(value):
    """Particles and quotes may change their kind, never their letters."""
    words = json.dumps(value, ensure_ascii=False).replace("non-dropping", "dropping")
    if isinstance(value, list):
        words = json.dumps([sorted(name.items()) for name in json.loads(words)], ensure_ascii=False)
    return words.translate(str.maketrans({"–": "-", "’": "'", "“": '"', "”": '"', "\\": ""}))


@pytest.mark.parametrize("format", EXACT)
def test_csl_comes_back_exactly(bibliography, format, tmp_path):
    found = library_of(bibliography, format, tmp_path / f"library{EXACT[format]}")
    assert found == {work.id: work_to_item(work) for work in bibliography.works}


@pytest.mark.parametrize("format", NEAR)
def test_books_articles_and_chapters_come_back_in_every_core_field(bibliography, format, tmp_path):
    found = library_of(bibliography, format, tmp_path / f"library{NEAR[format]}")
    assert set(found) == {work.id for work in bibliography.works}
    for work in bibliography.works:
        item = work_to_item(work)
        if work.type not in ("book", "article-journal", "chapter", "thesis") or work.id in DIFFICULT:
            continue
        for name in CORE:
            assert folded(found[work.id].get(name)) == folded(item.get(name)), (work.id, name)


def test_zotero_rdf_gives_back_every_variable_but_private_notes(bibliography, tmp_path):
    found = library_of(bibliography, "zotero-rdf", tmp_path / "library.rdf")
    lost = {(work.id, name) for work in bibliography.works for name in work_to_item(work) if name not in found[work.id]}
    assert lost == {
        ("etal1980survey", "annote"),  # a child note
        ("performance1913sacre", "event-place"),  # the place of a document
        ("speech1946fulton", "event-place"),  # the place of a presentation
        ("broadcast1940churchill", "author"),  # the director of a broadcast
    }


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1953", {"date-parts": [[1953]]}),
        ("1956-11-05", {"date-parts": [[1956, 11, 5]]}),
        ("1956/11/05/", {"date-parts": [[1956, 11, 5]]}),
        ("5 November 1956", {"date-parts": [[1956, 11, 5]]}),
        ("c. 1850", {"date-parts": [[1850]], "circa": True}),
        ("1850~", {"date-parts": [[1850]], "circa": True}),
        ("1946–1961", {"date-parts": [[1946], [1961]]}),
        ("1958-64", {"date-parts": [[1958], [1964]]}),
        ("1958-03", {"date-parts": [[1958, 3]]}),
        ("Spring 1969", {"date-parts": [[1969]], "season": 1}),
        ("1969-21", {"date-parts": [[1969]], "season": 1}),
        ("440 BC", {"date-parts": [[-440]]}),
        ("n.d.", {"literal": "n.d."}),
        ("", {}),
    ],
)  # fmt: skip
def test_stored_dates_are_understood(text, date):
    assert stored_date(text) == date


def test_the_content_says_the_format_where_the_ending_does_not(tmp_path):
    path = tmp_path / "library.data"
    path.write_text("TY  - BOOK\nAU  - Bloch, Marc\nTI  - The Historian’s\n  Craft\nER  - \n", encoding="utf-8")
    (work,) = read_library(path)[0]
    assert work_to_item(work) == {
        "id": "", "type": "book", "author": [{"family": "Bloch", "given": "Marc"}], "title": "The Historian’s Craft",
    }  # fmt: skip


def test_zoteros_own_export_is_read_without_its_notes(tmp_path):
    path = tmp_path / "zotero.json"
    items = [
        {"key": "ABCD2345", "data": {"key": "ABCD2345", "itemType": "letter", "title": "A to B", "extra": "archive-place: Kew\nSeen.",
                                     "creators": [{"creatorType": "recipient", "lastName": "de Gaulle", "firstName": "Charles"}],
                                     "tags": [{"tag": "war"}, {"tag": "refparse: doubtful"}]}},
        {"key": "N2345678", "data": {"key": "N2345678", "itemType": "note", "note": "<p>x</p>"}},
    ]  # fmt: skip
    path.write_text(json.dumps(items), encoding="utf-8")
    (work,) = read_library(path)[0]
    assert work_to_item(work) == {
        "id": "ABCD2345", "type": "personal_communication", "title": "A to B", "archive-place": "Kew", "note": "Seen.",
        "keyword": "war", "recipient": [{"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "line 1: is no JSON"),
        ("a.json", "[" * 100_000, "is nested too deep"),
        ("a.yaml", "a: [", "is no YAML"),
        ("a.rdf", "<a/>", "is XML, but no RDF"),
        ("a.rdf", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "entities"),
        ("a.bib", "nothing here", "holds no works"),
        ("a.xyz", "nothing here", "is no library that is known"),
        ("a.json", '{"a": 1}', "holds no works"),
    ],
)  # fmt: skip
def test_what_is_no_library_gives_one_clear_error(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_library(path)


def test_odd_items_are_left_out_and_counted(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": "x", "type": "book", "author": "Bloch", "issued": 1953, "title": ["a"]}, 7, {}]))
    works, diagnostics = read_library(path)
    assert [work_to_item(work) for work in works] == [{"id": "x", "type": "book", "issued": {"date-parts": [[1953]]}}]
    assert [one.code for one in diagnostics] == ["R115"]


def test_a_list_of_lists_of_lists_is_not_written_out(tmp_path):
    path = tmp_path / "a.yaml"
    levels = "\n".join(f"l{place}: &l{place} [{', '.join([f'*l{place - 1}'] * 9)}]" for place in range(1, 12))
    bomb = f"l0: &l0 [a, b]\n{levels}\nreferences:\n"
    item = "- {id: x, type: book, title: *l11, odd: *l11, issued: {raw: *l11, date-parts: *l11}, author: [*l11, {family: *l11}]}"
    path.write_text(f"{bomb}{item}\n")
    (work,) = read_library(path)[0]
    assert work_to_item(work)["type"] == "book"
    assert "title" not in work_to_item(work)
