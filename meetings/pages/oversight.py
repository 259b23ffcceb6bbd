"""The year's decisions for kabupaten and inspectorate, and everybody's own notices."""

from datetime import timedelta

from django.contrib import messages
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from meetings import notices as news
from meetings import oversight
from meetings.models import NoticeChoice
from sync.desk import assignments_on, desk_page
from villages.access import villages_with
from villages.again import confirm
from villages.models import User
from villages.terms import Right

YEARS_BACK = 4
NOT_RIGHT = 422
SHOWN = timedelta(days=14)
ChoiceForm = modelform_factory(NoticeChoice, fields=("sent", "returned", "accepted", "deadline", "by_mail"))
AddressForm = modelform_factory(User, fields=("email",))


@require_safe
@desk_page
def reviews(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who accepted what with which open findings, how long villages wait, and who of the inspectors looked."""
    this = clock.now().astimezone(clock.office_zone()).year
    years = range(this - YEARS_BACK, this + 1)
    asked = request.GET.get("tahun", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdigit() and len(asked) == len("2026") and int(asked) in years
        else this
    )
    villages = villages_with(actor.user, Right.READ, held=assignments_on(request))
    told = {
        "year": year,
        "years": years,
        "over": oversight.overview(villages, year),
        "looks": oversight.looks(villages),
    }
    return render(request, "meetings/desk/reviews.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def notices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What happened in the last two weeks or is due soon, and what of it one wants to hear.

    Another mail address, to which villages' news goes from then on, needs the present password.
    """
    choice = news.choice_of(actor.user)
    user = User.objects.get(pk=actor.user)
    form = ChoiceForm(request.POST or None, instance=choice)
    address = AddressForm(request.POST or None, instance=user)
    refusal: Problem | None = None
    if request.method == "POST" and form.is_valid() and address.is_valid():
        try:
            if address.has_changed():
                confirm(User.objects.get(pk=actor.user), request.POST.get("password", ""))
            form.save()
            User.objects.filter(pk=user.pk).update(email=address.cleaned_data["email"])
            messages.success(request, _("Pilihan kabar disimpan."))
            return redirect("desk:notices")
        except Problem as refused:
            refusal = refused
    found = news.notices_for(actor.user, since=clock.now() - SHOWN, choice=news.choice_of(actor.user))
    told = {"news": found, "form": form, "address": address, "refusal": refusal}
    wrong = refusal.status if refusal else NOT_RIGHT
    return render(request, "meetings/desk/notices.html", told, status=wrong if request.method == "POST" else 200)
