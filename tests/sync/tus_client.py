"""What a tus client says, and a phone that says it to a real server over sockets."""

import base64
import hashlib
import json
import socket
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

FILES = "/api/sync/v1/files/"
TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = {"Content-Type": "application/offset+octet-stream"}
PASSWORD = "musyawarah-uji"


def metadata(data: bytes, village: UUID | str, *, media: str = "image/jpeg", sha256: str = "") -> str:
    """``Upload-Metadata`` of these bytes."""
    said = {"sha256": sha256 or hashlib.sha256(data).hexdigest(), "filetype": media, "village": str(village)}
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])


class Wire:
    """A phone signed in on a real server; each request is a connection of its own, so that many can run at once."""

    def __init__(self, address: str, username: str, village: UUID) -> None:
        self.place, self.village = urlsplit(address).netloc, village
        said = {"username": username, "password": PASSWORD, "device": {"id": str(uuid4()), "name": "HP"}}
        headers = {"Content-Type": "application/json"}
        signed_in = self.ask("POST", "/api/auth/login", headers, json.dumps(said).encode())
        self.headers = {**TUS, "Authorization": f"Token {json.loads(signed_in.data)['token']}"}

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        line = HTTPConnection(self.place, timeout=30)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            lower = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, lower, answer.read())
        finally:
            line.close()

    def create(self, data: bytes, body: bytes = b"") -> Reply:
        said = {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(data, self.village)}
        return self.ask("POST", FILES, {**self.headers, **said, **(OCTETS if body else {})}, body)

    def patch(self, path: str, data: bytes, offset: int) -> Reply:
        return self.ask("PATCH", path, self._patching(offset), data)

    def head(self, path: str) -> Reply:
        return self.ask("HEAD", path, self.headers)

    def cut(self, path: str, data: bytes, offset: int, *, after: int) -> None:
        """A PATCH whose line goes dead when ``after`` bytes of its body are sent."""
        host, port = self.place.split(":")
        said: dict[str, Any] = {**self._patching(offset), "Host": self.place, "Content-Length": len(data)}
        head = f"PATCH {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items())
        with socket.create_connection((host, int(port))) as line:
            line.sendall(head.encode() + b"\r\n" + data[:after])

    def _patching(self, offset: int) -> dict[str, str]:
        return {**self.headers, **OCTETS, "Upload-Offset": str(offset)}
