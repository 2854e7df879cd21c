"""Citations in notes: the same words from both good engines, for each position and kind of locator."""

from __future__ import annotations

import pytest
from note_cases import CASES, read_cases, works

from refparse.errors import MissingExtra, StyleError
from refparse.formats.markup import to_text
from refparse.model.cluster import Cite, Cluster
from refparse.render.bibliography import render_notes
from refparse.render.engine import open_engine

NOTES = tuple(read_cases(CASES / "notes.txt"))


def _skip_without(engine: str) -> None:
    try:
        open_engine(engine)
    except MissingExtra as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("engine", ["pandoc", "citeproc-js"])
@pytest.mark.parametrize("case", NOTES, ids=lambda case: case.style)
def test_notes_say_what_the_style_wants(case, engine):
    _skip_without(engine)
    found = render_notes(works(), case.clusters, case.style, engine=engine)
    lines = [
        f"{cluster.note}: {' '.join(to_text(rich).split())}" for cluster, rich in zip(case.clusters, found, strict=True)
    ]
    assert lines == [f"{cluster.note}: {text}" for cluster, text in zip(case.clusters, case.expected, strict=True)]


def test_a_citation_of_an_unknown_work_is_the_callers_mistake():
    with pytest.raises(StyleError, match="names 'nothing', which is not among the items"):
        render_notes(works(), [Cluster(note=1, cites=(Cite(id="nothing"),))], "oscola")


def test_note_numbers_must_not_fall():
    clusters = [Cluster(note=number, cites=(Cite(id="craft"),)) for number in (4, 2)]
    with pytest.raises(StyleError, match="note 2 cannot follow note 4"):
        render_notes(works(), clusters, "oscola")


def test_the_approximate_engine_gives_one_text_for_each_citation():
    clusters = [Cluster(note=number, cites=(Cite(id="craft"),)) for number in (1, 2, 9)]
    found = [to_text(rich) for rich in render_notes(works(), clusters, "refparse-classic-notes", engine="citeproc-py")]
    assert len(found) == 3
    assert "Bloch" in found[0]


def test_an_author_date_style_cites_in_the_text():
    clusters = [
        Cluster(cites=(Cite(id="craft", locator="29"),)),
        Cluster(cites=(Cite(id="problem", suppress_author=True),)),
    ]
    found = [to_text(rich) for rich in render_notes(works(), clusters, "apa", engine="pandoc")]
    assert found == ["(Bloch, 1953, p. 29)", "(1982)"]
