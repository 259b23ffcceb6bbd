"""The public pages. They show publications, never live records, and need neither script nor cookie."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.kernel.problems import Problem
from villages.board import changes, papers, passages, places, proofs, queries
from villages.board.answers import HOUR, missing, of_village, page, public
from villages.board.duties import MISSING, Duty
from villages.board.places import Place
from villages.models import Publication, Village
from villages.rules import KABUPATEN

LONGEST_SEARCH = 60
SHORTEST_SEARCH = 3
SMALL, LARGE = 320, 1280
"""Widths of photographs: on the page, and when somebody opens one."""
FIELDS = {
    "1": _("Pemerintahan desa"),
    "2": _("Pembangunan desa"),
    "3": _("Pembinaan kemasyarakatan"),
    "4": _("Pemberdayaan masyarakat"),
    "5": _("Bencana dan keadaan darurat"),
}
REGION = re.compile(r"[0-9]{2}(\.[0-9]{2}){0,2}")
"""A provinsi, a kabupaten or a kecamatan."""
FORMAT = "rembuk-desa/publication/1"


@public()
def front(request: HttpRequest) -> HttpResponse:
    """What this is, the search for a village, the newest publications."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    searched = len(asked) >= SHORTEST_SEARCH
    found = places.found(asked) if searched else []
    nearly = places.nearly(asked) if searched and not found and not places.dotted(asked) else []
    newest = [] if asked else [(places.place_of(one.village), one) for one in queries.newest()]
    return page(
        "board/front.html",
        {
            "asked": asked,
            "searched": searched,
            "found": found[: places.MOST_FOUND],
            "nearly": nearly,
            "more": len(found) > places.MOST_FOUND,
            "newest": newest,
        },
    )


@public()
def search(request: HttpRequest) -> HttpResponse:
    """Passages of publications by words, field of work and region."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    field, region = (request.GET.get(name, "").strip() for name in ("bidang", "wilayah"))
    field, region = (field if field in FIELDS else ""), (region if REGION.fullmatch(region) else "")
    wanted = passages.Wanted(asked if len(asked) >= SHORTEST_SEARCH else "", field, region)
    searched = bool(wanted.words or field or region)
    found = passages.found(wanted) if searched else []
    return page(
        "board/passages.html",
        {
            "asked": asked,
            "field": field,
            "region": region,
            "fields": FIELDS,
            "searched": searched,
            "found": [(places.place_of(one.village), one) for one in found[: passages.MOST_FOUND]],
            "more": len(found) > passages.MOST_FOUND,
        },
    )


@public()
@of_village
def village(request: HttpRequest, home: Village) -> HttpResponse:
    """A village: what it decided last, the seven duties, what was published before."""
    opening = queries.opening(home)
    year = queries.of_year(home, opening.fiscal_year) if opening else []
    met = queries.duties_met(year)
    place = places.place_of(home)
    return page(
        "board/village.html",
        {
            **frame(place),
            **(_content(place, opening, year) if opening else {}),
            "duties": duties_of(place, met),
            "listed": queries.listed(home),
            "sidik": proofs.newest_of(place.code[:KABUPATEN]),
        },
    )


@public()
@of_village
def on_day(request: HttpRequest, home: Village) -> HttpResponse:
    """What the village's page said on a given day, by its own clock."""
    place, asked = places.place_of(home), request.GET.get("tanggal", "").strip()
    day = _day(asked)
    stood = queries.on_day(home, _end_of(day, home)) if day else []
    opened = next((one for one in stood if queries.opens(one)), stood[0] if stood else None)
    days = dict.fromkeys(one.astimezone(home.timezone).date() for one in queries.published_on(home))
    return page(
        "board/on_day.html",
        {
            **frame(place),
            **(_content(place, opened) if opened else {}),
            "asked": asked,
            "day": day,
            "listed": stood,
            "days": list(days),
        },
    )


@public()
@of_village
def subject(request: HttpRequest, home: Village, key: UUID) -> HttpResponse:
    """The current publication of one subject."""
    publication = queries.of_subject(home, key)
    if publication is None:
        return missing(_("Musyawarah ini belum diterbitkan."))
    return _publication_page(home, publication)


@public()
@of_village
def publication(request: HttpRequest, home: Village, number: int) -> HttpResponse:
    """One publication as it was published, or its tombstone."""
    found = queries.numbered(home, number)
    if found is None:
        return missing(_("Terbitan dengan nomor ini tidak ada."))
    return _publication_page(home, found)


@public()
@of_village
def snapshot(request: HttpRequest, home: Village, number: int) -> HttpResponse:
    """A publication as JSON, with what is needed to check it."""
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
    before = None if found.withdrawn_at else found.supersedes
    # What was withdrawn is not shown by way of what replaced it.
    shown = before is not None and before.withdrawn_at is None
    told = {"before": before, "changes": changes.between(before.snapshot, found.snapshot) if before and shown else []}
    return page("board/publication.html", {**frame(place), **_content(place, found), **told})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _end_of(day: date, village: Village) -> datetime:
    """The last moment of a day in the village; the last day of the calendar has no next one."""
    return datetime.combine(day, time.max, tzinfo=village.timezone)


def frame(place: Place) -> dict[str, Any]:
    """What every page of a village needs."""
    return {"place": place, "village": place.village, "terms": place.terms}


def _content(place: Place, found: Publication, year: Sequence[Publication] = ()) -> dict[str, Any]:
    """What the pages show of one publication, with the news of its ``year``; nothing of what was withdrawn."""
    newer = queries.newer_than(found)
    shown = [] if found.withdrawn_at else queries.contents(found)
    address = reverse("board:publication", args=[place.code, found.number])
    return {
        "publication": found,
        "sections": [(section, section.news(content, year)) for section, content in shown if section.template],
        "newer": newer,
        "short_code": found.short_code,
        "covered": proofs.covering(found),
        "papers": papers.of(found),
        "address": f"{settings.PUBLIC_URL}{address}",
        "photos_at": reverse("board:village", args=[place.code]) + "foto/",
    }


def duties_of(place: Place, met: dict[str, Publication]) -> list[dict[str, Any]]:
    """The seven duties for ``board/duties.html``, each with the publication that meets it or the words for none."""
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
        "short_code": found.short_code,
        "digest": {"value": found.digest, "of": "snapshot", "how": "SHA-256, RFC 8785"},
        "ledger": {"number": found.ledger_number, "hash": found.ledger_hash},
        **proofs.beside(found),
        "snapshot": None if withdrawn else found.snapshot,
    }
