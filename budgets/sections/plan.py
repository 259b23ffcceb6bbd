"""What was adopted: activities with their cost, sums by field of work, by source, by hamlet."""

from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets import queries, rules
from budgets.models import BudgetItem
from budgets.queries import Funded
from budgets.sections import rows
from budgets.terms import IN_BUDGET, FundSource, ItemState
from meetings.sections.record import filled, label
from meetings.sections.rows import meeting_of
from villages.board.duties import Duty
from villages.board.sections import Passage, Snapshot, Subject

EXACT = 2**53 - 1
"""The largest whole number that every reader of JSON reads exactly."""


def plan(subject: Subject) -> Snapshot | None:
    """The activities that the meeting adopted, and those it dropped with the reason; ``None`` where there are none."""
    everything = rows.items_of(subject)
    if not everything:
        return None
    kept = rows.adopted(everything)
    year = meeting_of(subject).fiscal_year
    names = rows.field_names_of(subject)
    items = [_item(one, place, names) for place, one in enumerate(kept, start=1)]
    return {
        "fiscal_year": year,
        "total": min(rules.total([one.facts for one in kept]), EXACT),
        "items": items,
        "by_field": _by_field(items, names),
        "by_source": _by_source(kept, queries.ceilings_of(subject.village.pk, year)),
        "by_hamlet": _by_hamlet(items),
        "dropped": [
            filled(id=str(one.id), name=one.name, hamlet=one.hamlet, amount=one.amount, reason=one.reason)
            for one in (funded.item for funded in everything)
            if one.state == ItemState.DROPPED
        ],
    }


def informs(snapshot: Snapshot) -> frozenset[Duty]:
    """A plan tells who carries out; it is the budget once its activities are in the APB Desa."""
    met = set()
    if any(one.get("state") in IN_BUDGET for one in snapshot["items"]):
        met.add(Duty.BUDGET)
    if any(one.get("implementer") for one in snapshot["items"]):
        met.add(Duty.CARRIERS)
    return frozenset(met)


def passages(snapshot: Snapshot) -> list[Passage]:
    """Each activity with where it is, for whom and by whom."""
    told = ("place", "hamlet", "benefit", "implementer", "sector_label", "field_name")
    return [
        Passage(
            one.get("name", ""),
            "\n".join(one[name] for name in told if one.get(name)),
            field=one.get("field", ""),
            anchor=f"kegiatan-{one['number']}",
        )
        for one in snapshot["items"]
    ]


def _item(funded: Funded, place: int, names: dict[str, str]) -> Snapshot:
    item = funded.item
    field = rules.field_of(item.account)
    return filled(
        id=str(item.id),
        number=place,
        name=item.name,
        account=item.account,
        field=field,
        field_name=names.get(field) or _field_without_name(field),
        place=item.place,
        hamlet=item.hamlet,
        volume=BudgetItem._meta.get_field("volume").to_wire(item.volume),
        unit=item.unit,
        unit_price=item.unit_price,
        amount=item.amount or 0,
        price_note=item.price_note,
        sources=[
            filled(
                source=one.source, label=str(source_label(one.source)), carried_over=one.carried_over, amount=one.amount
            )
            for one in funded.funding
        ],
        beneficiaries=filled(
            male=item.beneficiaries_male,
            female=item.beneficiaries_female,
            poor_households=item.beneficiaries_poor_households,
        ),
        benefit=item.benefit,
        start_month=item.start_month,
        end_month=item.end_month,
        delivery_label=label(item, "delivery"),
        cash_for_work=item.cash_for_work or None,
        implementer=item.implementer,
        nature_label=label(item, "nature"),
        sdgs=item.sdgs,
        sector=item.sector,
        sector_label=label(item, "sector"),
        state=item.state,
        state_label=label(item, "state"),
    )


def source_label(source: str) -> str | Promise:
    """The villagers' word for a source of funds, lazy."""
    return FundSource(source).label if source else _("Sumber belum ditulis")


def _by_field(items: list[Snapshot], names: dict[str, str]) -> list[Snapshot]:
    """All five fields of work, empty ones too, and what has no code last."""
    sums, counts = _sums(items, "field")
    fields = [*sorted(rules.BIDANG), *([""] if counts[""] else [])]
    return [
        {
            "field": field,
            "name": names.get(field) or _field_without_name(field),
            "amount": min(sums[field], EXACT),
            "count": counts[field],
        }
        for field in fields
    ]


def _by_source(kept: list[Funded], ceilings: dict[str, int]) -> list[Snapshot]:
    sums = rules.sum_by_source([one.facts for one in kept])
    return [
        filled(
            source=source,
            label=str(source_label(source)),
            amount=min(sums.get(source, 0), EXACT),
            ceiling=ceilings.get(source),
        )
        for source in FundSource.values
        if source in sums or source in ceilings
    ]


def _by_hamlet(items: list[Snapshot]) -> list[Snapshot]:
    sums, counts = _sums(items, "hamlet")
    return [
        {
            "hamlet": hamlet,
            "amount": min(sums[hamlet], EXACT),
            "count": counts[hamlet],
            "items": [one["number"] for one in items if one.get("hamlet", "") == hamlet],
        }
        for hamlet in sorted(counts, key=lambda name: (not name, name))
    ]


def _sums(items: list[Snapshot], by: str) -> tuple[Counter[str], Counter[str]]:
    sums: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for one in items:
        sums[one.get(by, "")] += one["amount"]
        counts[one.get(by, "")] += 1
    return sums, counts


def _field_without_name(field: str) -> str:
    return str(_("Bidang %(field)s") % {"field": field} if field else _("Belum ada kode rekening"))
