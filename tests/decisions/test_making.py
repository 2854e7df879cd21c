"""What a person points at becomes a decision that the next run obeys."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import parse_marked

from refparse.decisions import (
    add_decision,
    decide_different_works,
    decide_field,
    decide_is_a_citation,
    decide_means,
    decide_not_a_citation,
    decide_same_work,
    read_decisions,
)
from refparse.errors import DecisionError
from refparse.linkage import build_bibliography
from refparse.model import Bibliography, Decision, Document
from refparse.model import variables as v

NOTES = [
    parse_marked(text, str(number))
    for number, text in enumerate(
        (
            "⟦b ‹a E. H. Carr›, ‹t The Bolshevik Revolution› (‹c London›: ‹u Macmillan›, ‹y 1950›), ‹p 16›⟧.",
            "⟦b ‹a E. H. Carr›, ‹t The Interregnum› (‹c London›: ‹u Macmillan›, ‹y 1954›), ‹p 3›⟧.",
            "On the famine see ⟦s ‹a Carr›, ‹p 44›⟧, and Pirenne's lectures at Ghent.",
        ),
        1,
    )
]


def build(*decisions: Decision) -> Bibliography:
    document = Document(id="d", notes=tuple(one.note for one in NOTES))
    return build_bibliography(document, NOTES, decisions=decisions)


def through_file(decision: Decision, path: Path) -> Bibliography:
    add_decision(path / "d.refparse.yaml", decision)
    return build(*read_decisions(path / "d.refparse.yaml"))


def test_a_citation_means_the_work_that_was_pointed_at(tmp_path: Path):
    found = through_file(decide_means(build(), "n3.1", "carr1950bolshevik"), tmp_path)
    assert found.resolutions[2].work == "carr1950bolshevik"


def test_a_citation_is_none(tmp_path: Path):
    assert len(through_file(decide_not_a_citation(build(), "n3.1"), tmp_path).citations) == 2


def test_a_stretch_is_a_citation(tmp_path: Path):
    decision = decide_is_a_citation(build(), "n3", "Pirenne's lectures", {"author": "Pirenne", "title": "Lectures"})
    assert through_file(decision, tmp_path).works[-1].id == "pirennelectures"


def test_two_works_are_one(tmp_path: Path):
    found = through_file(decide_same_work(build(), "carr1950bolshevik", "carr1954interregnum"), tmp_path)
    assert len(found.works) == 1 and found.resolutions[2].status == "resolved"


def test_works_are_kept_apart(tmp_path: Path):
    titles = [{"author": "Carr", "title": title} for title in ("The Bolshevik Revolution", "The Interregnum")]
    assert len(through_file(decide_different_works(build(), *titles), tmp_path).works) == 2


def test_a_field_is_so(tmp_path: Path):
    found = through_file(decide_field(build(), "carr1950bolshevik", "issued", 1951), tmp_path)
    assert found.works[0].fields.value(v.ISSUED).year == 1951


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (lambda: decide_means(build(), "n9.1", "carr1950bolshevik"), "no citation n9.1"),
        (lambda: decide_means(build(), "n3.1", "nobody"), "no work nobody"),
        (lambda: decide_is_a_citation(build(), "n9", "x"), "no note n9"),
        (lambda: decide_is_a_citation(build(), "n3", "Weber's lectures"), "does not hold the words"),
        (lambda: decide_same_work(build(), "carr1950bolshevik"), "two works"),
        (lambda: decide_field(build(), "carr1950bolshevik", "publihser", "x"), "no field called publihser"),
    ],
)
def test_what_is_not_there_is_one_clear_error(point, words: str):
    with pytest.raises(DecisionError, match=words):
        point()
