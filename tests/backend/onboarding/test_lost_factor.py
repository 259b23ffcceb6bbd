"""A lost second factor: taken away by who answers for the person, asked again who it is, told to the person, kept."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from backend.kernel import clock
from backend.onboarding import renewal
from tests.conftest import Person
from tests.factories.villages import PASSWORD, make_person
from villages.models import PersonEvent
from villages.terms import Happened

REASON = "HP hilang di pasar, sudah bertemu di kantor."
SAID = {"reason": REASON, "password": PASSWORD}


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def rina_desk(client, rina):
    rina.user.set_password(PASSWORD)
    rina.user.save()
    client.force_login(rina.user)
    return client


@pytest.fixture
def camat(bu_camat):
    """The kecamatan's officer, with a second factor and codes on paper."""
    user = bu_camat.user
    user.set_password(PASSWORD)
    user.email = "camat@leles.example.id"
    user.save()
    TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    StaticDevice.objects.create(user=user, name="paper")
    return user


def place(user):
    return f"/petugas/orang/{user.pk}/kunci-kedua/"


def has_one(user):
    return TOTPDevice.objects.filter(user=user).exists() or StaticDevice.objects.filter(user=user).exists()


def current(user):
    device = TOTPDevice.objects.get(user=user)
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift).token():06d}"


def text(answer):
    return answer.content.decode()


def test_an_administrator_takes_it_away_and_everybody_is_told(rina_desk, rina, camat):
    person = f"/petugas/orang/{camat.pk}/"
    assert "Kunci kedua hilang" in text(rina_desk.get(person))

    answer = rina_desk.post(place(camat), SAID, follow=True)

    assert not has_one(camat)
    assert f"Kunci kedua {camat.name} dihapus." in text(answer)
    event = PersonEvent.objects.get(person=camat)
    assert (event.what, event.by, event.facts) == (Happened.FACTOR_TAKEN, rina.user, {"reason": REASON})
    assert REASON in text(answer)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([camat.email], "Rembuk Desa: kunci kedua Anda dihapus")
    assert "Kunci kedua hilang" not in text(rina_desk.get(person))


def test_without_an_address_the_officer_hears_it(rina_desk, camat):
    camat.email = ""
    camat.save()

    answer = rina_desk.post(place(camat), SAID, follow=True)

    assert mail.outbox == []
    assert "Alamat surelnya tidak tercatat" in text(answer)


def test_the_person_is_told_once_at_the_next_sign_in_and_sets_up_a_new_one_where_required(rina_desk, camat, settings):
    rina_desk.post(place(camat), SAID)
    settings.SECOND_FACTOR_REQUIRED = True
    door = {"username": camat.username, "password": PASSWORD}

    first, again = Client(), Client()
    told = first.post("/petugas/masuk/", door, follow=True)
    quiet = again.post("/petugas/masuk/", door, follow=True)

    assert told.redirect_chain[-1][0] == "/petugas/kunci-kedua/"
    assert "Kunci kedua Anda dihapus oleh petugas" in text(told)
    assert "Kunci kedua Anda dihapus oleh petugas" not in text(quiet)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"password": "bukan-ini-2026"}, "Kata sandi sekarang salah. Ketik sekali lagi."),
        ({"reason": "hilang"}, "Pastikan nilai ini mengandung paling sedikit 10 karakter"),
        ({"reason": ""}, "Bidang ini tidak boleh kosong."),
    ],
)
def test_who_cannot_say_who_they_are_or_why_changes_nothing(rina_desk, camat, wrong, told):
    answer = rina_desk.post(place(camat), {**SAID, **wrong})

    assert answer.status_code == 422
    assert told in text(answer)
    assert has_one(camat)
    assert not PersonEvent.objects.exists()


def test_guessing_the_own_password_is_counted(rina_desk, camat):
    for _each in range(6):
        answer = rina_desk.post(place(camat), {**SAID, "password": "bukan-ini-2026"})

    assert "Terlalu banyak percobaan" in text(answer)


def test_who_has_a_second_factor_gives_it_too(rina_desk, rina, camat):
    TOTPDevice.objects.create(user=rina.user, name="app", confirmed=True)

    without = rina_desk.post(place(camat), SAID)
    wrong = rina_desk.post(place(camat), {**SAID, "code": "000000"})
    assert (without.status_code, wrong.status_code, has_one(camat)) == (422, 422, True)

    TOTPDevice.objects.filter(user=rina.user).update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert rina_desk.post(place(camat), {**SAID, "code": current(rina.user)}).status_code == 302
    assert not has_one(camat)
    assert has_one(rina.user)


def test_nobody_does_both_password_and_second_factor(rina_desk, rina, camat, time_machine):
    renewal.reset(camat, by=rina.actor, keep=True)

    answer = rina_desk.post(place(camat), SAID)

    assert answer.status_code == 409
    assert "petugas yang sama" in text(answer)
    assert has_one(camat)
    time_machine.move_to(clock.now() + renewal.APART + timedelta(minutes=1))
    renewal.take_second_factor(camat, by=rina.actor, reason=REASON)
    with pytest.raises(renewal.SecondOfficerNeeded):
        renewal.reset(camat, by=rina.actor)
    root = make_person("root", "Akar", is_staff=True, is_superuser=True)
    assert renewal.reset(camat, by=Person(root, rina.village).actor)


def test_not_for_oneself_not_above_and_not_where_there_is_none(rina_desk, rina, camat, siti, client):
    TOTPDevice.objects.create(user=rina.user, name="app", confirmed=True)
    assert rina_desk.get(place(rina.user)).status_code == 404
    with pytest.raises(renewal.Forbidden):
        renewal.take_second_factor(rina.user, by=rina.actor, reason=REASON)
    with pytest.raises(renewal.NoSecondFactor):
        renewal.take_second_factor(siti.user, by=rina.actor, reason=REASON)
    client.force_login(camat)
    assert client.get(place(rina.user)).status_code == 404
    assert client.post(place(rina.user), SAID).status_code == 404
    assert has_one(rina.user)


def test_a_superuser_does_it_for_another_on_the_administration_pages_and_never_for_oneself(db):
    root, other = (make_person(name, name, is_staff=True, is_superuser=True) for name in ("root", "akar"))
    for one in (root, other):
        TOTPDevice.objects.create(user=one, name="app", confirmed=True)
    desk = Client()
    desk.force_login(root)

    shown = text(desk.get(reverse("admin:villages_user_change", args=[other.pk])))
    itself = desk.post(reverse("admin:villages_user_second_factor", args=[root.pk]), SAID)
    done = desk.post(reverse("admin:villages_user_second_factor", args=[other.pk]), {**SAID, "code": current(root)})

    assert reverse("admin:villages_user_second_factor", args=[other.pk]) in shown
    assert (itself.status_code, done.status_code) == (403, 302)
    assert (has_one(root), has_one(other)) == (True, False)
