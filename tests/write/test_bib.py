"""A .bib file arrives whole: in bibtexparser, pybtex, biber and bibtex, and with what Zotero keeps."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pybtex.database
import pytest
import yaml

from refparse.write import WriteOptions, write_bibliography
from refparse.write.mapping import BIBLATEX_TYPES, BIBTEX_TYPES

CASES = Path(__file__).resolve().parents[1] / "cases" / "write"
DROPPED_BY_ZOTERO = set(
    "mvcollection reference mvreference bookinbook suppbook suppcollection periodical suppperiodical mvproceedings "
    "dataset www image legal review standard performance music commentary set xdata".split()
)


def entries(bibliography, format="biblatex", **options):
    text, _ = write_bibliography(bibliography, None, format, WriteOptions(**options))
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {entry.key: entry for entry in library.entries}


@pytest.fixture
def entry_of(listing):
    def one_entry(item, format="biblatex", **options):
        (entry,) = entries(listing(item), format, **options).values()
        return {"ENTRYTYPE": entry.entry_type} | {name: field.value for name, field in entry.fields_dict.items()}

    return one_entry


@pytest.mark.parametrize("format", ["biblatex", "bibtex"])
def test_every_work_is_read_by_bibtexparser_and_by_pybtex(bibliography, format):
    text, _ = write_bibliography(bibliography, None, format)
    keys = {work.id for work in bibliography.works}
    assert set(entries(bibliography, format)) == keys
    assert set(pybtex.database.parse_string(text, "bibtex").entries) == keys


def test_no_entry_type_is_used_that_zotero_drops():
    assert not DROPPED_BY_ZOTERO & {*BIBLATEX_TYPES.values(), *BIBTEX_TYPES.values(), "collection", "inbook"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Bloch", "given": "Marc"}, "Bloch, Marc"),
        ({"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"}, "de Gaulle, Charles"),
        ({"family": "Beauvoir", "given": "Simone", "dropping-particle": "de"}, "de Beauvoir, Simone"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Jr., Martin Luther"),
        ({"literal": "Foreign Office"}, "{Foreign Office}"),
        ({"literal": "Barnes and Noble"}, "{Barnes and Noble}"),
        ({"literal": "Society for X, London Branch"}, "{Society for X, London Branch}"),
        ({"literal": "Plato"}, "{Plato}"),
        ({"family": "毛泽东"}, "毛泽东"),
        ({"family": "Debo"}, "Debo"),
        ({"family": "Van Dyke"}, "{Van Dyke}"),
        ({"family": "Smith", "given": "J. and Co., Ltd"}, "Smith, {J. and Co., Ltd}"),
    ],
)
def test_names_stand_in_the_form_that_zotero_and_latex_both_read_right(entry_of, name, written):
    assert entry_of({"author": [name], "title": "T"})["author"] == written


def test_et_al_is_no_author_but_is_not_lost_either(entry_of):
    entry = entry_of({"author": [{"family": "Cipolla", "given": "Carlo"}, {"literal": "et al."}], "title": "T"})
    assert entry["author"] == "Cipolla, Carlo"
    assert "and others" in entry["annote"]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ({"date-parts": [[1953]]}, "1953"),
        ({"date-parts": [[1969, 3]]}, "1969-03"),
        ({"date-parts": [[1956, 11, 5]]}, "1956-11-05"),
        ({"date-parts": [[1946], [1961]]}, "1946/1961"),
        ({"date-parts": [[1850]], "circa": True}, "1850?"),
        ({"date-parts": [[1969]], "season": 1}, "1969-21"),
        ({"date-parts": [[1923, 2, 30]]}, "1923-02"),
        ({"date-parts": [[-44]]}, "-0043"),
        ({"date-parts": [[-1]]}, "0000"),
    ],
)
def test_dates_are_edtf(entry_of, date, written):
    assert entry_of({"title": "T", "issued": date})["date"] == written


def test_a_date_in_words_is_a_state_of_publication_and_for_zotero_a_date(entry_of):
    forthcoming = {"title": "T", "issued": {"literal": "forthcoming"}}
    assert entry_of(forthcoming)["pubstate"] == "forthcoming"
    assert entry_of(forthcoming, for_zotero=True)["date"] == "forthcoming"


def test_bibtex_has_year_and_month_and_a_date_where_the_year_is_not_all(entry_of):
    entry = entry_of({"title": "T", "issued": {"date-parts": [[1956, 11, 5]]}}, "bibtex")
    assert (entry["year"], entry["month"]) == ("1956", "5 November")
    assert "date" not in entry
    assert entry_of({"title": "T", "issued": {"date-parts": [[1850]], "circa": True}}, "bibtex")["date"] == "1850?"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The USSR and McCarthy: A History", "The {USSR} and {McCarthy}: A History"),
        ("Crime & Punishment, 100% #1 a_b", r"Crime \& Punishment, 100\% \#1 a\_b"),
        ("A Price of $5", r"A Price of \$5"),
        ("From $5 to $6", r"From \$5 to \$6"),
        ('The "New" History', "The “New” History"),
        ("The origins of the Russian revolution in eastern Europe", None),
        ("Mutiny on the <i>Potemkin</i>", r"Mutiny on the \textit{Potemkin}"),
        ("Is a < b?", "Is a < b?"),
        ("Self-Help and Anglo-Soviet Trade", "Self-Help and {Anglo}-{Soviet} Trade"),
        ("Up ^ and ~ and \\", r"Up {\textasciicircum} and {\textasciitilde} and {\textbackslash}"),
        ("The Cold War in East Asia", "The {Cold} {War} in {East} {Asia}"),
        ("A Reading of the War in Spain", "A Reading of the War in {Spain}"),
        ("Letters of James Baldwin to His Brother", "Letters of {James} {Baldwin} to His Brother"),
        ("THE GREAT REBELLION", "THE GREAT REBELLION"),
    ],
)
def test_titles_are_escaped_and_protected(entry_of, title, written):
    expected = written or "The origins of the {Russian} revolution in eastern {Europe}"
    assert entry_of({"title": title})["title"] == expected


def test_an_address_is_never_escaped(entry_of):
    entry = entry_of({"title": "T", "URL": "https://example.org/a_b?x=50%25&y=1#z~"})
    assert entry["url"] == "https://example.org/a_b?x=50%25&y=1#z~"


def test_pages_have_two_hyphens_and_a_book_has_none(entry_of):
    assert entry_of({"type": "article-journal", "title": "T", "page": "415–19, 438-43"})["pages"] == "415--19, 438--43"
    book = entry_of({"title": "T", "page": "12-14"})
    assert "pages" not in book
    assert "Page: 12-14" in book["annote"]


def test_an_edited_book_is_a_collection_and_a_chapter_names_the_author_of_its_book(entry_of):
    assert entry_of({"editor": [{"literal": "X"}], "title": "T"})["ENTRYTYPE"] == "collection"
    chapter = {"type": "chapter", "title": "T", "container-title": "B", "container-author": [{"literal": "X"}]}
    assert entry_of(chapter)["ENTRYTYPE"] == "inbook"
    assert entry_of(chapter)["bookauthor"] == "{X}"


def test_an_archival_letter_keeps_its_place_and_its_recipient(entry_of):
    letter = {
        "type": "personal_communication", "title": "Lothian to Halifax", "archive_location": "FO 371/24248",
        "archive": "The National Archives", "archive-place": "Kew", "recipient": [{"family": "Halifax"}],
    }  # fmt: skip
    entry = entry_of(letter)
    assert entry["ENTRYTYPE"] == "letter"
    assert entry["howpublished"] == "FO 371/24248, The National Archives, Kew"
    assert "Recipient: Halifax." in entry["annote"]


def test_doubt_and_on_request_the_citing_notes_stand_in_annote(bibliography):
    entry = entries(bibliography, cited_in=True)["bloch1953craft"]
    assert "this or another work is meant (another)" in entry["annote"]
    assert "Two editions look alike (R402)." in entry["annote"]
    assert "Cited in notes 1, 64." in entry["annote"]
    assert "annote" not in entries(bibliography)["degras1951documents"]


def test_entries_are_sorted_by_key_and_hold_no_string_definitions(bibliography):
    text, _ = write_bibliography(bibliography, None, "biblatex")
    keys = re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE)
    assert keys == sorted(keys)
    assert "@string" not in text.lower()


@pytest.mark.skipif(shutil.which("biber") is None, reason="biber is not installed")
@pytest.mark.slow
def test_biber_finds_no_error_and_no_bad_value(bibliography, tmp_path):
    write_bibliography(bibliography, tmp_path / "all.bib")
    answer = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "all.bib"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0
    assert "ERROR" not in answer.stdout
    assert not re.search(r"Invalid (format|value)", answer.stdout)
    assert not re.search(r"Overwriting field", answer.stdout)


@pytest.mark.skipif(shutil.which("bibtex") is None, reason="bibtex is not installed")
def test_the_bibtex_program_reads_every_entry(bibliography, tmp_path):
    write_bibliography(bibliography, tmp_path / "all.bib", "bibtex")
    (tmp_path / "x.aux").write_text("\\citation{*}\n\\bibdata{all}\n\\bibstyle{plain}\n")
    answer = subprocess.run(["bibtex", "x"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert "error" not in answer.stdout.lower()
    assert (tmp_path / "x.bbl").read_text().count("\\bibitem") == len(bibliography.works)


def test_what_only_biblatex_knows_is_told_to_biblatex(entry_of):
    paper = {"type": "article-newspaper", "container-title": "Le Temps", "language": "fr"}
    assert entry_of(paper)["entrysubtype"] == "newspaper"
    assert entry_of(paper)["langid"] == "french"
    assert not {"entrysubtype", "langid"} & set(entry_of(paper, "bibtex"))


def test_a_single_brace_does_not_swallow_the_rest_of_the_file(listing):
    found = entries(listing({"title": "An open { brace"}, {"title": "Another {book}"}))
    assert [entry.fields_dict["title"].value for entry in found.values()] == [
        r"An open \{\vphantom{\}} brace",
        r"Another \{book\}",
    ]


def test_a_title_in_another_language_keeps_all_its_capitals(entry_of):
    german = {"title": "Die Entstehung der Arbeiterbewegung: Eine Studie", "language": "de"}
    assert entry_of(german)["title"] == "Die Entstehung der {Arbeiterbewegung}: Eine {Studie}".replace(
        "Entstehung", "{Entstehung}"
    )


KEPT_BY_ZOTERO = set(
    "title author editor translator booktitle journaltitle journal publisher institution school organization location "
    "address date year month volume edition series isbn issn doi shorttitle abstract language number pages pagetotal "
    "type chapter url urldate howpublished keywords note annote eventtitle shortjournal version".split()
)
LOST_IN_ZOTERO = set(
    "volumes titleaddon bookauthor editortype origdate origpublisher origlocation origtitle library pubstate part "
    "entrysubtype eventdate venue langid introduction".split()
)


def test_no_field_is_written_whose_fate_in_zotero_is_unknown(bibliography):
    written = {name for entry in entries(bibliography, cited_in=True).values() for name in entry.fields_dict}
    assert written <= KEPT_BY_ZOTERO | LOST_IN_ZOTERO


def bib_cases():
    blocks = (CASES / "bib.txt").read_text(encoding="utf-8").split("\n\n")
    return [block.strip().split("\n", 2) for block in blocks if not block.startswith("#")]


@pytest.mark.parametrize(("item", "entry"), [case[1:] for case in bib_cases()], ids=[case[0] for case in bib_cases()])
def test_the_cases_are_written_as_they_stand(listing, item, entry):
    text, _ = write_bibliography(listing(yaml.safe_load(item)), None, "biblatex")
    assert text.strip() == entry


@pytest.mark.skipif(shutil.which("pdflatex") is None or shutil.which("biber") is None, reason="LaTeX is not installed")
@pytest.mark.slow
def test_latex_prints_every_work_without_an_error(works, listing, tmp_path):
    latin = [work for work in works if work.id not in ("mao1991xuanji", "tolstoi1928pss")]
    write_bibliography(replace(listing(), works=tuple(latin)), tmp_path / "all.bib")
    (tmp_path / "t.tex").write_text(
        "\\documentclass{article}\n\\usepackage[style=verbose,backend=biber]{biblatex}\n\\addbibresource{all.bib}\n"
        "\\begin{document}\n\\nocite{*}\n\\printbibliography\n\\end{document}\n"
    )
    for command in (
        ["pdflatex", "-interaction=nonstopmode", "t"],
        ["biber", "t"],
        ["pdflatex", "-interaction=nonstopmode", "t"],
    ):
        answer = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300)
    if b"biblatex.sty' not found" in answer.stdout:
        pytest.skip("biblatex is not installed")
    errors = [line for line in (tmp_path / "t.log").read_text(errors="replace").splitlines() if line.startswith("!")]
    assert errors == []
