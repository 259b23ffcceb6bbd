"""Verbs: what a table would do to an APB Desa, and exactly that. All or nothing; the same table twice does nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.kernel.actor import Actor
from backend.kernel.words import rupiah
from budgets import accounts, rules
from budgets.intake.columns import Bad, Found
from budgets.intake.looks import Difference, Look, Step, Sum, What, check
from budgets.keeping import file, realised
from budgets.keeping.editions import kept, locked
from budgets.keeping.file import Brought, Said
from budgets.models import BudgetLine, BudgetWork, VillageBudget
from budgets.terms import BudgetChangeKind
from villages.access import village_for
from villages.terms import Right

AT_ONCE = 80
Key = tuple[str, str, str, str, str]
"""Of a line: code and name of its activity, account, source, name. What makes two rows the same row."""


@dataclass(slots=True)
class Effect:
    """What taking a table in does; ``gone``: lines that the table does not have."""

    brought: Brought
    added: list[Said] = field(default_factory=list)
    changed: list[tuple[Said, BudgetLine]] = field(default_factory=list)
    same: list[tuple[Said, BudgetLine]] = field(default_factory=list)
    gone: list[BudgetLine] = field(default_factory=list)
    works_added: list[Said] = field(default_factory=list)
    works_changed: list[tuple[Said, BudgetWork]] = field(default_factory=list)

    @property
    def was(self) -> dict[str, int]:
        """What the lines that change give now."""
        return {_called(_key(one)): row.amount for one, row in self.changed}


def look(budget: VillageBudget, found: Found, *, by: Actor, whole: bool) -> Look:
    """What a table would do to an edition, and every bad cell; changes nothing. ``whole``: what it has not goes.

    Seven queries.
    """
    budget.village = village_for(by, budget.village_id, Right.RECORD)
    return _look(budget, _effect(budget, found), whole=whole)


@transaction.atomic
def take(budget: VillageBudget, found: Found, *, by: Actor, seen: str, whole: bool) -> Look:
    """Takes a table in as its preview showed (digest ``seen``).

    Raises ``HasBad``, ``ChangedMeanwhile``, ``NotADraft``; then nothing was taken.
    """
    fresh = locked(budget, by=by, seen=None)
    effect = _effect(fresh, found)
    shown = _look(fresh, effect, whole=whole)
    check(shown, seen)
    if not shown.changes:
        return shown
    gone = effect.gone if whole else []
    told = _told(effect, gone)
    works = _put_works(fresh, effect)
    _put_lines(fresh, effect, works)
    for line in gone:
        _take_out(line)
    if whole:
        brought = {accounts.known_as(*one.key) for one in effect.brought.works.values()}
        named = [row.pk for key, row in works.items() if key in brought]
        BudgetWork.objects.filter(budget=fresh, lines__isnull=True).exclude(pk__in=named).delete()
    kept(fresh, by, BudgetChangeKind.IMPORTED, **told)
    return shown


def look_realised(budget: VillageBudget, found: Found, *, by: Actor, as_of: date) -> Look:
    """The realisation in a table beside what is known for that very day; changes nothing. Six queries."""
    budget.village = village_for(by, budget.village_id, Right.RECORD)
    steps: list[Step] = []
    bad: list[Bad] = []
    for one, line, known in _came_true(budget, found, as_of, bad):
        what = What.SAME if known == one.realised else What.NEW if known is None else What.CHANGED
        differs = Difference(_("Realisasi"), "" if known is None else rupiah(known), rupiah(one.realised or 0))
        fields = {"was": known, "realised": one.realised}
        steps.append(_step(one, line.name or line.account, what, budget, line, fields, (differs,)))
    total = sum(one.fields["realised"] for one in steps)
    return Look(tuple(steps), tuple(bad), sums=(Sum(_("Realisasi"), total),))


@transaction.atomic
def take_realised(budget: VillageBudget, found: Found, *, by: Actor, as_of: date, seen: str) -> Look:
    """Takes the realisation of a table in as the sums up to ``as_of``. Raises ``HasBad``, ``ChangedMeanwhile`` …"""
    fresh = locked(budget, by=by, seen=None, draft=False)
    shown = look_realised(fresh, found, by=by, as_of=as_of)
    check(shown, seen)
    for one, line, known in _came_true(fresh, found, as_of, []):
        realised.put(fresh, line, by, as_of=as_of, amount=one.realised or 0, seen=known)
    return shown


def _came_true(
    budget: VillageBudget, found: Found, as_of: date, bad: list[Bad]
) -> Iterator[tuple[Said, BudgetLine, int | None]]:
    """Each row with realisation, its line, and what is known of that day; rows that fit no line are ``bad``."""
    codes = accounts.codes_for(budget.village, budget.fiscal_year)
    brought = file.read(found, codes)
    bad += brought.bad
    lines = {_key_of(one): one for one in BudgetLine.objects.filter(budget=budget).select_related("work")}
    known = accounts.realised_on(budget.village_id, budget.fiscal_year, as_of)
    for one in brought.lines:
        if one.realised is None:
            continue
        alike = [line for key, line in lines.items() if _but_source(key) == _but_source(_key(one))]
        line = lines.get(_key(one)) or (alike[0] if len(alike) == 1 else None)
        if line is None:
            bad.append(Bad(one.row, "", one.account, _("Baris ini tidak ada dalam APB Desa.")))
        else:
            yield one, line, known.get(line.thread)


def _effect(budget: VillageBudget, found: Found) -> Effect:
    codes = accounts.codes_for(budget.village, budget.fiscal_year)
    brought = file.read(found, codes)
    brought.bad += file.unknown(brought, codes)
    brought.bad.sort(key=lambda one: one.row)
    effect = Effect(brought)
    works = _works_of(budget)
    lines = {_key_of(one): one for one in BudgetLine.objects.filter(budget=budget).select_related("work")}
    for said in brought.works.values():
        known = works.get(accounts.known_as(*said.key))
        if known is None:
            effect.works_added.append(said)
        elif any(value and getattr(known, name) != value for name, value in _output(said).items()):
            effect.works_changed.append((said, known))
    wanted = {_key(one): one for one in brought.lines}
    for key, one in wanted.items():
        line = lines.get(key)
        if line is None:
            effect.added.append(one)
        else:
            (effect.same if line.amount == one.amount else effect.changed).append((one, line))
    effect.gone = [line for key, line in lines.items() if key not in wanted and (line.amount or not line.before)]
    return effect


def _look(budget: VillageBudget, effect: Effect, *, whole: bool) -> Look:
    steps = [_work_step(budget, one, None) for one in effect.works_added]
    steps += [_work_step(budget, one, row) for one, row in effect.works_changed]
    for one in effect.added:
        steps.append(_amount_step(budget, one, What.NEW, None))
    for one, line in effect.changed:
        steps.append(_amount_step(budget, one, What.CHANGED, line))
    for one, line in effect.same:
        steps.append(_amount_step(budget, one, What.SAME, line))
    gone = [_gone_step(budget, line) for line in effect.gone]
    sums = tuple(
        Sum(label, sum(one.amount or 0 for one in effect.brought.lines if one.account[0] == akun))
        for akun, label in (("4", _("Pendapatan")), ("5", _("Belanja")), ("6", _("Pembiayaan")))
    )
    left = () if whole else tuple(one.title for one in gone)
    steps = sorted([*steps, *(gone if whole else ())], key=lambda one: one.row)
    return Look(tuple(steps), tuple(effect.brought.bad), kept=left, sums=sums)


def _work_step(budget: VillageBudget, said: Said, row: BudgetWork | None) -> Step:
    fields = {name: value for name, value in _output(said).items() if value}
    labels = {"place": _("Lokasi"), "volume": _("Volume"), "unit": _("Satuan")}
    differences = [
        Difference(labels[name], _shown(name, getattr(row, name)) if row else "", _shown(name, value))
        for name, value in fields.items()
        if row is None or getattr(row, name) != value
    ]
    title = f"{said.activity} {said.work}"
    what = What.NEW if row is None else What.CHANGED
    return _step(said, title, what, budget, row, fields, tuple(differences))


def _amount_step(budget: VillageBudget, said: Said, what: What, line: BudgetLine | None) -> Step:
    differs = Difference(_("Anggaran"), rupiah(line.amount) if line else "", rupiah(said.amount or 0))
    title = " ".join(part for part in (said.account, said.name, said.source) if part)
    title = f"{title} ({said.work})" if said.work else title
    return _step(said, title, what, budget, line, {"amount": said.amount}, (differs,))


def _gone_step(budget: VillageBudget, line: BudgetLine) -> Step:
    title = " ".join(part for part in (line.account, line.name, line.source) if part)
    differs = Difference(_("Anggaran"), rupiah(line.amount), _("tidak ada lagi"))
    return Step(
        0, title, What.CHANGED, budget.village_id, str(line.pk), line.pk, line.version, {"amount": 0}, (differs,)
    )


def _step(  # noqa: PLR0913 -- a row of a table beside the record it is about
    said: Said,
    title: str,
    what: What,
    budget: VillageBudget,
    row: BudgetLine | BudgetWork | None,
    fields: dict[str, Any],
    differences: tuple[Difference, ...],
) -> Step:
    key = "|".join(_key(said))
    record, version = (row.pk, row.version) if row is not None else (None, 0)
    return Step(said.row, title, what, budget.village_id, key, record, version, fields, differences)


def _shown(name: str, value: Any) -> str:
    if name != "volume":
        return str(value or "")
    return "" if value is None else f"{value / rules.THOUSANDTHS:g}".replace(".", ",")


def _works_of(budget: VillageBudget) -> dict[tuple[str, str], BudgetWork]:
    return {accounts.known_as(one.code, one.name): one for one in BudgetWork.objects.filter(budget=budget)}


def _put_works(budget: VillageBudget, effect: Effect) -> dict[tuple[str, str], BudgetWork]:
    works = _works_of(budget)
    items = accounts.adopted_items(budget.village_id, budget.fiscal_year)
    made = []
    for said in effect.works_added:
        known = accounts.known_as(*said.key)
        row = BudgetWork(budget=budget, code=said.activity, name=said.work, item=items.get(known), **_output(said))
        works[known] = row
        made.append(row)
    BudgetWork.objects.bulk_create(made, batch_size=AT_ONCE)
    for said, row in effect.works_changed:
        for name, value in _output(said).items():
            setattr(row, name, value or getattr(row, name))
        row.version += 1
        row.save()
    return works


def _put_lines(budget: VillageBudget, effect: Effect, works: dict[tuple[str, str], BudgetWork]) -> None:
    made = [
        BudgetLine(
            budget=budget,
            work=works[accounts.known_as(*one.key)] if one.activity else None,
            account=one.account,
            name=one.name,
            source=one.source,
            amount=one.amount or 0,
        )
        for one in effect.added
    ]
    BudgetLine.objects.bulk_create(made, batch_size=AT_ONCE)
    for one, row in effect.changed:
        row.amount, row.version = one.amount or 0, row.version + 1
        row.save()


def _take_out(line: BudgetLine) -> None:
    if line.before:
        line.amount, line.version = 0, line.version + 1
        line.save()
    else:
        line.delete()


def _told(effect: Effect, gone: list[BudgetLine]) -> dict[str, dict[str, Any]]:
    """Before and after of every line, for the history."""
    was = {**effect.was, **{_called(_key_of(line)): line.amount for line in gone}}
    became = {_called(_key(one)): one.amount for one in [*effect.added, *(one for one, _row in effect.changed)]}
    return {"was": was, "became": became}


def _called(key: Key) -> str:
    return " ".join(part for part in key if part)


def _output(said: Said) -> dict[str, Any]:
    return {"place": said.place, "volume": said.volume, "unit": said.unit}


def _key(said: Said) -> Key:
    code, name = accounts.known_as(*said.key) if said.activity else ("", "")
    return code, name, said.account, said.source, said.name


def _but_source(key: Key) -> tuple[str, ...]:
    """Reports of realisation name no source."""
    code, name, account, _source, said = key
    return code, name, account, said


def _key_of(line: BudgetLine) -> Key:
    code, name = accounts.known_as(line.work.code, line.work.name) if line.work else ("", "")
    return code, name, line.account, str(line.source), line.name
