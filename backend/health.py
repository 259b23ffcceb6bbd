"""Alive, and ready to serve."""

from dataclasses import dataclass, field
from math import inf
from shutil import disk_usage
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from backend import sweeps
from backend.kernel import ids
from sync.vault import store_fails

PROBE = "ready"
"""Where in the store it is tried whether it takes a file."""


@dataclass(slots=True)
class _Told:
    """The last answer of this process, and when it was found."""

    at: float = -inf
    status: int = 503
    body: dict[str, Any] = field(default_factory=lambda: {"ready": False})


_lock, _told = Lock(), _Told()


@never_cache
def alive(_request: HttpRequest) -> JsonResponse:
    """The process answers. No query."""
    return JsonResponse({"alive": True})


@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Database, migrations and store; 503 where one of them fails. Late sweeps and a full disk are only told.

    Looked into at most once in ``READY_KEPT`` seconds a process, however many ask.
    """
    old = monotonic() - _told.at > settings.READY_KEPT
    if old and _lock.acquire(blocking=False):  # while one looks, a store that hangs must not hold all threads
        try:
            body = look()
            _told.body, _told.status, _told.at = body, 200 if body["ready"] else 503, monotonic()
        finally:
            _lock.release()
    return JsonResponse(_told.body, status=_told.status)


def look() -> dict[str, Any]:
    """Every part by name: whether it is well, and what is wrong in a word; nothing that a stranger may not know."""
    database = _database()
    missing = _migrations_missing() if database else None
    store = _store()
    lag = _sweeps() if database and not missing else {}
    percent = _disk_percent()
    return {
        "ready": database and missing == 0 and store,
        "database": database,
        "migrations_missing": missing,
        "storage": store,
        "sweeps": lag,
        "disk_percent": percent,
        "disk_nearly_full": percent >= settings.DISK_ALARM,
    }


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_missing() -> int | None:
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return None


def _store() -> bool:
    """A file goes in and comes out again."""
    name = f"{PROBE}/{ids.uuid7()}"
    try:
        kept = default_storage.save(name, ContentFile(b"?"))
        with default_storage.open(kept) as file:
            same: bool = file.read() == b"?"
        default_storage.delete(kept)
    except store_fails():
        return False
    return same


def _sweeps() -> dict[str, Any]:
    """How far behind the most overdue is, and which are late or failed; ``None``: none has ever run."""
    found = sweeps.every()
    ran = [one for one in found if one.ran_at is not None]
    return {
        "lag_seconds": round(max(one.lag for one in ran)) if ran else None,
        "late": sorted(one.task for one in ran if one.is_late),
        "never_ran": len(found) - len(ran),
    }


def _disk_percent() -> int:
    used = disk_usage(settings.DATA_DIR)
    return round(100 * used.used / (used.used + used.free))
