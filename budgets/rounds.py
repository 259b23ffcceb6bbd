"""When somebody should look: the dates of a line of the oversight strategy, and which of them were kept. Plain values.

The phone computes the same from the same cases: ``tests/vectors/oversight.json``.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from budgets.terms import Every, OversightState

WEEK = timedelta(days=7)
MOST = 120
"""Dates of one line: two years of weeks, and a first date that is a slip costs nobody anything."""
MONTHS = {Every.MONTHLY: 1, Every.QUARTERLY: 3, Every.SEMESTER: 6, Every.YEARLY: 12}
SOON = timedelta(days=7)
"""How long before a date one is reminded."""
OVER = frozenset({OversightState.DONE, OversightState.RESOLVED})
"""Nobody need look any more."""
LOOKED = OVER | {OversightState.FINDING_OPEN}
"""Somebody looked."""
UNANSWERED = timedelta(days=30)
"""A finding without a word on what is done about it. Heuristic."""


@dataclass(frozen=True, slots=True)
class Round:
    """How a line of the strategy stands: its next date (an overdue one is the next), and how many passed unkept."""

    next: date | None = None
    overdue: bool = False
    kept: int = 0
    missed: int = 0

    def soon(self, today: date) -> bool:
        """Whether its date is overdue, today, or within a week."""
        return self.next is not None and self.next - today <= SOON


def dates(first: date | None, every: str, year: int | None) -> list[date]:
    """The dates of a line: its first, then one each week, month, … to the end of the fiscal year.

    A month that lacks the day has it on its last one. Without a first date there is none.
    """
    if first is None:
        return []
    last = date(max(year or first.year, first.year), 12, 31)
    found = [first]
    while len(found) < MOST and (following := _after(first, every, len(found))) is not None and following <= last:
        found.append(following)
    return found


def round_of(due: Sequence[date], looked: Iterable[date], today: date, *, over: bool = False) -> Round:
    """How far the watching is, given the days on which somebody looked.

    A look keeps the first date on or after it, and after the last date that one. The last date that passed is overdue
    until somebody looked after the date before it; earlier ones were missed. ``over``: nobody need look any more.
    """
    days = sorted(looked)
    kept = {next((at for at, one in enumerate(due) if one >= day), len(due) - 1) for day in days} if due else set()
    passed = [at for at, one in enumerate(due) if one < today]
    overdue = not over and bool(passed) and not _looked_since(due, passed[-1], days)
    coming = next((one for at, one in enumerate(due) if one >= today and at not in kept), None)
    following = None if over else due[passed[-1]] if overdue else coming
    return Round(following, overdue, len(kept), len(set(passed) - kept))


def _looked_since(due: Sequence[date], at: int, days: Sequence[date]) -> bool:
    """Whether somebody looked after the date before this one."""
    return bool(days) and (at == 0 or days[-1] > due[at - 1])


def _after(first: date, every: str, times: int) -> date | None:
    if every == Every.WEEKLY:
        return first + times * WEEK
    step = MONTHS.get(Every(every)) if every else None
    if step is None:
        return None
    months = first.month - 1 + step * times
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
