"""When somebody should look at what, for a calendar. Reads publications only: elements, never people."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from backend.kernel import clock
from budgets import rounds
from budgets.lives import Row
from budgets.terms import Every
from meetings.board.calendar import calendar
from meetings.board.coming import Coming
from villages.board import places
from villages.board.answers import of_village, public
from villages.models import Publication, Village

MOST = 200


@public()
@of_village
def subscription(request: HttpRequest, home: Village) -> HttpResponse:
    """The dates of the published oversight strategies from today on, for a calendar, which asks again by itself."""
    place, today = places.place_of(home), clock.today(home.timezone)
    made = calendar(
        _("Pengawasan %(village)s") % {"village": place.name},
        coming(home, today),
        stamp=datetime.combine(today, time.min, tzinfo=UTC),
        address=f"{settings.PUBLIC_URL}{reverse('board:village', args=[place.code])}",
    )
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="pengawasan-{place.code}.ics"'
    return answer


def coming(village: Village, today: date) -> list[Coming]:
    """What is still to be looked at, the nearest first, at most ``MOST``. One query."""
    found = Publication.objects.filter(
        village=village, current=True, withdrawn_at__isnull=True, fiscal_year__gte=today.year - 1
    )
    lines: dict[str, tuple[Publication, Row]] = {}
    for one in found.filter(snapshot__has_key="oversight").order_by("number"):
        for row in one.snapshot["oversight"]["actions"]:
            # Published before lines had a name of their own, a line is told by what it says.
            lines[row.get("id") or f"{row.get('subject')} {row.get('due_on')}"] = (one, row)
    events = [event for key, (one, row) in lines.items() for event in _events(village, key, one, row, today)]
    return sorted(events, key=lambda event: (event.on, event.kind))[:MOST]


def _events(village: Village, key: str, publication: Publication, row: Row, today: date) -> list[Coming]:
    if row.get("state") in (rounds.LOOKED if row.get("every", Every.ONCE) == Every.ONCE else rounds.OVER):
        return []
    due = rounds.dates(_day(row.get("due_on")), row.get("every", Every.ONCE), publication.fiscal_year)
    watcher = f" ({row['watcher']})" if row.get("watcher") else ""
    what = _("Awasi: %(subject)s") % {"subject": row.get("subject", "")}
    return [
        Coming(_name(village.pk, key, on), publication.number, f"{what}{watcher}", None, on, row.get("item", ""))
        for on in due
        if on >= today
    ]


def _name(village: UUID, key: str, on: date) -> UUID:
    return uuid5(village, f"{key} {on.isoformat()}")


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
