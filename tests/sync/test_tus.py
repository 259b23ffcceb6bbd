"""A photograph's bytes on their way (tus 1.0.0)."""

import base64
import hashlib
import os
import resource
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from sync.models import Blob
from tests.sync.tus_client import metadata

pytestmark = pytest.mark.django_db

FILES = "/api/sync/v1/files/"
DATA = os.urandom(200_000)


class Tus:
    """The few requests of a tus client."""

    def __init__(self, phone) -> None:
        self.phone = phone

    def headers(self, **more):
        return {**self.phone.headers, "Tus-Resumable": "1.0.0", **more}

    def create(self, data=DATA, *, sha256=None, village=None, body=b"", media="image/jpeg", **more):
        said = metadata(data, village or self.phone.village, media=media, sha256=sha256 or "")
        kind = "application/offset+octet-stream" if body else "application/octet-stream"
        headers = self.headers(**{"Upload-Length": str(len(data)), "Upload-Metadata": said, **more})
        return self.phone.client.post(FILES, body, content_type=kind, headers=headers)

    def patch(self, place, data, offset, *, content_type="application/offset+octet-stream", **more):
        headers = self.headers(**{"Upload-Offset": str(offset), **more})
        return self.phone.client.patch(place, data, content_type=content_type, headers=headers)

    def head(self, place):
        return self.phone.client.head(place, headers=self.headers())


def checksum(algorithm, data):
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


@contextmanager
def files_no_longer_than(size):
    """What a full disk is to a writer, for this process only."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def storage(settings, tmp_path):
    """A folder of the test's own for whole files."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path


@pytest.fixture
def half_files(settings, tmp_path):
    """A folder of the test's own for half files; what lies in it."""
    settings.UPLOAD_ROOT = tmp_path.with_name(f"{tmp_path.name}-uploads")
    return lambda: sorted(path.name for path in Path(settings.UPLOAD_ROOT).glob("*"))


@pytest.fixture
def tus(siti):
    return Tus(siti.phone)


def test_what_the_server_can_do_is_told_to_anybody(client):
    answer = client.options(FILES)

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,checksum,expiration,termination"


def test_a_photo_in_two_pieces_is_whole_and_stored(tus):
    place = tus.create()["Location"]
    first = tus.patch(place, DATA[:70_000], 0)
    looked = tus.head(place)
    last = tus.patch(place, DATA[70_000:], 70_000)

    assert (first.status_code, looked["Upload-Offset"], last["Upload-Offset"]) == (204, "70000", "200000")
    blob = Blob.objects.get()
    with default_storage.open(blob.name) as stored:
        assert stored.read() == DATA


def test_a_lost_last_answer_costs_one_question(tus):
    place = tus.create()["Location"]
    tus.patch(place, DATA, 0)

    looked = tus.head(place)

    assert (looked.status_code, looked["Upload-Offset"], looked["Upload-Length"]) == (200, "200000", "200000")
    assert "Upload-Expires" not in looked


def test_bytes_that_the_village_has_are_complete_at_once(tus):
    tus.create(body=DATA)
    again = tus.create()

    assert (again.status_code, again["Upload-Offset"]) == (201, str(len(DATA)))
    assert Blob.objects.count() == 1


def test_a_piece_at_another_place_is_refused(tus):
    place = tus.create()["Location"]
    tus.patch(place, DATA[:1000], 0)

    again = tus.patch(place, DATA[:1000], 0)

    ahead = tus.patch(place, DATA[5000:6000], 5000)

    for one in (again, ahead):
        assert (one.status_code, one.json()["code"], one.json()["offset"]) == (409, "offset_wrong", 1000)


def test_bytes_that_do_not_match_their_hash_start_anew(tus):
    place = tus.create(sha256="0" * 64)["Location"]

    answer = tus.patch(place, DATA, 0)

    assert (answer.status_code, answer.json()["code"]) == (422, "hash_wrong")
    assert tus.head(place)["Upload-Offset"] == "0"
    assert Blob.objects.count() == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_a_piece_with_a_wrong_checksum_does_not_count(tus, algorithm):
    place = tus.create()["Location"]
    right = checksum(algorithm, DATA[:10])

    wrong = tus.patch(place, DATA[10:20], 0, **{"Upload-Checksum": right})
    after = tus.head(place)["Upload-Offset"]
    good = tus.patch(place, DATA[:10], 0, **{"Upload-Checksum": right})

    assert (wrong.status_code, wrong.json()["code"], after) == (460, "checksum_wrong", "0")
    assert (good.status_code, good["Upload-Offset"]) == (204, "10")


def test_a_wrong_checksum_at_creation_leaves_nothing(tus, half_files):
    answer = tus.create(body=DATA, **{"Upload-Checksum": checksum("sha1", DATA[:10])})

    assert (answer.status_code, half_files(), Blob.objects.count()) == (460, [], 0)


@pytest.mark.parametrize("said", ["crc32 AAAA", ""])
def test_a_checksum_that_the_server_does_not_know_is_refused(tus, said):
    place = tus.create()["Location"]

    answer = tus.patch(place, DATA[:10], 0, **{"Upload-Checksum": said})

    assert (answer.status_code, tus.head(place)["Upload-Offset"]) == (400, "0")


