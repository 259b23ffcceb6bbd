"""Signing in, out, everywhere; phones listed and cut off."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from sync.models import Device
from tests.phone import PASSWORD, Phone

pytestmark = pytest.mark.django_db


def login(client, username, password=PASSWORD, number=None):
    body = {"username": username, "password": password, "device": {"id": str(number or uuid4()), "name": "HP"}}
    return client.post("/api/auth/login", json.dumps(body), content_type="application/json")


def devices(phone):
    return phone.client.get("/api/auth/devices", headers=phone.headers)


def test_a_token_is_kept_as_a_digest_only(siti, client):
    token = login(client, siti.user.username).json()["token"]

    assert token not in str(list(Device.objects.values()))


def test_wrong_password_and_unknown_name_are_answered_alike(siti, client):
    wrong = login(client, siti.user.username, "salah")
    unknown = login(client, "siapa", "salah")

    assert (wrong.status_code, wrong.json()) == (401, unknown.json())
    assert wrong.json()["code"] == "credentials_invalid"


def test_too_many_tries_on_a_phone_wait_but_another_phone_may(siti, client):
    number = uuid4()
    answers = [login(client, siti.user.username, "salah", number) for _ in range(6)]
    right = login(client, siti.user.username, number=number)
    elsewhere = login(client, siti.user.username)

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert (right.status_code, right["Retry-After"], elsewhere.status_code) == (429, "900", 200)


def test_signing_in_again_replaces_the_token_of_the_phone(siti, client):
    number = uuid4()
    first = login(client, siti.user.username, number=number).json()["token"]
    second = login(client, siti.user.username, number=number).json()["token"]

    def status(token):
        return client.get("/api/auth/devices", headers={"Authorization": f"Token {token}"}).status_code

    assert (status(first), status(second), Device.objects.count()) == (401, 200, 1)


def test_signing_out_ends_this_phone_only(siti):
    other = Phone(siti.user.username, siti.phone.village)
    siti.phone.sign_in()
    answer = siti.phone.client.post("/api/auth/logout", headers=siti.phone.headers)

    assert answer.status_code == 204
    assert devices(siti.phone).json()["code"] == "token_invalid"
    assert devices(other).status_code == 200


def test_signing_out_everywhere_ends_all(siti):
    other = Phone(siti.user.username, siti.phone.village)
    siti.phone.sign_in()
    other.sign_in()
    answer = other.client.post("/api/auth/logoutall", headers=other.headers)

    assert answer.status_code == 204
    assert [devices(one).status_code for one in (siti.phone, other)] == [401, 401]


def test_a_revoked_phone_is_told_so_and_others_are_not_touched(siti):
    lost = Phone(siti.user.username, siti.phone.village)
    lost.sign_in()
    siti.phone.sign_in()
    answer = siti.phone.client.delete(f"/api/auth/devices/{lost.number}", headers=siti.phone.headers)

    assert answer.status_code == 204
    told = lost.post(lost.request())
    assert (told.status_code, told.json()["code"]) == (403, "device_revoked")
    assert siti.phone.post(siti.phone.request()).status_code == 200


def test_nobody_sees_or_revokes_a_strangers_phone(siti, asep):
    siti.phone.sign_in()
    seen = [one["id"] for one in devices(asep.phone).json()]
    answer = asep.phone.client.delete(f"/api/auth/devices/{siti.phone.number}", headers=asep.phone.headers)

    assert seen == [asep.phone.number]
    assert answer.status_code == 404
    assert devices(siti.phone).status_code == 200


def test_an_expired_token_says_so_and_the_row_stays(siti, time_machine_at):
    siti.phone.sync()
    with time_machine_at(timedelta(days=91)):
        answer = siti.phone.post(siti.phone.request())

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")
    assert Device.objects.count() == 1


def test_a_token_in_use_slides_but_not_for_ever(siti, time_machine_at):
    siti.phone.sync()
    codes = []
    for days in range(80, 400, 80):
        with time_machine_at(timedelta(days=days)):
            codes.append(siti.phone.post(siti.phone.request()).status_code)

    assert codes == [200, 200, 200, 200]
    with time_machine_at(timedelta(days=366)):
        assert siti.phone.post(siti.phone.request()).json()["code"] == "token_expired"


@pytest.mark.parametrize(
    "header", ["", "Token", "Token ", "Bearer x", "Token é", "Token " + "a" * 100_000, "Token " + "0" * 64]
)
def test_a_token_of_no_kind_is_invalid(client, db, header):
    answer = client.get("/api/auth/devices", headers={"Authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_what_a_phone_still_holds_is_seen(siti):
    siti.phone.sync(unsent={"changes": 12, "files": 3})

    listed = devices(siti.phone).json()[0]
    assert (listed["unsent_changes"], listed["unsent_files"]) == (12, 3)
