"""Verb: say how much of a line came true up to a day. One transaction."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import balance
from budgets.keeping.editions import ChangedMeanwhile, NotAdopted, kept, locked
from budgets.keeping.rows import AmountTooLarge, called
from budgets.models import BudgetLine, BudgetRealised, VillageBudget
from budgets.terms import BudgetChangeKind


class NotYet(Problem):
    code = "not_yet"
    status = 422
    title = _("Tanggal realisasi belum tiba, atau sebelum tahun anggarannya.")


@transaction.atomic
def realise(line: BudgetLine, *, by: Actor, as_of: date, amount: int, seen: int | None) -> bool:
    """Records the sum of a line from the first of January up to ``as_of``; answers whether that is news.

    ``seen``: the sum of that very day which was on the page, ``None`` where there was none: another one that came in
    between is not overwritten. A later sum may be smaller: money that was paid back. Raises ``NotYet``,
    ``ChangedMeanwhile``, ``NotAdopted``.
    """
    budget = locked(line.budget, by=by, seen=None, draft=False)
    row = BudgetLine.objects.filter(pk=line.pk, budget=budget).first()
    if row is None:
        raise NotFound
    return put(budget, row, by, as_of=as_of, amount=amount, seen=seen)


def put(budget: VillageBudget, line: BudgetLine, by: Actor, *, as_of: date, amount: int, seen: int | None) -> bool:
    """The same within the caller's lock."""
    if budget.is_draft and not budget.edition:
        raise NotAdopted
    if as_of > clock.today(budget.village.timezone) or as_of.year < budget.fiscal_year:
        raise NotYet(on=as_of.isoformat())
    if not 0 <= amount <= balance.MOST:
        raise AmountTooLarge(amount=amount)
    known = BudgetRealised.objects.filter(village=budget.village_id, fiscal_year=budget.fiscal_year, thread=line.thread)
    there = known.filter(as_of=as_of).first()
    if there is not None and there.amount == amount:
        return False
    if (there.amount if there else None) != seen:
        raise ChangedMeanwhile
    day = as_of.isoformat()
    was = {"as_of": day, "amount": there.amount} if there else {}
    BudgetRealised.objects.update_or_create(
        village=budget.village,
        fiscal_year=budget.fiscal_year,
        thread=line.thread,
        as_of=as_of,
        defaults={"amount": amount},
    )
    became = {"as_of": day, "amount": amount}
    kept(budget, by, BudgetChangeKind.REALISED, about=called(line), was=was, became=became)
    return True
