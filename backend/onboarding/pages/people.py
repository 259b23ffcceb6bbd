"""People at the desk: the list, one person, the ends of assignments."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from backend.kernel.problems import NotFound, Problem
from backend.onboarding.frame import managers_page, people_page, said
from backend.onboarding.listing import Asked, described, people_listed
from backend.onboarding.renewal import MOST_SLIPS
from backend.second_factor import has_one
from budgets.intake import cells
from villages import people
from villages.charge import Charge
from villages.models import Assignment, PersonEvent
from villages.terms import Role

ON_A_PAGE = 50
LAST_EVENTS = 50
STATES = (
    ("", gettext_lazy("Semua")),
    ("bertugas", gettext_lazy("Sedang bertugas")),
    ("belum", gettext_lazy("Belum pernah masuk")),
    ("selesai", gettext_lazy("Sudah selesai")),
)


class DayMissing(Problem):
    """``why``: how a day is written."""

    code = "day_missing"
    status = 422
    title = gettext_lazy("Tulis tanggalnya, misalnya 26/11/2026.")


@require_safe
@people_page
def index(request: HttpRequest, charge: Charge) -> HttpResponse:
    """The people of the officer's area. Ten queries."""
    asked = Asked(said(request, "cari"), said(request, "peran"), said(request, "wilayah"), said(request, "keadaan"))
    page: Any = Paginator(people_listed(charge, asked), ON_A_PAGE).get_page(request.GET.get("halaman"))
    shown = {
        "asked": asked,
        "page": page,
        "items": described(charge, page),
        "roles": Role,
        "states": STATES,
        "manages": not charge.manages.nowhere,
        "query": _query(request),
        "most_slips": MOST_SLIPS,
    }
    return render(request, "onboarding/people.html", shown)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("halaman", None)
    return kept.urlencode()


@require_safe
@people_page
def person(request: HttpRequest, charge: Charge, *, person: UUID) -> HttpResponse:
    """One person: assignments, phones, what was done, and what the officer may do."""
    user = charge.person(person)
    (item,) = described(charge, [user])
    told = Q(assignment__isnull=True) | Q(assignment__in=[one.pk for one in item.held])
    events = PersonEvent.objects.filter(told, person=user).select_related("by", "assignment__village__region")
    managed = {one.pk for one in item.held if _manages(charge, one)}
    shown = {
        "item": item,
        "managed": managed,
        "second_factor": has_one(user),
        "events": events.order_by("-at", "-pk")[:LAST_EVENTS],
    }
    return render(request, "onboarding/person.html", shown)


def _manages(charge: Charge, one: Assignment) -> bool:
    return charge.manages.has(one.village or one.region)


def assignment_for(charge: Charge, person: UUID, assignment: UUID) -> Assignment:
    """A person's assignment in an area that the officer manages; raises ``NotFound``. One query."""
    found = (
        Assignment.objects.filter(pk=assignment, user=person)
        .select_related("user", "village__region__parent", "region")
        .first()
    )
    if found is None or not _manages(charge, found):
        raise NotFound
    return found


@require_POST
@managers_page
def end(request: HttpRequest, charge: Charge, *, person: UUID, assignment: UUID) -> HttpResponse:
    """Ends an assignment with a day, or moves its end further out."""
    one = assignment_for(charge, person, assignment)
    try:
        if said(request, "putusan") == "perpanjang":
            until = day_of(request, "sampai") if said(request, "sampai") else None
            people.extend(one, by=charge.by, until=until)
        else:
            people.end(one, by=charge.by, on=day_of(request, "sampai"))
    except Problem as refusal:
        messages.error(request, str(refusal.title))
    else:
        last = date_format(one.until_on, "j F Y") if one.until_on else _("tanpa batas akhir")
        messages.success(
            request, _("Tugas %(name)s sekarang sampai: %(last)s.") % {"name": one.user.name, "last": last}
        )
    return redirect("people:person", person=person)


def day_of(request: HttpRequest, name: str) -> date:
    """The day that a form says; raises ``DayMissing``."""
    try:
        return cells.day(said(request, name))
    except cells.Wrong as wrong:
        raise DayMissing from wrong
