"""An area's money at one look: planned against spent, by field, source and village, outliers, what is late.

Reads what was reckoned ahead (``YearStanding``), a row a village, so that a thousand villages cost what ten do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Count, Min, QuerySet, TextField
from django.db.models.functions import Cast

from budgets import norms, rules
from budgets.models import Reckoned, YearStanding
from budgets.terms import Mark
from meetings.sections.rows import SUBJECT
from villages.models import StoredFinding, Village
from villages.terms import HOLDS_MUSDES

PERCENT, TENTHS = 100, 1000
PRICE = "price_outlier"
Standing = Mapping[str, Any]
"""The columns of a ``YearStanding`` by name; empty where nothing of the year was recorded."""

Parts = Mapping[str, Mapping[str, list[int]]]


@dataclass(slots=True)
class Row:
    """One village of the area; all amounts in sen. ``known``: whether anything of the year was recorded."""

    village: UUID
    code: str
    name: str
    kecamatan: str
    known: bool = False
    budgeted: bool = False
    items: int = 0
    reported: int = 0
    finished: int = 0
    planned: int = 0
    spent: int = 0
    marks: Mapping[str, int] = field(default_factory=dict)
    parts: Parts = field(default_factory=dict)
    prices: int = 0

    @property
    def left(self) -> int:
        return self.planned - self.spent

    @property
    def absorbed(self) -> int | None:
        """What part of the plan is spent, in percent; ``None`` where nothing was planned."""
        return self.spent * PERCENT // self.planned if self.planned else None

    @property
    def late(self) -> int:
        return self.marks.get(Mark.LATE, 0)

    @property
    def stuck(self) -> int:
        return self.marks.get(Mark.STUCK, 0)

    @property
    def money(self) -> int:
        """How many activities spent too much, or before the work."""
        return self.marks.get(Mark.OVERSPENT, 0) + self.marks.get(Mark.MONEY_AHEAD, 0)

    @property
    def overdue(self) -> int:
        """How many lines of the oversight strategy are overdue."""
        return self.marks.get("oversight_overdue", 0)

    @property
    def marked(self) -> int:
        """How much there is to look at, over all."""
        return sum(self.marks.values())


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of planned against spent: how many activities, what they cost, what was spent (sen)."""

    label: str
    count: int
    planned: int
    spent: int

    @property
    def left(self) -> int:
        return self.planned - self.spent


@dataclass(frozen=True, slots=True)
class Outlier:
    """A village far from the others: ``what`` is ``planned``, ``absorbed`` or a field's number (share of it).

    Amounts in sen, shares in tenths of a percent.
    """

    row: Row
    what: str
    unusual: norms.Unusual


ORDERS: dict[str, Callable[[Row], Any]] = {
    "kode": lambda row: row.code,
    "nama": lambda row: row.name.casefold(),
    "rencana": lambda row: (-row.planned, row.code),
    "terpakai": lambda row: (-row.spent, row.code),
    "serapan": lambda row: (row.absorbed is None, row.absorbed or 0, row.code),
    "terlambat": lambda row: (-row.late, -row.stuck, row.code),
    "tanpa-kabar": lambda row: (-row.stuck, -row.late, row.code),
    "uang": lambda row: (-row.money, row.code),
    "pengawasan": lambda row: (-row.overdue, row.code),
}
"""The word in the address -> how the rows are sorted; absorption from the lowest."""


def rows_of(villages: QuerySet[Village], fiscal_year: int, fresh: Mapping[UUID, Standing] | None = None) -> list[Row]:
    """A row for each of these villages that holds a musdes, by code. Three queries, whatever their number.

    ``fresh``: sums of some that were read just now, and count instead of what was reckoned ahead.
    """
    places = villages.filter(region__level__in=HOLDS_MUSDES).values_list(
        "pk", "region_id", "region__name", "region__parent__name"
    )
    found = {pk: Row(pk, code, name, kecamatan or "") for pk, code, name, kecamatan in places}
    within = villages.order_by().values("pk")
    # A thousand rows of sums are read as text and by orjson: Django's own way takes four times as long.
    standings = YearStanding.objects.filter(fiscal_year=fiscal_year, village__in=within).values_list(
        *("village", "budgeted", "items", "reported", "finished", "planned", "spent"),
        *(Cast("marks", TextField()), Cast("parts", TextField())),
    )
    for village, budgeted, items, reported, finished, planned, spent, told, parts in standings:
        row = found.get(village)
        if row is None or village in (fresh or {}):
            continue
        row.known, row.budgeted = True, budgeted
        row.items, row.reported, row.finished = items, reported, finished
        row.planned, row.spent = planned, spent
        row.marks, row.parts = orjson.loads(told), orjson.loads(parts)
    for pk, standing in (fresh or {}).items():
        if pk in found:
            _set(found[pk], standing)
    prices = StoredFinding.objects.filter(village__in=within, subject_kind=SUBJECT, code=PRICE, gone_at__isnull=True)
    for village, count in prices.order_by().values_list("village").annotate(count=Count("id")):
        if village in found:
            found[village].prices = count
    return list(found.values())


def _set(row: Row, standing: Standing) -> None:
    row.known = bool(standing)
    for name, value in standing.items():
        setattr(row, name, value)


def reckoned_at(villages: QuerySet[Village]) -> datetime | None:
    """Since when the oldest of these sums stand. One query."""
    oldest: datetime | None = Reckoned.objects.filter(village__in=villages.order_by().values("pk")).aggregate(
        at=Min("at")
    )["at"]
    return oldest


def sums(rows: Iterable[Row], dimension: str) -> dict[str, Sum]:
    """What all of them do together by the keys of one dimension (see ``YearStanding.parts``)."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for key, (count, planned, spent) in row.parts.get(dimension, {}).items():
            total = found.setdefault(key, [0, 0, 0])
            total[0] += count
            total[1] += planned
            total[2] += spent
    return {key: Sum(key, *total) for key, total in found.items()}


def marks(rows: Iterable[Row]) -> Counter[str]:
    """How many activities and lines of oversight carry each mark, over all."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update(row.marks)
    return found


def outliers(rows: Iterable[Row]) -> list[Outlier]:
    """Villages whose plan, spending or share of a field lies far from the others' (robust z-score, see ``norms``)."""
    planned = {row.village: row for row in rows if row.planned > 0}
    measured: dict[str, dict[UUID, int]] = {
        "planned": {key: row.planned for key, row in planned.items()},
        "absorbed": {key: row.spent * TENTHS // row.planned for key, row in planned.items() if row.reported},
    }
    for number in sorted(rules.BIDANG):
        measured[number] = {
            key: row.parts.get("field", {}).get(number, [0, 0, 0])[1] * TENTHS // row.planned
            for key, row in planned.items()
        }
    return [
        Outlier(planned[key], what, unusual)
        for what, values in measured.items()
        for key, unusual in sorted(norms.outliers(values).items(), key=lambda one: planned[one[0]].code)
    ]
