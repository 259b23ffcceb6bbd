"""Verbs of whole files: into the store, on disk before a row says that they are there, once a village and content."""

import errno
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.problems import Problem
from sync import parts
from sync.parts import Upload

RETRY_AFTER = 60
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_KNOWN = "SELECT id FROM sync_blob WHERE village_id = %s AND sha256 = %s AND size = %s"
_KEPT = """
    INSERT INTO sync_blob (id, village_id, sha256, size, media_type, name, received_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_log = logging.getLogger("rembuk.files")


class StoreDown(Problem):
    code: ClassVar[str] = "unavailable"
    status = 503
    title = _("Tempat penyimpanan foto sedang tidak dapat dipakai. Coba lagi nanti; foto tetap tersimpan di HP ini.")


class DiskFull(Problem):
    code: ClassVar[str] = "disk_full"
    status = 507
    title = _("Tempat penyimpanan di server penuh. Coba lagi nanti; foto tetap tersimpan di HP ini.")


def store_fails() -> tuple[type[Exception], ...]:
    """What a store raises that does not answer. A bucket has loaded boto3 by then; a folder never needs it."""
    if "boto3" not in sys.modules:
        return (OSError,)
    of_service, of_core = import_module("boto3.exceptions"), import_module("botocore.exceptions")
    return (OSError, of_service.Boto3Error, of_core.BotoCoreError, of_core.ClientError)


@contextmanager
def refusing() -> Iterator[None]:
    """A disk that is full or a store that does not answer as ``DiskFull`` and ``StoreDown``."""
    try:
        yield
    except store_fails() as wrong:
        _log.error("files cannot be kept: %s", wrong)
        full = isinstance(wrong, OSError) and wrong.errno in FULL
        raise (DiskFull if full else StoreDown)(retry_after=RETRY_AFTER) from wrong


def known(*, village: UUID, sha256: str, size: int) -> UUID | None:
    """The name of these bytes where the village has them. At most one query, past the ORM: each photograph asks.

    A folder is looked into first: what does not lie there must come, whatever a row says.
    """
    place = _place(_name(village, sha256))
    if place is not None and not place.exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [_key(village), sha256, size])
        row = cursor.fetchone()
    return None if row is None else UUID(str(row[0]))


def keep(upload: Upload, content: bytes | Path) -> None:
    """Keeps verified bytes; the file at a ``Path`` stays where it is, so that a crash loses nothing. One statement.

    Raises ``StoreDown`` or ``DiskFull``; then nothing says that they are there.
    """
    name = _name(upload.village, upload.sha256)
    with refusing():
        _put(name, content)
    received = connection.ops.adapt_datetimefield_value(clock.now())
    said: list[Any] = [
        _key(upload.id),
        _key(upload.village),
        upload.sha256,
        upload.size,
        upload.media_type,
        name,
        received,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, said)


def _key(identifier: UUID) -> str:
    return str(identifier) if connection.vendor == "postgresql" else identifier.hex


def _name(village: UUID, sha256: str) -> str:
    return f"photos/{village}/{sha256}"


def _place(name: str) -> Path | None:
    """Where a folder keeps the file; ``None`` in a store of another kind."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _put(name: str, content: bytes | Path) -> None:
    place = _place(name)
    if place is None:
        _send(name, content)
        return
    folder = place.parent
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        parts.sync_file(folder.parent)
    half = parts.nameless()
    try:
        _lay_down(content, half)
        _move(half, place)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    parts.sync_file(folder)


def _send(name: str, content: bytes | Path) -> None:
    """The name holds the hash: what is there under it already, as after a crash, is the same."""
    if default_storage.exists(name):
        return
    if isinstance(content, bytes):
        default_storage.save(name, File(BytesIO(content)))
        return
    with content.open("rb") as file:
        default_storage.save(name, File(file))


def _move(half: Path, place: Path) -> None:
    try:
        half.replace(place)
    except OSError as wrong:
        if wrong.errno != errno.EXDEV:
            raise
        beside = place.with_name(half.name)  # half files and whole ones lie on different disks
        parts.write_all(beside, half.read_bytes(), synced=True)
        beside.replace(place)
        half.unlink()


def _lay_down(content: bytes | Path, half: Path) -> None:
    if isinstance(content, Path):
        try:
            half.hardlink_to(content)  # its bytes are on disk since they came
        except OSError:  # a disk without links
            content = content.read_bytes()
        else:
            return
    parts.write_all(half, content, synced=True)
