"""Phones of plain HTTP: they push, keep what was acknowledged, and send again what was not."""

import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from backend.kernel import ids
from bench.client import PASSWORD

PATIENCE = 60


@dataclass(frozen=True)
class Told:
    """One answer, and when it came."""

    status: int
    headers: dict[str, str]
    body: Any
    at: float

    @property
    def is_a_refusal_to_wait_for(self) -> bool:
        """503 or 429 as the protocol has it."""
        code = {503: "unavailable", 429: "slow_down"}.get(self.status)
        return (
            self.headers.get("Content-Type") == "application/problem+json"
            and self.body["code"] == code
            and self.headers.get("Retry-After", "").isdigit()
        )


def ask(address: str, path: str, body: Any, token: str = "") -> Told:
    """One request and its answer, whatever its status; raises ``OSError`` where none came."""
    request = urllib.request.Request(address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    if token:
        request.add_header("Authorization", f"Token {token}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return _told(answer)
    except urllib.error.HTTPError as answer:
        return _told(answer)


def _told(answer: Any) -> Told:
    data = answer.read()
    is_json = "json" in answer.headers.get("Content-Type", "")
    return Told(answer.status, dict(answer.headers), json.loads(data) if is_json else data, time.monotonic())


@dataclass
class Pusher:
    """A phone with a token."""

    address: str
    name: str
    device: str = field(default_factory=lambda: str(uuid4()))
    token: str = ""
    village: str = ""
    cursors: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    acknowledged: dict[str, tuple[dict[str, Any], int]] = field(default_factory=dict)

    def sign_in(self) -> Told:
        """Signs in, and learns where this person records; where it fails, nothing is known yet."""
        body = {"username": self.name, "password": PASSWORD, "device": {"id": self.device}}
        found = ask(self.address, "/api/auth/login", body)
        if found.status == 200:
            self.token = found.body["token"]
            self.village = self.send([]).body["access"]["villages"][0]["village"]
        return found

    def send(self, changes: list[dict[str, Any]]) -> Told:
        """One exchange; what was taken is remembered with its version."""
        body = {"device": self.device, "cursors": self.cursors, "changes": changes}
        found = ask(self.address, "/api/sync/v1/exchange", body, self.token)
        if found.status == 200:
            self.cursors = found.body["cursors"]
            for change, result in zip(changes, found.body["results"], strict=True):
                assert result["outcome"] in ("applied", "merged"), result
                self.acknowledged[change["id"]] = change, result["version"]
        return found

    def draft(self, **fields: Any) -> dict[str, Any]:
        """A new meeting."""
        return {
            "id": str(ids.uuid7()),
            "kind": "meeting",
            "record": str(ids.uuid7()),
            "village": self.village,
            "base": 0,
            "made_at": "2026-11-23T10:02:11+07:00",
            "set": {"title": "Musdes", "type": "musdes_rkp", **fields},
        }

    def push(self, **fields: Any) -> bool:
        """Sends one new meeting until it is taken; answers whether it was at once. Every answer is kept."""
        change = self.draft(**fields)
        for _try in range(PATIENCE * 4):
            found = self.send([change])
            self.told.append(found)
            if found.status == 200:
                return _try == 0
            time.sleep(0.1)
        raise TimeoutError(f"{self.name} never got through")

    def push_until(self, moment: float) -> None:
        """Goes on recording and sending until then."""
        while time.monotonic() < moment:
            self.push()

    def start_again(self) -> int:
        """What an app does on ``cursor_unknown``: reads from the start and sends again what it kept.

        Answers how many of its changes the server had forgotten.
        """
        refused = self.send([])
        assert (refused.status, refused.body["code"]) == (409, "cursor_unknown"), refused
        self.cursors = {}
        kept = [change for change, _version in self.acknowledged.values()]
        forgotten = 0
        for start in range(0, len(kept), 500):
            results = self.send(kept[start : start + 500]).body["results"]
            forgotten += sum(not result.get("replayed") for result in results)
        return forgotten

    def lost(self) -> list[str]:
        """The acknowledged changes that the server does not answer with their first version."""
        missing = []
        kept = list(self.acknowledged.values())
        for start in range(0, len(kept), 500):
            some = kept[start : start + 500]
            results = self.send([change for change, _version in some]).body["results"]
            for (change, version), result in zip(some, results, strict=True):
                if (result.get("replayed"), result["version"]) != (True, version):
                    missing.append(change["id"])
        return missing


def all_at_once(work: list[Any]) -> list[BaseException]:
    """Runs functions in threads of their own and waits; answers what went wrong."""
    wrong: list[BaseException] = []

    def guarded(one: Any) -> None:
        try:
            one()
        except BaseException as found:
            wrong.append(found)

    threads = [threading.Thread(target=guarded, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong
