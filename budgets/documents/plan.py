"""The yearly plan (RKP Desa) on the official matrix, and as one row an activity for those who go on reckoning.

Columns and their order: the form of Permendagri 114/2014, five fields of work since Permendagri 20/2018.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.utils import dateformat
from django.utils.dates import MONTHS_3

from backend.kernel import money
from budgets import treasury
from budgets.documents.form import (
    CENTRE,
    FIGURE,
    GROUP,
    SUM,
    TOTAL,
    Column,
    Form,
    Head,
    Line,
    Money,
    as_pdf,
    as_xlsx,
    made,
    number,
)
from budgets.terms import Delivery
from meetings.terms import MeetingType
from villages.board import imprint
from villages.board.sections import Snapshot
from villages.board.spreadsheet import disarmed
from villages.board.writing import Cell
from villages.models import Publication

HEAD = (
    "No",
    "Bidang",
    "Kode",
    "Jenis kegiatan",
    "Lokasi",
    "Volume",
    "Satuan",
    "Manfaat",
    "Laki-laki",
    "Perempuan",
    "ARTM",
    "Mulai",
    "Selesai",
    "Jumlah (Rp)",
    "Sumber",
    "Pola pelaksanaan",
    "Pelaksana",
    "Keadaan",
)
PATTERNS = (Delivery.SELF_MANAGED, Delivery.VILLAGES_TOGETHER, Delivery.THIRD_PARTY)
COLUMNS = (
    Column(5, CENTRE),
    Column(18),
    Column(28),
    Column(16),
    Column(11, CENTRE),
    Column(22),
    Column(11, CENTRE),
    Column(18, FIGURE),
    Column(18),
    Column(9, CENTRE),
    Column(9, CENTRE),
    Column(9, CENTRE),
    Column(16),
)
HEADS = (
    (
        Head("No", down=2),
        Head("Bidang / Jenis Kegiatan", across=2),
        Head("Lokasi", down=2),
        Head("Volume", down=2),
        Head("Sasaran / Manfaat", down=2),
        Head("Waktu Pelaksanaan", down=2),
        Head("Perkiraan Biaya dan Sumber Pembiayaan", across=2),
        Head("Prakiraan Pola Pelaksanaan", across=3),
        Head("Rencana Pelaksana Kegiatan", down=2),
    ),
    (
        Head("Bidang"),
        Head("Jenis Kegiatan"),
        Head("Jumlah (Rp)"),
        Head("Sumber"),
        Head("Swakelola"),
        Head("Kerja Sama Antar Desa"),
        Head("Kerja Sama Pihak Ketiga"),
    ),
)


def form(publication: Publication) -> Form | None:
    """The plan of a publication on the official form; ``None`` where it holds none."""
    plan = publication.snapshot.get("plan")
    if plan is None:
        return None
    return Form(
        name=f"RKP {plan['fiscal_year']}",
        title=(_heading(publication).upper(), f"TAHUN {plan['fiscal_year']}"),
        facts=facts_of(publication),
        columns=COLUMNS,
        heads=HEADS,
        lines=list(_lines(plan)),
        closing=(f"Terbilang: {money.spelled(plan['total'])}.",),
        signatures=signers_of(publication),
    )


def matrix(publication: Publication) -> bytes:
    """The plan of a publication on the official form, as PDF."""
    return as_pdf(made(form(publication)), publication)


def spreadsheet(publication: Publication) -> bytes:
    """The plan of a publication on the official form, as a spreadsheet; amounts are numbers."""
    return as_xlsx(made(form(publication)), at=publication.published_at)


def text_table(publication: Publication) -> bytes:
    """The plan of a publication as CSV: semicolons and a mark for Excel, as Indonesian spreadsheets expect."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([disarmed(value) for value in row] for row in _rows(publication.snapshot["plan"]))
    return out.getvalue().encode("utf-8-sig")


def treasury_table(publication: Publication) -> bytes:
    """The plan of a publication with the names of the treasury system's own table."""
    return treasury.published(publication.snapshot["plan"], village=publication.snapshot["village"]["code"])


def facts_of(publication: Publication) -> tuple[tuple[str, str], ...]:
    """The head of an official paper: desa, kecamatan, kabupaten, provinsi, as they were when it was published."""
    place = publication.snapshot["village"]
    return (
        ("Desa", place["name"]),
        ("Kecamatan", place["kecamatan"].removeprefix("Kecamatan ")),
        ("Kabupaten/Kota", place["kabupaten"].removeprefix("Kabupaten ")),
        ("Provinsi", place["provinsi"]),
    )


