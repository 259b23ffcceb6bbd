"""``/verifikasi/``: a file or a code comes in, the truth in plain words comes out, never a server error."""

import io
import json
import zipfile
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from backend.kernel import clock, ids
from tests.factories.meetings import make_whole_meeting, subject_of
from villages.board import digests, seals, verifikasi
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.models import GivenOut, Publication

pytestmark = pytest.mark.django_db

PAGE = "/verifikasi/"
HOME = "/desa/32.05.09.2006/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def meeting(village):
    return make_whole_meeting(village)


@pytest.fixture
def put_up(meeting, bu_camat):
    def one(**fields):
        shown = dossier(subject_of(meeting))
        given = {"title": "Musdes RKP", "fiscal_year": 2027, "held_on": date(2026, 6, 15), **fields}
        return publish(shown, stamp=Stamp(41, "ab" * 32), by=bu_camat.actor, **given)

    return one


@pytest.fixture
def bring(client):
    """``bring(content)`` sends a file; answers the status and the page."""

    def one(content, name="terbitan.json", **headers):
        told = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        answer = client.post(PAGE, {"berkas": SimpleUploadedFile(name, told)}, headers=headers)
        return answer.status_code, answer.content.decode()

    return one


@pytest.fixture
def data(client):
    return lambda number=1: client.get(f"{HOME}terbitan/{number}.json").json()


def test_the_data_of_a_publication_is_whole(bring, put_up, data):
    made = put_up()

    status, page = bring(data())

    assert status == 200
    assert "Utuh: sama dengan yang diterbitkan" in page
    assert f"Terbitan nomor 1, {made.published_at.astimezone(clock.office_zone()).day} " in page
    assert f"Kode periksa {made.short_code}" in page


def test_changed_content_is_told_line_by_line(bring, put_up, data):
    put_up()
    told = data()
    told["snapshot"]["plan"]["items"][0]["amount"] *= 2

    status, page = bring(told)

    assert status == 200
    assert "Berubah: tidak sama dengan yang diterbitkan" in page
    assert "<del>Rp120.000.000</del> menjadi <ins>Rp240.000.000</ins>" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "Musdes lain"}, "judul"),
        ({"published_at": "2020-01-01T00:00:00Z"}, "hari terbit"),
        ({"ledger": {"number": 1, "hash": "ab" * 32}}, "nomor buku catatan"),
        ({"short_code": "22222222"}, "kode periksanya tidak cocok"),
        ({"held_on": None}, "hari musyawarah"),
    ],
    ids=lambda change: next(iter(change)) if isinstance(change, dict) else "",
)
def test_what_does_not_match_is_named(bring, put_up, data, change, said):
    put_up()

    page = bring(data() | change)[1]

    assert "Berubah:" in page
    assert said in page.lower()


def test_a_forger_who_makes_digest_code_and_seal_anew_is_found_by_the_board(bring, put_up, data):
    put_up()
    told = data()
    told["snapshot"]["decision"]["summary"] = "Lain sama sekali."
    told["digest"]["value"] = verifikasi.sha256(verifikasi.canonical(told["snapshot"]))
    told["short_code"] = verifikasi.letters(told["digest"]["value"], 8)
    told["seal"] = verifikasi.leaf(verifikasi.sealed(told)).hex()
    assert verifikasi.check(told, "") == []

    page = bring(told)[1]

    assert "Berubah:" in page
    assert "<ins>Lain sama sekali.</ins>" in page


def test_a_superseded_one_is_whole_and_leads_to_the_newer(bring, put_up, data):
    put_up()
    told = data()
    put_up()

    page = bring(told)[1]

    assert "Utuh, tetapi sudah diganti" in page
    assert f'href="{HOME}terbitan/2/"' in page


def test_a_withdrawn_one_is_told_with_its_reason_and_nothing_of_its_content(bring, put_up, data, bu_camat):
    made = put_up()
    told, changed = data(), data()
    changed["snapshot"]["decision"]["summary"] = "Lain."
    withdraw(made, by=bu_camat.actor, reason="Memuat nama warga.")

    for brought, said in (
        (told, "Pernah terbit, lalu ditarik"),
        (data(), "Pernah terbit, lalu"),
        (changed, "Berubah:"),
    ):
        page = bring(brought)[1]
        assert said in page
        assert "Memuat nama warga." in page
        assert "menyepakati dua kegiatan" not in page


def test_a_publication_of_another_board_is_unknown(bring, put_up, data):
    put_up()
    told = data()
    told["village"]["id"] = told["snapshot"]["village"]["id"] = str(ids.uuid7())

    assert "Tidak dikenal di papan ini" in bring(told)[1]


@pytest.mark.parametrize("name", ["rkp.csv", "rkp.xlsx", "Ta_RPJM_Pagu_Tahunan.csv"])
def test_a_document_as_it_was_given_out_is_known_by_its_bytes(bring, put_up, client, name):
    put_up()
    content = client.get(f"{HOME}terbitan/1/dokumen/{name}").content

    status, page = bring(content, "apa-saja.bin")

    assert (status, f"Dokumen {name} ini sama persis" in page) == (200, True)
    assert "Tidak dapat diperiksa" in bring(content + b" ", "apa-saja.bin")[1]


