"""Half files: ``<id>.json`` says what was promised, ``<id>.part`` holds the bytes so far.

The length of the part is how much the server has. It grows under a lock and is on disk before it is told, so a chunk
costs no write to the database; the folder is all there is to know about a half file.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from backend.kernel.problems import Problem

PATIENCE = 2.0
"""Seconds that a request waits for another one's bytes to be on disk."""


class Ended(Exception):
    """Another request finished the file, or gave it up."""


class Locked(Problem):
    code: ClassVar[str] = "locked"
    status = 423
    title = _("Berkas ini sedang diterima dari kiriman lain. Coba lagi sebentar lagi.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way (tus 1.0.0). ``finished_at``: all of it is in the store."""

    id: UUID
    village: UUID
    user: UUID
    sha256: str
    media_type: str
    size: int
    expires_at: datetime
    offset: int = 0
    finished_at: datetime | None = None


def make(upload: Upload) -> None:
    """A place for the bytes."""
    _root().mkdir(parents=True, exist_ok=True)
    for path, content in ((_promise(upload.id), orjson.dumps(upload)), (part_of(upload.id), b"")):
        write_all(path, content)


def nameless() -> Path:
    """A path for a whole file on its way into the store; the sweep forgets what a crash leaves there."""
    _root().mkdir(parents=True, exist_ok=True)
    return part_of(ids.uuid7())


def read(name: UUID) -> Upload | None:
    """What was promised, with what is there; ``None`` where there is no half file of this name."""
    try:
        said = orjson.loads(_promise(name).read_bytes())
        offset = part_of(name).stat().st_size
    except (FileNotFoundError, orjson.JSONDecodeError):  # a power cut may leave an empty promise: nothing was told
        return None
    return Upload(
        id=name,
        village=UUID(said["village"]),
        user=UUID(said["user"]),
        sha256=said["sha256"],
        media_type=said["media_type"],
        size=said["size"],
        expires_at=datetime.fromisoformat(said["expires_at"]),
        offset=offset,
    )


@contextmanager
def held(name: UUID) -> Iterator[int]:
    """The part, open and locked: nobody else writes, finishes or gives it up meanwhile.

    Raises ``Ended``, and ``Locked`` after ``PATIENCE``.
    """
    try:
        part = os.open(part_of(name), os.O_RDWR)
    except FileNotFoundError:
        raise Ended from None
    try:
        _lock(part)
        if not _is_there(name, part):
            raise Ended
        yield part
    finally:
        os.close(part)


def _lock(part: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() > give_up:
            raise Locked
        time.sleep(0.01)


def _is_there(name: UUID, part: int) -> bool:
    """Whether the open file still is the part: a finished one was moved into the store with its name."""
    try:
        return os.path.samestat(part_of(name).stat(), os.fstat(part))
    except FileNotFoundError:
        return False


def grow(name: UUID, part: int, data: bytes, *, at: int) -> None:
    """Adds bytes to a held part; on disk when this returns, and as if nothing had come when it raises ``OSError``."""
    try:
        os.lseek(part, at, os.SEEK_SET)
        _pour(part, data)
        os.fsync(part)
        if at == 0:
            sync_file(_promise(name))
            sync_file(_root())
    except OSError:
        os.ftruncate(part, at)
        raise


def drop(name: UUID) -> None:
    """Nothing of the half file stays; again and again without harm."""
    part_of(name).unlink(missing_ok=True)
    _promise(name).unlink(missing_ok=True)


def stale(*, by: datetime, age: timedelta) -> list[UUID]:
    """Half files whose time is up, and remains of a crash that are older than ``age``."""
    root = _root()
    names = {path.stem for path in (*root.glob("*.json"), *root.glob("*.part"))}
    return [name for name in map(UUID, sorted(names)) if _ends(name, age) <= by]


def _ends(name: UUID, age: timedelta) -> datetime:
    upload = read(name)
    if upload is not None:
        return upload.expires_at
    left = [path.stat().st_mtime for path in (_promise(name), part_of(name)) if path.exists()]
    return datetime.fromtimestamp(max(left, default=0.0), tz=UTC) + age


def write_all(path: Path, content: bytes, *, synced: bool = False) -> None:
    """A new file with this content; on disk when this returns, where that is asked."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        _pour(file, content)
        if synced:
            os.fsync(file)
    finally:
        os.close(file)


def _pour(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def sync_file(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def part_of(name: UUID) -> Path:
    """Where the bytes lie."""
    return _root() / f"{name}.part"


def _promise(name: UUID) -> Path:
    return _root() / f"{name}.json"


def _root() -> Path:
    return Path(settings.UPLOAD_ROOT)
