"""Engkus holds a slip: the code opens the door once, and only to a password of his own."""

import json
from uuid import uuid4

import pytest
from django.core.cache import cache

from tests.factories.villages import assign, make_person
from villages import codes
from villages.terms import Role

OWN = "sawah-hijau-27"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def engkus(village, administrator):
    user = make_person("engkus", "Engkus Kusnadi")
    user.set_unusable_password()
    user.save()
    assign(user, Role.FACILITATOR, village)
    return user


@pytest.fixture
def code(engkus, administrator):
    return codes.give([engkus], by=administrator.actor)[engkus.pk]


def post(client, path, **body):
    device = {"id": str(uuid4()), "name": "HP", "platform": "uji", "app_version": "1"}
    return client.post(path, json.dumps({**body, "device": device}), content_type="application/json")


def first(client, code, password=OWN, username="engkus"):
    return post(client, "/api/auth/first", username=username, code=code, password=password)


def test_a_phone_signs_in_with_the_code_and_then_with_the_password(client, engkus, code):
    came = first(client, code)
    again = post(client, "/api/auth/login", username="engkus", password=OWN)

    assert (came.status_code, came.json()["user"]["name"]) == (200, "Engkus Kusnadi")
    assert again.status_code == 200
    assert first(client, code).json()["code"] == "credentials_invalid"


def test_the_code_in_place_of_the_password_leads_to_the_first_sign_in(client, engkus, code):
    answer = post(client, "/api/auth/login", username="engkus", password=code)

    assert (answer.status_code, answer.json()["code"]) == (409, "own_password_needed")
    assert first(client, code).status_code == 200


def test_a_weak_password_is_told_and_the_code_stays_good(client, engkus, code):
    answer = first(client, code, password="engkus12")

    assert (answer.status_code, answer.json()["code"]) == (422, "password_too_weak")
    assert answer.json()["why"]
    assert first(client, code).status_code == 200


@pytest.mark.parametrize("given", ["AAAA-BBBB-CCCC", "salah", ""])
def test_a_wrong_code_gets_nobody_in(client, engkus, code, given):
    answer = first(client, given)

    assert (answer.status_code, answer.json()["code"]) == (401, "credentials_invalid")


def test_a_password_is_no_code(client, siti):
    answer = first(client, "musyawarah-uji", username="siti")

    assert (answer.status_code, answer.json()["code"]) == (401, "credentials_invalid")
    siti.user.refresh_from_db()
    assert siti.user.check_password("musyawarah-uji")


def test_guesses_at_a_code_are_counted(client, engkus, code, settings):
    settings.SIGN_IN_TRIES_PER_ADDRESS = 3

    answers = [first(client, "AAAA-BBBB-CCCC").status_code for _try in range(4)]

    assert answers == [401, 401, 401, 429]
    assert first(client, code).status_code == 429


def test_an_officer_at_a_desk_chooses_a_password(client, engkus, code):
    led = client.post("/petugas/masuk/", {"username": "engkus", "password": code})
    differ = client.post(
        "/petugas/masuk-pertama/", {"username": "engkus", "code": code, "password": OWN, "again": "lain"}
    )
    done = client.post("/petugas/masuk-pertama/", {"username": "engkus", "code": code, "password": OWN, "again": OWN})
    came = client.post("/petugas/masuk/", {"username": "engkus", "password": OWN})

    assert "Masuk pertama kali" in led.content.decode()
    assert (differ.status_code, "Kedua kata sandi tidak sama" in differ.content.decode()) == (422, True)
    assert (done.status_code, done.headers["Location"]) == (302, "/petugas/masuk/")
    assert came.status_code == 302


def test_the_desk_tells_a_wrong_code_from_nothing_else(client, engkus, code):
    body = {"code": "AAAA-BBBB-CCCC", "password": OWN, "again": OWN}
    known = client.post("/petugas/masuk-pertama/", {**body, "username": "engkus"})
    unknown = client.post("/petugas/masuk-pertama/", {**body, "username": "siapa"})

    assert (known.status_code, unknown.status_code) == (401, 401)
    assert known.content.decode().count("Nama pengguna atau kode salah") == 1
    assert unknown.content.decode().count("Nama pengguna atau kode salah") == 1
    assert "no-store" in known.headers["Cache-Control"]
