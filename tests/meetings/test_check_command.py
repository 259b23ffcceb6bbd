"""``manage.py check_meetings``: what the night does, by hand."""

from io import StringIO

from django.core.management import call_command

from tests.meetings.recorded import record_meeting
from villages.models import CheckRun


def test_the_command_looks_over_what_waits_and_with_all_what_is_published_too(siti):
    waits = record_meeting(siti)
    record_meeting(siti, status="planned")
    done = record_meeting(siti, status="published")
    said = StringIO()

    call_command("check_meetings", stdout=said)
    first = set(CheckRun.objects.values_list("subject_key", flat=True))
    call_command("check_meetings", "--all", stdout=said)

    assert first == {waits.id}
    assert set(CheckRun.objects.values_list("subject_key", flat=True)) == {waits.id, done.id}
    assert said.getvalue().splitlines() == ["1 musyawarah diperiksa.", "2 musyawarah diperiksa."]
