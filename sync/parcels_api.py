"""The door for files that are carried by a phone: whole in one request, or piece by piece over a bad line."""

import re
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, BinaryIO, ClassVar

from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema, Status

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import bundles, parcels
from sync.body import Encoding
from sync.bundle_file import LARGEST, PIECE, Broken
from sync.bundles import Brought
from sync.exchange import TooLarge
from sync.fields import utc_text
from sync.schemas import ErrorOut
from sync.terms import Outcome

LARGEST_PIECE = 1024 * 1024
_RANGE = re.compile(r"bytes ([0-9]{1,10})-([0-9]{1,10})/([0-9]{1,10})")
_NAME = re.compile(r"[0-9a-f]{64}")

router = Router(tags=["sync"])


class PieceWrong(Problem):
    code: ClassVar[str] = "malformed"
    status = 400
    title = _("Permintaan pengiriman berkas ini salah bentuk.")


class FilesOut(Schema):
    """What became of the photographs."""

    new: int
    known: int
    refused: int


class RefusedOut(Schema):
    """A change that cannot be taken in as it stands."""

    id: str
    kind: str
    errors: list[ErrorOut]


class BroughtOut(Schema):
    """What became of a carried file: outcomes of changes that were new, and of those that had come before."""

    server_time: str
    by: str
    outcomes: dict[str, int]
    replayed: dict[str, int]
    files: FilesOut
    refused: list[RefusedOut]


class PieceOut(Schema):
    """How much of the file is here."""

    server_time: str
    offset: int


class BundleProblemOut(Schema):
    """Problem details (RFC 9457)."""

    code: str
    title: str
    status: int


REFUSALS = dict.fromkeys((400, 403, 409, 413, 415, 422, 426, 429), BundleProblemOut)
PIECES = [
    {
        "name": "Content-Range",
        "in": "header",
        "schema": {"type": "string"},
        "description": "`bytes 0-65535/1200000` where the body is a piece of the file, 1 MiB at most",
    },
    {
        "name": "Parcel",
        "in": "header",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "description": "beside `Content-Range`: the carrier's name for the file, the `sha256` of its last line",
    },
]
BODY = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


@router.post(
    "",
    response={200: BroughtOut, 202: PieceOut, **REFUSALS},
    openapi_extra={"requestBody": {"required": True, **BODY}, "parameters": PIECES},
    summary="Bring a file of another phone's unsent work",
)
def bring(request: HttpRequest) -> Status[Any]:
    """The file of ``docs/sneakernet.md`` as the body. 202: a piece is here, the file is not whole yet."""
    return receive(request, bundles.bring, largest=LARGEST)


def receive(request: HttpRequest, take: Callable[..., Brought], *, largest: int) -> Status[Any]:
    """A file, or a piece of one; ``take`` has it once it is whole."""
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise Encoding(encoding=request.headers["Content-Encoding"][:40])
    if "Content-Range" in request.headers:
        return _receive_piece(request, take, largest)
    with TemporaryFile() as file:
        _receive(request, file, largest)
        return Status(200, _told(take(file, by=_actor(request))))


def _receive_piece(request: HttpRequest, take: Callable[..., Brought], largest: int) -> Status[Any]:
    carrier = _actor(request)
    start, end, total = _range(request, largest)
    name = request.headers.get("Parcel", "")
    if not _NAME.fullmatch(name):
        raise PieceWrong(where="Parcel")
    data = _piece(request, size=end + 1 - start)
    with parcels.piece(carrier.user, name=name, start=start, data=data, total=total) as (here, file):
        if here < total:
            return Status(202, {"server_time": utc_text(clock.now()), "offset": here})
        try:
            return Status(200, _told(take(file, by=carrier)))
        except Broken:
            # Torn on its way or on this disk: the carrier, whose own copy is whole, begins anew.
            parcels.forget(carrier.user, name)
            raise


def _range(request: HttpRequest, largest: int) -> tuple[int, int, int]:
    found = _RANGE.fullmatch(request.headers["Content-Range"])
    if found is None:
        raise PieceWrong(where="Content-Range")
    start, end, total = (int(one) for one in found.groups())
    if not start <= end < total:
        raise PieceWrong(where="Content-Range")
    if end - start >= LARGEST_PIECE or total > largest:
        raise TooLarge(most_bytes=LARGEST_PIECE if total <= largest else largest)
    return start, end, total


def _piece(request: HttpRequest, *, size: int) -> bytes:
    try:
        data: bytes = request.read(size + 1)
    except UnreadablePostError:
        raise PieceWrong(where="body") from None
    if len(data) != size:
        raise PieceWrong(where="body")
    return data


def _receive(request: HttpRequest, file: BinaryIO, largest: int) -> None:
    size = 0
    try:
        while data := request.read(PIECE):
            size += len(data)
            if size > largest:
                raise TooLarge(most_bytes=largest)
            file.write(data)
    except UnreadablePostError:
        raise Broken(where="body") from None
    file.seek(0)


def _told(brought: Brought) -> dict[str, Any]:
    return {
        "server_time": utc_text(clock.now()),
        "by": brought.by,
        "outcomes": {one.value: brought.outcomes[one] for one in Outcome},
        "replayed": {one.value: brought.before[one] for one in Outcome},
        "files": {"new": brought.files_new, "known": brought.files_known, "refused": brought.files_refused},
        "refused": [
            {
                "id": one.id,
                "kind": one.kind,
                "errors": [
                    {"field": wrong.field, "code": wrong.code, "message": str(wrong.message)} for wrong in one.errors
                ],
            }
            for one in brought.refusals
        ],
    }


def _actor(request: HttpRequest) -> Actor:
    device = request.auth  # type: ignore[attr-defined]
    return Actor(user=device.user_id, name=device.user.name, device=device.number)
