"""Saves the works of a document in an online library of Zotero's, each once, with nothing lost on the way."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse.errors import ZoteroError
from refparse.model import Diagnostic, Severity
from refparse.zotero.records import Data, Entry, Progress, SavableItem, Saved, Source, entries_of
from refparse.zotero.remembered import SAVED, Memory, file_name
from refparse.zotero.stored import data_folder
from refparse.zotero.unsaved import Outgoing, Unsaved, read_unsaved
from refparse.zotero.web import ADDRESS, MOST_IN_REQUEST, Outcomes, Pace, WebLibrary, check_library, connect

# The letters of which Zotero makes its keys.
_ALPHABET: Final = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"


def save_online(
    items: Iterable[SavableItem],
    source: Source,
    library: str,
    key: str,
    *,
    collection: str = "",
    again: bool = False,
    address: str = ADDRESS,
    folder: Path | None = None,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
    new_token: Callable[[], str] = lambda: secrets.token_hex(16),
) -> Saved:
    """Save items and their notes in an online library: ``save_online(items, source, "users/12345", api_key())``.

    The keys of new items are ours, made of document and work, so that nothing sent twice becomes two. What was saved
    of the same document before is not sent, unless `again` is true. What is not saved, for whatever reason, stands in
    a file of `folder` (the user's data folder by default) and is sent first the next time. Raises ZoteroError, with
    that file's name, where the library cannot be written to.
    """
    name = check_library(library)
    place = folder or data_folder()
    memory = Memory(place, name, source)
    unsaved = read_unsaved(place / "unsaved" / f"{file_name(name)}-{file_name(source.name)}.json")
    entries = entries_of(items, source)
    with connect(key, address) as connection:
        saving = _Saving(WebLibrary(connection, name, Pace(sleep), new_token), memory, unsaved, progress)
        try:
            return saving.run(entries, f"{name} {source.name}", name, collection, again)
        except ZoteroError as error:
            unsaved.write()
            raise type(error)(_with_file(error.message, unsaved), path=error.path, place=error.place) from error


def saved_uris(source: Source, library: str, *, folder: Path | None = None) -> dict[str, str]:
    """Give the addresses of a document's works in an online library, by their ids, as they were saved there before.

    ``saved_uris(source_of(document), "users/12345")`` gives ``{"bloch1953craft": "http://zotero.org/users/12345/items/…"}``.
    """
    name = check_library(library)
    keys = Memory(folder or data_folder(), name, source).keys()
    return {work: f"http://zotero.org/{name}/items/{key}" for work, key in keys.items()}


def _with_file(message: str, unsaved: Unsaved) -> str:
    if not unsaved.waiting or not unsaved.path.exists():
        return message
    items = sum(not each.parent for each in unsaved.waiting)
    notes = len(unsaved.waiting) - items
    return f"{message}; {items} works and {notes} notes are kept in {unsaved.path} and are sent the next time"


@dataclass(slots=True)
class _Saving:
    """One run: the library, what is remembered, what waits."""

    library: WebLibrary
    memory: Memory
    unsaved: Unsaved
    progress: Progress | None
    done: int = 0
    total: int = 0

    def run(self, entries: list[Entry], salt: str, name: str, collection: str, again: bool) -> Saved:
        """Send what an earlier run left and what is new; say what came of it."""
        under_way = {each.identity for each in self.unsaved.waiting if each.key in set(self.unsaved.sent)}
        saved = {one.identity for one in entries if not again and self.memory.state(one) == SAVED}
        known = [entry for entry in entries if entry.identity in saved]
        new = [entry for entry in entries if entry.identity not in saved | under_way]
        self._replace(new, under_way)
        for entry in new:
            copies = self.memory.copies(entry) if again else 0
            self.unsaved.waiting += _outgoing(entry, f"{salt} {copies}")
        self.unsaved.write()
        self.total = sum(not each.parent for each in self.unsaved.waiting)
        sent = [each for each in self.unsaved.waiting if not each.parent]
        self._repeat_last()
        if collection and self.unsaved.waiting:
            self._into(self.library.collection(collection))
        self._send_all()
        self.unsaved.write()
        left = self.unsaved.waiting
        lost = {each.key for each in left}
        return Saved(
            place=f"{name} › {collection}" if collection else name,
            saved=tuple(each.work for each in sent if each.key not in lost),
            already=tuple(entry.work for entry in known),
            diagnostics=(*(_refused(each) for each in left), *_known(len(known))),
            unsaved=str(self.unsaved.path) if left else "",
        )

    def _replace(self, new: list[Entry], under_way: set[str]) -> None:
        """Take out what waits of works that come anew: what was refused may have been mended since."""
        identities, works = {entry.identity for entry in new}, {entry.work for entry in new}
        self.unsaved.waiting = [
            each
            for each in self.unsaved.waiting
            if each.identity in under_way or (each.identity not in identities and each.work not in works)
        ]

    def _into(self, collection: str) -> None:
        for each in self.unsaved.waiting:
            if not each.parent:
                each.data["collections"] = [collection]

    def _repeat_last(self) -> None:
        """Send the request that was under way when an earlier run broke off, with the same write token."""
        batch = [each for each in self.unsaved.waiting if each.key in set(self.unsaved.sent)]
        if batch and self.unsaved.token:
            self._send(batch, self.unsaved.token)

    def _send_all(self) -> None:
        """Send all items, then the notes of those that are there."""
        for items in (True, False):
            waiting = [each for each in self.unsaved.waiting if bool(each.parent) != items]
            missing = {each.key for each in self.unsaved.waiting if not each.parent}
            ready = [each for each in waiting if each.parent not in missing]
            for start in range(0, len(ready), MOST_IN_REQUEST):
                self._send(ready[start : start + MOST_IN_REQUEST], self.library.new_token())

    def _send(self, batch: Sequence[Outgoing], token: str) -> None:
        self.unsaved.begin(token, batch)
        outcomes = self.library.write([each.data for each in batch], token)
        self._take(batch, outcomes)

    def _take(self, batch: Sequence[Outgoing], outcomes: Outcomes) -> None:
        for each in batch:
            each.reason = outcomes.get(each.key, "Zotero does not say why")
        saved = [each for each in batch if not each.reason]
        items = [each for each in saved if not each.parent]
        copies = {each.identity: self.memory.copies(each.entry) + 1 for each in items}
        for number in sorted(set(copies.values())):
            some = [each for each in items if copies[each.identity] == number]
            keys = {each.identity: each.key for each in some}
            self.memory.note([each.entry for each in some], SAVED, keys=keys, copies=number)
        self.unsaved.finish(each.key for each in saved)
        self.done += len(items)
        if self.progress is not None:
            self.progress(self.done, self.total)


def _outgoing(entry: Entry, salt: str) -> Iterable[Outgoing]:
    """Give an item and its notes as the objects that the web interface takes, the item first."""
    key = object_key(f"{salt} {entry.identity}")
    item: Data = {**entry.item, "key": key, "version": 0}
    known = {"identity": entry.identity, "work": entry.work, "title": entry.title}
    yield Outgoing(key=key, data={"collections": [], "relations": {}} | item, **known)
    for at, note in enumerate(entry.notes):
        own = object_key(f"{salt} {entry.identity} note {at}")
        data: Data = {"itemType": "note", "parentItem": key, "note": note, "tags": [], "relations": {}}
        yield Outgoing(key=own, data={**data, "key": own, "version": 0}, parent=key, **known)


def object_key(content: str) -> str:
    """Give a key such as Zotero makes, of eight capitals and digits, always the same for the same content.

    >>> len(object_key("users/1 chapter3")), object_key("a") == object_key("a")
    (8, True)
    """
    number = int.from_bytes(hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    letters: list[str] = []
    for _ in range(8):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


def _refused(each: Outgoing) -> Diagnostic:
    what = "a note of " if each.parent else ""
    reason = each.reason or "its item was not saved"
    return Diagnostic(
        code="R801",
        message=f"not saved: {what}{each.title}: {reason}",
        severity=Severity.PROBLEM,
        work=each.work,
    )


def _known(count: int) -> tuple[Diagnostic, ...]:
    if not count:
        return ()
    message = f"{count} works were saved before and were not saved again"
    return (Diagnostic(code="R802", message=message, severity=Severity.INFO),)
