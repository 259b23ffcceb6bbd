"""Verbs: begin an edition, adopt it, take it up again, revise it. One transaction each."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock, ids
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts
from budgets.models import BudgetChange, BudgetLine, BudgetWork, VillageBudget
from budgets.sections.budget import findings_of
from budgets.terms import BudgetChangeKind, BudgetState
from villages.access import village_for
from villages.models import Village
from villages.terms import Right

YEARS = (2015, 2100)
LONGEST_ABOUT = 400


class BudgetExists(Problem):
    code = "budget_exists"
    status = 409
    title = _("APB Desa tahun ini sudah ada. Buka yang ada, atau buat perubahannya.")


class YearWrong(Problem):
    code = "year_wrong"
    status = 422
    title = _("Tahun anggaran ini tidak masuk akal.")


class ChangedMeanwhile(Problem):
    code = "budget_changed"
    status = 409
    title = _("Isinya sudah diubah orang lain sesudah halaman ini Anda buka. Lihat yang baru, lalu ulangi.")


class NotADraft(Problem):
    code = "budget_adopted"
    status = 409
    title = _("APB Desa ini sudah ditetapkan. Buat perubahan, atau buka lagi dengan alasan.")


class NotAdopted(Problem):
    code = "budget_not_adopted"
    status = 409
    title = _("APB Desa ini belum ditetapkan.")


class NotTheNewest(Problem):
    code = "budget_revised"
    status = 409
    title = _("Sudah ada perubahan sesudah naskah ini. Kerjakan naskah yang terbaru.")


class BudgetFaulty(Problem):
    """``facts["because"]``: the sentences of what stands in the way."""

    code = "budget_faulty"
    status = 409
    title = _("Belum dapat ditetapkan. Perbaiki dahulu yang tertulis di bawah ini.")


class PerdesMissing(Problem):
    code = "perdes_missing"
    status = 422
    title = _("Tulis nomor Perdes dan tanggal penetapannya.")


class ReasonMissing(Problem):
    code = "reason_missing"
    status = 422
    title = _("Tulis alasannya. Alasan ini tersimpan dalam riwayat.")


@transaction.atomic
def start(village: Village, year: int, *, by: Actor) -> VillageBudget:
    """Begins the first edition of a year. Raises ``BudgetExists``, ``YearWrong``."""
    village_for(by, village.pk, Right.RECORD)
    least, most = YEARS
    if not least <= year <= most:
        raise YearWrong(year=year)
    try:
        with transaction.atomic():
            made = VillageBudget.objects.create(village=village, fiscal_year=year)
    except IntegrityError as taken:
        raise BudgetExists(year=year) from taken
    record(made, by, BudgetChangeKind.STARTED)
    return made


@transaction.atomic
def adopt(budget: VillageBudget, *, by: Actor, seen: int, reference: str, on: date | None) -> VillageBudget:
    """Adopts a draft as its Perdes says. Raises ``BudgetFaulty`` with the reasons where it does not balance."""
    fresh = locked(budget, by=by, seen=seen)
    if not reference.strip() or on is None:
        raise PerdesMissing
    because = obstacles(fresh)
    if because:
        raise BudgetFaulty(because=because)
    fresh.state, fresh.legal_reference, fresh.adopted_on = BudgetState.ADOPTED, reference.strip(), on
    kept(fresh, by, BudgetChangeKind.ADOPTED, about=fresh.legal_reference)
    return fresh


def obstacles(budget: VillageBudget) -> list[str]:
    """Why an edition cannot be adopted, in plain words; empty where it can. Five queries."""
    book = accounts.book_of(budget, accounts.codes_for(budget.village, budget.fiscal_year))
    return [str(one.message) for one in findings_of(budget.village, budget, book) if one.blocking]


@transaction.atomic
def reopen(budget: VillageBudget, *, by: Actor, seen: int, reason: str) -> VillageBudget:
    """Makes an adopted edition a draft again, to mend a slip; the board keeps what it shows. Raises ``NotADraft`` …"""
    fresh = locked(budget, by=by, seen=seen, draft=False)
    if not reason.strip():
        raise ReasonMissing
    if fresh.is_draft:
        raise NotAdopted
    must_be_newest(fresh)
    fresh.state = BudgetState.DRAFT
    kept(fresh, by, BudgetChangeKind.REOPENED, about=reason.strip())
    return fresh


@transaction.atomic
def revise(budget: VillageBudget, *, by: Actor, seen: int) -> VillageBudget:
    """Begins the next revision (perubahan) as a copy: what stands now becomes "semula"."""
    fresh = locked(budget, by=by, seen=seen, draft=False)
    if fresh.is_draft:
        raise NotAdopted
    must_be_newest(fresh)
    made = VillageBudget.objects.create(village=fresh.village, fiscal_year=fresh.fiscal_year, edition=fresh.edition + 1)
    works: dict[Any, BudgetWork] = {}
    for one in BudgetWork.objects.filter(budget=fresh).order_by("id"):
        old, one.pk, one.budget, one.version = one.pk, ids.uuid7(), made, 1
        works[old] = one
    BudgetWork.objects.bulk_create(works.values(), batch_size=100)
    lines = list(BudgetLine.objects.filter(budget=fresh).order_by("id"))
    for line in lines:
        line.pk, line.budget, line.version, line.before = ids.uuid7(), made, 1, line.amount
        line.work = works[line.work_id] if line.work_id else None
    BudgetLine.objects.bulk_create(lines, batch_size=80)
    record(made, by, BudgetChangeKind.STARTED, about=str(fresh.legal_reference))
    return made


def locked(budget: VillageBudget, *, by: Actor, seen: int | None, draft: bool = True) -> VillageBudget:
    """The edition as it stands once nobody else can change it, for somebody who may record in its village.

    ``seen``: the revision that was on the page; ``None`` where the change overwrites nothing. ``draft``: whether it
    must still be one. Raises ``NotFound``, ``ChangedMeanwhile``, ``NotADraft``.
    """
    fresh = VillageBudget.objects.select_for_update().filter(pk=budget.pk).first()
    if fresh is None:
        raise NotFound
    fresh.village = village_for(by, fresh.village_id, Right.RECORD)
    if seen is not None and seen != fresh.revision:
        raise ChangedMeanwhile(seen=seen, now=fresh.revision)
    if draft and not fresh.is_draft:
        raise NotADraft
    return fresh


def must_be_newest(budget: VillageBudget) -> None:
    """Raises ``NotTheNewest`` where a later edition was begun."""
    newest = accounts.newest_of(budget.village_id, budget.fiscal_year)
    if newest is not None and newest.edition > budget.edition:
        raise NotTheNewest(edition=newest.edition)


def kept(budget: VillageBudget, by: Actor, what: BudgetChangeKind, **told: Any) -> None:
    """Saves an edition as its next revision, and records the change."""
    budget.revision += 1
    budget.save()
    record(budget, by, what, **told)


def record(
    budget: VillageBudget,
    by: Actor,
    what: BudgetChangeKind,
    *,
    about: str = "",
    was: dict[str, Any] | None = None,
    became: dict[str, Any] | None = None,
) -> None:
    """One line of the history."""
    BudgetChange.objects.create(
        budget=budget,
        revision=budget.revision,
        at=clock.now(),
        by_id=by.user,
        what=what,
        about=about[:LONGEST_ABOUT],
        was=was or {},
        became=became or {},
    )
