"""Speaks with Zotero's web interface (version 3): writes at its pace, and never the same thing twice."""

from __future__ import annotations

import html
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from refparse.errors import ZoteroError
from refparse.zotero.errors import AnswerLost, NotReached, Refused
from refparse.zotero.records import Data
from refparse.zotero.transport import Answer, Connection

ADDRESS: Final = "https://api.zotero.org"
MOST_IN_REQUEST: Final = 50
_LIBRARY: Final = re.compile(r"(?:users|groups)/[1-9][0-9]{0,11}")
# Answers after which the same request may be sent again: it was not carried out, or its write token guards it.
_TRY_AGAIN: Final = frozenset({409, 429, 500, 502, 503, 504})
_TRIES: Final = 6
_TRIES_TO_REACH: Final = 3
# Who is asked to wait longer is better told to come back.
LONGEST_WAIT: Final = 300.0

Outcomes = dict[str, str]
"""What became of each object, by key: "" for saved, else the reason why not."""


def api_key() -> str:
    """Give the user's key from the environment; raises ZoteroError, with what to do, where there is none."""
    key = os.environ.get("ZOTERO_API_KEY", "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise ZoteroError(
            "a key is needed to write to an online library: make one at https://www.zotero.org/settings/keys/new and"
            " put it into the environment variable ZOTERO_API_KEY"
        )
    return key


def check_library(library: str) -> str:
    """Give the name of a library, "users/12345" or "groups/678"; raises ZoteroError for anything else."""
    name = library.strip().strip("/")
    if not _LIBRARY.fullmatch(name):
        raise ZoteroError(
            f"{library!r} names no library: write users/NUMBER or groups/NUMBER; your number stands at"
            " https://www.zotero.org/settings/keys"
        )
    return name


def connect(key: str, address: str = ADDRESS) -> Connection:
    """Open a connection that sends the user's key, which stands in no message and no log."""
    headers = {"Zotero-API-Version": "3", "Zotero-API-Key": key}
    return Connection(address, "Zotero online", headers=headers, secret=key)


@dataclass(slots=True)
class Pace:
    """When the next request may go: the server says so with ``Backoff`` and ``Retry-After``."""

    sleep: Callable[[float], None] = time.sleep
    owed: float = 0.0

    def pay(self) -> None:
        """Wait as long as an earlier answer asked for."""
        if self.owed > 0:
            self.sleep(self.owed)
        self.owed = 0.0

    def heed(self, answer: Answer) -> None:
        """Take note of a ``Backoff``; it holds for the next request, whatever this one came to."""
        self.owed = max(self.owed, min(answer.seconds("Backoff") or 0.0, LONGEST_WAIT))

    def retry(self, answer: Answer | None, attempt: int) -> None:
        """Wait before the same request goes again. Raises ZoteroError where the server asks for more than a pause."""
        asked = answer.seconds("Retry-After") if answer is not None else None
        wait = asked if asked is not None else min(2.0**attempt, 60.0)
        if wait > LONGEST_WAIT:
            raise ZoteroError(f"Zotero online asks to wait {wait:.0f} seconds: run the command again after that")
        self.owed = max(self.owed, wait)


