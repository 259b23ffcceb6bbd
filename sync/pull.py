"""The second half of an exchange: what others recorded, page by page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync import cursors, documents, kinds, telling
from sync.models import Feed


class CursorUnknown(Problem):
    """An epoch or number that this server does not know, as after a restore."""

    code = "cursor_unknown"
    status = 409
    title = _("Server ini telah dipulihkan dari cadangan. HP akan membaca dan mengirim ulang dengan sendirinya.")


class News(NamedTuple):
    """A record in its newest state; ``document`` is the text of JSON, ``None`` where the record was deleted."""

    village: str
    kind: str
    record: str
    version: int
    document: str | None


@dataclass(slots=True)
class Page:
    """Records in their newest state, and how far each village has been read."""

    records: list[News]
    cursors: dict[str, str]
    more: bool


def starts(said: Mapping[str, str], feeds: Mapping[UUID, Feed]) -> dict[UUID, int]:
    """Where to read on in each village; raises ``CursorUnknown`` naming the villages whose cursor is not ours."""
    begin: dict[UUID, int] = {}
    unknown = []
    for village, feed in feeds.items():
        cursor = said.get(str(village))
        read = (feed.epoch, 0) if cursor is None else cursors.read(cursor)
        if read is None or read[0] != feed.epoch or read[1] > feed.head:
            unknown.append(str(village))
        else:
            begin[village] = read[1]
    if unknown:
        raise CursorUnknown(villages=sorted(unknown))
    return begin


def page(feeds: Mapping[UUID, Feed], begin: Mapping[UUID, int], *, limit: int, kind: str | None = None) -> Page:
    """At most ``limit`` records (of one ``kind``, where it is named) that moved on after ``begin``, each once.

    One query for each village that moved on, and one for the records.
    """
    moved = _moved(feeds, begin, limit + 1, kind)
    more = len(moved) > limit
    moved = moved[:limit]
    reached = {village: feed.head for village, feed in feeds.items()}
    if more:
        last = moved[-1]
        last_village = UUID(last.village)
        for village in feeds:
            if village > last_village:
                reached[village] = begin[village]
        reached[last_village] = last.number
    return Page(_read(moved), cursors_of(feeds, reached), more)


def cursors_of(feeds: Mapping[UUID, Feed], reached: Mapping[UUID, int]) -> dict[str, str]:
    """How far each village was read, as the phone is told."""
    return {str(village): cursors.write(feeds[village].epoch, number) for village, number in reached.items()}


class _Moved(NamedTuple):
    village: str
    number: int
    kind: str
    record: str


def _moved(feeds: Mapping[UUID, Feed], begin: Mapping[UUID, int], most: int, kind: str | None) -> list[_Moved]:
    """One query a village, so that each reads no further in the ledger than the page goes."""
    postgres = connection.vendor == "postgresql"
    sql = _newest(of_one_kind=kind is not None, postgres=postgres)
    found: list[_Moved] = []
    with connection.cursor() as cursor:
        for village, feed in feeds.items():
            if feed.head > begin[village] and len(found) < most:
                name = str(village)
                asked: list[Any] = [
                    name if postgres else village.hex,
                    begin[village],
                    *([] if kind is None else [kind]),
                ]
                cursor.execute(sql, [*asked, most - len(found)])
                found += [_Moved(name, *row) for row in cursor.fetchall()]
    return found


@cache
def _newest(*, of_one_kind: bool, postgres: bool) -> str:
    """The last entry of each record of a village after what was read."""
    record = telling.uuid("entry.record", postgres=postgres)
    return f"""
        SELECT entry.number, entry.kind, {record}
        FROM sync_ledgerentry entry
        WHERE entry.village_id = %s AND entry.number > %s {"AND entry.kind = %s" if of_one_kind else ""}
          AND NOT EXISTS (
            SELECT 1 FROM sync_ledgerentry later
            WHERE later.village_id = entry.village_id AND later.record = entry.record
              AND later.kind = entry.kind AND later.number > entry.number
          )
        ORDER BY entry.number
        LIMIT %s
    """  # noqa: S608 -- names are ours


def _read(moved: Sequence[_Moved]) -> list[News]:
    by_kind: dict[kinds.Kind, list[tuple[str, str]]] = defaultdict(list)
    for one in moved:
        kind = kinds.find(one.kind)
        if kind is not None:
            by_kind[kind].append((one.village, one.record))
    found = {
        (told.village, told.kind, told.record): News(
            told.village, told.kind, told.record, told.version, None if told.deleted_at else told.document
        )
        for told in documents.read(by_kind)
    }
    in_order = (found.get((one.village, one.kind, one.record)) for one in moved)
    return [news for news in in_order if news is not None]
