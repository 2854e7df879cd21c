"""A double of Zotero's web interface, version 3, for one library, on loopback; faults on request."""

from __future__ import annotations

import re
import threading
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from doubles import Reply, Request

from refparse.formats.zotero_schema import creators_of, fields_of, item_types

KEY = re.compile(r"[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}")
_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
_ALWAYS = set("itemType creators tags collections relations key version dateAdded dateModified".split())
_NOTE = set("itemType note parentItem tags collections relations key version dateAdded dateModified".split())
_MOST, _PAGE, _MOST_PAGE = 50, 25, 100


@dataclass
class WebZotero:
    """Zotero's web interface for one library; `faults` are injected in turn, each before or after the write.

    A fault is a reply and whether the request is carried out first. `refused` are the titles of items that are refused,
    with code and message.
    """

    key: str = "secret-key-123"
    library: str = "users/12345"
    version: int = 1
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    collections: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    faults: list[tuple[Reply, bool]] = field(default_factory=list)
    refused: dict[str, tuple[int, str]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    @property
    def writes(self) -> list[Request]:
        return [each for each in self.requests if each.method == "POST"]

    def answer(self, request: Request) -> Reply:
        if not self._knows_key(request):
            return Reply(403, "Invalid key")
        if request.headers.get("zotero-api-version") != "3":
            return Reply(400, "wrong version")
        if request.method == "GET":
            return self._read(request)
        fault, carried_out = self.faults.pop(0) if self.faults else (None, True)
        reply = self._change(request) if carried_out else None
        if fault is not None and fault.status == 200 and reply is not None:  # the true answer, with more headers
            return Reply(reply.status, fault.body or reply.body, {**reply.headers, **fault.headers})
        return fault or reply or Reply(500)

    def _knows_key(self, request: Request) -> bool:
        sent = (request.headers.get("zotero-api-key"), request.headers.get("authorization"))
        return self.key == sent[0] or f"Bearer {self.key}" == sent[1]

    def _parts(self, request: Request) -> list[str]:
        """Give what follows the library in a path: ["items", "ABCD2345", "children"]; nothing for another library."""
        before, found, after = request.path.partition(f"/{self.library}/")
        return [part for part in after.split("/") if part] if found and not before else []

    def _store(self, parts: list[str]) -> dict[str, dict[str, Any]] | None:
        return {"items": self.items, "collections": self.collections}.get(parts[0] if parts else "")

    # Reading

    def _read(self, request: Request) -> Reply:
        if request.path == "/itemFields":
            names = sorted({name for kind in item_types() for name in fields_of(kind).values()} | {"extra"})
            return Reply(200, [{"field": name, "localized": name} for name in names])
        parts = self._parts(request)
        store = self._store(parts)
        if store is None:
            return Reply(404, "Not found")
        if len(parts) == 2 and parts[1] != "top":
            found = store.get(parts[1])
            return Reply(404, "Item does not exist") if found is None else self._one(parts[0], found)
        return self._many(request, parts, store)

    def _one(self, place: str, data: dict[str, Any]) -> Reply:
        return Reply(200, self._whole(place, data), {"Last-Modified-Version": str(data["version"])})

    def _many(self, request: Request, parts: list[str], store: dict[str, dict[str, Any]]) -> Reply:
        found = list(store.values())
        if "itemKey" in request.params:
            wanted = request.params["itemKey"].split(",")
            if len(wanted) > _MOST:
                return Reply(400, "Only 50 keys can be asked for")
            found = [each for each in found if each["key"] in wanted]
        if parts[1:] == ["top"]:
            found = [each for each in found if not (each.get("parentItem") or each.get("parentCollection"))]
        elif parts[2:] == ["children"]:
            found = [each for each in found if each.get("parentItem") == parts[1]]
        found = [each for each in found if each["version"] > int(request.params.get("since", -1))]
        headers = {"Total-Results": str(len(found)), "Last-Modified-Version": str(self.version)}
        if request.params.get("format") == "versions":
            return Reply(200, {each["key"]: each["version"] for each in found}, headers)
        start, size = int(request.params.get("start", 0)), int(request.params.get("limit", _PAGE))
        end = start + min(size, _MOST_PAGE)
        if end < len(found):
            query = urllib.parse.urlencode({**request.params, "start": end})
            headers["Link"] = f'<https://api.zotero.org{request.path}?{query}>; rel="next"'
        return Reply(200, [self._whole(parts[0], each) for each in found[start:end]], headers)

    def _whole(self, place: str, data: dict[str, Any]) -> dict[str, Any]:
        kind, _, number = self.library.partition("/")
        return {
            "key": data["key"], "version": data["version"],
            "library": {"type": kind.removesuffix("s"), "id": int(number), "name": "A reader", "links": {}},
            "links": {"self": {"href": f"https://api.zotero.org/{self.library}/{place}/{data['key']}"}},
            "meta": {}, "data": data,
        }  # fmt: skip

    # Writing

    def _change(self, request: Request) -> Reply:
        parts = self._parts(request)
        store = self._store(parts)
        if store is None:
            return Reply(404, "Not found")
        if request.method == "POST":
            return self._write(request, parts[0], store)
        if len(parts) != 2 or parts[1] not in store:
            return Reply(404, "Item does not exist")
        wanted = request.headers.get("if-unmodified-since-version")
        if wanted is None:
            return Reply(428, "If-Unmodified-Since-Version not provided")
        if store[parts[1]]["version"] > int(wanted):
            return Reply(412, "Item has been modified since specified version")
        return self._patch(request, store, parts[1]) if request.method == "PATCH" else self._delete(store, parts[1])

    def _patch(self, request: Request, store: dict[str, dict[str, Any]], key: str) -> Reply:
        data = {**store[key], **request.json}
        problem = self._invalid(data) if store is self.items else None
        if problem is not None:
            return Reply(*problem)
        self.version += 1
        store[key] = {**data, "key": key, "version": self.version}
        return Reply(204, "", {"Last-Modified-Version": str(self.version)})

    def _delete(self, store: dict[str, dict[str, Any]], key: str) -> Reply:
        self.version += 1
        del store[key]
        return Reply(204, "", {"Last-Modified-Version": str(self.version)})

    def _write(self, request: Request, place: str, store: dict[str, dict[str, Any]]) -> Reply:
        token = request.headers.get("zotero-write-token")
        if token is not None and not 5 <= len(token) <= 32:
            return Reply(400, "Write token must be 5 to 32 characters")
        if token in self.tokens:
            return Reply(412, "Write token already used")
        since = request.headers.get("if-unmodified-since-version")
        if since is not None and self.version > int(since):
            return Reply(412, f"Library has been modified since specified version (expected {since})")
        body = request.json
        if not isinstance(body, list):
            return Reply(400, "Uploaded data must be a JSON array")
        if len(body) > _MOST:
            return Reply(413, "Cannot add more than 50 items at a time")
        report: dict[str, Any] = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        for at, data in enumerate(body):
            self._write_one(str(at), data, place, store, report, since is not None)
        if token is not None and report["success"]:
            self.tokens.add(token)
        return Reply(200, report, {"Last-Modified-Version": str(self.version)})

    def _write_one(
        self,
        at: str,
        data: dict[str, Any],
        place: str,
        store: dict[str, dict[str, Any]],
        report: dict[str, Any],
        guarded: bool,
    ) -> None:
        key = data.get("key") or self._new_key()
        problem = self._problem(key, data, store, guarded)
        if problem is not None:
            named = {"key": key} if "key" in data else {}
            report["failed"][at] = {**named, "code": problem[0], "message": problem[1]}
            return
        kept = {name: value for name, value in data.items() if name != "version"}
        if key in store and {**store[key], **kept} == store[key]:
            report["unchanged"][at] = key
            return
        self.version += 1
        store[key] = {**store.get(key, {}), **kept, "key": key, "version": self.version}
        report["success"][at] = key
        report["successful"][at] = self._whole(place, store[key])

    def _new_key(self) -> str:
        number, key = len(self.items) + len(self.collections) + self.version, ""
        for _ in range(8):
            number, digit = divmod(number, len(_ALPHABET))
            key = _ALPHABET[digit] + key
        return key

    def _problem(
        self, key: str, data: dict[str, Any], store: dict[str, dict[str, Any]], guarded: bool
    ) -> tuple[int, str] | None:
        if not KEY.fullmatch(key):
            return 400, f"'{key}' is not a valid item key"
        if "key" in data and "version" not in data and not guarded:
            return 428, "If-Unmodified-Since-Version or version property required"
        if key in store and data.get("version", store[key]["version"]) < store[key]["version"]:
            return 412, "Item has been modified since specified version"
        if key not in store and data.get("version", 0) > 0:
            return 404, "Item does not exist"
        if store is self.collections:
            return None if data.get("name") else (400, "Collection name not provided")
        title = str(data.get("title", ""))
        if title in self.refused:
            return self.refused[title]
        return self._invalid(data)

    def _invalid(self, data: dict[str, Any]) -> tuple[int, str] | None:
        kind = data.get("itemType")
        if kind == "note":
            return self._invalid_note(data)
        if kind not in item_types():
            return 400, f"&#39;{kind}&#39; is not a valid itemType"
        if any(len(tag["tag"]) > 255 for tag in data.get("tags", ())):
            return 413, "Tag too long"
        known = set(fields_of(kind).values()) | _ALWAYS
        for name in data:
            if name not in known:
                return 400, f"&#39;{name}&#39; is not a valid field for type &#39;{kind}&#39;"
        roles = set(creators_of(kind)) | {"author"}
        for creator in data.get("creators", ()):
            if creator["creatorType"] not in roles:
                return 400, f"&#39;{creator['creatorType']}&#39; is not a valid creator type for type &#39;{kind}&#39;"
        return None

    def _invalid_note(self, data: dict[str, Any]) -> tuple[int, str] | None:
        parent = data.get("parentItem")
        if parent and parent not in self.items:
            return 409, f"Parent item {parent} doesn&#39;t exist"
        unknown = [name for name in data if name not in _NOTE]
        return (400, f"Invalid property &#39;{unknown[0]}&#39;") if unknown else None
