"""The history of an APB Desa at the desk: who changed what, from what to what."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.kernel import words
from backend.kernel.actor import Actor
from budgets import rules
from budgets.models import BudgetChange
from budgets.pages.apb import edition_for
from budgets.sections.budget import edition_label
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page, shows

ON_A_PAGE = 50
MOST_CHANGES = 200
"""Lines of one import that the history writes out."""


@require_safe
@carrier_page
def history(request: HttpRequest, actor: Actor, *, budget: UUID) -> HttpResponse:
    """Who changed what, the newest first."""
    found = edition_for(actor, budget)
    shows(request, [found.village_id], what=found.pk)
    changes = BudgetChange.objects.filter(budget=found).select_related("by").order_by("-revision", "-id")
    page: Any = Paginator(changes, ON_A_PAGE).get_page(request.GET.get("halaman"))
    rows = [(one, list(_changed(one))) for one in page]
    told = {
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "budget": found,
        "label": edition_label(found.edition),
        "page": page,
        "rows": rows,
    }
    return render(request, "budgets/desk/history.html", told)


def _changed(change: BudgetChange) -> Iterator[tuple[str, str, str]]:
    """What a change was about, before and after, in words."""
    labels = {
        "amount": _("jumlah"),
        "as_of": _("sampai tanggal"),
        "volume": _("volume"),
        "unit": _("satuan"),
        "place": _("lokasi"),
        "name": _("uraian"),
        "code": _("kode kegiatan"),
        "account": _("kode rekening"),
        "source": _("sumber dana"),
        "item": _("kegiatan yang disepakati"),
        "reason": _("alasan"),
        "level": _("kantor"),
    }
    told = [name for name in dict.fromkeys([*change.was, *change.became]) if name != "seen"]
    for name in told[:MOST_CHANGES]:
        before, after = (_written(name, told.get(name)) for told in (change.was, change.became))
        if before or after:
            yield labels.get(name, name), before, after


def _written(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name == "volume":
        return f"{value / rules.THOUSANDTHS:g}".replace(".", ",")
    return words.rupiah(value) if isinstance(value, int) else str(value)
