"""Writes the held-out notes: by hand, composed and rendered, from names and titles that no training file has.

From the folder tests: ``python -m corpus.hold_out`` writes held_out.txt and held_entries.txt anew.
"""

from __future__ import annotations

from pathlib import Path

from corpus.compose import compose, lines
from corpus.entries import entries
from corpus.render import render

FOLDER = Path(__file__).resolve().parent


def by_hand() -> list[str]:
    """Give the marked notes of held_by_hand.txt, without ids."""
    text = (FOLDER / "held_by_hand.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def main() -> None:
    """Write the held-out notes of the three manners."""
    head = "# Notes for measuring, never to be trained on: by hand (hh), composed (hc), rendered (hr)."
    body = [
        *lines("hh", iter(by_hand()), 1000), *lines("hc", compose(2024, "held", 18), 260), *lines("hr", render(2025, "held", 8), 260),
    ]  # fmt: skip
    (FOLDER / "held_out.txt").write_text("\n".join([head, *body]) + "\n", encoding="utf-8")
    head = "# Entries of bibliographies for measuring, never to be trained on: rendered from held-out records."
    body = lines("he", entries(2026, "held", 9), 160)
    (FOLDER / "held_entries.txt").write_text("\n".join([head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
