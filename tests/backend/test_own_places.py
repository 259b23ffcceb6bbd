"""Bu Camat sees in which browsers and phones she is signed in, and ends what is not hers with her password."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from backend.kernel import clock
from sync.browsers import called
from sync.models import Browser
from sync.tasks import sweep_sessions
from tests.factories.villages import PASSWORD

PAGE = "/petugas/tempat-masuk/"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = f"{CHROME} Edg/156.0.0.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    yield
    cache.clear()


def browser(agent, username="bu_camat"):
    client = Client(headers={"User-Agent": agent})
    client.post("/petugas/masuk/", {"username": username, "password": PASSWORD})
    return client


@pytest.fixture
def office(bu_camat):
    return browser(CHROME)


@pytest.fixture
def elsewhere(bu_camat):
    return browser(FIREFOX)


def end(client, what, password=PASSWORD):
    return client.post(PAGE, {"akhiri": what, "password": password})


def row_of(client):
    return Browser.objects.get(session=client.session.session_key)


def is_in(client):
    return client.get("/petugas/").status_code == 200


def test_each_browser_stands_there_in_words_and_this_one_is_marked(office, elsewhere):
    page = office.get(PAGE)

    assert [(one["called"], one["here"]) for one in page.context["browsers"]] == [
        ("Chrome di Windows", True),
        ("Firefox di Linux", False),
    ]
    assert page.content.decode().count("peramban ini</b>") == 1
    assert office.session.session_key not in page.content.decode()


def test_one_is_ended_with_the_password_and_is_a_stranger_at_its_next_request(office, elsewhere):
    third = browser(EDGE)
    row = row_of(elsewhere)

    answer = end(office, f"peramban:{row.pk}")

    assert answer["Location"] == PAGE
    assert "Sudah dikeluarkan" in office.get(PAGE).content.decode()
    assert [is_in(one) for one in (office, elsewhere, third)] == [True, False, True]


def test_all_others_are_ended_at_once(office, elsewhere, siti):
    third, somebody = browser(EDGE), browser(EDGE, "siti")

    end(office, "peramban")

    assert [is_in(one) for one in (office, elsewhere, third)] == [True, False, False]
    assert somebody.get(PAGE).status_code == 200


@pytest.mark.parametrize("password", ["salah", ""])
def test_without_the_password_nothing_ends(office, elsewhere, password):
    answer = end(office, "peramban", password)

    assert answer.status_code == 422
    assert "Kata sandi sekarang salah" in answer.content.decode()
    assert is_in(elsewhere)


def test_guessing_at_the_password_is_slowed_down(office, elsewhere, settings):
    told = [end(office, "peramban", "salah").status_code for _ in range(settings.SIGN_IN_TRIES + 1)]
    late = end(office, "peramban")

    assert told == [422] * settings.SIGN_IN_TRIES + [429]
    assert (late.status_code, late["Retry-After"]) == (429, str(settings.SIGN_IN_WINDOW))
    assert is_in(elsewhere)


def test_nobody_ends_anothers(office, siti):
    theirs = browser(EDGE, "siti")

    for what in (f"peramban:{row_of(theirs).pk}", f"peramban:{row_of(office).pk}", "peramban:x", "apa saja", ""):
        assert end(office, what).status_code == 404
    assert theirs.get(PAGE).status_code == 200
    assert is_in(office)


def test_phones_stand_there_too_and_are_ended_one_by_one_or_all(siti):
    siti.phone.sync()
    at_home = browser(CHROME, "siti")
    assert "HP siti" in at_home.get(PAGE).content.decode()

    assert end(at_home, f"hp:{siti.phone.number}", "salah").status_code == 422
    siti.phone.sync()
    end(at_home, f"hp:{siti.phone.number}")
    assert siti.phone.post(siti.phone.request()).status_code == 401

    siti.phone.sign_in()
    end(at_home, "hp")
    assert siti.phone.post(siti.phone.request()).status_code == 401
    assert "HP siti" not in at_home.get(PAGE).content.decode()


def test_who_signs_out_or_changes_the_password_leaves_no_row_behind(office, elsewhere):
    new = "kuda hijau lompat pagar"
    office.post("/petugas/kata-sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    office.get(PAGE)
    here = row_of(office)
    office.post("/petugas/keluar/")

    assert not Browser.objects.filter(pk=here.pk).exists()
    assert not Session.objects.filter(pk=here.session_id).exists()


def test_what_is_over_is_listed_no_more_and_the_sweep_forgets_it(office, elsewhere):
    row = row_of(elsewhere)
    assert sweep_sessions() == 0
    Session.objects.filter(pk=row.session_id).update(expire_date=clock.now() - timedelta(minutes=1))

    assert [one["called"] for one in office.get(PAGE).context["browsers"]] == ["Chrome di Windows"]
    sweep_sessions()
    assert [one.session_id for one in Browser.objects.all()] == [office.session.session_key]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome di Windows"),
        (EDGE, "Edge di Windows"),
        (FIREFOX, "Firefox di Linux"),
        (SAFARI, "Safari di iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36",
            "Chrome di Android",
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) SamsungBrowser/29.0 Chrome/136.0.0.0 Safari/537.36",
            "Samsung Internet di Android",
        ),
        ("curl/8.9", "Peramban lain"),
        ("", "Peramban lain"),
    ],
)
def test_what_a_browser_says_of_itself_is_put_into_words(agent, words):
    assert called(agent) == words


def test_nobody_reads_it_without_being_signed_in(client, db):
    assert client.get(PAGE)["Location"] == f"/petugas/masuk/?next={PAGE}"
