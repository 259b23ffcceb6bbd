"""The daily digests of a kabupaten, for everybody to copy and to compare later."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from villages.board import digests, places, proofs, seals
from villages.board.answers import HOUR, missing, page, public
from villages.models import DailyDigest, Region

DAYS = "rembuk-desa/sidik-harian/1"
LISTED = 400
NONE_YET = _("Kabupaten ini belum punya sidik harian.")


@public()
def front(request: HttpRequest) -> HttpResponse:
    """The newest digest of every kabupaten, as one page to photograph."""
    last = DailyDigest.objects.values("kabupaten").annotate(last=Max("pk")).values("last")
    newest = DailyDigest.objects.defer("leaves").filter(pk__in=last).select_related("kabupaten").order_by("kabupaten")
    return page("board/sidik_front.html", {"newest": [(places.titled(one.kabupaten), one) for one in newest]})


@public()
def days(request: HttpRequest, code: str) -> HttpResponse:
    """The days of a kabupaten with their letters, the newest first."""
    found = list(_of(code).order_by("-day")[:LISTED])
    if not found:
        return missing(NONE_YET)
    return page("board/sidik.html", {"code": code, "name": _name(code), "days": found})


@public()
def data(request: HttpRequest, code: str) -> HttpResponse:
    """Every day of a kabupaten as JSON, the oldest first: what to keep a copy of."""
    found = [proofs.head_of(one) for one in _of(code).order_by("day")]
    if not found:
        return missing(NONE_YET)
    return _json({"format": DAYS, "kabupaten": {"code": code, "name": _name(code)}, "days": found})


@public(seconds=HOUR)
def villages(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """One day as JSON with all that it covers, so that anybody may make its digest anew."""
    found = DailyDigest.objects.select_related("same_as").filter(kabupaten=code, day=_day(day)).first()
    if found is None:
        return missing(_("Hari ini tidak punya sidik harian."))
    return _json(
        {
            "format": seals.FORMAT,
            "kabupaten": {"code": code, "name": _name(code)},
            **proofs.head_of(found),
            "villages": [seals.village_facts(row) for row in digests.rows_of(found)],
        }
    )


def _of(code: str) -> Any:
    return DailyDigest.objects.defer("leaves").filter(kabupaten=code)


def _name(code: str) -> str:
    return places.titled(Region.objects.filter(pk=code).first())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _json(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
