"""Puts a backup back: checked whole before anything changes, made ready beside the old database, then set in its place.

The new database is migrated, given a new epoch and verified **before** it takes the old one's place: whenever this is
killed, the server finds either the old database or one whose phones are told to send again what it forgot.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import zstandard
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from backend.backups import folder as layout
from backend.backups.folder import BackupUnreadable, Kept
from backend.backups.taking import NotEmbedded, Progress, database_path, key_mark, rows_of
from backend.kernel import clock
from backend.kernel.problems import Problem
from sync import ledger
from sync.kept import Fault
from sync.models import Feed
from sync.verify import verify

BESIDE = ("", "-wal", "-shm")
LEDGERS_AT_ONCE = 200


class TargetTaken(Problem):
    code: ClassVar[str] = "target_taken"
    status = 409
    title = _(
        "Sudah ada basis data di sini. Matikan server, lalu ulangi dengan --over;"
        " basis data lama disimpan di sampingnya."
    )


class ServerRunning(Problem):
    code: ClassVar[str] = "server_running"
    status = 409
    title = _("Basis data ini masih dipakai. Matikan server web, celery, dan perintah lain, lalu ulangi.")


class LedgerBroken(Problem):
    code: ClassVar[str] = "ledger_broken"
    status = 422
    title = _(
        "Buku besar dalam cadangan ini tidak utuh, jadi tidak dipulihkan. Pakai cadangan lain;"
        " --despite-faults tetap memulihkannya."
    )


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there now, and where the database that was there before lies."""

    backup: Path
    manifest: dict[str, Any]
    villages: int
    entries: int
    files_new: int
    faults: list[Fault]
    before: Path | None
    other_key: bool


def restore(
    place: Path, *, over: bool = False, despite_faults: bool = False, progress: Progress = lambda *_said: None
) -> Restored:
    """The backup at ``place`` (or the newest in that folder) in place of this server's database and beside its files.

    Files that the backup does not know stay. Raises ``NotEmbedded``, ``BackupUnreadable``, ``TargetTaken``,
    ``ServerRunning`` and ``LedgerBroken``; then database and files are as they were.
    """
    if connection.vendor != "sqlite":
        raise NotEmbedded
    connection.close()
    backup, target = layout.named(place), database_path()
    with layout.alone_in(backup.parent):
        manifest = layout.read_manifest(backup)
        _see_target(target, over=over)
        files = list(_checked_files(backup, progress))
        target.parent.mkdir(parents=True, exist_ok=True)
        ready = target.with_name(f".{target.name}.restoring")
        try:
            _unpack(backup, manifest, ready)
            villages, entries, faults = _make_ready(ready, progress)
            if faults and not despite_faults:
                raise LedgerBroken(count=len(faults), first=f"{faults[0].place}: {faults[0].what}")
            new = _put_files(backup.parent, files, progress)
            before = _set_in_place(ready, target)
        finally:
            for end in BESIDE:
                ready.with_name(ready.name + end).unlink(missing_ok=True)
    return Restored(backup, manifest, villages, entries, new, faults, before, manifest["key"] != key_mark())


def _see_target(target: Path, *, over: bool) -> None:
    """Nobody uses the database that is to go. Leaving WAL needs everybody else to have closed it."""
    if not target.exists() or not target.stat().st_size:
        return
    if not over:
        raise TargetTaken(place=str(target))
    with closing(sqlite3.connect(target, timeout=1, isolation_level=None)) as old:
        try:
            mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            raise ServerRunning(place=str(target)) from None
        except sqlite3.DatabaseError:  # what is broken is what this restore is for
            return
    if mode != "delete":
        raise ServerRunning(place=str(target))


def _checked_files(backup: Path, progress: Progress) -> Iterator[Kept]:
    listed = list(layout.read_list(backup))
    for number, kept in enumerate(listed, 1):
        path = layout.place_of(backup.parent, kept.sha256)
        if not path.is_file() or path.stat().st_size != kept.size or layout.digest_of(path) != kept.sha256:
            raise BackupUnreadable(place=backup.name, what=kept.path)
        progress("check", number, len(listed))
        yield kept


def _unpack(backup: Path, manifest: dict[str, Any], ready: Path) -> None:
    ready.unlink(missing_ok=True)
    try:
        with (backup / layout.DATABASE).open("rb") as packed, ready.open("wb") as plain:
            zstandard.ZstdDecompressor().copy_stream(packed, plain)
    except zstandard.ZstdError as wrong:
        raise BackupUnreadable(place=backup.name, what=layout.DATABASE) from wrong
    ready.chmod(0o600)
    if layout.digest_of(ready) != manifest["database"]["sha256"] or rows_of(ready) != manifest["rows"]:
        raise BackupUnreadable(place=backup.name, what=layout.DATABASE)


def _make_ready(ready: Path, progress: Progress) -> tuple[int, int, list[Fault]]:
    """Migrated, with new epochs, its ledgers replayed; answers villages, entries and faults."""
    with _connected_to(ready):
        call_command("migrate", verbosity=0, interactive=False)
        villages = list(Feed.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(villages), LEDGERS_AT_ONCE):
            with transaction.atomic():
                ledger.renew_epochs(villages[start : start + LEDGERS_AT_ONCE])
        entries = sum(Feed.objects.values_list("head", flat=True))
        faults: list[Fault] = []
        read = 0

        def tick() -> None:
            nonlocal read
            read += 1
            progress("ledger", read, entries)

        for village in villages:
            faults += verify(village, tick=tick)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(villages), entries, faults


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    """Everything that asks the database asks this file meanwhile."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _put_files(folder: Path, files: list[Kept], progress: Progress) -> int:
    """Every file of the backup into the store; what is there with the right bytes stays. Answers how many were put."""
    new = 0
    for number, kept in enumerate(files, 1):
        if not _is_there(kept):
            if default_storage.exists(kept.path):
                default_storage.delete(kept.path)
            with layout.place_of(folder, kept.sha256).open("rb") as content:
                default_storage.save(kept.path, File(content))
            new += 1
        progress("files", number, len(files))
    return new


def _is_there(kept: Kept) -> bool:
    if not default_storage.exists(kept.path) or default_storage.size(kept.path) != kept.size:
        return False
    try:
        return layout.digest_of(Path(default_storage.path(kept.path))) == kept.sha256
    except NotImplementedError:  # a bucket: names hold digests, and the size is right
        return True


def _set_in_place(ready: Path, target: Path) -> Path | None:
    """The old database stays beside the new one; answers where."""
    before = None
    if target.exists():
        before = target.with_name(f"{target.name}.before-{clock.now():%Y%m%dT%H%M%SZ}")
        before.hardlink_to(target)  # at every moment there is a database under the name that the server opens
        for end in BESIDE[1:]:
            old = target.with_name(target.name + end)
            if old.exists():
                old.rename(before.with_name(before.name + end))
    descriptor = os.open(ready, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    ready.replace(target)
    return before
