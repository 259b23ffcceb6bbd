"""A photograph's bytes on their way (tus 1.0.0)."""

import base64
import hashlib
import os
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from sync.models import Blob

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
        said = {
            "sha256": sha256 or hashlib.sha256(data).hexdigest(),
            "filetype": media,
            "village": str(village or self.phone.village),
        }
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
        kind = "application/offset+octet-stream" if body else "application/octet-stream"
        headers = self.headers(**{"Upload-Length": str(len(data)), "Upload-Metadata": metadata, **more})
        return self.phone.client.post(FILES, body, content_type=kind, headers=headers)

    def patch(self, place, data, offset, *, content_type="application/offset+octet-stream", **more):
        headers = self.headers(**{"Upload-Offset": str(offset), **more})
        return self.phone.client.patch(place, data, content_type=content_type, headers=headers)

    def head(self, place):
        return self.phone.client.head(place, headers=self.headers())


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


def test_bytes_that_the_village_has_are_complete_at_once(tus):
    tus.create(body=DATA)
    again = tus.create()

    assert (again.status_code, again["Upload-Offset"]) == (201, str(len(DATA)))
    assert Blob.objects.count() == 1


def test_a_piece_at_another_place_is_refused(tus):
    place = tus.create()["Location"]
    tus.patch(place, DATA[:1000], 0)

    again = tus.patch(place, DATA[:1000], 0)

    assert (again.status_code, again.json()["code"], again.json()["offset"]) == (409, "offset_wrong", 1000)


def test_bytes_that_do_not_match_their_hash_start_anew(tus):
    place = tus.create(sha256="0" * 64)["Location"]

    answer = tus.patch(place, DATA, 0)

    assert (answer.status_code, answer.json()["code"]) == (422, "hash_wrong")
    assert tus.head(place)["Upload-Offset"] == "0"
    assert Blob.objects.count() == 0


def test_a_piece_with_a_wrong_checksum_does_not_count(tus):
    place = tus.create()["Location"]
    right = "sha1 " + base64.b64encode(hashlib.sha1(DATA[:10]).digest()).decode()

    wrong = tus.patch(place, DATA[10:20], 0, **{"Upload-Checksum": right})
    good = tus.patch(place, DATA[:10], 0, **{"Upload-Checksum": right})

    assert (wrong.status_code, good.status_code) == (460, 204)


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
    ],
)
def test_what_cannot_be_begun(tus, over, expected):
    answer = tus.create(**over)

    assert (answer.status_code, answer.json()["code"]) == expected


def test_given_up_is_gone(tus):
    place = tus.create()["Location"]

    gone = tus.phone.client.delete(place, headers=tus.headers())

    assert (gone.status_code, tus.head(place).status_code) == (204, 404)
