"""The desk's door: signing in and out of the officials' pages."""

import pytest
from django.core.cache import cache

from tests.factories.villages import PASSWORD


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    yield
    cache.clear()


def sign_in(client, password=PASSWORD, **extra):
    return client.post("/petugas/masuk/", {"username": "bu_camat", "password": password, **extra})


def test_an_officer_comes_in_and_goes_out(client, bu_camat):
    came = sign_in(client)
    desk = client.get("/petugas/")
    went = client.post("/petugas/keluar/", follow=True)

    assert (came.status_code, came.headers["Location"]) == (302, "/petugas/")
    assert desk.status_code == 200
    assert "Anda sudah keluar" in went.content.decode()
    assert client.get("/petugas/").status_code == 302


def test_a_link_does_not_sign_anybody_out(client, bu_camat):
    sign_in(client)

    assert client.get("/petugas/keluar/").status_code == 405
    assert client.get("/petugas/").status_code == 200


@pytest.mark.parametrize(("username", "password"), [("bu_camat", "salah"), ("siapa", PASSWORD), ("", "")])
def test_a_wrong_word_says_the_same_of_everybody(client, bu_camat, username, password):
    answer = client.post("/petugas/masuk/", {"username": username, "password": password})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    if username:
        assert "Nama pengguna atau kata sandi salah." in answer.content.decode()


def test_guessing_is_slowed_down(client, bu_camat, settings):
    for _ in range(settings.SIGN_IN_TRIES):
        sign_in(client, "salah")

    answer = sign_in(client)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == str(settings.SIGN_IN_WINDOW)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/petugas/menunggu/", "/petugas/menunggu/"),
        ("https://jahat.example/", "/petugas/"),
        ("//jahat.example", "/petugas/"),
    ],
)
def test_the_way_on_stays_in_the_house(client, bu_camat, wanted, reached):
    assert sign_in(client, next=wanted).headers["Location"] == reached


def test_who_was_sent_away_cannot_come_in(client, bu_camat):
    bu_camat.user.is_active = False
    bu_camat.user.save()

    sign_in(client)

    assert "_auth_user_id" not in client.session
