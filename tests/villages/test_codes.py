"""The one-time code on a slip: kept only as a digest, good once and for thirty days, worth one own password."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.villages import make_person
from villages import codes
from villages.models import PersonEvent, SignInCode
from villages.terms import Happened

OWN = "sawah-hijau-27"


@pytest.fixture
def engkus(db):
    user = make_person("engkus", "Engkus Kusnadi")
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def code(engkus, administrator):
    return codes.give([engkus], by=administrator.actor)[engkus.pk]


def test_a_code_is_exchanged_once_for_a_password_of_ones_own(engkus, code):
    assert codes.fits("engkus", code)

    codes.redeem("engkus", code, password=OWN)

    engkus.refresh_from_db()
    assert engkus.check_password(OWN)
    assert not codes.fits("engkus", code)
    with pytest.raises(codes.CodeInvalid):
        codes.redeem("engkus", code, password="kali-jernih-9")
    assert [one.what for one in engkus.events.order_by("pk")] == [Happened.CODE_GIVEN, Happened.PASSWORD_CHOSEN]


def test_it_may_be_typed_as_people_type(engkus, code):
    assert codes.fits("ENGKUS ", code.lower().replace("-", " "))


def test_the_server_keeps_no_code(engkus, code):
    row = SignInCode.objects.values().get()
    kept = f"{row} {list(PersonEvent.objects.values())}"

    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_code_is_good_for_thirty_days(engkus, code, time_machine_at):
    with time_machine_at(timedelta(days=29)):
        assert codes.fits("engkus", code)
    with time_machine_at(timedelta(days=31)):
        assert not codes.fits("engkus", code)
        with pytest.raises(codes.CodeInvalid):
            codes.redeem("engkus", code, password=OWN)


def test_a_new_slip_ends_the_former(engkus, code, administrator):
    newer = codes.give([engkus], by=administrator.actor)[engkus.pk]

    assert (codes.fits("engkus", code), codes.fits("engkus", newer)) == (False, True)


def test_a_code_is_one_persons(engkus, code):
    make_person("asep")

    assert not codes.fits("asep", code)


def test_it_outlives_a_new_secret_key(engkus, code, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-and-long-enough-secret"

    assert codes.fits("engkus", code)


@pytest.mark.parametrize("weak", ["pendek", "12345678", "engkus12"])
def test_a_weak_password_leaves_the_code_good(engkus, code, weak):
    with pytest.raises(codes.PasswordTooWeak) as refusal:
        codes.redeem("engkus", code, password=weak)

    assert refusal.value.why
    assert codes.fits("engkus", code)


def test_the_code_itself_is_no_password(engkus, code):
    with pytest.raises(codes.PasswordTooWeak):
        codes.redeem("engkus", code, password=code)


def test_who_was_switched_off_stays_out(engkus, code):
    engkus.is_active = False
    engkus.save()

    assert not codes.fits("engkus", code)


def test_many_people_cost_three_questions(administrator, django_assert_num_queries):
    people = [make_person(f"orang{number}") for number in range(20)]

    with django_assert_num_queries(5):  # a savepoint around them
        made = codes.give(people, by=administrator.actor)

    assert len(set(made.values())) == len(people)


def test_what_was_done_about_a_person_never_changes(engkus, code):
    event = PersonEvent.objects.get(what=Happened.CODE_GIVEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        PersonEvent.objects.filter(pk=event.pk).update(by=None)
