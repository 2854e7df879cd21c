"""The OCR noise model: damage to the text, none to the marks."""

from pathlib import Path
from random import Random

import pytest

from refparse.parse.markup import read_marked, write_marked
from refparse.parse.noise import add_noise

LINE = (
    "1\tSee ⟦b ‹a J.R. Jespersen›, ‹t Sovereign Authority in the Baltic› (‹c Boston›: ‹u Heath›, ‹y 1951›), "
    "‹p 108-15›⟧; and ⟦s ‹a Holm›, “‹q Harbors and Tolls›,” ‹p 10›⟧."
)
TRAINING = sorted((Path(__file__).resolve().parents[2] / "grammar" / "training").glob("*.txt"))


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha() and char not in "oOlISb")


def test_the_same_seed_gives_the_same_damage() -> None:
    (note,) = read_marked(LINE)
    assert add_noise(note, Random(5)) == add_noise(note, Random(5))


def test_the_text_is_damaged_sooner_or_later() -> None:
    (note,) = read_marked(LINE)
    damaged = [add_noise(note, Random(seed)).text for seed in range(40)]
    assert len(set(damaged)) > 20
    assert any("- " in text for text in damaged)
    assert any("1o8" in text or "l08" in text or "I08" in text or "1O8" in text for text in damaged)


def test_each_field_keeps_its_letters() -> None:
    (note,) = read_marked(LINE)
    for seed in range(100):
        noisy = add_noise(note, Random(seed))
        for before, after in zip(note.citations, noisy.citations, strict=True):
            assert [field.code for field in before.fields] == [field.code for field in after.fields]
            for old, new in zip(before.fields, after.fields, strict=True):
                assert letters(new.span.of(noisy.text)) == letters(old.span.of(note.text))


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.name)
def test_damaged_notes_can_be_written_as_marked_notes(path: Path) -> None:
    rng = Random(1)
    for note in read_marked(path.read_text(encoding="utf-8"), path.name):
        noisy = add_noise(note, rng)
        assert read_marked(write_marked(noisy)) == (noisy,)
