"""The APB Desa at the desk: a village's years, the official table with its balance, adopting, publishing, history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import accounts, balance
from budgets.entries import AdoptForm, ReasonForm, StartForm
from budgets.keeping import editions, file, publishing
from budgets.models import BudgetLine, VillageBudget
from budgets.pages.tables import brought_from
from budgets.sections.budget import edition_label, findings_of, told_of
from budgets.tables import About
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page, shows
from villages.access import village_for, villages_with
from villages.board.dossier import dossier
from villages.board.findings import stored_of, with_dismissals
from villages.board.sections import Subject
from villages.models import Publication
from villages.terms import Reviewers, Right

ON_A_PAGE = 50
MOST_VILLAGES = 50
"""Who records in more villages than this begins a budget from the list of one."""
NOT_RIGHT = 422


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def years(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The budgets of the person's villages, the newest year first; who records begins one here."""
    held = assignments_on(request)
    mine = villages_with(actor.user, Right.READ, held=held)
    recorded = list(villages_with(actor.user, Right.RECORD, held=held)[:MOST_VILLAGES])
    choices = [(str(one.pk), one.name) for one in recorded]
    form = StartForm(request.POST if request.method == "POST" else None, villages=choices)
    refusal: Problem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            village = village_for(actor, UUID(form.cleaned_data["village"]), Right.RECORD)
            made = editions.start(village, form.cleaned_data["year"], by=actor)
            return redirect("apb:one", budget=made.pk)
        except Problem as refused:
            refusal = refused
    found = VillageBudget.objects.filter(village__in=mine).select_related("village__region")
    ordered = found.order_by("-fiscal_year", "village__region_id", "-edition")
    page: Any = Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("halaman"))
    rows = _sums([one.pk for one in page])
    told = {
        **_frame(request),
        "page": page,
        "rows": [(one, edition_label(one.edition), rows.get(one.pk, 0)) for one in page],
        "form": form if choices else None,
        "refusal": refusal,
    }
    wrong = request.method == "POST"
    return render(request, "budgets/desk/years.html", told, status=NOT_RIGHT if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def one(request: HttpRequest, actor: Actor, *, budget: UUID) -> HttpResponse:
    """One edition in the official columns, with what stands in the way and everything that may be done with it."""
    found = edition_for(actor, budget)
    shows(request, [found.village_id], what=found.pk)
    forms: dict[str, Form] = {
        "adopt": AdoptForm(_posted(request, "adopt")),
        "reopen": ReasonForm(_posted(request, "reopen")),
        "publish": ReasonForm(_posted(request, "publish")),
    }
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            answer = _decided(request, actor, found, forms)
            if answer is not None:
                return answer
        except Problem as refused:
            refusal = refused
            found = edition_for(actor, budget)
    status = 200 if request.method != "POST" else refusal.status if refusal else NOT_RIGHT
    told = {**_frame(request), **_of(found, actor), "forms": forms, "refusal": refusal}
    return render(request, "budgets/desk/budget.html", told, status=status)


def edition_for(actor: Actor, budget: UUID) -> VillageBudget:
    """An edition of a village that the person may read; else ``NotFound``. Three queries."""
    found = VillageBudget.objects.filter(pk=budget).first()
    if found is None:
        raise NotFound
    found.village = village_for(actor, found.village_id, Right.READ)
    return found


def may_record(actor: Actor, budget: VillageBudget) -> bool:
    """Whether the person may change it. One query."""
    return villages_with(actor.user, Right.RECORD).filter(pk=budget.village_id).exists()


def _frame(request: HttpRequest) -> dict[str, Any]:
    return {"at_a_desk": works_at_a_desk(assignments_on(request))}


def _sums(budgets: list[UUID]) -> dict[UUID, int]:
    """What each edition spends. One query."""
    sums: dict[UUID, int] = {}
    found = BudgetLine.objects.filter(budget__in=budgets, account__startswith=balance.SPENDING)
    for budget, amount in found.values_list("budget", "amount"):
        sums[budget] = sums.get(budget, 0) + amount
    return sums


def _of(budget: VillageBudget, actor: Actor) -> dict[str, Any]:
    """What the page of an edition shows."""
    codes = accounts.codes_for(budget.village, budget.fiscal_year)
    book = accounts.book_of(budget, codes)
    findings = with_dismissals(findings_of(budget.village, budget, book), stored_of(_subject_of(budget)))
    newest = accounts.newest_of(budget.village_id, budget.fiscal_year)
    recorder = may_record(actor, budget)
    return {
        "budget": budget,
        "village": budget.village,
        "label": edition_label(budget.edition),
        "section": told_of(budget, book),
        "rows": balance.table(book),
        "rest": book.rest.amount,
        "short": abs(book.rest.amount),
        "realised": any(line.realised is not None for line in book.lines),
        "findings": findings,
        "blocking": [one for one in findings if one.blocking],
        "may_record": recorder,
        "editable": recorder and budget.is_draft,
        "newest": newest is None or newest.pk == budget.pk,
        **_publishing(budget, actor),
        "aside": _aside(budget, actor),
    }


def _subject_of(budget: VillageBudget) -> Subject:
    return accounts.subject_of(budget.village, budget.fiscal_year)


def _aside(budget: VillageBudget, actor: Actor) -> str:
    """Where the person sets a finding aside; ``""`` for who may not, and where the edition is not in force."""
    in_force = accounts.in_force(_subject_of(budget))
    may = in_force is not None and in_force.pk == budget.pk
    if not may or not villages_with(actor.user, Right.REVIEW).filter(pk=budget.village_id).exists():
        return ""
    return reverse("apb:excuse", kwargs={"budget": budget.pk})


def _publishing(budget: VillageBudget, actor: Actor) -> dict[str, Any]:
    """What stands on the board, and what the person would put there now."""
    village = budget.village
    shown: Publication | None = publishing.published(village, budget.fiscal_year)
    told: dict[str, Any] = {"shown": shown, "may_publish": False}
    in_force = accounts.in_force(accounts.subject_of(village, budget.fiscal_year))
    if in_force is None or in_force.pk != budget.pk:
        return told
    current = dossier(_subject_of(budget))
    standing = publishing.standing_of(budget, digest=current.digest)
    new = not current.blocking and (shown is None or shown.snapshot != current.snapshot)
    told["standing"] = standing if new and standing.reviewers != Reviewers.NOBODY else None
    told["digest"] = current.digest
    told["may_publish"] = new and publishing.speaks_for(actor, budget, standing)
    return told


def _posted(request: HttpRequest, decision: str) -> dict[str, str] | None:
    return request.POST.dict() if request.POST.get("decision") == decision else None


def _decided(request: HttpRequest, actor: Actor, budget: VillageBudget, forms: dict[str, Form]) -> HttpResponse | None:
    """Does what was posted; ``None`` where a form was not filled in well. Raises what the verbs raise."""
    decision = request.POST.get("decision", "")
    if decision == "publish":
        return _publish(request, actor, budget)
    if not may_record(actor, budget):
        raise NotFound
    if decision == "file":
        return _file(request, actor, budget)
    seen = request.POST.get("seen", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    verbs: dict[str, Callable[..., VillageBudget]] = {"adopt": editions.adopt, "reopen": editions.reopen}
    if decision == "revise":
        made = editions.revise(budget, by=actor, seen=revision)
        return redirect("apb:one", budget=made.pk)
    form = forms.get(decision)
    if form is None or decision not in verbs or not form.is_valid():
        return None
    verbs[decision](budget, by=actor, seen=revision, **form.cleaned_data)
    done = {"adopt": _("APB Desa ditetapkan. Papan belum berubah sampai diterbitkan."), "reopen": _("Dibuka lagi.")}
    messages.success(request, done[decision])
    return redirect("apb:one", budget=budget.pk)


def _publish(request: HttpRequest, actor: Actor, budget: VillageBudget) -> HttpResponse:
    reason = request.POST.get("reason", "")[:400]
    made = publishing.put_up(budget, by=actor, seen=request.POST.get("digest", ""), reason=reason)
    if made is None:
        messages.success(request, _("Disetujui. APB Desa terbit setelah kantor yang lain juga menyetujui."))
    else:
        messages.success(request, _("Terbit di papan warga: terbitan %(number)s.") % {"number": made.number})
    return redirect("apb:one", budget=budget.pk)


def _file(request: HttpRequest, actor: Actor, budget: VillageBudget) -> HttpResponse:
    """Keeps the table that was brought and leads to its preview."""
    realised = "realised" in request.POST
    if not budget.is_draft and not realised:
        raise editions.NotADraft
    asked = {"budget": str(budget.pk), "whole": "whole" in request.POST, "as_of": request.POST.get("as_of", "")[:10]}
    form = file.REALISED if realised else file.FORM
    return brought_from(request, actor, form, About(village=budget.village_id, asked=asked))


def page_of(budget: UUID) -> str:
    """Where an edition stands at the desk."""
    return reverse("apb:one", kwargs={"budget": budget})
