"""The desk's pages for people: who sees whom, who may do what, and that nothing is half done."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.kernel import clock
from backend.onboarding.slips import slips_of
from sync.models import Device
from tests.backend.onboarding.conftest import table
from tests.factories.villages import assign, make_person, make_village
from tests.phone import Phone
from villages import codes
from villages.models import Assignment, PersonEvent, SignInCode, User
from villages.notes import note
from villages.terms import Happened, Role

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b")


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def at_desk(client):
    def sit(person):
        client.force_login(person.user)
        return client

    return sit


@pytest.fixture
def engkus(village):
    """A facilitator who never signed in."""
    user = make_person("engkus", "Engkus Kusnadi")
    user.set_unusable_password()
    user.save()
    assign(user, Role.FACILITATOR, village)
    return user


def text(answer):
    return answer.content.decode()


def test_an_administrator_sees_the_area_and_nobody_beyond(at_desk, rina, siti, bu_camat, tasik):
    far = make_person("jauh", "Rahasia Tasik")
    assign(far, Role.FACILITATOR, make_village("32.06.01.2001", "Cipatujah"))

    page = text(at_desk(rina).get("/petugas/orang/"))

    assert "Siti Aminah" in page
    assert "Hj. Neni Rohaeni" in page
    assert "Rahasia" not in page
    assert at_desk(rina).get(f"/petugas/orang/{far.pk}/").status_code == 404


def test_a_kecamatans_officer_sees_who_records_there_and_no_other_officer(at_desk, bu_camat, siti, dpmd, rina):
    page = text(at_desk(bu_camat).get("/petugas/orang/"))

    assert "Siti Aminah" in page
    assert "Ujang Ruhiyat" not in page
    assert at_desk(bu_camat).get(f"/petugas/orang/{dpmd.user.pk}/").status_code == 404
    assert "Tambah orang" not in page


@pytest.mark.parametrize(
    "path",
    ["orang/", "orang/tabel/", "orang/tabel/contoh.xlsx", "persiapan/", "persiapan/32.05/sebutan/"],
)
def test_an_auditor_and_a_recorder_have_no_business_here(at_desk, village, siti, path):
    auditor = make_person("auditor")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)

    client = at_desk(siti)
    assert client.get(f"/petugas/{path}").status_code in (403, 404)
    client.force_login(auditor)
    assert client.get(f"/petugas/{path}").status_code == 404


@pytest.mark.parametrize("path", ["orang/", "persiapan/"])
def test_a_stranger_is_asked_to_sign_in(client, db, path):
    assert client.get(f"/petugas/{path}").headers["Location"].startswith("/petugas/masuk/")


def test_the_list_is_searched_and_narrowed(at_desk, rina, siti, asep, bu_camat, engkus):
    siti.user.last_login = clock.now()
    siti.user.save()

    def names(query):
        page = text(at_desk(rina).get(f"/petugas/orang/?{query}"))
        return {name for name in ("Siti Aminah", "Asep Saepudin", "Neni Rohaeni", "Engkus Kusnadi") if name in page}

    assert names("cari=siti") == {"Siti Aminah"}
    assert names("peran=kecamatan_officer") == {"Neni Rohaeni"}
    assert names("wilayah=32.05.09.2006") == {"Siti Aminah", "Engkus Kusnadi"}
    assert names("wilayah=lembang") == {"Asep Saepudin"}
    assert names("keadaan=belum") == {"Asep Saepudin", "Neni Rohaeni", "Engkus Kusnadi"}
    Assignment.objects.filter(user=asep.user).update(until_on=date(2021, 1, 1))
    assert names("keadaan=selesai") == {"Asep Saepudin"}


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_many(at_desk, rina, village, django_assert_max_num_queries, count):
    for number in range(count):
        assign(make_person(f"orang{number}"), Role.FACILITATOR, village)
    client = at_desk(rina)

    with django_assert_max_num_queries(13):
        assert client.get("/petugas/orang/").status_code == 200


def test_a_table_is_brought_looked_at_and_taken(at_desk, rina, village):
    client = at_desk(rina)
    upload = SimpleUploadedFile("orang.csv", table("Siti Aminah;;Pendamping Desa;32.05.09.2006;;;"))

    brought = client.post("/petugas/orang/tabel/", {"berkas": upload})
    preview = client.get(brought.headers["Location"])
    seen = re.search(r'name="seen" value="(\w+)"', text(preview))[1]
    assert not User.objects.filter(username="siti.aminah").exists()
    taken = client.post(brought.headers["Location"], {"putusan": "terima", "seen": seen}, follow=True)

    assert "siti.aminah" in text(preview)
    assert "Tabel diterima: 1 baru" in text(taken)
    assert User.objects.get(username="siti.aminah").assignments.get().village == village


def test_a_bad_table_is_told_cell_by_cell_and_cannot_be_taken(at_desk, rina, village):
    client = at_desk(rina)
    upload = SimpleUploadedFile("orang.csv", table("Siti;;Lurah;32.05.09.2006;;;", "Dadang;;BPD;99.99;;;"))

    brought = client.post("/petugas/orang/tabel/", {"berkas": upload})
    preview = text(client.get(brought.headers["Location"]))
    client.post(brought.headers["Location"], {"putusan": "terima", "seen": ""})

    assert "Baris 2, kolom C (Peran)" in preview
    assert "Baris 3, kolom D (Kode wilayah)" in preview
    assert not User.objects.filter(name__in=["Siti", "Dadang"]).exists()


def test_the_empty_table_can_be_filled_in_and_brought(at_desk, rina, village):
    client = at_desk(rina)
    book = load_workbook(BytesIO(client.get("/petugas/orang/tabel/contoh.xlsx").content))
    for place, value in enumerate(("Siti Aminah", "", "Pendamping desa", "32.05.09.2006"), start=1):
        book.active.cell(2, place, value)
    out = BytesIO()
    book.save(out)

    brought = client.post("/petugas/orang/tabel/", {"berkas": SimpleUploadedFile("orang.xlsx", out.getvalue())})
    preview = text(client.get(brought.headers["Location"]))

    assert "Terima 1 perubahan" in preview


def test_one_person_is_registered_by_hand(at_desk, rina, village):
    client = at_desk(rina)
    body = {"putusan": "satu", "nama": "Siti Aminah", "peran": "Pendamping desa", "wilayah": "32.05.09.2006"}

    wrong = client.post("/petugas/orang/tabel/", {**body, "wilayah": "32"})
    right = client.post("/petugas/orang/tabel/", body)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Assignment.objects.get(user__username="siti.aminah").role == Role.FACILITATOR


def test_slips_are_printed_with_codes_that_open_the_door(at_desk, rina, engkus, village, settings):
    settings.PUBLIC_URL = "https://rembuk.example.go.id"

    answer = at_desk(rina).post("/petugas/orang/slip/", {"orang": [str(engkus.pk)], "bentuk": "halaman"})

    (code,) = set(CODE.findall(text(answer)))
    assert codes.fits("engkus", code)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "https://rembuk.example.go.id/app/" in text(answer)


def test_a_pdf_of_slips_says_name_code_and_address(at_desk, rina, engkus, village):
    answer = at_desk(rina).post("/petugas/orang/slip/", {"siapa": "semua", "bentuk": "pdf"})

    said = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    (code,) = set(CODE.findall(said))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert codes.fits("engkus", code)
    assert "Engkus Kusnadi" in said
    assert "Cangkuang" in said


def test_the_qr_keeps_the_code_behind_the_hash(engkus, rina, bu_camat):
    recorder, officer = slips_of([(engkus, "AAAA-BBBB-CCCC"), (bu_camat.user, "DDDD-EEEE-FFFF")])

    assert recorder.secret_address.partition("#")[2] == "/masuk/pertama?n=engkus&k=AAAA-BBBB-CCCC"
    assert "AAAA" not in recorder.secret_address.partition("#")[0]
    assert officer.secret_address.endswith("/petugas/masuk-pertama/#n=bu_camat&k=DDDD-EEEE-FFFF")


def test_who_signed_in_already_gets_no_slip_in_passing(at_desk, rina, siti):
    siti.phone.sign_in()

    answer = at_desk(rina).post("/petugas/orang/slip/", {"orang": [str(siti.user.pk)]}, follow=True)

    assert "Tandai dulu" in text(answer)
    assert not SignInCode.objects.exists()


def test_slips_of_people_beyond_are_not_printed(at_desk, bu_camat, rina, dpmd, village):
    far = make_person("jauh")
    assign(far, Role.FACILITATOR, make_village("32.06.01.2001", "Cipatujah"))

    ticked = {"orang": [str(far.pk), str(dpmd.user.pk), "bukan-id"]}
    at_desk(bu_camat).post("/petugas/orang/slip/", ticked)

    assert not SignInCode.objects.exists()


def test_a_reset_ends_password_sessions_and_phones(at_desk, bu_camat, siti, client):
    siti.phone.record("meeting", title="Musdes", type="musdes_rkp", fiscal_year=2027)
    siti.phone.sync()
    hers = Client()
    hers.force_login(siti.user)

    answer = at_desk(bu_camat).post(f"/petugas/orang/{siti.user.pk}/setel-ulang/", {"bentuk": "halaman"})

    (code,) = set(CODE.findall(text(answer)))
    siti.user.refresh_from_db()
    assert not siti.user.check_password("musyawarah-uji")
    assert hers.get("/petugas/").status_code == 302
    assert siti.phone.client.get("/api/auth/devices", headers=siti.phone.headers).json()["code"] == "token_invalid"
    assert codes.fits("siti", code)
    assert Happened.PASSWORD_RESET in siti.user.events.values_list("what", flat=True)
    assert Device.objects.get(user=siti.user).revoked_at is None


def test_a_reset_of_what_was_only_forgotten_keeps_the_phones(at_desk, bu_camat, siti):
    siti.phone.sign_in()

    at_desk(bu_camat).post(f"/petugas/orang/{siti.user.pk}/setel-ulang/", {"tetap": "on"})

    assert siti.phone.client.get("/api/auth/devices", headers=siti.phone.headers).status_code == 200
    assert siti.user.events.get(what=Happened.PASSWORD_RESET).facts == {"kept": True}


@pytest.mark.parametrize(("officer", "of"), [("bu_camat", "dpmd"), ("rina", "administrator"), ("bu_camat", "far")])
def test_nobody_resets_above_or_beyond(request, at_desk, rina, village, officer, of):
    if of == "far":
        target = make_person("far")
        assign(target, Role.FACILITATOR, village)
        assign(target, Role.FACILITATOR, make_village("32.06.01.2001", "Cipatujah"))
    else:
        target = request.getfixturevalue(of).user
    who = request.getfixturevalue(officer)

    answer = at_desk(who).post(f"/petugas/orang/{target.pk}/setel-ulang/")

    target.refresh_from_db()
    assert answer.status_code in (302, 404)
    assert target.check_password("musyawarah-uji")
    assert not SignInCode.objects.exists()


def test_an_assignment_is_ended_and_extended(at_desk, rina, siti):
    held = Assignment.objects.get(user=siti.user)
    path = f"/petugas/orang/{siti.user.pk}/tugas/{held.pk}/akhir/"

    at_desk(rina).post(path, {"sampai": "31/12/2098", "putusan": "akhiri"})
    held.refresh_from_db()
    assert held.until_on == date(2098, 12, 31)
    at_desk(rina).post(path, {"sampai": "31/12/2099", "putusan": "perpanjang"})
    held.refresh_from_db()
    assert held.until_on == date(2099, 12, 31)
    wrong = at_desk(rina).post(path, {"sampai": "besok", "putusan": "akhiri"}, follow=True)
    assert "Tulis tanggalnya" in text(wrong)


def test_who_only_reviews_ends_nothing(at_desk, bu_camat, siti):
    held = Assignment.objects.get(user=siti.user)

    answer = at_desk(bu_camat).post(f"/petugas/orang/{siti.user.pk}/tugas/{held.pk}/akhir/", {"sampai": "31/12/2098"})

    held.refresh_from_db()
    assert (answer.status_code, held.until_on) == (404, None)


def test_an_assignment_beyond_is_neither_shown_nor_ended_nor_handed_over(at_desk, rina, siti, tasik):
    beyond = assign(siti.user, Role.FACILITATOR, make_village("32.06.01.2001", "Cipatujah"))
    note(siti.user.pk, Happened.APPOINTED, by=None, assignment=beyond)
    client = at_desk(rina)
    path = f"/petugas/orang/{siti.user.pk}/tugas/{beyond.pk}"

    page = text(client.get(f"/petugas/orang/{siti.user.pk}/"))

    assert "Cipatujah" not in page
    assert "Cipatujah" not in text(client.get("/petugas/orang/"))
    assert "1 tugas di luar wilayah Anda" in page
    assert "Setel ulang kata sandi" not in page
    assert client.post(f"{path}/akhir/", {"sampai": "31/12/2098"}).status_code == 404
    assert client.get(f"{path}/serah-terima/").status_code == 404


def test_a_facilitator_hands_over_and_the_old_phone_is_told_about(at_desk, rina, siti, village, time_machine_at):
    meeting = siti.phone.record("meeting", title="Musdes RKP", type="musdes_rkp", fiscal_year=2027)
    siti.phone.sync()
    Device.objects.filter(user=siti.user).update(unsent_changes=3)
    held = Assignment.objects.get(user=siti.user)
    path = f"/petugas/orang/{siti.user.pk}/tugas/{held.pk}/serah-terima/"
    today = clock.today()
    client = at_desk(rina)

    told = text(client.get(path))
    done = client.post(path, {"nama": "Engkus Kusnadi", "telepon": "0812-3456-7890", "mulai": today.isoformat()})

    held.refresh_from_db()
    new = Assignment.objects.get(user__username="engkus.kusnadi")
    assert "Masih ada catatan yang hanya ada di HP lama" in told
    assert "3 catatan" in told
    assert done.status_code == 302
    assert (held.until_on, new.from_on, new.role, new.village_id) == (
        *(today - timedelta(days=1), today),
        *(held.role, village.pk),
    )
    assert {Happened.ENDED, Happened.HANDED_OVER} <= set(siti.user.events.values_list("what", flat=True))

    slip = client.post(f"/petugas/orang/{new.user_id}/setel-ulang/")
    (code,) = set(CODE.findall(text(slip)))
    codes.redeem("engkus.kusnadi", code, password="musyawarah-uji")
    phone = Phone("engkus.kusnadi", village.pk)
    phone.sync()
    assert phone.docs[meeting]["title"] == "Musdes RKP"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "Tulis siapa penggantinya"),
        ({"pengguna": "siapa"}, "Tidak ada orang dengan nama pengguna itu"),
        ({"pengguna": "siti"}, "Penggantinya orang yang sama"),
        ({"nama": "Baru", "mulai": "besok"}, "Tulis tanggalnya"),
        ({"nama": "Baru", "telepon": "x"}, "Nomor telepon tidak terbaca"),
    ],
)
def test_a_hand_over_that_cannot_be_changes_nothing(at_desk, rina, siti, body, told):
    held = Assignment.objects.get(user=siti.user)

    path = f"/petugas/orang/{siti.user.pk}/tugas/{held.pk}/serah-terima/"
    answer = at_desk(rina).post(path, {"mulai": "1/12/2026", **body})

    held.refresh_from_db()
    assert answer.status_code == 422
    assert told in text(answer)
    assert held.until_on is None
    assert not User.objects.filter(name="Baru").exists()


def test_only_who_manages_hands_over(at_desk, bu_camat, siti):
    held = Assignment.objects.get(user=siti.user)

    path = f"/petugas/orang/{siti.user.pk}/tugas/{held.pk}/serah-terima/"

    assert at_desk(bu_camat).get(path).status_code == 404
    assert at_desk(bu_camat).post(path, {"nama": "Baru", "mulai": "1/12/2026"}).status_code == 404
    assert at_desk(bu_camat).get(f"/petugas/orang/{uuid4()}/tugas/{held.pk}/serah-terima/").status_code == 404


def test_the_page_of_a_person_tells_what_was_done(at_desk, rina, engkus):
    client = at_desk(rina)
    client.post("/petugas/orang/slip/", {"orang": [str(engkus.pk)]})

    page = text(client.get(f"/petugas/orang/{engkus.pk}/"))

    assert "kode sekali pakai dicetak" in page
    assert "Rina Marlina" in page
    assert PersonEvent.objects.filter(person=engkus).count() == 1
