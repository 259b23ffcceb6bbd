"""Plan against reality of one village and year, for its officers and for those who record in it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.kernel import clock, money
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from budgets import overview, realisation, reckoning, reminding, shown, watching
from budgets.pages.summary import YEARS
from budgets.realisation import Line, Year
from budgets.sections import realisation as checks
from budgets.sections import rows as section_rows
from budgets.watching import Watch
from meetings import oversight, reminders, tables
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page, shows
from villages.access import villages_with
from villages.board import findings
from villages.board.sections import Finding
from villages.models import Village
from villages.terms import Right, Role

_FILES = {"csv": tables.as_csv, "xlsx": tables.as_xlsx}
DIMENSIONS = ("field", "source", "hamlet", "sector", "goal", "whom")


@require_safe
@carrier_page
def village(request: HttpRequest, actor: Actor, *, year: int, code: str) -> HttpResponse:
    """Every activity with its months, its newest report and what is to be said of it, sums, and who watches what.

    ``?berkas=csv`` and ``xlsx`` answer the activities as a file. An inspector's look is kept.
    """
    held = assignments_on(request)
    home = villages_with(actor.user, Right.READ, held=held).filter(region_id=code).first()
    if home is None or year not in YEARS:
        raise NotFound
    if any(one.role == Role.AUDITOR for one in held):
        oversight.note_look_at(home.pk, checks.key_of(home.pk, year), actor.user)
    shows(request, [home.pk], what=year)
    today = clock.today(home.timezone)
    at_a_desk = works_at_a_desk(held)
    found = realisation.year_of(home.pk, year, today, pictures=True)
    if request.GET.get("berkas") in _FILES:
        return _FILES[request.GET["berkas"]](f"realisasi-{code}-{year}", *_file(found))
    lines = watching.strategy_of(home.pk, today, year)
    text = reminding.for_watchers(home, lines, today, by=actor.name)
    said = _findings(home, found, lines)
    may_excuse = villages_with(actor.user, Right.REVIEW, held=held).filter(pk=home.pk).exists()
    told = {
        "village": home,
        "year": found,
        "years": range(year - 2, year + 3),
        "at_a_desk": at_a_desk,
        "absorbed": found.spent * overview.PERCENT // found.planned if found.planned else None,
        "findings": [one for one in said if one.dismissed is None],
        "excused": [one for one in said if one.dismissed is not None],
        "aside": reverse("money_desk:excuse", kwargs={"year": year, "code": code}) if may_excuse else "",
        "groups": [one for one in shown.groups(_sums(found), section_rows.field_names()) if one.rows],
        "watched": lines,
        "text": text,
        "link": reminders.link(text),
    }
    return render(request, "budgets/desk/village.html", told)


def _findings(home: Village, year: Year, lines: list[Watch]) -> list[Finding]:
    """What the checks say of it now, the gravest first, with what an officer said of it. One query."""
    subject = checks.subject_of(home, year.fiscal_year)
    subject.read.update(year=year, watched=lines)
    order = {severity: place for place, severity in enumerate(("grave", "attention", "info"))}
    said = [findings.said_again(one, checks.SAYINGS[one.code]) for one in checks.check(subject)]
    return sorted(findings.with_dismissals(said, findings.stored_of(subject)), key=lambda one: order[one.severity])


def _sums(year: Year) -> dict[str, dict[str, overview.Sum]]:
    parts = reckoning.parts_of(year, hamlets=True)
    return {
        dimension: {key: overview.Sum(key, *figures) for key, figures in parts[dimension].items()}
        for dimension in DIMENSIONS
    }


def _file(year: Year) -> tuple[list[str], list[list[tables.Value]]]:
    head = [
        *(_("Kode rekening"), _("Kegiatan"), _("Dusun"), _("Lokasi"), _("Bulan mulai"), _("Bulan selesai")),
        *(_("Anggaran (rupiah)"), _("Terpakai (rupiah)"), _("Sisa (rupiah)"), _("Kemajuan (%)")),
        *(_("Dilaporkan pada"), _("Keadaan"), _("Tanda")),
    ]
    return head, [_cells(line) for line in year.lines]


def _cells(line: Line) -> list[tables.Value]:
    item = line.item
    sums = [None if one is None else money.plain(one) for one in (line.amount, line.spent, line.left)]
    on: date | None = line.reported_on
    return [
        *(item.account, item.name, item.hamlet, item.place, item.start_month, item.end_month),
        *(*sums, line.percent, on),
        *(line.state_label, ", ".join(str(mark.label) for mark in line.marks)),
    ]
