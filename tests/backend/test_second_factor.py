"""Officers sign in with a password and a code; a code on paper works once; who guesses is slowed down."""

from datetime import timedelta

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.villages import PASSWORD

DOOR, CODE, MANAGE = "/petugas/masuk/", "/petugas/kode/", "/petugas/kunci-kedua/"


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def officer(bu_camat):
    bu_camat.user.set_password(PASSWORD)
    bu_camat.user.save()
    return bu_camat.user


def current(device, *, drift=0):
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + drift)
    return f"{generator.token():06d}"


@pytest.fixture
def enrolled(client, officer):
    """An officer with a second factor; answers the codes for paper."""
    client.force_login(officer)
    client.get(MANAGE)
    page = client.post(MANAGE, {"code": current(TOTPDevice.objects.get())})
    client.logout()
    TOTPDevice.objects.update(last_t=-1)  # the code that enrolled may be used again within its half minute
    return page.context["codes"]


def password(client, officer, **more):
    return client.post(DOOR, {"username": officer.username, "password": PASSWORD, **more})


def test_without_a_second_factor_the_password_is_enough(client, officer):
    assert password(client, officer)["Location"] == "/petugas/"
    assert client.get("/petugas/").status_code == 200


def test_with_one_the_password_alone_opens_nothing(client, officer, enrolled):
    assert password(client, officer)["Location"] == CODE

    assert client.get("/petugas/")["Location"].startswith(DOOR)


def test_the_code_opens_the_desk_where_one_wanted_to_go(client, officer, enrolled):
    password(client, officer, next="/petugas/cakupan/")

    answer = client.post(CODE, {"code": current(TOTPDevice.objects.get())})

    assert answer["Location"] == "/petugas/cakupan/"
    assert client.get("/petugas/").status_code == 200


def test_a_wrong_code_is_refused_and_guessing_is_slowed_down(client, officer, enrolled):
    password(client, officer)

    answer = client.post(CODE, {"code": "000000"})
    assert answer.status_code == 401
    assert "Kode tidak cocok" in answer.content.decode()
    assert client.post(CODE, {"code": current(TOTPDevice.objects.get())}).status_code == 401  # too soon after


def test_a_code_on_paper_works_once(client, officer, enrolled):
    password(client, officer)
    assert client.post(CODE, {"code": enrolled[0]})["Location"] == "/petugas/"
    client.logout()
    password(client, officer)

    assert client.post(CODE, {"code": enrolled[0]}).status_code == 401
    assert StaticToken.objects.count() == 9


def test_signing_in_with_the_app_does_not_lock_the_paper(client, officer, enrolled):
    for _each in range(3):
        client.post(DOOR, {"username": officer.username, "password": PASSWORD, "next": "/petugas/"})
        client.post(CODE, {"code": current(TOTPDevice.objects.get())})
        assert client.get("/petugas/").status_code == 200
        client.logout()
        TOTPDevice.objects.update(last_t=-1)

    client.post(DOOR, {"username": officer.username, "password": PASSWORD, "next": "/petugas/"})
    client.post(CODE, {"code": enrolled[0]})
    assert client.get("/petugas/").status_code == 200


def test_a_password_that_waited_too_long_is_asked_for_again(client, officer, enrolled, time_machine_at):
    password(client, officer)

    with time_machine_at(timedelta(minutes=11)):
        assert client.get(CODE)["Location"] == DOOR


def test_nobody_reaches_the_code_without_a_password(client, db):
    assert client.get(CODE)["Location"] == DOOR
    assert client.get(MANAGE)["Location"].startswith(DOOR)


def test_where_the_office_requires_it_the_desk_opens_only_with_it(client, officer, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    password(client, officer)
    assert client.get("/petugas/")["Location"] == MANAGE

    page = client.get(MANAGE).content.decode()
    assert "data:image/svg+xml" in page
    refused = client.post(MANAGE, {"code": "12345"})
    assert refused.status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(MANAGE, {"code": current(TOTPDevice.objects.get())})

    assert client.get("/petugas/").status_code == 200


def test_it_is_taken_away_only_with_a_code(client, officer, enrolled):
    password(client, officer)
    client.post(CODE, {"code": enrolled[0]})

    assert client.post(MANAGE, {"code": "zzz"}).status_code == 422
    assert TOTPDevice.objects.exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(MANAGE, {"code": current(TOTPDevice.objects.get())})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
