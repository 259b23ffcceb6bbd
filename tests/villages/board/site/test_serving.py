"""Django answers with the files: the same headers as the view, packed as asked, 304 to who has it, no query."""

import gzip

import brotli
import pytest

from villages.board.site import rendering, store

HOME = "/desa/32.05.09.2006/"
OF_PACKING = {"ETag", "Vary", "Content-Encoding", "Content-Length"}


@pytest.fixture
def written(published, village, render, site):
    render(village)
    rendering.front()


def headers_of(answer):
    return {name: value for name, value in answer.headers.items() if name not in OF_PACKING}


@pytest.mark.parametrize("path", ["/", HOME, f"{HOME}terbitan/1.json", f"{HOME}kabar.atom", f"{HOME}usulan/2027/"])
def test_headers_are_those_of_the_view(written, client, settings, path):
    from_file = client.get(path)
    settings.STATIC_BOARDS = False
    from_view = client.get(path)

    assert from_file.content == from_view.content
    assert headers_of(from_file) == headers_of(from_view)
    assert from_file["ETag"] == from_view["ETag"]
    assert from_file["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        ("zstd", None),
        ("", None),
        ("brotli, xgzip", None),
    ],
)
def test_the_answer_is_packed_as_the_reader_understands(written, client, accepted, encoding, settings):
    answer = client.get(HOME, headers={"accept-encoding": accepted})

    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    settings.STATIC_BOARDS = False
    assert answer.get("Content-Encoding") == encoding
    assert unpack(answer.content) == client.get(HOME).content


def test_no_page_is_asked_of_the_database(written, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(HOME).status_code == 200


def test_who_has_the_page_hears_so(written, client, village, render):
    tag = client.get(HOME, headers={"accept-encoding": "br"})["ETag"]

    assert client.get(HOME, headers={"accept-encoding": "br", "if-none-match": tag}).status_code == 304
    assert client.get(HOME, headers={"accept-encoding": "gzip", "if-none-match": tag}).status_code == 200
    assert client.get(HOME, headers={"if-none-match": client.get(HOME)["ETag"]}).status_code == 304


def test_a_page_that_was_written_anew_is_the_answer_at_once(written, client):
    before = client.get(HOME)
    store.write(HOME, b"<p>baru</p>")

    after = client.get(HOME)

    assert (after.content, after["ETag"] != before["ETag"]) == (b"<p>baru</p>", True)


@pytest.mark.parametrize(
    "path", [f"{HOME}?x=1", "/?q=cangkuang", f"{HOME}pada/", f"{HOME}rembuk/", f"{HOME}banding/2027/"]
)
def test_what_asks_something_and_what_is_no_file_comes_from_the_view(written, client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert "Vary" not in answer or "Accept-Encoding" not in answer["Vary"]


def test_the_second_half_of_a_page_is_never_served_packed_otherwise(written, client, site):
    """Where a packed form is missing, the next best is the answer."""
    (site / f"{store.name_of(HOME)}.br").unlink()

    assert client.get(HOME, headers={"accept-encoding": "br, gzip"})["Content-Encoding"] == "gzip"


def test_nobody_writes_and_nobody_leaves_the_folder(written, client, site):
    (site.parent / "secret.html").write_text("rahasia")

    assert client.post(HOME).status_code == 405
    assert client.get("/desa/../../secret.html").status_code == 404
    assert client.get("/desa/%00.html").status_code == 404
    assert client.get(f"/{'desa' * 100}.html").status_code == 404
    assert client.get(f"{HOME}terbitan/1/dokumen/..%2f..%2fsecret.html").status_code == 404


def test_a_store_that_is_no_folder_leaves_the_answer_to_the_view(written, client, settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "boards": memory}

    assert client.get(HOME).status_code == 200
