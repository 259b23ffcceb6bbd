"""Who reads what: the phone in its own language, the officer in the chosen one, everybody else in Indonesian."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import translation

from backend.kernel import words
from backend.language import language_for
from meetings.forms import PHRASES, ReturnForm
from sync import wording
from tests.meetings.recorded import record_meeting

INDONESIAN, ENGLISH = "Silakan masuk lagi.", "Please sign in again."


@pytest.fixture(autouse=True)
def _plain(settings, tmp_path):
    settings.SECURE_SSL_REDIRECT = False
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


@pytest.fixture
def desk(client, bu_camat):
    client.force_login(bu_camat.user)
    return client


def choose(client, language, onward="/petugas/"):
    return client.post("/petugas/bahasa/", {"language": language, "next": onward})


# The phone


@pytest.mark.parametrize(
    ("asked", "sentence", "language"),
    [
        (None, INDONESIAN, "id"),
        ("id-ID,id;q=0.9,en;q=0.8", INDONESIAN, "id"),
        ("en", ENGLISH, "en"),
        ("en-GB,en;q=0.9,id;q=0.8", ENGLISH, "en"),
        ("su,en;q=0.5", ENGLISH, "en"),
        ("jv", INDONESIAN, "id"),
        ("*", INDONESIAN, "id"),
        (";;,=", INDONESIAN, "id"),
    ],
)
@pytest.mark.django_db
def test_a_phone_is_refused_in_its_language(client, asked, sentence, language):
    answer = client.get("/api/auth/devices", headers={"Accept-Language": asked} if asked else {})

    assert answer.json()["title"].startswith(sentence)
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(("asked", "sentence"), [("id", "Wajib diisi."), ("en", "This must be filled in.")])
def test_what_is_wrong_with_a_change_is_told_in_its_language(siti, asked, sentence):
    phone = siti.phone
    phone.client.defaults["HTTP_ACCEPT_LANGUAGE"] = asked
    phone.record("meeting", fiscal_year=2027)
    (result,) = phone.sync()["results"]

    assert {one["message"] for one in result["errors"]} == {sentence}


def test_the_desks_choice_does_not_reach_the_phone(desk):
    choose(desk, "en")

    assert desk.get("/api/auth/devices").json()["title"].startswith(INDONESIAN)


# The desk


def test_the_desk_is_indonesian_until_somebody_chooses(desk):
    page = desk.get("/petugas/", headers={"Accept-Language": "en"})

    assert "Musyawarah di wilayah Anda" in page.content.decode()
    assert '<html lang="id">' in page.content.decode()
    assert page.headers["Content-Language"] == "id"
    assert "Accept-Language" not in page.headers["Vary"]


def test_an_officer_chooses_english_and_indonesian_again(desk):
    changed = choose(desk, "en", "/petugas/?keadaan=terbit")
    page = desk.get("/petugas/").content.decode()
    choose(desk, "id")

    assert (changed.status_code, changed.headers["Location"]) == (302, "/petugas/?keadaan=terbit")
    assert (changed.cookies["bahasa"].value, changed.cookies["bahasa"]["httponly"]) == ("en", True)
    assert "Meetings in your area" in page
    assert '<html lang="en">' in page
    assert "Musyawarah di wilayah Anda" in desk.get("/petugas/").content.decode()


def test_the_choice_is_made_before_signing_in_and_stays(client, bu_camat):
    choose(client, "en", "/petugas/masuk/")
    gate = client.get("/petugas/masuk/").content.decode()
    client.post("/petugas/masuk/", {"username": "bu_camat", "password": "salah"})
    refused = client.post("/petugas/masuk/", {"username": "bu_camat", "password": "salah"}).content.decode()

    assert "Sign in to the review desk" in gate
    assert "Wrong username or password." in refused


@pytest.mark.parametrize("cookie", ["xx", "en; DROP", "../../en", "", "e" * 600])
def test_a_strange_choice_is_indonesian(desk, cookie):
    desk.cookies["bahasa"] = cookie

    assert "Musyawarah di wilayah Anda" in desk.get("/petugas/").content.decode()


@pytest.mark.parametrize("onward", ["https://jahat.example/", "//jahat.example/"])
def test_the_switch_stays_in_the_house(desk, onward):
    assert "jahat" not in choose(desk, "en", onward).headers["Location"]


def test_a_link_chooses_nothing(desk):
    assert desk.get("/petugas/bahasa/?language=en").status_code == 405


def test_an_english_page_of_a_meeting_shows_the_public_part_in_indonesian(desk, siti):
    made = record_meeting(siti)
    choose(desk, "en")

    page = desk.get(made.address).content.decode()
    public = page[page.index('<div lang="id">') :]

    assert "What residents will read" in page
    assert "Approve and publish" in page
    assert "Siapa yang hadir" in public
    assert "Siapa yang hadir" not in page[: page.index('<div lang="id">')]


def test_findings_are_read_in_both_languages_and_approve_the_same(desk, siti):
    made = record_meeting(siti)
    indonesian = desk.get(made.address)
    choose(desk, "en")
    english = desk.get(made.address)

    assert "Berkas belum lengkap" in indonesian.content.decode()
    assert "The file is incomplete" in english.content.decode()
    assert "Berkas belum lengkap" not in english.content.decode()
    assert indonesian.context["file"].dossier.digest == english.context["file"].dossier.digest


def test_the_village_reads_ready_sentences_in_indonesian():
    with translation.override("en"):
        form = ReturnForm({"phrases": ["1"], "note": "", "about": ""})
        assert form.is_valid()

        assert "The quorum is not met" in str(form["phrases"])
        assert form.said() == "Kuorum belum terpenuhi atau belum dijelaskan."
    with translation.override("id"):
        assert str(PHRASES[1]) == "Kuorum belum terpenuhi atau belum dijelaskan."


@pytest.mark.parametrize(
    ("language", "amount", "figures", "moment"),
    [
        ("id", "Rp1.250.000,50", "1.250,5", "Senin, 23 November 2026 pukul 09.00 WIB"),
        ("en", "Rp1,250,000.50", "1,250.5", "Monday, 23 November 2026 at 09:00 WIB"),
    ],
)
def test_amounts_figures_and_moments_are_written_as_the_reader_does(language, amount, figures, moment):
    with translation.override(language):
        assert words.rupiah(125000050) == amount
        assert words.figures("1.250,5") == figures
        assert wording.moment_text(datetime(2026, 11, 23, 2, tzinfo=UTC), ZoneInfo("Asia/Jakarta")) == moment


def test_the_administration_follows_the_choice(client, administrator):
    administrator.user.is_staff = administrator.user.is_superuser = True
    administrator.user.save()
    client.force_login(administrator.user)
    before = client.get("/admin/", headers={"Accept-Language": "en"}).content.decode()
    choose(client, "en")
    after = client.get("/admin/").content.decode()

    assert "Orang dan cara masuk" in before
    assert "People and how they sign in" in after


# Everybody


@pytest.mark.parametrize("path", ["/", "/?q=cangkuang", "/desa/32.05.09.2006/", "/desa/99.99.99.9999/", "/tidak-ada"])
def test_the_board_is_indonesian_whoever_asks(client, village, path):
    plain = client.get(path)
    client.cookies["bahasa"] = "en"
    english = client.get(path, headers={"Accept-Language": "en"})

    assert plain.content == english.content
    assert '<html lang="id">' in english.content.decode()
    assert "Vary" not in english.headers
    assert not english.cookies


@pytest.mark.parametrize("path", ["/", "/app/", "/healthz", "/apinya", "/petugasku/"])
def test_only_the_phone_and_the_offices_choose(path):
    request = RequestFactory(headers={"Accept-Language": "en"}).get(path)
    request.COOKIES["bahasa"] = "en"

    assert language_for(request) == "id"


def test_nothing_of_a_language_stays_in_the_thread(desk):
    choose(desk, "en")
    desk.get("/petugas/")

    assert translation.get_language() == "id"
