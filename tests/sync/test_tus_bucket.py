"""Photographs in an S3-compatible bucket: while it is there, and while it is not."""

import os

import pytest
from django.core.files.storage import default_storage

from backend.settings.files import bucket
from sync.models import Blob
from tests.faults.bucket import KEYS, NAME, Store
from tests.sync.test_tus import Tus

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(settings, tmp_path):
    made = Store()
    settings.STORAGES = {**settings.STORAGES, "default": bucket(NAME, endpoint_url=made.address, **KEYS)}
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    made.start()
    yield made
    made.stop()


@pytest.fixture
def tus(siti, store):
    return Tus(siti.phone)


def test_a_photo_whole_or_in_pieces_lies_in_the_bucket_once(tus, settings):
    whole, pieces = os.urandom(50_000), os.urandom(50_000)

    tus.create(whole, body=whole)
    place = tus.create(pieces)["Location"]
    tus.patch(place, pieces[:20_000], 0)
    last = tus.patch(place, pieces[20_000:], 20_000)
    again = tus.create(pieces)

    assert (last.status_code, last["Upload-Offset"], again["Upload-Offset"]) == (204, "50000", "50000")
    stored = []
    for name in Blob.objects.order_by("received_at").values_list("name", flat=True):
        with default_storage.open(name) as file:
            stored.append(file.read())
    assert stored == [whole, pieces]
    assert list(settings.UPLOAD_ROOT.iterdir()) == []


def test_while_the_bucket_is_away_nothing_is_told_to_be_there(tus, store, settings):
    data = os.urandom(50_000)
    place = tus.create(data)["Location"]
    tus.patch(place, data[:20_000], 0)
    store.stop()

    answers = [tus.create(data, body=data), tus.patch(place, data[20_000:], 20_000), tus.head(place)]

    assert [(one.status_code, one["Retry-After"]) for one in answers] == [(503, "60")] * 3
    assert answers[0].json()["code"] == "unavailable"
    assert Blob.objects.count() == 0


def test_when_the_bucket_is_back_the_photo_is_finished_without_a_byte_sent_again(tus, store, settings):
    data = os.urandom(50_000)
    place = tus.create(data)["Location"]
    store.stop()
    refused = tus.patch(place, data, 0)
    store.start()

    looked = tus.head(place)

    assert (refused.status_code, looked.status_code, looked["Upload-Offset"]) == (503, 200, "50000")
    with default_storage.open(Blob.objects.get().name) as file:
        assert file.read() == data
    assert list(settings.UPLOAD_ROOT.iterdir()) == []
