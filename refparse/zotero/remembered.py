"""Remembers which works of which document were saved where, so that a second run makes no second copies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from refparse.zotero.records import Entry, Source
from refparse.zotero.stored import read_json, write_json

SAVED: Final = "saved"
SENDING: Final = "sending"
_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")


class Memory:
    """What was saved of one document in one library ("local", "users/12345"); kept in a file of that library.

    A document is known by its name or, under another name, by the words of its notes. A work is known by its identity
    or, in an unchanged document, by its id, so that one whose title was mended meanwhile is still known.
    """

    def __init__(self, folder: Path, library: str, source: Source) -> None:
        self._path = folder / f"{file_name(library)}.json"
        self._source = source
        data = read_json(self._path)
        self._documents: list[dict[str, Any]] = _documents(data)
        self._by_work: dict[str, dict[str, Any]] = {
            str(record.get("work")): record
            for document in self._documents
            if source.digest and document["digest"] == source.digest
            for record in document["works"].values()
        }

    def state(self, entry: Entry) -> str:
        """Say what is known of an item: SAVED, SENDING (its fate is not known), or "" for nothing."""
        return str(self._record(entry).get("state", ""))

    def key(self, entry: Entry) -> str:
        """Give the item's key in Zotero, "" where it is not known."""
        return str(self._record(entry).get("key", ""))

    def keys(self) -> dict[str, str]:
        """Give the keys in Zotero of the document's works, by their ids, as far as they are known."""
        records = [record for document in self._mine() for record in document["works"].values()]
        return {str(each["work"]): str(each["key"]) for each in records if each.get("work") and each.get("key")}

    def copies(self, entry: Entry) -> int:
        """Give how many copies of the item were asked for so far."""
        return int(self._record(entry).get("copies", 0))

    def _record(self, entry: Entry) -> dict[str, Any]:
        for document in self._mine():
            if entry.identity in document["works"]:
                return dict(document["works"][entry.identity])
        return dict(self._by_work.get(entry.work, {}))

    def _mine(self) -> Iterable[dict[str, Any]]:
        for document in self._documents:
            known = self._source.digest and document["digest"] == self._source.digest
            if known or document["name"] == self._source.name:
                yield document

    def note(
        self, entries: Iterable[Entry], state: str, *, keys: dict[str, str] | None = None, copies: int = 0
    ) -> None:
        """Write down what became of items; `keys` are theirs in Zotero, by identity; "" forgets them."""
        document = self._own()
        for entry in entries:
            known = self._record(entry)
            document["works"].pop(entry.identity, None)
            if state:
                key = (keys or {}).get(entry.identity, "") or known.get("key", "")
                record = {"work": entry.work, "title": entry.title, "state": state, "key": key}
                document["works"][entry.identity] = record | {"copies": copies or known.get("copies", 1)}
        write_json(self._path, {"version": 1, "documents": self._documents})

    def _own(self) -> dict[str, Any]:
        """Give the record of this document, under its present name and digest."""
        for document in self._documents:
            if document["name"] == self._source.name:
                document["digest"] = self._source.digest
                return document
        new: dict[str, Any] = {"name": self._source.name, "digest": self._source.digest, "works": {}}
        self._documents.append(new)
        return new


def _documents(data: Any) -> list[dict[str, Any]]:
    found = data.get("documents") if isinstance(data, dict) else None
    return [
        {
            "name": str(each.get("name", "")),
            "digest": str(each.get("digest", "")),
            "works": {name: record for name, record in each.get("works", {}).items() if isinstance(record, dict)},
        }
        for each in (found if isinstance(found, list) else [])
        if isinstance(each, dict) and isinstance(each.get("works", {}), dict)
    ]


def file_name(words: str) -> str:
    """Give words as a file's name: "users/12345" is "users-12345"."""
    return _NOT_IN_NAMES.sub("-", words).strip("-.")[:80] or "unnamed"
