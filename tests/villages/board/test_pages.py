"""The public pages: what they say, to whom they redirect, what they never set."""

import json
from datetime import date

import pytest

from backend.kernel import canonical
from backend.kernel.ids import spoken_code, uuid7
from tests.factories.villages import make_region, make_village
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.sections import Pictures, Section, Subject
from villages.models import LocalTerms, VillageCode

HOME = "/desa/32.05.09.2006/"
PHOTO = "ab" * 32


@pytest.fixture(autouse=True)
def toy():
    """One section of a village that shows one photograph."""
    section = Section(
        name="toy",
        subjects=frozenset({"toy"}),
        snapshot=lambda _: {"summary": "Jalan Cibodas diperbaiki.", "photos": [PHOTO]},
        template="meetings/sections/decision.html",
        pictures=Pictures(
            shown=lambda snapshot: frozenset(snapshot["photos"]),
            jpeg=lambda village, sha256, width: f"{village} {sha256} {width}".encode(),
        ),
    )
    with sections.registered(section):
        yield section


@pytest.fixture
def published(bu_camat):
    def one(village, key=None, *, title="Musdes RKP Desa 2027", fiscal_year=2027, held_on=date(2026, 6, 15)):
        shown = dossier(Subject(village=village, kind="toy", key=key or uuid7()))
        stamp = Stamp(number=41, hash="ab" * 32)
        return publish(shown, stamp=stamp, by=bu_camat.actor, title=title, fiscal_year=fiscal_year, held_on=held_on)

    return one


def text_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_village_page_opens_with_its_newest_publication(client, published, village):
    published(village, title="Musdes 2026", fiscal_year=2026, held_on=date(2025, 6, 1))
    newest = published(village)

    page = text_of(client, HOME)

    assert "Desa Cangkuang" in page
    assert "Jalan Cibodas diperbaiki." in page
    assert "Senin, 15 Juni 2026" in page
    assert spoken_code(bytes.fromhex(newest.digest)) in page
    assert "Tahun anggaran 2026" in page


def test_a_village_without_data_says_so_and_names_every_duty(client, village):
    page = text_of(client, HOME)

    assert "belum menerbitkan hasil musyawarah" in page
    assert "APB Desa belum diterbitkan di papan ini." in page
    assert "Alamat pengaduan belum diisi." in page


def test_the_words_of_the_kabupaten_are_used(client, village):
    LocalTerms.objects.create(kabupaten=village.region.parent.parent, village="Nagari", kecamatan="Distrik")

    page = text_of(client, HOME)

    assert "Nagari Cangkuang" in page
    assert "Distrik Leles" in page
    assert "Desa Cangkuang" not in page


def test_a_village_is_found_by_name_by_kecamatan_and_by_code(client, village, next_door):
    assert "Desa Cangkuang" in text_of(client, "/?q=cangk")
    both = text_of(client, "/?q=leles+garut")
    assert "Desa Cangkuang" in both
    assert f"Desa {next_door.name}" in both
    assert "Desa Cangkuang" in text_of(client, "/?q=3205092006")
    assert f"Desa {next_door.name}" not in text_of(client, "/?q=3205092006")


def test_a_search_without_result_says_what_to_do(client, village):
    assert "Tidak ada desa bernama “sukamundur”." in text_of(client, "/?q=sukamundur")
    assert "paling sedikit tiga huruf" in text_of(client, "/?q=ab")


def test_what_is_searched_is_escaped(client, village):
    page = text_of(client, "/?q=%3Cscript%3Ealert(1)%3C/script%3E%00")

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_an_old_code_leads_to_the_present_one(client, village, published):
    VillageCode.objects.create(
        village=village, code="32.05.09.2099", name="Cangkuang", from_on=date(2010, 1, 1), until_on=date(2019, 1, 1)
    )
    published(village)

    assert client.get("/desa/32.05.09.2099/")["Location"] == HOME
    assert client.get("/desa/32.05.09.2099/terbitan/1/")["Location"] == f"{HOME}terbitan/1/"
    assert client.get("/desa/3205092006/")["Location"] == HOME


def test_unknown_addresses_answer_in_indonesian(client, village):
    for path in ("/desa/99.99.99.9999/", "/desa/abc/", f"{HOME}terbitan/1/", f"{HOME}musyawarah/{uuid7()}/"):
        assert "Tidak ditemukan" in text_of(client, path, status=404)
    assert "Tidak ditemukan" in text_of(client, "/tidak-ada/", status=404)


