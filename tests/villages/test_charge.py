"""Who answers for whom: only inside one's area, never for who stands above it or in another one besides."""

from datetime import date

import pytest

from tests.factories.villages import assign, make_person, make_village
from villages.charge import charge_of
from villages.models import Assignment
from villages.terms import Role

YESTERDAY, LONG_AGO = date(2026, 1, 1), date(2025, 1, 1)


@pytest.fixture
def answers(village):
    def ask(officer, user):
        return charge_of(officer.actor).answers_for(user, Assignment.objects.filter(user=user))

    return ask


@pytest.mark.parametrize(
    ("officer", "of", "expected"),
    [
        ("bu_camat", "siti", True),
        ("dpmd", "siti", True),
        ("administrator", "siti", True),
        ("bu_camat", "dpmd", False),
        ("dpmd", "bu_camat", False),
        ("administrator", "dpmd", True),
        ("bu_camat", "administrator", False),
        ("siti", "dadang", False),
        ("administrator", "administrator", False),
    ],
)
def test_every_office_against_every_other(request, answers, officer, of, expected):
    somebody, other = request.getfixturevalue(officer), request.getfixturevalue(of)

    assert answers(somebody, other.user) is expected


def test_an_assignment_elsewhere_takes_a_person_out_of_reach_until_it_ends(bu_camat, siti, answers):
    elsewhere = make_village("32.06.01.2001", "Cipatujah")
    held = assign(siti.user, Role.FACILITATOR, elsewhere, from_on=LONG_AGO)
    assert answers(bu_camat, siti.user) is False

    held.until_on = YESTERDAY
    held.save()

    assert answers(bu_camat, siti.user) is True


def test_an_area_is_no_prefix_of_letters(bu_camat, village):
    beyond = make_person("beyond")
    assign(beyond, Role.FACILITATOR, make_village("32.05.10.2001", "Kadungora"))

    assert [one.username for one in charge_of(bu_camat.actor).people().order_by("username")] == []


def test_a_superuser_and_who_enters_the_admin_pages_are_out_of_reach(administrator, village, answers):
    for who in ({"is_superuser": True}, {"is_staff": True}, {"is_active": False}):
        user = make_person(f"x{len(who)}{next(iter(who))}", **who)
        assign(user, Role.BPD, village)

        assert answers(administrator, user) is False
