"""The door for files that phones carry (``docs/sneakernet.md``)."""

from typing import Any

from backend.openapi.examples import CHANGE, SHA256, named

_NONE = {"applied": 0, "merged": 0, "conflict": 0, "held": 0, "rejected": 0}
_TOLD = {
    "server_time": "2026-11-23T03:15:40Z",
    "by": "Siti Aminah",
    "outcomes": {**_NONE, "applied": 93, "rejected": 1},
    "replayed": _NONE,
    "files": {"new": 10, "known": 0, "refused": 0},
    "refused": [
        {
            "id": CHANGE,
            "kind": "attendance",
            "errors": [
                {
                    "field": "element",
                    "code": "unknown_word",
                    "message": "Pilihan ini tidak dikenal. Pilih dari daftar.",
                }
            ],
        }
    ],
}
_AGAIN = {**_TOLD, "outcomes": _NONE, "replayed": _TOLD["outcomes"], "files": {"new": 0, "known": 10, "refused": 0}}


def _ask(name: str, example: str, says: str, **schema: str) -> dict[str, Any]:
    head = {"in": "header", "name": name, "required": False, "description": says}
    return {**head, "schema": {"type": "string", **schema}, "example": example}


OPERATIONS: dict[str, dict[str, Any]] = {
    "sync_parcels_api_bring": {
        "parameters": [
            _ask(
                "Content-Range",
                "bytes 0-65535/1200000",
                "Which piece of the file the body is, 1 MiB at most; left out: the whole file.",
            ),
            _ask(
                "Parcel",
                SHA256,
                "Beside Content-Range: the carrier's name for the file, the sha256 of its last line.",
                pattern="^[0-9a-f]{64}$",
            ),
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {
                    "schema": {"type": "string", "format": "binary"},
                    "example": "rembuk-kiriman 1\n…",
                }
            },
        },
    }
}
ANSWERS: dict[str, dict[str, Any]] = {
    "200": named(new=("Taken in", _TOLD), again=("The same file again", _AGAIN)),
    "202": named(piece=("A piece is here", {"server_time": "2026-11-23T03:15:40Z", "offset": 65536})),
}
