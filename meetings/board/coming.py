"""Meetings that a village plans; of those with a day what a calendar tells: what kind, on which day, where."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import F, Q, QuerySet

from backend.kernel import clock
from meetings.models import Meeting
from meetings.sections.record import label
from meetings.terms import MeetingStatus
from villages.models import Village

MOST = 50


@dataclass(frozen=True, slots=True)
class Coming:
    """One planned meeting as anybody may know it."""

    id: UUID
    version: int
    kind: str
    fiscal_year: int | None
    on: date
    place: str


def planned(village: Village) -> QuerySet[Meeting]:
    """The meetings that the village plans from today on or without a day yet, the nearest first. One query."""
    midnight = datetime.combine(clock.today(village.timezone), time.min, tzinfo=village.timezone)
    found = Meeting.objects.filter(village=village, status=MeetingStatus.PLANNED, deleted_at__isnull=True)
    still = found.filter(Q(planned_start__gte=midnight) | Q(planned_start__isnull=True))
    return still.order_by(F("planned_start").asc(nulls_last=True), "id")


def dated(village: Village) -> list[Coming]:
    """The planned meetings that have a day, as a calendar may know them. One query."""
    found = planned(village).filter(planned_start__isnull=False)
    return [
        Coming(
            one.id,
            one.version,
            label(one, "type"),
            one.fiscal_year,
            one.planned_start.astimezone(village.timezone).date(),
            one.place,
        )
        for one in found[:MOST]
    ]
