"""Two requests for one upload, and half uploads that nobody goes on with."""

import hashlib
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from backend.kernel.problems import NotFound
from sync import parts, uploads
from sync.models import Blob
from sync.tasks import sweep_uploads

pytestmark = pytest.mark.django_db

DATA = os.urandom(3000)


def begin(person, data=DATA):
    said = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "media_type": "image/jpeg"}
    return uploads.begin(person.actor, village=person.village.pk, **said)


def half_files(settings):
    return sorted(path.stem for path in Path(settings.UPLOAD_ROOT).glob("*.part"))


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "media")}}
    settings.STORAGES = {**settings.STORAGES, "default": store}


def test_of_two_requests_for_one_place_one_wins_and_the_file_is_not_torn(siti):
    begun = begin(siti)
    first = second = begun

    uploads.append(first, offset=0, data=DATA[:1000])
    with pytest.raises(uploads.OffsetWrong) as refused:
        uploads.append(second, offset=0, data=b"x" * 2000)
    uploads.append(second, offset=1000, data=DATA[1000:])

    assert (refused.value.status, refused.value.facts) == (409, {"offset": 1000})
    with default_storage.open(Blob.objects.get().name) as stored:
        assert stored.read() == DATA


def test_of_two_last_pieces_one_finishes_and_the_other_finds_it_finished(siti):
    begun = begin(siti)
    uploads.append(begun, offset=0, data=DATA)
    with pytest.raises(uploads.OffsetWrong) as refused:
        uploads.append(begun, offset=0, data=DATA)

    assert refused.value.facts == {"offset": len(DATA)}
    assert uploads.find(siti.actor, begun.id).offset == len(DATA)
    assert Blob.objects.count() == 1


def test_half_uploads_past_their_time_are_swept_and_nothing_else(siti, settings, time_machine_at):
    old = uploads.append(begin(siti), offset=0, data=DATA[:1000])
    whole = uploads.append(begin(siti, b"whole"), offset=0, data=b"whole")
    with time_machine_at(timedelta(days=20)):
        young = uploads.append(begin(siti, DATA[:99]), offset=0, data=DATA[:9])
    before = half_files(settings)

    with time_machine_at(uploads.KEEPS - timedelta(minutes=1)):
        too_early = sweep_uploads()
    with time_machine_at(uploads.KEEPS + timedelta(minutes=1)):
        swept, again = sweep_uploads(), sweep_uploads()

    assert before == sorted([str(old.id), str(young.id)])
    assert (too_early, swept, again) == (0, 1, 0)
    assert half_files(settings) == [str(young.id)]
    assert Blob.objects.get().sha256 == whole.sha256


def test_what_a_crash_left_behind_is_swept_once_it_is_old(siti, settings, time_machine_at):
    begun = begin(siti)
    Path(settings.UPLOAD_ROOT, f"{begun.id}.json").unlink()
    torn = begin(siti, b"torn")
    Path(settings.UPLOAD_ROOT, f"{torn.id}.json").write_bytes(b"")
    too_early = sweep_uploads()

    with pytest.raises(NotFound):
        uploads.find(siti.actor, torn.id)
    with time_machine_at(uploads.KEEPS + timedelta(minutes=1)):
        swept = sweep_uploads()

    assert (too_early, swept, list(Path(settings.UPLOAD_ROOT).iterdir())) == (0, 2, [])


def test_the_sweep_stands_in_celerys_timetable():
    hourly = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert hourly[sweep_uploads.name] == 3600


def test_what_a_server_had_whole_when_it_died_is_finished_by_asking(siti, settings):
    begun = begin(siti)
    Path(settings.UPLOAD_ROOT, f"{begun.id}.part").write_bytes(DATA)

    found = uploads.find(siti.actor, begun.id)

    assert (found.offset, found.finished_at is None) == (len(DATA), False)
    with default_storage.open(Blob.objects.get().name) as stored:
        assert stored.read() == DATA
    assert list(Path(settings.UPLOAD_ROOT).iterdir()) == []


def test_a_piece_costs_no_query_and_a_whole_photo_two(siti, django_assert_num_queries):
    said = {"sha256": hashlib.sha256(DATA).hexdigest(), "size": len(DATA), "media_type": "image/jpeg"}
    half = begin(siti, b"another")

    with django_assert_num_queries(0):
        uploads.append(uploads.find(siti.actor, half.id), offset=0, data=b"ano")
    with django_assert_num_queries(2):
        uploads.start(uploads.admit(siti.actor, village=siti.village.pk, **said), DATA)


def test_the_same_photo_a_hundred_times_is_stored_once(siti):
    said = {"sha256": hashlib.sha256(DATA).hexdigest(), "size": len(DATA), "media_type": "image/jpeg"}
    uploads.start(uploads.admit(siti.actor, village=siti.village.pk, **said), DATA)

    again = [uploads.admit(siti.actor, village=siti.village.pk, **said) for _ in range(100)]

    assert {one.id for one in again} == {Blob.objects.get().pk}
    assert all(one.finished_at for one in again)


def test_whole_files_may_lie_on_another_disk(siti, settings):
    elsewhere = tempfile.mkdtemp(dir="/dev/shm")
    settings.UPLOAD_ROOT = elsewhere
    other = os.urandom(3000)
    said = {"sha256": hashlib.sha256(other).hexdigest(), "size": len(other), "media_type": "image/jpeg"}
    try:
        uploads.append(begin(siti), offset=0, data=DATA)
        uploads.start(uploads.admit(siti.actor, village=siti.village.pk, **said), other)
        left = list(Path(elsewhere).iterdir())
    finally:
        shutil.rmtree(elsewhere)

    stored = []
    for name in Blob.objects.order_by("received_at").values_list("name", flat=True):
        with default_storage.open(name) as file:
            stored.append(file.read())
    assert (stored, left) == ([DATA, other], [])


def test_a_photo_whose_file_was_lost_is_taken_again(siti):
    said = {"sha256": hashlib.sha256(DATA).hexdigest(), "size": len(DATA), "media_type": "image/jpeg"}
    uploads.start(uploads.admit(siti.actor, village=siti.village.pk, **said), DATA)
    default_storage.delete(Blob.objects.get().name)

    again = uploads.admit(siti.actor, village=siti.village.pk, **said)
    uploads.start(again, DATA)

    assert again.finished_at is None
    with default_storage.open(Blob.objects.get().name) as stored:
        assert stored.read() == DATA


def test_of_two_that_hold_the_same_upload_the_second_is_told_to_wait(siti, monkeypatch):
    monkeypatch.setattr(parts, "PATIENCE", 0.0)
    begun = begin(siti)

    with parts.held(begun.id), pytest.raises(parts.Locked) as refused:
        uploads.append(begun, offset=0, data=DATA)

    assert refused.value.status == 423
    assert uploads.append(begun, offset=0, data=DATA).finished_at is not None


def test_an_upload_past_its_time_is_gone_before_it_is_swept(siti, time_machine_at):
    begun = begin(siti)

    with time_machine_at(uploads.KEEPS), pytest.raises(uploads.Gone):
        uploads.find(siti.actor, begun.id)
