"""Clients of the two servers under measure; standard library only, so that they cost the same."""

import gzip
import json
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from bench.workload import musdes

PASSWORD = "musyawarah-uji"  # noqa: S105 -- the seed's


def call(address: str, headers: dict[str, str], body: Any = None, *, packed: bool = False) -> bytes:
    """One request; the body of a successful answer as it came over the wire."""
    data = None if body is None else json.dumps(body).encode()
    sent = {**headers, "Content-Type": "application/json", "Accept-Encoding": "gzip"}
    if data is not None and packed:
        data, sent["Content-Encoding"] = gzip.compress(data), "gzip"
    request = urllib.request.Request(address, data, sent)  # noqa: S310 -- our own server
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 -- our own server
        return bytes(answer.read())


def read(data: bytes) -> Any:
    """JSON, packed or not."""
    return json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)


@dataclass(slots=True)
class Phone:
    """A phone of one village."""

    address: str
    number: int
    device: str = field(default_factory=lambda: str(uuid4()))
    headers: dict[str, str] = field(default_factory=dict)
    village: str = ""
    access: str = ""
    cursors: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Signs in and learns its village."""
        said = {"username": f"phone{self.number}", "password": PASSWORD, "device": {"id": self.device}}
        token = read(call(f"{self.address}/api/auth/login", {}, said))["token"]
        self.headers = {"Authorization": f"Token {token}"}
        answer = self.exchange([])
        self.access, self.village = answer["access"]["version"], answer["access"]["villages"][0]["village"]

    def request(self, changes: list[dict[str, Any]], **over: Any) -> dict[str, Any]:
        """The body of an exchange."""
        known = {"device": self.device, "schema": 1, "access": self.access, "cursors": self.cursors}
        return {**known, "changes": changes, "limit": 1000, **over}

    def exchange(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        """One exchange; keeps the cursors."""
        url = f"{self.address}/api/sync/v1/exchange"
        answer: dict[str, Any] = read(call(url, self.headers, self.request(changes), packed=bool(changes)))
        self.cursors = answer["cursors"]
        return answer

    def changes(self, seed: int) -> list[dict[str, Any]]:
        """A whole musdes as changes."""
        common = {"village": self.village, "base": 0, "made_at": "2026-09-14T04:00:00Z"}
        return [{"id": str(uuid4()), **row, **common} for row in musdes(seed)]

    def push(self, seed: int) -> None:
        """Hands one musdes over; fails unless every record was applied."""
        results = self.exchange(self.changes(seed))["results"]
        refused = [one for one in results if one["outcome"] != "applied"]
        if refused:
            raise RuntimeError(refused[0])
