"""Slips at the desk: printed while their codes are made, once; a new print makes new codes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from backend.kernel.problems import Problem
from backend.onboarding import renewal
from backend.onboarding.frame import people_page, said
from backend.onboarding.listing import Asked, people_listed
from backend.onboarding.slips import as_pdf, slips_of
from villages.board.dossier import LANGUAGE
from villages.board.typesetting import PDF
from villages.charge import Charge
from villages.models import User


@require_POST
@sensitive_variables()
@people_page
def several(request: HttpRequest, charge: Charge) -> HttpResponse:
    """Slips for the people who are ticked, or for all whom the list's filters show, who never signed in."""
    try:
        made = renewal.welcome(_chosen(request, charge), by=charge.by)
    except Problem as refusal:
        messages.error(request, str(refusal.title))
        return redirect("people:index")
    return printed(request, made)


def _chosen(request: HttpRequest, charge: Charge) -> list[User]:
    if said(request, "siapa") == "semua":
        asked = Asked(said(request, "cari"), said(request, "peran"), said(request, "wilayah"), "belum")
        return list(people_listed(charge, asked)[: renewal.MOST_SLIPS + 1])
    ids = [one for one in map(_uuid, request.POST.getlist("orang")[: renewal.MOST_SLIPS + 1]) if one]
    return list(charge.people().filter(pk__in=ids))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@sensitive_variables()
@people_page
def reset(request: HttpRequest, charge: Charge, *, person: UUID) -> HttpResponse:
    """A new code in place of a person's password, on a slip."""
    user = charge.person(person)
    try:
        code = renewal.reset(user, by=charge.by, keep="tetap" in request.POST)
    except Problem as refusal:
        messages.error(request, str(refusal.title))
        return redirect("people:person", person=person)
    return printed(request, [(user, code)])


def printed(request: HttpRequest, made: list[tuple[User, str]]) -> HttpResponse:
    """The slips as the form asked for them: a PDF to save and print, or a page that prints."""
    with translation.override(LANGUAGE):
        slips = slips_of(made)
        if said(request, "bentuk") != "pdf":
            return render(request, "onboarding/slips.html", {"slips": slips})
        headers = {"Content-Disposition": 'attachment; filename="slip-masuk.pdf"'}
        return HttpResponse(as_pdf(slips), content_type=PDF, headers=headers)
