"""The coming meetings of a village, to subscribe to."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from backend.kernel import clock
from meetings.board import coming
from meetings.board.calendar import calendar
from villages.board import places
from villages.board.answers import of_village, public
from villages.models import Village


@public()
@of_village
def subscription(request: HttpRequest, home: Village) -> HttpResponse:
    """The coming meetings for a calendar, which asks again by itself."""
    place = places.place_of(home)
    made = calendar(
        f"Musyawarah {place.name}",
        coming.dated(home),
        stamp=datetime.combine(clock.today(home.timezone), time.min, tzinfo=UTC),
        address=f"{settings.PUBLIC_URL}{reverse('board:village', args=[place.code])}",
    )
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="musyawarah-{place.code}.ics"'
    return answer
