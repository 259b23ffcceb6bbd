"""Officers see which villages' phones have not synced for some days, and why their last try failed."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection

from backend.kernel import clock
from backend.kernel.counting import TooManyTries
from sync import silence
from sync.body import Encoding
from sync.devices import DeviceRevoked, TokenExpired
from sync.exchange import TooLarge, Upgrade
from sync.intake import Malformed
from sync.models import Device
from sync.pull import CursorUnknown
from tests.factories.villages import assign, make_person, make_region, make_village
from villages.terms import Role

pytestmark = pytest.mark.django_db

PAGE = "/petugas/hp/diam/"


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def office(client, bu_camat):
    client.force_login(bu_camat.user)
    return client


def was_seen(person, days):
    person.phone.sync()
    Device.objects.filter(user=person.user).update(seen_at=clock.now() - timedelta(days=days))


def names(answer):
    return [item.name for item in answer.context["items"]]


def test_a_village_is_shown_from_the_day_that_was_asked_for(office, siti, asep):
    was_seen(siti, 8)
    was_seen(asep, 3)

    found = {days: names(office.get(PAGE, {"hari": days})) for days in ("", "2", "3", "8", "9", "x")}

    assert found == {
        "": ["Cangkuang"],
        "2": ["Cangkuang", "Lembang"],
        "3": ["Cangkuang", "Lembang"],
        "8": ["Cangkuang"],
        "9": [],
        "x": ["Cangkuang"],
    }
    assert "Semua tersambung" in office.get(PAGE, {"hari": "9"}).content.decode()


def test_one_phone_that_came_is_enough(office, siti, dadang):
    was_seen(siti, 30)
    was_seen(dadang, 1)

    assert names(office.get(PAGE)) == []


def test_it_says_why_the_last_try_failed_until_one_succeeds(office, siti, bu_camat, time_machine_at):
    siti.phone.sync(unsent={"changes": 4, "files": 1})
    with time_machine_at(timedelta(days=10)):
        office.force_login(bu_camat.user)
        silent = office.get(PAGE).content.decode()
        too_old = siti.phone.post(siti.phone.request(schema=0))
        told = office.get(PAGE).content.decode()
        siti.phone.sync()
        after = names(office.get(PAGE))

    assert "Tidak ada percobaan yang sampai ke server" in silent
    assert "10 hari" in silent
    assert "4 catatan, 1 foto" in silent
    assert too_old.json()["code"] == "upgrade"
    assert "Aplikasinya terlalu lama" in told
    assert after == []
    assert Device.objects.get().refused_code == ""


def test_a_token_that_ran_out_is_a_reason(office, siti):
    was_seen(siti, 91)
    Device.objects.update(expiry=clock.now() - timedelta(days=1))

    assert siti.phone.post(siti.phone.request()).json()["code"] == "token_expired"
    assert "Masa masuk habis" in office.get(PAGE).content.decode()


def test_the_same_refusal_again_and_again_writes_once_a_minute(siti):
    siti.phone.post(b"{")
    first = Device.objects.get().refused_at
    siti.phone.post(b"{")

    assert Device.objects.get().refused_at == first


def test_who_never_signed_in_is_shown_too(office, siti):
    assert "Belum ada pencatat yang masuk dari HP." in office.get(PAGE).content.decode()


def test_a_village_without_anybody_who_records_is_not_silent(office, village, next_door):
    assert names(office.get(PAGE)) == []


def test_it_is_sorted_as_asked(office, siti, asep):
    was_seen(siti, 20)
    was_seen(asep, 40)
    Device.objects.filter(user=siti.user).update(unsent_changes=5)

    assert names(office.get(PAGE)) == ["Lembang", "Cangkuang"]
    assert names(office.get(PAGE, {"urut": "nama"})) == ["Cangkuang", "Lembang"]
    assert names(office.get(PAGE, {"urut": "tersimpan"})) == ["Cangkuang", "Lembang"]
    assert names(office.get(PAGE, {"urut": "; drop"})) == ["Lembang", "Cangkuang"]


def test_the_list_leaves_as_csv(office, siti):
    was_seen(siti, 20)
    Device.objects.update(unsent_changes=5)
    siti.village.region.name = "=Cangkuang"
    siti.village.region.save()

    answer = office.get(PAGE, {"bentuk": "csv"})

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["Kode"], row["Desa"], row["Hari"], row["Catatan belum terkirim"]) for row in rows] == [
        (siti.village.code, "'=Cangkuang", "20", "5")
    ]


def test_only_the_officers_own_area_is_shown(office, client, siti):
    other = make_village("32.05.10.2001", "Gandamekar")
    assign(make_person("lain", "Yayah"), Role.FACILITATOR, other)
    officer = make_person("camat_lain", "Dede Yusuf")
    assign(officer, Role.KECAMATAN_OFFICER, make_region("32.05.10"))

    mine = names(office.get(PAGE))
    client.force_login(officer)

    assert (mine, names(client.get(PAGE))) == (["Cangkuang"], ["Gandamekar"])
    client.force_login(siti.user)
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(office, village, how_many, django_assert_num_queries):
    for number in range(how_many):
        place = make_village(f"32.05.09.201{number}", f"Desa {number}")
        assign(make_person(f"p{number}"), Role.FACILITATOR, place)

    with django_assert_num_queries(6):
        assert len(office.get(PAGE).context["items"]) == how_many


def test_every_refusal_of_an_exchange_has_a_sentence():
    refusals = (Upgrade, TooLarge, Malformed, Encoding, CursorUnknown, TooManyTries, TokenExpired, DeviceRevoked)

    assert {one.code for one in refusals} <= silence.REASONS.keys()


def test_a_process_of_the_version_before_still_signs_phones_in(siti):
    """While an upgrade is under way it writes rows without the columns that it does not know."""
    siti.phone.sync()
    old = Device.objects.get()
    known = [field.column for field in Device._meta.concrete_fields if not field.name.startswith("refused_")]
    with connection.cursor() as cursor:
        values = [field.value_from_object(old) for field in Device._meta.concrete_fields if field.column in known]
        Device.objects.all().delete()
        fields = [field for field in Device._meta.concrete_fields if field.column in known]
        said = [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)]
        marks = ", ".join(["%s"] * len(said))
        cursor.execute(f"INSERT INTO sync_device ({', '.join(known)}) VALUES ({marks})", said)  # noqa: S608

    assert Device.objects.get().refused_code == ""
