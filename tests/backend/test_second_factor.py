"""Officers sign in with a password and a code; a code on paper works once; who guesses is slowed down."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from backend import paper
from backend import settings as product
from backend.onboarding import renewal
from sync.models import PaperCode
from tests.factories.villages import PASSWORD, make_person
from tests.security.test_sign_in import Counting

DOOR, CODE, MANAGE = "/petugas/masuk/", "/petugas/kode/", "/petugas/kunci-kedua/"


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


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
    page = client.post(MANAGE, {"code": current(TOTPDevice.objects.get()), "password": PASSWORD})
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
    assert PaperCode.objects.count() == 9


def test_what_is_kept_of_the_paper_tells_nobody_a_code(enrolled):
    kept = str(list(PaperCode.objects.values()))

    assert len(set(enrolled)) == PaperCode.objects.count() == 10
    assert not [code for code in enrolled if code in kept]
    assert not StaticToken.objects.exists()


def test_the_paper_is_kept_with_argon2id(officer, settings, monkeypatch):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    settings.OTP_STATIC_THROTTLE_FACTOR = 0
    monkeypatch.setattr(paper, "HOW_MANY", 2)

    codes = paper.give(officer)

    assert {one.kept.split("$")[1] for one in PaperCode.objects.all()} == {"argon2id"}
    assert [paper.spend(officer, one) for one in (codes[1], codes[1], "aaaaaaaa")] == [True, False, False]
    assert paper.left(officer) == 1


def test_a_wrong_code_costs_one_hashing_and_no_two_sheets_share_their_salt(officer, siti, settings):
    settings.PASSWORD_HASHERS = ["tests.security.test_sign_in.Counting"]
    paper.give(officer)
    paper.give(siti.user)
    Counting.times = 0

    assert not paper.spend(officer, "aaaaaaaa")

    assert Counting.times == 1
    assert len({one.kept.split("$")[1] for one in PaperCode.objects.all()}) == 2


def test_paper_outlives_a_change_of_the_hasher(officer, settings):
    settings.OTP_STATIC_THROTTLE_FACTOR = 0
    codes = paper.give(officer)
    settings.PASSWORD_HASHERS = ["tests.security.test_sign_in.Counting", *settings.PASSWORD_HASHERS]

    assert [paper.spend(officer, one) for one in ("aaaaaaaa", codes[7], codes[7])] == [False, True, False]


def test_guessing_at_the_paper_is_slowed_down(officer, time_machine_at):
    codes = paper.give(officer)

    assert not paper.spend(officer, "aaaaaaaa")
    assert not paper.spend(officer, codes[0]), "too soon after"
    with time_machine_at(timedelta(seconds=3)):
        assert paper.spend(officer, codes[0])


def test_new_paper_ends_the_old_and_nobody_uses_anothers(officer, siti):
    old = paper.give(officer)
    new = paper.give(officer)

    assert not paper.spend(siti.user, new[0])
    assert paper.spend(officer, new[0])
    assert not paper.spend(officer, old[0])


def test_paper_that_was_kept_in_clear_goes_on_working_and_is_clear_no_more(officer):
    for user, codes in ((officer, ["abcd2345", "efgh2345"]), (make_person("lain"), ["qrst2345"])):
        device = StaticDevice.objects.create(user=user, name="paper")
        for code in codes:
            StaticToken.objects.create(device=device, token=code)

    import_module("sync.migrations.0007_paper_codes_are_hashed").hash_codes(apps, None)

    assert not StaticToken.objects.exists()
    assert (PaperCode.objects.count(), paper.left(officer)) == (3, 2)
    assert "2345" not in str(list(PaperCode.objects.values("kept")))
    assert paper.spend(officer, "efgh2345")


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
    refused = client.post(MANAGE, {"code": "12345", "password": PASSWORD})
    assert refused.status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(MANAGE, {"code": current(TOTPDevice.objects.get()), "password": PASSWORD})

    assert client.get("/petugas/").status_code == 200


def test_it_is_set_up_and_taken_away_only_with_the_password(client, officer, enrolled):
    password(client, officer)
    client.post(CODE, {"code": enrolled[0]})

    away = client.post(MANAGE, {"code": enrolled[1], "password": "salah"})
    assert (away.status_code, TOTPDevice.objects.filter(confirmed=True).count()) == (422, 1)
    assert "Kata sandi sekarang salah" in away.content.decode()
    client.post(MANAGE, {"code": enrolled[1], "password": PASSWORD})
    client.get(MANAGE)
    fresh = TOTPDevice.objects.get()
    again = client.post(MANAGE, {"code": current(fresh)})
    assert (again.status_code, TOTPDevice.objects.filter(confirmed=True).count()) == (422, 0)
    assert client.post(MANAGE, {"code": current(fresh), "password": PASSWORD}).status_code == 200


def test_it_is_taken_away_only_with_a_code(client, officer, enrolled):
    password(client, officer)
    client.post(CODE, {"code": enrolled[0]})

    assert client.post(MANAGE, {"code": "zzz", "password": PASSWORD}).status_code == 422
    assert TOTPDevice.objects.exists()
    TOTPDevice.objects.update(throttling_failure_count=0)
    client.post(MANAGE, {"code": current(TOTPDevice.objects.get()), "password": PASSWORD})
    assert not TOTPDevice.objects.exists()
    assert not PaperCode.objects.exists()


def test_a_slip_for_a_forgotten_password_does_not_pass_over_it(client, officer, enrolled, administrator):
    slip = renewal.reset(officer, by=administrator.actor)
    new = "kuda hijau lompat pagar"

    chosen = client.post(
        "/petugas/masuk-pertama/", {"username": officer.username, "code": slip, "password": new, "again": new}
    )
    came = client.post(DOOR, {"username": officer.username, "password": new})

    assert (chosen["Location"], came["Location"]) == (DOOR, CODE)
    assert client.get("/petugas/")["Location"].startswith(DOOR)
    client.post(CODE, {"code": enrolled[0]})
    assert client.get("/petugas/").status_code == 200
