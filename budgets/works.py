"""Plan against reality: when an activity is late, behind, stuck, or its money runs ahead. Plain values, amounts in sen.

The marks tell; they never block and never decide.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from budgets.terms import ItemState, Mark

WHOLE = 100
FINISHED = frozenset({ItemState.DONE, ItemState.ACCOUNTED_FOR})
BEHIND = 30
"""Points of a hundred below the straight line of the planned months: one customary step of payment (0, 30, 80, 100).
Heuristic: work is no straight line, and rain is no fault."""
SILENT = timedelta(days=60)
"""Two months without a report while work should be going on. Heuristic: nothing asks for a monthly report."""
AHEAD = 30
"""Points by which the share of the money spent may run ahead of the work: a first payment (30 %) before work begins."""


@dataclass(frozen=True, slots=True)
class Report:
    """One word on an activity: how far (percent), how much was spent so far; ``None`` where that was not said."""

    on: date | None
    percent: int | None
    spent: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An activity as it was planned, with its reports in the order of their days."""

    year: int
    amount: int
    state: str = ItemState.IN_BUDGET
    start_month: int | None = None
    end_month: int | None = None
    reports: Sequence[Report] = ()

    @property
    def percent(self) -> int | None:
        """How far it is by the newest report that says so."""
        return next((one.percent for one in reversed(self.reports) if one.percent is not None), None)

    @property
    def spent(self) -> int | None:
        """What was spent by the newest report that says so."""
        return next((one.spent for one in reversed(self.reports) if one.spent is not None), None)

    @property
    def finished(self) -> bool:
        return self.state in FINISHED or self.percent == WHOLE

    @property
    def begins(self) -> date | None:
        """The first day of its months."""
        return date(self.year, self.start_month, 1) if self.start_month else None

    @property
    def ends(self) -> date | None:
        """The last day of its months."""
        return date(self.year, self.end_month, monthrange(self.year, self.end_month)[1]) if self.end_month else None


def marks(work: Work, today: date) -> list[Mark]:
    """What is to be said of an activity today, the gravest first; nothing of one that was dropped.

    Sources: the months of the RKP matrix (Permendagri 114/2014, Lampiran); the APB Desa is the most that may be
    spent (Permendagri 20/2018); who watches are BPD, camat and citizens (Permendagri 73/2020). Thresholds: heuristics.
    """
    if work.state == ItemState.DROPPED:
        return []
    found = {
        Mark.OVERSPENT: overspent(work),
        Mark.LATE: late(work, today),
        Mark.MONEY_AHEAD: money_ahead(work),
        Mark.BACKWARDS: backwards(work.reports),
        Mark.BEHIND: not late(work, today) and behind(work, today),
        Mark.STUCK: stuck(work, today),
    }
    return [mark for mark, holds in found.items() if holds]


def late(work: Work, today: date) -> bool:
    """Whether its last month is over and it is not finished; without a last month nothing is late."""
    return work.ends is not None and today > work.ends and not work.finished


def expected(work: Work, on: date) -> int | None:
    """How far the straight line of its months is on a day, in percent; ``None`` where the months are not known."""
    if work.begins is None or work.ends is None or work.ends < work.begins:
        return None
    days = (work.ends - work.begins).days + 1
    gone = min(max((on - work.begins).days, 0), days)
    return WHOLE * gone // days


def behind(work: Work, today: date) -> bool:
    """Whether its newest report lay ``BEHIND`` points or more below the line of that report's own day.

    An old report says nothing of today: that nobody reports is what ``stuck`` tells.
    """
    last = _last(work.reports)
    if last is None or last.percent is None or last.on is None or work.finished:
        return False
    line = expected(work, min(last.on, today))
    return line is not None and line - last.percent >= BEHIND


def stuck(work: Work, today: date) -> bool:
    """Whether nobody has reported for more than ``SILENT`` though it should be under way."""
    if work.finished or work.begins is None or today < work.begins:
        return False
    days = [one.on for one in work.reports if one.on is not None]
    return today - max([work.begins, *days]) > SILENT


def overspent(work: Work) -> bool:
    """Whether more was spent than the budget gives."""
    return work.spent is not None and work.spent > work.amount


def money_ahead(work: Work) -> bool:
    """Whether the share of the money that is spent lies more than ``AHEAD`` points above the work."""
    if work.spent is None or work.amount <= 0 or work.percent is None:
        return False
    return work.spent * WHOLE > (work.percent + AHEAD) * work.amount


def backwards(reports: Sequence[Report]) -> bool:
    """Whether a report tells less work or less money than an earlier one: both are counted from the beginning."""
    return _falls([one.percent for one in reports]) or _falls([one.spent for one in reports])


def _falls(values: Sequence[int | None]) -> bool:
    said = [one for one in values if one is not None]
    return any(later < earlier for earlier, later in pairwise(said))


def _last(reports: Sequence[Report]) -> Report | None:
    return reports[-1] if reports else None
