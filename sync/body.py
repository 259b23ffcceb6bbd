"""The body of an exchange: inflated within bounds, read as strict JSON."""

import json
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
    data = _inflate(request.body) if encoding == "gzip" else request.body
    return parse(data)


def parse(data: bytes) -> Any:
    """``data`` as strict JSON. Raises ``TooLarge`` or ``Malformed``."""
    if len(data) > MOST_BYTES:
        raise TooLarge(most_bytes=MOST_BYTES)
    try:
        orjson.loads(data)
        return json.loads(data, object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError) as wrong:
        raise Malformed(where=str(wrong)[:120]) from None


def _inflate(data: bytes) -> bytes:
    """One gzip member and nothing after it: what would be left unread might be work that the phone takes for sent."""
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


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
