"""Verb: seal what every ledger says at the end of a day in the digest of its kabupaten, and look whether it still does.

Rows are the record of work to do: a day without a digest is found again at the next sweep.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from backend.kernel import canonical, ids, merkle
from sync.kept import Fault
from sync.models import Feed, LedgerEntry
from villages.board import digests
from villages.board.publish import Stamp
from villages.board.seals import Row
from villages.models import DailyDigest, Publication
from villages.rules import KABUPATEN


def sweep() -> int:
    """Makes the digests of ended days that are not there yet; answers how many."""
    return sum(_catch_up(kabupaten) for kabupaten in _kabupaten())


def heads_at(kabupaten: str, moment: datetime) -> dict[UUID, Stamp]:
    """The newest entry before a moment of every ledger of a kabupaten that had one. One query."""
    before = LedgerEntry.objects.filter(village=OuterRef("pk"), received_at__lt=moment).order_by("-number")
    feeds = Feed.objects.filter(head__gt=0, village__region__code__startswith=f"{kabupaten}.").annotate(
        number=Subquery(before.values("number")[:1]), hash=Subquery(before.values("hash")[:1])
    )
    found = feeds.filter(number__isnull=False).values_list("pk", "number", "hash")
    return {village: Stamp(number, head) for village, number, head in found}


def faults(kabupaten: str | None = None, *, copy: Mapping[str, str] | None = None) -> Iterator[Fault]:
    """Where ledgers, publications and digests do not say the same; none where all is whole.

    A village is named once, with the first day that it no longer agrees with: what earlier digests sealed is whole.
    ``copy`` holds values of one kabupaten by day, as somebody noted them outside; that is what the operator of the
    database can't rewrite.
    """
    every = DailyDigest.objects.order_by("kabupaten", "day").select_related("same_as")
    told: set[str] = set()
    before: DailyDigest | None = None
    noted = dict(copy or {})
    for digest in (every.filter(kabupaten=kabupaten) if kabupaten else every).iterator(50):
        before = before if before and before.kabupaten_id == digest.kabupaten_id else None
        day = f"{digest.kabupaten_id} {digest.day}"
        yield from (Fault(day, what) for what in digests.wrong_with(digest, before))
        if noted.pop(digest.day.isoformat(), digest.value) != digest.value:
            yield Fault(day, "its value is not the one in the copy")
        if digest.leaves is not None:
            yield from _disagreeing(day, digests.rows_of(digest), told)
        before = digest
    yield from (Fault(f"{kabupaten} {day}", "stands in the copy and not here") for day in sorted(noted))
    yield from _torn(kabupaten)


def _catch_up(kabupaten: str) -> int:
    made = [
        digests.make(kabupaten, day, heads_at(kabupaten, digests.end_of(kabupaten, day)))
        for day in digests.missing(kabupaten)
    ]
    return len([one for one in made if one is not None])


def _kabupaten() -> list[str]:
    """Where anything was ever recorded. One query."""
    recorded = Feed.objects.filter(head__gt=0).annotate(kabupaten=Substr(F("village__region_id"), 1, KABUPATEN))
    return sorted(set(recorded.values_list("kabupaten", flat=True)))


def _disagreeing(day: str, rows: Iterable[Row], told: set[str]) -> Iterator[Fault]:
    """What villages say otherwise today. One query a village that changed since the digest before, and one for all."""
    new = [row for row in rows if row[0] not in told]
    stored = _entries(new)
    for row in new:
        village, number, head, size, root = row
        if number and stored.get((village, number)) != head:
            told.add(village)
            yield Fault(f"{day} {village}", f"the ledger up to entry {number} is not what was sealed that day")
        elif merkle.root(digests.leaves_of(UUID(village), most=size)).hex() != root:
            told.add(village)
            yield Fault(f"{day} {village}", f"the first {size} publications are not what was sealed that day")


def _entries(rows: Iterable[Row]) -> dict[tuple[str, int], str]:
    """The hashes of ledger entries by village and number. One query."""
    wanted = [(UUID(village), number) for village, number, *_rest in rows if number]
    found = LedgerEntry.objects.filter(pk__in=wanted).values_list("village_id", "number", "hash")
    return {(str(village), number): head for village, number, head in found} if wanted else {}


def _torn(kabupaten: str | None) -> Iterator[Fault]:
    """Publications whose content is not what their digest and code stand for."""
    every: QuerySet[Publication, Any] = Publication.objects.order_by("village", "number")
    chosen = every.filter(village__region__code__startswith=f"{kabupaten}.") if kabupaten else every
    for one in chosen.iterator(50):
        digest = canonical.digest(one.snapshot)
        if (one.digest, one.short_code) != (digest, ids.spoken_code(bytes.fromhex(digest))):
            yield Fault(f"{one.village_id} #{one.number}", "the publication is not what its digest stands for")
