"""Pure: opaque cursor <-> epoch and ledger number."""

import re

_CURSOR = re.compile(r"(?P<epoch>[a-z0-9]{1,12})-(?P<number>[0-9]{1,15})")


def write(epoch: str, number: int) -> str:
    """``("k3", 118)`` as ``"k3-118"``."""
    return f"{epoch}-{number}"


def read(cursor: str) -> tuple[str, int] | None:
    """Epoch and number of a cursor; ``None`` where the text is none of ours."""
    found = _CURSOR.fullmatch(cursor)
    return None if found is None else (found["epoch"], int(found["number"]))
