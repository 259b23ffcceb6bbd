"""Bu Camat leaves her desk: whoever sits down there an hour later is asked for the password, and told why."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.villages import PASSWORD, make_person

DOOR = "/petugas/masuk/"
IDLE = "Meja ini 60 menit tidak dipakai"
LOST = "BELUM tersimpan"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(client, bu_camat):
    client.post(DOOR, {"username": "bu_camat", "password": PASSWORD})
    return client


def test_an_hour_alone_and_the_password_is_asked_for_with_the_reason(desk, time_machine_at):
    with time_machine_at(timedelta(minutes=61)):
        asked = desk.get("/petugas/cakupan/?tahun=2026")
        door = desk.get(asked["Location"])
        came = desk.post(
            asked["Location"], {"username": "bu_camat", "password": PASSWORD, "next": door.context["next"]}
        )

        assert asked["Location"].startswith(f"{DOOR}?next=/petugas/cakupan/%3Ftahun%3D2026&sebab=diam")
        assert IDLE in door.content.decode()
        assert LOST not in door.content.decode()
        assert came["Location"] == "/petugas/cakupan/?tahun=2026"
        assert desk.get("/petugas/").status_code == 200


def test_who_looks_now_and_then_stays(desk, time_machine_at):
    for minutes in (50, 100, 150):
        with time_machine_at(timedelta(minutes=minutes)):
            assert desk.get("/petugas/").status_code == 200


def test_a_form_that_came_too_late_is_not_taken_and_that_is_said(desk, bu_camat, time_machine_at):
    page = "http://testserver/petugas/kabar/?halaman=2"
    with time_machine_at(timedelta(minutes=61)):
        asked = desk.post("/petugas/kabar/", {"by_mail": "on", "email": "x@y.example"}, headers={"Referer": page})
        door = desk.get(asked["Location"]).content.decode()

    assert asked["Location"].startswith(f"{DOOR}?next=/petugas/kabar/%3Fhalaman%3D2&sebab=diam&isian=1")
    assert (IDLE in door, LOST in door) == (True, True)
    bu_camat.user.refresh_from_db()
    assert bu_camat.user.email == ""


@pytest.mark.parametrize("page", ["https://jahat.example/petugas/", "http://testserver/desa/32.05.09.2006/", ""])
def test_a_form_from_anywhere_else_leads_back_to_the_desk(desk, time_machine_at, page):
    with time_machine_at(timedelta(minutes=61)):
        asked = desk.post("/petugas/kabar/", {}, headers={"Referer": page})

    assert asked["Location"].startswith(f"{DOOR}?next=/petugas/&")


def test_the_administration_closes_too(client, db, time_machine_at):
    client.force_login(make_person("root", is_staff=True, is_superuser=True))

    with time_machine_at(timedelta(minutes=61)):
        assert client.get("/admin/villages/user/")["Location"].startswith(
            f"{DOOR}?next=/admin/villages/user/&sebab=diam"
        )


def test_a_part_of_a_page_that_is_fetched_alone_sends_the_whole_page_to_the_door(desk, time_machine_at):
    with time_machine_at(timedelta(minutes=61)):
        answer = desk.get("/petugas/cakupan/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(DOOR)


def test_signing_out_and_the_door_itself_need_no_second_asking(desk, time_machine_at):
    with time_machine_at(timedelta(minutes=61)):
        assert desk.post("/petugas/keluar/")["Location"] == "/petugas/sudah-keluar/"


def test_an_office_may_choose_another_time_or_none(desk, settings, time_machine_at):
    settings.DESK_IDLE_MINUTES = 0
    with time_machine_at(timedelta(hours=11)):
        assert desk.get("/petugas/").status_code == 200

    settings.DESK_IDLE_MINUTES = 5
    with time_machine_at(timedelta(hours=11, minutes=6)):
        assert desk.get("/petugas/").status_code == 302


def test_a_working_day_is_the_longest_however_busy(desk, settings, time_machine_at):
    for minutes in range(50, 12 * 60, 50):
        with time_machine_at(timedelta(minutes=minutes)):
            assert desk.get("/petugas/").status_code == 200

    with time_machine_at(timedelta(hours=12, minutes=1)):
        asked = desk.get("/petugas/")
        assert "sebab=lama" in asked["Location"]
        assert "Sesudah 12 jam" in desk.get(asked["Location"]).content.decode()


def test_the_session_is_written_once_a_minute_and_not_with_every_request(desk, time_machine_at):
    def writes(minutes):
        with (
            time_machine_at(timedelta(minutes=minutes)),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            desk.get("/petugas/kunci-kedua/")
        return sum("UPDATE" in one["sql"] and "django_session" in one["sql"] for one in seen)

    assert [writes(minutes) for minutes in (2, 2.5, 2.9, 3.1)] == [1, 0, 0, 1]


def test_the_board_and_the_phone_know_nothing_of_it(desk, siti, time_machine_at):
    siti.phone.sync()
    kept = Session.objects.get().expire_date
    with time_machine_at(timedelta(minutes=61)):
        board = desk.get("/")
        siti.phone.sync()

    assert (board.status_code, board.cookies) == (200, {})
    assert "Cookie" not in board.get("Vary", "")
    assert Session.objects.get().expire_date == kept


def test_who_is_not_signed_in_is_told_nothing_of_an_idle_desk(client, db):
    asked = client.get("/petugas/")

    assert "sebab" not in asked["Location"]
    assert IDLE not in Client().get(DOOR + "?sebab=kosong").content.decode()
