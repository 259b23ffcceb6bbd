"""Verb: reckon a village's money ahead, store what the checks find, and remember up to where it was reckoned."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from backend.kernel import clock
from budgets import realisation, totals, watching
from budgets.models import Reckoned, YearStanding
from budgets.realisation import Line, Year
from budgets.sections.plan import EXACT
from budgets.sections.realisation import subject_of
from budgets.watching import Watch
from sync.models import Feed
from villages.board import checking
from villages.models import Village

SEVERAL = "several"
"""Under which spending stands that more than one source pays: no share of it is invented."""
UNSAID = ""


def reckon(village: Village) -> None:
    """Reckons every year of a village and looks each over. The same records again store the same rows.

    About ten queries and six more for each year.
    """
    head = Feed.objects.filter(village=village).values_list("head", flat=True).first() or 0
    today = clock.today(village.timezone)
    years = realisation.years_of(village.pk, realisation.known_years(village.pk), today)
    strategies = watching.by_year(watching.strategy_of(village.pk, today))
    with transaction.atomic():
        for fiscal_year in sorted({*years, *strategies, *_looked_over(village)}):
            year = years.get(fiscal_year) or Year(fiscal_year, [], budgeted=False)
            _check(village, year, strategies.get(fiscal_year, []), head)
        YearStanding.objects.filter(village=village).exclude(fiscal_year__in=list(years)).delete()
        for year in years.values():
            YearStanding.objects.update_or_create(
                village=village,
                fiscal_year=year.fiscal_year,
                defaults=_sums(year, strategies.get(year.fiscal_year, [])),
            )
        Reckoned.objects.update_or_create(village=village, defaults={"head": head, "at": clock.now()})


def due(villages: QuerySet[Village], *, most: int) -> list[Village]:
    """Villages whose ledger went on since they were reckoned, at most so many. One query.

    Those in which nobody ever recorded are never due.
    """
    return list(villages.filter(pk__in=_behind(villages).values("pk"))[:most])


def behind(villages: QuerySet[Village]) -> int:
    """How many of these wait to be reckoned. One query."""
    return _behind(villages).count()


def everybody() -> list[UUID]:
    """Every village in which somebody ever recorded. One query."""
    return list(Feed.objects.filter(head__gt=0).order_by("pk").values_list("pk", flat=True))


def refresh(villages: QuerySet[Village], *, most: int) -> int:
    """Reckons at most so many of those that wait; answers how many wait still. One query where none did."""
    waiting = due(villages, most=most)
    for village in waiting:
        reckon(village)
    return behind(villages) if len(waiting) == most else 0


def fresh(villages: QuerySet[Village], fiscal_year: int, *, most: int) -> tuple[dict[UUID, dict[str, Any]], int]:
    """The year's sums of at most so many of those that wait, read now and kept nowhere; and how many wait still.

    Empty sums: nothing of the year was recorded there. One query where nobody waits, else at most eight a village.
    """
    waiting = due(villages, most=most)
    found = {}
    for village in waiting:
        today = clock.today(village.timezone)
        known = {fiscal_year} & set(realisation.known_years(village.pk))
        year = realisation.years_of(village.pk, known, today).get(fiscal_year)
        lines = watching.strategy_of(village.pk, today, fiscal_year)
        found[village.pk] = _sums(year, lines) if year is not None else {}
    return found, behind(villages) - len(waiting) if len(waiting) == most else 0


def _behind(villages: QuerySet[Village]) -> QuerySet[Feed]:
    current = Reckoned.objects.filter(village=OuterRef("pk"), head__gte=OuterRef("head"))
    return Feed.objects.filter(~Exists(current), village__in=villages.order_by().values("pk"), head__gt=0)


def _check(village: Village, year: Year, lines: list[Watch], head: int) -> None:
    subject = subject_of(village, year.fiscal_year)
    subject.read.update(year=year, watched=lines)
    checking.check(subject, version=head)


def _looked_over(village: Village) -> set[int]:
    """Years that findings are stored of, so that those of a year that vanished are gone too. One query."""
    kept = YearStanding.objects.filter(village=village).values_list("fiscal_year", flat=True)
    return set(kept)


def _sums(year: Year, lines: list[Watch]) -> dict[str, Any]:
    marks = year.marked if year.budgeted else Counter()
    return {
        "budgeted": year.budgeted,
        "items": len(year.lines),
        "reported": year.reported,
        "finished": year.finished,
        "planned": min(year.planned, EXACT),
        "spent": min(year.spent, EXACT),
        "marks": {**marks, **_of_oversight(lines)},
        "parts": parts_of(year),
    }


def _of_oversight(lines: list[Watch]) -> dict[str, int]:
    counted = {
        "oversight_overdue": sum(line.round.overdue for line in lines),
        "oversight_open": sum(bool(line.open_findings) for line in lines),
    }
    return {name: count for name, count in counted.items() if count}


def parts_of(year: Year, *, hamlets: bool = False) -> dict[str, dict[str, list[int]]]:
    """By dimension and key how many activities, what was planned and what was spent (sen).

    ``hamlets``: by hamlet too, whose names mean something in their own village only. Field, sector and
    source add up; an activity with several goals or people counts whole under each.
    """
    keys: dict[str, Callable[[totals.Part], Iterable[str]]] = {
        "field": lambda part: [part.field],
        "sector": lambda part: [part.sector],
        "goal": lambda part: map(str, part.goals or (0,)),
        "whom": totals.whom,
    }
    if hamlets:
        keys["hamlet"] = lambda part: [part.hamlet]
    found: dict[str, dict[str, list[int]]] = {name: {} for name in keys}
    for line in year.lines:
        for name, of in keys.items():
            for key in of(line.part):
                _add(found[name], key, 1, line.amount, line.spent or 0)
    return {**found, "source": _by_source(year.lines)}


def _by_source(lines: Iterable[Line]) -> dict[str, list[int]]:
    """What each source pays; spending where one source alone pays, else under ``several``."""
    found: dict[str, list[int]] = {}
    for line in lines:
        sources = sorted({one.source for one in line.funding}) or [UNSAID]
        for source in sources:
            paid = sum(one.amount or 0 for one in line.funding if one.source == source)
            _add(found, source, 1, paid if line.funding else line.amount, 0)
        if line.spent:
            _add(found, sources[0] if len(sources) == 1 else SEVERAL, 0, 0, line.spent)
    return found


def _add(found: dict[str, list[int]], key: str, *figures: int) -> None:
    found[key] = [before + more for before, more in zip(found.get(key, [0, 0, 0]), figures, strict=True)]
