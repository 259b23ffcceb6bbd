"""One byte sequence for one JSON value (RFC 8785), and its SHA-256."""

import hashlib
from typing import Any

import orjson
import rfc8785

_SMALL = 2**53


def canonical(value: Any) -> bytes:
    """``value`` as RFC 8785 JSON; raises ``rfc8785.CanonicalizationError`` for what JSON cannot hold.

    Where no number has a fraction and no name leaves ASCII, sorted compact JSON is the same bytes, and quicker.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS) if _is_simple(value) else rfc8785.dumps(value)


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-_SMALL < value < _SMALL)
    if kind is dict:
        return all(type(name) is str and name.isascii() and _is_simple(part) for name, part in value.items())
    return kind is list and all(map(_is_simple, value))


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON of ``value``, in lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
