"""Tables of a meeting's plan: brought by who records, carried off by who may read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import plans, queries, rules, treasury
from budgets.intake import plan_form
from budgets.pages.tables import brought_from
from budgets.sections.rows import field_names
from budgets.tables import About
from budgets.terms import FundSource
from meetings.models import Meeting
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page
from villages.access import villages_with
from villages.terms import Right

MOST = 100
CSV = "text/csv; charset=utf-8"


@require_safe
@carrier_page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The meetings that still take a table, of the villages where the person records."""
    villages = villages_with(actor.user, Right.RECORD, held=assignments_on(request))
    found = Meeting.objects.filter(village__in=villages, status__in=plans.OPEN, deleted_at__isnull=True)
    told = {
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "meetings": found.select_related("village__region").order_by("-fiscal_year", "village", "id")[:MOST],
    }
    return render(request, "budgets/tables/plans.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def plan(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """What is recorded of the plan, its tables to carry off, and where a table comes in."""
    row = plans.meeting_for(actor, village, meeting, Right.READ)
    may_record = villages_with(actor.user, Right.RECORD).filter(pk=village).exists()
    refusal: Problem | None = None
    if request.method == "POST":
        if not may_record:
            raise NotFound
        try:
            return _brought(request, actor, row)
        except Problem as refused:
            refusal = refused
    items = queries.items_of(row.village_id, row.id)
    told = {
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "meeting": row,
        "village": row.village,
        "items": items,
        "may_bring": may_record and row.status in plans.OPEN,
        "refusal": refusal,
        **_sums(row, [one.facts for one in items]),
    }
    return render(request, "budgets/tables/plan.html", told, status=refusal.status if refusal else 200)


def _brought(request: HttpRequest, actor: Actor, row: Meeting) -> HttpResponse:
    if row.status not in plans.OPEN:
        raise plans.MeetingClosed
    if row.fiscal_year is None:
        raise plans.NoYear
    return brought_from(request, actor, plan_form.FORM, About(village=row.village_id, meeting=row.id))


def _sums(row: Meeting, facts: list[rules.Item]) -> dict[str, Any]:
    names = field_names(row.fiscal_year)
    return {
        "total": rules.total(facts),
        "by_field": [(names.get(one, one), amount) for one, amount in rules.sum_by_field(facts).items()],
        "by_source": [(FundSource(one).label, amount) for one, amount in rules.sum_by_source(facts).items()],
    }


@require_safe
@carrier_page
def treasury_table(request: HttpRequest, actor: Actor, *, village: UUID, meeting: UUID) -> HttpResponse:
    """The plan with the names of ``Ta_RPJM_Pagu_Tahunan``, to be pasted or brought back."""
    row = plans.meeting_for(actor, village, meeting, Right.READ)
    name = f"Ta_RPJM_Pagu_Tahunan-{row.village.region_id}-{row.fiscal_year or ''}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(treasury.table_of(row), content_type=CSV, headers=headers)
