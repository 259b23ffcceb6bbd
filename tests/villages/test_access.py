from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from tests.factories.villages import area_of, assign, make_person, make_region, make_village
from villages import access
from villages.access import GRACE, Standing
from villages.terms import RIGHTS, Right, Role

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False):
        yield


def actor_of(user) -> Actor:
    return Actor(user=user.pk, name=user.name)


def is_let_in(user, village, right) -> bool:
    try:
        return access.village_for(actor_of(user), village.pk, right) == village
    except NotFound:
        return False


WHO_MAY_WHAT = {
    Role.FACILITATOR: {Right.READ, Right.RECORD},
    Role.VILLAGE_SECRETARY: {Right.READ, Right.RECORD},
    Role.BPD: {Right.READ, Right.RECORD},
    Role.KECAMATAN_OFFICER: {Right.READ, Right.REVIEW},
    Role.KABUPATEN_OFFICER: {Right.READ, Right.REVIEW, Right.ALLOT},
    Role.AUDITOR: {Right.READ},
    Role.ADMINISTRATOR: {Right.READ, Right.MANAGE},
}


def test_every_role_stands_in_the_table():
    assert set(WHO_MAY_WHAT) == set(Role) == set(RIGHTS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_role_opens_exactly_its_doors(village, role, right):
    user = make_person("somebody")
    assign(user, role, area_of(role, village))

    assert is_let_in(user, village, right) is (right in WHO_MAY_WHAT[role])


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.AUDITOR, Role.ADMINISTRATOR)])
def test_nobody_sees_a_village_outside_the_area(village, role):
    user = make_person("somebody")
    assign(user, role, area_of(role, village))
    far_away = make_village("33.02.01.2008", "Dermaji")

    with pytest.raises(NotFound):
        access.village_for(actor_of(user), far_away.pk, Right.READ)


def test_asep_may_do_nothing_in_the_village_beside_his(asep, village):
    assert [right for right in Right if is_let_in(asep.user, village, right)] == []


def test_a_village_is_found_by_its_code_too(siti, village):
    assert access.village_for(siti.actor, "32.05.09.2006", Right.RECORD) == village


def test_a_village_that_is_not_there_answers_as_one_that_is_not_allowed(siti):
    with pytest.raises(NotFound):
        access.village_for(siti.actor, uuid4(), Right.READ)
    with pytest.raises(NotFound):
        access.village_for(siti.actor, "32.05.09.2999", Right.READ)


def test_a_stranger_is_told_that_there_is_nothing(village):
    with pytest.raises(NotFound):
        access.village_for(Actor(user=uuid4(), name=""), village.pk, Right.READ)


def test_a_region_is_more_than_the_beginning_of_a_code(village):
    neighbour = make_village("32.05.10.2001", "Karangtengah")
    user = make_person("officer")
    assign(user, Role.KECAMATAN_OFFICER, make_region("32.05.10"))

    assert is_let_in(user, neighbour, Right.REVIEW)
    assert not is_let_in(user, village, Right.REVIEW)


@pytest.mark.parametrize(
    ("from_on", "until_on", "inside"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
    ],
)
def test_an_assignment_counts_from_its_first_to_its_last_day(village, from_on, until_on, inside):
    user = make_person("somebody")
    assign(user, Role.FACILITATOR, village, from_on=from_on, until_on=until_on)

    assert is_let_in(user, village, Right.RECORD) is inside


def test_an_assignment_begins_and_ends_at_midnight_in_indonesia(village):
    held = (date(2026, 11, 24), date(2026, 11, 24))
    user = make_person("pengganti")
    assign(user, Role.FACILITATOR, village, from_on=held[0], until_on=held[1])

    inside = []
    for moment in ("2026-11-23T16:59:59Z", "2026-11-23T17:00:01Z", "2026-11-24T16:59:59Z", "2026-11-24T17:00:01Z"):
        with time_machine.travel(moment, tick=False):
            inside.append(access.villages_with(user.pk, Right.RECORD).exists())

    assert inside == [False, True, True, False]


