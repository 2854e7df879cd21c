"""Keeps what is not yet saved in an online library in a file, from which the next run goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from refparse.errors import ZoteroError
from refparse.zotero.records import Data, Entry
from refparse.zotero.stored import read_json, write_json


@dataclass(slots=True, kw_only=True)
class Outgoing:
    """One object for an online library: an item, or the child note of one; `key` is its key there, chosen by us.

    `identity`, `work` and `title` are the item's (for a note: its parent's), `parent` is the parent's key, `reason`
    why the object was refused the last time.
    """

    key: str
    data: Data
    identity: str
    work: str
    title: str
    parent: str = ""
    reason: str = ""

    @property
    def entry(self) -> Entry:
        """Give what the memory knows the item by."""
        return Entry(identity=self.identity, work=self.work, item={"title": self.title})


@dataclass(slots=True)
class Unsaved:
    """What waits, in order, and the request that was under way: its write token and the keys it held.

    The file at `path` is written whole; between two such writes a journal beside it tells, line by line, what was sent
    and saved, so that a run that is broken off at any point loses nothing and repeats nothing.
    """

    path: Path
    waiting: list[Outgoing] = field(default_factory=list)
    token: str = ""
    sent: list[str] = field(default_factory=list)

    @property
    def journal(self) -> Path:
        """Give the journal's place."""
        return self.path.with_suffix(".journal")

    def write(self) -> None:
        """Write the file, or take it away where nothing waits."""
        if self.waiting:
            unsaved = [asdict(each) for each in self.waiting]
            write_json(self.path, {"version": 1, "token": self.token, "sent": self.sent, "unsaved": unsaved})
        else:
            self.path.unlink(missing_ok=True)
        self.journal.unlink(missing_ok=True)

    def begin(self, token: str, batch: Iterable[Outgoing]) -> None:
        """Write down which request is about to be sent, so that it can be repeated without a second copy."""
        self.token, self.sent = token, [each.key for each in batch]
        self._log({"token": token, "sent": self.sent})

    def finish(self, saved: Iterable[str]) -> None:
        """Write down which objects of the request were saved."""
        done = list(saved)
        self._take_out(done)
        self._log({"saved": done})

    def _take_out(self, saved: Iterable[str]) -> None:
        done = set(saved)
        self.token, self.sent = "", []
        self.waiting = [each for each in self.waiting if each.key not in done]

    def _log(self, line: Data) -> None:
        try:
            with self.journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ZoteroError(f"cannot be written: {error.strerror}", path=self.journal) from error

    def replay(self) -> None:
        """Bring what waits up to date with the journal of a run that broke off; a torn last line says nothing."""
        try:
            lines = self.journal.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise ZoteroError(f"cannot be read: {error.strerror}", path=self.journal) from error
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if "saved" in said:
                self._take_out(said["saved"])
            else:
                self.token, self.sent = str(said["token"]), list(said["sent"])


def read_unsaved(path: Path) -> Unsaved:
    """Read the file of an earlier run; nothing waits where there is none. Raises ZoteroError where it is damaged."""
    data = read_json(path)
    if data is None:
        return Unsaved(path)
    try:
        waiting = [_outgoing(each) for each in data["unsaved"]]
        unsaved = Unsaved(path, waiting, str(data.get("token", "")), [str(key) for key in data.get("sent", [])])
        unsaved.replay()
    except (KeyError, TypeError, AttributeError):
        raise ZoteroError("is damaged; move it away to go on without it", path=path) from None
    return unsaved


def _outgoing(data: dict[str, Any]) -> Outgoing:
    words = {name: str(data[name]) for name in ("key", "identity", "work", "title", "parent", "reason")}
    return Outgoing(data=dict(data["data"]), **words)
