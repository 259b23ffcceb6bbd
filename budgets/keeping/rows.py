"""Verbs: add, change and remove activities and lines of a draft. One transaction each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts, balance
from budgets.accounts import Codes
from budgets.keeping.editions import ChangedMeanwhile, kept, locked
from budgets.models import BudgetLine, BudgetWork, VillageBudget
from budgets.terms import BudgetChangeKind, Ranah


class RowExists(Problem):
    code = "budget_row_exists"
    status = 409
    title = _("Baris yang sama sudah ada. Ubah baris itu, jangan menambah.")


class CodeUnknown(Problem):
    code = "budget_code_unknown"
    status = 422
    title = _("Kode ini tidak ada dalam daftar kode rekening tahun itu. Pilih kode dari daftar.")


class LineMisplaced(Problem):
    code = "budget_line_misplaced"
    status = 422
    title = _("Belanja (5) dimasukkan di dalam kegiatannya; pendapatan (4) dan pembiayaan (6) di luar kegiatan.")


class AmountTooLarge(Problem):
    code = "amount_too_large"
    status = 422
    title = _("Jumlahnya lebih besar daripada yang dapat disimpan. Periksa titik dan koma.")


@dataclass(frozen=True, slots=True)
class WorkSaid:
    """What somebody says of an activity; ``volume`` in thousandths."""

    code: str
    name: str
    place: str = ""
    volume: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What somebody says of a line; ``amount`` in sen."""

    account: str
    amount: int
    source: str = ""
    name: str = ""


@transaction.atomic
def add_work(budget: VillageBudget, said: WorkSaid, *, by: Actor) -> BudgetWork:
    """Adds an activity, tied to the one that a meeting adopted under the same code and name. Raises ``RowExists`` …"""
    fresh = locked(budget, by=by, seen=None)
    given = _of_work(said, accounts.codes_for(fresh.village, fresh.fiscal_year))
    item = accounts.adopted_items(fresh.village_id, fresh.fiscal_year).get(
        accounts.known_as(given["code"], given["name"])
    )
    work = BudgetWork(budget=fresh, item=item, **given)
    _save(work)
    kept(fresh, by, BudgetChangeKind.ADDED, about=str(work), became=given)
    return work


@transaction.atomic
def change_work(work: BudgetWork, said: WorkSaid, *, by: Actor, seen: int) -> BudgetWork:
    """Changes an activity that was seen as version ``seen``."""
    fresh = locked(work.budget, by=by, seen=None)
    row = _fresh_work(work, seen)
    given = _of_work(said, accounts.codes_for(fresh.village, fresh.fiscal_year))
    was = _differing(row, given)
    if was:
        _changed(row, given)
        items = accounts.adopted_items(fresh.village_id, fresh.fiscal_year)
        row.item = items.get(accounts.known_as(row.code, row.name)) or row.item
        _save(row)
        became = {name: given[name] for name in was}
        kept(fresh, by, BudgetChangeKind.CHANGED, about=str(row), was=was, became=became)
    return row


@transaction.atomic
def tie(work: BudgetWork, item: UUID | None, *, by: Actor, seen: int) -> BudgetWork:
    """Says which adopted activity this one is; ``None``: none of them."""
    fresh = locked(work.budget, by=by, seen=None)
    row = _fresh_work(work, seen)
    known = accounts.items_of_year(fresh.village_id, fresh.fiscal_year)
    if item is not None and item not in known:
        raise NotFound
    was, row.item, row.version = row.item, item, row.version + 1
    row.save()
    told = {"was": {"item": str(was or "")}, "became": {"item": str(item or "")}}
    kept(fresh, by, BudgetChangeKind.CHANGED, about=str(row), **told)
    return row


@transaction.atomic
def remove_work(work: BudgetWork, *, by: Actor, seen: int) -> None:
    """Removes an activity with its lines; what the edition before gave stays as nought."""
    fresh = locked(work.budget, by=by, seen=None)
    row = _fresh_work(work, seen)
    for line in list(BudgetLine.objects.filter(work=row)):
        _take_out(fresh, line, by)
    if not BudgetLine.objects.filter(work=row).exists():
        was = {"code": row.code, "name": row.name}
        row.delete()
        kept(fresh, by, BudgetChangeKind.REMOVED, about=f"{was['code']} {was['name']}", was=was)


