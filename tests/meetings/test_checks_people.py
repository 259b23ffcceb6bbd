"""Checks of people: each with a true case and a near miss."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from backend.demo.strokes import signature
from meetings.models import Attendance, Photo, Signature
from tests.factories.meetings import photo_fields, put
from tests.factories.villages import make_village
from tests.meetings.checks import ROSTER, come, found, meet
from villages.models import StoredFinding

NINE = datetime(2026, 6, 15, 2, tzinfo=UTC)


def shuffled(people, seed=1):
    return Random(seed).sample(people, len(people))


def test_the_list_of_last_year_is_seen_again(village):
    meet(village, "2025-06-12", people=ROSTER[:30], title="Musdes RKP 2026")
    copied = meet(village, people=shuffled(ROSTER[:30]))

    assert found(copied, "attendance_same") == [
        {"title": "Musdes RKP 2026", "day": {"day": "2025-06-12"}, "same": 30, "all": 30, "percent": 100}
    ]


def test_two_new_people_of_thirty_make_another_list(village):
    meet(village, "2025-06-12", people=ROSTER[:30])
    honest = meet(village, people=shuffled([*ROSTER[:28], *ROSTER[30:32]]))

    assert found(honest, "attendance_same", "attendance_same_order") == []


def test_a_few_officials_are_the_same_people_by_nature(village):
    meet(village, "2025-06-12", people=ROSTER[:14])

    assert found(meet(village, people=shuffled(ROSTER[:14])), "attendance_same") == []


def test_people_who_come_in_last_years_order_are_seen(village):
    meet(village, "2025-06-12", people=shuffled(ROSTER[:40]), title="Musdes RKP 2026")
    copied = meet(village, people=[one for one in shuffled(ROSTER[:40]) if one not in ROSTER[:8]])

    assert [facts["same"] for facts in found(copied, "attendance_same_order")] == [32]


def test_a_list_gone_through_from_a_to_z_has_one_order_whenever_it_is(village):
    meet(village, "2025-06-12", people=sorted(ROSTER[:40]))

    assert found(meet(village, people=sorted(ROSTER[8:40])), "attendance_same_order") == []


def arrivals(meeting, gap, start=NINE - timedelta(minutes=20), people=30):
    for place, name in enumerate(ROSTER[:people]):
        come(meeting, name, at=start + gap * place)


def test_nobody_walks_in_every_half_second(village):
    meeting = meet(village)
    arrivals(meeting, timedelta(seconds=0.5))

    assert found(meeting, "arrivals_at_once", "arrivals_outside") == [{"people": 30, "gap": "0,5"}]


def test_a_quick_hand_at_the_door_is_no_finding(village):
    meeting = meet(village)
    arrivals(meeting, timedelta(seconds=0.9))

    assert found(meeting, "arrivals_at_once", "arrivals_outside") == []


def test_arrivals_at_midnight_are_seen_and_weigh_little_beside_the_signed_sheet(village):
    meeting = meet(village)
    arrivals(meeting, timedelta(seconds=40), NINE + timedelta(hours=14))
    first = found(meeting, "arrivals_outside")
    weight = StoredFinding.objects.get(code="arrivals_outside").severity
    put(Photo, village, meeting=meeting.id, **photo_fields("c"), purpose="attendance_sheet")

    again = found(meeting, "arrivals_outside")

    assert first == again == [{"people": 30, "outside": 30}]
    assert (weight, StoredFinding.objects.get(code="arrivals_outside").severity) == ("attention", "info")


def test_who_comes_two_hours_early_is_no_finding(village):
    meeting = meet(village)
    arrivals(meeting, timedelta(seconds=40), NINE - timedelta(hours=2, minutes=50))

    assert found(meeting, "arrivals_outside") == []


def moved(strokes, dx, dy, chance=None):
    """The same drawing elsewhere, as a hand draws it again."""
    wobble = chance.gauss if chance else lambda *_: 0
    return [
        [min(max(round(value + (dy if place % 2 else dx) + wobble(0, 6)), 0), 1000) for place, value in enumerate(one)]
        for one in strokes
    ]


def sign(meeting, strokes, name):
    come(meeting, name, signature=strokes)


def test_one_hand_that_signs_for_three_is_seen(village):
    meeting, chance = meet(village), Random(4)
    drawn = signature(chance)
    for place, name in enumerate(ROSTER[:3]):
        sign(meeting, moved(drawn, 20 * place, 10 * place, chance), name)
    for name in ROSTER[3:30]:
        sign(meeting, signature(chance), name)

    assert found(meeting, "signatures_alike") == [{"people": 3}]
    assert StoredFinding.objects.get(code="signatures_alike").severity == "grave"


@pytest.mark.parametrize("seed", range(5))
def test_thirty_people_sign_in_thirty_ways(village, seed):
    meeting, chance = meet(village), Random(seed)
    for name in ROSTER[:30]:
        sign(meeting, signature(chance), name)

    assert found(meeting, "signatures_alike") == []


def test_crosses_are_alike_by_nature(village):
    meeting = meet(village)
    for name in ROSTER[:4]:
        sign(meeting, [[100, 100, 400, 400], [400, 100, 100, 400]], name)

    assert found(meeting, "signatures_alike") == []


def test_who_signs_the_list_and_the_record_is_one_person(village):
    meeting, drawn = meet(village), signature(Random(9))
    sign(meeting, drawn, "H. Endang Kosasih")
    put(Signature, village, meeting=meeting.id, role="chair", name="Endang Kosasih, S.Ag.", strokes=drawn)

    assert found(meeting, "signatures_alike") == []


@pytest.fixture
def both(village):
    """A meeting here and one at the same time in the village next door."""
    return meet(village), meet(make_village("32.05.09.2005", "Lembang"), title="Musdes Lembang")


def test_one_person_in_two_villages_at_once_is_seen(both):
    here, there = both
    come(here, "Bambang Sukmajaya", gender="L", hamlet="Dusun Pasir")
    come(there, "H. Bambang Sukmajaya", gender="L", hamlet="Dsn. Pasir")

    assert found(here, "two_places") == [{"village": "Lembang", "day": {"day": "2026-06-15"}}]


@pytest.mark.parametrize(
    "other",
    [
        {"hamlet": "Dusun Cibodas"},
        {"gender": "P"},
        {"name": "Bambang"},
    ],
)
def test_a_namesake_is_another_person(both, other):
    here, there = both
    come(here, other.get("name", "Bambang Sukmajaya"), gender="L", hamlet="Dusun Pasir")
    come(there, **{"name": "Bambang Sukmajaya", "gender": "L", "hamlet": "Dusun Pasir", **other})

    assert found(here, "two_places") == []


def test_a_name_that_a_third_village_knows_says_nothing(both):
    here, there = both
    third = meet(make_village("32.05.09.2004", "Sukamaju"), "2026-02-02")
    for meeting in (here, there, third):
        come(meeting, "Bambang Sukmajaya", gender="L", hamlet="Dusun Pasir")

    assert found(here, "two_places") == []


def test_a_name_that_both_villages_know_from_other_days_is_a_namesake_each(both):
    here, there = both
    for meeting in (here, there, meet(here.village, "2026-02-02"), meet(there.village, "2026-02-03")):
        come(meeting, "Bambang Sukmajaya", gender="L", hamlet="Dusun Pasir")

    assert found(here, "two_places") == []


def test_a_villager_whom_only_the_own_village_knows_is_seen_next_door(both):
    here, there = both
    for meeting in (here, there, meet(here.village, "2026-02-02")):
        come(meeting, "Bambang Sukmajaya", gender="L", hamlet="Dusun Pasir")

    assert len(found(here, "two_places")) == 1


def test_the_same_telephone_is_the_same_person_whatever_the_hamlet(both):
    here, there = both
    come(here, "Asep", hamlet="Pasir", phone="0812-3456-7890")
    come(there, "Asep", hamlet="Cibodas", phone="+62 812 3456 7890")

    assert len(found(here, "two_places")) == 1


@pytest.mark.parametrize(("hour_here", "hour_there"), [(2, 6), (6, 2)])
def test_who_goes_on_to_the_afternoon_meeting_next_door_is_in_one_place(village, hour_here, hour_there):
    here = meet(village, hour=hour_here)
    there = meet(make_village("32.05.09.2005", "Lembang"), hour=hour_there)
    for meeting in (here, there):
        come(meeting, "Bambang Sukmajaya", gender="L", hamlet="Dusun Pasir")

    assert found(here, "two_places") == []


def test_a_finding_that_is_mended_is_gone_and_comes_back_when_it_does(village):
    meeting = meet(village)
    arrivals(meeting, timedelta(seconds=0.5))
    found(meeting)
    Attendance.objects.filter(meeting=meeting.id).update(arrived_at=None)
    gone = found(meeting, "arrivals_at_once")
    row = StoredFinding.objects.get(code="arrivals_at_once")

    assert gone == []
    assert row.gone_at is not None
