"""`refparse parse`: the picture, the JSON, the report, and where the notes come from."""

from __future__ import annotations

import io
import json
import sys


def test_the_picture_shows_notes_citations_works_doubts_and_counts(refparse):
    outcome = refparse("parse", "chapter.md")
    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert outcome.err == ""
    assert lines[0] == "Bread"
    assert any(line.startswith("2    Ibid., 70.") for line in lines)
    assert [line for line in lines if line in ("Works", "Doubts")] == ["Works", "Doubts"]
    assert any("thompson1963making" in line and line.endswith("notes 1, 3") for line in lines)
    assert any(line.startswith("  R301") and "note 2" in line for line in lines)
    assert any(line.startswith("4 notes · 5 citations · 3 works") for line in lines)


def test_a_pipe_gets_plain_lines_without_colours(refparse):
    assert "\x1b" not in refparse("parse", "chapter.md").out


def test_one_note_may_be_given_as_text(refparse):
    outcome = refparse("parse", "--text", "Ibid., 31.", "--json")
    (note,) = json.loads(outcome.out)["notes"]
    (citation,) = note["citations"]
    assert (citation["kind"], citation["locator"], citation["status"]) == ("ibid", "31", "unresolved")
    assert citation["work"] is None


def test_a_dash_reads_standard_input(refparse, folder, monkeypatch):
    text = (folder / "chapter.md").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    data = json.loads(refparse("parse", "-", "--json").out)
    assert [note["n"] for note in data["notes"]] == ["1", "2", "3", "4"]


def test_the_json_holds_what_the_contract_promises(refparse):
    data = json.loads(refparse("parse", "chapter.md", "--json").out)
    assert set(data) >= {"document", "notes", "works", "fragments", "diagnostics"}
    first = data["notes"][0]["citations"][0]
    assert set(first) >= {"id", "work", "kind", "form", "locator", "signal", "span", "status", "rule", "confidence",
                          "alternatives"}  # fmt: skip
    assert first["id"] == "n1.1"
    assert first["signal"] == "see"
    work = data["works"][first["work"]]
    assert work["title"] == "The Making of the English Working Class"
    assert work["citations"][0] == "n1.1"
    assert data["notes"][3]["cross_references"][0]["target"] == "1"


def test_the_same_document_gives_the_same_json_byte_for_byte(refparse):
    assert refparse("parse", "chapter.md", "--json").out == refparse("parse", "chapter.md", "--json").out


def test_several_files_are_the_chapters_of_one_document(refparse):
    data = json.loads(refparse("parse", "chapter.md", "later.md", "--json").out)
    assert [note["id"] for note in data["notes"]] == ["c1.n1", "c1.n2", "c1.n3", "c1.n4", "c2.n1"]
    assert [note["division"] for note in data["notes"]][-1] == "More bread"
    assert len([work for work in data["works"] if work.startswith("kaplan")]) == 2


def test_a_folder_is_read_as_one_document(refparse, folder):
    (folder / "book").mkdir()
    for name in ("chapter.md", "later.md"):
        (folder / name).rename(folder / "book" / name)
    assert len(json.loads(refparse("parse", "book", "--json").out)["notes"]) == 5


def test_each_takes_several_files_each_for_itself(refparse):
    one, other = json.loads(refparse("parse", "chapter.md", "later.md", "--each", "--json").out)
    assert (one["document"], other["document"]) == ("chapter", "later")
    assert [note["id"] for note in other["notes"]] == ["n1"]


def test_lines_and_notes_say_where_to_look(refparse, folder):
    notes = "1 E. P. Thompson, Whigs and Hunters (London: Allen Lane, 1975), 9.\n2 Ibid., 10.\n"
    (folder / "list.txt").write_text("A remark.\n" + notes, encoding="utf-8")
    data = json.loads(refparse("parse", "list.txt", "--lines", "2-3", "--notes", "list", "--json").out)
    assert [note["n"] for note in data["notes"]] == ["1", "2"]


def test_works_found_in_the_library_take_its_keys(refparse):
    data = json.loads(refparse("parse", "chapter.md", "--library", "library.bib", "--json").out)
    assert data["notes"][0]["citations"][0]["work"] == "mine"


def test_min_confidence_moves_links_into_the_doubts(refparse):
    usual = refparse("parse", "chapter.md").out
    strict = refparse("parse", "chapter.md", "--min-confidence", "1").out
    assert strict.count("unsure") > usual.count("unsure")


def test_the_report_is_one_page_and_the_json_may_come_with_it(refparse, folder):
    outcome = refparse("parse", "chapter.md", "--report", "report.html", "--json")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert json.loads(outcome.out)["document"] == "chapter"
    assert outcome.err.startswith("report.html: 4 notes")


def test_why_tells_the_evidence_of_one_citation_or_of_a_whole_note(refparse):
    one = refparse("why", "n2.1", "chapter.md").out
    assert one.startswith("n2.1  Ibid., 70")
    assert "ambiguous" in one
    assert "note 1" in one
    both = refparse("why", "n1", "chapter.md").out
    assert "n1.1  " in both
    assert "n1.2  " in both


def test_explain_tells_one_code_or_lists_all(refparse):
    assert refparse("explain", "r301").out.startswith("R301  Several works fit  (doubt)\n")
    listed = refparse("explain").out.splitlines()
    assert listed == sorted(listed)
    assert any(line.startswith("R201") for line in listed)
