"""Many phones in one process: each with a village and a token of its own, over real HTTP, obeying ``Retry-After``."""

import asyncio
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from bench.client import packed, read
from bench.stage import prepare, run
from bench.workload import RECORDS, as_changes, musdes

THREADS = 16
"""As ``docs/operations.md`` starts gunicorn: more than are answered at once, so that a crowd can be sent away."""
PATIENCE = 90.0
"""Seconds after which a phone gives a request up, as the app does."""
WARM = 30
AGAIN = (2.0, 10.0)
"""Seconds after which it tries again where nothing said when."""
EXCHANGE = "/api/sync/v1/exchange"
TO_WAIT_FOR = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    data: bytes


@dataclass(slots=True)
class Walker:
    """A phone that is signed in."""

    token: str
    device: str
    village: str
    push: bytes = b""
    cursors: dict[str, str] = field(default_factory=dict)

    def prepare(self, seed: int) -> None:
        """Records a musdes, and packs the exchange that hands it over."""
        self.push = self.exchange(as_changes(musdes(seed), village=self.village))

    def exchange(self, changes: list[dict[str, Any]]) -> bytes:
        """The body of an exchange."""
        said = {"device": self.device, "schema": 1, "cursors": self.cursors, "changes": changes, "limit": 1000}
        return packed(said)

    def learn(self, data: bytes) -> bool:
        """Keeps the cursors; whether all was taken."""
        answer = read(data)
        self.cursors = {**self.cursors, **answer["cursors"]}
        return all(one["outcome"] == "applied" for one in answer["results"])


@dataclass(slots=True)
class Tally:
    """What happened to all of them."""

    seconds: list[float] = field(default_factory=list)
    """From the moment that an exchange was due until it was answered in the end."""
    refused: Counter[int] = field(default_factory=Counter)
    waits: list[int] = field(default_factory=list)
    unanswered: int = 0
    unforeseen: list[Any] = field(default_factory=list)

    def share_below(self, limit: float) -> float:
        """How many were answered by then, of all."""
        return sum(one <= limit for one in self.seconds) / max(len(self.seconds), 1)

    def percentile(self, share: float) -> float:
        """The seconds that so many took at most."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


async def post(address: str, token: str, body: bytes) -> Answer:
    """One request on a connection of its own, as of a phone that was away; raises ``OSError`` where none came."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        head = {
            "Host": f"{host}:{port}",
            "Authorization": f"Token {token}",
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "Accept-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = [f"POST {EXCHANGE} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        await writer.drain()
        return _parsed(await reader.read())
    finally:
        writer.close()


def _parsed(data: bytes) -> Answer:
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        raise ConnectionResetError("no answer")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    if len(body) < int(headers.get("content-length", 0)):
        raise ConnectionResetError("half an answer")
    return Answer(int(first.split()[1]), headers, body)


async def hand_over(address: str, phone: Walker, body: bytes, tally: Tally, due: float) -> bool:
    """Asks until it is answered, waiting as it is told to; whether all was taken."""
    while True:
        try:
            found = await asyncio.wait_for(post(address, phone.token, body), PATIENCE)
        except (OSError, TimeoutError):
            tally.unanswered += 1
            await asyncio.sleep(random.uniform(*AGAIN))  # noqa: S311 -- when to come again
            continue
        if found.status == HTTPStatus.OK:
            tally.seconds.append(time.monotonic() - due)
            return phone.learn(found.data)
        if found.status not in TO_WAIT_FOR or not found.headers.get("retry-after", "").isdigit():
            tally.unforeseen.append((found.status, found.data[:200]))
            return False
        tally.refused[found.status] += 1
        tally.waits.append(int(found.headers["retry-after"]))
        await asyncio.sleep(tally.waits[-1])


def warmed(address: str, phone: Walker) -> None:
    """Asks until every process has answered some exchanges: the first ones load what the rest finds loaded."""
    for _time in range(WARM):
        asyncio.run(hand_over(address, phone, phone.exchange([]), Tally(), time.monotonic()))


def enrolled(world: dict[str, str], folder: Path, phones: int) -> list[Walker]:
    """So many phones in villages of their own, signed in already: the password's own cost is another matter."""
    prepare(world, villages=1)
    path = folder / "tokens.json"
    run(world, "manage.py", "shell", "-v", "0", "-c", f"from bench.seed import enrol; enrol({phones}, {str(path)!r})")
    return [Walker(*one) for one in json.loads(path.read_text())]


def allow_many() -> None:
    """As many connections as the system lets this process have; what it starts may have as many."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def missing(world: dict[str, str], phones: Iterable[Walker]) -> int:
    """How many musdes that were taken are not in the ledger whole, once."""
    there = json.loads(run(world, "manage.py", "shell", "-v", "0", "-c", COUNT_ENTRIES))
    return sum(there.get(phone.village) != RECORDS for phone in phones)


COUNT_ENTRIES = (
    "import json; from django.db.models import Count; from sync.models import LedgerEntry;"
    " print(json.dumps({str(v): n for v, n in"
    " LedgerEntry.objects.values_list('village').annotate(Count('number')).order_by()}))"
)
