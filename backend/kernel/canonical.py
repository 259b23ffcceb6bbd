"""One byte sequence for one JSON value (RFC 8785), and its SHA-256."""

import hashlib
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """``value`` as RFC 8785 JSON; raises ``rfc8785.CanonicalizationError`` for what JSON cannot hold."""
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON of ``value``, in lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
