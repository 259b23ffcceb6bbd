"""A village's plan beside its earlier years, its neighbours and the kabupaten's prices. Publications only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from budgets import rules
from budgets.lives import Row
from villages.board.places import Place
from villages.models import Publication, Village
from villages.rules import parent_of

FEWEST_VILLAGES = 5
"""Below this a price band would tell what one village paid."""

_NEWEST_FIRST = ("-fiscal_year", F("held_on").desc(nulls_last=True), "-number")


@dataclass(frozen=True, slots=True)
class Year:
    """A year's plan in one line."""

    year: int
    number: int
    total: int
    items: int
    by_field: list[dict[str, Any]]
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A village of the kecamatan with its plan of the year, or with none."""

    village: Village
    total: int | None = None
    items: int = 0
    women_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """What one unit of an activity costs here, and in the villages of the kabupaten."""

    name: str
    unit: str
    price: int
    villages: int
    low: int
    middle: int
    high: int

    @property
    def standing(self) -> str:
        """``above`` or ``below`` the middle eight of ten, else ``within``."""
        if self.price > self.high:
            return "above"
        return "below" if self.price < self.low else "within"


def years_of(village: Village) -> list[Year]:
    """The plan of each year that the village published, newest first, with the change in a year. One query."""
    found: dict[int, tuple[int, Row]] = {}
    for year, number, plan in _plans(Q(village=village)).values_list("fiscal_year", "number", "snapshot__plan"):
        found.setdefault(year, (number, plan))
    totals = {year: plan["total"] for year, (_, plan) in found.items()}
    return [
        Year(
            year,
            number,
            plan["total"],
            len(plan["items"]),
            plan["by_field"],
            plan["total"] - totals[year - 1] if year - 1 in totals else None,
        )
        for year, (number, plan) in found.items()
    ]


def neighbours_of(place: Place, year: int) -> list[Neighbour]:
    """The villages of the kecamatan by name, those without a plan too. Two queries."""
    kecamatan = parent_of(place.code)
    found: dict[UUID, tuple[int, int, int | None]] = {}
    columns = ("village", "snapshot__plan__total", "snapshot__plan__items", "snapshot__turnout__women_percent")
    plans = _plans(Q(village__region__parent=kecamatan, fiscal_year=year)).values_list(*columns)
    for village, total, items, women in plans:
        found.setdefault(village, (total, len(items), women))
    homes = Village.objects.filter(region__parent=kecamatan, region__retired_in="").select_related("region")
    return [
        Neighbour(one, *found[one.pk]) if one.pk in found else Neighbour(one)
        for one in homes.order_by("region__name", "region_id")
    ]


def bands_of(place: Place, year: int) -> list[Band]:
    """Each priced activity of the village with the kabupaten's band, where five villages published one. One query."""
    kabupaten = parent_of(parent_of(place.code) or "")
    plans = _plans(Q(village__region__parent__parent=kabupaten, fiscal_year=year))
    prices: dict[tuple[str, str], dict[UUID, int]] = defaultdict(dict)
    ours: Iterable[Row] = ()
    seen: set[UUID] = set()
    for village, items in plans.values_list("village", "snapshot__plan__items"):
        if village in seen:
            continue
        seen.add(village)
        ours = items if village == place.village.pk else ours
        for row in items:
            if priced := _priced(row):
                prices[priced].setdefault(village, row["unit_price"])
    return [_band(row, prices[key]) for row in ours if (key := _priced(row)) and len(prices[key]) >= FEWEST_VILLAGES]


def _plans(wanted: Q) -> QuerySet[Publication]:
    shown = Publication.objects.filter(wanted, current=True, withdrawn_at__isnull=True, snapshot__has_key="plan")
    return shown.order_by(*_NEWEST_FIRST)


def _priced(row: Row) -> tuple[str, str] | None:
    """Activity and unit of a row that can be compared."""
    if not (row.get("unit_price") and row.get("unit") and row.get("account")):
        return None
    return rules.normalised(row["account"]), row["unit"].strip().casefold()


def _band(row: Row, prices: dict[UUID, int]) -> Band:
    tenths = quantiles(prices.values(), n=10, method="inclusive")
    return Band(
        name=row["name"],
        unit=row["unit"],
        price=row["unit_price"],
        villages=len(prices),
        low=round(tenths[0]),
        middle=round(median(prices.values())),
        high=round(tenths[-1]),
    )
