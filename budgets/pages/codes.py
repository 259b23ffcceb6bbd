"""Account codes at the desk: found by ordinary words, and the kabupaten's own ones named, renamed, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound, Problem
from budgets import local_codes, queries
from budgets.code_search import Known, find
from budgets.intake import cells
from budgets.local_codes import Local, NotLocal
from budgets.models import AccountCode
from budgets.pages.ceilings import year_of
from budgets.pages.tables import brought_from
from budgets.tables import About
from sync.access import works_at_a_desk
from sync.desk import assignments_on, carrier_page, desk_page
from villages.access import villages_with
from villages.terms import Right


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def search(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The codes of a year that some words mean; whoever names a kabupaten's codes does it here."""
    mine = list(local_codes.kabupatens_of(actor))
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            return _posted(request, actor)
        except (Problem, cells.Wrong) as refused:
            refusal = refused if isinstance(refused, Problem) else NotLocal(str(refused))
    year = year_of(request.GET.get("tahun", ""))
    words = request.GET.get("cari", "").replace("\x00", "").strip()[:80]
    kabupaten = mine[0].pk if mine else _kabupaten_of(actor)
    told = {
        "at_a_desk": works_at_a_desk(assignments_on(request)),
        "year": year,
        "years": range(clock.today().year - 2, clock.today().year + 3),
        "words": words,
        "found": _found(words, year, kabupaten) if words else [],
        "mine": [(one, list(local_codes.codes_of(one))) for one in mine],
        "posted": request.POST,
        "refusal": refusal,
    }
    return render(request, "budgets/tables/codes.html", told, status=refusal.status if refusal else 200)


def _kabupaten_of(actor: Actor) -> str | None:
    found = villages_with(actor.user, Right.READ).values_list("region__parent__parent", flat=True).first()
    return str(found) if found else None


def _found(words: str, year: int, kabupaten: str | None) -> list[tuple[AccountCode, str]]:
    rows = queries.codes_in_force(year, kabupaten)
    national = queries.villagers_words()
    known = [
        Known(code, row.name, row.said if row.kabupaten_id else national.get(code, "")) for code, row in rows.items()
    ]
    parents = {code: row.name for code, row in rows.items()}
    return [(rows[one.code], parents.get(rows[one.code].parent_code, "")) for one in find(known, words)]


def _posted(request: HttpRequest, actor: Actor) -> HttpResponse:
    kabupaten = local_codes.kabupaten_for(actor, request.POST.get("kabupaten", ""))
    year = year_of(request.POST.get("sejak", ""))
    if "berkas" in request.FILES or request.POST.get("putusan") == "tabel":
        asked = {"kabupaten": kabupaten.pk, "year": year}
        return brought_from(request, actor, local_codes.FORM, About(asked=asked))
    one = Local(
        code=cells.account(request.POST.get("kode", "").strip() or "-"),
        name=cells.text(local_codes.LONGEST_NAME)(request.POST.get("nama", "").strip()),
        said=cells.text(local_codes.LONGEST_SAID)(request.POST.get("kata", "").strip()),
        year_from=year,
    )
    local_codes.say(kabupaten, one, by=actor)
    messages.success(
        request, _("Kode %(code)s disimpan. HP pencatat menerimanya saat tersambung.") % {"code": one.code}
    )
    return redirect(reverse("tables:codes"))


@require_POST
@desk_page
def end(request: HttpRequest, actor: Actor, *, code: int) -> HttpResponse:
    """Ends a local code with a year."""
    row = AccountCode.objects.filter(pk=code, kabupaten__in=local_codes.kabupatens_of(actor)).first()
    if row is None or row.kabupaten is None:
        raise NotFound
    try:
        local_codes.end(row.kabupaten, row, year_of(request.POST.get("sampai", "")), by=actor)
    except NotLocal as refusal:
        messages.error(request, refusal.why)
    else:
        told = _("Kode %(code)s berakhir dengan tahun %(year)d.") % {"code": row.code, "year": row.year_until}
        messages.success(request, told)
    return redirect(reverse("tables:codes"))
