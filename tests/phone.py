"""A scripted phone: records, loses signal, sends. Speaks only HTTP, as any client would."""

import gzip
import json
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from backend.kernel import clock, ids

PASSWORD = "musyawarah-uji"


class Phone:
    """What an app keeps: a token, cursors, unsent changes, and the records as it knows them."""

    def __init__(self, username: str, village: UUID, password: str = PASSWORD) -> None:
        self.client = Client()
        self.username = username
        self.password = password
        self.village = village
        self.number = str(uuid4())
        self.token = ""
        self.signed_in: dict[str, Any] = {}
        self.cursors: dict[str, str] = {}
        self.access = ""
        self.unsent: list[dict[str, Any]] = []
        self.docs: dict[str, dict[str, Any]] = {}
        self.versions: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.last: dict[str, Any] = {}
        self.connected = True

    def sign_in(self) -> None:
        """Signs in over HTTP."""
        body = {
            "username": self.username,
            "password": self.password,
            "device": {"id": self.number, "name": f"HP {self.username}", "platform": "uji", "app_version": "1"},
        }
        answer = self.client.post("/api/auth/login", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        self.signed_in = answer.json()
        self.token = self.signed_in["token"]

    @property
    def headers(self) -> dict[str, str]:
        if not self.token:
            self.sign_in()
        return {"Authorization": f"Token {self.token}"}

    @contextmanager
    def offline(self):
        """No signal: ``sync`` does nothing."""
        self.connected = False
        yield
        self.connected = True

    def record(self, kind: str, **fields: Any) -> str:
        """Makes a record on the phone; answers its id."""
        name = str(ids.uuid7())
        self.kinds[name] = kind
        self.versions[name] = 0
        self.change(name, **fields)
        return name

    def change(self, record: str, *, resolves: str | None = None, **fields: Any) -> str:
        """Edits a record on the phone; answers the change's id."""
        change = self.draft(record, set={name: _plain(value) for name, value in fields.items()})
        if resolves:
            change["resolves"] = resolves
        self.docs.setdefault(record, {}).update(change["set"])
        self.unsent.append(change)
        return change["id"]

    def delete(self, record: str) -> str:
        """Deletes a record on the phone; answers the change's id."""
        change = self.draft(record, delete=True)
        self.unsent.append(change)
        return change["id"]

    def draft(self, record: str, **what: Any) -> dict[str, Any]:
        """A change of a record, not yet queued."""
        return {
            "id": str(ids.uuid7()),
            "kind": self.kinds[record],
            "record": record,
            "village": str(self.village),
            "base": self.versions.get(record, 0),
            "made_at": clock.now().isoformat(),
            **what,
        }

    def request(self, **over: Any) -> dict[str, Any]:
        """The body that ``sync`` would send."""
        return {
            "device": self.number,
            "schema": 1,
            "access": self.access,
            "cursors": self.cursors,
            "changes": self.unsent,
            "limit": 500,
            **over,
        }

    def post(self, body: Any, **headers: str):
        """One raw exchange, gzipped."""
        data = body if isinstance(body, bytes) else gzip.compress(json.dumps(body).encode())
        extra = {"Content-Encoding": "gzip", **headers} if not isinstance(body, bytes) else headers
        return self.client.post(
            "/api/sync/v1/exchange",
            data,
            content_type="application/json",
            headers={**self.headers, **extra},
        )

    def sync(self, **over: Any) -> dict[str, Any]:
        """Exchanges until there is no more; answers the last reply. Fails where the server does not answer 200."""
        if not self.connected:
            return {}
        results: list[dict[str, Any]] = []
        while True:
            answer = self.post(self.request(**over))
            assert answer.status_code == 200, answer.content
            reply = answer.json()
            self.take(reply)
            results += reply["results"]
            if not reply["more"]:
                break
        self.last = {**reply, "results": results}
        return self.last

    def take(self, reply: dict[str, Any]) -> None:
        """Stores what the server said."""
        self.cursors = {**self.cursors, **reply["cursors"]}
        self.access = reply["access"]["version"] if reply.get("access") else self.access
        settled = {one["id"]: one for one in reply["results"]}
        for change in self.unsent:
            result = settled.get(change["id"])
            if result and result.get("version"):
                self.versions[change["record"]] = max(result["version"], self.versions.get(change["record"], 0))
        self.unsent = [change for change in self.unsent if change["id"] not in settled]
        for one in reply["changes"]:
            self.kinds[one["record"]] = one["kind"]
            self.versions[one["record"]] = one["version"]
            if one.get("deleted"):
                self.docs.pop(one["record"], None)
            else:
                self.docs[one["record"]] = one["doc"]

    def outcomes(self) -> list[str]:
        """The outcomes of the last exchange, in order."""
        return [one["outcome"] for one in self.last["results"]]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
