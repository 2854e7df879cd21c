"""Readers that are not ours take every file: pandoc, citeproc-py, and the programs' own parsers elsewhere."""

from __future__ import annotations

import json
import warnings

import pytest

from refparse.write import WriteOptions, write_bibliography

pypandoc = pytest.importorskip("pypandoc")

SAME_IN_PANDOC = ("publisher", "publisher-place", "DOI", "number-of-volumes")


def read_by_pandoc(bibliography, format, pandoc_format, **options):
    text, _ = write_bibliography(bibliography, None, format, WriteOptions(**options))
    return {item["id"]: item for item in json.loads(pypandoc.convert_text(text, "csljson", format=pandoc_format))}


@pytest.mark.parametrize(
    ("format", "reader"), [("biblatex", "biblatex"), ("bibtex", "bibtex"), ("csl-json", "csljson"), ("ris", "ris")]
)
def test_pandoc_reads_every_work(bibliography, format, reader):
    assert set(read_by_pandoc(bibliography, format, reader)) == {work.id for work in bibliography.works}


def test_pandoc_reads_the_yaml_as_its_own_references(bibliography):
    text, _ = write_bibliography(bibliography, None, "csl-yaml")
    items = json.loads(pypandoc.convert_text(text, "csljson", format="markdown"))
    assert {item["id"] for item in items} == {work.id for work in bibliography.works}


def test_what_pandoc_reads_from_biblatex_is_what_was_written(bibliography):
    found = read_by_pandoc(bibliography, "biblatex", "biblatex")
    for work in bibliography.works:
        if work.type not in ("book", "chapter", "article-journal") or work.id in ("dollar2001prices", "etal1980survey"):
            continue
        for key, field in work.fields.items():
            if key.name in SAME_IN_PANDOC:
                assert found[work.id].get(key.name) == field.value, (work.id, key.name)
    authors = found["king1963strength"]["author"]
    assert authors == [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]
    assert [name["literal"] for name in found["foreignoffice1931dominion"]["author"]] == [
        "Foreign Office", "Society for Nautical Research, London Branch", "Barnes and Noble",
    ]  # fmt: skip


@pytest.mark.parametrize("for_zotero", [False, True])
def test_citeproc_py_reads_every_item(bibliography, for_zotero):
    from citeproc.source.json import CiteProcJSON

    text, _ = write_bibliography(bibliography, None, "csl-json", WriteOptions(for_zotero=for_zotero))
    items = [item | {"issued": item.get("issued", {})} for item in json.loads(text)]
    for item in items:  # citeproc-py knows neither raw dates nor the newer members
        for name in [name for name, value in item.items() if isinstance(value, dict) and "date-parts" not in value]:
            del item[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
    assert set(source) == {work.id.lower() for work in bibliography.works}
