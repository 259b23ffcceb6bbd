"""Whoever comes through nginx: a browser or a program over https, with cookies and an address of its own."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPSConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PATIENCE = 60
Headers = Mapping[str, str]


@dataclass
class Answer:
    """One answer; of the shape that ``tests.security.observatory`` reads."""

    status: int
    headers: Message
    content: bytes
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    streaming = False

    @property
    def text(self) -> str:
        return self.content.decode()


class Visitor:
    """Speaks to ``port``, whose certificate it knows, from any address of this machine."""

    def __init__(self, port: int, certificate: Path, address: str = "127.0.0.1") -> None:
        self.port, self.address = port, address
        self.context = ssl.create_default_context(cafile=str(certificate))
        self.cookies: SimpleCookie = SimpleCookie()

    def connect(self) -> HTTPSConnection:
        """A connection for whoever wants to misbehave on it."""
        where: dict[str, Any] = {"source_address": (self.address, 0), "context": self.context, "timeout": PATIENCE}
        return HTTPSConnection("localhost", self.port, **where)

    def get(self, path: str, **headers: str) -> Answer:
        """One page."""
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def send(self, form: str, path: str, **fields: str) -> Answer:
        """What a browser sends when the form on the page at ``form`` is pressed; to ``path``."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(form).text)
        assert token, f"no form at {form}"
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        where = f"https://localhost:{self.port}"
        said = {"Content-Type": "application/x-www-form-urlencoded", "Origin": where, "Referer": f"{where}{form}"}
        return self.ask("POST", path, body, said)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Headers | None = None) -> Answer:
        """One request; raises ``OSError`` or ``HTTPException`` where no answer came."""
        kept = "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())
        line = self.connect()
        try:
            line.request(method, path, body, {**({"Cookie": kept} if kept else {}), **(headers or {})})
            came = line.getresponse()
            found = Answer(came.status, came.headers, came.read())
        finally:
            line.close()
        for cookie in found.headers.get_all("Set-Cookie", []):
            found.cookies.load(cookie)
            self.cookies.load(cookie)
        return found
