from datetime import date

import pytest

from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden
from tests.factories.villages import assign, make_person, make_region
from villages import people
from villages.models import Assignment
from villages.terms import Happened, Role

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


@pytest.fixture
def yuyun(db):
    return make_person("yuyun")


def test_an_administrator_appoints(administrator, village, yuyun):
    held = people.appoint(yuyun, Role.FACILITATOR, village, by=administrator.actor, from_on=JANUARY)

    held.refresh_from_db()
    assert (held.user, held.role, held.village, held.region) == (yuyun, Role.FACILITATOR, village, None)
    assert (held.from_on, held.until_on) == (JANUARY, None)


def test_an_officer_is_appointed_to_the_kecamatan(administrator, village, yuyun):
    kecamatan = village.region.parent

    held = people.appoint(
        yuyun, Role.KECAMATAN_OFFICER, kecamatan, by=administrator.actor, from_on=JANUARY, until_on=MAY
    )

    assert (held.village, held.region, held.until_on) == (None, kecamatan, MAY)


@pytest.mark.parametrize("who", ["siti", "bu_camat", "dpmd"])
def test_nobody_else_appoints(who, request, village, yuyun):
    somebody = request.getfixturevalue(who)

    with pytest.raises(Forbidden):
        people.appoint(yuyun, Role.FACILITATOR, village, by=somebody.actor, from_on=JANUARY)

    assert not Assignment.objects.filter(user=yuyun).exists()


def test_an_administrator_of_a_kabupaten_appoints_there_and_not_beyond(village, yuyun):
    rina = make_person("rina")
    assign(rina, Role.ADMINISTRATOR, village.region.parent.parent)
    by = Actor(user=rina.pk, name=rina.name)

    people.appoint(yuyun, Role.FACILITATOR, village, by=by, from_on=JANUARY)
    people.appoint(yuyun, Role.KECAMATAN_OFFICER, village.region.parent, by=by, from_on=JANUARY)
    for beyond in (make_region("32.04"), make_region("32"), None):
        with pytest.raises(Forbidden):
            people.appoint(yuyun, Role.AUDITOR, beyond, by=by, from_on=JANUARY)


def test_an_administrator_of_a_village_appoints_in_that_village_only(village, next_door, yuyun):
    rina = make_person("rina")
    assign(rina, Role.ADMINISTRATOR, village)
    by = Actor(user=rina.pk, name=rina.name)

    people.appoint(yuyun, Role.BPD, village, by=by, from_on=JANUARY)
    for beyond in (next_door, village.region.parent, None):
        with pytest.raises(Forbidden):
            people.appoint(yuyun, Role.AUDITOR, beyond, by=by, from_on=JANUARY)


def test_a_superuser_appoints_without_an_assignment(village, yuyun):
    root = make_person("root", is_superuser=True)

    people.appoint(yuyun, Role.BPD, village, by=Actor(user=root.pk, name="Root"), from_on=JANUARY)

    assert Assignment.objects.filter(user=yuyun).count() == 1


def test_the_same_role_twice_at_a_time_is_refused(administrator, village, next_door, yuyun):
    by = administrator.actor
    people.appoint(yuyun, Role.BPD, village, by=by, from_on=JANUARY, until_on=MARCH)

    with pytest.raises(people.AssignmentOverlaps):
        people.appoint(yuyun, Role.BPD, village, by=by, from_on=MARCH)
    people.appoint(yuyun, Role.BPD, village, by=by, from_on=MAY)
    people.appoint(yuyun, Role.BPD, next_door, by=by, from_on=MARCH)
    people.appoint(yuyun, Role.FACILITATOR, village, by=by, from_on=MARCH)


@pytest.mark.parametrize("area", ["kecamatan", "everywhere"])
def test_who_records_needs_a_village(administrator, village, yuyun, area):
    where = village.region.parent if area == "kecamatan" else None

    with pytest.raises(people.AreaUnfit):
        people.appoint(yuyun, Role.FACILITATOR, where, by=administrator.actor, from_on=JANUARY)


