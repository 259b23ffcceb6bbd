"""Writes the file that carries a phone's unsent work by hand, from ``docs/sneakernet.md`` alone."""

import gzip
import hashlib
import hmac
import json
from io import BytesIO

from backend.kernel import clock


def write(key: bytes, head: dict, parts: list[tuple[dict, bytes]], *, version: int = 1) -> bytes:
    """The bytes of a whole, signed file."""
    lines = [b"rembuk-kiriman %d\n" % version, json.dumps(head, ensure_ascii=False).encode() + b"\n"]
    for said, data in parts:
        lines += [json.dumps({**said, "size": len(data)}).encode() + b"\n", data, b"\n"]
    body = b"".join(lines)
    checksum = hashlib.sha256(body).hexdigest()
    end = {
        "part": "end",
        "parts": len(parts),
        "sha256": checksum,
        "hmac": hmac.digest(key, checksum.encode(), "sha256").hex(),
    }
    return body + json.dumps(end).encode() + b"\n"


def exchange(phone, **over) -> tuple[dict, bytes]:
    """What the phone would send now, as a part."""
    return {"part": "exchange"}, json.dumps(phone.request(**over)).encode()


def packed(part: tuple[dict, bytes]) -> tuple[dict, bytes]:
    """The same exchange, compressed."""
    said, data = part
    return {**said, "encoding": "gzip"}, gzip.compress(data)


def photo(phone, data: bytes, **over) -> tuple[dict, bytes]:
    """The bytes of a photograph, as a part."""
    said = {
        "part": "file",
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "image/jpeg",
        "village": str(phone.village),
    }
    return {**said, **over}, data


def head_of(phone) -> dict:
    """The first object of the file."""
    if not phone.token:
        phone.sign_in()
    return {"device": phone.number, "user": phone.signed_in["user"]["id"], "made_at": clock.now().isoformat()}


def bundle(phone, *photos: bytes, parts=None, head=None, key=None, version=1) -> BytesIO:
    """The phone's unsent work and these photographs in a file."""
    head = {**head_of(phone), **(head or {})}
    if parts is None:
        parts = [exchange(phone), *(photo(phone, data) for data in photos)]
    return BytesIO(write(key or bytes.fromhex(phone.signed_in["bundle_key"]), head, parts, version=version))
