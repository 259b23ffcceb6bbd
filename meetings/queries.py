"""Reads of deliberations that several places need."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from lokal.holidays import HOLIDAY_YEARS, get_holidays

from meetings import rules
from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceTally,
    Meeting,
    Photo,
    Publicity,
    Remark,
    Session,
    Signature,
)
from meetings.rules import Composition, Heads, Turnout
from meetings.terms import THERE, Capacity, MeetingType, SessionOutcome
from sync.models import SyncedRecord
from villages.models import RuleSet, Village
from villages.rules import KABUPATEN

LASTS = timedelta(hours=3)
"""How long a sitting lasts whose end was not recorded."""

Row = TypeVar("Row", bound=SyncedRecord)
Key = tuple[UUID, UUID]
"""A meeting: its village and its id."""


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting and all that hangs on it in this app, deleted rows left out."""

    meeting: Meeting
    sessions: tuple[Session, ...]
    attendance: tuple[Attendance, ...]
    tallies: tuple[AttendanceTally, ...]
    agenda: tuple[AgendaItem, ...]
    photos: tuple[Photo, ...]
    signatures: tuple[Signature, ...]
    publicity: tuple[Publicity, ...]
    remarks: tuple[Remark, ...]

    @property
    def started_at(self) -> datetime | None:
        """When the first sitting that was held began; before that, when it is planned to."""
        held = (one.started_at for one in self.sessions if one.outcome == SessionOutcome.HELD and one.started_at)
        started: datetime | None = min(held, default=self.meeting.planned_start)
        return started

    @property
    def sittings(self) -> list[tuple[datetime, datetime]]:
        """When people sat together, from when to when."""
        held = [one for one in self.sessions if one.outcome == SessionOutcome.HELD and one.started_at]
        return [(one.started_at, one.ended_at or one.started_at + LASTS) for one in held]

    @property
    def held_on(self) -> date | None:
        """The day of ``started_at`` in the village."""
        started = self.started_at
        return None if started is None else started.astimezone(self.meeting.village.timezone).date()

    @property
    def heads(self) -> list[Heads]:
        """Those who came: from the list by name and from the tallies of a paper sheet."""
        by_name = [
            Heads(one.element, one.gender, one.hamlet, one.capacity) for one in self.attendance if one.status in THERE
        ]
        return by_name + [Heads(one.element, one.gender, count=one.present or 0) for one in self.tallies]

    @property
    def composition(self) -> Composition:
        return rules.composition(self.heads)

    @property
    def turnout(self) -> Turnout:
        listed = sum(one.capacity == Capacity.INVITED for one in self.attendance)
        return rules.turnout(self.heads, listed=listed, invited_count=self.meeting.invited_count)


def file_of(village_id: UUID, meeting_id: UUID) -> MeetingFile:
    """A meeting with all its rows; raises ``Meeting.DoesNotExist``. Nine queries."""
    meeting = Meeting.objects.select_related("village__region").get(
        village=village_id, id=meeting_id, deleted_at__isnull=True
    )
    return MeetingFile(
        meeting=meeting,
        sessions=_of(meeting, Session, "started_at", "id"),
        attendance=_of(meeting, Attendance, "id"),
        tallies=_of(meeting, AttendanceTally, "element", "gender", "id"),
        agenda=_of(meeting, AgendaItem, "order", "id"),
        photos=_of(meeting, Photo, "taken_at", "id"),
        signatures=_of(meeting, Signature, "id"),
        publicity=_of(meeting, Publicity, "published_on", "id"),
        remarks=_of(meeting, Remark, "id"),
    )


