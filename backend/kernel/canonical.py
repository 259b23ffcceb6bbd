"""One byte sequence for one JSON value (RFC 8785), and its SHA-256."""

import hashlib
from typing import Any

import orjson
import rfc8785

_SMALL = 2**53
_SHORTEST, _LONGEST = 1e-4, 1e15
"""Between these a fraction is written without an exponent here and in JavaScript alike."""
_SCALARS = frozenset({str, bool, type(None)})
_NAMES = frozenset({str})


def canonical(value: Any) -> bytes:
    """``value`` as RFC 8785 JSON; raises ``rfc8785.CanonicalizationError`` for what JSON cannot hold.

    Where numbers are of ordinary size and no name leaves ASCII, sorted compact JSON is the same bytes, and quicker.
    """
    if type(value) is str or _is_simple(value):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return rfc8785.dumps(value)


def _is_simple(value: Any) -> bool:
    waiting = [value]
    for part in waiting:
        kind = type(part)
        if kind is dict:
            if set(map(type, part)) - _NAMES or not "".join(part).isascii():
                return False
            waiting += [one for one in part.values() if type(one) not in _SCALARS]
        elif kind is list:
            waiting += [one for one in part if type(one) not in _SCALARS]
        elif kind not in _SCALARS and not _is_simple_number(part):
            return False
    return True


def _is_simple_number(value: Any) -> bool:
    if type(value) is int:
        return -_SMALL < value < _SMALL
    return type(value) is float and not value.is_integer() and _SHORTEST <= abs(value) < _LONGEST


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON of ``value``, in lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