def test_who_was_switched_off_is_let_in_nowhere(siti, village):
    siti.user.is_active = False
    siti.user.save()

    assert not is_let_in(siti.user, village, Right.READ)
    assert access.recording_standing(access.posts_of(siti.user.pk), [village.pk]) == {village.pk: Standing.NONE}


def test_two_roles_add_up_in_their_own_areas(village, next_door):
    user = make_person("somebody")
    assign(user, Role.FACILITATOR, village)
    assign(user, Role.AUDITOR, next_door)

    assert list(access.villages_with(user.pk, Right.READ)) == [next_door, village]
    assert list(access.villages_with(user.pk, Right.RECORD)) == [village]


def test_an_area_and_everything_is_everything(village):
    far_away = make_village("33.02.01.2008", "Dermaji")
    user = make_person("somebody")
    assign(user, Role.AUDITOR, village.region.parent)
    assign(user, Role.AUDITOR, None)

    assert list(access.villages_with(user.pk, Right.READ)) == [village, far_away]


@pytest.mark.parametrize(
    ("until_on", "standing"),
    [
        (None, Standing.PRESENT),
        (TODAY, Standing.PRESENT),
        (TODAY - timedelta(days=1), Standing.GRACE),
        (TODAY - GRACE, Standing.GRACE),
        (TODAY - GRACE - timedelta(days=1), Standing.NONE),
    ],
)
def test_late_work_is_kept_within_the_grace_time(village, until_on, standing):
    user = make_person("somebody")
    assign(user, Role.FACILITATOR, village, until_on=until_on)

    assert access.recording_standing(access.posts_of(user.pk), [village.pk]) == {village.pk: standing}


def test_who_came_back_is_in_office_not_in_grace(village):
    user = make_person("somebody")
    assign(user, Role.FACILITATOR, village, until_on=TODAY - timedelta(days=5))
    assign(user, Role.BPD, village, from_on=TODAY)

    assert access.recording_standing(access.posts_of(user.pk), [village.pk]) == {village.pk: Standing.PRESENT}


def test_who_starts_tomorrow_stands_nowhere_yet(village):
    user = make_person("somebody")
    assign(user, Role.FACILITATOR, village, from_on=TODAY + timedelta(days=1))

    assert access.recording_standing(access.posts_of(user.pk), [village.pk]) == {village.pk: Standing.NONE}


def test_who_reviews_does_not_record(bu_camat, village, next_door):
    standing = access.recording_standing(access.posts_of(bu_camat.user.pk), [village.pk, next_door.pk])

    assert standing == {village.pk: Standing.NONE, next_door.pk: Standing.NONE}


def test_a_phone_is_told_of_village_assignments_only(village, next_door):
    user = make_person("somebody")
    assign(user, Role.BPD, village)
    assign(user, Role.FACILITATOR, village)
    assign(user, Role.VILLAGE_SECRETARY, next_door, until_on=TODAY - timedelta(days=1))
    assign(user, Role.AUDITOR, village.region.parent)

    held = access.roles_by_village(access.posts_of(user.pk))

    assert [(post.village, post.role, post.kecamatan) for post in held] == [(village.pk, Role.BPD, "Leles")]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_doors_cost_the_same_for_many_villages(db, how_many, django_assert_num_queries):
    user = make_person("somebody")
    villages = [make_village(f"32.05.09.200{number}", f"Desa {number}") for number in range(how_many)]
    for one in villages:
        assign(user, Role.FACILITATOR, one)
    actor = actor_of(user)

    with django_assert_num_queries(2):
        access.village_for(actor, villages[0].pk, Right.RECORD)
    with django_assert_num_queries(2):
        assert [one.name for one in access.villages_with(user.pk, Right.READ)] == [one.name for one in villages]
    with django_assert_num_queries(1):
        assert [post.name for post in access.posts_of(user.pk)] == [one.name for one in villages]
