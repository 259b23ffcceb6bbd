"""The store of the public site: one page is one file, and where it packs well a ``.gz`` and a ``.br`` beside it.

The names are those that nginx looks for (``index.html``, ``gzip_static``, ``brotli_static``).
"""

from pathlib import Path

import brotli
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from zlib_ng import zlib_ng

ALIAS = "boards"
PACKED = (".gz", ".br")
PACKS_WELL = (".html", ".json", ".atom", ".svg", ".txt", ".csv")
"""Photographs, PDF and office files are packed already."""
GZIP = 16 + 15
"""The largest window, in gzip's frame (RFC 1952), without a time, so that the same page is the same file."""
GZIP_LEVEL = 8
"""zlib-ng's: 9 is no smaller for a page and takes half as long again; zlib's own 9 takes twice as long."""
BROTLI_QUALITY = 6
"""11 takes thirty times as long and is a twelfth smaller, 9 eleven times for nothing (``bench/boards.py``)."""


def store() -> Storage:
    """Where the site lies."""
    return storages[ALIAS]


def name_of(address: str) -> str:
    """The file of an address: ``/desa/1/`` is ``desa/1/index.html``."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")


def write(address: str, content: bytes) -> None:
    """Writes a page and its packed forms; each is there whole or as it was."""
    name = name_of(address)
    _put(name, content)
    if packs_well(name):
        _put(f"{name}.gz", zlib_ng.compress(content, GZIP_LEVEL, GZIP))
        _put(f"{name}.br", brotli.compress(content, quality=BROTLI_QUALITY, mode=brotli.MODE_TEXT))


def remove(address: str) -> None:
    """Takes a page away, the packed forms first, since they are what most readers get. Nothing there is well too."""
    name = name_of(address)
    for form in (*(PACKED if packs_well(name) else ()), ""):
        store().delete(f"{name}{form}")


def read(address: str) -> bytes | None:
    """The page as it lies there."""
    name = name_of(address)
    if not store().exists(name):
        return None
    with store().open(name) as kept:
        return bytes(kept.read())


def packs_well(name: str) -> bool:
    """Whether packing makes it smaller."""
    return Path(name).suffix in PACKS_WELL


def _put(name: str, content: bytes) -> None:
    """Raises ``ImproperlyConfigured`` where the store keeps the old file and gives the new one another name."""
    saved = store().save(name, ContentFile(content))
    if saved != name:
        store().delete(saved)
        raise ImproperlyConfigured("BOARDS_STORE must put a file in the place of an older one (file_overwrite for S3).")
