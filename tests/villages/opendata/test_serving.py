"""Files as other people's programs get them: unchanged ones cost nothing, and any origin may ask."""

import hashlib
import json

import pytest

from tests.villages.opendata.reading import got, names_of

FILE = "32.05.09.2006/kegiatan.csv"
PAGES = ["", "kamus/", "32/", "32.05/", "32.05.09/", "32.05.09.2006/"]


def test_who_has_the_same_bytes_gets_none(client, cangkuang, published):
    first = got(client, FILE)

    assert got(client, FILE, **{"if-none-match": first["ETag"]}).status_code == 304
    assert got(client, FILE, **{"if-none-match": '"else"'}).bytes == first.bytes
    assert first["Cache-Control"] == "public, max-age=3600"


def test_what_is_published_anew_has_another_tag(client, cangkuang, lembang):
    tag = got(client, "32.05.09/kegiatan.csv")["ETag"]
    lembang.__class__.objects.filter(pk=lembang.pk).update(current=False)

    answer = got(client, "32.05.09/kegiatan.csv", **{"if-none-match": tag})

    assert answer.status_code == 200
    assert b"Lembang" not in answer.bytes


def test_a_file_says_what_it_is_called_and_how_long_it_is(client, cangkuang):
    answer = got(client, FILE)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="rembuk-desa-32.05.09.2006-kegiatan.csv"'
    assert int(answer["Content-Length"]) == len(answer.bytes)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", [FILE, "kegiatan.json", "32.05.09/anggaran-fdp.zip", "skema/kegiatan-v1.json"])
def test_any_origin_may_ask(client, cangkuang, path):
    answer = got(client, path, origin="https://jurnalis.example")
    before = client.options(f"/data/{path}", headers={"access-control-request-headers": "if-none-match"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert before.status_code == 204
    assert before["Access-Control-Allow-Origin"] == "*"
    assert before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in before["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_head_tells_all_but_the_file(client, cangkuang):
    whole, head = got(client, FILE), client.head(f"/data/{FILE}")

    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Content-Disposition", "Access-Control-Allow-Origin"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, cangkuang, method):
    assert getattr(client, method)(f"/data/{FILE}").status_code == 405


@pytest.mark.parametrize("area", ["", "32.05.09/", "32.05.09.2006/"])
def test_the_page_of_an_area_leads_to_every_file_there_is(client, cangkuang, area):
    names = names_of(client, area)

    assert len(names) == 9 * 3 + 3 + 1
    assert {got(client, f"{area}{name}").status_code for name in names} == {200}


@pytest.mark.parametrize("path", PAGES)
def test_pages_need_no_script_and_lead_to_licence_and_dictionary(client, cangkuang, path):
    page = got(client, path).bytes.decode()

    assert "<script" not in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page
    assert path == "kamus/" or "/data/kamus/" in page
    assert page.count("<h1") == 1
    assert 'lang="id"' in page


def test_the_board_leads_to_the_data(client, cangkuang):
    assert 'href="/data/"' in client.get("/").content.decode()
    for path in ("/desa/32.05.09.2006/", "/desa/32.05.09.2006/dokumen/"):
        assert 'href="/data/32.05.09.2006/"' in client.get(path).content.decode()


def test_an_area_leads_to_those_below_it_in_which_something_is_published(client, cangkuang, next_door, far_away):
    page = got(client, "32.05.09/").bytes.decode()

    assert "/data/32.05.09.2006/" in page
    assert "/data/32.05.09.2005/" not in page
    assert 'href="/data/32.05.10/"' in got(client, "32.05/").bytes.decode()


def test_the_descriptor_has_size_and_fingerprint_of_every_table(client, cangkuang):
    described = json.loads(got(client, "32.05.09.2006/datapackage.json").bytes)

    assert len(described["resources"]) == 9
    assert described["licenses"][0]["name"] == "CC-BY-4.0"
    for one in described["resources"]:
        content = got(client, f"32.05.09.2006/{one['path']}").bytes
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