def day_of(publication: Publication) -> str:
    """The day of the publication in the village."""
    return dateformat.format(publication.published_at.astimezone(imprint.of(publication).zone), "j F Y")


def signers_of(publication: Publication) -> tuple[tuple[str, str], ...]:
    """Who signs a table of the planning team: what stands above the signature, and the office."""
    place = publication.snapshot["village"]
    return (
        ("\nMengetahui,", "Kepala Desa"),
        (f"{place['name']}, {day_of(publication)}\nDisusun oleh,", "Ketua Tim Penyusun"),
    )


def place_of(row: Snapshot) -> str:
    """Hamlet and place, the hamlet only where the place does not say it already."""
    hamlet, place = row.get("hamlet", ""), row.get("place", "")
    return str(place if hamlet in place else ", ".join(part for part in (hamlet, place) if part))


def whom(row: Snapshot) -> str:
    """Sasaran / manfaat: what it is good for, and for how many."""
    people = row.get("beneficiaries", {})
    counted = (
        ("L", people.get("male")),
        ("P", people.get("female")),
        ("ARTM", people.get("poor_households")),
    )
    heads = ", ".join(f"{letter} {number(count)}" for letter, count in counted if count)
    return "\n".join(part for part in (row.get("benefit", ""), heads) if part)


def volume_of(row: Snapshot) -> str:
    """``450 m``."""
    return f"{number(row['volume'])} {row.get('unit', '')}".strip() if "volume" in row else ""


def _heading(publication: Publication) -> str:
    kind = publication.snapshot.get("record", {}).get("type")
    return "Daftar kegiatan APB Desa" if kind == MeetingType.MUSDES_APBDES else "Rencana Kerja Pemerintah Desa"


def _lines(plan: Snapshot) -> Iterator[Line]:
    for field in plan["by_field"]:
        items = [one for one in plan["items"] if one.get("field", "") == field["field"]]
        if items:
            name = f"{field['field']}. {field['name']}" if field["field"] else field["name"]
            yield _wide(name, kind=GROUP)
            yield from map(_line, items)
            label = f"Jumlah per Bidang {field['field']}" if field["field"] else f"Jumlah {name}"
            yield _wide(label, field["amount"], kind=SUM)
    yield _wide("Jumlah Total", plan["total"], kind=TOTAL)


def _wide(text: str, sen: int | None = None, *, kind: str) -> Line:
    cells: list[Any] = ["", text, *[""] * (len(COLUMNS) - 2)]
    if sen is not None:
        cells[7] = Money(sen)
    return Line(cells, kind, wide=True)


def _line(item: Snapshot) -> Line:
    return Line(
        [
            item["number"],
            item["field_name"],
            item["name"],
            place_of(item),
            volume_of(item),
            whom(item),
            _months(item),
            Money(item["amount"]),
            "\n".join(_source(one, alone=len(item["sources"]) == 1) for one in item.get("sources", [])),
            *("✓" if item.get("delivery_label") == str(pattern.label) else "" for pattern in PATTERNS),
            item.get("implementer", ""),
        ]
    )


def _source(one: Snapshot, *, alone: bool) -> str:
    label = f"{one['label']} (SiLPA)" if one.get("carried_over") else one["label"]
    return label if alone else f"{label} {money.rupiah(one.get('amount', 0))}"


def _rows(plan: Snapshot) -> Iterator[list[Cell]]:
    for item in plan["items"]:
        people = item.get("beneficiaries", {})
        yield [
            item["number"],
            item["field_name"],
            item.get("account", ""),
            item["name"],
            place_of(item),
            item.get("volume", ""),
            item.get("unit", ""),
            item.get("benefit", ""),
            *(people.get(name, "") for name in ("male", "female", "poor_households")),
            item.get("start_month", ""),
            item.get("end_month", ""),
            money.plain(item["amount"]),
            ", ".join(f"{one['label']} {money.rupiah(one['amount'])}" for one in item.get("sources", [])),
            item.get("delivery_label", ""),
            item.get("implementer", ""),
            item.get("state_label", ""),
        ]


def _months(item: Snapshot) -> str:
    named = [str(MONTHS_3[item[name]]).capitalize() for name in ("start_month", "end_month") if item.get(name)]
    return "–".join(dict.fromkeys(named))
