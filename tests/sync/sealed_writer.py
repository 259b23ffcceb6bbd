"""Seals a file as a phone does, from ``docs/sneakernet.md`` alone."""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

BOX = 65_536


def seal(data: bytes, to: str, own: ec.EllipticCurvePrivateKey | None = None, *, version: int = 1) -> bytes:
    """The sealed file; ``to``: the ``seal_key`` of the server."""
    own = own or ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    said = {"to": hashlib.sha256(bytes.fromhex(to)).hexdigest(), "key": point.hex()}
    heads = b"rembuk-segel %d\n%s\n" % (version, json.dumps(said).encode())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes.fromhex(to))
    key = HKDF(SHA256(), length=32, salt=None, info=heads).derive(own.exchange(ec.ECDH(), theirs))
    boxes = [data[at : at + BOX] for at in range(0, max(1, len(data)), BOX)]
    last = len(boxes) - 1
    nonces = [bytes(7) + number.to_bytes(4) + bytes([number == last]) for number in range(len(boxes))]
    return heads + b"".join(AESGCM(key).encrypt(nonce, box, None) for nonce, box in zip(nonces, boxes, strict=True))
