"""The whole demonstration as open data: hundreds of names, numbers and places of people, and none of them in a file."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from budgets.models import Proposal
from meetings.models import AgendaItem, Attendance, Meeting, Photo, Signature
from tests.villages.opendata.reading import said
from villages.board import areas
from villages.board.opendata import making
from villages.models import User


def people():
    """All that the demonstration says of people, in office or not."""
    for field in ("name", "phone", "represents"):
        yield from Attendance.objects.values_list(field, flat=True)
    yield from Signature.objects.values_list("name", flat=True)
    for model in (AgendaItem, Proposal):
        yield from model.objects.values_list("proposer", flat=True)
    yield from User.objects.values_list("name", flat=True)
    for field in ("latitude", "longitude"):
        yield from (str(value) for value in Photo.objects.values_list(field, flat=True) if value)
    for meeting in Meeting.objects.all():
        for one in (meeting.chair, meeting.minute_taker, *(meeting.speakers or [])):
            yield (one or {}).get("name")


@pytest.mark.slow  # a whole demonstration is recorded, reviewed and published first: about half a minute
@pytest.mark.django_db
def test_nobody_of_the_demonstration_is_in_the_files_of_the_country(settings):
    settings.DEBUG = True  # the demonstration is for trials only
    call_command("load_regions", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # within one transaction PostgreSQL would plan for empty tables
    call_command("demo", verbosity=0)
    made = making.files_of(areas.area_of(""))

    text = ""
    for name in made.files:
        with default_storage.open(f"{made.folder}/{name}") as file:
            text += said(file.read(), name).lower()
    known = {value.strip() for value in people() if value and value.strip()}

    assert made.publications > 20
    assert len(known) > 700
    assert sorted(value for value in known if value.lower() in text) == []
