"""The oversight strategy as it goes on: its lines with their dates, who looked when, what was found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from budgets import rounds
from budgets.models import OversightAction, OversightVisit
from budgets.terms import Every, OversightState
from meetings.models import Meeting


@dataclass(slots=True)
class Looked:
    """One time that somebody looked; ``withheld``: the law by which the finding is not public."""

    on: date | None
    finding: str
    follow_up: str
    state: str
    withheld: str

    @property
    def open(self) -> bool:
        return self.state == OversightState.FINDING_OPEN

    @property
    def label(self) -> str:
        return str(OversightState(self.state).label) if self.state else ""


@dataclass(slots=True)
class Watch:
    """A line of the strategy: what is watched, when it is due next, what was found so far."""

    action: OversightAction
    year: int | None
    visits: list[OversightVisit] = field(default_factory=list)
    round: rounds.Round = field(default_factory=rounds.Round)

    @property
    def looked(self) -> list[Looked]:
        """What was found, the newest first; the line's own finding is of a day that nobody wrote down."""
        said = [Looked(one.done_on, one.finding, one.follow_up, one.state, one.withheld) for one in self.visits]
        one = self.action
        own = (
            [Looked(None, one.finding, one.follow_up, one.state, one.withheld)]
            if one.finding or one.follow_up or one.state in rounds.LOOKED
            else []
        )
        return [*reversed(said), *own]

    @property
    def open_findings(self) -> list[Looked]:
        return [one for one in self.looked if one.open]

    @property
    def dates(self) -> list[date]:
        """Every date on which somebody should look."""
        return rounds.dates(self.action.due_on, self.action.every, self.year)

    def reckon(self, today: date) -> None:
        """Sets how the watching stands today."""
        once = self.action.every == Every.ONCE
        over = self.action.state in (rounds.LOOKED if once else rounds.OVER)
        days = [one.done_on for one in self.visits if one.done_on is not None]
        self.round = rounds.round_of(self.dates, days, today, over=over)


def strategy_of(village: UUID, today: date, fiscal_year: int | None = None) -> list[Watch]:
    """The lines of a village's strategies (of one fiscal year), the most pressing first. Three queries."""
    meetings = Meeting.objects.filter(village=village, deleted_at__isnull=True)
    if fiscal_year is not None:
        meetings = meetings.filter(fiscal_year=fiscal_year)
    years = dict(meetings.values_list("id", "fiscal_year"))
    return watched(village, years, today)


def watched(village: UUID, years: Mapping[UUID, int | None], today: date) -> list[Watch]:
    """The lines of these meetings (with their fiscal years), the most pressing first. Two queries."""
    found = OversightAction.objects.filter(village=village, meeting__in=list(years), deleted_at__isnull=True)
    lines = {one.id: Watch(one, years.get(one.meeting)) for one in found.order_by("due_on", "id")}
    for visit in visits_of(village, lines):
        lines[visit.oversight_action].visits.append(visit)
    for line in lines.values():
        line.reckon(today)
    return sorted(lines.values(), key=_pressing)


def visits_of(village: UUID, actions: Iterable[UUID]) -> list[OversightVisit]:
    """Who looked at these lines, in the order of the days. One query."""
    found = OversightVisit.objects.filter(village=village, oversight_action__in=list(actions), deleted_at__isnull=True)
    return list(found.order_by("done_on", "id"))


def by_year(lines: Iterable[Watch]) -> dict[int, list[Watch]]:
    """The lines by the fiscal year of their meeting."""
    found: dict[int, list[Watch]] = defaultdict(list)
    for line in lines:
        if line.year is not None:
            found[line.year].append(line)
    return found


def _pressing(line: Watch) -> tuple[bool, bool, date, UUID]:
    due = line.round.next
    return (not line.round.overdue, due is None, due or date.max, line.action.id)
