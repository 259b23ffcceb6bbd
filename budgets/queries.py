"""Reads about money that several places need."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from budgets import rules
from budgets.models import AccountCode, BudgetItem, Ceiling, Funding
from budgets.terms import Ranah


@dataclass(frozen=True, slots=True)
class Funded:
    """An activity with what its sources pay."""

    item: BudgetItem
    funding: tuple[Funding, ...]

    @property
    def facts(self) -> rules.Item:
        """What sums need of it."""
        return rules.Item(
            amount=self.item.amount or 0,
            account=self.item.account,
            state=self.item.state,
            funding=tuple(
                rules.Share(one.source, one.amount or 0, carried_over=one.carried_over) for one in self.funding
            ),
        )


def items_of(village_id: UUID, meeting_id: UUID) -> tuple[Funded, ...]:
    """The activities of a meeting in the villagers' own order, each with its funding. Two queries."""
    items = BudgetItem.objects.filter(village=village_id, meeting=meeting_id, deleted_at__isnull=True)
    funding = Funding.objects.filter(village=village_id, budget_item__in=items.values("id"), deleted_at__isnull=True)
    sources: dict[UUID, list[Funding]] = defaultdict(list)
    for one in funding.order_by("source", "carried_over", "id"):
        sources[one.budget_item].append(one)
    in_order = sorted(items, key=lambda item: (item.order is None, item.order or 0, item.id))
    return tuple(Funded(item, tuple(sources[item.id])) for item in in_order)


def ceilings_of(village_id: UUID, fiscal_year: int | None) -> dict[str, int]:
    """How much each source gives the village in a year, the latest word where there are several. One query."""
    found = Ceiling.objects.filter(
        village=village_id, fiscal_year=fiscal_year, amount__isnull=False, deleted_at__isnull=True
    )
    return dict(found.order_by("version").values_list("source", "amount"))


def account_codes() -> QuerySet[AccountCode]:
    """The national function tree that is in force, in order. One query when evaluated."""
    return AccountCode.objects.filter(kabupaten__isnull=True, ranah=Ranah.FUNGSI, year_until__isnull=True).order_by(
        "code"
    )


def account_codes_json() -> list[dict[str, Any]]:
    """The same as phones keep it. One query."""
    rows = account_codes().values_list("code", "name", "level", "parent_code", "sector")
    return [
        {"code": code, "name": name, "level": level, "parent": parent, "sector": sector}
        for code, name, level, parent, sector in rows
    ]
