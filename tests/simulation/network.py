"""The network between phones and the server: what is on its way may be lost, doubled, late, cut short or replaced."""

import gzip
import json
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from tests.simulation.server import Reply

PORTAL = b"<html><body>Silakan masuk ke WiFi desa</body></html>"


@dataclass(frozen=True)
class Request:
    """A phone's request on its way. ``number``: which of the phone's requests it is."""

    phone: str
    number: int
    token: str
    asked: dict[str, Any]
    body: bytes
    packed: bool


@dataclass(frozen=True)
class Answer:
    """The server's answer on its way back. ``life``: which life of the server gave it."""

    phone: str
    number: int
    reply: Reply | None
    life: int


@dataclass
class Network:
    """Everything that is in the air."""

    rng: Random
    air: list[Request | Answer] = field(default_factory=list)

    def send(self, phone: str, number: int, token: str, asked: dict[str, Any]) -> Request:
        """A request leaves a phone, packed or not."""
        packed = self.rng.random() < 0.3
        body = json.dumps(asked).encode()
        return Request(phone, number, token, asked, gzip.compress(body, 1, mtime=0) if packed else body, packed)

    def pick(self) -> Request | Answer | None:
        """What arrives next, in no order; now and then it arrives once more later."""
        if not self.air:
            return None
        found = self.air.pop(self.rng.randrange(len(self.air)))
        if self.rng.random() < (0.2 if isinstance(found, Request) else 0.1):
            self.air.append(found)
        return found

    def lose(self) -> bool:
        """Whether this one never arrives."""
        return self.rng.random() < 0.12

    def shorten(self, request: Request) -> Request:
        """Cuts the body of a request somewhere."""
        return replace(request, body=request.body[: self.rng.randrange(len(request.body))])

    def spoil(self, answer: Answer) -> Answer:
        """An answer that was cut off, or a portal's page in its place: no phone can read it."""
        return replace(answer, reply=None)