def turnouts_of(meetings: Sequence[Meeting]) -> dict[Key, Turnout]:
    """How many were invited to each meeting and came. One query."""
    wanted = Q(
        village__in={one.village_id for one in meetings},
        meeting__in={one.id for one in meetings},
        deleted_at__isnull=True,
    )
    columns = ("village", "meeting", "gender", "capacity_", "named", "came")
    by_name = (
        Attendance.objects.filter(wanted)
        .order_by()
        .values("village", "meeting", "gender", capacity_=F("capacity"))
        .annotate(named=Count("id"), came=Count("id", filter=Q(status__in=THERE)))
        .values_list(*columns)
    )
    by_sheet = (
        AttendanceTally.objects.filter(wanted)
        .order_by()
        .values("village", "meeting", "gender", capacity_=Value(""))
        .annotate(named=Value(0), came=Sum("present"))
        .values_list(*columns)
    )
    listed: dict[Key, int] = defaultdict(int)
    heads: dict[Key, list[Heads]] = defaultdict(list)
    for village, meeting, gender, capacity, named, came in by_name.union(by_sheet, all=True):
        listed[village, meeting] += named if capacity == Capacity.INVITED else 0
        heads[village, meeting].append(Heads("", gender, capacity=capacity, count=came or 0))
    return {
        key: rules.turnout(heads[key], listed=listed[key], invited_count=one.invited_count)
        for one in meetings
        for key in [(one.village_id, one.id)]
    }


def days_off(kabupaten: set[str], years: set[int]) -> dict[str, frozenset[date]]:
    """The nation's holidays and each kabupaten's own. One query."""
    around = {year + shift for year in years for shift in (-1, 0, 1)}
    nation = {
        date.fromisoformat(day.date) for year in around & set(HOLIDAY_YEARS) for day in get_holidays(year).holidays
    }
    own: dict[str, set[date]] = {code: set(nation) for code in kabupaten}
    for code, days in RuleSet.objects.filter(kabupaten__in=kabupaten, year__in=around).values_list(
        "kabupaten", "holidays"
    ):
        own[code] |= {date.fromisoformat(day) for day in days}
    return {code: frozenset(days) for code, days in own.items()}


def started(meetings: QuerySet[Meeting]) -> QuerySet[Any]:
    """Meetings that say as ``began_at`` when their first sitting that was held began. No query of its own."""
    sittings = Session.objects.filter(
        village=OuterRef("village"),
        meeting=OuterRef("id"),
        outcome=SessionOutcome.HELD,
        started_at__isnull=False,
        deleted_at__isnull=True,
    ).order_by("started_at")
    return meetings.annotate(began_at=Subquery(sittings.values("started_at")[:1]))


def day_of(meeting: Meeting) -> date | None:
    """The day of a meeting out of ``started``, in its village; ``None`` where it was not held."""
    began: datetime | None = getattr(meeting, "began_at", None)
    return None if began is None else began.astimezone(meeting.village.timezone).date()


def name_of(meeting: Meeting, home: UUID) -> str:
    """What a meeting is called for officers of ``home``: of another village they learn its kind and no more."""
    return meeting.title if meeting.village_id == home else str(MeetingType(meeting.type).label)


def held_before(file: MeetingFile, *, most: int) -> list[Meeting]:
    """The village's meetings that were held before this one, the latest first. One query."""
    found = started(Meeting.objects.filter(village=file.meeting.village_id, deleted_at__isnull=True))
    earlier = found.filter(began_at__lt=file.started_at).exclude(id=file.meeting.id)
    return list(earlier.select_related("village__region").order_by("-began_at", "id")[:most])


def rule_set_of(village: Village, year: int) -> RuleSet | None:
    """The rules of the village's kabupaten for a year. One query."""
    return RuleSet.objects.filter(kabupaten=village.code[:KABUPATEN], year=year).first()


def _of(meeting: Meeting, model: type[Row], *order: str) -> tuple[Row, ...]:
    """The rows that hang on a meeting. One query."""
    rows = model._default_manager.filter(
        village=meeting.village_id, meeting=meeting.id, deleted_at__isnull=True
    ).order_by(*order)
    return tuple(rows)
