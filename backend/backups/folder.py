"""A folder of backups: bytes once under their SHA-256, and for each backup the database and a list of its files.

::

    files/ab/abcdef…                    the bytes, shared by all backups
    20261126T072000Z/manifest.json      what is inside, and digests of the two below
    20261126T072000Z/database.zst       the database as of one moment
    20261126T072000Z/files.jsonl        path, digest and size of each file

A backup is there once its folder has its name; whatever is half written begins with a dot.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem

FORMAT = 1
MANIFEST, DATABASE, LIST = "manifest.json", "database.zst", "files.jsonl"
PIECE = 1024 * 1024
_NAMED = re.compile(r"\d{8}T\d{6}Z")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class BackupBusy(Problem):
    code: ClassVar[str] = "backup_busy"
    status = 409
    title = _("Cadangan lain sedang dibuat atau dipulihkan di folder ini. Tunggu sampai selesai.")


class BackupUnreadable(Problem):
    code: ClassVar[str] = "backup_unreadable"
    status = 422
    title = _("Cadangan ini tidak utuh. Tidak ada yang diubah; pakai cadangan lain.")


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a backup: its name in the store, its digest, its size in bytes."""

    path: str
    sha256: str
    size: int


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Nobody else writes into the folder of backups meanwhile; raises ``BackupBusy``."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupBusy from None
        yield
    finally:
        os.close(descriptor)


def backups_in(folder: Path) -> list[Path]:
    """The whole backups, the oldest first."""
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if _NAMED.fullmatch(one.name) and (one / MANIFEST).is_file())


def clear_halves(folder: Path) -> None:
    """Takes away what a backup that was killed left half written."""
    for half in (*folder.glob(".*.half"), *folder.glob(".*.gone")):
        shutil.rmtree(half)
    for piece in folder.glob("files/.half-*"):
        piece.unlink()


def named(place: Path) -> Path:
    """The backup at ``place``, or the newest one in it; raises ``BackupUnreadable``."""
    if (place / MANIFEST).is_file():
        return place
    found = backups_in(place)
    if not found:
        raise BackupUnreadable(place=str(place), what="manifest.json")
    return found[-1]


def place_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return folder / "files" / sha256[:2] / sha256


def keep(folder: Path, content: BinaryIO) -> tuple[str, int]:
    """Keeps bytes once, on disk before they count; answers digest and size."""
    half = folder / "files" / f".half-{os.getpid()}"
    half.parent.mkdir(exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with half.open("wb") as file:
        while piece := content.read(PIECE):
            digest.update(piece)
            size += file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    place = place_of(folder, digest.hexdigest())
    place.parent.mkdir(exist_ok=True, mode=0o700)
    half.replace(place)
    return digest.hexdigest(), size


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_list(path: Path, files: Iterable[Kept]) -> tuple[int, int]:
    """Writes the list of files; answers their number and their bytes."""
    count = size = 0
    with path.open("w", encoding="utf-8") as out:
        for one in files:
            out.write(json.dumps(asdict(one)) + "\n")
            count, size = count + 1, size + one.size
    return count, size


def read_list(backup: Path) -> Iterator[Kept]:
    """The files of a backup; raises ``BackupUnreadable``."""
    try:
        with (backup / LIST).open(encoding="utf-8") as lines:
            for line in lines:
                yield _kept(json.loads(line))
    except (OSError, ValueError, TypeError) as wrong:
        raise BackupUnreadable(place=backup.name, what=LIST) from wrong


def _kept(said: dict[str, Any]) -> Kept:
    kept = Kept(**said)
    parts = Path(kept.path).parts
    if not _DIGEST.fullmatch(kept.sha256) or not parts or ".." in parts or Path(kept.path).is_absolute():
        raise ValueError(kept.path)
    return kept


def read_manifest(backup: Path) -> dict[str, Any]:
    """What the backup says of itself; its parts have the digests that it names. Raises ``BackupUnreadable``."""
    try:
        said: dict[str, Any] = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        whole = said["format"] == FORMAT and digest_of(backup / LIST) == said["files"]["sha256"]
        whole = whole and digest_of(backup / DATABASE) == said["database"]["packed_sha256"]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise BackupUnreadable(place=backup.name, what=MANIFEST) from wrong
    if not whole:
        raise BackupUnreadable(place=backup.name, what="SHA-256")
    return said


def prune(folder: Path, *, keep: int) -> int:
    """Lets go of all but the ``keep`` newest backups, then of bytes that none of the rest names; answers how many."""
    old = backups_in(folder)[:-keep]
    for one in old:
        hidden = one.with_name(f".{one.name}.gone")
        one.rename(hidden)
        shutil.rmtree(hidden)
    if old:
        named = {kept.sha256 for backup in backups_in(folder) for kept in read_list(backup)}
        for path in folder.glob("files/*/*"):
            if path.name not in named:
                path.unlink()
    return len(old)