def test_a_document_that_nobody_noted_is_drawn_again_by_its_name(bring, put_up, client):
    put_up()
    content = client.get(f"{HOME}terbitan/1/dokumen/rkp.csv").content
    GivenOut.objects.all().delete()

    assert "sama persis" in bring(content, "32.05.09.2006-1-rkp (1).csv")[1]
    assert GivenOut.objects.get().sha256 == seals.fingerprint(content)


def test_daily_digests_are_compared_with_ours(bring, put_up, client, village):
    with time_machine.travel("2026-11-25T12:00:00+07:00", tick=False) as clock:
        put_up()
        clock.move_to("2026-11-26T12:00:00+07:00")
        digests.make("32.05", date(2026, 11, 25), {village.pk: Stamp(44, "cd" * 32)})
    kept = client.get("/sidik/32.05.json").json()
    forged = json.loads(json.dumps(kept))
    forged["days"][0]["root"] = "1" * 64
    forged["days"][0]["value"] = verifikasi.day_value("32.05", forged["days"][0])
    forged["days"][0]["letters"] = verifikasi.printed(forged["days"][0]["value"])

    assert "Utuh: sidik harian ini sama" in bring(kept)[1]
    assert "Sidik hari 25 November 2026 pada berkas ini bukan sidik kami" in bring(forged)[1]
    assert "Tidak dikenal" in bring(forged | {"days": []})[1]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe{",
        b"{",
        b"[" * 300_000,
        b'{"a":' * 100_000,
        b'{"format": "rembuk-desa/publication/1"}',
        b'{"format": ["rembuk-desa/publication/1"]}',
        b'{"format": "rembuk-desa/sidik-harian/1", "kabupaten": [], "days": [[]]}',
        b"1" * 10_000,
        bomb(),
        b"%PDF-1.7",
    ],
    ids=range(10),
)
def test_what_is_none_of_ours_is_said_in_words(bring, content):
    status, page = bring(content)

    assert (status, "Tidak dapat diperiksa" in page) == (422, True)


@pytest.mark.parametrize("value", [None, [], {}, 1e308, 10**30, "\x00", True, -1, {"id": []}], ids=range(9))
@pytest.mark.parametrize(
    "name", ["village", "number", "digest", "ledger", "snapshot", "proof", "subject", "short_code"]
)
def test_odd_values_anywhere_are_never_a_server_error(bring, put_up, data, name, value):
    put_up()

    status, page = bring(data() | {name: value})

    assert status in (200, 422)
    assert ("Utuh" in page.partition("<form")[0]) is (name == "proof" and value is None), "no proof yet is no fault"


def test_what_is_too_large_is_not_read(client):
    answer = client.post(PAGE, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99999999")

    assert answer.status_code == 413
    assert "paling besar 8 MB" in answer.content.decode()


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data", "text/plain"])
def test_a_torn_form_is_said_in_words(client, kind):
    answer = client.post(PAGE, b"\xff\x00--x\r\n", content_type=kind)

    assert answer.status_code == 422


def test_another_site_cannot_send_and_nobody_sends_without_end(bring, client, settings):
    assert bring(b"{}", **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    settings.VERIFICATIONS_PER_ADDRESS = 2
    assert [bring(b"{}")[0] for _ in range(3)] == [422, 422, 429]
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("write", [str.lower, lambda code: f" {code[:4]} - {code[4:]} ", str])
def test_a_code_finds_its_publication(client, put_up, write):
    made = put_up()

    page = client.get(PAGE, {"kode": write(made.short_code)}).content.decode()

    assert f'href="{HOME}terbitan/1/"' in page
    assert "Musdes RKP" in page


def test_a_sign_that_no_code_holds_stands_for_what_it_is_misread_for(client, put_up):
    made = put_up()
    assert ids.meant_codes("0BCDEFGH") == ["DBCDEFGH", "QBCDEFGH"]
    assert ids.meant_codes("00000000") == []
    misread = made.short_code.translate(str.maketrans("DQJT7", "0OIL1"))

    assert made.short_code in ids.meant_codes(misread) or len(ids.meant_codes(misread)) == 0


@pytest.mark.parametrize("code", ["", "ABC", "ÄÖÜ%00", "\x00", "A" * 5000, "ß" * 8, "２２２２２２２２"])
def test_an_odd_code_finds_nothing_and_breaks_nothing(client, put_up, code):
    put_up()

    answer = client.get(PAGE, {"kode": code})

    assert (answer.status_code, "Musdes RKP" in answer.content.decode()) == (200, False)


def test_the_verifier_is_what_its_digest_says(client, db):
    page, script = client.get(PAGE), client.get("/verifikasi/verifikasi.py")

    assert seals.fingerprint(script.content) in page.content.decode()
    assert script["Content-Disposition"] == 'attachment; filename="verifikasi.py"'
    assert not page.cookies


def test_every_publication_keeps_the_code_that_is_printed(put_up):
    made = put_up()

    assert Publication.objects.get().short_code == ids.spoken_code(bytes.fromhex(made.digest))
