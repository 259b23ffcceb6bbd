"""The public pages. They show publications, never live records, and need neither script nor cookie."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from backend.kernel.problems import Problem
from villages.board import places, queries
from villages.board.answers import HOUR, missing, page, public
from villages.board.duties import MISSING, Duty
from villages.board.places import Place
from villages.models import Publication, Village

LONGEST_SEARCH = 60
SHORTEST_SEARCH = 3
SMALL, LARGE = 320, 1280
"""Widths of photographs: on the page, and when somebody opens one."""
FORMAT = "rembuk-desa/publication/1"


@public()
def front(request: HttpRequest) -> HttpResponse:
    """What this is, the search for a village, the newest publications."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    searched = len(asked) >= SHORTEST_SEARCH
    found = places.found(asked) if searched else []
    newest = [] if asked else [(places.place_of(one.village), one) for one in queries.newest()]
    return page(
        "board/front.html",
        {
            "asked": asked,
            "searched": searched,
            "found": found[: places.MOST_FOUND],
            "more": len(found) > places.MOST_FOUND,
            "newest": newest,
        },
    )


@public()
def village(request: HttpRequest, code: str) -> HttpResponse:
    """A village: what it decided last, the seven duties, what was published before."""
    home = places.village_of(code)
    if home is None:
        return _moved(code, "board:village")
    opening = queries.opening(home)
    met = queries.duties_met(home, opening.fiscal_year) if opening else {}
    place = places.place_of(home)
    return page(
        "board/village.html",
        {
            **_frame(place),
            **(_content(place, opening) if opening else {}),
            "duties": _duties(place, met),
            "listed": queries.listed(home),
        },
    )


@public()
def subject(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """The current publication of one subject."""
    home = places.village_of(code)
    if home is None:
        return _moved(code, "board:subject", key)
    publication = queries.of_subject(home, key)
    if publication is None:
        return missing(_("Musyawarah ini belum diterbitkan."))
    return _publication_page(home, publication)


@public()
def publication(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One publication as it was published, or its tombstone."""
    home = places.village_of(code)
    if home is None:
        return _moved(code, "board:publication", number)
    found = queries.numbered(home, number)
    if found is None:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    return _publication_page(home, found)


@public()
def snapshot(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A publication as JSON, with what is needed to check it."""
    home = places.village_of(code)
    if home is None:
        return _moved(code, "board:snapshot", number)
    found = queries.numbered(home, number)
    if found is None:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    return JsonResponse(_open_data(home, found), json_dumps_params={"ensure_ascii": False})


@public(seconds=HOUR)
def photo(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """A photograph of a current publication, re-drawn without metadata; ``?besar`` for the larger one."""
    home = places.village_of(code)
    section = queries.showing_photo(home, sha256) if home else None
    if home is None or section is None or section.pictures is None:
        return missing(_("Foto ini tidak ada dalam terbitan desa."))
    width = LARGE if "besar" in request.GET else SMALL
    try:
        return HttpResponse(section.pictures.jpeg(home.pk, sha256, width), content_type="image/jpeg")
    except Problem:
        return missing(_("Foto ini belum dapat ditampilkan."))


def _publication_page(home: Village, found: Publication) -> HttpResponse:
    place = places.place_of(home)
    return page("board/publication.html", {**_frame(place), **_content(place, found)})


def _frame(place: Place) -> dict[str, Any]:
    return {"place": place, "village": place.village, "terms": place.terms}


def _content(place: Place, found: Publication) -> dict[str, Any]:
    """What the pages show of one publication; nothing of its content where it was withdrawn."""
    newer = queries.newer_than(found)
    shown = [] if found.withdrawn_at else queries.contents(found)
    address = reverse("board:publication", args=[place.code, found.number])
    return {
        "publication": found,
        "sections": [(section, content) for section, content in shown if section.template],
        "newer": newer,
        "short_code": _short_code(found),
        "address": f"{settings.PUBLIC_URL}{address}",
        "photos_at": reverse("board:village", args=[place.code]) + "foto/",
    }


def _duties(place: Place, met: dict[str, Publication]) -> list[dict[str, Any]]:
    return [
        {
            "duty": duty,
            "label": duty.label,
            "publication": met.get(duty.value),
            "contact": place.village.complaint_contact if duty is Duty.COMPLAINTS else "",
            "missing": MISSING[duty],
        }
        for duty in Duty
    ]


def _open_data(home: Village, found: Publication) -> dict[str, Any]:
    newer = queries.newer_than(found)
    withdrawn = found.withdrawn_at
    return {
        "format": FORMAT,
        "village": {"id": str(home.pk), "code": home.code, "name": home.name},
        "number": found.number,
        "subject": {"kind": found.subject_kind, "key": str(found.subject_key)},
        "title": found.title,
        "fiscal_year": found.fiscal_year,
        "held_on": found.held_on,
        "published_at": found.published_at,
        "superseded_by": newer.number if newer else None,
        "withdrawn": {"at": withdrawn, "reason": found.withdrawn_reason} if withdrawn else None,
        "short_code": _short_code(found),
        "digest": {"value": found.digest, "of": "snapshot", "how": "SHA-256, RFC 8785"},
        "ledger": {"number": found.ledger_number, "hash": found.ledger_hash},
        "snapshot": None if withdrawn else found.snapshot,
    }


def _short_code(found: Publication) -> str:
    return ids.spoken_code(bytes.fromhex(found.digest))


def _moved(code: str, name: str, *rest: object) -> HttpResponse:
    """To the present address of a village that bore ``code``; not for ever, since codes are given anew."""
    wanted = places.dotted(code)
    now = places.village_of(wanted) or places.successor_of(wanted) if wanted else None
    if now is None:
        return missing(_("Tidak ada desa dengan kode ini."))
    return HttpResponseRedirect(reverse(name, args=[now.code, *rest]))
