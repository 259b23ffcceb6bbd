"""Identifiers made where a record is made, and short codes that are safe to read aloud."""

import uuid

import uuid_utils

SPOKEN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for one another: no 0/O, 1/I/L."""


def uuid7() -> uuid.UUID:
    """A time-ordered identifier (RFC 9562, version 7)."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


def spoken_code(digest: bytes, *, length: int = 8) -> str:
    """The first ``length`` letters of ``digest`` in an alphabet for reading aloud and typing off a poster."""
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(SPOKEN))
        letters.append(SPOKEN[rest])
    return "".join(letters)
