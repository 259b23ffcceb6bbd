"""The ledger of a village: append, head, verify.

Entry n: ``hash = SHA-256(previous hash as bytes || RFC 8785 JSON of the entry)``. In the hashed form a restricted value
is replaced by ``SHA-256(salt || field || RFC 8785 JSON of the value)``, so that an export without personal data can be
checked by anybody.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from backend.kernel.canonical import canonical
from sync import kinds, store
from sync.models import Feed, LedgerEntry
from sync.models.ledger import FIRST_HASH

EPOCH_LENGTH = 6
SALT_BYTES = 16
SALTS_AT_ONCE = 100
_EPOCH_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point of a village's ledger."""

    number: int
    hash: str


def new_epoch() -> str:
    """A fresh epoch name."""
    return "".join(secrets.choice(_EPOCH_LETTERS) for _ in range(EPOCH_LENGTH))


def open_feeds(villages: Iterable[UUID]) -> None:
    """Makes the feeds that are missing. One statement."""
    epoch = new_epoch()
    rows = [
        {"village_id": str(village), "epoch": epoch, "head": 0, "head_hash": FIRST_HASH}
        for village in sorted(set(villages))
    ]
    store.insert_missing(Feed, rows)


def renew_epochs(villages: Iterable[UUID]) -> None:
    """A fresh epoch for these villages, inside the caller's transaction: every cursor given out before is unknown.

    Phones then read the villages from the start and send again what the server may have forgotten.
    """
    epoch = new_epoch()
    for feed in lock_all(villages).values():
        feed.epoch = epoch
        feed.save(update_fields=["epoch"])


def lock_all(villages: Iterable[UUID]) -> dict[UUID, Feed]:
    """Locks the feeds in the order of their ids, inside the caller's transaction. One query once they are there."""
    return _feeds(villages, lock=True)


def feeds_of(villages: Iterable[UUID]) -> dict[UUID, Feed]:
    """The feeds of these villages, in the order of their ids. One query once they are there."""
    return _feeds(villages, lock=False)


def _feeds(villages: Iterable[UUID], *, lock: bool) -> dict[UUID, Feed]:
    wanted = sorted(set(villages))
    found = _read_feeds(wanted, lock=lock)
    if len(found) < len(wanted):
        open_feeds(wanted)
        found = _read_feeds(wanted, lock=lock)
    return found


def _read_feeds(wanted: list[UUID], *, lock: bool) -> dict[UUID, Feed]:
    if not wanted:
        return {}
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(_FEEDS_LOCKED if lock else _FEEDS, [wanted])
        else:
            cursor.execute(_FEEDS_OF_SQLITE, [orjson.dumps([one.hex for one in wanted]).decode()])
        rows = cursor.fetchall()
    feeds = [Feed(village if postgres else UUID(village), *rest) for village, *rest in rows]
    return {feed.pk: feed for feed in feeds}


_FEEDS = "SELECT village_id, epoch, head, head_hash FROM sync_feed WHERE village_id = ANY(%s) ORDER BY village_id"
_FEEDS_LOCKED = f"{_FEEDS} FOR UPDATE"
_FEEDS_OF_SQLITE = _FEEDS.replace("= ANY(%s)", "IN (SELECT value FROM json_each(%s))")


def lock(village: UUID) -> Feed:
    """Locks one village's feed inside the caller's transaction; nothing of the village commits meanwhile."""
    return lock_all([village])[village]


def head(village: UUID) -> Stamp:
    """The newest entry's number and hash; number 0 before the first. One query."""
    feed = Feed.objects.filter(pk=village).first()
    return Stamp(0, FIRST_HASH) if feed is None else Stamp(feed.head, feed.head_hash)


def salts() -> Iterator[str]:
    """Fresh salts for entries' commitments, in hex; the system is asked for many at a time."""
    while True:
        drawn = secrets.token_hex(SALT_BYTES * SALTS_AT_ONCE)
        for start in range(0, len(drawn), SALT_BYTES * 2):
            yield drawn[start : start + SALT_BYTES * 2]


def commitment(salt: str, name: str, value: Any) -> str:
    """What stands in the hashed form in place of a restricted value."""
    return hashlib.sha256(bytes.fromhex(salt) + name.encode() + canonical(value)).hexdigest()


def seal(kind: kinds.Kind, *, salt: str, changed: Mapping[str, Any], content: str) -> dict[str, str]:
    """The commitments of an entry: one a restricted field, and one to the content of the change as it was sent."""
    sealed = {name: commitment(salt, name, value) for name, value in changed.items() if name in kind.restricted}
    return sealed | {"content": commitment(salt, "content", content)}


def public_form(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry (its columns as JSON) as it is hashed and exported: no personal value in clear."""
    return {
        "village": entry["village_id"],
        "number": entry["number"],
        "change": entry["change"],
        "kind": entry["kind"],
        "record": entry["record"],
        "base": entry["base"],
        "set": {name: value for name, value in entry["set"].items() if name not in entry["sealed"]},
        "sealed": entry["sealed"],
        "contested": entry["contested"],
        "deletes": entry["deletes"],
        "resolves": entry["resolves"],
        "outcome": entry["outcome"],
        "user": entry["user"],
        "device": entry["device"],
        "made_at": entry["made_at"],
        "received_at": entry["received_at"],
    }


def entry_hash(previous: str, form: Mapping[str, Any]) -> str:
    """The hash of an entry in its public form that follows ``previous``."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(form)).hexdigest()


def entries_after(village: UUID, number: int) -> Iterator[LedgerEntry]:
    """The entries of a village after ``number``, oldest first, streamed."""
    return LedgerEntry.objects.filter(village=village, number__gt=number).order_by("number").iterator(2000)
