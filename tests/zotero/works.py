"""Items to save: as many as wanted, or few with names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from refparse.zotero.records import Source

BOOK = Source(name="chapter3", digest="d1")


@dataclass(frozen=True)
class Item:
    work: str
    item: dict[str, Any]
    notes: tuple[str, ...] = ("<p>Cited in note 1</p>",)


def book(title: str, year: int = 1941, notes: tuple[str, ...] = ("<p>Cited in note 1</p>",)) -> Item:
    creator = {"creatorType": "author", "firstName": "Eileen", "lastName": "Power"}
    key = f"power{year}{title.split()[-1].lower()}"
    item = {
        "itemType": "book",
        "title": title,
        "date": str(year),
        "creators": [creator],
        "citationKey": key,
        "tags": [],
    }
    return Item(key, item | {"collections": [], "relations": {}}, notes)


def books(count: int) -> list[Item]:
    return [book(f"The Wool Trade, volume {at}", 1500 + at) for at in range(count)]
