"""What waits at the desk: meetings of an officer's area, the longest overdue first, with what tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from meetings import rules, taking
from meetings.models import Meeting, Session, Taking
from meetings.queries import Key, days_off, turnouts_of
from meetings.rules import Turnout
from meetings.terms import MeetingStatus, SessionOutcome
from sync import kinds, waiting
from villages.models import StoredFinding, Village
from villages.rules import KABUPATEN
from villages.terms import Severity

STATES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "menunggu": (_("Menunggu diperiksa"), (MeetingStatus.SUBMITTED,)),
    "dikembalikan": (_("Dikembalikan"), (MeetingStatus.RETURNED,)),
    "terbit": (_("Terbit"), (MeetingStatus.PUBLISHED, MeetingStatus.CORRECTED)),
}
"""The word in the address -> what it is called, and the states of a meeting that it shows."""
MEETING = "meeting"
"""A meeting as the register of sections calls it."""
WORKING_DAYS = 7
"""So many working days the desk takes at most, where the meeting's own rules say nothing else (domain §7)."""


@dataclass(slots=True)
class Waiting:
    """One meeting of the queue."""

    meeting: Meeting
    today: date
    turnout: Turnout
    held_on: date | None = None
    since: date | None = None
    due_on: date | None = None
    amount: int = 0
    takings: list[Taking] = field(default_factory=list)
    found: int = 0
    grave: int = 0

    @property
    def days(self) -> int:
        """How many days it has waited."""
        return 0 if self.since is None else (self.today - self.since).days

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.today > self.due_on

    @property
    def clean(self) -> bool:
        """Whether what the queue knows says nothing against it."""
        return not self.flags and not self.found

    @property
    def urgency(self) -> tuple[bool, int, int, int, date, str]:
        """Overdue first, then the gravest and most findings, then the most money, then the longest wait."""
        since = self.since or self.today
        return (not self.overdue, -self.grave, -self.found, -self.amount, since, str(self.meeting.id))

    @property
    def needed(self) -> int:
        """How many had to come."""
        return rules.needed_for_quorum(self.turnout.invited, *self._fraction)

    @property
    def flags(self) -> list[str | Promise]:
        """What the turnout alone already says against it; the meeting's page knows the rest."""
        found: list[str | Promise] = []
        numerator, denominator = self._fraction
        if not rules.has_quorum(
            present=self.turnout.deciding,
            invited=self.turnout.invited,
            numerator=numerator,
            denominator=denominator,
        ):
            found.append(_("kuorum belum terpenuhi"))
        minimum = (self.meeting.rules or {}).get("minimum_women_percent")
        if rules.too_few_women(women=self.turnout.women, present=self.turnout.present, minimum_percent=minimum):
            found.append(_("perempuan kurang"))
        return found

    @property
    def _fraction(self) -> tuple[int | None, int | None]:
        said = self.meeting.rules or {}
        return said.get("quorum_numerator"), said.get("quorum_denominator")


@dataclass(frozen=True, slots=True)
class Overview:
    """How many meetings are in each of the ``STATES``, and by village's name which entries somebody must decide on."""

    states: dict[str, int]
    undecided: dict[str, dict[str, int]]


def overview(villages: QuerySet[Village]) -> Overview:
    """What is to do in these villages, in figures. One query."""
    meetings = (
        Meeting.objects.filter(village__in=villages, deleted_at__isnull=True)
        .order_by()
        .values(word=Value("status"), name=F("status"))
        .annotate(count=Count("pk"))
        .values_list("word", "name", "count")
    )
    status: dict[str, int] = {}
    undecided: dict[str, dict[str, int]] = {}
    for word, name, count in meetings.union(waiting.counted(villages), all=True):
        if word == "status":
            status[name] = count
        else:
            undecided.setdefault(name, {})[word] = count
    sums = {name: sum(status.get(one, 0) for one in states) for name, (_label, states) in STATES.items()}
    return Overview(sums, dict(sorted(undecided.items())))


