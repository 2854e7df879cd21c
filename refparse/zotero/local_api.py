"""Asks the local interface of a running Zotero what its library holds, and makes collections in it (Zotero 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from refparse.errors import ZoteroError
from refparse.zotero.errors import AnswerLost, NotReached
from refparse.zotero.local import Place
from refparse.zotero.transport import Answer, Connection

_SETTING: Final = "“Allow other applications on this computer to communicate with Zotero” (Zotero's settings, Advanced)"
_SERVER: Final = "zotero-server-id"


class LocalLibrary:
    """The library selected in the Zotero of this machine, by its local interface (off unless the user allows it)."""

    def __init__(self, connection: Connection, place: Place, new_id: Callable[[], str]) -> None:
        self._connection, self._place, self._new_id = connection, place, new_id

    def items_with_tag(self, tag: str) -> list[Mapping[str, Any]] | None:
        """Give the items that have a tag; None where Zotero may not be asked."""
        path = self._path()
        answer = self._ask(f"{path}/items/top", {"tag": tag, "format": "json"}) if path else None
        found = answer.json() if answer is not None else None
        return list(_data_of(found)) if isinstance(found, list) else None

    def make_collection(self, name: str) -> None:
        """Make a collection, which the user is asked to allow in Zotero. Raises ZoteroError with what to do instead."""
        by_hand = f"make a collection “{name}” in Zotero by hand and run the command again"
        path = self._path() or "/api/users/0"
        asked = self._ask(f"{path}/collections", {"limit": "1"})
        if asked is None:
            raise ZoteroError(f"Zotero lets no other program make collections: tick {_SETTING}, or {by_hand}")
        server = asked.headers.get(_SERVER, "")
        if not server:
            raise ZoteroError(f"only Zotero 10 and later let other programs make collections: {by_hand}")
        headers = {"Zotero-API-Key": self._authorize(by_hand), "Zotero-Server-ID": server}
        body = [{"name": name, "parentCollection": False}]
        answer = self._connection.post(
            f"{path}/collections", body, headers=headers | {"Zotero-Write-Token": self._new_id()}
        )
        data = answer.json()
        made = data.get("success") or data.get("successful") if isinstance(data, dict) else None
        if answer.status != 200 or not made:
            raise ZoteroError(f"Zotero did not make the collection ({answer.status}): {by_hand}")

    def _authorize(self, by_hand: str) -> str:
        """Ask the user, in Zotero's own dialog, for a key; it is good for one write."""
        answer = self._connection.post("/api/local/authorize", {"appName": "refparse"})
        data = answer.json()
        if answer.status == 200 and isinstance(data, dict) and data.get("key"):
            return str(data["key"])
        if answer.status == 429:
            wait = int(answer.seconds("Retry-After") or 60)
            raise ZoteroError(f"Zotero was asked too often: wait {wait} seconds, or {by_hand}")
        if answer.status == 403:
            raise ZoteroError(f"you did not allow refparse to write in Zotero: run the command again, or {by_hand}")
        raise ZoteroError(f"this Zotero lets no other program make collections ({answer.status}): {by_hand}")

    def _path(self) -> str:
        """Give the path of the selected library, "" for a group that is not found."""
        if self._place.library_id == 1:
            return "/api/users/0"
        answer = self._ask("/api/users/0/groups", {"format": "json"})
        found = answer.json() if answer is not None else None
        for data in _data_of(found) if isinstance(found, list) else ():
            if data.get("name") == self._place.library:
                return f"/api/groups/{data.get('id')}"
        return ""

    def _ask(self, path: str, params: Mapping[str, str]) -> Answer | None:
        """Ask, and give None where Zotero refuses or does not know the interface."""
        try:
            answer = self._connection.get(path, params)
        except (NotReached, AnswerLost):
            return None
        return answer if answer.status == 200 else None


def _data_of(found: Iterable[Any]) -> Iterable[Mapping[str, Any]]:
    for each in found:
        if isinstance(each, dict):
            data = each.get("data", each)
            yield data if isinstance(data, dict) else {}
