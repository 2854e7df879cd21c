"""Saves the works of a document in the Zotero that runs on this machine, each once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse.errors import ZoteroError
from refparse.model import Diagnostic, Severity
from refparse.zotero.errors import AnswerLost
from refparse.zotero.local import ADDRESS, Connector, Place, Unsupported
from refparse.zotero.local_api import LocalLibrary
from refparse.zotero.records import Entry, Progress, SavableItem, Saved, Source, entries_of, identity_of
from refparse.zotero.remembered import SAVED, SENDING, Memory
from refparse.zotero.stored import data_folder
from refparse.zotero.transport import Connection

# Items in one request: few enough that Zotero answers in a moment, so that progress is seen.
_BATCH: Final = 25
_LIBRARY: Final = "local"

# Gives the text of a file that holds the works of these ids, for a Zotero that takes no items.
AsFile = Callable[[Sequence[str]], str]


def save_to_zotero(
    items: Iterable[SavableItem],
    source: Source,
    *,
    collection: str = "",
    again: bool = False,
    as_file: AsFile | None = None,
    address: str = ADDRESS,
    folder: Path | None = None,
    progress: Progress | None = None,
    new_id: Callable[[], str] = lambda: secrets.token_hex(12),
) -> Saved:
    """Save items in the running Zotero: in the collection selected there, or in the one named `collection`.

    ``save_to_zotero(items, source_of(bibliography.document))``. What was saved of the same document before is not saved
    a second time, unless `again` is true. `folder` is where that is remembered (the user's data folder by default).
    Raises ZoteroError, with what to do, where Zotero does not run or refuses.
    """
    entries = entries_of(items, source)
    with Connection(address, "Zotero") as connection:
        connector = Connector(connection, new_id)
        connector.ping()
        place = connector.selected()
        memory = Memory(folder or data_folder(), f"{_LIBRARY} {place.library_id if place.editable else 1}", source)
        library = LocalLibrary(connection, place, new_id)
        sorted_out = _sort_out(entries, memory, library, source, again)
        target = _target(connector, library, place, collection) if sorted_out.new and collection else ""
        sending = _Sending(connector, memory, target, as_file, progress)
        sending.send(sorted_out.new)
    selected = place.words if place.editable else "My Library"
    where = f"{place.library} › {collection}" if collection else selected
    notices = sorted_out.diagnostics + _place_notice(place, bool(sorted_out.new) and not collection)
    return Saved(
        place=where,
        saved=tuple(entry.work for entry in sorted_out.new),
        already=tuple(entry.work for entry in sorted_out.known),
        unsure=tuple(entry.work for entry in sorted_out.unsure),
        diagnostics=notices,
    )


@dataclass(frozen=True, slots=True)
class _SortedOut:
    """Which items are to be saved, which are there already, and of which that is not known."""

    new: list[Entry]
    known: list[Entry]
    unsure: list[Entry]
    diagnostics: tuple[Diagnostic, ...]


def _sort_out(entries: list[Entry], memory: Memory, library: LocalLibrary, source: Source, again: bool) -> _SortedOut:
    if again:
        return _SortedOut(entries, [], [], ())
    found = library.items_with_tag(source.tag)
    there = {identity_of(item) for item in found or ()}
    keys = {str(item.get("citationKey")) for item in found or () if item.get("citationKey")}
    states = {entry.identity: memory.state(entry) for entry in entries}

    def is_known(entry: Entry) -> bool:
        return (
            states[entry.identity] == SAVED or entry.identity in there or str(entry.item.get("citationKey", "")) in keys
        )

    known = [entry for entry in entries if is_known(entry)]
    rest = [entry for entry in entries if not is_known(entry)]
    # An interrupted run leaves works of which only Zotero itself can say whether they arrived.
    unsure = [entry for entry in rest if states[entry.identity] == SENDING] if found is None else []
    new = [entry for entry in rest if entry not in unsure]
    return _SortedOut(new, known, unsure, tuple(_notices(known, unsure, found is None)))


def _notices(known: list[Entry], unsure: list[Entry], unasked: bool) -> Iterable[Diagnostic]:
    for entry in unsure:
        yield Diagnostic(code="R803", message=f"may be in Zotero already: {entry.title}", work=entry.work)
    if known:
        message = f"{len(known)} works were saved before and were not saved again"
        yield Diagnostic(code="R802", message=message, severity=Severity.INFO)
    if unasked and unsure:
        message = "Zotero could not be asked what it holds; refparse goes by what it remembers"
        yield Diagnostic(code="R804", message=message, severity=Severity.INFO)


def _place_notice(place: Place, selected: bool) -> tuple[Diagnostic, ...]:
    if not selected or place.editable:
        return ()
    message = f"{place.words} is read-only: Zotero puts the items in My Library"
    return (Diagnostic(code="R805", message=message, severity=Severity.INFO),)


def _target(connector: Connector, library: LocalLibrary, place: Place, name: str) -> str:
    """Give Zotero's id of a collection by its name, making it where there is none."""
    for seen in (place, None):
        targets = (seen or connector.selected()).targets
        found = [target.id for target in targets if target.name == name and target.id.startswith("C")]
        if found:
            return found[0]
        if seen is not None:
            library.make_collection(name)
    raise ZoteroError(f"the collection “{name}” was made, but Zotero does not list it: run the command again")


@dataclass(frozen=True, slots=True)
class _Sending:
    """How items go out: to whom, remembered where, moved to which collection."""

    connector: Connector
    memory: Memory
    target: str
    as_file: AsFile | None
    progress: Progress | None

    def send(self, entries: list[Entry]) -> None:
        """Save items in batches; what is under way is written down first, so that a break is known of later."""
        for start in range(0, len(entries), _BATCH):
            batch = entries[start : start + _BATCH]
            before = [(entry, self.memory.state(entry)) for entry in batch]
            self.memory.note(batch, SENDING)
            try:
                session = self._send_batch(batch, start)
            except AnswerLost:
                raise
            except ZoteroError:
                self._take_back(before)
                raise
            self.memory.note(batch, SAVED)
            if self.target:
                self.connector.move(session, self.target)
            if self.progress is not None:
                self.progress(start + len(batch), len(entries))

    def _send_batch(self, batch: list[Entry], done: int) -> str:
        try:
            return self._save(batch)
        except AnswerLost as error:
            message = f"{error.message}; {done} works were saved, of the next {len(batch)} that is not known: look in"
            raise AnswerLost(f"{message} Zotero, then run the command again") from error

    def _take_back(self, before: Sequence[tuple[Entry, str]]) -> None:
        """Write down again what was known of items that Zotero certainly did not save."""
        for state in {state for _, state in before}:
            self.memory.note([entry for entry, known in before if known == state], state)

    def _save(self, batch: list[Entry]) -> str:
        try:
            return self.connector.save(batch)
        except Unsupported:
            if self.as_file is None:
                raise
            return self.connector.import_file(self.as_file([entry.work for entry in batch]))
