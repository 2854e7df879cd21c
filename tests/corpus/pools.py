"""Reads the word pools and parts them in two: one half to learn from, the other to measure with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).resolve().parent / "pools"
HELD_EVERY = 4  # every fourth entry of a pool is held out
SHARED = (
    "lead",
    "link",
    "cross",
    "journal.",
    "newspaper",
    "magazine",
    "press.",
    "place",
    "bible",
    "corporate.",
    "town",
    "state",
    "site.",
    "body.",
    "reporter",
    "signature",
)


@dataclass(frozen=True, slots=True)
class Pools:
    """The pools of one split: "train" never sees a name or a title word of "held"."""

    split: str

    def entries(self, name: str) -> tuple[str, ...]:
        """Give the entries of the pool `name`: ``Pools("train").entries("fr.given")``."""
        return _entries(name, self.split)

    def pick(self, rng: Random, name: str) -> str:
        """Give one entry of the pool `name`."""
        return rng.choice(self.entries(name))


@cache
def _entries(name: str, split: str) -> tuple[str, ...]:
    entries = _rows()[name]
    if name.startswith(SHARED) and not name.startswith(("journal.en", "newspaper", "press.en")):
        return entries
    if len(entries) < HELD_EVERY:
        return entries
    held = split == "held"
    return tuple(entry for number, entry in enumerate(entries) if (number % HELD_EVERY == HELD_EVERY - 1) is held)


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    rows = {}
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                name, entries = line.split("\t", 1)
                rows[name] = tuple(entries.split("|"))
    return rows
