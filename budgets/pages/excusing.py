"""Where an officer sets a finding of a year or of an APB Desa aside with a reason, or takes it up again."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import excusing
from budgets.pages.apb import edition_for
from budgets.pages.summary import YEARS
from meetings.forms import DismissForm, FindingForm
from sync.desk import desk_page
from villages.access import villages_with
from villages.terms import Right

FINDINGS = "#temuan"


@require_POST
@desk_page
def year(request: HttpRequest, actor: Actor, *, year: int, code: str) -> HttpResponse:
    """Says of a finding of a village's year that it is in order, or no longer."""
    home = villages_with(actor.user, Right.REVIEW).filter(region_id=code).first()
    if home is None or year not in YEARS:
        raise NotFound
    said = partial(excusing.excuse_year, home, year, by=actor)
    again = partial(excusing.take_up_year, home, year, by=actor)
    page = reverse("money_desk:village", kwargs={"year": year, "code": code})
    return _answer(request, f"{page}{FINDINGS}", said, again)


@require_POST
@desk_page
def budget(request: HttpRequest, actor: Actor, *, budget: UUID) -> HttpResponse:
    """The same of a finding of the APB Desa in force."""
    found = edition_for(actor, budget)
    said = partial(excusing.excuse_budget, found, by=actor)
    again = partial(excusing.take_up_budget, found, by=actor)
    return _answer(request, f"{reverse('apb:one', kwargs={'budget': budget})}{FINDINGS}", said, again)


def _answer(request: HttpRequest, page: str, excuse: Callable[..., None], take_up: Callable[..., None]) -> HttpResponse:
    """Does what was posted and leads back to the findings, with what came of it."""
    opens = "again" in request.POST
    form = FindingForm(request.POST) if opens else DismissForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tulis dahulu mengapa temuan ini wajar."))
        return redirect(page)
    try:
        (take_up if opens else excuse)(**form.cleaned_data)
    except NotFound:
        raise
    except Problem as refusal:
        messages.error(request, str(refusal.title))
        return redirect(page)
    messages.success(
        request,
        _("Temuan dibuka lagi.") if opens else _("Temuan dikesampingkan. Alasan Anda tersimpan dengan nama Anda."),
    )
    return redirect(page)
