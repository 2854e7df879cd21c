"""The weights can be had again: the same notes give the same weights, and a house style can be taught."""

from __future__ import annotations

import hashlib
from pathlib import Path

from refparse.assets import asset
from refparse.model import Note
from refparse.parse.markup import read_marked
from refparse.parse.note import parse_note, parser_with
from refparse.parse.train import example_of, train
from refparse.parse.training import learn_house_style, weights_text
from refparse.parse.weigh import Weights

SLICE = 60  # notes by hand; two epochs of them take some seconds
DIGEST = Path(__file__).with_name("training_slice.sha256")


def slice_weights() -> Weights:
    notes = read_marked(asset("grammar", "training", "hand.txt").read_text(encoding="utf-8"))[:SLICE]
    return train([example_of(note) for note in notes], epochs=2)


def test_a_fixed_slice_of_the_notes_gives_the_recorded_weights() -> None:
    """When the grammar, the features or these notes change, the digest is renewed with the weights."""
    found = hashlib.sha256(weights_text(slice_weights()).encode()).hexdigest()
    assert found == DIGEST.read_text(encoding="utf-8").strip()


def test_a_house_style_is_learned_from_a_few_notes() -> None:
    """ "Title -- Author -- page" is no manner of any manual; some ten marked notes teach it."""
    pairs = [("Salt and Power", "Ada Quill"), ("The Dry Canal", "Ben Ross"), ("Ships of State", "Cleo Marsh"),
             ("A Winter Peace", "Dan Holt"), ("Roads and Rulers", "Eva Lind"), ("The Grain Men", "Finn Dale"),
             ("Law of the Sea", "Gwen Park"), ("The Last Toll", "Hugh Birch")]  # fmt: skip
    lines = [f"{n}\t⟦s ‹t {title}› [‹a {author}›], ‹p {30 + n}›⟧." for n, (title, author) in enumerate(pairs)]
    parser = parser_with(learn_house_style(read_marked("\n".join(lines))))
    (citation,) = parse_note(Note(id="n1", number="1", text="Stones of Rule [Ivy Sand], 44."), parser=parser).citations
    fields = {key.name: field.value for key, field in citation.fields.items()}
    assert fields["title"] == "Stones of Rule"
    assert citation.locator is not None and citation.locator.value == "44"
