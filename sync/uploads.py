"""Verbs of a file on its way: begin, append, finish, forget. Bytes count only once size and SHA-256 are right."""

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync.access import Standing, standing_of
from sync.models import Blob, Upload

KEEPS = timedelta(days=30)
"""How long a half upload is kept: a phone may be without signal for weeks."""

MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
PIECE = 64 * 1024


class NotAllowed(Problem):
    code: ClassVar[str] = "media_type"
    status = 415
    title = _("Jenis berkas ini tidak diterima. Kirim foto JPEG, PNG, atau WebP.")


class TooBig(Problem):
    code: ClassVar[str] = "too_large"
    status = 413
    title = _("Berkas terlalu besar.")


class OffsetWrong(Problem):
    code: ClassVar[str] = "offset_wrong"
    status = 409
    title = _("Kiriman berlanjut dari tempat lain. Tanyakan dulu sampai mana server menerima.")


class HashWrong(Problem):
    code: ClassVar[str] = "hash_wrong"
    status = 422
    title = _("Berkas rusak di perjalanan. Kirim ulang dari awal.")


class Gone(Problem):
    code: ClassVar[str] = "gone"
    status = 410
    title = _("Kiriman ini sudah kedaluwarsa. Kirim ulang dari awal.")


def begin(actor: Actor, *, village: UUID, sha256: str, size: int, media_type: str) -> Upload:
    """A new upload; already finished where the village has these bytes. Going on with a half one: see ``find``.

    Raises ``NotFound`` where the person may not record, ``NotAllowed``, ``TooBig``.
    """
    if standing_of(actor, [village])[village] is Standing.NONE:
        raise NotFound
    if media_type not in MEDIA_TYPES:
        raise NotAllowed(media_type=media_type)
    if not 0 < size <= settings.UPLOAD_LIMIT:
        raise TooBig(most=settings.UPLOAD_LIMIT)
    now = clock.now()
    known = Blob.objects.filter(village=village, sha256=sha256, size=size).exists()
    return Upload.objects.create(
        id=ids.uuid7(),
        village_id=village,
        user_id=actor.user,
        sha256=sha256,
        media_type=media_type,
        size=size,
        offset=size if known else 0,
        created_at=now,
        expires_at=now + KEEPS,
        finished_at=now if known else None,
    )


def find(actor: Actor, upload: UUID) -> Upload:
    """The person's own upload; raises ``NotFound`` or ``Gone``."""
    found = Upload.objects.filter(pk=upload, user=actor.user).first()
    if found is None:
        raise NotFound
    if found.finished_at is None and found.expires_at <= clock.now():
        raise Gone
    return found


@transaction.atomic
def append(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """Adds ``data`` at ``offset``, on disk before it is counted; finishes the file with its last byte.

    Of two requests for the same place one wins; the other gets ``OffsetWrong``. Raises ``HashWrong`` (the upload then
    starts anew) and ``TooBig``.
    """
    mine = Upload.objects.select_for_update().get(pk=upload.pk)
    if mine.offset != offset or mine.finished_at is not None:
        raise OffsetWrong(offset=mine.offset)
    if offset + len(data) > mine.size:
        raise TooBig(most=mine.size)
    _write(_path(mine), offset, data)
    mine.offset = offset + len(data)
    if mine.offset == mine.size and not _finish(mine):
        mine.offset = 0
    mine.save(update_fields=["offset", "finished_at"])
    return mine


def forget(upload: Upload) -> None:
    """Gives an upload up; bytes that were finished stay."""
    _path(upload).unlink(missing_ok=True)
    upload.delete()


def expired() -> Iterator[Upload]:
    """Uploads past their time."""
    return Upload.objects.filter(expires_at__lte=clock.now()).iterator()


def _path(upload: Upload) -> Path:
    root = Path(settings.UPLOAD_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root / f"{upload.pk}.part"


def _write(path: Path, offset: int, data: bytes) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, data, offset)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _finish(upload: Upload) -> bool:
    path = _path(upload)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != upload.sha256:
            path.unlink()
            return False
        file.seek(0)
        name = default_storage.save(f"photos/{upload.village_id}/{upload.sha256}", File(file))
    Blob.objects.get_or_create(
        village_id=upload.village_id,
        sha256=upload.sha256,
        defaults={
            "size": upload.size,
            "media_type": upload.media_type,
            "name": name,
            "received_at": clock.now(),
        },
    )
    upload.finished_at = clock.now()
    path.unlink()
    return True
