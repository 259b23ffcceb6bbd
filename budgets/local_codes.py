"""Verbs: the activities that a kabupaten names itself, under the codes 90 to 99 of a sub bidang.

Source: Permendagri 20/2018, Lampiran: each kabupaten names its own 90 to 99.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import queries, rules
from budgets.intake import cells
from budgets.intake.columns import Bad, Column, Form, Found
from budgets.intake.looks import Difference, Look, Step, What, check
from budgets.models import AccountCode
from budgets.terms import CodeLevel, Ranah
from villages.access import villages_with
from villages.models import Region
from villages.terms import Right

LONGEST_NAME, LONGEST_SAID = 300, 300
FORM = Form(
    "codes",
    (
        Column(
            "kode",
            gettext_lazy("Kode"),
            also=("kode kegiatan", "kode rekening", "kd keg"),
            read=cells.account,
            needed=True,
        ),
        Column(
            "nama",
            gettext_lazy("Nama kegiatan"),
            also=("uraian", "nama", "nomenklatur", "nama keg", "jenis kegiatan"),
            read=cells.text(LONGEST_NAME),
            needed=True,
        ),
        Column("kata_warga", gettext_lazy("Kata warga"), also=("kata kunci", "sebutan"), read=cells.text(LONGEST_SAID)),
        Column("sejak", gettext_lazy("Berlaku sejak"), also=("tahun", "mulai", "sejak tahun"), read=cells.year),
        Column("sampai", gettext_lazy("Berlaku sampai"), also=("akhir", "sampai tahun"), read=cells.year),
    ),
)


class NotLocal(Problem):
    """A code that a kabupaten may not name, or years that make no sense. ``why``: what to do."""

    code = "not_a_local_code"
    status = 422
    title = gettext_lazy("Kode kegiatan lokal ini belum benar.")

    def __init__(self, why: str) -> None:
        super().__init__(why=why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Local:
    """A local activity as a kabupaten says it; ``said``: villagers' words for it, the commonest first."""

    code: str
    name: str
    said: str
    year_from: int
    year_until: int | None = None
    row: int = 0


def kabupatens_of(actor: Actor) -> QuerySet[Region]:
    """The kabupaten whose codes the person names. One query when evaluated."""
    mine = villages_with(actor.user, Right.ALLOT).order_by().values("region__parent__parent")
    return Region.objects.filter(pk__in=mine).order_by("pk")


def kabupaten_for(actor: Actor, code: str) -> Region:
    """The kabupaten, for who names its codes; else ``NotFound``. One query."""
    found = kabupatens_of(actor).filter(pk=code).first()
    if found is None:
        raise NotFound
    return found


def codes_of(kabupaten: Region) -> QuerySet[AccountCode]:
    """What the kabupaten named, ended ones too, in order. One query when evaluated."""
    return AccountCode.objects.filter(kabupaten=kabupaten, ranah=Ranah.FUNGSI).order_by("code", "year_from")


@transaction.atomic
def say(kabupaten: Region, one: Local, *, by: Actor) -> What:
    """Adds a local code, or renames it from a year on; what was booked before keeps the old name.

    Raises ``NotFound`` for who may not, ``NotLocal``.
    """
    kabupaten_for(by, kabupaten.pk)
    _fits(one, _groups(one.year_from))
    return _say(kabupaten, one, _sectors())


@transaction.atomic
def end(kabupaten: Region, row: AccountCode, last_year: int, *, by: Actor) -> None:
    """Ends a local code with a year; its items keep it. Raises ``NotFound`` for who may not, ``NotLocal``."""
    kabupaten_for(by, kabupaten.pk)
    if row.kabupaten_id != kabupaten.pk:
        raise NotFound
    if last_year < row.year_from:
        told = _("Kode ini mulai berlaku %(year)d. Tahun terakhirnya tidak boleh lebih awal.") % {"year": row.year_from}
        raise NotLocal(told)
    row.year_until = last_year
    row.save(update_fields=["year_until"])


def look(found: Found, *, kabupaten: Region, year: int) -> Look:
    """What taking a table of local codes in would do; ``year``: from when, where the table does not say.

    One query, and one a year that the table names.
    """
    bad = [
        Bad(found.head, "", "", _("Kolom %(column)s tidak ditemukan.") % {"column": one.title}) for one in found.missing
    ]
    said: dict[tuple[str, int], Local] = {}
    steps = []
    known = list(codes_of(kabupaten))
    groups = cache(_groups)
    for row in found.lines() if not bad else ():
        values, wrong = found.values(row)
        bad += wrong
        if wrong:
            continue
        one = Local(
            values["kode"],
            values["nama"],
            values["kata_warga"] or "",
            values["sejak"] or year,
            values["sampai"],
            row.number,
        )
        try:
            _fits(one, groups(one.year_from))
        except NotLocal as refusal:
            bad.append(found.bad(row, "kode", refusal.why))
            continue
        if (one.code, one.year_from) in said:
            before = said[one.code, one.year_from].row
            bad.append(found.bad(row, "kode", _("Kode ini sudah ada di baris %(row)d.") % {"row": before}))
            continue
        said[one.code, one.year_from] = one
        steps.append(_step(_now(known, one), one))
    return Look(steps=tuple(steps), bad=tuple(bad))


