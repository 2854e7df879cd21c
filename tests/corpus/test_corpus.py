"""The generators of marked notes: sound mark-up, the same notes for the same seed, nothing shared with the held-out."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest

from corpus.compose import compose, lines
from corpus.entries import entries
from corpus.pools import Pools
from corpus.records import record
from corpus.render import _rendered
from refparse.parse.markup import MarkedNote, read_marked

TRAINING = Path(__file__).resolve().parents[2] / "grammar" / "training"
HELD = Path(__file__).resolve().parent / "held_out.txt"


def notes(path: Path) -> tuple[MarkedNote, ...]:
    return read_marked(path.read_text(encoding="utf-8"), path.name)


def values(path: Path, *codes: str) -> set[str]:
    return {
        field.span.of(note.text)
        for note in notes(path)
        for citation in note.citations
        for field in citation.fields
        if field.code in codes
    }


def test_the_same_seed_composes_the_same_notes() -> None:
    assert list(islice(compose(7, "train", 3), 40)) == list(islice(compose(7, "train", 3), 40))


def test_composed_notes_can_be_read() -> None:
    read = read_marked("\n".join(lines("t", compose(8, "held", 6), 90)))
    assert len(read) == 90
    assert sum(len(note.citations) for note in read) > 90


def test_the_file_of_composed_notes_is_what_the_generator_writes() -> None:
    body = (TRAINING / "composed.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert body[:200] == lines("c", compose(1982, "train", 170), 200)


def test_a_style_renders_records_whose_fields_are_found_again() -> None:
    pytest.importorskip("pypandoc")
    rng, pools = Random(4), Pools("held")
    records = [record(rng, pools, number) for number in range(12)]
    found = read_marked("\n".join(lines("r", _rendered(rng, "chicago-notes-bibliography-17th-edition", records), 12)))
    assert len(found) >= 9
    codes = {field.code for note in found for citation in note.citations for field in citation.fields}
    assert {"a", "t", "y", "p"} <= codes


def test_a_bibliography_is_rendered_with_its_inverted_names_marked() -> None:
    pytest.importorskip("pypandoc")
    found = read_marked("\n".join(lines("e", islice(entries(5, "held", 6), 20), 20)))
    names = [f.span.of(note.text) for note in found for c in note.citations for f in c.fields if f.code == "a"]
    assert len(found) == 20
    assert any(", " in name for name in names)


@pytest.mark.parametrize("name", ["hand.txt", "composed.txt", "rendered.txt"])
def test_no_title_of_three_words_and_no_full_name_is_in_both_training_and_held_out_notes(name: str) -> None:
    shared = values(TRAINING / name, "t", "q", "a", "e") & values(HELD, "t", "q", "a", "e")
    assert {
        value for value in shared if len(value.split()) > 2 and not value.startswith(("U.S. ", "City of "))
    } == set()


def test_the_three_sources_have_enough_notes() -> None:
    counts = {name: len(notes(TRAINING / f"{name}.txt")) for name in ("hand", "composed", "rendered")}
    assert counts["hand"] >= 300
    assert counts["composed"] >= 1200
    assert counts["rendered"] >= 500
    assert len(notes(HELD)) >= 300


def test_every_type_of_citation_is_marked_by_hand() -> None:
    types = {citation.type for note in notes(TRAINING / "hand.txt") for citation in note.citations}
    assert types == set("b s a c n t l w r g m y k v p i o x".split())
