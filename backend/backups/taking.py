"""Takes a backup while the server goes on: the database as of one moment, then every file that it names.

A file is in the store before a row says so and never changes afterwards, so files that are read later than the
database are the ones that the database means.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import zstandard
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from backend.backups import folder as layout
from backend.backups.folder import Kept
from backend.kernel import clock
from backend.kernel.problems import Problem

PAGES_AT_ONCE = 2_000
BLOBS = "SELECT name, sha256, size FROM sync_blob ORDER BY name"

Progress = Callable[[str, int, int], None]
"""Told what is being done, how far, of how much."""


class NotEmbedded(Problem):
    code: ClassVar[str] = "not_embedded"
    status = 409
    title = _("Perintah ini untuk SQLite. Untuk PostgreSQL ikuti docs/operations.md, bagian point-in-time recovery.")


class FilesMissing(Problem):
    code: ClassVar[str] = "files_missing"
    status = 409
    title = _(
        "Ada berkas yang dicatat basis data tetapi tidak ada di penyimpanan, jadi cadangan tidak dibuat."
        " Jalankan check_integrity; --despite-missing tetap membuat cadangan tanpa berkas itu."
    )


def take(
    folder: Path,
    *,
    despite_missing: bool = False,
    check: bool = False,
    progress: Progress = lambda *_said: None,
) -> tuple[Path, dict[str, Any]]:
    """A new backup in ``folder``; answers its place and manifest. Whole or not there at all.

    ``check``: bytes that the folder keeps already are read too, and copied anew where they were harmed since.
    Raises ``NotEmbedded``, ``BackupBusy`` and ``FilesMissing`` (with the first twenty).
    """
    if connection.vendor != "sqlite":
        raise NotEmbedded
    with layout.alone_in(folder):
        moment = clock.now()
        place = folder / f"{moment:%Y%m%dT%H%M%SZ}"
        if place.exists():
            raise layout.BackupBusy
        layout.clear_halves(folder)
        half = folder / f".{place.name}.half"
        half.mkdir(mode=0o700)
        try:
            kept = _Keeping(folder, progress, check=check)
            manifest = _write(kept, half, moment, despite_missing=despite_missing)
            _settle(half, place)
        except BaseException:
            layout.clear_halves(folder)
            raise
    return place, manifest


def _write(keeping: "_Keeping", half: Path, moment: datetime, *, despite_missing: bool) -> dict[str, Any]:
    copy = half / "database"
    copy_database(database_path(), copy, keeping.progress)
    manifest = _describe(copy) | {"format": layout.FORMAT, "moment": moment.isoformat(), "key": key_mark()}
    count, size = layout.write_list(half / layout.LIST, keeping.files(copy))
    missing = keeping.missing
    if missing and not despite_missing:
        raise FilesMissing(count=len(missing), files=missing[:20])
    sha256 = layout.digest_of(half / layout.LIST)
    manifest["files"] = {"count": count, "bytes": size, "missing": missing, "sha256": sha256}
    _pack(copy, half / layout.DATABASE)
    manifest["database"]["packed_sha256"] = layout.digest_of(half / layout.DATABASE)
    (half / layout.MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
    return manifest


def database_path() -> Path:
    """Where the embedded database lies."""
    return Path(settings.DATABASES["default"]["NAME"])


def key_mark() -> str:
    """Tells another ``SECRET_KEY`` from this one, and nothing else about it."""
    return salted_hmac("backend.backups", "key", algorithm="sha256").hexdigest()[:16]


def copy_database(source: Path, target: Path, progress: Progress = lambda *_said: None) -> None:
    """The database as of one moment, whoever writes meanwhile.

    The open read keeps that moment: without it SQLite begins the copy anew at each change by another process, and never
    ends under load.
    """
    with closing(sqlite3.connect(source, isolation_level=None)) as here, closing(sqlite3.connect(target)) as there:
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(
            there, pages=PAGES_AT_ONCE, progress=lambda _status, left, all_: progress("database", all_ - left, all_)
        )
        here.execute("ROLLBACK")
        there.execute("PRAGMA journal_mode=DELETE")
        told = there.execute("PRAGMA quick_check").fetchone()[0]
    if told != "ok":
        raise layout.BackupUnreadable(place=source.name, what=str(told)[:200])


def rows_of(database: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(database)) as opened:
        listed = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = sorted(name for (name,) in listed.fetchall())
        asked = {name: f'SELECT count(*) FROM "{name}"' for name in names}  # nosec B608 # noqa: S608 -- its own tables
        return {name: opened.execute(sql).fetchone()[0] for name, sql in asked.items()}


def _describe(copy: Path) -> dict[str, Any]:
    return {
        "rows": rows_of(copy),
        "database": {"sha256": layout.digest_of(copy), "bytes": copy.stat().st_size},
    }


@dataclass(slots=True)
class _Keeping:
    """Files on their way into the folder; ``missing``: those that the database names and nobody finds."""

    folder: Path
    progress: Progress
    check: bool
    missing: list[str] = field(default_factory=list)

    def files(self, copy: Path) -> Iterator[Kept]:
        """The files that the copied rows name, then whatever else lies in the store."""
        with closing(sqlite3.connect(copy)) as opened:
            blobs = opened.execute(BLOBS).fetchall()
        for number, (name, sha256, size) in enumerate(blobs, 1):
            kept = self._known(name, sha256, size) or self._new(name)
            if kept is None or (kept.sha256, kept.size) != (sha256, size):
                self.missing.append(name)
            else:
                yield kept
            self.progress("photos", number, len(blobs))
        known = {name for name, _sha256, _size in blobs}
        others = [name for name in _names_in("") if name not in known]
        for number, name in enumerate(others, 1):
            kept = self._new(name)  # a copy that the server can draw again may go meanwhile
            if kept is not None:
                yield kept
            self.progress("files", number, len(others))

    def _known(self, name: str, sha256: str, size: int) -> Kept | None:
        place = layout.place_of(self.folder, sha256)
        whole = place.is_file() and place.stat().st_size == size
        if whole and self.check:
            whole = layout.digest_of(place) == sha256
        return Kept(name, sha256, size) if whole else None

    def _new(self, name: str) -> Kept | None:
        try:
            with default_storage.open(name, "rb") as content:
                sha256, size = layout.keep(self.folder, content)  # type: ignore[arg-type]
        except FileNotFoundError:
            return None
        return Kept(name, sha256, size)


def _names_in(place: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(place)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{place}/{name}" if place else name
    for name in sorted(folders):
        yield from _names_in(f"{place}/{name}" if place else name)


def _pack(copy: Path, target: Path) -> None:
    with copy.open("rb") as plain, target.open("wb") as packed:
        zstandard.ZstdCompressor(level=6, write_checksum=True).copy_stream(plain, packed)
    copy.unlink()


def _settle(half: Path, place: Path) -> None:
    for path in (*half.iterdir(), half):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    half.rename(place)
    descriptor = os.open(place.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
