"""The second half of an exchange: what others recorded, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from sync import cursors, documents, kinds
from sync.documents import Told
from sync.kinds import Kind
from sync.models import Feed, LedgerEntry

STRETCH = 1000
"""Entries of a ledger that are looked through at a time."""


class CursorUnknown(Problem):
    """An epoch or number that this server does not know, as after a restore."""

    code = "cursor_unknown"
    status = 409
    title = _("Server ini telah dipulihkan dari cadangan. HP akan membaca dan mengirim ulang dengan sendirinya.")


@dataclass(slots=True)
class Page:
    """Records in their newest state, and how far each village has been read."""

    records: list[Told]
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


def page(feeds: Mapping[UUID, Feed], begin: Mapping[UUID, int], *, limit: int, kind: Kind | None = None) -> Page:
    """At most ``limit`` records (of one ``kind``, where it is named) that moved on after ``begin``, each once.

    Two queries for each village that moved on, and two more for each further ``STRETCH`` of its ledger.
    """
    found: list[Told] = []
    reached = dict(begin)
    for village, feed in feeds.items():
        while reached[village] < feed.head and len(found) < limit:
            up_to = min(reached[village] + STRETCH, feed.head)
            moved = _moved(village, reached[village], up_to, kind)
            rest = limit - len(found)
            found += moved[:rest]
            reached[village] = up_to if len(moved) <= rest else moved[rest - 1].version
    more = any(reached[village] < feed.head for village, feed in feeds.items())
    return Page(found, cursors_of(feeds, reached), more)


def cursors_of(feeds: Mapping[UUID, Feed], reached: Mapping[UUID, int]) -> dict[str, str]:
    """How far each village was read, as the phone is told."""
    return {str(village): cursors.write(feeds[village].epoch, number) for village, number in reached.items()}


def _moved(village: UUID, after: int, up_to: int, kind: Kind | None) -> list[Told]:
    stretch = LedgerEntry.objects.filter(village=village, number__gt=after, number__lte=up_to)
    names = set(stretch.values_list("kind", flat=True).distinct()) if kind is None else {kind.name}
    return documents.moved_between(village, after, up_to, [one for one in kinds.every() if one.name in names])
