"""Speaks with the Zotero that runs on this machine, as its browser connector does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from refparse.errors import ZoteroError
from refparse.zotero.errors import AnswerLost, NotReached
from refparse.zotero.records import Entry
from refparse.zotero.transport import Answer, Connection

ADDRESS: Final = "http://127.0.0.1:23119"
_NOT_RUNNING: Final = (
    "Zotero does not answer at {address}: start Zotero on this machine and run the command again, or save online with"
    " --library users/NUMBER, or write a file for it with `refparse export DOC OUT.rdf`"
)
_READ_ONLY: Final = (
    "the library selected in Zotero is read-only: click on My Library or a collection that you may change, and run the"
    " command again"
)
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Target:
    """A library or collection in Zotero's list: "L1" or "C23", and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is selected in Zotero's window; `collection` is "" where a whole library is."""

    library: str
    library_id: int = 1
    collection: str = ""
    editable: bool = True
    targets: tuple[Target, ...] = ()

    @property
    def words(self) -> str:
        """Give the place as a person finds it: "My Library › Thesis"."""
        return " › ".join(part for part in (self.library, self.collection) if part)


class Connector:
    """Zotero's connector interface; `new_id` gives an id never used before, one for each request that saves."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self._connection, self._new_id = connection, new_id

    def ping(self) -> str:
        """See that Zotero is there; give its version, "" where it does not say. Raises ZoteroError."""
        try:
            answer = self._connection.get("/connector/ping")
        except (NotReached, AnswerLost) as error:
            raise NotReached(_NOT_RUNNING.format(address=self._connection.address)) from error
        if answer.status != 200 or not ("Zotero" in answer.text or _VERSION in answer.headers):
            raise ZoteroError(f"what answers at {self._connection.address} is not Zotero ({_said(answer)})")
        return answer.headers.get(_VERSION, "")

    def selected(self) -> Place:
        """Give the library and collection selected in Zotero's window."""
        answer = self._connection.post("/connector/getSelectedCollection", {})
        data = answer.json()
        if answer.status != 200 or not isinstance(data, dict):
            raise ZoteroError(f"Zotero does not say which collection is selected ({_said(answer)})")
        return _place(data)

    def save(self, entries: Sequence[Entry]) -> str:
        """Save items with their notes where Zotero's selection is; give the id of the session that did.

        Raises Unsupported where this Zotero wants a file, ZoteroError where it refuses, AnswerLost where it is not
        known whether it saved.
        """
        items = [_for_connector(entry) for entry in entries]
        return self._saved(
            lambda session: self._connection.post(
                "/connector/saveItems", {"sessionID": session, "uri": "http://127.0.0.1/", "items": items}
            )
        )

    def import_file(self, text: str) -> str:
        """Have Zotero import the text of a file in any of its formats; give the session's id. Raises as `save` does."""
        return self._saved(
            lambda session: self._connection.post("/connector/import", text, params={"session": session})
        )

    def _saved(self, send: Callable[[str], Answer]) -> str:
        """Send under a session's id; one that Zotero has met before is changed for another."""
        for _ in range(_TRIES):
            session = self._new_id()
            answer = send(session)
            if answer.status != 409:
                break
        if answer.status in (200, 201):
            return session
        raise _refusal(answer)

    def move(self, session: str, target: str) -> None:
        """Move what a session saved to a collection ("C23")."""
        answer = self._connection.post("/connector/updateSession", {"sessionID": session, "target": target})
        if answer.status != 200:
            raise ZoteroError(
                f"the items were saved, but Zotero does not move them to the collection ({_said(answer)}); they stand"
                " where Zotero's selection is"
            )


class Unsupported(ZoteroError):
    """This Zotero does not take items in this form; a file may do."""


_VERSION: Final = "x-zotero-version"


def _refusal(answer: Answer) -> ZoteroError:
    """Say in words what an answer other than success means, and what to do."""
    data = answer.json()
    if isinstance(data, dict) and data.get("libraryEditable") is False:
        return ZoteroError(_READ_ONLY)
    if answer.status == 409:
        return ZoteroError("Zotero takes every session for one it knows: restart Zotero and run the command again")
    if answer.status in (400, 404, 405, 415, 501):
        return Unsupported(
            f"this Zotero does not take items from other programs ({_said(answer)}): bring it up to date"
        )
    return AnswerLost(f"Zotero broke off while it saved ({_said(answer)})")


def _said(answer: Answer) -> str:
    words = " ".join(answer.text.split())[:120]
    return f"{answer.status}: {words}" if words else str(answer.status)


def _place(data: Mapping[str, Any]) -> Place:
    number = data.get("libraryID")
    in_collection = data.get("id") is not None
    found = data.get("targets")
    return Place(
        library=str(data.get("libraryName") or "My Library"),
        library_id=number if isinstance(number, int) else 1,
        collection=str(data.get("name") or "") if in_collection else "",
        editable=bool(data.get("libraryEditable", data.get("editable", True))),
        targets=tuple(
            Target(str(each.get("id", "")), str(each.get("name", "")))
            for each in (found if isinstance(found, list) else [])
            if isinstance(each, dict)
        ),
    )


# What only the interface of libraries knows.
_NOT_FOR_CONNECTOR: Final = frozenset({"collections", "relations", "key", "version"})


def _for_connector(entry: Entry) -> dict[str, Any]:
    item = {name: value for name, value in entry.item.items() if name not in _NOT_FOR_CONNECTOR}
    return {"id": entry.identity, **item, "notes": [{"note": note} for note in entry.notes]}
