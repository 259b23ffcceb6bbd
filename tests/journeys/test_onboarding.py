"""A kabupaten in an hour, as ``docs/onboarding.md`` tells it: from one superuser to a facilitator who records."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader

from tests.backend.onboarding.typed import rows
from tests.factories.villages import make_person
from tests.phone import Phone
from villages.models import Assignment, LocalTerms, RuleSet, User

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b")
OWN = "sawah-hijau-27"
HEAD = "nama;pengguna;peran;wilayah;mulai;sampai;telepon\n"


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


def codes_in(pdf: bytes) -> dict[str, str]:
    """User name to code, off the paper."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    names = re.findall(r"Nama pengguna\s+(\S+)", text)
    return dict(zip(names, CODE.findall(text), strict=True))


def come_in(client: Client, username: str, code: str) -> None:
    """Chooses a password at the desk with the code of a slip, and signs in with it."""
    body = {"username": username, "code": code, "password": OWN, "again": OWN}
    assert client.post("/petugas/masuk-pertama/", body).status_code == 302
    assert client.post("/petugas/masuk/", {"username": username, "password": OWN}).headers["Location"] == "/petugas/"


def test_a_kabupaten_comes_in(village, next_door, tmp_path, capsys):
    make_person("root", "Akar", is_superuser=True)
    table, paper = tmp_path / "administrator.csv", tmp_path / "slip.pdf"
    table.write_text(f"{HEAD}Rina Marlina;rina;Administrator;32.05;;;")

    call_command("load_people", table, by="root", dry_run=True)
    assert not User.objects.filter(username="rina").exists()
    call_command("load_people", table, by="root", slips=paper)
    assert paper.stat().st_mode & 0o077 == 0
    rina = Client()
    come_in(rina, username="rina", code=codes_in(paper.read_bytes())["rina"])

    first = rina.get("/petugas/persiapan/").content.decode()
    assert "0 / 2 desa" in first
    words = {"village": "Desa", "village_head": "Kepala Desa", "hamlet": "Kampung", "council": "BPD"}
    rina.post("/petugas/persiapan/32.05/sebutan/", {**words, "kecamatan": "Kecamatan", "kecamatan_head": "Camat"})
    numbers = ("quorum_numerator", "adjourn_hours", "resume_days", "invitation_days", "report_working_days")
    rules = {**dict.fromkeys(numbers, "2"), "quorum_denominator": "3", "minimum_women_percent": "30"}
    chair = rows("signers", {"kind": "*", "role": "chair", "title": "Ketua BPD"})
    rina.post(
        "/petugas/persiapan/32.05/aturan/2026/",
        {**rules, "reviewers": "kecamatan", **chair, **rows("fund_shares")},
    )
    assert RuleSet.objects.get().signers == {"*": [{"role": "chair", "count": 1, "title": "Ketua BPD"}]}
    assert (LocalTerms.objects.get().hamlet, RuleSet.objects.get().quorum_denominator) == ("Kampung", 3)

    people = (
        "Siti Aminah;;Pendamping Desa;32.05.09.2006;;;0812-3456-7890\n"
        "Asep Saepudin;;Pendamping Desa;32.05.09.2005;;;\n"
        "Neni Rohaeni;;Petugas kecamatan;32.05.09;;;\n"
    )
    upload = SimpleUploadedFile("orang.csv", f"{HEAD}{people}".encode())
    brought = rina.post("/petugas/orang/tabel/", {"berkas": upload}).headers["Location"]
    seen = re.search(r'name="seen" value="(\w+)"', rina.get(brought).content.decode())[1]
    rina.post(brought, {"putusan": "terima", "seen": seen})
    slips = codes_in(rina.post("/petugas/orang/slip/", {"siapa": "semua", "bentuk": "pdf"}).content)
    assert sorted(slips) == ["asep.saepudin", "neni.rohaeni", "siti.aminah"]

    camat = Client()
    come_in(camat, "neni.rohaeni", slips["neni.rohaeni"])
    siti = Phone("siti.aminah", village.pk, OWN)
    device = {"id": siti.number, "name": "HP", "platform": "uji", "app_version": "1"}
    body = {"username": "siti.aminah", "code": slips["siti.aminah"], "password": OWN, "device": device}
    answer = siti.client.post("/api/auth/first", body, content_type="application/json")
    siti.token = answer.json()["token"]
    siti.record("meeting", title="Musdes RKP", type="musdes_rkp", fiscal_year=2027)
    siti.sync()
    assert siti.outcomes() == ["applied"]

    assert "Siti Aminah" in camat.get("/petugas/orang/").content.decode()
    last = rina.get("/petugas/persiapan/").content.decode()
    assert "2 / 2 desa" in last
    assert "3 / 4 orang" in last  # Asep has not come yet
    assert Assignment.objects.count() == 4


def test_a_bad_table_is_told_on_the_command_line_and_nothing_comes_in(village, tmp_path):
    make_person("root", is_superuser=True)
    table = tmp_path / "orang.csv"
    table.write_text(f"{HEAD}Siti;;Pendamping;32.05.09.2006;;;\nDadang;;Lurah;32.05.09.2006;;;")

    with pytest.raises(CommandError, match=r"Baris 3, kolom C \(Peran\)"):
        call_command("load_people", table, by="root")
    with pytest.raises(CommandError, match="Nobody signs in as siapa"):
        call_command("load_people", table, by="siapa")

    assert not User.objects.filter(name__in=["Siti", "Dadang"]).exists()
