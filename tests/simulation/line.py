"""The way from a phone to a server over a real socket, and what a phone may take for an answer."""

import gzip
import http.client
import json
import time
from dataclasses import dataclass
from typing import Any

from tests.simulation.witness import Broken

EXCHANGE = "/api/sync/v1/exchange"
PASSWORD = "musyawarah-uji"
PARTS_OF_AN_ANSWER = {"server_time", "results", "changes", "cursors"}
TRIES = 100

Reply = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """The way to a server at ``127.0.0.1:port``. ``patience``: seconds until a phone gives a request up."""

    port: int
    patience: float = 30

    def exchange(self, asked: dict[str, Any], token: str, *, packed: bool = False) -> Reply | None:
        """One exchange; ``None`` where nothing came back that only our server says."""
        found = self.post(EXCHANGE, asked, token, packed=packed)
        if found is None or (found[0] == 200 and not found[1].keys() >= PARTS_OF_AN_ANSWER):
            return None
        return found

    def post(self, path: str, body: Any, token: str = "", *, packed: bool = False) -> Reply | None:
        """One request; ``None``: nobody knows what became of it."""
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if token:
            headers["Authorization"] = f"Token {token}"
        if packed:
            data = gzip.compress(data, 1)
            headers |= {"Content-Encoding": "gzip", "Accept-Encoding": "gzip"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request("POST", path, data, headers)
            return _read(connection.getresponse())
        except (OSError, EOFError, ValueError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def sign_in(self, username: str, number: str) -> str:
        """A token; waits for a server that is being started."""
        device = {"id": number, "name": username, "platform": "uji", "app_version": "1"}
        for _ in range(TRIES):
            found = self.post("/api/auth/login", {"username": username, "password": PASSWORD, "device": device})
            if found and found[0] == 200:
                return str(found[1]["token"])
            time.sleep(0.1)
        raise Broken(f"{username} cannot sign in")


def _read(answer: http.client.HTTPResponse) -> Reply | None:
    """Only what says of itself that it is ours: JSON for a 200, problem details for a refusal."""
    content = answer.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    expected = "application/json" if answer.status == 200 else "application/problem+json"
    if answer.headers.get_content_type() != expected:
        return None
    body = json.loads(content)
    if not isinstance(body, dict) or (answer.status != 200 and "code" not in body):
        return None
    return answer.status, body
