"""The page of a hand-over: who leaves, who comes, from when; and what is still on the old phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from backend.kernel import clock
from backend.kernel.problems import Problem
from backend.onboarding import form, handover
from backend.onboarding.frame import managers_page, said
from backend.onboarding.handover import Successor
from backend.onboarding.listing import described
from backend.onboarding.pages.people import assignment_for, day_of
from budgets.intake import cells
from sync.models import Device
from villages.charge import Charge


class PhoneWrong(Problem):
    code = "phone_wrong"
    status = 422
    title = gettext_lazy("Nomor telepon tidak terbaca. Tulis seperti 0812-3456-7890, atau kosongkan.")


@require_http_methods(["GET", "HEAD", "POST"])
@managers_page
def page(request: HttpRequest, charge: Charge, *, person: UUID, assignment: UUID) -> HttpResponse:
    """Hands an assignment over."""
    one = assignment_for(charge, person, assignment)
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            on = day_of(request, "mulai")
            new = handover.hand_over(one, to=_successor(request), charge=charge, on=on)
        except Problem as refused:
            refusal = refused
        else:
            told = _("%(new)s bertugas sejak %(day)s menggantikan %(old)s.")
            facts = {"new": new.user.name, "old": one.user.name, "day": date_format(on, "j F Y")}
            messages.success(request, told % facts)
            return redirect("people:person", person=new.user_id)
    one = assignment_for(charge, person, assignment)
    (item,) = described(charge, [one.user])
    shown: dict[str, Any] = {
        "one": one,
        "item": item,
        "phones": Device.objects.filter(user=one.user, revoked_at__isnull=True).order_by("-seen_at"),
        "owing": handover.owing_of(one, leaves_on=clock.today()),
        "refusal": refusal,
        "posted": request.POST,
        "today": clock.today(),
    }
    return render(request, "onboarding/handover.html", shown, status=refusal.status if refusal else 200)


def _successor(request: HttpRequest) -> Successor:
    try:
        phone = form.phone(said(request, "telepon")) if said(request, "telepon") else ""
    except cells.Wrong as wrong:
        raise PhoneWrong from wrong
    return Successor(said(request, "pengguna", 60), said(request, "nama", form.LONGEST_NAME), phone)
