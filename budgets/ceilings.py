"""Verbs: what each source gives the villages in a year, out of the table that a kabupaten decided, or by hand.

The bupati tells the villages their indicative ceilings (Permendagri 114/2014 Ps 31): only who has ``Right.ALLOT`` says
one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.kernel import ids, money, words
from backend.kernel.actor import Actor
from budgets.intake import cells
from budgets.intake.cells import plain
from budgets.intake.columns import Bad, Column, Form, Found
from budgets.intake.looks import Difference, Look, Step, Sum, What, check
from budgets.intake.sheets import Row
from budgets.models import Ceiling
from budgets.terms import FundSource
from sync import edit, ledger
from villages.access import village_for, villages_with
from villages.models import Village
from villages.terms import Right

LONGEST_LAW = 200
SUMS = ("jumlah", "total")
FORM = Form(
    "ceilings",
    (
        Column(
            "kode_desa",
            gettext_lazy("Kode desa"),
            also=("kd desa", "kode wilayah", "kode kemendagri", "kode", "kode desa kemendagri"),
            read=cells.village_code,
        ),
        Column("kecamatan", gettext_lazy("Kecamatan"), also=("nama kecamatan", "distrik"), read=cells.text(80)),
        Column("desa", gettext_lazy("Nama desa"), also=("desa", "village", "gampong", "nagari"), read=cells.text(80)),
        Column(
            "tahun",
            gettext_lazy("Tahun anggaran"),
            also=("tahun", "ta", "kd tahun", "tahun pagu"),
            read=cells.year,
        ),
        Column(
            "sumber",
            gettext_lazy("Sumber dana"),
            also=("sumber", "kd sumber", "sumber pembiayaan", "jenis dana"),
            read=cells.source,
        ),
        Column(
            "pagu",
            gettext_lazy("Pagu"),
            also=("pagu indikatif rp", "jumlah", "besaran", "pagu anggaran", "anggaran", "alokasi", "nilai"),
            read=cells.amount,
            needed=True,
        ),
        Column("indikatif", gettext_lazy("Indikatif"), also=("pagu sementara",), read=cells.yes),
        Column(
            "dasar_hukum",
            gettext_lazy("Dasar hukum"),
            also=("peraturan", "dasar", "nomor peraturan", "perbup"),
            read=cells.text(LONGEST_LAW),
        ),
    ),
)
"""``kode_desa, tahun, sumber, pagu, indikatif, dasar_hukum``; an annex of a Perbup names villages instead of codes."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds for every row of a table that does not say it itself."""

    fiscal_year: int | None = None
    source: FundSource | None = None
    indicative: bool | None = None
    legal_reference: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One ceiling, in sen; what is ``None`` is not said, and stays as it stands."""

    row: int
    village: Village
    fiscal_year: int
    source: FundSource
    amount: int
    indicative: bool | None
    legal_reference: str | None

    @property
    def fields(self) -> dict[str, Any]:
        """What is written of it, in wire form."""
        said: dict[str, Any] = {
            "fiscal_year": self.fiscal_year,
            "source": self.source.value,
            "amount": self.amount,
        }
        if self.indicative is not None:
            said["indicative"] = self.indicative
        if self.legal_reference is not None:
            said["legal_reference"] = self.legal_reference or None
        return said


class Places:
    """The villages that the person gives ceilings to, by code and by name. Two queries."""

    def __init__(self, by: Actor) -> None:
        self.by_code: dict[str, Village] = {}
        self._by_name: dict[tuple[str, str], list[Village]] = {}
        found = villages_with(by.user, Right.ALLOT).select_related("region__parent")
        for village in found:
            self.by_code[village.region_id] = village
            kecamatan = village.region.parent.name if village.region.parent else ""
            for place in ("", _place_name(kecamatan)):
                self._by_name.setdefault((place, _place_name(village.region.name)), []).append(village)

    def named(self, name: str, kecamatan: str) -> list[Village]:
        """The villages of this name, in this kecamatan where one is given."""
        return self._by_name.get((_place_name(kecamatan), _place_name(name)), [])


def _place_name(name: str) -> str:
    words = plain(name).split(" ")
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"desa", "kecamatan", "kec"} else words)


def look(found: Found, *, by: Actor, usual: Usual = Usual()) -> Look:
    """What taking the table in would do: every bad cell, every ceiling that is new or changes, the sums."""
    places = Places(by)
    said: dict[tuple[UUID, int, str], Said] = {}
    bad = [Bad(found.head, "", "", _missing(one)) for one in found.missing]
    passed: list[tuple[int, str]] = []
    printed: Sum | None = None
    for row in found.lines() if not bad else ():
        if total := _total_of(found, row):
            printed = total
        elif printed is not None:
            passed.append((row.number, " ".join(filter(None, row.cells))))
        else:
            one, wrong = _read(found, row, places, usual)
            bad += wrong
            if one is not None and _once(one, said, found, row, bad):
                said[one.village.pk, one.fiscal_year, one.source] = one
    steps = tuple(_steps(said))
    sums = _sums(said, printed)
    return Look(steps=steps, bad=tuple(bad), passed=tuple(passed), sums=sums)


def _missing(column: Column) -> str:
    return _("Kolom %(column)s tidak ditemukan. Tunjukkan kolomnya, atau beri nama itu.") % {"column": column.title}


def _total_of(found: Found, row: Row) -> Sum | None:
    """The sum that a row prints; ``None`` where it is no row of a sum."""
    amount_at = found.places["pagu"]
    label = next((cell for place, cell in enumerate(row.cells) if cell and place != amount_at), "")
    printed = money.from_sheet(row.cell(amount_at))
    if plain(label).split(" ")[0] not in SUMS:
        return None
    return Sum(_("Jumlah"), 0, printed, row.number)


def _read(found: Found, row: Row, places: Places, usual: Usual) -> tuple[Said | None, list[Bad]]:
    values, bad = found.values(row)
    named = {one.column for one in bad}
    village = _village_of(found, row, values, places, bad)
    year = values["tahun"] or usual.fiscal_year
    source = values["sumber"] or usual.source
    for name, value in (("tahun", year), ("sumber", source)):
        if value is None and found.bad(row, name, "").column not in named:
            bad.append(found.bad(row, name, _("Tidak ada di tabel. Isi, atau pilih di halaman impor.")))
    if bad or village is None or year is None or source is None:
        return None, bad
    indicative = usual.indicative if values["indikatif"] is None else values["indikatif"]
    law = values["dasar_hukum"] or usual.legal_reference
    return Said(row.number, village, year, source, values["pagu"], indicative, law), []


def _village_of(found: Found, row: Row, values: Mapping[str, Any], places: Places, bad: list[Bad]) -> Village | None:
    code, name = values["kode_desa"], values["desa"]
    if code:
        if code not in places.by_code:
            bad.append(found.bad(row, "kode_desa", _("Tidak ada desa dengan kode ini di wilayah Anda.")))
        return places.by_code.get(code)
    if found.said(row, "kode_desa"):
        return None  # named as bad already
    if not name:
        bad.append(found.bad(row, "kode_desa", _("Tulis kode desa atau nama desanya.")))
        return None
    villages = places.named(name, values["kecamatan"] or "")
    if len(villages) == 1:
        return villages[0]
    why = (
        _("Ada beberapa desa dengan nama ini. Tulis kode desanya.")
        if villages
        else _("Tidak ada desa dengan nama ini di wilayah Anda. Periksa ejaannya, atau tulis kodenya.")
    )
    bad.append(found.bad(row, "desa", why))
    return None


def _once(one: Said, said: Mapping[tuple[UUID, int, str], Said], found: Found, row: Row, bad: list[Bad]) -> bool:
    before = said.get((one.village.pk, one.fiscal_year, one.source))
    if before is not None:
        told = _("Desa, tahun dan sumber ini sudah ada di baris %(row)d. Hapus salah satu.") % {"row": before.row}
        bad.append(Bad(row.number, "", found.said(row, "pagu"), told))
    return before is None


def _steps(said: Mapping[tuple[UUID, int, str], Said]) -> Iterator[Step]:
    standing = _standing(said)
    for key, one in said.items():
        title = f"{one.village.name} · {one.fiscal_year} · {one.source}"
        known = standing.get(key)
        step = Step(
            row=one.row,
            title=title,
            what=What.NEW,
            village=one.village.pk,
            key=":".join(map(str, key)),
            fields=one.fields,
            differences=(Difference(_("Pagu"), "", words.rupiah(one.amount)),),
        )
        if known is not None:
            differences = tuple(_differences(known, one))
            what = What.CHANGED if differences else What.SAME
            step = replace(step, what=what, record=known.id, version=known.version, differences=differences)
        yield step


def _standing(said: Iterable[tuple[UUID, int, str]]) -> dict[tuple[UUID, int, str], Ceiling]:
    villages, years = {village for village, _y, _s in said}, {year for _v, year, _s in said}
    rows = Ceiling.objects.filter(village__in=villages, fiscal_year__in=years, deleted_at__isnull=True)
    return {(one.village_id, one.fiscal_year or 0, one.source): one for one in rows.order_by("version")}


def _differences(known: Ceiling, one: Said) -> Iterator[Difference]:
    if known.amount != one.amount:
        yield Difference(_("Pagu"), words.rupiah(known.amount or 0), words.rupiah(one.amount))
    if one.indicative is not None and known.indicative != one.indicative:
        answers = {True: _("ya"), False: _("tidak")}
        yield Difference(_("Indikatif"), answers[known.indicative], answers[one.indicative])
    if one.legal_reference is not None and known.legal_reference != one.legal_reference:
        yield Difference(_("Dasar hukum"), known.legal_reference, one.legal_reference)


def _sums(said: Mapping[tuple[UUID, int, str], Said], printed: Sum | None) -> tuple[Sum, ...]:
    sources = {one.source for one in said.values()}
    by_source = [
        Sum(str(source.label), sum(one.amount for one in said.values() if one.source == source))
        for source in FundSource
        if source in sources
    ]
    total = sum(one.amount for one in said.values())
    last = Sum(_("Jumlah"), total) if printed is None else replace(printed, ours=total)
    return (*by_source, last)


@transaction.atomic
def take(found: Found, *, by: Actor, usual: Usual = Usual(), seen: str | None = None) -> Look:
    """Writes the ceilings that are new or changed, all or none; answers what was done.

    ``seen``: the digest of the preview that was agreed to. A table that comes again changes nothing. Raises
    ``HasBad``, ``ChangedMeanwhile``.
    """
    first = look(found, by=by, usual=usual)
    check(first, seen)
    ledger.lock_all({one.village for one in first.changes if one.village is not None})
    done = look(found, by=by, usual=usual)
    check(done, first.digest)
    _write(done.changes, by)
    return done


@transaction.atomic
def say(village: Village, fiscal_year: int, said: Iterable[Said], *, by: Actor, ended: Iterable[str] = ()) -> int:
    """Sets a village's ceilings of a year as an officer typed them; ``ended``: sources that have none any more.

    Answers how many were written. Raises ``NotFound`` for who may not say ceilings there.
    """
    village_for(by, village.pk, Right.ALLOT)
    ledger.lock(village.pk)
    steps = list(_steps({(village.pk, fiscal_year, one.source): one for one in said}))
    changes = [one for one in steps if one.what in (What.NEW, What.CHANGED)]
    _write(changes, by)
    standing = _standing([(village.pk, fiscal_year, source) for source in FundSource.values])
    gone = [standing[key] for source in ended if (key := (village.pk, fiscal_year, source)) in standing]
    for ceiling in gone:
        edit.remove(ceiling, by=by)
    return len(changes) + len(gone)


def _write(steps: Iterable[Step], by: Actor) -> None:
    by_village: dict[UUID, list[edit.Write]] = {}
    for one in steps:
        if one.village is not None:
            write = edit.Write("ceiling", one.record or ids.uuid7(), one.fields)
            by_village.setdefault(one.village, []).append(write)
    for village in sorted(by_village):
        edit.several(village, by_village[village], by=by)
