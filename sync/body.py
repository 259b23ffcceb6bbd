"""The body of an exchange: inflated within bounds, read as strict JSON."""

import json
import re
import zlib
from typing import Any, ClassVar

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync.exchange import TooLarge
from sync.intake import Malformed

MOST_BYTES = 8 * 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class Encoding(Problem):
    """A content encoding that the server does not read."""

    code: ClassVar[str] = "encoding"
    status = 415
    title = _("Cara pemampatan kiriman ini tidak dikenal.")


def read_json(request: HttpRequest) -> Any:
    """The body as JSON. Raises ``Encoding``, ``TooLarge`` (while inflating, so a bomb stops there) or ``Malformed``.

    Refused beside broken JSON: a name that stands twice in an object, a lone surrogate, NUL in a name.
    """
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip"):
        raise Encoding(encoding=encoding[:40])
    data = inflate(request.body) if encoding == "gzip" else request.body
    return parse(data)


def parse(data: bytes) -> Any:
    """``data`` as strict JSON. Raises ``TooLarge`` or ``Malformed``."""
    if len(data) > MOST_BYTES:
        raise TooLarge(most_bytes=MOST_BYTES)
    try:
        said = orjson.loads(data)
        if len(_NAME_ENDS.findall(data)) != _names_in(said):
            json.loads(data, object_pairs_hook=_object)
        if _LONG_NUMBER in data.translate(_DIGITS):
            said = json.loads(data)  # whole numbers beyond 64 bits as they are, so that they are called too large
    except (ValueError, RecursionError) as wrong:
        raise Malformed(where=str(wrong)[:120]) from None
    return said


_NAME_ENDS = re.compile(rb'"[ \t\n\r]*:')
"""At least as many as there are names in a text of JSON; as many as were read where none stands twice."""


_DIGITS = bytes(ord("0") if chr(byte).isdecimal() and byte < 128 else 32 for byte in range(256))
_LONG_NUMBER = b"0" * 19
"""What a number that may need more than 64 bits looks like, once every digit reads 0."""


def _names_in(said: Any) -> int:
    names, waiting = 0, [said]
    for part in waiting:
        if type(part) is dict:
            names += len(part)
            waiting += [one for one in part.values() if type(one) in _HOLDERS]
        elif type(part) is list:
            waiting += [one for one in part if type(one) in _HOLDERS]
    return names


_HOLDERS = frozenset({dict, list})


def inflate(data: bytes) -> bytes:
    """``data`` out of gzip, 8 MiB at most. Raises ``TooLarge`` (before it is all in memory) or ``Malformed``.

    One gzip member and nothing after it: what would be left unread might be work that the phone takes for sent.
    """
    inflater = zlib.decompressobj(_GZIP)
    try:
        inflated = inflater.decompress(data, MOST_BYTES + 1)
    except zlib.error:
        raise Malformed(where="gzip") from None
    if len(inflated) > MOST_BYTES:
        raise TooLarge(most_bytes=MOST_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise Malformed(where="gzip")
    return inflated


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
