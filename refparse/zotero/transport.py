"""Sends one request and gives its answer; nothing else here knows the HTTP library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from refparse import __version__
from refparse.zotero.errors import AnswerLost, NotReached

# An answer of Zotero's is some megabytes at most; one that never ends is cut off.
MOST_BYTES = 256 * 2**20
_PATIENCE = 60.0  # seconds in which something must come; a running Zotero takes some for 25 items


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers by their names in small letters, text."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def json(self) -> Any:
        """Give the body as data; None where it is no JSON."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    def seconds(self, header: str) -> float | None:
        """Give the seconds that a header such as ``Retry-After`` names, None where it names none."""
        value = self.headers.get(header.lower(), "").strip()
        return float(value) if value.isascii() and value.isdecimal() and len(value) < 7 else None


class Connection:
    """Requests to one address. `name` stands for it in messages; headers given here go with every request.

    Headers are never logged or put into a message: they may hold the user's key. `secret` is that key; it is taken out
    of what the server says, should it be repeated there.
    """

    def __init__(
        self,
        address: str,
        name: str,
        *,
        headers: Mapping[str, str] | None = None,
        secret: str = "",
        timeout: float = 60,
    ) -> None:
        self.address, self.name, self._secret = address.rstrip("/"), name, secret
        self._client = httpx.Client(
            headers={"User-Agent": f"refparse/{__version__}", **(headers or {})},
            timeout=httpx.Timeout(_PATIENCE, connect=10.0),
            trust_env=not _is_local(address),  # no proxy stands between two programs of one machine
            follow_redirects=False,  # the key must not follow anywhere
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self._client.close()

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Answer:
        """Ask for something. Raises NotReached and AnswerLost."""
        return self._send("GET", path, params=params)

    def post(
        self,
        path: str,
        body: Any,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send text as text/plain, anything else as JSON. Raises NotReached and AnswerLost."""
        kind = "text/plain; charset=utf-8" if isinstance(body, str) else "application/json"
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        data = text.encode("utf-8", "replace")
        return self._send("POST", path, params=params, content=data, headers={"Content-Type": kind, **(headers or {})})

    def _send(self, method: str, path: str, **more: Any) -> Answer:
        try:
            with self._client.stream(method, self.address + path, **more) as response:
                return Answer(
                    response.status_code,
                    {name.lower(): value for name, value in response.headers.items()},
                    self._text(response),
                )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise NotReached(f"{self.name} cannot be reached at {self.address}") from error
        except httpx.HTTPError as error:
            raise AnswerLost(f"{self.name} did not answer to the end ({type(error).__name__})") from error

    def _text(self, response: httpx.Response) -> str:
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MOST_BYTES:
                raise AnswerLost(f"{self.name} answers with more than {MOST_BYTES // 2**20} MB")
            chunks.append(chunk)
        text = b"".join(chunks).decode("utf-8", "replace")
        return text.replace(self._secret, "…") if self._secret else text


def _is_local(address: str) -> bool:
    return httpx.URL(address).host in ("127.0.0.1", "localhost", "::1")
