"""The daily digest of a kabupaten: made once when a day has ended there, found again where a day was left out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from backend.kernel import clock, merkle
from villages import rules
from villages.board import seals
from villages.board.publish import Stamp
from villages.board.seals import Day, Row
from villages.board.site import due
from villages.models import DailyDigest, Publication
from villages.models.daily import FIRST
from villages.terms import ZONE_NAMES

ONE_DAY = timedelta(days=1)


def zone_of(kabupaten: str) -> ZoneInfo:
    """The clock by which its days end."""
    return ZoneInfo(ZONE_NAMES[rules.zone_of(kabupaten)])


def end_of(kabupaten: str, day: date) -> datetime:
    """The moment at which a day is over there."""
    return datetime.combine(day + ONE_DAY, time.min, tzinfo=zone_of(kabupaten))


def missing(kabupaten: str) -> list[date]:
    """The ended days without a digest, oldest first; before the first digest only yesterday. One query."""
    yesterday = clock.today(zone_of(kabupaten)) - ONE_DAY
    last = DailyDigest.objects.filter(kabupaten=kabupaten).order_by("-day").values_list("day", flat=True).first()
    first = yesterday if last is None else last + ONE_DAY
    return [first + ONE_DAY * number for number in range((yesterday - first).days + 1)]


def make(kabupaten: str, day: date, heads: Mapping[UUID, Stamp]) -> DailyDigest | None:
    """The digest over ``heads`` and everything published by the end of ``day``; ``None`` before there is anything.

    Made once: who comes second gets what is there. Raises ``ValueError`` where the day before has none yet.
    """
    found = DailyDigest.objects.filter(kabupaten=kabupaten, day=day).first()
    if found is not None:
        return found
    before = DailyDigest.objects.filter(kabupaten=kabupaten).order_by("-day").first()
    if before is not None and before.day != day - ONE_DAY:
        raise ValueError(f"{kabupaten} {day}: the last digest is of {before.day}")
    rows = _rows(kabupaten, heads, end_of(kabupaten, day))
    if not rows and before is None:
        return None
    head = Day(kabupaten, day, len(rows), seals.root_of(rows), before.value if before else FIRST)
    try:
        with transaction.atomic():
            made = _store(head, rows, before)
            due.mark_area(kabupaten)
            return made
    except IntegrityError:
        return DailyDigest.objects.get(kabupaten=kabupaten, day=day)


def rows_of(digest: DailyDigest) -> list[Row]:
    """The leaves of a digest. At most one query."""
    kept = digest.leaves if digest.same_as is None else digest.same_as.leaves
    return [(village, number, head, size, root) for village, number, head, size, root in kept or []]


def leaves_of(village: UUID, *, most: int) -> list[bytes]:
    """The leaves of a village's first publications. One query."""
    return [_leaf(one) for one in _published().filter(village=village, number__lte=most).order_by("number")]


def wrong_with(digest: DailyDigest, before: DailyDigest | None) -> Iterator[str]:
    """What of a digest does not hold by itself or does not follow the one of the day before."""
    rows = rows_of(digest)
    head = Day(digest.kabupaten_id, digest.day, digest.size, digest.root, digest.previous)
    if (digest.size, digest.root) != (len(rows), seals.root_of(rows)):
        yield "its leaves do not lead to its root"
    if digest.value != head.value:
        yield "its value does not stand for it"
    if digest.previous != (before.value if before else FIRST):
        yield "it does not follow the digest of the day before"
    if before is not None and digest.day != before.day + ONE_DAY:
        yield f"the digest of {before.day + ONE_DAY} is missing"


def _store(head: Day, rows: Sequence[Row], before: DailyDigest | None) -> DailyDigest:
    same = before is not None and before.root == head.root
    return DailyDigest.objects.create(
        kabupaten_id=head.kabupaten,
        day=head.day,
        size=head.size,
        root=head.root,
        previous=head.previous,
        value=head.value,
        leaves=None if same else rows,
        same_as=(before.same_as or before) if same and before else None,
        made_at=clock.now(),
    )


def _rows(kabupaten: str, heads: Mapping[UUID, Stamp], until: datetime) -> list[Row]:
    trees: dict[UUID, list[bytes]] = defaultdict(list)
    published = _published().filter(village__region__code__startswith=f"{kabupaten}.", published_at__lt=until)
    for one in published.order_by("village", "number").iterator():
        trees[one.village_id].append(_leaf(one))
    known = sorted({*trees, *heads}, key=str)
    return [_row(village, heads.get(village, Stamp(0, FIRST)), trees[village]) for village in known]


def _row(village: UUID, head: Stamp, tree: list[bytes]) -> Row:
    return str(village), head.number, head.hash, len(tree), merkle.root(tree).hex()


def _published() -> QuerySet[Publication]:
    return Publication.objects.defer("snapshot").annotate(supersedes_number=F("supersedes__number"))


def _leaf(publication: Publication) -> bytes:
    number: int | None = publication.supersedes_number  # type: ignore[attr-defined]
    return seals.publication_leaf(seals.facts_of(publication, supersedes=number))
