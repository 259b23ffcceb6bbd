"""What waits at the desk: meetings of an officer's area, the longest overdue first, with what tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lokal.holidays import HOLIDAY_YEARS, get_holidays

from backend.kernel import clock
from meetings import rules
from meetings.models import Meeting, Session
from meetings.queries import Key, turnouts_of
from meetings.rules import Turnout
from meetings.terms import MeetingStatus, SessionOutcome
from sync import kinds
from villages.models import RuleSet, Village

STATES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "menunggu": (_("Menunggu diperiksa"), (MeetingStatus.SUBMITTED,)),
    "dikembalikan": (_("Dikembalikan"), (MeetingStatus.RETURNED,)),
    "terbit": (_("Terbit"), (MeetingStatus.PUBLISHED, MeetingStatus.CORRECTED)),
}
"""The word in the address -> what it is called, and the states of a meeting that it shows."""
WORKING_DAYS = 7
"""So many working days the desk takes at most, where the meeting's own rules say nothing else (domain §7)."""
KABUPATEN = len("32.05")


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

    @property
    def days(self) -> int:
        """How many days it has waited."""
        return 0 if self.since is None else (self.today - self.since).days

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and self.today > self.due_on

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


def counts(villages: QuerySet[Village]) -> dict[str, int]:
    """How many meetings are in each of the ``STATES``. One query."""
    sums = {name: Count("id", filter=Q(status__in=states)) for name, (_label, states) in STATES.items()}
    return Meeting.objects.filter(village__in=villages, deleted_at__isnull=True).aggregate(**sums)


def in_state(villages: QuerySet[Village], state: str, *, name: str = "") -> QuerySet[Meeting]:
    """The meetings of these villages in one of the ``STATES``, what waits longest first. One query when evaluated."""
    _label, states = STATES[state]
    found = Meeting.objects.filter(village__in=villages, status__in=states, deleted_at__isnull=True)
    if name:
        found = found.filter(Q(village__region__name__icontains=name) | Q(village__region__code__startswith=name))
    waited = Coalesce(F("submitted_at"), F("reviewed_at"))
    order = waited.asc(nulls_last=True) if state == "menunggu" else F("reviewed_at").desc(nulls_last=True)
    return found.select_related("village__region__parent").order_by(order, "village", "id")


def described(meetings: Sequence[Meeting]) -> list[Waiting]:
    """These meetings with sums of what was recorded. Five queries, whatever their number."""
    turnouts = turnouts_of(meetings)
    rows = {
        key: Waiting(one, clock.today(one.village.timezone), turnouts[key])
        for one in meetings
        for key in [(one.village_id, one.id)]
    }
    _add_days(rows)
    _add_money(rows)
    return list(rows.values())


Rows = dict[Key, Waiting]


def _of(rows: Rows, model: Any) -> QuerySet[Any]:
    """The rows of ``model`` that hang on these meetings."""
    villages, meetings = {village for village, _ in rows}, {meeting for _, meeting in rows}
    found: QuerySet[Any] = model._default_manager.filter(
        village__in=villages, meeting__in=meetings, deleted_at__isnull=True
    )
    return found.order_by()


def _add_days(rows: Rows) -> None:
    held_sittings = _of(rows, Session).filter(outcome=SessionOutcome.HELD)
    sittings = held_sittings.values_list("village", "meeting").annotate(first=Min("started_at"))
    first = {(village, meeting): moment for village, meeting, moment in sittings}
    years = {row.today.year for row in rows.values()}
    off = _days_off({row.meeting.village.code[:KABUPATEN] for row in rows.values()}, years)
    for key, row in rows.items():
        zone = row.meeting.village.timezone
        held = first.get(key) or row.meeting.planned_start
        row.held_on = held and held.astimezone(zone).date()
        if row.meeting.submitted_at is not None:
            days = (row.meeting.rules or {}).get("report_working_days") or WORKING_DAYS
            row.since = row.meeting.submitted_at.astimezone(zone).date()
            row.due_on = rules.report_due_on(
                row.since, days, off.get(row.meeting.village.code[:KABUPATEN], frozenset())
            )


def _days_off(kabupaten: set[str], years: set[int]) -> dict[str, frozenset[date]]:
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


def _add_money(rows: Rows) -> None:
    """The sum of the activities. The kind belongs to a floor above, so it is found in the register."""
    kind = kinds.find("budget_item")
    if kind is None:
        return
    sums = _of(rows, kind.model).exclude(state="dropped").values_list("village", "meeting").annotate(sum=Sum("amount"))
    for village, meeting, amount in sums:
        if (village, meeting) in rows:
            rows[village, meeting].amount = amount or 0
