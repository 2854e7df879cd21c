"""The commands that write: export, render, restyle, train; and those that list what there is to choose."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[1] / "documents" / "bread"


def test_the_ending_says_the_format(refparse, folder):
    outcome = refparse("export", "chapter.md", "out.bib")
    assert "@book{thompson1963making," in (folder / "out.bib").read_text(encoding="utf-8")
    assert outcome.code == 0
    assert outcome.out == ""
    assert outcome.err.splitlines()[-1].startswith("out.bib: 4 notes · 5 citations · 3 works")


def test_to_prints_a_format(refparse, folder):
    before = sorted(folder.iterdir())
    outcome = refparse("export", "chapter.md", "--to", "csl-json", "--quiet")
    assert {item["id"] for item in json.loads(outcome.out)} >= {"thompson1963making"}
    assert outcome.err == ""
    assert sorted(folder.iterdir()) == before


def test_several_documents_make_one_bibliography(refparse, folder):
    refparse("export", "chapter.md", "later.md", "-o", "out.bib")
    text = (folder / "out.bib").read_text(encoding="utf-8")
    assert "kaplan1976bread" in text
    assert "kaplan1984provisioning" in text


def test_only_complete_works_and_only_some_types(refparse):
    def ids(*options):
        return {item["id"] for item in json.loads(refparse("export", "chapter.md", "--to", "json", *options).out)}

    everything = ids()
    assert ids("--only", "complete") < everything
    assert ids("--type", "thesis") == set()


def test_a_list_is_annotated_with_the_notes_that_cite(refparse):
    assert "cited in notes 1, 3" in refparse("export", "chapter.md", "--to", "text", "--cited-in").out


def test_force_replaces_a_file_that_looks_like_a_document(refparse, folder):
    assert refparse("export", "chapter.md", "later.md", "--force").code == 0
    assert "Thompson" in (folder / "later.md").read_text(encoding="utf-8")


def test_an_update_keeps_what_the_library_says_and_adds_the_rest(refparse, folder):
    before = (folder / "library.bib").read_text(encoding="utf-8")
    outcome = refparse("export", "chapter.md", "--update", "library.bib")
    after = (folder / "library.bib").read_text(encoding="utf-8")
    assert after.startswith(before.removesuffix("\n}\n"))
    assert "publisher = {Gollancz}" in after
    assert "thompson1963making" not in after
    assert "kaplan1976bread" in after
    assert "1 completed" in outcome.err


def test_the_library_to_update_is_no_document(refparse, folder):
    before = (folder / "library.bib").read_bytes()
    outcome = refparse("export", "chapter.md", "library.bib", "--update", "library.bib")
    assert outcome.code == 2
    assert "name it once" in outcome.err
    assert (folder / "library.bib").read_bytes() == before


def test_an_update_of_a_file_that_is_not_there_makes_it(refparse, folder):
    refparse("export", "chapter.md", "--update", "new.bib")
    assert "thompson1963making" in (folder / "new.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", ["chapter.md", "library.bib", "parsed.json", "items.json"])
def test_any_source_is_rendered_in_a_style(source, refparse, folder):
    (folder / "parsed.json").write_text(refparse("parse", "chapter.md", "--json").out, encoding="utf-8")
    (folder / "items.json").write_text(refparse("export", "chapter.md", "--to", "json").out, encoding="utf-8")
    outcome = refparse("render", source, "--style", "apa")
    assert "Thompson, E. P. (1963)." in outcome.out
    assert outcome.err.splitlines()[-1].startswith("APA")


def test_a_rendered_file_has_the_format_of_its_ending(refparse, folder):
    assert refparse("render", "library.bib", "-o", "out.html", "--quiet").err == ""
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_rendered_works_are_marked_where_doubtful_and_annotated_on_request(refparse):
    marked = refparse("render", "chapter.md", "--mark-doubt").out
    assert marked.count("[incomplete]") == 1
    annotated = refparse("render", "chapter.md", "--style", "refparse-chicago-annotated", "--cited-in").out
    assert "Cited in notes 1, 3." in annotated


def test_a_document_is_restyled_beside_the_old_one(refparse, folder):
    before = (folder / "later.md").read_bytes()
    outcome = refparse("restyle", "later.md", "new.md", "--style", "mhra")
    assert outcome.code == 0
    assert (folder / "later.md").read_bytes() == before
    assert "(Cornell University Press, 1984), p. 12" in (folder / "new.md").read_text(encoding="utf-8")
    assert outcome.err.splitlines()[-1] == "new.md: 1 of 1 citations rewritten"


def test_a_document_becomes_live_for_pandoc(refparse, folder):
    refparse("restyle", "later.md", "live.md", "--to-pandoc")
    assert "[@kaplan1984provisioning, 12]" in (folder / "live.md").read_text(encoding="utf-8")
    assert "@book{kaplan1984provisioning," in (folder / "live.bib").read_text(encoding="utf-8")


def test_a_word_document_becomes_live_for_zotero(refparse, folder):
    shutil.copy(DOCUMENTS / "bread.docx", folder)
    outcome = refparse("link", "bread.docx", "live.docx", "--style", "mhra", "--bibliography")
    assert outcome.code == 0
    assert " are live, " in outcome.err.splitlines()[-1]
    with zipfile.ZipFile(folder / "live.docx") as package:
        assert b"ADDIN ZOTERO_ITEM CSL_CITATION" in package.read("word/footnotes.xml")
        assert b"ADDIN ZOTERO_BIBL" in package.read("word/document.xml")
        assert b"styles/mhra-notes" in package.read("docProps/custom.xml")


def test_the_words_of_a_linked_document_stay_the_same(refparse, folder):
    shutil.copy(DOCUMENTS / "bread.docx", folder)
    refparse("link", "bread.docx", "live.docx")
    before, after = (json.loads(refparse("parse", name, "--json").out) for name in ("bread.docx", "live.docx"))
    assert [note["text"] for note in after["notes"]] == [note["text"] for note in before["notes"]]


def test_styles_are_found_by_words(refparse):
    assert any(line.startswith("past-and-present ") for line in refparse("styles", "past", "present").out.splitlines())


def test_engines_are_listed_with_how_to_get_them(refparse):
    lines = refparse("engines").out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == ["pandoc", "citeproc-js", "citeproc-py"]


def test_a_draft_of_marked_notes_is_printed_for_a_person_to_correct(refparse):
    lines = refparse("train", "--draft", "chapter.md").out.splitlines()
    assert len(lines) == 4
    assert lines[1] == "n2\t⟦i Ibid., ‹p 70›⟧."
    assert "⟦b ‹a E. P. Thompson›, ‹t The Making of the English Working Class› (‹c London›:" in lines[0]
    assert "⟦x note ‹nr 1›" in lines[3]


@pytest.mark.slow
def test_a_house_style_is_learned_and_used_by_every_run(refparse, folder):
    mark_up = "1\t⟦b ‹a Eileen Power›: ‹t Medieval People›. ‹c London› – ‹y 1924›, ‹p 9›⟧.\n"
    (folder / "notes.txt").write_text(mark_up, encoding="utf-8")
    outcome = refparse("train", "notes.txt")
    weights = Path(outcome.err.partition(": learned")[0])
    assert weights.is_relative_to(folder)
    assert json.loads(weights.read_text(encoding="utf-8")).keys() == {"emissions", "transitions"}
    assert refparse("parse", "chapter.md", "--json").code == 0
    weights.write_text("{}", encoding="utf-8")
    assert "is no file of weights" in refparse("parse", "chapter.md", "--json").err


def test_what_many_works_have_no_field_for_is_said_once_with_their_number(refparse, folder):
    letters = "; ".join(f"Adams to Jefferson, {day} May 1815, box {day}, Adams Papers, Boston" for day in range(1, 5))
    (folder / "letters.md").write_text(f"They wrote.[^1]\n\n[^1]: {letters}.\n", encoding="utf-8")
    said = [line for line in refparse("export", "letters.md", "out.bib").err.splitlines() if "recipient" in line]
    assert said == ["R501: no field in a .bib file for recipient: kept in annote (4 times)"]
