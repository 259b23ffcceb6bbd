"""The second half of an exchange: what others recorded, page by page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync import cursors, kinds
from sync.models import Feed, LedgerEntry
from sync.state import Key, State, read_states


class CursorUnknown(Problem):
    """An epoch or number that this server does not know, as after a restore."""

    code = "cursor_unknown"
    status = 409
    title = _("Server ini telah dipulihkan dari cadangan. HP akan membaca dan mengirim ulang dengan sendirinya.")


@dataclass(slots=True)
class Page:
    """Records in their newest state, and how far each village has been read."""

    records: list[tuple[Key, State]]
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


def page(
    feeds: Mapping[UUID, Feed],
    begin: Mapping[UUID, int],
    *,
    limit: int,
    known: Mapping[Key, int],
    kind: str | None = None,
) -> Page:
    """At most ``limit`` records (of one ``kind``, where it is named) that moved on after ``begin``, each once.

    ``known``: records whose newest state the phone has just sent itself, with the version that they had before; they
    are left out unless somebody else's change stands between. One query, and one for each kind on the page.
    """
    rows = _newest(feeds, begin, limit + 1, kind)
    more = len(rows) > limit
    rows = rows[:limit]
    reached = {village: feed.head for village, feed in feeds.items()}
    if more:
        last_village, last_number = rows[-1][:2]
        for village in feeds:
            if village > last_village:
                reached[village] = begin[village]
        reached[last_village] = last_number
    keys = [Key(village, kind, record) for village, _number, kind, record in rows]
    wanted = [key for key in keys if key not in known or known[key] > begin[key.village]]
    states = _read(wanted)
    return Page(
        [(key, states[key]) for key in wanted if key in states],
        {str(village): cursors.write(feeds[village].epoch, number) for village, number in reached.items()},
        more,
    )


def _newest(
    feeds: Mapping[UUID, Feed], begin: Mapping[UUID, int], most: int, kind: str | None
) -> list[tuple[Any, ...]]:
    behind = [village for village, feed in feeds.items() if feed.head > begin[village]]
    if not behind:
        return []
    later = LedgerEntry.objects.filter(
        village=OuterRef("village"), record=OuterRef("record"), kind=OuterRef("kind"), number__gt=OuterRef("number")
    )
    wanted = reduce(or_, (Q(village=village, number__gt=begin[village]) for village in behind))
    rows = LedgerEntry.objects.filter(wanted).filter(~Exists(later)).order_by(F("village"), "number")
    rows = rows if kind is None else rows.filter(kind=kind)
    return list(rows.values_list("village_id", "number", "kind", "record")[:most])


def _read(keys: list[Key]) -> dict[Key, State]:
    by_kind: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_kind[key.kind].append(key)
    found: dict[Key, State] = {}
    for name, wanted in by_kind.items():
        kind = kinds.find(name)
        if kind is not None:
            found.update(read_states(kind, wanted))
    return found
