"""Keeps what is not yet saved in an online library in a file, from which the next run goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from refparse.errors import ZoteroError
from refparse.zotero.records import Data, Entry
from refparse.zotero.stored import read_json, write_json


@dataclass(slots=True)
class Outgoing:
    """One object for an online library: an item, or the child note of one; `key` is its key there, chosen by us.

    `entry` is the item's (for a note: its parent's), `reason` why it was refused the last time.
    """

    key: str
    data: Data
    entry: Entry
    parent: str = ""
    reason: str = ""


@dataclass(slots=True)
class Unsaved:
    """What waits, in order, and the request that was under way: its write token and the keys it held."""

    path: Path
    waiting: list[Outgoing] = field(default_factory=list)
    token: str = ""
    sent: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Write the file, or take it away where nothing waits."""
        if self.waiting:
            data = {"version": 1, "token": self.token, "sent": self.sent, "unsaved": [asdict(o) for o in self.waiting]}
            write_json(self.path, data)
        else:
            self.path.unlink(missing_ok=True)

    def begin(self, token: str, batch: Iterable[Outgoing]) -> None:
        """Write down which request is about to be sent, so that it can be repeated without a second copy."""
        self.token, self.sent = token, [each.key for each in batch]
        self.write()

    def finish(self, saved: Iterable[str]) -> None:
        """Write down which objects of the request were saved."""
        done = set(saved)
        self.token, self.sent = "", []
        self.waiting = [each for each in self.waiting if each.key not in done]
        self.write()


def read_unsaved(path: Path) -> Unsaved:
    """Read the file of an earlier run; nothing waits where there is none. Raises ZoteroError where it is damaged."""
    data = read_json(path)
    if data is None:
        return Unsaved(path)
    try:
        waiting = [_outgoing(each) for each in data["unsaved"]]
        return Unsaved(path, waiting, str(data.get("token", "")), [str(key) for key in data.get("sent", [])])
    except (KeyError, TypeError, AttributeError):
        raise ZoteroError("is damaged; move it away to go on without it", path=path) from None


def _outgoing(data: dict[str, Any]) -> Outgoing:
    known = data["entry"]
    entry = Entry(
        identity=str(known["identity"]),
        work=str(known["work"]),
        item=dict(known["item"]),
        notes=tuple(str(note) for note in known.get("notes", ())),
    )
    return Outgoing(
        str(data["key"]), dict(data["data"]), entry, str(data.get("parent", "")), str(data.get("reason", ""))
    )