class WebLibrary:
    """One online library, such as "users/12345"."""

    def __init__(self, connection: Connection, library: str, pace: Pace, new_token: Callable[[], str]) -> None:
        self._connection, self._library, self._pace, self._new_token = connection, library, pace, new_token

    def new_token(self) -> str:
        """Give a write token never used before."""
        return self._new_token()

    def write(self, objects: Sequence[Data], token: str, *, second: bool = False) -> Outcomes:
        """Write at most 50 objects, each with a key of its own, and say what became of each.

        A request whose answer is lost goes again with the same write token; 412 then says that it was carried out, and
        the library is asked which of the objects it holds. `second` says that these went under another token before.
        Raises ZoteroError where nothing can be written at all, and AnswerLost where the fate of these objects stays
        unknown.
        """
        answer = self._post(f"/{self._library}/items", objects, token)
        keys = [str(each["key"]) for each in objects]
        if answer.status == 200:
            return self._from_report(answer, keys)
        if answer.status == 412:
            return self._after_precondition(objects, answer, second)
        if answer.status in (400, 413):
            return self._in_halves(objects, answer)
        raise self._refusal(answer)

    def _after_precondition(self, objects: Sequence[Data], answer: Answer, second: bool) -> Outcomes:
        """Say what became of objects whose token was used before: what is there is saved, the rest goes again."""
        there = self.present([str(each["key"]) for each in objects])
        missing = [each for each in objects if each["key"] not in there]
        outcomes = dict.fromkeys(there, "")
        if not missing:
            return outcomes
        if second:
            return outcomes | {str(each["key"]): _message(answer) for each in missing}
        return outcomes | self.write(missing, self._new_token(), second=True)

    def _in_halves(self, objects: Sequence[Data], answer: Answer) -> Outcomes:
        """Send the objects of a request that was too large, or refused as a whole, in two."""
        if len(objects) == 1:
            return {str(objects[0]["key"]): _message(answer)}
        middle = len(objects) // 2
        first, second = objects[:middle], objects[middle:]
        return self.write(first, self._new_token()) | self.write(second, self._new_token())

    def _from_report(self, answer: Answer, keys: Sequence[str]) -> Outcomes:
        """Read the four-part report; an object that it does not mention is looked for in the library."""
        report = answer.json()
        outcomes: Outcomes = {}
        for part in ("successful", "success", "unchanged"):
            outcomes |= dict.fromkeys(_keys_at(report.get(part), keys), "")
        refused = report.get("failed")
        for place, told in refused.items() if isinstance(refused, dict) else ():
            outcomes |= dict.fromkeys(_keys_at({place: told}, keys), _failure(told))
        doubtful = [key for key in keys if outcomes.get(key, _UNSAID) in (_UNSAID, _EXISTS)]
        there = self.present(doubtful) if doubtful else set()
        return outcomes | {key: "" if key in there else "Zotero does not say why" for key in doubtful}

    def present(self, keys: Sequence[str]) -> set[str]:
        """Give those of at most 50 keys that the library holds."""
        params = {"itemKey": ",".join(keys), "format": "json", "limit": "100", "includeTrashed": "1"}
        data = self._get(f"/{self._library}/items", params).json()
        if not isinstance(data, list):
            raise AnswerLost("Zotero online does not say which items it holds")
        return {str(each.get("key")) for each in data if isinstance(each, dict)} & set(keys)

    def collection(self, name: str) -> str:
        """Give the key of the collection of that name, making it at the top of the library where there is none."""
        found = self._find_collection(name)
        if found:
            return found
        body = [{"name": name, "parentCollection": False}]
        answer = self._post(f"/{self._library}/collections", body, self._new_token())
        report = answer.json()
        made = report.get("success") if answer.status == 200 and isinstance(report, dict) else None
        key = str(made.get("0", "")) if isinstance(made, dict) else ""
        # After a lost answer the same token gives 412: the collection is there.
        key = key or (self._find_collection(name) if answer.status in (200, 412) else "")
        if key:
            return key
        if answer.status == 200:
            raise ZoteroError(f"Zotero online did not make the collection “{name}”")
        raise self._refusal(answer)

    def _find_collection(self, name: str) -> str:
        start = 0
        while True:
            params = {"format": "json", "limit": "100", "start": str(start)}
            page = self._get(f"/{self._library}/collections", params).json()
            found = [each for each in page if isinstance(each, dict)] if isinstance(page, list) else []
            for each in found:
                data = each.get("data", each)
                if isinstance(data, dict) and data.get("name") == name and not data.get("parentCollection"):
                    return str(data.get("key") or each.get("key"))
            if len(found) < 100:
                return ""
            start += 100

    def _get(self, path: str, params: Mapping[str, str]) -> Answer:
        answer = self._patiently(lambda: self._connection.get(path, params), lambda answer: answer.json() is not None)
        if answer.status != 200:
            raise self._refusal(answer)
        return answer

    def _post(self, path: str, body: Sequence[Any], token: str) -> Answer:
        headers = {"Zotero-Write-Token": token}
        return self._patiently(
            lambda: self._connection.post(path, list(body), headers=headers),
            lambda answer: isinstance(answer.json(), dict),
        )

    def _patiently(self, send: Callable[[], Answer], is_whole: Callable[[Answer], bool]) -> Answer:
        """Send, and send again while the server is busy, the answer is lost, or a good one is not whole."""
        problem: ZoteroError = AnswerLost("Zotero online does not answer as it should")
        for attempt in range(_TRIES):
            self._pace.pay()
            answer: Answer | None = None
            try:
                answer = send()
            except (AnswerLost, NotReached) as error:
                problem = error
                if isinstance(error, NotReached) and attempt + 1 >= _TRIES_TO_REACH:
                    raise
            if answer is not None:
                self._pace.heed(answer)
                if answer.status not in _TRY_AGAIN and (answer.status != 200 or is_whole(answer)):
                    return answer
                problem = AnswerLost(f"Zotero online is busy or out of order ({answer.status})")
            self._pace.retry(answer, attempt)
        raise problem

    def _refusal(self, answer: Answer) -> ZoteroError:
        """Say in words why the library takes nothing, and what to do; the key itself is never shown."""
        told = _REFUSALS.get(answer.status, "refuses ({message})")
        return Refused(f"Zotero online {told}".format(library=self._library, message=_message(answer)))


_REFUSALS: Final = {
    401: "does not know your key: see https://www.zotero.org/settings/keys and set ZOTERO_API_KEY",
    403: "does not let your key write to {library} ({message}): give it write access at"
    " https://www.zotero.org/settings/keys, or make a new one",
    404: "has no library {library} ({message}): your number stands at https://www.zotero.org/settings/keys",
}
_EXISTS: Final = "\x00exists"
_UNSAID: Final = "\x00unsaid"


def _keys_at(part: Any, keys: Sequence[str]) -> Iterable[str]:
    """Give the keys of the objects that a part of a report names by their places."""
    for place in part if isinstance(part, dict) else ():
        if str(place).isdecimal() and int(place) < len(keys):
            yield keys[int(place)]


def _failure(told: Any) -> str:
    """Give the reason of a failure in words; 412 says that an object with this key is there already."""
    code, message = (told.get("code"), told.get("message")) if isinstance(told, dict) else (None, told)
    if code == 412:
        return _EXISTS
    return html.unescape(str(message or "")).strip() or f"refused ({code})"


def _message(answer: Answer) -> str:
    words = " ".join(html.unescape(answer.text).split())[:200]
    return f"{answer.status}: {words}" if words else str(answer.status)
