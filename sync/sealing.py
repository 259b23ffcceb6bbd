"""What a lost phone sealed for this server: nobody else can open it, the phone neither (``docs/sneakernet.md``).

The file that is carried by hand, encrypted to a key of ours: an ephemeral P-256 key agrees on a secret with it, HKDF
makes an AES key of that, and the content travels in boxes, so that neither side holds a whole file in memory.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync.bundle_file import LONGEST_LINE, Broken, TooNew

MAGIC = b"rembuk-segel "
VERSION = 1
BOX = 65_536
TAG = 16
LARGEST = 64 * 1024 * 1024
"""Of what a lost phone may send by itself; a larger one is brought to an officer."""

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many points P-256 has."""


class OtherSeal(Problem):
    code: ClassVar[str] = "seal_unknown"
    status = 422
    title = _("Berkas segel ini dibuat untuk server lain. Bawa ke server tempat HP itu terdaftar.")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to read, and whether it came sealed."""

    file: BinaryIO
    sealed: bool


def public_key() -> str:
    """What phones seal with, in hex: the uncompressed point."""
    return _point(_private_keys()[0]).hex()


@contextmanager
def opened(file: BinaryIO) -> Iterator[Opened]:
    """The file as it is, or what is in it where it is sealed. Keeps at most a box in memory.

    Raises ``Broken`` where a byte of a sealed file is not as it was, ``OtherSeal``, ``TooNew``.
    """
    first = file.readline(LONGEST_LINE)
    if not first.startswith(MAGIC):
        file.seek(0)
        yield Opened(file, sealed=False)
        return
    if first != b"%s%d\n" % (MAGIC, VERSION):
        raise TooNew(versions=[VERSION])
    head = file.readline(LONGEST_LINE)
    box = _unlock(head, first + head)
    with TemporaryFile() as plain:
        _empty(file, box, plain)
        plain.seek(0)
        yield Opened(plain, sealed=True)


def _private_keys() -> list[ec.EllipticCurvePrivateKey]:
    """Ours, the newest first. Made from the server's secret as the phones' keys are, so that no backup lacks it."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    seeds = [salted_hmac("sync.sealing", "P-256", secret=secret, algorithm="sha512").digest() for secret in secrets]
    return [ec.derive_private_key(int.from_bytes(seed) % (_ORDER - 1) + 1, ec.SECP256R1()) for seed in seeds]


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _unlock(head: bytes, heads: bytes) -> AESGCM:
    try:
        said = json.loads(head)
        named, point = str(said["to"]), bytes.fromhex(said["key"])
        other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, TypeError, KeyError):
        raise Broken(where="seal") from None
    ours = {hashlib.sha256(_point(key)).hexdigest(): key for key in _private_keys()}
    if named not in ours:
        raise OtherSeal
    secret = ours[named].exchange(ec.ECDH(), other)
    # Both first lines go into the key: who alters one opens nothing.
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=heads).derive(secret))


def _empty(file: BinaryIO, box: AESGCM, plain: BinaryIO) -> None:
    """Box after box; the nonce holds the number of the box and whether it is the last, so none can go missing."""
    number, data = 0, file.read(BOX + TAG)
    while True:
        following = file.read(BOX + TAG)
        nonce = bytes(7) + number.to_bytes(4) + bytes([not following])
        try:
            plain.write(box.decrypt(nonce, data, None))
        except (InvalidTag, ValueError):
            raise Broken(where="seal") from None
        if not following:
            return
        number, data = number + 1, following
