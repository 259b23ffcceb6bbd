"""Every operation of the API, aimed at Cangkuang, and what is declared of it.

An operation of the OpenAPI document that is not declared here makes ``test_every_operation_is_declared`` fail by its
name.
"""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from backend.kernel import clock, ids
from tests.security.world import PHOTO, World
from tests.sync.tus_client import metadata

OCTETS = "application/octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True, slots=True)
class Ask:
    """A request."""

    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    query: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """How a stranger asks for something of the village, and what the answer must be.

    ``answer``: status and code; no code where nothing is refused. ``own``: what is asked for is the stranger's own, so
    the answer is as good as anybody's.
    """

    ask: Callable[[World, str], Ask]
    answer: tuple[int, str]
    open: bool = False


def _plain(_world: World, _device: str) -> Ask:
    return Ask(b"{}")


def _sign_in(world: World, device: str) -> Ask:
    """Somebody else's name with one's own password is no way in."""
    said = {"username": "siti", "password": "bukan-sandi-siti", "device": {"id": device, "name": "HP"}}
    return Ask(json.dumps(said).encode())


def _first_sign_in(world: World, device: str) -> Ask:
    """Somebody else's name with a code that nobody was given."""
    said = {"username": "siti", "code": "ABCD-EFGH-JKMN", "password": "kuda hijau lompat pagar"}
    return Ask(json.dumps({**said, "device": {"id": device, "name": "HP"}}).encode())


def _cut_off(world: World, _device: str) -> Ask:
    return Ask(names={"number": world.device}, query="?lost=true")


def change(world: World) -> dict[str, Any]:
    """A change of Cangkuang's meeting."""
    return {
        "id": str(ids.uuid7()),
        "kind": "meeting",
        "record": str(world.meeting.id),
        "village": str(world.village.pk),
        "base": 1,
        "made_at": clock.now().isoformat(),
        "set": {"title": "Diambil alih"},
    }


def _exchange(world: World, device: str) -> Ask:
    """A change of the village's meeting, and a look with the village's own cursor."""
    said = {
        "device": device,
        "schema": 1,
        "access": "",
        "cursors": {str(world.village.pk): world.cursor},
        "changes": [change(world)],
        "limit": 500,
    }
    return Ask(gzip.compress(json.dumps(said).encode()), headers={"Content-Encoding": "gzip"})


def _begin(world: World, _device: str) -> Ask:
    said = {"Upload-Length": str(len(PHOTO)), "Upload-Metadata": metadata(PHOTO, world.village.pk)}
    return Ask(content_type=OCTETS, headers={**TUS, **said})


def _upload(world: World, _device: str) -> Ask:
    return Ask(headers=TUS, names={"upload": world.upload})


def _append(world: World, _device: str) -> Ask:
    place = {"Upload-Offset": "0"}
    return Ask(PHOTO[:100], "application/offset+octet-stream", {**TUS, **place}, {"upload": world.upload})


def _carry(world: World, _device: str) -> Ask:
    return Ask(world.file, OCTETS)


_KIND = {"kind": "meeting", "schema_number": "1"}


def _pull(world: World, _device: str) -> Ask:
    return Ask(names=_KIND)


def _push(world: World, _device: str) -> Ask:
    row = {"id": str(uuid4()), "village": str(world.village.pk), "version": 0, "_deleted": False, "title": "Diambil"}
    return Ask(json.dumps([{"newDocumentState": row}]).encode(), names=_KIND)


FINE = ""
OPERATIONS: dict[tuple[str, str], Operation] = {
    ("post", "/api/auth/login"): Operation(_sign_in, (401, "credentials_invalid"), open=True),
    ("post", "/api/auth/first"): Operation(_first_sign_in, (401, "credentials_invalid"), open=True),
    ("post", "/api/auth/logout"): Operation(_plain, (204, FINE)),
    ("post", "/api/auth/logoutall"): Operation(_plain, (204, FINE)),
    ("get", "/api/auth/devices"): Operation(_plain, (200, FINE)),
    ("delete", "/api/auth/devices/{number}"): Operation(_cut_off, (404, "not_found")),
    ("post", "/api/sync/v1/exchange"): Operation(_exchange, (200, FINE)),
    ("get", "/api/sync/v1/attention"): Operation(_plain, (200, FINE)),
    ("options", "/api/sync/v1/files/"): Operation(lambda *_: Ask(headers=TUS), (204, FINE), open=True),
    ("post", "/api/sync/v1/files/"): Operation(_begin, (404, "not_found")),
    ("head", "/api/sync/v1/files/{upload}"): Operation(_upload, (404, FINE)),
    ("patch", "/api/sync/v1/files/{upload}"): Operation(_append, (404, "not_found")),
    ("delete", "/api/sync/v1/files/{upload}"): Operation(_upload, (404, "not_found")),
    ("post", "/api/sync/v1/bundles"): Operation(_carry, (403, "bundle_elsewhere")),
    ("get", "/api/sync/v1/sealed"): Operation(_plain, (401, "token_invalid")),
    ("post", "/api/sync/v1/sealed"): Operation(_carry, (401, "token_invalid")),
    ("get", "/api/sync/rxdb/{kind}/{schema_number}/pull"): Operation(_pull, (200, FINE)),
    ("post", "/api/sync/rxdb/{kind}/{schema_number}/push"): Operation(_push, (403, "no_right")),
    ("get", "/api/sync/rxdb/{kind}/{schema_number}/pullStream"): Operation(_pull, (200, FINE)),
    ("get", "/api/reference/v1/account-codes"): Operation(_plain, (200, FINE)),
    ("get", "/api/reference/v1/customs"): Operation(_plain, (200, FINE)),
}


def digest_of_photo() -> str:
    """By which the village's half photograph is known."""
    return hashlib.sha256(PHOTO).hexdigest()
