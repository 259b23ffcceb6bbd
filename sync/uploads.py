"""Verbs of a file on its way: begin, append, finish, forget. Bytes count only once size and SHA-256 are right."""

import hashlib
import os
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from sync import parts, vault
from sync.access import Standing, standing_of
from sync.models import Blob
from sync.parts import Upload

KEEPS = timedelta(days=30)
"""How long a half upload is kept: a phone may be without signal for weeks."""

MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


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


def admit(actor: Actor, *, village: UUID, sha256: str, size: int, media_type: str) -> Upload:
    """An upload that may begin, nothing of it written yet; already finished where the village has these bytes.

    Raises ``NotFound`` where the person may not record, ``NotAllowed``, ``TooBig``. At most two queries.
    """
    if standing_of(actor, [village])[village] is Standing.NONE:
        raise NotFound
    if media_type not in MEDIA_TYPES:
        raise NotAllowed(media_type=media_type)
    if not 0 < size <= settings.UPLOAD_LIMIT:
        raise TooBig(most=settings.UPLOAD_LIMIT)
    now = clock.now()
    there = vault.known(village=village, sha256=sha256, size=size)
    return Upload(
        id=there or ids.uuid7(),
        village=village,
        user=actor.user,
        sha256=sha256,
        media_type=media_type,
        size=size,
        expires_at=now + KEEPS,
        offset=size if there else 0,
        finished_at=now if there else None,
    )


def start(upload: Upload, data: bytes = b"") -> Upload:
    """An admitted upload with its first bytes; a whole file needs no half one.

    Raises as ``append`` does; ``HashWrong`` where the whole is not what was promised.
    """
    if len(data) > upload.size:
        raise TooBig(most=upload.size)
    if len(data) == upload.size:
        if hashlib.sha256(data).hexdigest() != upload.sha256:
            raise HashWrong
        vault.keep(upload, data)
        return _whole(upload)
    with vault.refusing():
        parts.make(upload)
    return append(upload, offset=0, data=data) if data else upload


def begin(actor: Actor, *, village: UUID, sha256: str, size: int, media_type: str) -> Upload:
    """A new upload; already finished where the village has these bytes. Raises as ``admit`` does."""
    upload = admit(actor, village=village, sha256=sha256, size=size, media_type=media_type)
    return upload if upload.finished_at else start(upload)


def find(actor: Actor, name: UUID) -> Upload:
    """The person's own upload, and a finished one that a lost answer did not tell of; raises ``NotFound`` or ``Gone``.

    A half one is found without a query.
    """
    upload = parts.read(name)
    if upload is None:
        return _finished(actor, name)
    if upload.user != actor.user:
        raise NotFound
    if upload.expires_at <= clock.now():
        raise Gone
    return upload if upload.offset < upload.size else _finish_late(actor, upload)


def append(upload: Upload, *, offset: int, data: bytes) -> Upload:
    """Adds ``data`` at ``offset``, on disk before it is counted; finishes the file with its last byte.

    Of two requests for the same place one wins; the other gets ``OffsetWrong``. Where the whole is not what was
    promised, the upload starts anew: it is answered at offset 0. Raises ``TooBig``, ``NotFound``, ``Locked``,
    ``DiskFull``, ``StoreDown``.
    """
    try:
        with parts.held(upload.id) as part:
            return _append(upload, part, offset, data)
    except parts.Ended:
        if vault.known(village=upload.village, sha256=upload.sha256, size=upload.size):
            raise OffsetWrong(offset=upload.size) from None
        raise NotFound from None


def forget(upload: Upload) -> None:
    """Gives an upload up; bytes that were finished stay."""
    parts.drop(upload.id)


def sweep() -> int:
    """Forgets half uploads past their time; answers how many."""
    names = parts.stale(by=clock.now(), age=KEEPS)
    for name in names:
        parts.drop(name)
    return len(names)


def _append(upload: Upload, part: int, offset: int, data: bytes) -> Upload:
    there = os.fstat(part).st_size
    if there != offset:
        raise OffsetWrong(offset=there)
    if offset + len(data) > upload.size:
        raise TooBig(most=upload.size)
    with vault.refusing():
        parts.grow(upload.id, part, data, at=offset)
    grown = replace(upload, offset=offset + len(data))
    return _finish(grown, part) if grown.offset == grown.size else grown


def _finish(upload: Upload, part: int) -> Upload:
    with open(part, "rb", closefd=False) as file:
        file.seek(0)
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != upload.sha256:
        os.ftruncate(part, 0)
        return replace(upload, offset=0)
    vault.keep(upload, parts.part_of(upload.id))
    parts.drop(upload.id)
    return _whole(upload)


def _whole(upload: Upload) -> Upload:
    return replace(upload, offset=upload.size, finished_at=clock.now())


def _finish_late(actor: Actor, upload: Upload) -> Upload:
    """Its last byte came, and the server died, its store was down, or another request is just finishing it."""
    try:
        return append(upload, offset=upload.size, data=b"")
    except OffsetWrong:
        return parts.read(upload.id) or _finished(actor, upload.id)


def _finished(actor: Actor, name: UUID) -> Upload:
    blob = Blob.objects.filter(pk=name).first()
    if blob is None or standing_of(actor, [blob.village_id])[blob.village_id] is Standing.NONE:
        raise NotFound
    return Upload(
        id=blob.pk,
        village=blob.village_id,
        user=actor.user,
        sha256=blob.sha256,
        media_type=blob.media_type,
        size=blob.size,
        expires_at=blob.received_at + KEEPS,
        offset=blob.size,
        finished_at=blob.received_at,
    )
