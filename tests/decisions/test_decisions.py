"""What a person settled overrules the program, survives an edited document, and is reported where it no longer fits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from marked import parse_marked

from refparse.decisions import (
    add_decision,
    citation_target,
    decisions_path,
    read_decisions,
    stretch_target,
    work_target,
    write_decisions,
)
from refparse.errors import DecisionError
from refparse.linkage import build_bibliography
from refparse.model import Action, Bibliography, Decision, Document, Origin, ParsedNote, Span
from refparse.model import variables as v

NOTES = (
    "⟦b ‹a E. H. Carr›, ‹t The Bolshevik Revolution, 1917-1923› (‹c London›: ‹u Macmillan›, ‹y 1950›), ‹p 16›⟧.",
    "⟦b ‹a E. H. Carr›, ‹t The Interregnum, 1923-1924› (‹c London›: ‹u Macmillan›, ‹y 1954›), ‹p 3›⟧.",
    "On the famine see ⟦s ‹a Carr›, ‹p 44›⟧.",
    "⟦s ‹a Debo›, ‹t Survival and Consolidation›, ‹p 5›⟧. The delegates were Smith, Jones, and Brown, 5 in all.",
)


def parsed(*marked: str) -> list[ParsedNote]:
    return [parse_marked(text, str(number)) for number, text in enumerate(marked, 1)]


def build(notes: list[ParsedNote], *decisions: Decision) -> Bibliography:
    return build_bibliography(Document(id="d", notes=tuple(one.note for one in notes)), notes, decisions=decisions)


def works_cited(bibliography: Bibliography) -> dict[str, str | None]:
    return {one.citation: one.work for one in bibliography.resolutions}


def codes(bibliography: Bibliography) -> list[str]:
    return [one.code for one in bibliography.diagnostics if one.code.startswith("R7")]


def means(notes: list[ParsedNote], place: int, work: dict[str, object]) -> Decision:
    target = citation_target(notes[place], notes[place].citations[0])
    return Decision(action=Action.MEANS, target=target, value=work)


def test_this_citation_means_that_work():
    notes = parsed(*NOTES)
    assert build(notes).resolutions[2].status == "ambiguous"
    decided = build(notes, means(notes, 2, {"author": "Carr", "title": "The Interregnum"}))
    assert works_cited(decided)["n3.1"] == "carr1954interregnum"
    assert decided.resolutions[2].rule == "decision"


def test_an_ibid_follows_what_was_decided():
    notes = parsed(*NOTES[:3], "⟦i Ibid., ‹p 45›⟧.")
    decided = build(notes, means(notes, 2, {"author": "Carr", "title": "The Interregnum"}))
    assert works_cited(decided)["n4.1"] == "carr1954interregnum"


def test_a_decision_survives_an_edited_document():
    decision = means(parsed(*NOTES), 2, {"author": "Carr", "title": "The Interregnum"})
    edited = parsed(
        "⟦s ‹a Lensen›, ‹t Recognition›, ‹p 1›⟧.", *NOTES[:2], "On the great famine see ⟦s ‹a Carr›, ‹p 44›⟧."
    )
    assert works_cited(build(edited, decision))["n4.1"] == "carr1954interregnum"


def test_a_decision_whose_words_are_gone_is_reported():
    decision = means(parsed(*NOTES), 2, {"author": "Carr", "title": "The Interregnum"})
    assert codes(build(parsed(*NOTES[:2]), decision)) == ["R701"]


def test_a_decision_on_a_work_that_is_not_there_is_reported():
    notes = parsed(*NOTES)
    assert codes(build(notes, means(notes, 2, {"author": "Pirenne", "title": "Medieval Cities"}))) == ["R702"]


def test_a_citation_may_mean_a_new_work():
    notes = parsed(*NOTES)
    item = {"type": "book", "author": [{"family": "Carr", "given": "William"}], "title": "A History of Germany"}
    assert works_cited(build(notes, means(notes, 2, item)))["n3.1"] == "carrhistory"


def test_two_works_are_one():
    notes = parsed(*NOTES, "⟦s ‹a Debo›, ‹t Revolution and Survival›, ‹p 5›⟧.")
    targets = [
        {"author": "Debo", "title": "Survival and Consolidation"},
        {"author": "Debo", "title": "Revolution and Survival"},
    ]
    cited = works_cited(build(notes, Decision(action=Action.SAME_WORK, target={"works": targets})))
    assert cited["n4.1"] == cited["n5.1"]


def test_one_work_is_two():
    twin = NOTES[0].replace("1950", "1951")
    notes = parsed(NOTES[0], twin)
    assert len(build(notes).works) == 1
    targets = [{"author": "Carr", "title": "The Bolshevik Revolution", "year": year} for year in (1950, 1951)]
    assert len(build(notes, Decision(action=Action.DIFFERENT_WORKS, target={"works": targets})).works) == 2


def test_this_is_no_citation():
    notes = parsed(*NOTES)
    decision = Decision(action=Action.NOT_A_CITATION, target=citation_target(notes[3], notes[3].citations[0]))
    assert "n4.1" not in works_cited(build(notes, decision))


def test_that_stretch_is_one():
    notes = parsed("See Pirenne's lectures at Ghent for the rest.")
    target = stretch_target(notes[0], Span(4, 31))
    decision = Decision(
        action=Action.IS_A_CITATION, target=target, value={"author": "Henri Pirenne", "title": "Lectures"}
    )
    work = build(notes, decision).works[0]
    assert (work.id, work.fields[v.TITLE].origin) == ("pirennelectures", Origin.EDITED)


def test_this_field_is_so():
    notes = parsed(*NOTES)
    work = build(notes).works[0]
    decision = Decision(
        action=Action.SET_FIELD, target=work_target(work), value={"field": "publisher", "value": "Macmillan & Co."}
    )
    field = build(notes, decision).works[0].fields[v.PUBLISHER]
    assert (field.value, field.origin) == ("Macmillan & Co.", Origin.EDITED)


@pytest.mark.parametrize(("field", "code"), [("publihser", "R703")])
def test_a_field_that_csl_does_not_know_is_reported(field: str, code: str):
    notes = parsed(*NOTES)
    target = work_target(build(notes).works[0])
    decision = Decision(action=Action.SET_FIELD, target=target, value={"field": field, "value": "x"})
    assert codes(build(notes, decision)) == [code]


def test_what_is_written_is_read_again(tmp_path: Path):
    notes = parsed(*NOTES)
    decisions = (
        replace(means(notes, 2, {"author": "Carr", "title": "The Interregnum", "year": 1954}), comment="see p. 3"),
        Decision(action=Action.SAME_WORK, target={"works": [{"title": "Ä"}, {"title": "B"}]}),
        Decision(action=Action.SET_FIELD, target={"title": "B"}, value={"field": "publisher", "value": ""}),
        Decision(action=Action.NOT_A_CITATION, target={"note": "a b", "text": "b"}),
        Decision(action=Action.IS_A_CITATION, target={"note": "a b", "text": "a"}),
    )
    path = decisions_path(tmp_path / "book.docx")
    write_decisions(path, decisions)
    assert path.name == "book.docx.refparse.yaml"
    assert read_decisions(path) == decisions


def test_a_later_decision_on_the_same_matter_takes_the_place_of_the_earlier(tmp_path: Path):
    notes = parsed(*NOTES)
    path = tmp_path / "d.refparse.yaml"
    add_decision(path, means(notes, 2, {"title": "The Bolshevik Revolution"}))
    assert [one.value["title"] for one in add_decision(path, means(notes, 2, {"title": "The Interregnum"}))] == [
        "The Interregnum"
    ]


def test_no_file_holds_no_decisions(tmp_path: Path):
    assert read_decisions(tmp_path / "none.refparse.yaml") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("decisions: [", "is no YAML"),
        ("- means", "must hold a list called `decisions`"),
        ("refparse: 9\ndecisions: []", "version 9"),
        ("decisions: [{action: guess}]", "decision 1: unknown action 'guess'"),
        ("decisions: [{action: means, work: {title: x}}]", "decision 1: `citation` is missing"),
        ("decisions: [{action: set-field, work: {title: x}, value: y}]", "decision 1: `field` is missing"),
        ("decisions: [{action: same-work, works: [x]}]", "two or more works"),
        ("decisions: [{action: not-a-citation, citation: x}]", "`citation` must be a mapping"),
    ],
)
def test_a_broken_file_is_one_clear_error(tmp_path: Path, text: str, words: str):
    path = tmp_path / "d.refparse.yaml"
    path.write_text(text)
    with pytest.raises(DecisionError, match=words.replace("(", "\\(")) as caught:
        read_decisions(path)
    assert str(path) in str(caught.value)
