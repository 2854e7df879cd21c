"""`refparse decide` settles a doubt; every later run keeps to it, and it can be taken back."""

from __future__ import annotations

import json

import pytest


def parsed(refparse):
    return json.loads(refparse("parse", "chapter.md", "--json").out)


def citation(data, name):
    return next(one for note in data["notes"] for one in note["citations"] if one["id"] == name)


def test_a_citation_means_the_work_that_a_person_says(refparse):
    assert citation(parsed(refparse), "n2.1")["status"] == "ambiguous"
    outcome = refparse("decide", "chapter.md", "n2.1", "means", "thompson1963making", "--comment", "page 70 is his")
    assert outcome.err.startswith("chapter.md.refparse.yaml: means: ibid 70")
    settled = citation(parsed(refparse), "n2.1")
    assert (settled["work"], settled["status"], settled["rule"]) == ("thompson1963making", "resolved", "decision")


def test_without_decisions_a_run_gives_what_it_gave_before(refparse):
    refparse("decide", "chapter.md", "n2.1", "means", "thompson1963making")
    outcome = refparse("parse", "chapter.md", "--no-decisions", "--json")
    assert citation(json.loads(outcome.out), "n2.1")["status"] == "ambiguous"


def test_a_citation_may_mean_a_new_work(refparse):
    refparse("decide", "chapter.md", "n4.1", "means", "new-work.json")
    data = parsed(refparse)
    work = data["works"][citation(data, "n4.1")["work"]]
    assert work["author"] == [{"family": "Smith", "given": "Ann"}]


def test_a_field_is_set_and_a_citation_is_none(refparse):
    refparse("decide", "chapter.md", "thompson1963making", "set", "publisher", "Victor Gollancz")
    refparse("decide", "chapter.md", "thompson1963making", "set", "author", "Thompson, Edward Palmer")
    refparse("decide", "chapter.md", "n4.1", "not-a-citation")
    data = parsed(refparse)
    changed = data["works"][citation(data, "n1.1")["work"]]
    assert changed["publisher"] == "Victor Gollancz"
    assert changed["author"] == [{"family": "Thompson", "given": "Edward Palmer"}]
    assert data["notes"][3]["citations"] == []


def test_two_works_are_one_or_are_not(refparse):
    refparse("decide", "chapter.md", "kaplan1976bread", "same-work", "thompson1963making")
    data = parsed(refparse)
    assert citation(data, "n1.1")["work"] == citation(data, "n1.2")["work"]
    refparse("decide", "chapter.md", "--forget", "1")
    data = parsed(refparse)
    assert citation(data, "n1.1")["work"] != citation(data, "n1.2")["work"]


def test_two_citations_are_of_different_works(refparse, folder):
    one = "Eileen Power, *Medieval People* (London: Methuen, 1924), 9"
    other = "Eileen Power, *Mediaeval People* (London: Methuen, 1924), 12"
    text = f"Claim.[^1] Claim.[^2]\n\n[^1]: {one}.\n\n[^2]: {other}.\n"
    (folder / "chapter.md").write_text(text, encoding="utf-8")
    data = parsed(refparse)
    assert citation(data, "n1.1")["work"] == citation(data, "n2.1")["work"]
    refparse("decide", "chapter.md", "n1.1", "different-works", "n2.1")
    data = parsed(refparse)
    assert citation(data, "n1.1")["work"] != citation(data, "n2.1")["work"]


def test_words_of_a_note_are_a_citation(refparse, folder):
    text = (folder / "chapter.md").read_text(encoding="utf-8").replace("See note 1 above.", "The old ballad says so.")
    (folder / "chapter.md").write_text(text, encoding="utf-8")
    refparse("decide", "chapter.md", "4", "is-a-citation", "The old ballad")
    assert len(parsed(refparse)["notes"][3]["citations"]) == 2


def test_decisions_are_listed_and_taken_back(refparse):
    assert "no decisions yet" in refparse("decide", "chapter.md").err
    refparse("decide", "chapter.md", "n4.1", "not-a-citation", "--comment", "only talk")
    listed = refparse("decide", "chapter.md").out
    assert listed.startswith("1  not-a-citation: ")
    assert listed.endswith("(only talk)\n")
    assert "no longer not-a-citation" in refparse("decide", "chapter.md", "--forget", "1").err
    assert refparse("decide", "chapter.md").out == ""


@pytest.mark.parametrize("words", [["n4", "is-a-citation", "not in the note"], ["9", "is-a-citation", "x"]])
def test_words_and_notes_that_are_not_there_are_named(words, refparse):
    outcome = refparse("decide", "chapter.md", *words)
    assert outcome.code == 2
    assert words[0] in outcome.err
