"""One activity and one line of the APB Desa at the desk: typed in, changed, removed, and how much of it came true."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts
from budgets.entries import LineForm, RealisedForm, WorkForm
from budgets.keeping import realised, rows
from budgets.models import BudgetLine, BudgetRealised, BudgetWork, VillageBudget
from budgets.pages.apb import NOT_RIGHT, edition_for, may_record
from budgets.terms import Ranah
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page, shows

LONGEST_NUMBER, LONGEST_FIGURE = 10, 18
"""Digits of a version, and of an amount in sen."""


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def work(request: HttpRequest, actor: Actor, *, budget: UUID, thread: UUID | None = None) -> HttpResponse:
    """An activity with its output; without ``thread`` a new one."""
    found = _recorded(actor, budget)
    row = _work_of(found, thread) if thread else None
    form = WorkForm(_posted(request, "save"), initial=WorkForm.of(row) if row else {})
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            answer = _work_said(request, actor, found, row, form)
            if answer is not None:
                return answer
        except Problem as refused:
            refusal = refused
    codes = accounts.codes_for(found.village, found.fiscal_year)
    told = {
        "row": row,
        "form": form,
        "codes": codes,
        "items": accounts.items_of_year(found.village_id, found.fiscal_year),
    }
    return _shown(request, found, "budgets/desk/work.html", refusal, told)


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def line(request: HttpRequest, actor: Actor, *, budget: UUID, thread: UUID | None = None) -> HttpResponse:
    """A line; without ``thread`` a new one, in the activity that ``?kegiatan=`` names."""
    found = _recorded(actor, budget)
    row = _line_of(found, thread) if thread else None
    place = row.work if row else _place(request, found)
    forms: dict[str, Form] = {
        "save": LineForm(_posted(request, "save"), initial=LineForm.of(row) if row else {}),
        "realise": RealisedForm(_posted(request, "realise")),
    }
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            answer = _line_said(request, actor, found, row, place, forms)
            if answer is not None:
                return answer
        except Problem as refused:
            refusal = refused
    codes = accounts.codes_for(found.village, found.fiscal_year)
    name = row.name or codes.name(Ranah.EKONOMI, row.account) if row else ""
    told = {"row": row, "name": name, "work": place, "forms": forms, "sums": _sums_of(found, row), "codes": codes}
    return _shown(request, found, "budgets/desk/line.html", refusal, told)


def _shown(
    request: HttpRequest, budget: VillageBudget, template: str, refusal: Problem | None, told: dict[str, Any]
) -> HttpResponse:
    shows(request, [budget.village_id], what=budget.pk)
    rest = accounts.book_of(budget, told["codes"]).rest.amount
    frame = {
        "rest": rest,
        "short": abs(rest),
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "budget": budget,
        "village": budget.village,
        "refusal": refusal,
    }
    wrong = request.method == "POST"
    status = 200 if not wrong else refusal.status if refusal else NOT_RIGHT
    return render(request, template, {**frame, **told}, status=status)


def _recorded(actor: Actor, budget: UUID) -> VillageBudget:
    """An edition that the person may change; else ``NotFound``."""
    found = edition_for(actor, budget)
    if not may_record(actor, found):
        raise NotFound
    return found


def _work_of(budget: VillageBudget, thread: UUID) -> BudgetWork:
    found = BudgetWork.objects.select_related("budget").filter(budget=budget, thread=thread).first()
    if found is None:
        raise NotFound
    return found


def _line_of(budget: VillageBudget, thread: UUID) -> BudgetLine:
    found = BudgetLine.objects.select_related("budget", "work").filter(budget=budget, thread=thread).first()
    if found is None:
        raise NotFound
    return found


def _place(request: HttpRequest, budget: VillageBudget) -> BudgetWork | None:
    said = request.GET.get("kegiatan", "")
    try:
        return _work_of(budget, UUID(said)) if said else None
    except ValueError as wrong:
        raise NotFound from wrong


def _work_said(
    request: HttpRequest, actor: Actor, budget: VillageBudget, row: BudgetWork | None, form: WorkForm
) -> HttpResponse | None:
    decision, seen = request.POST.get("decision", ""), _version(request)
    if decision == "remove" and row is not None:
        rows.remove_work(row, by=actor, seen=seen)
    elif decision == "tie" and row is not None:
        rows.tie(row, _item(request), by=actor, seen=seen)
    elif not form.is_valid():
        return None
    elif row is not None:
        rows.change_work(row, form.said(), by=actor, seen=seen)
    else:
        made = rows.add_work(budget, form.said(), by=actor)
        messages.success(request, _("Kegiatan ditambahkan. Isi barisnya."))
        return redirect(f"{request.path.removesuffix('kegiatan/')}baris/?kegiatan={made.thread}")
    messages.success(request, _("Tersimpan."))
    return redirect("apb:one", budget=budget.pk)


def _line_said(
    request: HttpRequest,
    actor: Actor,
    budget: VillageBudget,
    row: BudgetLine | None,
    place: BudgetWork | None,
    forms: dict[str, Form],
) -> HttpResponse | None:
    decision = request.POST.get("decision", "")
    form = forms["realise" if decision == "realise" else "save"]
    if decision == "remove" and row is not None:
        rows.remove_line(row, by=actor, seen=_version(request))
    elif not form.is_valid():
        return None
    elif decision == "realise" and row is not None:
        realised.realise(row, by=actor, seen=_known(request, form.cleaned_data["as_of"]), **form.cleaned_data)
    elif isinstance(form, LineForm):
        if row is not None:
            rows.change_line(row, form.said(), by=actor, seen=_version(request))
        else:
            rows.add_line(budget, place, form.said(), by=actor)
            messages.success(request, _("Baris ditambahkan. Tambah lagi, atau kembali ke tabel."))
            return redirect(request.get_full_path())
    messages.success(request, _("Tersimpan."))
    return redirect("apb:one", budget=budget.pk)


def _known(request: HttpRequest, day: date) -> int | None:
    """What the page said of that very day, so that another sum which came in meanwhile is not overwritten."""
    said = request.POST.get(f"was-{day.isoformat()}", "")
    return int(said) if said.isdecimal() and len(said) < LONGEST_FIGURE else None


def _version(request: HttpRequest) -> int:
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < LONGEST_NUMBER else 0


def _item(request: HttpRequest) -> UUID | None:
    said = request.POST.get("item", "")
    try:
        return UUID(said) if said else None
    except ValueError as wrong:
        raise NotFound from wrong


def _posted(request: HttpRequest, decision: str) -> dict[str, str] | None:
    return request.POST.dict() if request.POST.get("decision") == decision else None


def _sums_of(budget: VillageBudget, row: BudgetLine | None) -> list[BudgetRealised]:
    """What is known of a line's realisation, the newest day first. One query."""
    if row is None:
        return []
    known = BudgetRealised.objects.filter(village=budget.village_id, fiscal_year=budget.fiscal_year, thread=row.thread)
    return list(known.order_by("-as_of"))