@transaction.atomic
def add_line(budget: VillageBudget, work: BudgetWork | None, said: LineSaid, *, by: Actor) -> BudgetLine:
    """Adds a line, in an activity where it is spent. Raises ``RowExists``, ``CodeUnknown``, ``LineMisplaced`` …"""
    fresh = locked(budget, by=by, seen=None)
    if work is not None and work.budget_id != fresh.pk:
        raise NotFound
    given = _of_line(said, accounts.codes_for(fresh.village, fresh.fiscal_year), in_work=work is not None)
    line = BudgetLine(budget=fresh, work=work, **given)
    _save(line)
    kept(fresh, by, BudgetChangeKind.ADDED, about=called(line), became=given)
    return line


@transaction.atomic
def change_line(line: BudgetLine, said: LineSaid, *, by: Actor, seen: int) -> BudgetLine:
    """Changes a line that was seen as version ``seen``."""
    fresh = locked(line.budget, by=by, seen=None)
    row = _fresh_line(line, seen)
    codes = accounts.codes_for(fresh.village, fresh.fiscal_year)
    given = _of_line(said, codes, in_work=row.work_id is not None)
    was = _differing(row, given)
    if was:
        _changed(row, given)
        _save(row)
        became = {name: given[name] for name in was}
        kept(fresh, by, BudgetChangeKind.CHANGED, about=called(row), was=was, became=became)
    return row


@transaction.atomic
def remove_line(line: BudgetLine, *, by: Actor, seen: int) -> None:
    """Removes a line; in a revision, what the edition before gave stays as nought, so that the change is seen."""
    fresh = locked(line.budget, by=by, seen=None)
    _take_out(fresh, _fresh_line(line, seen), by)


def called(line: BudgetLine) -> str:
    """How the history names a line."""
    return " ".join(part for part in (line.account, line.name, line.source) if part)


def _take_out(budget: VillageBudget, line: BudgetLine, by: Actor) -> None:
    was, about = {"amount": line.amount}, called(line)
    if not line.before:
        line.delete()
        kept(budget, by, BudgetChangeKind.REMOVED, about=about, was=was)
    elif line.amount:
        line.amount, line.version = 0, line.version + 1
        line.save()
        kept(budget, by, BudgetChangeKind.CHANGED, about=about, was=was, became={"amount": 0})


def _of_work(said: WorkSaid, codes: Codes) -> dict[str, Any]:
    code = codes.activity(said.code)
    if not balance.is_activity(code, codes.names):
        raise CodeUnknown(code=said.code)
    name = " ".join(said.name.split()) or codes.name(Ranah.FUNGSI, code)
    return {"code": code, "name": name, "place": said.place.strip(), "volume": said.volume, "unit": said.unit.strip()}


def _of_line(said: LineSaid, codes: Codes, *, in_work: bool) -> dict[str, Any]:
    account = balance.account_of(said.account)
    if len(account.split(".")) < balance.SHORTEST or not balance.is_known(account, Ranah.EKONOMI, codes.names):
        raise CodeUnknown(code=said.account)
    if balance.is_under(account, balance.SPENDING) != in_work:
        raise LineMisplaced(code=account)
    if not 0 <= said.amount <= balance.MOST:
        raise AmountTooLarge(amount=said.amount)
    name = " ".join(said.name.split())
    if name.casefold() == codes.name(Ranah.EKONOMI, account).casefold():
        name = ""  # the official name is read from the table; kept twice, it would make two lines of one
    return {"account": account, "amount": said.amount, "source": balance.own_source(account, said.source), "name": name}


def _fresh_work(work: BudgetWork, seen: int) -> BudgetWork:
    row = BudgetWork.objects.select_related("budget").filter(pk=work.pk).first()
    if row is None or row.version != seen:
        raise ChangedMeanwhile
    return row


def _fresh_line(line: BudgetLine, seen: int) -> BudgetLine:
    row = BudgetLine.objects.filter(pk=line.pk).first()
    if row is None or row.version != seen:
        raise ChangedMeanwhile
    return row


def _differing(row: Any, given: dict[str, Any]) -> dict[str, Any]:
    """What ``given`` would change, as it is now."""
    return {name: getattr(row, name) for name, value in given.items() if getattr(row, name) != value}


def _changed(row: Any, given: dict[str, Any]) -> None:
    for name, value in given.items():
        setattr(row, name, value)
    row.version += 1


def _save(row: BudgetWork | BudgetLine) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise RowExists from taken
