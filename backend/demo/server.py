"""The server as a phone sees it: only the public HTTP API, with nothing but the standard library."""

import base64
import gzip
import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from uuid import UUID

from django.utils.translation import gettext as _

PATIENCE = 60
TRIES = 4
PIECE = 256 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


class Unreachable(Exception):
    """No answer, or not the answer of our server; says so in words."""


class Refused(Exception):
    """The server said no; carries its own sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body of one answer."""

    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; a captive portal's page is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            raise Unreachable(_("Yang menjawab bukan server Rembuk Desa.")) from None
        if not isinstance(found, dict):
            raise Unreachable(_("Yang menjawab bukan server Rembuk Desa."))
        return found


class Server:
    """One phone's connection; counts the bytes that it sends."""

    def __init__(self, address: str) -> None:
        if urlsplit(address).scheme not in ("http", "https"):
            raise Unreachable(_("Alamat server harus diawali http:// atau https://."))
        self.address = address.rstrip("/")
        self.token = ""
        self.device = ""
        self.sent = 0

    def sign_in(self, username: str, password: str, *, device: UUID) -> str:
        """Signs in and keeps the token; answers the person's name."""
        phone = {"id": str(device), "name": _("HP percobaan"), "platform": "manage.py phone", "app_version": "1"}
        said = json.dumps({"username": username, "password": password, "device": phone}).encode()
        answer = self._ask("POST", "/api/auth/login", said, {"Content-Type": "application/json"}).json()
        self.token, self.device = str(answer["token"]), str(device)
        return str(answer["user"]["name"])

    def exchange(self, changes: list[dict[str, Any]]) -> dict[str, Any]:
        """One exchange, gzipped; of what others recorded it asks for one record only."""
        request = {"device": self.device, "schema": 1, "changes": changes, "limit": 1}
        packed = gzip.compress(json.dumps(request).encode())
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        return self._ask("POST", "/api/sync/v1/exchange", packed, headers).json()

    def upload(self, village: str, sha256: str, content: bytes) -> bool:
        """Sends a photograph by tus, going on where a cut left it; whether any bytes had to travel."""
        said = {"sha256": sha256, "filetype": "image/jpeg", "village": village}
        metadata = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in said.items())
        begun = {**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
        answer = self._ask("POST", "/api/sync/v1/files/", b"", begun)
        place, offset = answer.headers["location"], int(answer.headers["upload-offset"])
        known, tries = offset == len(content), 0
        while offset < len(content):
            try:
                offset = self._append(place, offset, content)
            except Unreachable:
                tries += 1
                if tries == TRIES:
                    raise
                offset = int(self._ask("HEAD", place, None, TUS).headers["upload-offset"])
        return not known

    def _append(self, place: str, offset: int, content: bytes) -> int:
        headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        answer = self._ask("PATCH", place, content[offset : offset + PIECE], headers)
        return int(answer.headers["upload-offset"])

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        whole = {"Accept": "application/json", **headers}
        if self.token:
            whole["Authorization"] = f"Token {self.token}"
        request = Request(f"{self.address}{path}", data=body, headers=whole, method=method)  # noqa: S310 -- http(s) only
        self.sent += len(body or b"")
        try:
            with urlopen(request, timeout=PATIENCE) as found:  # nosec B310 # noqa: S310 -- http(s) only, see __init__
                return Answer({name.lower(): value for name, value in found.headers.items()}, found.read())
        except HTTPError as refusal:
            raise Refused(_sentence(refusal)) from None
        except (URLError, OSError, HTTPException) as wrong:
            reason = getattr(wrong, "reason", wrong)
            told = _("Server di %(address)s tidak menjawab (%(reason)s). Jalankan dulu dengan make run.")
            raise Unreachable(told % {"address": self.address, "reason": reason}) from None


def _sentence(refusal: HTTPError) -> str:
    """The server's own words, else the bare status."""
    with refusal:
        try:
            told = json.loads(refusal.read())
            return f"{told['title']} ({refusal.code} {told['code']})"
        except (ValueError, KeyError, TypeError):
            return _("Server menolak: %(status)s.") % {"status": refusal.code}
