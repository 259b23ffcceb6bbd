"""Verbs of a carried file on its way here over a bad line: its pieces wait on disk until it is whole.

A piece that is here already is passed over, so whoever lost an answer simply sends it again. Whether the file is
whole and whose it is, is judged later (``bundles``); here it is bytes.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.problems import Problem
from sync.bundle_file import LARGEST
from sync.exchange import TooLarge
from sync.uploads import OffsetWrong

KEEPS = timedelta(days=3)
"""How long a file lies here after its last piece: also for the carrier whose answer was lost."""

MOST_AT_ONCE = 4
"""Files of one carrier; the one that waited longest gives way."""


class Busy(Problem):
    code: ClassVar[str] = "slow_down"
    status = 429
    title = _("Berkas ini sedang diterima lewat sambungan lain. Coba lagi sebentar lagi.")


@contextmanager
def piece(carrier: UUID, *, name: str, start: int, data: bytes, total: int) -> Iterator[tuple[int, BinaryIO]]:
    """Adds a piece of the carrier's file ``name``; gives how much of ``total`` is here, and the file while nobody
    else may touch it.

    The bytes are on disk before they are counted. Raises ``OffsetWrong`` where there would be a gap, ``TooLarge``,
    and ``Busy`` while another request holds the file.
    """
    if total > LARGEST or start + len(data) > total:
        raise TooLarge(most_bytes=LARGEST)
    path = _path(carrier, name)
    _make_room(path)
    with _alone(path) as file:
        here = file.seek(0, os.SEEK_END)
        if start > here:
            raise OffsetWrong(offset=here)
        news = data[here - start :]
        if news:
            file.write(news)
            file.flush()
            os.fsync(file.fileno())
        file.seek(0)
        yield here + len(news), file


def forget(carrier: UUID, name: str) -> None:
    """Drops what is here of the file, so that it begins anew."""
    _path(carrier, name).unlink(missing_ok=True)


def sweep() -> int:
    """Drops files past their time; answers how many."""
    oldest = (clock.now() - KEEPS).timestamp()
    stale = [path for path in _folder().glob("*/*") if path.stat().st_mtime < oldest]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(retry_after=5) from None
        yield file


def _make_room(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    others = sorted(
        (one for one in path.parent.iterdir() if one.name != path.name), key=lambda one: one.stat().st_mtime
    )
    for one in others[: max(0, len(others) + 1 - MOST_AT_ONCE)]:
        one.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.UPLOAD_ROOT) / "parcels"


def _path(carrier: UUID, name: str) -> Path:
    return _folder() / str(carrier) / name
