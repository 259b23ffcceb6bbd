"""The tus 1.0.0 face of uploads: core, creation, creation-with-upload, checksum, expiration, termination."""

import base64
import binascii
import hashlib
import re
from email.utils import format_datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja import Router

from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import measures, uploads
from sync.parts import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
PIECE = 64 * 1024
OCTETS = "application/offset+octet-stream"
_SHA256 = re.compile(r"[0-9a-f]{64}")

router = Router(tags=["files"])


class VersionWrong(Problem):
    code: ClassVar[str] = "tus_version"
    status = 412
    title = _("Versi pengiriman berkas tidak dikenal.")


class HeaderWrong(Problem):
    code: ClassVar[str] = "malformed"
    status = 400
    title = _("Permintaan pengiriman berkas ini salah bentuk.")


class ChecksumWrong(Problem):
    code: ClassVar[str] = "checksum_wrong"
    status = 460
    title = _("Potongan berkas rusak di perjalanan. Kirim ulang potongan ini.")


class BodyWrong(Problem):
    code: ClassVar[str] = "media_type"
    status = 415
    title = _("Isi potongan berkas harus berupa application/offset+octet-stream.")


@router.api_operation(["OPTIONS"], "/", auth=None, summary="What this tus server can do")
def ask(request: HttpRequest) -> HttpResponse:
    """Capabilities of the server (tus core)."""
    return _answer(
        204,
        {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(settings.UPLOAD_LIMIT),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


@router.post("/", summary="Begin a file; bytes that the village has already are answered as complete")
def create(request: HttpRequest) -> HttpResponse:
    """Creation, with or without first bytes. ``Upload-Metadata``: ``sha256``, ``filetype``, ``village``."""
    _check_version(request)
    said = _metadata(request)
    try:
        village = UUID(said["village"])
        sha256 = said["sha256"]
        media_type = said["filetype"]
    except (KeyError, ValueError):
        raise HeaderWrong(where="Upload-Metadata") from None
    if not _SHA256.fullmatch(sha256):
        raise HeaderWrong(where="Upload-Metadata.sha256")
    upload = uploads.admit(
        _actor(request), village=village, sha256=sha256, size=_number(request, "Upload-Length"), media_type=media_type
    )
    if upload.finished_at is None:
        data = _body(request, most=upload.size) if request.headers.get("Content-Type") == OCTETS else b""
        upload = uploads.start(upload, data)
        measures.file_bytes(len(data))
    location = f"{request.path.rstrip('/')}/{upload.id}"
    return _answer(201, {"Location": location, **_progress(upload)})


@router.api_operation(["HEAD"], "/{upload}", summary="How much of a file the server has")
def look(request: HttpRequest, upload: UUID) -> HttpResponse:
    """The offset to go on from (tus core)."""
    _check_version(request)
    found = uploads.find(_actor(request), upload)
    return _answer(200, {"Upload-Length": str(found.size), "Cache-Control": "no-store", **_progress(found)})


@router.patch("/{upload}", summary="More bytes of a file")
def patch(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Bytes at ``Upload-Offset``; what arrived before a cut counts (tus core, checksum)."""
    _check_version(request)
    if request.headers.get("Content-Type") != OCTETS:
        raise BodyWrong
    found = uploads.find(_actor(request), upload)
    offset = _number(request, "Upload-Offset")
    if offset != found.offset:
        raise uploads.OffsetWrong(offset=found.offset)
    data = _body(request, most=found.size - offset)
    taken = uploads.append(found, offset=offset, data=data)
    measures.file_bytes(len(data))
    if data and taken.offset == 0:
        raise uploads.HashWrong
    return _answer(204, _progress(taken))


@router.delete("/{upload}", summary="Give a file up")
def stop(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Termination of an upload."""
    _check_version(request)
    uploads.forget(uploads.find(_actor(request), upload))
    return _answer(204, {})


def _body(request: HttpRequest, *, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= most:
        try:
            piece = request.read(PIECE)
        except UnreadablePostError:
            break
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    if size > most:
        raise uploads.TooBig(most=most)
    data = b"".join(pieces)
    checksum = request.headers.get("Upload-Checksum")
    if checksum is not None:
        _check_sum(checksum, data)
    return data


def _check_sum(header: str, data: bytes) -> None:
    name, _space, said = header.partition(" ")
    maker = ALGORITHMS.get(name)
    if maker is None:
        raise HeaderWrong(where="Upload-Checksum")
    if base64.b64encode(maker(data).digest()).decode() != said:
        raise ChecksumWrong


def _check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise VersionWrong


def _number(request: HttpRequest, name: str) -> int:
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > len(str(2**53)):
        raise HeaderWrong(where=name)
    return int(text)


def _metadata(request: HttpRequest) -> dict[str, str]:
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise HeaderWrong(where=f"Upload-Metadata.{name[:40]}") from None
    return found


def _progress(upload: Upload) -> dict[str, str]:
    progress = {"Upload-Offset": str(upload.offset)}
    if upload.finished_at is None:
        progress["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return progress


def _answer(status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(status=status, headers={"Tus-Resumable": VERSION, **headers})


def _actor(request: HttpRequest) -> Actor:
    device = request.auth  # type: ignore[attr-defined]
    return Actor(user=device.user_id, name=device.user.name, device=device.number)
