"""What a kabupaten sets up: the list of what is done and what is next, its own words, its rules of a year."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from backend.onboarding import customs
from backend.onboarding.checklist import items_of
from backend.onboarding.customs_forms import RulesForm, TermsForm
from backend.onboarding.frame import said
from backend.onboarding.rows_field import ADD, with_more
from sync.desk import desk_page
from villages.models import LocalTerms, Region, RuleSet

YEARS_AROUND = 2
TABLES = ("signers", "fund_shares")


@require_safe
@desk_page
def checklist(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is done and what is next for one kabupaten of the actor's."""
    mine = list(customs.kabupatens_of(actor))
    if not mine:
        raise NotFound
    asked = said(request, "kabupaten")
    chosen = next((one for one in mine if one.code == asked), mine[0])
    items = items_of(chosen)
    missing = [one for one in items if one.needed and not one.complete]
    shown = {
        "kabupaten": chosen,
        "mine": mine,
        "items": items,
        "next": missing[0] if missing else None,
        "done": sum(one.complete for one in items),
        "year": clock.today().year,
    }
    return render(request, "onboarding/setup.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def terms(request: HttpRequest, actor: Actor, *, kabupaten: str) -> HttpResponse:
    """What the kabupaten calls things."""
    home = customs.kabupaten_for(actor, kabupaten)
    row = LocalTerms.objects.filter(kabupaten=home).first()
    form = TermsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        changed = customs.say_terms(home, form.cleaned_data, by=actor)
        return _kept(request, home, changed=changed)
    return render(
        request, "onboarding/terms.html", {"kabupaten": home, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def rules(request: HttpRequest, actor: Actor, *, kabupaten: str, year: int) -> HttpResponse:
    """The rules of a year; a new one begins as the year before ended."""
    home = customs.kabupaten_for(actor, kabupaten)
    now = clock.today().year
    if abs(year - now) > YEARS_AROUND:
        raise NotFound
    row, before = _row(home, year)
    more = said(request, ADD) if request.method == "POST" else ""
    form = RulesForm(with_more(request.POST, more) if more in TABLES else request.POST or None, instance=row)
    for name in TABLES:
        form.fields[name].widget.more = True
    if request.method == "POST" and not more and form.is_valid():
        changed = customs.say_rules(home, year, form.rules(), by=actor)
        return _kept(request, home, changed=changed)
    shown: dict[str, Any] = {
        "kabupaten": home,
        "year": year,
        "years": range(now - 1, now + YEARS_AROUND),
        "form": form,
        "new": row.pk is None,
        "before": before,
        "more": more,
        "changes": customs.changes_of(row),
    }
    return render(request, "onboarding/rules.html", shown, status=422 if form.errors and not more else 200)


def _row(home: Region, year: int) -> tuple[RuleSet, RuleSet | None]:
    """The rules of the year; where there are none yet, unsaved ones as those before, and which these are."""
    found = RuleSet.objects.filter(kabupaten=home, year=year).first()
    if found is not None:
        return found, None
    before = RuleSet.objects.filter(kabupaten=home, year__lt=year).order_by("-year").first()
    if before is None:
        return RuleSet(kabupaten=home, year=year), None
    taken = model_to_dict(before, exclude=("id", "kabupaten", "year", "holidays"))
    return RuleSet(kabupaten=home, year=year, **taken), before


def _kept(request: HttpRequest, home: Region, *, changed: bool) -> HttpResponse:
    if changed:
        messages.success(request, _("Tersimpan. HP pencatat menerimanya saat tersambung."))
    else:
        messages.info(request, _("Tidak ada yang berubah."))
    return redirect(f"{reverse('people:setup')}?kabupaten={home.code}")
