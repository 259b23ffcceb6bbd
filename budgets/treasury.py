"""A plan as the village treasury system keeps it: CSV with the names of ``Ta_RPJM_Pagu_Tahunan``, a row a fund source.

Behind Siskeudes' own columns stand those without which a plan could not come back whole: the number and name of the
activity, its hamlet, and whether the money is left over from last year. ``budgets.plans`` reads it back: what is
written of what was read is the same bytes.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Any

from backend.kernel.money import SEN
from budgets import queries, rules
from budgets.intake.sheets import armed
from budgets.queries import Funded
from budgets.terms import Delivery
from meetings.models import Meeting

HEAD = (
    *("Kd_Desa", "Kd_Keg", "Kd_Tahun", "Kd_Sumber", "Biaya", "Volume", "Satuan", "Lokasi_Spesifik"),
    *("Jml_Sas_Pria", "Jml_Sas_Wanita", "Jml_Sas_ARTM", "Waktu", "Mulai", "Selesai", "Pola_Kegiatan", "Pelaksana"),
    *("ID_Keg", "Nama_Kegiatan", "Dusun", "SiLPA"),
)
PATTERNS = {
    Delivery.SELF_MANAGED: "Swakelola",
    Delivery.VILLAGES_TOGETHER: "Kerja Sama Antar Desa",
    Delivery.THIRD_PARTY: "Kerja Sama Pihak Ketiga",
}
"""The words of the form, not of the screen: no catalogue changes what a machine reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """An activity as the table tells it. ``payments``: source, carried over, sen; ``amount``: ``None``: not priced."""

    account: str
    name: str
    place: str
    hamlet: str
    volume: int | None
    unit: str
    people: tuple[int | None, int | None, int | None]
    months: tuple[int | None, int | None]
    delivery: str
    implementer: str
    amount: int | None
    payments: tuple[tuple[str, bool, int], ...]


def table_of(meeting: Meeting) -> bytes:
    """The activities of a meeting as they stand; semicolons, decimal commas and a mark for Excel. Two queries."""
    items = queries.items_of(meeting.village_id, meeting.id)
    return written(map(_recorded, items), village=meeting.village.region_id, year=meeting.fiscal_year)


def published(plan: Mapping[str, Any], *, village: str) -> bytes:
    """The same of a published plan. No query."""
    return written(map(_shown, plan["items"]), village=village, year=plan["fiscal_year"])


def written(lines: Iterable[Line], *, village: str, year: int | None) -> bytes:
    """The table of these activities."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for number, one in enumerate(lines, start=1):
        head = (village, _code(village, one.account), _number(year))
        writer.writerows([*head, *row] for row in _rows(one, number))
    return out.getvalue().encode("utf-8-sig")


def _recorded(one: Funded) -> Line:
    item = one.item
    return Line(
        account=item.account,
        name=item.name,
        place=item.place,
        hamlet=item.hamlet,
        volume=item.volume,
        unit=item.unit,
        people=(item.beneficiaries_male, item.beneficiaries_female, item.beneficiaries_poor_households),
        months=(item.start_month, item.end_month),
        delivery=PATTERNS.get(Delivery(item.delivery), "") if item.delivery else "",
        implementer=item.implementer,
        amount=item.amount,
        payments=tuple((row.source, row.carried_over, row.amount or 0) for row in one.funding),
    )


def _shown(item: Mapping[str, Any]) -> Line:
    people = item.get("beneficiaries", {})
    volume = item.get("volume")
    patterns = {str(delivery.label): word for delivery, word in PATTERNS.items()}
    return Line(
        account=item.get("account", ""),
        name=item["name"],
        place=item.get("place", ""),
        hamlet=item.get("hamlet", ""),
        volume=None if volume is None else int(Decimal(str(volume)) * rules.THOUSANDTHS),
        unit=item.get("unit", ""),
        people=(people.get("male"), people.get("female"), people.get("poor_households")),
        months=(item.get("start_month"), item.get("end_month")),
        delivery=patterns.get(item.get("delivery_label", ""), ""),
        implementer=item.get("implementer", ""),
        amount=item["amount"],
        payments=tuple(
            (row.get("source", ""), bool(row.get("carried_over")), row.get("amount", 0))
            for row in item.get("sources", [])
        ),
    )


def _rows(one: Line, number: int) -> Iterator[list[str]]:
    for source, amount, carried in _payments(one):
        yield [
            source,
            amount,
            _decimal(one.volume, rules.THOUSANDTHS),
            armed(one.unit),
            armed(one.place),
            *map(_number, one.people),
            _lasts(*one.months),
            *map(_month, one.months),
            one.delivery,
            armed(one.implementer),
            str(number),
            armed(one.name),
            armed(one.hamlet),
            "ya" if carried else "",
        ]


def _payments(one: Line) -> Iterable[tuple[str, str, bool]]:
    """Source, amount and whether it is carried over; what no source pays stands in a row of its own."""
    shares: dict[tuple[str, bool], int] = {}
    for source, carried, paid in one.payments:
        shares[source, carried] = shares.get((source, carried), 0) + paid
    told = [(source, _rupiah(paid), carried) for (source, carried), paid in shares.items()]
    if one.amount is None:
        return [*told, ("", "", False)]
    rest = one.amount - sum(shares.values())
    return [*told, ("", _rupiah(rest), False)] if rest or not told else told


def _code(village: str, account: str) -> str:
    """The activity as Siskeudes numbers it: the village's code, then the account in its spelling."""
    spelled = rules.in_siskeudes(account)
    return f"{village}.{spelled}" if spelled else armed(account)


def _rupiah(sen: int) -> str:
    sign = "-" if sen < 0 else ""
    whole, part = divmod(abs(sen), SEN)
    return f"{sign}{whole},{part:02d}" if part else f"{sign}{whole}"


def _decimal(value: int | None, one: int) -> str:
    if value is None:
        return ""
    whole, part = divmod(value, one)
    return f"{whole},{part:03d}".rstrip("0") if part else str(whole)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _month(value: int | None) -> str:
    return "" if value is None else f"{value:02d}"


def _lasts(start: int | None, end: int | None) -> str:
    return "" if start is None or end is None else f"{end - start + 1} Bulan"
