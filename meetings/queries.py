"""Reads of deliberations that several places need."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Q, Sum

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
from meetings.terms import THERE, Capacity, SessionOutcome
from sync.models import SyncedRecord

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
    """How many were invited to each meeting and came. Two queries."""
    wanted = Q(
        village__in={one.village_id for one in meetings},
        meeting__in={one.id for one in meetings},
        deleted_at__isnull=True,
    )
    listed: dict[Key, int] = defaultdict(int)
    heads: dict[Key, list[Heads]] = defaultdict(list)
    by_name = Attendance.objects.filter(wanted).values_list("village", "meeting", "gender", "capacity")
    there = Count("id", filter=Q(status__in=THERE))
    for village, meeting, gender, capacity, named, came in by_name.annotate(named=Count("id"), came=there).order_by():
        listed[village, meeting] += named if capacity == Capacity.INVITED else 0
        heads[village, meeting].append(Heads("", gender, capacity=capacity, count=came))
    by_sheet = AttendanceTally.objects.filter(wanted).values_list("village", "meeting", "gender")
    for village, meeting, gender, came in by_sheet.annotate(came=Sum("present")).order_by():
        heads[village, meeting].append(Heads("", gender, count=came or 0))
    return {
        key: rules.turnout(heads[key], listed=listed[key], invited_count=one.invited_count)
        for one in meetings
        for key in [(one.village_id, one.id)]
    }


def _of(meeting: Meeting, model: type[Row], *order: str) -> tuple[Row, ...]:
    """The rows that hang on a meeting. One query."""
    rows = model._default_manager.filter(
        village=meeting.village_id, meeting=meeting.id, deleted_at__isnull=True
    ).order_by(*order)
    return tuple(rows)
