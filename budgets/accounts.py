"""Reads of the APB Desa: an edition as a book that sums are made of, the codes of a year, where a village stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID, uuid5

from django.db.models import QuerySet

from budgets import balance, queries, rules
from budgets.balance import Book, Line, Work
from budgets.models import AccountCode, BudgetItem, BudgetLine, BudgetRealised, BudgetWork, VillageBudget
from budgets.terms import BudgetState, CodeLevel, ItemState, Ranah
from villages.board.sections import Subject
from villages.models import Village
from villages.rules import KABUPATEN

SUBJECT = "budget_year"
"""A year's APB Desa as the board knows it: whatever edition is in force."""


@dataclass(frozen=True)
class Codes:
    """The account codes that are in force in a village for a year."""

    names: Mapping[tuple[str, str], str]
    siskeudes: Mapping[str, str]

    def activity(self, text: str) -> str:
        """A kegiatan in the annex's spelling, as whoever wrote it: ``02.03.10.``, ``2.3.10``, ``05.01.01.``."""
        code = rules.normalised(text)
        return code if (Ranah.FUNGSI, code) in self.names else self.siskeudes.get(code, code)

    def name(self, ranah: str, code: str) -> str:
        """The official name; empty where the table has none."""
        return self.names.get((ranah, code), "")

    @cached_property
    def activities(self) -> list[tuple[str, str]]:
        """Every kegiatan with its name, in order."""
        found = ((code, name) for (ranah, code), name in self.names.items() if ranah == Ranah.FUNGSI)
        return sorted(one for one in found if balance.is_activity(one[0], self.names))

    @cached_property
    def accounts(self) -> list[tuple[str, str]]:
        """Every code that an amount may stand under, with its name, in order."""
        found = ((code, name) for (ranah, code), name in self.names.items() if ranah == Ranah.EKONOMI)
        return sorted(one for one in found if len(one[0].split(".")) >= balance.SHORTEST)


def codes_for(village: Village, year: int) -> Codes:
    """The national codes in force in a year, and the kabupaten's own, whose names go before. One query."""
    ours = queries.in_force(year, village.code[:KABUPATEN])
    found = AccountCode.objects.filter(ours).order_by("year_from", queries.LOCAL_LAST)
    names, siskeudes = {}, {}
    for ranah, code, name, level, spelled in found.values_list("ranah", "code", "name", "level", "siskeudes"):
        names[ranah, code] = name
        if level == CodeLevel.KEGIATAN and spelled:
            siskeudes[rules.normalised(spelled)] = code
    return Codes(names, siskeudes)


def key_of(village: UUID, year: int) -> UUID:
    """What names a year's APB Desa among the village's subjects, the same before anything was kept."""
    return uuid5(village, f"apb-desa/{year}")


def subject_of(village: Village, year: int) -> Subject:
    """A year's APB Desa as the board knows it."""
    return Subject(village=village, kind=SUBJECT, key=key_of(village.pk, year))


def editions_of(village: Village) -> QuerySet[VillageBudget]:
    """Every edition of a village, newest year and edition first. One query when evaluated."""
    return VillageBudget.objects.filter(village=village).order_by("-fiscal_year", "-edition")


def newest_of(village: UUID, year: int) -> VillageBudget | None:
    """The edition of a year that was begun last. One query."""
    return VillageBudget.objects.filter(village=village, fiscal_year=year).order_by("-edition").first()


def in_force(subject: Subject) -> VillageBudget | None:
    """The adopted edition that a subject is about. One query, once a look."""
    if SUBJECT not in subject.read:
        adopted = VillageBudget.objects.filter(village=subject.village.pk, state=BudgetState.ADOPTED)
        found = adopted.order_by("-edition")
        ours = (one for one in found if key_of(subject.village.pk, one.fiscal_year) == subject.key)
        subject.read[SUBJECT] = next(ours, None)
    read: VillageBudget | None = subject.read[SUBJECT]
    return read


def book_of(budget: VillageBudget, codes: Codes) -> Book:
    """An edition with the realisation known so far; activities and lines keyed by their threads. Three queries."""
    threads = dict(BudgetWork.objects.filter(budget=budget).values_list("id", "thread"))
    realised = realised_of(budget.village_id, budget.fiscal_year)
    works = [
        Work(str(one.thread), one.code, one.name, one.volume, one.unit, one.place, str(one.item or ""))
        for one in BudgetWork.objects.filter(budget=budget)
    ]
    lines = [
        Line(
            account=one.account,
            amount=one.amount,
            work=str(threads[one.work_id]) if one.work_id else "",
            name=one.name,
            source=one.source,
            before=one.before,
            realised=realised[one.thread][1] if one.thread in realised else None,
            key=str(one.thread),
        )
        for one in BudgetLine.objects.filter(budget=budget)
    ]
    return Book(works, lines, codes.names)


def realised_of(village: UUID, year: int) -> dict[UUID, tuple[date, int]]:
    """The newest sum of each line with its day, by thread. One query."""
    found = BudgetRealised.objects.filter(village=village, fiscal_year=year).order_by("as_of")
    return {one.thread: (one.as_of, one.amount) for one in found}


def adopted_items(village: UUID, year: int) -> dict[tuple[str, str], UUID | None]:
    """The activities adopted for a year by code and name; ``None`` where two are called alike. One query."""
    found = BudgetItem.objects.filter(village=village, fiscal_year=year, deleted_at__isnull=True)
    by_name: dict[tuple[str, str], UUID | None] = {}
    for key, account, name in found.exclude(state=ItemState.DROPPED).values_list("id", "account", "name"):
        called = known_as(account, name)
        by_name[called] = None if called in by_name else key
    return by_name


def known_as(code: str, name: str) -> tuple[str, str]:
    """By what an activity is known again where nobody said its id."""
    return rules.normalised(code), " ".join(name.casefold().split())


def items_of_year(village: UUID, year: int) -> dict[UUID, str]:
    """The activities that meetings adopted for a year, by id with their names. One query."""
    found = BudgetItem.objects.filter(village=village, fiscal_year=year, deleted_at__isnull=True)
    return dict(found.exclude(state=ItemState.DROPPED).order_by("account", "name").values_list("id", "name"))


def realised_on(village: UUID, year: int, day: date) -> dict[UUID, int]:
    """The sums that were said for this very day, by thread. One query."""
    found = BudgetRealised.objects.filter(village=village, fiscal_year=year, as_of=day)
    return dict(found.values_list("thread", "amount"))
