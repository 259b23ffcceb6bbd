"""Plan against reality: the activities of a village's year with what was reported on each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from budgets import rules, works
from budgets.models import BudgetItem, Funding, ProgressReport
from budgets.terms import IN_BUDGET, ItemState, Mark
from budgets.totals import MEN, POOR, WOMEN, Part
from meetings.models import Meeting, Photo

PLANNED = frozenset({ItemState.ADOPTED, ItemState.IN_PLAN})
LAST = "9"
"""Where activities without an account code stand: behind the five fields of work."""


@dataclass(slots=True)
class Line:
    """One activity of the year: what was planned, what was reported (by day), which photographs show it."""

    item: BudgetItem
    funding: list[Funding] = field(default_factory=list)
    reports: list[ProgressReport] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def work(self) -> works.Work:
        """The plain facts that the rules ask for."""
        item = self.item
        told = [works.Report(one.reported_on, one.physical_percent, one.spent) for one in self.reports]
        return works.Work(item.fiscal_year or 0, item.amount or 0, item.state, item.start_month, item.end_month, told)

    @property
    def amount(self) -> int:
        return self.item.amount or 0

    @property
    def state_label(self) -> str:
        return str(ItemState(self.item.state).label) if self.item.state else ""

    @property
    def spent(self) -> int | None:
        return self.work.spent

    @property
    def left(self) -> int | None:
        """What is not spent yet, below zero where too much was; ``None`` where nothing was said."""
        return None if self.spent is None else self.amount - self.spent

    @property
    def percent(self) -> int | None:
        return self.work.percent

    @property
    def reported_on(self) -> date | None:
        return self.reports[-1].reported_on if self.reports else None

    @property
    def field(self) -> str:
        """The field of work, ``""`` without a code."""
        return rules.field_of(self.item.account)

    @property
    def part(self) -> Part:
        """The plain facts that totals ask for."""
        one = self.item
        people = {
            MEN: one.beneficiaries_male or 0,
            WOMEN: one.beneficiaries_female or 0,
            POOR: one.beneficiaries_poor_households or 0,
        }
        return Part(
            amount=self.amount,
            field=self.field,
            hamlet=one.hamlet,
            sector=one.sector,
            goals=tuple(sorted(one.sdgs)),
            people=people,
            sources=tuple((fund.source, fund.amount or 0) for fund in self.funding),
        )


@dataclass(frozen=True, slots=True)
class Year:
    """A village's fiscal year; ``budgeted``: these are activities of the APB Desa, else of the plan before it."""

    fiscal_year: int
    lines: list[Line]
    budgeted: bool

    @property
    def planned(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def spent(self) -> int:
        """What the newest reports say together; an activity without one spent nothing that is known."""
        return sum(line.spent or 0 for line in self.lines)

    @property
    def left(self) -> int:
        return self.planned - self.spent

    @property
    def reported(self) -> int:
        return sum(bool(line.reports) for line in self.lines)

    @property
    def finished(self) -> int:
        return sum(line.work.finished for line in self.lines)

    @property
    def marked(self) -> Counter[str]:
        """How many activities carry each mark."""
        return Counter(mark.value for line in self.lines for mark in line.marks)


def year_of(village: UUID, fiscal_year: int, today: date, *, pictures: bool = False) -> Year:
    """The activities of the year's budget by account code, with their marks. Three to five queries.

    Those of the APB Desa and any that was reported on; where there is no APB Desa yet, the plan of the last meeting
    that adopted one.
    """
    return years_of(village, [fiscal_year], today, pictures=pictures)[fiscal_year]


def years_of(village: UUID, years: Iterable[int], today: date, *, pictures: bool = False) -> dict[int, Year]:
    """The same for several years, in as many queries."""
    wanted = list(years)
    items = list(
        BudgetItem.objects.filter(village=village, fiscal_year__in=wanted, deleted_at__isnull=True).exclude(
            state__in=[ItemState.PROPOSED, ItemState.DROPPED]
        )
    )
    lines = {one.id: Line(one) for one in items}
    _hang(village, lines, pictures=pictures)
    for line in lines.values():
        line.marks = works.marks(line.work, today)
    by_year: dict[int, list[Line]] = defaultdict(list)
    for line in lines.values():
        by_year[line.item.fiscal_year].append(line)
    return {year: _year(village, year, by_year[year]) for year in wanted}


def known_years(village: UUID) -> list[int]:
    """The fiscal years of which the village recorded activities. One query."""
    found = BudgetItem.objects.filter(village=village, fiscal_year__isnull=False, deleted_at__isnull=True)
    return sorted(found.order_by().values_list("fiscal_year", flat=True).distinct())


def _hang(village: UUID, lines: dict[UUID, Line], *, pictures: bool) -> None:
    """Two queries, three with photographs."""
    funding = Funding.objects.filter(village=village, budget_item__in=list(lines), deleted_at__isnull=True)
    for one in funding.order_by("source", "carried_over", "id"):
        lines[one.budget_item].funding.append(one)
    reports = ProgressReport.objects.filter(village=village, budget_item__in=list(lines), deleted_at__isnull=True)
    owner = {}
    for report in reports.order_by(F("reported_on").asc(nulls_first=True), "id"):
        lines[report.budget_item].reports.append(report)
        owner[report.id] = lines[report.budget_item]
    if pictures and owner:
        found = Photo.objects.filter(village=village, progress_report__in=list(owner), deleted_at__isnull=True)
        for photo in found.order_by("taken_at", "id"):
            owner[photo.progress_report].photos.append(photo)


def _year(village: UUID, year: int, lines: Sequence[Line]) -> Year:
    budget = [line for line in lines if line.item.state in IN_BUDGET]
    kept = [line for line in lines if line.item.state in IN_BUDGET or line.reports]
    if not budget:
        last = _last_meeting({line.item.meeting for line in lines}, village)
        kept = [line for line in lines if line.item.meeting == last or line.reports]
    return Year(year, sorted(kept, key=_place), bool(budget))


def _last_meeting(meetings: set[Any], village: UUID) -> UUID | None:
    """The latest of these meetings. At most one query."""
    if len(meetings) < 2:
        return next(iter(meetings), None)
    found = Meeting.objects.filter(village=village, id__in=[one for one in meetings if one], deleted_at__isnull=True)
    return found.order_by(F("planned_start").asc(nulls_first=True), "id").values_list("id", flat=True).last()


def _place(line: Line) -> tuple[str, str, int, UUID]:
    return (line.field or LAST, rules.normalised(line.item.account), line.item.order or 0, line.item.id)