def in_state(villages: QuerySet[Village], state: str, *, name: str = "") -> QuerySet[Meeting]:
    """The meetings of these villages in one of the ``STATES``, what waits longest first. One query when evaluated."""
    _label, states = STATES[state]
    found = Meeting.objects.filter(village__in=villages, status__in=states, deleted_at__isnull=True)
    if name:
        found = found.filter(Q(village__region__name__icontains=name) | Q(village__region__code__startswith=name))
    waited = Coalesce(F("submitted_at"), F("reviewed_at"))
    order = waited.asc(nulls_last=True) if state == "menunggu" else F("reviewed_at").desc(nulls_last=True)
    summed = found.annotate(
        first_sitting=_first_sitting(), amount_=_amount(), found=_findings(), grave=_findings(Severity.GRAVE)
    )
    return summed.select_related("village__region__parent").order_by(order, "village", "id")


def _first_sitting() -> Subquery:
    return Subquery(
        _hanging(Session)
        .filter(outcome=SessionOutcome.HELD)
        .values("meeting")
        .annotate(n=Min("started_at"))
        .values("n")
    )


def _amount() -> Any:
    """The sum of the activities. The kind belongs to a floor above, so it is found in the register."""
    kind = kinds.find("budget_item")
    if kind is None:
        return Value(0)
    return Subquery(
        _hanging(kind.model).exclude(state="dropped").values("meeting").annotate(n=Sum("amount")).values("n")
    )


def _findings(*severities: Severity) -> Coalesce:
    """How many findings stand open, as the meeting was last looked over."""
    rows = StoredFinding.objects.filter(
        ~Q(dismissed_digest=F("digest")),
        village=OuterRef("village"),
        subject_kind=MEETING,
        subject_key=OuterRef("id"),
        gone_at__isnull=True,
    )
    wanted = rows.filter(severity__in=severities) if severities else rows
    return Coalesce(Subquery(wanted.order_by().values("subject_key").annotate(n=Count("pk")).values("n")), 0)


def _hanging(model: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = model._default_manager.filter(
        village=OuterRef("village"), meeting=OuterRef("id"), deleted_at__isnull=True
    )
    return found.order_by()


def described(meetings: Sequence[Meeting]) -> list[Waiting]:
    """These meetings of ``in_state`` with sums of what was recorded. Three queries, whatever their number."""
    turnouts = turnouts_of(meetings)
    rows = {
        key: Waiting(one, clock.today(one.village.timezone), turnouts[key])
        for one in meetings
        for key in [(one.village_id, one.id)]
    }
    _add_days(rows)
    held = taking.takings_of(meetings)
    for key, row in rows.items():
        row.takings = held.get(key, [])
        row.amount = getattr(row.meeting, "amount_", None) or 0
        row.found, row.grave = getattr(row.meeting, "found", 0), getattr(row.meeting, "grave", 0)
    return list(rows.values())


def by_urgency(villages: QuerySet[Village], *, name: str = "", taken_by: UUID | None = None) -> list[Waiting]:
    """All that waits in these villages, the most urgent first. Four queries, whatever their number."""
    found = in_state(villages, "menunggu", name=name)
    if taken_by is not None:
        mine = Taking.objects.filter(by=taken_by, village=OuterRef("village"), meeting=OuterRef("id"))
        found = found.filter(Exists(mine))
    return sorted(described(list(found)), key=lambda row: row.urgency)


Rows = dict[Key, Waiting]


def _add_days(rows: Rows) -> None:
    years = {row.meeting.submitted_at.year for row in rows.values() if row.meeting.submitted_at is not None}
    off = days_off({row.meeting.village.code[:KABUPATEN] for row in rows.values()}, years)
    for row in rows.values():
        zone = row.meeting.village.timezone
        held = getattr(row.meeting, "first_sitting", None) or row.meeting.planned_start
        row.held_on = held and held.astimezone(zone).date()
        if row.meeting.submitted_at is not None:
            days = (row.meeting.rules or {}).get("report_working_days") or WORKING_DAYS
            row.since = row.meeting.submitted_at.astimezone(zone).date()
            row.due_on = rules.report_due_on(
                row.since, days, off.get(row.meeting.village.code[:KABUPATEN], frozenset())
            )
