"""Whose files are behind: marked in the transaction of a change, found by the sweep where the message was lost."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from backend.kernel import clock
from villages.board import drawing
from villages.models import BoardFiles, Publication
from villages.terms import ZONE_NAMES

LEASE = timedelta(minutes=10)
"""Whoever writes longer than this for one village is taken for dead."""


def mark(village: UUID) -> None:
    """Says, in the caller's transaction, that the village's pages changed. One query; none where no files are kept."""
    if not settings.STATIC_BOARDS:
        return
    rows = BoardFiles.objects.filter(village_id=village)
    if not rows.update(wanted=F("wanted") + 1):
        BoardFiles.objects.get_or_create(village_id=village)
    nudge = current_app.tasks["villages.tasks.render_board"].delay
    transaction.on_commit(lambda: nudge(str(village)), robust=True)  # where it is lost, the sweep finds it


def mark_area(code: str) -> None:
    """Says, in the caller's transaction, that something changed that every village of an area shows. One query."""
    if settings.STATIC_BOARDS:
        BoardFiles.objects.filter(village__region__code__startswith=f"{code}.").update(wanted=F("wanted") + 1)


def enrol() -> None:
    """Every village that ever published something has files from now on. Two queries."""
    without = Publication.objects.filter(village__board_files__isnull=True).values_list("village_id", flat=True)
    BoardFiles.objects.bulk_create(
        [BoardFiles(village_id=one) for one in without.distinct().order_by()], batch_size=500, ignore_conflicts=True
    )


def behind(*, most: int) -> list[UUID]:
    """Villages whose files are older than their last change, then those not looked at today. At most two queries.

    Once a day, after its own midnight, each village is looked at; and after an upgrade, since pages may look otherwise.
    """
    changed = list(_changed().values_list("village_id", flat=True)[:most])
    others = _free().exclude(village_id__in=changed).filter(_not_looked_at()).order_by("looked_on")
    return changed + list(others.values_list("village_id", flat=True)[: most - len(changed)])


def is_behind(village: UUID) -> bool:
    """Whether something changed that no file shows yet. One query."""
    return _changed().filter(village_id=village).exists()


def take(village: UUID) -> BoardFiles | None:
    """The files of a village for the caller alone; ``None`` where somebody else has them. Two queries."""
    now = clock.now()
    if not _free().filter(village_id=village).update(taken_until=now + LEASE):
        return None
    return BoardFiles.objects.get(village_id=village)


def give_back(village: UUID) -> None:
    """Lets others have them. One query."""
    BoardFiles.objects.filter(village_id=village).update(taken_until=None)


def _free() -> QuerySet[BoardFiles]:
    return BoardFiles.objects.filter(Q(taken_until__isnull=True) | Q(taken_until__lt=clock.now()))


def _changed() -> QuerySet[BoardFiles]:
    return _free().filter(wanted__gt=F("made"))


def _not_looked_at() -> Q:
    due = Q(looked_on__isnull=True) | ~Q(drawn_with=drawing.of_pages())
    for zone, name in ZONE_NAMES.items():
        due |= Q(village__zone=zone, looked_on__lt=clock.today(ZoneInfo(name)))
    return due
