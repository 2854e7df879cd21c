"""Makes grammar/weights.json from grammar/training: ``python -m refparse.parse.training``.

The same notes give the same weights, byte for byte. Which notes are learned from in which versions is one table.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from refparse.assets import asset
from refparse.model.source import Span
from refparse.parse.markup import MarkedCitation, MarkedNote, read_marked
from refparse.parse.noise import add_noise
from refparse.parse.repair import Repaired, repair
from refparse.parse.train import Example, example_of, mean_of, train
from refparse.parse.weigh import ENTRY, NOTE, Weights, shipped_weights

EPOCHS = 8
SEED = 1
SEEDS = (1, 2, 3, 4)  # of the trainings whose mean the shipped weights are
HOUSE_EPOCHS = 4  # of one's own notes, from the shipped weights


@dataclass(frozen=True, slots=True)
class Source:
    """A file of marked notes and how it is used: `both` learns each note with and without italics, `noisy` is the
    share of notes, in [0, 1], that are learned once more as OCR would have left them."""

    file: str
    both: bool = False
    noisy: float = 0.0
    mode: str = NOTE


SOURCES = (
    Source("hand.txt", both=True, noisy=0.3),
    Source("hand_more.txt", both=True),
    Source("hand_more_a.txt", both=True, noisy=0.2),
    Source("hand_more_b.txt", both=True),
    Source("hand_more_c.txt", both=True, noisy=0.2),
    Source("hand_more_d.txt", both=True, noisy=0.2),
    Source("hand_more_e.txt", both=True, noisy=0.2),
    Source("hand_more_f.txt", both=True, noisy=0.2),
    Source("composed.txt", noisy=0.1),
    Source("rendered.txt", noisy=0.05),
    Source("entries.txt", mode=ENTRY),
    Source("entries_hand.txt", both=True, mode=ENTRY),
)


def training_examples(
    sources: Sequence[Source] = SOURCES, *, seed: int = SEED, without: Collection[str] = ()
) -> list[Example]:
    """Read the training notes and make the versions of each; a file that is not there is passed over.

    `without` names the ids of notes that are kept out, to be read later with what the others teach.
    """
    chance = Random(seed)
    examples: list[Example] = []
    for source in sources:
        path = asset("grammar", "training", source.file)
        if path.is_file():
            notes = read_marked(path.read_text(encoding="utf-8"))
            examples.extend(_versions((note for note in notes if note.id not in without), source, chance))
    return examples


def _versions(notes: Iterable[MarkedNote], source: Source, chance: Random) -> Iterator[Example]:
    for note in notes:
        for italic in (None, True) if source.both else (chance.choice((None, True)),):
            yield example_of(note, italic=italic, mode=source.mode)
        if chance.random() < source.noisy:
            yield example_of(damaged_and_repaired(note, chance), mode=source.mode)


def damaged_and_repaired(note: MarkedNote, chance: Random) -> MarkedNote:
    """Give a note as it comes out of OCR and our repair, its marks where they belong."""
    noisy = add_noise(note, chance)
    repaired = repair(noisy.text, ocr=True)
    return MarkedNote(
        id=noisy.id,
        text=repaired.text,
        citations=tuple(_moved(citation, repaired) for citation in noisy.citations),
        mentions=tuple(_moved_span(span, repaired) for span in noisy.mentions),
    )


def _moved(citation: MarkedCitation, repaired: Repaired) -> MarkedCitation:
    fields = tuple(replace(field, span=_moved_span(field.span, repaired)) for field in citation.fields)
    return replace(citation, span=_moved_span(citation.span, repaired), fields=fields)


def _moved_span(span: Span, repaired: Repaired) -> Span:
    return Span(*repaired.repaired_span(span.start, span.end))


def weights_text(weights: Weights) -> str:
    """Give weights as the text of weights.json: sorted keys, one feature a line."""
    data: dict[str, Any] = weights.to_json()
    tables = (f"{json.dumps(name)}: {{\n{_rows_text(data[name])}\n}}" for name in sorted(data))
    return "{\n" + ",\n".join(tables) + "\n}\n"


def _rows_text(table: dict[str, dict[str, int]]) -> str:
    pairs = (
        (json.dumps(key, ensure_ascii=False), json.dumps(row, separators=(",", ":"))) for key, row in table.items()
    )
    return ",\n".join(f"{key}: {row}" for key, row in pairs)


def learn_house_style(notes: Sequence[MarkedNote], *, start: Weights | None = None) -> Weights:
    """Learn a house style from one's own marked notes, starting from the shipped weights (``refparse train``).

    Each note is learned with and without italics, together with as many of the shipped notes by hand, so that what
    was known is not unlearned.
    """
    chance = Random(SEED)
    own = [example for note in notes for example in (example_of(note), example_of(note, italic=True))]
    known = training_examples((Source("hand.txt"),))
    return train(
        [*own, *chance.sample(known, min(len(known), 3 * len(own)))],
        epochs=HOUSE_EPOCHS, seed=SEED, start=(start or shipped_weights()).copy(),
    )  # fmt: skip


def learned(seed: int) -> Weights:
    """Learn weights from all training notes; the seed chooses their order, their damage and which are in italics."""
    return train(training_examples(seed=seed), epochs=EPOCHS, seed=seed)


def main() -> int:
    """Learn the shipped weights anew, the mean of several trainings, and write them."""
    sys.stderr.write(f"{len(training_examples())} examples, {EPOCHS} epochs, {len(SEEDS)} times\n")
    with ProcessPoolExecutor(max_workers=min(len(SEEDS), os.cpu_count() or 1)) as pool:
        weights = mean_of(list(pool.map(learned, SEEDS)))
    target: Path = asset("grammar", "weights.json")
    target.write_text(weights_text(weights), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
