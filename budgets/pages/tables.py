"""A table between the file and the records: which column is what, everything it would do, and the word to do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import ceilings, local_codes, plans, tables
from budgets.ceilings import Usual
from budgets.intake import columns, plan_form
from budgets.intake.columns import Form, Found
from budgets.intake.looks import Look, What
from budgets.intake.sheets import LARGEST, letter
from budgets.keeping import bringing, file
from budgets.models import BroughtTable, VillageBudget
from budgets.tables import About
from budgets.terms import FundSource
from meetings.models import Meeting
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page
from villages.models import Region
from villages.terms import Right

EXAMPLE = 40
"""Letters of a column's first cell that help to recognise it."""
NOWHERE = -1


class FileMissing(Problem):
    code = "file_missing"
    status = 422
    title = gettext_lazy("Pilih dulu berkas XLSX atau CSV, lalu tekan Lihat pratinjau.")


class DayMissing(Problem):
    code = "day_missing"
    status = 422
    title = gettext_lazy("Tulis sampai tanggal berapa realisasi dalam tabel ini.")


@dataclass(frozen=True, slots=True)
class Taker:
    """What is done with one kind of table. ``back``: where the person came from."""

    form: Form
    title: str | Promise
    look: Callable[[BroughtTable, Found, Actor], Look]
    take: Callable[[BroughtTable, Found, Actor, str], Look]
    back: Callable[[BroughtTable], str]
    stays: str | Promise = ""
    """What becomes of what is recorded and not in the table, where that is not to be decided on phones."""


def _usual(table: BroughtTable) -> Usual:
    asked = table.asked
    source = FundSource(asked["source"]) if asked.get("source") else None
    return Usual(asked.get("year"), source, asked.get("indicative"), asked.get("law") or None)


def _kabupaten(table: BroughtTable, by: Actor) -> Region:
    return local_codes.kabupaten_for(by, table.asked["kabupaten"])


def _meeting(table: BroughtTable, by: Actor) -> Meeting:
    if table.village_id is None or table.meeting is None:
        raise NotFound
    return plans.meeting_for(by, table.village_id, table.meeting, Right.RECORD)


def _overwritten(table: BroughtTable) -> list[str]:
    return [str(one) for one in table.asked.get("overwrite", [])]


def _to_ceilings(table: BroughtTable) -> str:
    year = table.asked.get("year")
    return reverse("tables:ceilings") + (f"?tahun={year}" if year else "")


def _budget(table: BroughtTable) -> VillageBudget:
    """The edition that a table was brought for; else ``NotFound``."""
    found = VillageBudget.objects.filter(pk=table.asked.get("budget"), village=table.village_id).first()
    if found is None:
        raise NotFound
    return found


def _as_of(table: BroughtTable) -> date:
    try:
        return date.fromisoformat(table.asked.get("as_of", ""))
    except ValueError as wrong:
        raise DayMissing from wrong


def _to_budget(table: BroughtTable) -> str:
    return reverse("apb:one", kwargs={"budget": _budget(table).pk})


TAKERS: dict[str, Taker] = {
    ceilings.FORM.name: Taker(
        ceilings.FORM,
        gettext_lazy("Pagu desa"),
        lambda table, found, by: ceilings.look(found, by=by, usual=_usual(table)),
        lambda table, found, by, seen: ceilings.take(found, by=by, usual=_usual(table), seen=seen),
        _to_ceilings,
    ),
    local_codes.FORM.name: Taker(
        local_codes.FORM,
        gettext_lazy("Kode kegiatan"),
        lambda table, found, by: local_codes.look(found, kabupaten=_kabupaten(table, by), year=table.asked["year"]),
        lambda table, found, by, seen: local_codes.take(
            found, kabupaten=_kabupaten(table, by), year=table.asked["year"], by=by, seen=seen
        ),
        lambda _table: reverse("tables:codes"),
    ),
    file.FORM.name: Taker(
        file.FORM,
        gettext_lazy("APB Desa"),
        lambda table, found, by: bringing.look(_budget(table), found, by=by, whole=table.asked["whole"]),
        lambda table, found, by, seen: bringing.take(
            _budget(table), found, by=by, seen=seen, whole=table.asked["whole"]
        ),
        _to_budget,
        gettext_lazy("Tetap ada. Kalau tabel ini memuat seluruh APB Desa, bawa lagi dengan pilihan itu."),
    ),
    file.REALISED.name: Taker(
        file.REALISED,
        gettext_lazy("Realisasi APB Desa"),
        lambda table, found, by: bringing.look_realised(_budget(table), found, by=by, as_of=_as_of(table)),
        lambda table, found, by, seen: bringing.take_realised(
            _budget(table), found, by=by, as_of=_as_of(table), seen=seen
        ),
        _to_budget,
    ),
    plan_form.FORM.name: Taker(
        plan_form.FORM,
        gettext_lazy("Tabel rencana"),
        lambda table, found, by: plans.look(found, _meeting(table, by), overwrite=_overwritten(table)),
        lambda table, found, by, seen: plans.take(
            found, _meeting(table, by), by=by, overwrite=_overwritten(table), seen=seen
        ),
        lambda table: reverse("tables:plan", kwargs={"village": table.village_id, "meeting": table.meeting}),
    ),
}


