"""Clients of the servers under measure; standard library only, one kept connection each, so that all cost the same."""

import gzip
import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from bench.workload import as_changes, musdes

PASSWORD = "musyawarah-uji"  # noqa: S105 -- the seed's


class Line:
    """A kept connection to a server."""

    def __init__(self, address: str) -> None:
        self._line = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> HTTPResponse:
        """One request; the answer, its body read (``answer.data``). Fails unless the answer is a success."""
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        answer.data = answer.read()  # type: ignore[attr-defined]
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.data[:400]!r}")  # type: ignore[attr-defined]
        return answer

    def json(self, path: str, headers: dict[str, str], body: Any = None, *, zipped: bool = False) -> bytes:
        """GET, or POST where there is a body; the body of the answer as it came over the wire."""
        sent = {**headers, "Content-Type": "application/json", "Accept-Encoding": "gzip"}
        if zipped:
            sent["Content-Encoding"] = "gzip"
        data = None if body is None else packed(body) if zipped else written(body)
        return bytes(self.ask("GET" if data is None else "POST", path, sent, data).data)  # type: ignore[attr-defined]


def written(body: Any) -> bytes:
    """A body as a phone writes it."""
    return json.dumps(body, separators=(",", ":")).encode()


def packed(body: Any) -> bytes:
    """The same in gzip."""
    return gzip.compress(written(body), 6)


def read(data: bytes) -> Any:
    """JSON, packed or not."""
    return json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)


@dataclass(slots=True)
class Phone:
    """A phone of one village."""

    address: str
    number: int
    line: Line = field(init=False)
    device: str = field(default_factory=lambda: str(uuid4()))
    headers: dict[str, str] = field(default_factory=dict)
    village: str = ""
    access: str = ""
    cursors: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line = Line(self.address)

    def sign_in(self) -> None:
        """Signs in and learns its village."""
        said = {"username": f"phone{self.number}", "password": PASSWORD, "device": {"id": self.device}}
        token = read(self.line.json("/api/auth/login", {}, said))["token"]
        self.headers = {"Authorization": f"Token {token}"}
        answer = self.exchange([])
        self.access, self.village = answer["access"]["version"], answer["access"]["villages"][0]["village"]

    def request(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        """The body of an exchange."""
        known = {"device": self.device, "schema": 1, "access": self.access, "cursors": self.cursors}
        return {**known, "changes": changes, "limit": 1000}

    def ask(self, changes: list[dict[str, Any]]) -> bytes:
        """One exchange as it comes over the wire."""
        return self.line.json("/api/sync/v1/exchange", self.headers, self.request(changes), zipped=bool(changes))

    def exchange(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        """One exchange; keeps the cursors."""
        answer: dict[str, Any] = read(self.ask(changes))
        self.cursors = {**self.cursors, **answer["cursors"]}
        return answer

    def changes(self, seed: int) -> list[dict[str, Any]]:
        """A whole musdes as changes."""
        return as_changes(musdes(seed), village=self.village)

    def size_of(self, changes: list[dict[str, Any]]) -> int:
        """Bytes of the exchange that would carry these."""
        return len(packed(self.request(changes)))

    def push(self, seed: int) -> None:
        """Hands one musdes over; fails unless every record was applied."""
        results = self.exchange(self.changes(seed))["results"]
        refused = [one for one in results if one["outcome"] != "applied"]
        if refused:
            raise RuntimeError(refused[0])

    def first_sync(self) -> list[bytes]:
        """Reads everything from the beginning; the answers as they came."""
        self.cursors, answers, more = {}, [], True
        while more:
            answers.append(self.ask([]))
            answer = read(answers[-1])
            self.cursors, more = {**self.cursors, **answer["cursors"]}, answer["more"]
        return answers