def test_a_subject_shows_its_current_publication_and_the_old_one_says_so(client, published, village):
    key = uuid7()
    published(village, key, title="Musdes lama")
    published(village, key, title="Musdes baru")

    assert "Musdes baru" in text_of(client, f"{HOME}musyawarah/{key}/")
    old = text_of(client, f"{HOME}terbitan/1/")
    assert "Ada terbitan yang lebih baru" in old
    assert f'href="{HOME}terbitan/2/"' in old
    assert "Ada terbitan yang lebih baru" not in text_of(client, f"{HOME}terbitan/2/")


def test_a_withdrawn_publication_leaves_a_tombstone(client, published, village, bu_camat):
    made = published(village)
    withdraw(made, by=bu_camat.actor, reason="Memuat nama warga.")

    page = text_of(client, f"{HOME}terbitan/1/")
    data = json.loads(text_of(client, f"{HOME}terbitan/1.json"))

    assert "ditarik kembali" in page
    assert "Memuat nama warga." in page
    assert "Jalan Cibodas" not in page
    assert "Jalan Cibodas" not in text_of(client, HOME)
    assert data["snapshot"] is None
    assert data["withdrawn"]["reason"] == "Memuat nama warga."
    assert data["digest"]["value"] == made.digest


def test_anybody_can_check_the_data_of_a_publication(client, published, village):
    made = published(village)

    data = json.loads(text_of(client, f"{HOME}terbitan/1.json"))

    assert canonical.digest(data["snapshot"]) == data["digest"]["value"] == made.digest
    assert data["short_code"] == spoken_code(bytes.fromhex(made.digest))
    assert data["ledger"] == {"number": 41, "hash": "ab" * 32}


def test_a_photograph_is_shown_while_a_current_publication_shows_it(client, published, village, next_door, bu_camat):
    assert client.get(f"{HOME}foto/{PHOTO}.jpg").status_code == 404
    made = published(village)

    assert client.get(f"{HOME}foto/{PHOTO}.jpg").content == f"{village.pk} {PHOTO} 320".encode()
    assert client.get(f"{HOME}foto/{PHOTO}.jpg?besar").content == f"{village.pk} {PHOTO} 1280".encode()
    assert client.get(f"{HOME}foto/{'cd' * 32}.jpg").status_code == 404
    assert client.get(f"/desa/{next_door.code}/foto/{PHOTO}.jpg").status_code == 404

    withdraw(made, by=bu_camat.actor, reason="Ada wajah anak.")
    assert client.get(f"{HOME}foto/{PHOTO}.jpg").status_code == 404


PATHS = ("/", "/?q=cangkuang", HOME, f"{HOME}terbitan/1/", f"{HOME}terbitan/1.json", f"{HOME}foto/{PHOTO}.jpg")


@pytest.mark.parametrize("path", PATHS)
def test_caches_may_keep_a_page_and_nobody_gets_a_cookie(client, published, village, siti, path):
    published(village)
    first = client.get(path)
    client.force_login(siti.user)
    client.cookies["rembuk"] = "x"

    signed_in = client.get(path, HTTP_ACCEPT_LANGUAGE="en")
    again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])

    assert first.content == signed_in.content, "the same bytes for everybody"
    assert "Set-Cookie" not in first
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert "public" in first["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")


def test_pages_only_answer_to_reading(client, village):
    assert client.post(HOME).status_code == 405


@pytest.mark.parametrize("path", ["/", HOME, f"{HOME}terbitan/1/"])
def test_a_page_needs_no_script_and_has_one_headline(client, published, village, path):
    published(village)

    page = text_of(client, path)

    assert page.count("<h1") == 1
    for forbidden in ("<script", "style=", "<style", "onclick"):
        assert forbidden not in page
    assert '<main id="isi">' in page
    assert 'href="#isi"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_with_many_publications(client, published, village, django_assert_num_queries, rows):
    for _ in range(rows):
        published(village)

    with django_assert_num_queries(1):
        client.get("/")
    with django_assert_num_queries(7):
        client.get(HOME)
    with django_assert_num_queries(3):
        client.get(f"{HOME}terbitan/1/")
    with django_assert_num_queries(1):
        client.get("/?q=leles")


def test_a_kota_is_called_kota(client, db):
    make_region("35.79", "Kota Batu")
    make_village("35.79.01.2001", "Oro-oro Ombo")

    assert "Kota Batu" in text_of(client, "/desa/35.79.01.2001/")
    assert "Kota Kota" not in text_of(client, "/desa/35.79.01.2001/")
