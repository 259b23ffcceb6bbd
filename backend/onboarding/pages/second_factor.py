"""The page on which an officer takes away somebody's lost second factor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from backend.kernel.problems import NotFound, Problem
from backend.onboarding import lost_factor, renewal
from backend.onboarding.frame import people_page
from villages.charge import Charge


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@people_page
def lost(request: HttpRequest, charge: Charge, *, person: UUID) -> HttpResponse:
    """Asks for reason, password and code, and does it."""
    user = charge.person(person)
    if not renewal.may_renew(user, by=charge.by):
        raise NotFound
    form = lost_factor.LostFactorForm(request, request.POST or None)
    refusal: Problem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, lost_factor.take(form, user))
        except Problem as refused:
            refusal = refused
        else:
            return redirect("people:person", person=person)
    shown = {"person": user, "form": form, "refusal": refusal}
    wrong = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "onboarding/lost_factor.html", shown, status=wrong)