def test_a_whole_photo_in_one_request_leaves_no_half(tus, half_files):
    answer = tus.create(body=DATA)

    assert (answer.status_code, answer["Upload-Offset"], half_files()) == (201, "200000", [])
    assert tus.head(answer["Location"])["Upload-Offset"] == "200000"


def test_a_whole_photo_with_another_hash_leaves_nothing(tus, half_files):
    answer = tus.create(body=DATA, sha256="0" * 64)

    assert (answer.status_code, answer.json()["code"]) == (422, "hash_wrong")
    assert (half_files(), Blob.objects.count()) == ([], 0)


def test_more_bytes_than_were_said_are_refused_and_none_of_them_counts(tus):
    place = tus.create(DATA[:1000])["Location"]
    tus.patch(place, DATA[:600], 0)

    answers = [tus.patch(place, DATA[600:1001], 600), tus.create(DATA[:1000], body=DATA[:1001])]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [(413, "too_large")] * 2
    assert tus.head(place)["Upload-Offset"] == "600"


def test_a_full_disk_is_said_in_words_and_leaves_nothing_half(tus, half_files, storage):
    place = tus.create()["Location"]
    with files_no_longer_than(100_000):
        answers = [tus.create(os.urandom(200_000), body=DATA), tus.create(body=DATA), tus.patch(place, DATA, 0)]
        looked = tus.head(place)["Upload-Offset"]
        small = tus.patch(place, DATA[:50_000], 0)
        large = tus.patch(place, DATA[50_000:], 50_000)

    assert [one.status_code for one in answers] == [422, 507, 507]
    assert [(one.json()["code"], one["Retry-After"]) for one in answers[1:]] == [("disk_full", "60")] * 2
    assert (looked, small.status_code, large.status_code) == ("0", 204, 507)
    assert [path for path in storage.rglob("*") if path.is_file()] == []
    assert tus.patch(place, DATA[50_000:], 50_000)["Upload-Offset"] == "200000"
    assert half_files() == []


def test_bytes_and_name_are_on_disk_before_a_row_says_that_they_are_there(tus, monkeypatch, storage, settings):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda file: seen.append(Path(f"/proc/self/fd/{file}").readlink()))

    def watch(execute, sql, *rest):
        if "INSERT INTO sync_blob" in sql:
            seen.append("row")
        return execute(sql, *rest)

    tus.phone.sign_in()
    with connection.execute_wrapper(watch):
        tus.create(body=DATA)

    assert seen[-3].parent == Path(settings.UPLOAD_ROOT)
    assert seen[-2:] == [storage / "photos" / str(tus.phone.village), "row"]


def test_a_piece_and_its_name_are_on_disk_before_it_is_told(tus, monkeypatch, settings):
    seen = []
    place = tus.create()["Location"]
    monkeypatch.setattr(os, "fsync", lambda file: seen.append(Path(f"/proc/self/fd/{file}").readlink()))

    tus.patch(place, DATA[:10], 0)
    tus.patch(place, DATA[10:20], 10)

    root, name = Path(settings.UPLOAD_ROOT), place.rpartition("/")[2]
    assert seen == [root / f"{name}.part", root / f"{name}.json", root, root / f"{name}.part"]


def test_what_arrived_before_a_cut_counts(tus, monkeypatch):
    place = tus.create()["Location"]

    class Cut(BytesIO):
        def read(self, size=-1):
            piece = super().read(size)
            if not piece:
                raise OSError("the line went dead")
            return piece

    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in tus.headers().items()}
    answer = tus.phone.client.generic(
        "PATCH",
        place,
        b"",
        **headers,
        HTTP_UPLOAD_OFFSET="0",
        CONTENT_TYPE="application/offset+octet-stream",
        CONTENT_LENGTH="200000",
        **{"wsgi.input": Cut(DATA[:90_000])},
    )

    assert answer.status_code == 204, answer.content
    assert int(tus.head(place)["Upload-Offset"]) == 90_000


def test_a_stranger_cannot_begin_or_look(tus, asep):
    stranger = Tus(asep.phone)
    place = tus.create()["Location"]

    assert stranger.create(village=tus.phone.village).status_code == 404
    assert stranger.head(place).status_code == 404
    assert stranger.patch(place, DATA, 0).status_code == 404
    assert tus.head(place)["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"media": "text/html"}, (415, "media_type")),
        ({"Upload-Length": "99999999999"}, (413, "too_large")),
        ({"Upload-Length": "-1"}, (400, "malformed")),
        ({"Upload-Metadata": "sha256 !!!"}, (400, "malformed")),
        ({"Tus-Resumable": "0.2.0"}, (412, "tus_version")),
        ({"sha256": "../../etc/passwd"}, (400, "malformed")),
        ({"sha256": "a" * 64 + "\n"}, (400, "malformed")),
    ],
)
def test_what_cannot_be_begun(tus, over, expected):
    answer = tus.create(**over)

    assert (answer.status_code, answer.json()["code"]) == expected


def test_given_up_is_gone(tus):
    place = tus.create()["Location"]

    gone = tus.phone.client.delete(place, headers=tus.headers())

    assert (gone.status_code, tus.head(place).status_code) == (204, 404)
