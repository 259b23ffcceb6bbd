"""The tus face: its headers are the protocol (https://tus.io/protocols/resumable-upload, 1.0.0)."""

import base64
from typing import Any

from backend.openapi.examples import SHA256, UPLOAD, VILLAGE
from sync.tus import ALGORITHMS, EXTENSIONS, OCTETS, VERSION


def _pair(name: str, value: str) -> str:
    return f"{name} {base64.b64encode(value.encode()).decode()}"


METADATA = ",".join([_pair("sha256", SHA256), _pair("filetype", "image/jpeg"), _pair("village", VILLAGE)])


def _ask(name: str, example: str, says: str, *, required: bool = True) -> dict[str, Any]:
    head = {"in": "header", "name": name, "required": required, "description": says}
    return {**head, "schema": {"type": "string"}, "example": example}


def _tell(**headers: tuple[str, str]) -> dict[str, Any]:
    told = {"tus_resumable": ("The version that the server speaks.", VERSION), **headers}
    return {
        name.title().replace("_", "-"): {"description": says, "schema": {"type": "string"}, "example": example}
        for name, (says, example) in told.items()
    }


_SPEAKS = _ask("Tus-Resumable", VERSION, "The version that the client speaks.")
_LENGTH = _ask("Upload-Length", "60000", "Bytes of the whole file.")
_METADATA = _ask(
    "Upload-Metadata", METADATA, "Names and base64 of their values: sha256 (hex), filetype, village (UUID)."
)
_OFFSET = _ask("Upload-Offset", "32768", "Where these bytes begin: what the server has.")
_CHECKSUM = _ask(
    "Upload-Checksum",
    "sha256 2CMZzqqwRgVMNHQJfkTn5Uqe7wZnx2nYwJZUNB7tvHM=",
    f"Of this request's bytes, base64; {', '.join(ALGORITHMS)}.",
    required=False,
)
_PROGRESS = {
    "upload_offset": ("Bytes that the server has.", "32768"),
    "upload_expires": ("When a half upload is forgotten.", "Wed, 23 Dec 2026 03:15:40 GMT"),
}
_BYTES = {
    "required": True,
    "content": {OCTETS: {"schema": {"type": "string", "format": "binary"}, "example": "(16,384 bytes)"}},
}

OPERATIONS: dict[str, dict[str, Any]] = {
    "sync_tus_ask": {
        "parameters": [],
        "responses": {
            "204": {
                "description": "What this server can do",
                "headers": _tell(
                    tus_version=("Versions that it speaks.", VERSION),
                    tus_extension=("Extensions that it speaks.", EXTENSIONS),
                    tus_max_size=("Bytes of the largest file.", "26214400"),
                    tus_checksum_algorithm=("Checksums that it reads.", ",".join(ALGORITHMS)),
                ),
            }
        },
    },
    "sync_tus_create": {
        "parameters": [_SPEAKS, _LENGTH, _METADATA, _CHECKSUM],
        "requestBody": {**_BYTES, "required": False},
        "responses": {
            "201": {
                "description": "Begun; complete already where the village has these bytes",
                "headers": _tell(
                    location=("Where the bytes go from now on.", f"/api/sync/v1/files/{UPLOAD}"), **_PROGRESS
                ),
            }
        },
    },
    "sync_tus_look": {
        "parameters": [_SPEAKS],
        "responses": {
            "200": {
                "description": "How much the server has",
                "headers": _tell(upload_length=("Bytes of the whole file.", "60000"), **_PROGRESS),
            }
        },
    },
    "sync_tus_patch": {
        "parameters": [_SPEAKS, _OFFSET, _CHECKSUM],
        "requestBody": _BYTES,
        "responses": {"204": {"description": "The bytes are on disk", "headers": _tell(**_PROGRESS)}},
    },
    "sync_tus_stop": {
        "parameters": [_SPEAKS],
        "responses": {"204": {"description": "Given up", "headers": _tell()}},
    },
}
