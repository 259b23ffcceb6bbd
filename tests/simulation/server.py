"""The real server behind its HTTP door, which may die at any SQL statement."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import OperationalError, connection
from django.test import Client

from sync.models import Conflict, Feed, Held, LedgerEntry, Rejection
from tests.factories.villages import PASSWORD

EXCHANGE = "/api/sync/v1/exchange"


class Died(BaseException):
    """The server's process is gone; no handler of the product sees this."""


@dataclass
class Reply:
    """What came back: a status and a body that was JSON."""

    status: int
    body: dict[str, Any]


@dataclass
class Death:
    """Raises ``error`` at the ``number``-th moment: a statement, a commit not yet done, a commit just done.

    ``struck``: it happened. ``inside``: within the request's first transaction, of which nothing may stay.
    """

    number: int
    error: type[BaseException]
    struck: bool = False
    inside: bool = False
    commits: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._is_now():
            self._strike(inside=connection.in_atomic_block)
        return execute(sql, params, many, context)

    def commit(self, really: Callable[[], None]) -> None:
        """In place of the connection's own commit."""
        if self._is_now():
            connection.rollback()  # as the database does when it loses its client
            self._strike(inside=True)
        really()
        self.commits += 1
        if self._is_now():
            self.error = Died  # a database that has committed does not report a failure
            self._strike(inside=False)

    def _is_now(self) -> bool:
        self.number -= 1
        return self.number == 0

    def _strike(self, *, inside: bool) -> None:
        self.struck, self.inside = True, inside and self.commits == 0
        raise self.error("the server died here")


@contextmanager
def dying(death: Death | None) -> Iterator[None]:
    """The server inside dies as ``death`` says."""
    if death is None:
        yield
        return
    commit = partial(death.commit, connection.commit)
    with patch.object(connection, "commit", commit), connection.execute_wrapper(death):
        yield


class Server:
    """Speaks HTTP with the product in this process."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.client = Client()

    def exchange(self, token: str, body: bytes, *, packed: bool) -> Reply:
        """One request with this body, as it arrived."""
        headers = {"Authorization": f"Token {token}"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        if self.rng.random() < 0.5:
            headers["Accept-Encoding"] = "gzip"
        answer = self.client.post(EXCHANGE, body, content_type="application/json", headers=headers)
        return _reply(answer)

    def attention(self, token: str) -> Reply:
        """What waits for a human."""
        return _reply(self.client.get("/api/sync/v1/attention", headers={"Authorization": f"Token {token}"}))

    def sign_in(self, username: str, number: str) -> str:
        """A token for this phone."""
        device = {"id": number, "name": f"HP {username}", "platform": "uji", "app_version": "1"}
        body = {"username": username, "password": PASSWORD, "device": device}
        answer = self.client.post("/api/auth/login", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return str(answer.json()["token"])


def death_at(number: int, *, by_database: bool) -> Death:
    """The end of the process, or of the database under it."""
    return Death(number, OperationalError if by_database else Died)


def _reply(answer: Any) -> Reply:
    content = gzip.decompress(answer.content) if answer.headers.get("Content-Encoding") == "gzip" else answer.content
    return Reply(answer.status_code, json.loads(content))


def fingerprint() -> tuple[Any, ...]:
    """What must not move when a request fails in the middle."""
    assert not connection.in_atomic_block, "the server left a transaction open"
    heads = tuple(Feed.objects.order_by("pk").values_list("pk", "head", "head_hash"))
    return heads, *(model._default_manager.count() for model in (LedgerEntry, Conflict, Held, Rejection))
