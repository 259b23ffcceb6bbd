"""Identifiers made where a record is made, and short codes that are safe to read aloud."""

import uuid
from itertools import product

import uuid_utils

SPOKEN = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for one another: no 0/O, 1/I/L."""
_MISREAD = {"0": "DQ", "O": "DQ", "1": "7JT", "I": "7JT", "L": "7JT"}
"""What somebody has before them who types a sign that no code holds."""
_MOST_MEANT = 64


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


def meant_codes(text: str, *, length: int = 8) -> list[str]:
    """The codes that somebody may mean who typed ``text``: any case, blanks and dashes, signs that no code holds.

    None where it is no code of this length, or where too many signs were misread to tell.
    """
    typed = [one for one in text.upper() if one.isalnum()]
    meant = [one if one in SPOKEN else _MISREAD.get(one, "") for one in typed]
    if len(typed) != length:
        return []
    codes = ["".join(one) for one, _ in zip(product(*meant), range(_MOST_MEANT + 1), strict=False)]
    return codes if len(codes) <= _MOST_MEANT else []
