"""Budget lines as a Fiscal Data Package: one line an activity and source of funds, and one for what was spent of it.

Column types: OpenSpending's (``columnType``). The profile of the standard's own schema is ``tabular-data-package``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.opendata.tables import meeting_type, rupiah
from budgets.terms import FundSource, ItemState
from meetings.terms import MeetingType
from villages.board import imprint
from villages.board.opendata import core
from villages.board.opendata.tables import Column, Kind, Package, Row, Scope, Table
from villages.board.sections import Snapshot
from villages.models import Publication

PROPOSED, APPROVED, ADJUSTED, EXECUTED = "proposed", "approved", "adjusted", "executed"
PHASES = {
    PROPOSED: _("Rencana yang disepakati musyawarah"),
    APPROVED: _("APB Desa"),
    ADJUSTED: _("APB Desa Perubahan"),
    EXECUTED: _("Realisasi"),
}
IN_PLAN = frozenset({ItemState.PROPOSED, ItemState.ADOPTED, ItemState.IN_PLAN})
LEVELS = 3
"""Bidang, sub bidang and kegiatan of a code such as ``2.3.11``."""
COLUMNS = (
    Column("baris", Kind.TEXT, _("Tanda baris anggaran"), given=True, standard="budget-line-id"),
    Column("tahun_anggaran", Kind.WHOLE, _("Tahun anggaran"), given=True, standard="date:fiscal-year"),
    Column("tahap", Kind.TEXT, _("Tahap anggaran"), codes=PHASES, given=True, standard="phase:id"),
    Column("arah", Kind.TEXT, _("Arah uang"), codes={"expenditure": _("Belanja")}, given=True, standard="direction"),
    Column(
        "kode_desa",
        Kind.TEXT,
        _("Kode wilayah desa"),
        given=True,
        standard="administrative-classification:generic:code",
    ),
    Column("desa", Kind.TEXT, _("Nama desa"), given=True, standard="administrative-classification:generic:label"),
    Column("kecamatan", Kind.TEXT, _("Kecamatan"), standard="geo-source:address:city:label"),
    Column("kabupaten", Kind.TEXT, _("Kabupaten atau kota"), standard="geo-source:address:county:label"),
    Column("provinsi", Kind.TEXT, _("Provinsi"), standard="geo-source:address:region:label"),
    Column("kode_bidang", Kind.TEXT, _("Kode bidang"), standard="functional-classification:generic:level1:code"),
    Column("bidang", Kind.TEXT, _("Nama bidang"), standard="functional-classification:generic:level1:label"),
    Column(
        "kode_sub_bidang", Kind.TEXT, _("Kode sub bidang"), standard="functional-classification:generic:level2:code"
    ),
    Column(
        "kode_kegiatan",
        Kind.TEXT,
        _("Kode kegiatan menurut Permendagri 20/2018"),
        standard="functional-classification:generic:level3:code",
    ),
    Column("id_kegiatan", Kind.TEXT, _("Tanda tetap kegiatan"), given=True, standard="activity:generic:project:code"),
    Column("kegiatan", Kind.TEXT, _("Nama kegiatan"), standard="activity:generic:project:label"),
    Column(
        "sumber_dana",
        Kind.TEXT,
        _("Sandi sumber dana; kosong pada realisasi"),
        codes=dict(FundSource.choices),
        standard="fin-source:generic:code",
    ),
    Column("jumlah", Kind.NUMBER, _("Jumlah, rupiah"), given=True, standard="value"),
    Column("alamat_terbitan", Kind.TEXT, _("Alamat terbitan di papan ini"), given=True),
)


def phase_of(state: str, kind: str | None) -> str:
    """The phase of an activity, by its state and by what the meeting was about.

    A plan (RKP) promises money, only the budget (APB Desa) gives it: Permendagri 114/2014 and 20/2018.
    """
    if state == ItemState.CHANGED:
        return ADJUSTED
    if state in IN_PLAN and kind != MeetingType.MUSDES_APBDES:
        return PROPOSED
    return PROPOSED if state == ItemState.PROPOSED else APPROVED


def _lines(publication: Publication) -> Iterator[Row]:
    kind, number = meeting_type(publication), 0
    for item in publication.snapshot.get("plan", {}).get("items", []):
        phase = phase_of(item.get("state", ""), kind)
        for source in item.get("sources") or [{"amount": item["amount"]}]:
            number += 1
            yield _line(publication, number, item, phase, source)
    for item in publication.snapshot.get("progress", {}).get("items", []):
        if "spent" in item:
            number += 1
            yield _line(publication, number, item, EXECUTED, {"amount": item["spent"]})


def _line(publication: Publication, number: int, item: Snapshot, phase: str, source: Snapshot) -> Row:
    _id, code, name, kecamatan, kabupaten, provinsi = core.place_cells(publication)
    parts = [part for part in item.get("account", "").split(".") if part]
    codes = [".".join(parts[:level]) if len(parts) >= level else None for level in range(1, LEVELS + 1)]
    return [
        f"{publication.pk}-{number}",
        publication.fiscal_year,
        phase,
        "expenditure",
        code,
        name,
        kecamatan,
        kabupaten,
        provinsi,
        codes[0],
        (item.get("field_name") if codes[0] else None) or None,
        *codes[1:],
        item["id"],
        item.get("name"),
        source.get("source"),
        rupiah(source.get("amount", 0)),
        imprint.address_of(publication),
    ]


def _described(scope: Scope) -> Mapping[str, Any]:
    """What the standard asks for beyond the table: where, how finely, and how columns make up a model."""
    return {
        "countryCode": "ID",
        "granularity": "aggregated",
        "model": {
            "measures": {"jumlah": {"source": "jumlah", "resource": LINES.name, "currency": "IDR"}},
            "dimensions": {
                "tahun": _dimension("datetime", "tahun_anggaran"),
                "tahap": _dimension("other", "tahap"),
                "desa": {
                    **_dimension("classification", "kode_desa", "desa"),
                    "classificationType": "administrative",
                },
                "wilayah": _dimension("location", "provinsi", "kabupaten", "kecamatan"),
                "bidang": {
                    **_dimension("classification", "kode_kegiatan", "kode_sub_bidang", "kode_bidang", "bidang"),
                    "classificationType": "functional",
                },
                "kegiatan": _dimension("activity", "id_kegiatan", "kegiatan"),
                "sumber_dana": _dimension("other", "sumber_dana"),
                "baris": _dimension("fact", "baris"),
            },
        },
    }


def _dimension(kind: str, *columns: str) -> dict[str, Any]:
    attributes = {name: {"source": name, "resource": LINES.name} for name in columns}
    return {"dimensionType": kind, "primaryKey": columns[0], "attributes": attributes}


LINES = Table(
    name="anggaran",
    title=_("Baris anggaran"),
    says=_("Belanja desa menurut kegiatan dan sumber dana."),
    columns=COLUMNS,
    rows=_lines,
)
FISCAL = Package(
    name="anggaran-fdp.zip",
    title=_("Anggaran (Fiscal Data Package)"),
    says=_("Baris anggaran menurut tahap, bidang, dan sumber dana, untuk perangkat analisis anggaran."),
    table=LINES,
    describe=_described,
)
