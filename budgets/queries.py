"""Reads about money that several places need."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from backend.kernel import clock
from budgets import ancestry, moves, rules
from budgets.ancestry import Ancestry, Wish
from budgets.models import AccountCode, BudgetItem, Ceiling, Funding, ProgressReport, Proposal
from budgets.moves import Report
from budgets.terms import Ranah
from meetings.models import Photo
from sync.models import LedgerEntry

LOCAL_FIRST, LOCAL_LAST = F("kabupaten").asc(nulls_last=True), F("kabupaten").asc(nulls_first=True)
"""The databases disagree where a code without a kabupaten stands, so it is said."""
FIRST_EDITION = 2018
"""Permendagri 20/2018 is the oldest table that is known here; it stands in for the years before it."""
SAID = Path(__file__).parent / "data" / "kata_warga.txt"
"""What villagers call the activities."""


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


def kinship_of(village_id: UUID) -> tuple[Ancestry, dict[str, str]]:
    """Who goes on for whom among the village's proposals, and what each asks for, by id. One query."""
    found = Proposal.objects.filter(village=village_id, deleted_at__isnull=True)
    kin = list(found.values_list("id", "merged_into", "split_from", "activity"))
    wishes = (Wish(str(one), _key(into), _key(source)) for one, into, source, _ in kin)
    return ancestry.ancestry(wishes), {str(one): activity for one, _, _, activity in kin}


def _key(record: UUID | None) -> str:
    return "" if record is None else str(record)


def whole_of(village_id: UUID, items: Iterable[UUID]) -> set[UUID]:
    """Those of these activities that a report of 100 % with a photograph shows to be finished. Two queries."""
    reports = ProgressReport.objects.filter(village=village_id, budget_item__in=items, deleted_at__isnull=True)
    by_item: dict[UUID, list[ProgressReport]] = defaultdict(list)
    for one in reports:
        by_item[one.budget_item].append(one)
    shown = Photo.objects.filter(
        village=village_id, progress_report__in=[one.id for one in reports], deleted_at__isnull=True
    )
    photos = Counter(shown.values_list("progress_report", flat=True))
    return {
        item
        for item, told in by_item.items()
        if moves.is_whole(Report(str(one.id), one.physical_percent, one.reported_on, photos[one.id]) for one in told)
    }


def taken_up_silently(village_id: UUID, rows: Mapping[UUID, str], *, field: str, out: Collection[str]) -> set[UUID]:
    """Those of these records whose ``field`` left ``out`` again though the reason of that still stands, or none.

    ``rows``: each record with the reason that it has now. Only what was out for a reason counts: a slip of the finger
    has none. One query.
    """
    entries = LedgerEntry.objects.filter(village=village_id, record__in=rows, deletes=False).order_by("number")
    now: dict[UUID, dict[str, str]] = defaultdict(dict)
    refused_for: dict[UUID, str] = {}
    for record, changed in entries.values_list("record", "set"):
        known = now[record]
        known |= {name: changed[name] or "" for name in (field, "reason") if name in changed}
        if known.get(field) in out and known.get("reason"):
            refused_for[record] = known["reason"]
    return {
        record
        for record, reason in rows.items()
        if record in refused_for and now[record].get(field) not in out and reason in ("", refused_for[record])
    }


def ceilings_of_villages(villages: Iterable[UUID], fiscal_year: int) -> dict[tuple[UUID, str], int]:
    """The same for many villages, by village and source. One query."""
    found = Ceiling.objects.filter(
        village__in=list(villages), fiscal_year=fiscal_year, amount__isnull=False, deleted_at__isnull=True
    )
    told = found.order_by("version").values_list("village", "source", "amount")
    return {(village, source): amount for village, source, amount in told}


def account_codes(year: int | None = None, kabupaten: str | None = None) -> QuerySet[AccountCode]:
    """The function tree in force in a fiscal year (the present one unless given), in order; one query when evaluated.

    With the codes that a kabupaten names itself, where one is given.
    """
    at = max(FIRST_EDITION, clock.today().year if year is None else year)
    return AccountCode.objects.filter(in_force(at, kabupaten), ranah=Ranah.FUNGSI).order_by("code", LOCAL_FIRST)


def in_force(year: int, kabupaten: str | None) -> Q:
    """The nation's codes of a fiscal year, of both trees, with those that a kabupaten names itself."""
    whose = Q(kabupaten__isnull=True) | Q(kabupaten=kabupaten) if kabupaten else Q(kabupaten__isnull=True)
    return whose & Q(year_from__lte=year) & (Q(year_until__isnull=True) | Q(year_until__gte=year))


def codes_in_force(year: int | None, kabupaten: str | None) -> dict[str, AccountCode]:
    """The function tree of a fiscal year by code; what the kabupaten says goes before the nation's "other". One query.

    An item keeps the name that its code had in its own year, whatever became of the code since.
    """
    found = account_codes(year, kabupaten)
    return {row.code: row for row in sorted(found, key=lambda row: row.kabupaten_id is not None)}


@cache
def villagers_words() -> dict[str, str]:
    """The words that villagers use for a code, the commonest first, by code."""
    lines = SAID.read_text(encoding="utf-8").splitlines()
    told = (line.partition(" ") for line in lines if not line.startswith("#"))
    return {code: words for code, _, words in told}


def account_codes_json(kabupatens: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The function tree as phones keep it: what is in force in any year that a meeting speaks of. One query.

    With the local codes of these kabupaten; a code that was renamed comes once a meaning, each with its years.
    """
    last_year = clock.today().year - 1
    recent = Q(year_until__isnull=True) | Q(year_until__gte=last_year)
    whose = Q(kabupaten__isnull=True) | Q(kabupaten__in=list(kabupatens))
    rows = AccountCode.objects.filter(whose, recent, ranah=Ranah.FUNGSI).order_by("code", LOCAL_FIRST, "year_from")
    national = villagers_words()
    return [
        {
            "code": row.code,
            "name": row.name,
            "level": row.level,
            "parent": row.parent_code,
            "sector": row.sector,
            "said": row.said if row.kabupaten_id else national.get(row.code, ""),
            "year_from": row.year_from,
            "year_until": row.year_until,
        }
        for row in rows
    ]