@transaction.atomic
def take(found: Found, *, kabupaten: Region, year: int, by: Actor, seen: str | None = None) -> Look:
    """Takes a table of local codes in, all or none. Raises ``NotFound``, ``HasBad``, ``ChangedMeanwhile``."""
    kabupaten_for(by, kabupaten.pk)
    shown = look(found, kabupaten=kabupaten, year=year)
    check(shown, seen)
    sectors = _sectors()
    for one in shown.changes:
        _say(kabupaten, Local(**one.fields), sectors)
    return shown


def _fits(one: Local, groups: frozenset[str]) -> None:
    parent = one.code.rpartition(".")[0]
    if not rules.is_local(one.code):
        raise NotLocal(_("Kode lokal berakhir 90 sampai 99, misalnya 3.2.92. Yang lain ditetapkan pusat."))
    if parent not in groups:
        raise NotLocal(_("Tidak ada sub bidang %(code)s pada tahun itu.") % {"code": parent})
    if not one.name.strip():
        raise NotLocal(_("Tulis nama kegiatannya."))
    if one.year_until is not None and one.year_until < one.year_from:
        raise NotLocal(_("Tahun terakhir tidak boleh lebih awal dari tahun mulai."))


def _groups(year: int) -> frozenset[str]:
    found = queries.account_codes(year).filter(level=CodeLevel.SUB_BIDANG)
    return frozenset(found.values_list("code", flat=True))


def _sectors() -> dict[str, str]:
    return dict(queries.account_codes().exclude(sector="").values_list("code", "sector"))


def _step(now: AccountCode | None, one: Local) -> Step:
    fields = {
        "code": one.code,
        "name": one.name,
        "said": one.said,
        "year_from": one.year_from,
        "year_until": one.year_until,
    }
    told = list(_differences(now, one))
    what = What.NEW if now is None else What.CHANGED if told else What.SAME
    title = f"{one.code} {one.name}"
    return Step(one.row, title, what, None, f"{one.code}:{one.year_from}", fields=fields, differences=tuple(told))


def _now(rows: Iterable[AccountCode], one: Local) -> AccountCode | None:
    return next((row for row in rows if row.code == one.code and row.in_force(one.year_from)), None)


def _differences(now: AccountCode | None, one: Local) -> Iterator[Difference]:
    until = "" if one.year_until is None else str(one.year_until)
    if now is None:
        yield Difference(_("Berlaku"), "", f"{one.year_from}–{until}")
        return
    if now.name != one.name:
        told = _("%(name)s (mulai %(year)d)") % {"name": one.name, "year": one.year_from}
        yield Difference(_("Nama"), now.name, told)
    if one.said and now.said != one.said:
        yield Difference(_("Kata warga"), now.said, one.said)
    if one.year_until is not None and now.year_until != one.year_until:
        yield Difference(_("Berlaku sampai"), "" if now.year_until is None else str(now.year_until), until)


def _say(kabupaten: Region, one: Local, sectors: dict[str, str]) -> What:
    now = _now(codes_of(kabupaten).filter(code=one.code), one)
    if not list(_differences(now, one)):
        return What.SAME
    if now is not None and (now.name == one.name or now.year_from == one.year_from):
        now.name, now.said = one.name, one.said or now.said
        now.year_until = now.year_until if one.year_until is None else one.year_until
        now.save(update_fields=["name", "said", "year_until"])
        return What.CHANGED
    until, said = one.year_until, one.said
    if now is not None:
        until, said = until or now.year_until, said or now.said
        now.year_until = one.year_from - 1
        now.save(update_fields=["year_until"])
    later = codes_of(kabupaten).filter(code=one.code, year_from__gt=one.year_from).first()
    if later is not None and (until is None or until >= later.year_from):
        until = later.year_from - 1
    AccountCode.objects.create(
        kabupaten=kabupaten,
        ranah=Ranah.FUNGSI,
        code=one.code,
        name=one.name,
        said=said,
        level=CodeLevel.KEGIATAN,
        parent_code=one.code.rpartition(".")[0],
        sector=next((sectors[code] for code in rules.lineage(one.code) if code in sectors), ""),
        year_from=one.year_from,
        year_until=until,
    )
    return What.NEW if now is None else What.CHANGED
