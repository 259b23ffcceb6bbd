"""Reviews of reviews: who accepted what, with what open, how long villages wait; and who looked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from backend.kernel import clock
from meetings.models import Look, Meeting, Verdict
from meetings.review import SUBJECT
from meetings.terms import MeetingStatus, VerdictSaid
from villages.board import findings, sections
from villages.models import User, Village

NEWEST = 200


@dataclass(slots=True)
class Reviewer:
    """What one officer decided in a year."""

    name: str
    accepted: int = 0
    returned: int = 0
    with_findings: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        """How long a village waited for this officer, in days; ``None`` where that is not known."""
        return median(self.days) if self.days else None


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the meeting where it is still there, and what was open against it then, by name."""

    verdict: Verdict
    meeting: Meeting | None
    open: list[str | Promise]


@dataclass(frozen=True, slots=True)
class Overview:
    """A year's decisions in an area: by officer, the newest ones, and how long what waits now has waited (days)."""

    reviewers: list[Reviewer]
    newest: list[Decision]
    waiting: list[int]

    @property
    def median_waiting(self) -> float | None:
        return median(self.waiting) if self.waiting else None


def overview(villages: QuerySet[Village], year: int) -> Overview:
    """The decisions of a calendar year in these villages. Four queries, whatever their number."""
    zone = clock.office_zone()
    begins, ends = (datetime.combine(date(one, 1, 1), time(), zone) for one in (year, year + 1))
    verdicts = list(
        Verdict.objects.filter(village__in=villages, at__gte=begins, at__lt=ends)
        .select_related("by", "village__region")
        .order_by("-at")
    )
    now = clock.now()
    waits = Meeting.objects.filter(village__in=villages, status=MeetingStatus.SUBMITTED, deleted_at__isnull=True)
    since = waits.filter(submitted_at__isnull=False).values_list("submitted_at", flat=True)
    newest, said = verdicts[:NEWEST], findings.sayings(sections.of_subject(SUBJECT))
    return Overview(
        reviewers=sorted(_by_officer(verdicts).values(), key=lambda one: -(one.accepted + one.returned)),
        newest=[
            Decision(one, found, [said[code].name if code in said else code for code in one.findings])
            for one, found in zip(newest, _meetings(newest), strict=True)
        ],
        waiting=[(now - moment).days for moment in since],
    )


def _by_officer(verdicts: Iterable[Verdict]) -> dict[UUID, Reviewer]:
    found: dict[UUID, Reviewer] = {}
    for one in verdicts:
        officer = found.setdefault(one.by_id, Reviewer(one.by.name))
        if one.said == VerdictSaid.ACCEPTED:
            officer.accepted += 1
            officer.with_findings += bool(one.findings)
        else:
            officer.returned += 1
        if one.submitted_at is not None:
            officer.days.append((one.at - one.submitted_at).days)
    return found


def _meetings(verdicts: list[Verdict]) -> list[Meeting | None]:
    rows = Meeting.objects.filter(
        village__in={one.village_id for one in verdicts}, id__in=[one.meeting for one in verdicts]
    )
    known = {(one.village_id, one.id): one for one in rows}
    return [known.get((one.village_id, one.meeting)) for one in verdicts]


def note_look(meeting: Meeting, user: UUID) -> None:
    """Keeps that an inspector looked. One write."""
    note_look_at(meeting.village_id, meeting.id, user)


def note_look_at(village: UUID, what: UUID, user: UUID) -> None:
    """Keeps that an inspector looked at something of a village: a meeting, a year's money. One write."""
    Look.objects.create(village_id=village, meeting=what, by_id=user, at=clock.now())


def looks(villages: QuerySet[Village]) -> list[tuple[User, str, int, datetime]]:
    """Who of the inspectors looked at which village, how often and when last, newest first. One query."""
    rows = Look.objects.filter(village__in=villages).select_related("by", "village__region").order_by("-at")
    counted: Counter[tuple[Any, str]] = Counter()
    last: dict[tuple[Any, str], tuple[User, datetime]] = {}
    for one in rows[: NEWEST * 5]:
        key = (one.by_id, one.village.name)
        counted[key] += 1
        last.setdefault(key, (one.by, one.at))
    return [(user, village, counted[key], at) for key, (user, at) in last.items() for village in [key[1]]]
