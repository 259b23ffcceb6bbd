"""Nobody types a password for somebody else on the administration pages: adding and resetting make a slip."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.villages import PASSWORD, make_person
from villages.models import PersonEvent, SignInCode, User
from villages.terms import Happened

CODE = re.compile(r'class="code">([A-Z0-9-]+)<')
OWN = "rahasia-sendiri-2026"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def root(db) -> Client:
    make_person("root", "Akar", is_staff=True, is_superuser=True)
    client = Client()
    assert client.login(username="root", password=PASSWORD)
    return client


def first_sign_in(username, code, password=OWN):
    sent = {"username": username, "code": code, "password": password, "again": password}
    return Client().post("/petugas/masuk-pertama/", sent)


def code_of(answer):
    (code,) = CODE.findall(answer.content.decode())
    return code


def add(root, **more):
    return root.post(reverse("admin:villages_user_add"), {"username": "iis", "name": "Iis Ismawati", **more})


def test_a_person_is_added_without_a_password_and_chooses_one_with_the_code(root):
    answer = add(root, password1=OWN, password2=OWN, password=OWN)

    iis = User.objects.get(username="iis")
    assert not iis.has_usable_password()
    assert not Client().login(username="iis", password=OWN)
    assert answer.status_code == 200
    assert "Cetak sekarang" in answer.content.decode()
    assert first_sign_in("iis", code_of(answer)).status_code == 302
    assert Client().login(username="iis", password=OWN)
    assert first_sign_in("iis", code_of(answer), "lagi-lagi-2026").status_code == 401
    told = PersonEvent.objects.filter(person=iis).order_by("at", "pk").values_list("what", flat=True)
    assert list(told) == [Happened.REGISTERED, Happened.CODE_GIVEN, Happened.PASSWORD_CHOSEN]


def test_a_user_name_that_somebody_has_is_refused_in_words(root, siti):
    page = add(root, username="SITI").content.decode()

    assert "Nama pengguna ini sudah dipakai." in page
    assert "username_once_in_any_case" not in page
    assert not SignInCode.objects.exists()


def test_the_code_is_shown_once_and_kept_as_a_digest_only(root):
    code = code_of(add(root))

    iis = User.objects.get(username="iis")
    page = root.get(reverse("admin:villages_user_change", args=[iis.pk])).content.decode()
    kept = root.get(reverse("admin:villages_signincode_change", args=[SignInCode.objects.get().pk])).content.decode()
    assert code not in page
    assert code not in kept
    assert code.replace("-", "") not in SignInCode.objects.get().digest


def test_who_works_at_the_administration_is_led_to_the_desk_and_not_to_the_phone(root):
    assert "/petugas/masuk-pertama/" in add(root, is_staff="on").content.decode()


def test_a_reset_makes_a_slip_and_the_old_password_ends(root, siti):
    place = reverse("admin:villages_user_code", args=[siti.user.pk])
    assert "Buat slip" in root.get(place).content.decode()

    answer = root.post(place, {})

    assert not Client().login(username="siti", password=PASSWORD)
    assert first_sign_in("siti", code_of(answer)).status_code == 302
    assert Client().login(username="siti", password=OWN)


def test_nobody_types_a_password_for_somebody(root, siti):
    page = root.get(reverse("admin:villages_user_change", args=[siti.user.pk])).content.decode()
    before = User.objects.get(username="siti").password

    root.post(f"/admin/villages/user/{siti.user.pk}/password/", {"password1": OWN, "password2": OWN}, follow=True)
    changed = {"username": "siti", "name": "Siti A.", "is_active": "on", "password": OWN}
    answer = root.post(reverse("admin:villages_user_change", args=[siti.user.pk]), changed)

    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[siti.user.pk])
    assert 'type="password"' not in page
    assert answer.status_code == 302
    assert User.objects.get(username="siti").name == "Siti A."
    assert User.objects.get(username="siti").password == before


def test_ones_own_is_changed_at_the_desk_and_not_reset_here(root):
    me = User.objects.get(username="root")

    assert root.get("/admin/password_change/")["Location"] == "/petugas/kata-sandi/"
    assert root.post(reverse("admin:villages_user_code", args=[me.pk])).status_code == 403
    assert not SignInCode.objects.exists()


def test_who_may_only_change_people_gives_no_rights_and_resets_nobody(root, siti):
    """A helper with Django's permission on people, and no superuser."""
    helper = make_person("helper", "Bantu", is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=("change_user", "view_user")))
    desk = Client()
    desk.force_login(helper)
    place = reverse("admin:villages_user_change", args=[siti.user.pk])

    desk.post(place, {"username": "siti", "name": "Siti", "is_active": "on", "is_superuser": "on", "is_staff": "on"})

    siti.user.refresh_from_db()
    assert (siti.user.name, siti.user.is_superuser, siti.user.is_staff) == ("Siti", False, False)
    assert desk.post(reverse("admin:villages_user_code", args=[siti.user.pk])).status_code == 403
