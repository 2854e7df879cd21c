"""A double of Zotero's local server, on loopback, built from its rules; faults on request. `serving` serves any double."""

from __future__ import annotations

import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Request:
    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    status: int
    body: Any = ""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


class _Handler(BaseHTTPRequestHandler):
    double: Any = None

    def _serve(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        length = self.headers.get("Content-Length")
        body = self.rfile.read(int(length)) if length else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, url.path, dict(urllib.parse.parse_qsl(url.query)), headers, body)
        with self.double.lock:
            self.double.requests.append(request)
            reply = self.double.answer(request)
        if reply.drop:
            self.close_connection = True
            self.connection.close()
            return
        text = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
        data = text.encode()
        self.send_response(reply.status)
        kind = "text/plain" if isinstance(reply.body, str) else "application/json"
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(double: Any) -> Iterator[str]:
    """Serve a double on a free port of this machine, and give its address."""
    handler = type("Handler", (_Handler,), {"double": double})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class LocalZotero:
    """Zotero's local server: the connector's endpoints, and the local interface where `api` allows it.

    `faults` are given, in turn, in place of answers to requests that save.
    """

    version: str = "7.0.0"
    editable: bool = True
    library: str = "My Library"
    collection: str = ""
    targets: list[dict[str, Any]] = field(default_factory=lambda: [{"id": "L1", "name": "My Library", "level": 0}])
    api: bool = False
    writes: bool = False
    allows: bool = True
    takes_items: bool = True
    faults: list[Reply] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    lock: Any = field(default_factory=threading.Lock)

    def answer(self, request: Request) -> Reply:
        reply = self._checked(request) or self._routed(request)
        reply.headers |= {"X-Zotero-Version": self.version, "X-Zotero-Connector-API-Version": "3"}
        return reply

    def _checked(self, request: Request) -> Reply | None:
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        if host not in ("127.0.0.1", "[::1]", "localhost"):
            return Reply(400, "Invalid Host header")
        if request.method == "POST" and "content-length" not in request.headers:
            return Reply(400, "Content-length not provided")
        if request.headers.get("user-agent", "").startswith("Mozilla/") or "origin" in request.headers:
            return Reply(0, drop=True)
        if request.headers.get("content-type", "").startswith("application/json"):
            try:
                json.loads(request.body)
            except ValueError:
                return Reply(400, "Invalid JSON provided")
        return None

    def _routed(self, request: Request) -> Reply:
        endpoints = {
            "/connector/ping": self._ping,
            "/connector/getSelectedCollection": self._selected,
            "/connector/saveItems": self._save,
            "/connector/import": self._import,
            "/connector/updateSession": self._update,
            "/api/local/authorize": self._authorize,
        }
        if request.path in endpoints:
            return endpoints[request.path](request)
        return self._api(request) if request.path.startswith("/api/") else Reply(404, "No endpoint found")

    def _ping(self, request: Request) -> Reply:
        return Reply(200, "<html><body>Zotero is running</body></html>" if request.method == "GET" else {"prefs": {}})

    def _selected(self, request: Request) -> Reply:
        return Reply(
            200,
            {
                "libraryID": 1, "libraryName": self.library, "libraryEditable": self.editable, "editable": self.editable,
                "id": 7 if self.collection else None, "name": self.collection or self.library, "targets": self.targets,
            },
        )  # fmt: skip

    def _save(self, request: Request) -> Reply:
        if not self.takes_items:
            return Reply(404, "No endpoint found")
        body = request.json
        fault = self._session(body.get("sessionID"))
        if fault is not None:
            return fault
        self.items += [{**item, "session": body["sessionID"]} for item in body["items"]]
        if self.faults:
            return self.faults.pop(0)
        return Reply(201, "")

    def _import(self, request: Request) -> Reply:
        if not request.headers.get("content-type", "").startswith("text/plain"):
            return Reply(400, "Endpoint does not support content-type")
        fault = self._session(request.params.get("session"))
        if fault is None:
            self.imported.append(request.body.decode())
        return fault or Reply(201, [{"key": "ABCD2345"}])

    def _session(self, session: str | None) -> Reply | None:
        """Refuse a session that was there before; faults before the write come first."""
        if session in self.sessions:
            return Reply(409, {"error": "SESSION_EXISTS"})
        if self.faults and not self.faults[0].drop:
            return self.faults.pop(0)
        self.sessions.add(str(session))
        return None if self.editable else Reply(500, {"libraryEditable": False})

    def _update(self, request: Request) -> Reply:
        body = request.json
        if body.get("sessionID") not in self.sessions:
            return Reply(400, {"error": "SESSION_NOT_FOUND"})
        self.moved.append((body["sessionID"], body["target"]))
        return Reply(200, {})

    def _authorize(self, request: Request) -> Reply:
        if not self.writes:
            return Reply(404, "No endpoint found")
        return Reply(200, {"key": "local", "remember": False}) if self.allows else Reply(403, {"denied": True})

    def _api(self, request: Request) -> Reply:
        if not self.api:
            return Reply(403, "Local API is not enabled")
        headers = {"Zotero-Server-ID": "s1"} if self.writes else {}
        if request.method == "POST":
            return self._make_collection(request)
        if request.path.endswith("/items/top"):
            wanted = request.params.get("tag")
            found = [item for item in self.items if any(tag.get("tag") == wanted for tag in item.get("tags", []))]
            return Reply(200, [{"key": "ABCD2345", "data": item} for item in found], headers)
        return Reply(200, [], headers)

    def _make_collection(self, request: Request) -> Reply:
        if request.headers.get("zotero-api-key") != "local":
            return Reply(401, "Invalid key")
        if request.headers.get("zotero-server-id") != "s1":
            return Reply(412 if "zotero-server-id" in request.headers else 428, "Zotero-Server-ID")
        name = request.json[0]["name"]
        self.targets.append({"id": f"C{20 + len(self.targets)}", "name": name, "level": 1})
        return Reply(200, {"success": {"0": "CCCC2345"}, "successful": {}, "unchanged": {}, "failed": {}})
