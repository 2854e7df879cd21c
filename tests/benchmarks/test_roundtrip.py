"""What a Chicago style prints of a record comes back: the round trip on a small sample."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import bench_roundtrip as trip

pytest.importorskip("pypandoc", reason="rendering needs pandoc")


@pytest.mark.slow
@pytest.mark.parametrize("style", ["16th edition", "17th edition", "18th edition"])
def test_books_articles_and_chapters_come_back_from_their_notes(style: str) -> None:
    items = trip.make_items(200, seed=11)
    tally = trip.Tally()
    for start in range(0, len(items), trip.A_DOCUMENT):
        part = items[start : start + trip.A_DOCUMENT]
        asked = list(trip.order(part, Random(start)))
        trip.compare(trip.render(trip.STYLES[style], part, asked), asked, part, tally)
    for name in ("author", "title", "container-title", "publisher", "issued", "volume", "locator"):
        asked_for, share = tally.share(trip.MAIN_TYPES, name)
        assert asked_for > 20, name
        assert share >= 0.95, (name, [tally.wrong[type_, name][:3] for type_ in trip.MAIN_TYPES])
