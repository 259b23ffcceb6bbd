from datetime import date, timedelta

import pytest

from meetings import queries
from meetings.models import AgendaItem, Attendance, AttendanceTally, Meeting, Remark, Session
from meetings.rules import Turnout
from meetings.terms import AttendanceStatus, Capacity, Element, Gender, SessionOutcome
from tests.factories.meetings import NINE, NOON, make_meeting, make_people, make_whole_meeting, put


def test_a_file_holds_all_that_hangs_on_the_meeting_and_nothing_else(village, next_door):
    meeting = make_whole_meeting(village)
    put(AgendaItem, village, meeting=meeting.id, order=0, topic="Pembukaan")
    put(AgendaItem, village, meeting=meeting.id, order=2, topic="Salah ketik", deleted_at=NOON)
    put(Remark, village, meeting=meeting.id, text="Foto kurang jelas.")
    put(Attendance, next_door, meeting=meeting.id, name="Dari desa sebelah", status=AttendanceStatus.PRESENT)
    make_whole_meeting(village)

    file = queries.file_of(village.pk, meeting.id)

    assert file.meeting == meeting
    assert [one.topic for one in file.agenda] == ["Pembukaan", "Prioritas kegiatan 2027"]
    assert [one.caption for one in file.photos] == ["Suasana musyawarah"]
    assert [one.text for one in file.remarks] == ["Foto kurang jelas."]
    assert (len(file.sessions), len(file.signatures), len(file.publicity), len(file.tallies)) == (1, 1, 1, 0)
    assert file.turnout == Turnout(invited=30, present=23, women=14, men=9, deciding=23)
    assert file.composition.by_element == {"adat": 2, "tani": 12, "perempuan": 9}


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_file_costs_nine_queries(village, how_many, django_assert_num_queries):
    meeting = make_meeting(village)
    make_people(meeting, Element.TANI, women=how_many)
    for order in range(how_many):
        put(AgendaItem, village, meeting=meeting.id, order=order, topic="Acara")

    with django_assert_num_queries(9):
        file = queries.file_of(village.pk, meeting.id)
        assert file.turnout.present == how_many
        assert file.held_on == date(2026, 6, 15)
        assert file.meeting.village.name == "Cangkuang"


def test_a_meeting_of_another_village_or_a_deleted_one_has_no_file(village, next_door):
    meeting = make_meeting(village)
    deleted = make_meeting(village, deleted_at=NOON)

    with pytest.raises(Meeting.DoesNotExist):
        queries.file_of(next_door.pk, meeting.id)
    with pytest.raises(Meeting.DoesNotExist):
        queries.file_of(village.pk, deleted.id)


def test_a_meeting_was_held_on_the_village_day_of_its_first_sitting_that_took_place(village):
    meeting = make_meeting(village, planned_start=NINE - timedelta(days=9))
    late = NINE.replace(hour=18)  # one in the night in Jakarta, the next day
    Session.objects.filter(meeting=meeting.id).update(started_at=late)
    put(
        Session,
        village,
        meeting=meeting.id,
        started_at=NINE - timedelta(days=3),
        outcome=SessionOutcome.ADJOURNED_NO_QUORUM,
    )

    assert queries.file_of(village.pk, meeting.id).held_on == date(2026, 6, 16)

    Session.objects.filter(meeting=meeting.id).delete()
    assert queries.file_of(village.pk, meeting.id).held_on == date(2026, 6, 6)

    Meeting.objects.filter(id=meeting.id).update(planned_start=None)
    assert queries.file_of(village.pk, meeting.id).held_on is None


def test_turnouts_agree_with_the_file(village, next_door):
    first = make_meeting(village, invited_count=None)
    make_people(first, Element.TANI, men=2, women=3)
    make_people(first, Element.LAIN, women=1, capacity=Capacity.OBSERVER)
    make_people(first, Element.ADAT, men=4, status=AttendanceStatus.EXCUSED)
    make_people(first, Element.ADAT, men=1, deleted_at=NOON)
    second = make_meeting(next_door)
    put(AttendanceTally, next_door, meeting=second.id, element=Element.TANI, gender=Gender.FEMALE, present=40)
    put(AttendanceTally, next_door, meeting=second.id, element=Element.TANI, gender=Gender.MALE, present=None)
    empty = make_meeting(village)

    found = queries.turnouts_of([first, second, empty])

    assert found == {
        (village.pk, first.id): Turnout(invited=9, present=6, women=4, men=2, deciding=5),
        (next_door.pk, second.id): Turnout(invited=30, present=40, women=40, men=0, deciding=40),
        (village.pk, empty.id): Turnout(invited=30),
    }
    for meeting in (first, second, empty):
        assert queries.file_of(meeting.village_id, meeting.id).turnout == found[meeting.village_id, meeting.id]


@pytest.mark.parametrize("how_many", [1, 3])
def test_turnouts_cost_one_query(village, how_many, django_assert_num_queries):
    meetings = [make_meeting(village) for _ in range(how_many)]

    with django_assert_num_queries(1):
        assert len(queries.turnouts_of(meetings)) == how_many