def test_a_term_does_not_end_before_it_starts(administrator, village, yuyun):
    with pytest.raises(people.EndsBeforeStart):
        people.appoint(yuyun, Role.BPD, village, by=administrator.actor, from_on=MARCH, until_on=JANUARY)


def test_an_assignment_ends_on_a_day_and_may_end_earlier(administrator, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY)

    people.end(held, by=administrator.actor, on=MAY)
    people.end(held, by=administrator.actor, on=MARCH)

    held.refresh_from_db()
    assert held.until_on == MARCH


def test_an_end_is_not_moved_back_out(administrator, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY, until_on=MARCH)

    with pytest.raises(people.AlreadyEnded):
        people.end(held, by=administrator.actor, on=MAY)
    with pytest.raises(people.EndsBeforeStart):
        people.end(held, by=administrator.actor, on=date(2025, 12, 31))


def test_nobody_else_ends_an_assignment(siti, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY)

    with pytest.raises(Forbidden):
        people.end(held, by=siti.actor, on=MAY)


def test_a_role_is_handed_over_without_a_gap(administrator, village, yuyun):
    held = assign(yuyun, Role.FACILITATOR, village, from_on=JANUARY)
    engkus = make_person("engkus")

    new = people.hand_over(held, to=engkus, by=administrator.actor, on=MARCH)

    held.refresh_from_db()
    assert held.until_on == date(2026, 2, 28)
    assert (new.user, new.role, new.village, new.from_on) == (engkus, Role.FACILITATOR, village, MARCH)


def test_a_handover_that_is_refused_leaves_the_old_assignment(administrator, village, yuyun):
    held = assign(yuyun, Role.FACILITATOR, village, from_on=JANUARY)
    engkus = make_person("engkus")
    assign(engkus, Role.FACILITATOR, village, from_on=MAY)

    with pytest.raises(people.AssignmentOverlaps):
        people.hand_over(held, to=engkus, by=administrator.actor, on=MARCH)

    held.refresh_from_db()
    assert held.until_on is None


def test_an_end_is_moved_further_out(administrator, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY, until_on=date(2099, 1, 1))

    with pytest.raises(people.EndsTooEarly):
        people.extend(held, by=administrator.actor, until=date(2098, 1, 1))
    people.extend(held, by=administrator.actor, until=date(2099, 6, 1))

    held.refresh_from_db()
    assert held.until_on == date(2099, 6, 1)
    assert [one.what for one in yuyun.events.all()] == [Happened.EXTENDED]


def test_what_has_ended_is_not_extended(administrator, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY, until_on=MARCH)

    with pytest.raises(people.AlreadyEnded):
        people.extend(held, by=administrator.actor, until=date(2099, 1, 1))
    with pytest.raises(Forbidden):
        people.extend(held, by=Actor(user=yuyun.pk, name="Yuyun"), until=date(2099, 1, 1))


def test_an_extension_runs_into_no_other_term(administrator, village, yuyun):
    held = assign(yuyun, Role.BPD, village, from_on=JANUARY, until_on=date(2098, 1, 1))
    assign(yuyun, Role.BPD, village, from_on=date(2098, 6, 1))

    with pytest.raises(people.AssignmentOverlaps):
        people.extend(held, by=administrator.actor, until=date(2099, 1, 1))


def test_a_user_name_is_given_once_in_any_case(administrator, yuyun):
    with pytest.raises(people.UsernameTaken):
        people.register("Yuyun", "Yuyun Lain", by=administrator.actor)


def test_a_handover_is_kept_with_both_people(administrator, village, yuyun):
    held = assign(yuyun, Role.FACILITATOR, village, from_on=JANUARY)
    engkus = make_person("engkus")

    people.hand_over(held, to=engkus, by=administrator.actor, on=MARCH)

    assert [one.what for one in yuyun.events.order_by("pk")] == [Happened.ENDED, Happened.HANDED_OVER]
    assert [one.what for one in engkus.events.all()] == [Happened.APPOINTED]
    assert {one.by_id for one in yuyun.events.all()} == {administrator.user.pk}