def brought_from(
    request: HttpRequest, actor: Actor, form: Form, about: About, *, preview: str = "tables:preview"
) -> HttpResponse:
    """Keeps the file that was posted and leads to its preview; raises ``FileMissing`` and ``NotATable``.

    ``preview``: the page that decides on it, for a floor above with a table of its own.
    """
    sent = request.FILES.get("berkas")
    if sent is None:
        raise FileMissing
    content = sent.read(LARGEST + 1)
    table = tables.bring(content, sent.name or "", by=actor, form=form, about=about)
    return redirect(preview, table=table.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def preview(request: HttpRequest, actor: Actor, *, table: UUID) -> HttpResponse:
    """Everything that taking the table in would do; a post says which column is what, or takes it in."""
    brought = tables.brought(table, by=actor)
    taker = TAKERS.get(brought.form)
    if taker is None:
        raise NotFound
    return decide(request, actor, taker, brought)


def decide(request: HttpRequest, actor: Actor, taker: Taker, brought: BroughtTable) -> HttpResponse:
    """The preview of a table that ``taker`` takes, and the word to take it."""
    found = tables.found_in(brought, taker.form, by=actor)
    refusal: Problem | None = None
    if request.method == "POST":
        answer = _posted(request, actor, taker, brought, found)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    look = taker.look(brought, found, actor)
    told = {
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "taker": taker,
        "back": taker.back(brought),
        "brought": brought,
        "found": found,
        "columns": list(_choices(found)),
        "labels": list(_labels(found)),
        "look": look,
        "changed": [one for one in look.steps if one.what in (What.CHANGED, What.CONTESTED)],
        "new": look.of(What.NEW),
        "contested": [
            (one, str(one.record) in _overwritten(brought))
            for one in look.steps
            if any(difference.contested for difference in one.differences)
        ],
        "refusal": refusal,
    }
    return render(request, "budgets/tables/preview.html", told, status=200 if refusal is None else refusal.status)


def _posted(
    request: HttpRequest, actor: Actor, taker: Taker, brought: BroughtTable, found: Found
) -> HttpResponse | Problem:
    said = request.POST.get("putusan", "")
    if said == "batal":
        tables.forget(brought)
        messages.info(request, _("Tabel tidak diterima. Belum ada yang berubah."))
        return redirect(taker.back(brought))
    if said == "kolom":
        tables.choose(found, dict(_chosen(request, found)), by=actor)
        return redirect(request.path)
    if said == "timpa":
        brought.asked = {**brought.asked, "overwrite": request.POST.getlist("timpa")}
        brought.save(update_fields=["asked"])
        return redirect(request.path)
    try:
        done = taker.take(brought, found, actor, request.POST.get("seen", ""))
    except Problem as refusal:
        return refusal
    tables.forget(brought)
    told = {"new": len(done.of(What.NEW)), "changed": len(done.of(What.CHANGED)), "same": len(done.of(What.SAME))}
    messages.success(
        request, _("Tabel diterima: %(new)d baru, %(changed)d berubah, %(same)d sudah sama sebelumnya.") % told
    )
    return redirect(taker.back(brought))


def _chosen(request: HttpRequest, found: Found) -> Iterator[tuple[str, int]]:
    for column in found.form.columns:
        place = request.POST.get(f"kolom-{column.name}", "")
        yield column.name, int(place) if place.isdecimal() and len(place) <= len("100") else NOWHERE


def _choices(found: Found) -> Iterator[tuple[columns.Column, int]]:
    """Each column of the form with where it stands."""
    return ((column, found.places.get(column.name, NOWHERE)) for column in found.form.columns)


def _labels(found: Found) -> Iterator[tuple[int, str]]:
    """Each column of the table: its letter, what stands over it, and the first cell under that."""
    first = next(found.lines(), None)
    width = max(len(found.labels), 0 if first is None else len(first.cells))
    for place in range(width):
        label = found.labels[place] if place < len(found.labels) else ""
        example = "" if first is None else first.cell(place)[:EXAMPLE]
        told = " · ".join(part for part in (letter(place), label, f"({example})" if example else "") if part)
        yield place, told
