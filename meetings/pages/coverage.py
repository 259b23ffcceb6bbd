"""Coverage: which village owes which meeting, as one picture, one village, a list of who has not reported, files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings import coverage, reminders, tables
from meetings.coverage import ORDERS, Line
from meetings.models import Meeting
from meetings.rules.calendar import DUES
from meetings.terms import Coverage
from sync.desk import assignments_on, desk_page, shows
from villages.access import village_for, villages_with
from villages.models import User, Village
from villages.terms import Right

YEARS = range(2015, 2101)
PLANNING_BEGINS = 4
"""From April on villages plan for the coming year (domain §2.2)."""
LATE, UNREPORTED = "terlambat", "belum-lapor"


@dataclass(frozen=True)
class Asked:
    """What the address asks the picture for; what it does not know falls back to everything."""

    query: QueryDict

    @cached_property
    def year(self) -> int:
        """The fiscal year."""
        return _year(self.query.get("tahun", ""))

    @property
    def kecamatan(self) -> str:
        return self.query.get("kecamatan", "")[:20]

    @property
    def state(self) -> str:
        known = {LATE, UNREPORTED, *Coverage.values}
        wanted = self.query.get("keadaan", "")
        return wanted if wanted in known else ""

    @property
    def due(self) -> str:
        wanted = self.query.get("musyawarah", "")
        return wanted if wanted in {due.name for due in DUES} else ""

    @property
    def order(self) -> str:
        wanted = self.query.get("urut", "")
        return wanted if wanted in ORDERS else "kode"

    def pick(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that are asked for, in order."""
        found = [line for line in lines if line.code.startswith(self.kecamatan) and self._wants(line)]
        return sorted(found, key=ORDERS[self.order])

    def _wants(self, line: Line) -> bool:
        cells = [cell for cell in line.cells if not self.due or cell.due.name == self.due]
        if self.state == LATE:
            return any(cell.late for cell in cells)
        if self.state == UNREPORTED:
            return any(cell.late and cell.unreported for cell in cells)
        return not self.state or any(cell.state == self.state for cell in cells)


@require_safe
@desk_page
def picture(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The grid of villages by due meetings; ``?berkas=csv`` and ``xlsx`` answer it as a file."""
    asked = Asked(request.GET)
    lines = coverage.picture(_area(request, actor), asked.year)
    shown = asked.pick(lines)
    if request.GET.get("berkas") in _FILES:
        return _file(request.GET["berkas"], shown, asked.year)
    told = {
        "asked": asked,
        "dues": DUES,
        "due_days": [(due, due.by(asked.year)) for due in DUES],
        "sums": coverage.sums(shown),
        "lines": shown,
        "all": len(lines),
        "kecamatans": sorted({(line.code[:8], line.kecamatan) for line in lines}),
        "states": [(LATE, _("terlambat")), (UNREPORTED, _("belum lapor")), *Coverage.choices],
        "years": range(asked.year - 2, asked.year + 3),
        "here": request.GET.urlencode(),
    }
    part = "Hx-Request" in request.headers
    return render(request, "meetings/desk/_coverage.html" if part else "meetings/desk/coverage.html", told)


@require_safe
@desk_page
def unreported(request: HttpRequest, actor: Actor, *, year: int) -> HttpResponse:
    """Who has not reported, by kecamatan, with words for each group's chat."""
    year = _known(year)
    by = User.objects.get(pk=actor.user)
    lines = [line for line in coverage.picture(_area(request, actor), year) if line.unreported]
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.kecamatan, []).append(line)
    told = [(name, found, text, reminders.link(text)) for name, found, text in _texts(groups, year, by)]
    return render(request, "meetings/desk/unreported.html", {"year": year, "groups": told, "count": len(lines)})


def _texts(groups: dict[str, list[Line]], year: int, by: User) -> list[tuple[str, list[Line], str]]:
    return [(name, found, reminders.for_group(found, year, by)) for name, found in sorted(groups.items())]


@require_safe
@desk_page
def village(request: HttpRequest, actor: Actor, *, year: int, code: str) -> HttpResponse:
    """One village: its due meetings, everything that it recorded for the year, and words to remind it."""
    year = _known(year)
    home = village_for(actor, code, Right.READ)
    shows(request, [home.pk])
    lines = coverage.picture(_area(request, actor).filter(pk=home.pk), year)
    found = Meeting.objects.filter(village=home, fiscal_year=year, deleted_at__isnull=True)
    text = (
        reminders.for_village(lines[0], year, User.objects.get(pk=actor.user)) if lines and lines[0].unreported else ""
    )
    told = {
        "village": home,
        "year": year,
        "cells": [(cell, cell.due.by(year)) for line in lines for cell in line.cells],
        "meetings": found.order_by("planned_start", "id"),
        "text": text,
        "link": reminders.link(text),
    }
    return render(request, "meetings/desk/village.html", told)


def _area(request: HttpRequest, actor: Actor) -> QuerySet[Village]:
    return villages_with(actor.user, Right.READ, held=assignments_on(request))


_FILES = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}


def _file(kind: str, lines: Sequence[Line], year: int) -> HttpResponse:
    head = [_("Kode"), _("Desa"), _("Kecamatan")]
    for due in DUES:
        head += [str(due.name.label), f"{due.name.label}: {_('batas')}", f"{due.name.label}: {_('terlambat')}"]
    rows = [[line.code, line.name, line.kecamatan, *_values(line, year)] for line in lines]
    return _FILES[kind](f"cakupan-{year}", head, rows)


def _values(line: Line, year: int) -> list[tables.Value]:
    found: list[tables.Value] = []
    for cell in line.cells:
        found += [str(cell.state.label), cell.due.by(year), _("ya") if cell.late else ""]
    return found


def _year(text: str) -> int:
    today = clock.today()
    plain = today.year + (today.month >= PLANNING_BEGINS)
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") and int(text) in YEARS else plain


def _known(year: int) -> int:
    if year not in YEARS:
        raise NotFound
    return year
