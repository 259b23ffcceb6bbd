"""What RxDB's client reads: pages of one kind after a checkpoint, and the same while it listens."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from backend.kernel import clock
from backend.kernel.actor import Actor
from sync import cursors, pull, sights
from sync.access import seats_of
from sync.documents import Told
from sync.intake import Malformed
from sync.kinds import Kind
from sync.ledger import feeds_of
from sync.models import Device, Feed
from sync.rxdb_wire import Document, document, read_checkpoint, write_checkpoint

LASTS = 55
"""Polls of one stream, a second apart: it ends before proxies lose patience (60 s), and the client comes again."""

PULSE = 3
"""Quiet polls between two signs of life, by which the server notices a client that went away."""

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Pulled:
    """Documents of one kind, and the checkpoint after them."""

    documents: list[Document]
    checkpoint: dict[str, Any]


def changes_since(checkpoint: str, kind: Kind, *, limit: int, by: Actor) -> Pulled:
    """At most ``limit`` documents after a checkpoint, in the order of villages and ledger numbers.

    Fewer than ``limit`` means that there are no more. Raises ``Malformed``, and ``CursorUnknown`` after a restore.
    """
    said = read_checkpoint(checkpoint)
    if said is None:
        raise Malformed(where="id")
    Device.objects.filter(user=by.user, number=by.device).update(seen_at=clock.now())
    feeds = _feeds(by)
    whole = [village for village, feed in feeds.items() if feed.head and str(village) not in said]
    sights.note_phone(by.user, by.device, feeds, whole=whole)
    return _page(said, kind, feeds, limit)


def _feeds(by: Actor) -> dict[UUID, Feed]:
    return feeds_of([seat.village for seat in seats_of(by)])


def _page(said: dict[str, str], kind: Kind, feeds: dict[UUID, Feed], limit: int) -> Pulled:
    found = pull.page(feeds, pull.starts(said, feeds), limit=limit, kind=kind)
    return Pulled([_document(told) for told in found.records], write_checkpoint(found.cursors))


def _document(told: Told) -> Document:
    values = None if told.deleted_at else orjson.loads(told.document)
    return document(told.village, told.record, told.version, values)


def live(kind: Kind, *, by: Actor, pause: Callable[[float], None] = time.sleep) -> Iterator[Pulled | None]:
    """What is recorded from now on, as it comes; ``None`` is a sign of life.

    Begins with one, since the client pulls once it is listening. Ends after ``LASTS`` seconds, or when the person is
    no longer signed in, or when a village came, went or was restored: the client then connects again and pulls.
    """
    before = _feeds(by)
    said = _cursors(before)
    yield None
    for second in range(1, LASTS + 1):
        pause(1)
        after = feeds_of(list(before))
        if _cursors(after) == _cursors(before):
            if second % PULSE == 0:
                yield None
            continue
        if not _signed_in(by) or _epochs(_feeds(by)) != _epochs(before):
            return
        before = after
        yield from _pages(said, kind, after)
        said = _cursors(after)


def _pages(said: dict[str, str], kind: Kind, feeds: dict[UUID, Feed]) -> Iterator[Pulled]:
    while True:
        found = _page(said, kind, feeds, ON_A_PAGE)
        if found.documents:
            yield found
        if len(found.documents) < ON_A_PAGE:
            return
        said = read_checkpoint(found.checkpoint["id"]) or {}


def _signed_in(by: Actor) -> bool:
    devices = Device.objects.filter(user=by.user, user__is_active=True, number=by.device)
    found: bool = devices.filter(digest__isnull=False, revoked_at__isnull=True).exists()
    return found


def _cursors(feeds: dict[UUID, Feed]) -> dict[str, str]:
    return {str(village): cursors.write(feed.epoch, feed.head) for village, feed in feeds.items()}


def _epochs(feeds: dict[UUID, Feed]) -> dict[UUID, str]:
    return {village: feed.epoch for village, feed in feeds.items()}
