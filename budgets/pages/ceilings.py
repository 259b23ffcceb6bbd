"""Ceilings at the desk: what each source gives the villages in a year, typed in or brought as a table."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from backend.kernel import clock, money
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import ceilings, queries
from budgets.ceilings import Said
from budgets.intake import cells
from budgets.intake.cells import YEARS
from budgets.models import Ceiling
from budgets.pages.tables import brought_from
from budgets.tables import About
from budgets.terms import FundSource
from sync.desk import assignments_on, desk_page
from villages.access import village_for, villages_with
from villages.models import Village
from villages.terms import RIGHTS, Right

ON_A_PAGE = 100
ALLOTTED = tuple(source for source in FundSource if source != FundSource.SWADAYA)
"""What villagers give themselves has no ceiling."""


def year_of(text: str) -> int:
    """The fiscal year that an address asks for: next year's plan is made this year. Raises ``NotFound``."""
    if not text:
        return clock.today().year + 1
    least, most = YEARS
    if not text.isdecimal() or not least <= int(text[:4]) <= most or len(text) > len("2027"):
        raise NotFound
    return int(text)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def year(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The ceilings of the officer's villages in a year; who sets them brings a table here."""
    held = assignments_on(request)
    may_set = any(Right.ALLOT in RIGHTS[one.role] for one in held)
    refusal: Problem | None = None
    if request.method == "POST":
        if not may_set:
            raise NotFound
        try:
            return brought_from(request, actor, ceilings.FORM, About(asked=_asked(request)))
        except Problem as refused:
            refusal = refused
    asked = year_of(request.GET.get("tahun", ""))
    villages = villages_with(actor.user, Right.READ, held=held).select_related("region__parent")
    name = request.GET.get("desa", "").replace("\x00", "").strip()[:80]
    if name:
        villages = villages.filter(region__name__icontains=name)
    page: Any = Paginator(villages, ON_A_PAGE).get_page(request.GET.get("halaman"))
    said = queries.ceilings_of_villages([one.pk for one in page], asked)
    told = {
        "year": asked,
        "years": range(clock.today().year - 2, clock.today().year + 3),
        "name": name,
        "page": page,
        "sources": ALLOTTED,
        "rows": [(one, [said.get((one.pk, source.value)) for source in ALLOTTED]) for one in page],
        "may_set": may_set,
        "refusal": refusal,
        "posted": request.POST,
    }
    status = 200 if refusal is None else refusal.status
    return render(request, "budgets/tables/ceilings.html", told, status=status)


def _asked(request: HttpRequest) -> dict[str, Any]:
    source = request.POST.get("source", "")
    said = request.POST.get("year", "")
    return {
        "year": year_of(said) if said else None,
        "source": source if source in FundSource.values else "",
        "law": request.POST.get("law", "").strip()[: ceilings.LONGEST_LAW],
        "indicative": {"ya": True, "tidak": False}.get(request.POST.get("indicative", "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def village(request: HttpRequest, actor: Actor, *, year: int, village: UUID) -> HttpResponse:
    """One village's ceilings of a year, source by source."""
    asked = year_of(str(year))
    home = village_for(actor, village, Right.READ)
    may_set = villages_with(actor.user, Right.ALLOT).filter(pk=village).exists()
    if request.method == "POST":
        if not may_set:
            raise NotFound
        said, wrong = _typed(request, home, asked)
        if not wrong:
            ended = {source.value for source in ALLOTTED} - {one.source.value for one in said}
            count = ceilings.say(home, asked, said, by=actor, ended=ended)
            told = ngettext("%(count)d pagu disimpan.", "%(count)d pagu disimpan.", count) % {"count": count}
            messages.success(request, told)
            return redirect(f"{reverse('tables:ceilings')}?tahun={asked}")
    else:
        wrong = {}
    lines = list(_lines(request, home, asked, wrong))
    told_page = {"village": home, "year": asked, "lines": lines, "may_set": may_set, "wrong": wrong}
    return render(request, "budgets/tables/ceiling.html", told_page, status=422 if wrong else 200)


def _typed(request: HttpRequest, home: Village, asked: int) -> tuple[list[Said], dict[str, str]]:
    said, wrong = [], {}
    for source in ALLOTTED:
        amount = request.POST.get(f"pagu-{source.value}", "").strip()
        law = request.POST.get(f"dasar-{source.value}", "").strip()
        if not amount:
            continue
        try:
            cells.text(ceilings.LONGEST_LAW)(law)
            sen = cells.amount(amount)
        except cells.Wrong as why:
            wrong[source.value] = str(why)
        else:
            indicative = f"indikatif-{source.value}" in request.POST
            said.append(Said(0, home, asked, source, sen, indicative, law))
    return said, wrong


def _lines(request: HttpRequest, home: Village, asked: int, wrong: dict[str, str]) -> Iterator[dict[str, Any]]:
    rows = Ceiling.objects.filter(village=home, fiscal_year=asked, deleted_at__isnull=True).order_by("version")
    standing = {one.source: one for one in rows}
    posted = request.POST if request.method == "POST" else None
    for source in ALLOTTED:
        one = standing.get(source.value)
        amount = "" if one is None or one.amount is None else money.rupiah(one.amount).removeprefix("Rp")
        yield {
            "source": source,
            "amount": amount if posted is None else posted.get(f"pagu-{source.value}", ""),
            "law": (one.legal_reference if one else "") if posted is None else posted.get(f"dasar-{source.value}", ""),
            "indicative": bool(one and one.indicative) if posted is None else f"indikatif-{source.value}" in posted,
            "wrong": wrong.get(source.value, ""),
        }
