"""What a year's newest plan comes to by sector, by SDGs Desa goal and by whom it is for; public snapshots only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from budgets import totals
from budgets.lives import Row
from budgets.terms import SDGS
from budgets.totals import MEN, NOBODY, POOR, WOMEN, Part, Total
from villages.models import Publication


def groups_of(publications: Iterable[Publication]) -> list[dict[str, Any]]:
    """Titles, heads and rows of what the newest current plan comes to; empty where none was published."""
    plans = [one for one in publications if one.current and one.snapshot.get("plan", {}).get("items")]
    if not plans:
        return []
    items = max(plans, key=lambda one: one.number).snapshot["plan"]["items"]
    parts = [part_of(row) for row in items]
    labels = {row["sector"]: row.get("sector_label", row["sector"]) for row in items if row.get("sector")}
    several = _("Satu kegiatan dapat masuk beberapa baris, jadi baris-baris ini tidak untuk dijumlahkan.")
    sectors = totals.by(parts, lambda part: [part.sector])
    goals = totals.by_goal(parts)
    return [
        _group(_("Sektor"), "", {labels.get(key, _("Belum ada sektor")): one for key, one in _largest(sectors)}),
        _group(_("Tujuan SDGs Desa"), several, {_goal(number): one for number, one in goals.items()}),
        _group(_("Untuk siapa"), several, {_whom(key, one): one for key, one in totals.by_whom(parts).items()}),
    ]


def part_of(row: Row) -> Part:
    """An activity of a snapshot as totals need it."""
    people = row.get("beneficiaries", {})
    return Part(
        amount=row.get("amount", 0),
        hamlet=row.get("hamlet", ""),
        sector=row.get("sector", ""),
        goals=tuple(row.get("sdgs", ())),
        people={kind: people.get(kind, 0) for kind in totals.WHOM},
    )


def _largest(found: Mapping[str, Total]) -> list[tuple[str, Total]]:
    return sorted(found.items(), key=lambda one: (not one[0], -one[1].amount))


def _group(head: str, note: str, rows: Mapping[str, Total]) -> dict[str, Any]:
    told = [{"label": label, "amount": one.amount, "count": one.count} for label, one in rows.items()]
    return {"head": head, "note": note, "rows": told}


def _goal(number: int) -> str:
    return f"{number}. {SDGS[number]}" if number in SDGS else _("Tanpa tujuan")


def _whom(key: str, total: Total) -> str:
    facts = {"people": total.people}
    labels = {
        WOMEN: _("Perempuan (%(people)s orang)"),
        MEN: _("Laki-laki (%(people)s orang)"),
        POOR: _("Rumah tangga miskin (%(people)s)"),
        NOBODY: _("Tidak ditulis untuk siapa"),
    }
    return labels[key] % facts
