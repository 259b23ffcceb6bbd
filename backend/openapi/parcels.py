"""The door for files that a phone carries for another one, as the document tells it."""

from typing import Any

from backend.openapi import examples
from sync.terms import Outcome

PARAMETERS: dict[str, Any] = {
    "Content-Range": "bytes 0-65535/1200000",
    "Parcel": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
FILE = {
    "content": {
        "application/octet-stream": {
            "schema": {"type": "string", "format": "binary"},
            "examples": examples.named(file=("The file, or a piece of it", "the bytes of the file")),
        }
    },
    "required": True,
}
_NOTHING = {one.value: 0 for one in Outcome}
BROUGHT = examples.named(
    whole=(
        "The file was whole and its work is taken in",
        {
            "server_time": "2026-11-23T03:15:40Z",
            "by": "Siti Aminah",
            "outcomes": {**_NOTHING, "applied": 61},
            "replayed": {**_NOTHING, "applied": 33},
            "files": {"new": 2, "known": 1, "refused": 0},
            "refused": [],
        },
    )
)
SEAL_KEY = examples.named(
    key=("What this phone seals with", {"server_time": "2026-11-23T03:15:40Z", "seal_key": "04a0…"})
)
HANDED_IN = examples.named(
    held=(
        "All of it waits for an officer",
        {
            "server_time": "2026-11-23T03:15:40Z",
            "by": "Siti Aminah",
            "outcomes": {**_NOTHING, "held": 94},
            "replayed": _NOTHING,
            "files": {"new": 3, "known": 0, "refused": 0},
            "refused": [],
        },
    )
)
PIECE = examples.named(
    piece=("A piece is here, the file is not whole yet", {"server_time": "2026-11-23T03:15:40Z", "offset": 65536})
)
