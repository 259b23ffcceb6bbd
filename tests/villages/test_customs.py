"""What a kabupaten calls things, and its rules of the year, on the phones of those who record there."""

import pytest
import time_machine

from tests.factories.villages import assign
from villages.models import LocalTerms, RuleSet
from villages.terms import Role

pytestmark = pytest.mark.django_db

DOOR = "/api/reference/v1/customs"
NAGARI = {
    "village": "Nagari",
    "village_head": "Wali Nagari",
    "hamlet": "Jorong",
    "kecamatan": "Kecamatan",
    "kecamatan_head": "Camat",
    "council": "Bamus Nagari",
}


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


def asked(person, **headers):
    return person.phone.client.get(DOOR, headers={**person.phone.headers, **headers})


@time_machine.travel("2026-11-25T03:00:00Z", tick=False)
def test_the_phone_learns_the_words_and_the_rules_of_its_kabupaten(siti):
    LocalTerms.objects.create(kabupaten_id="32.05", **NAGARI)
    for year in (2024, 2025, 2026, 2027):
        RuleSet.objects.create(
            kabupaten_id="32.05", year=year, legal_basis=f"Perbup {year}", quorum_numerator=1, quorum_denominator=2
        )

    (told,) = asked(siti).json()

    assert (told["kabupaten"], told["villages"], told["terms"]) == ("32.05", [str(siti.village.pk)], NAGARI)
    assert [(one["year"], one["legal_basis"]) for one in told["rules"]] == [
        (2025, "Perbup 2025"),
        (2026, "Perbup 2026"),
        (2027, "Perbup 2027"),
    ]
    assert (told["rules"][1]["quorum_numerator"], told["rules"][1]["quorum_denominator"]) == (1, 2)


def test_a_kabupaten_that_says_nothing_has_usual_words_and_no_rules(siti):
    assert asked(siti).json() == [
        {"kabupaten": "32.05", "villages": [str(siti.village.pk)], "terms": None, "rules": []}
    ]


def test_what_the_phone_has_is_not_sent_again_and_news_are(siti):
    first = asked(siti)
    same = asked(siti, **{"If-None-Match": first.headers["ETag"]})
    LocalTerms.objects.create(kabupaten_id="32.05", **NAGARI)
    news = asked(siti, **{"If-None-Match": first.headers["ETag"]})

    assert [one.status_code for one in (first, same, news)] == [200, 304, 200]


def test_nobody_learns_of_villages_in_which_they_do_not_record(bu_camat, siti, next_door):
    assert asked(bu_camat).json() == []

    assign(siti.user, Role.FACILITATOR, next_door)
    (told,) = asked(siti).json()
    assert sorted(told["villages"]) == sorted([str(siti.village.pk), str(next_door.pk)])


def test_its_price_does_not_grow_with_the_villages(siti, next_door, django_assert_max_num_queries):
    siti.phone.sign_in()
    with django_assert_max_num_queries(6):
        asked(siti)
    assign(siti.user, Role.FACILITATOR, next_door)
    with django_assert_max_num_queries(6):
        asked(siti)
