"""What every exchange asks of the phone's villages: how far their ledgers go, and what waits for a human there."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.db import connection

from sync import ledger
from sync.models import Feed


@dataclass(slots=True)
class Heads:
    """The feeds of villages in the order of their ids, and how many conflicts and held changes wait in them."""

    feeds: dict[UUID, Feed]
    conflicts: int
    held: int


def read(villages: Sequence[UUID]) -> Heads:
    """The heads of these villages. One query once their feeds are there."""
    wanted = sorted(set(villages))
    found = _read(wanted)
    if len(found.feeds) < len(wanted):
        ledger.open_feeds(wanted)
        found = _read(wanted)
    return found


def _read(wanted: list[UUID]) -> Heads:
    if not wanted:
        return Heads({}, 0, 0)
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(_HEADS, [wanted])
        else:
            cursor.execute(_HEADS_ON_SQLITE, [orjson.dumps([one.hex for one in wanted]).decode()])
        rows = cursor.fetchall()
    feeds = [Feed(row[0] if postgres else UUID(row[0]), *row[1:4]) for row in rows]
    return Heads({feed.pk: feed for feed in feeds}, sum(row[4] for row in rows), sum(row[5] for row in rows))


_HEADS = """
    SELECT feed.village_id, feed.epoch, feed.head, feed.head_hash,
           (SELECT count(*) FROM sync_conflict one WHERE one.village_id = feed.village_id AND one.settled_at IS NULL),
           (SELECT count(*) FROM sync_held one WHERE one.village_id = feed.village_id AND one.decision = '')
    FROM sync_feed feed WHERE feed.village_id = ANY(%s) ORDER BY feed.village_id
"""
_HEADS_ON_SQLITE = _HEADS.replace("= ANY(%s)", "IN (SELECT value FROM json_each(%s))")
