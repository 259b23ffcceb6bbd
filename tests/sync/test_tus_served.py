"""Photographs over real sockets to a real server with two processes: at once, cut anywhere, killed in the middle."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from threading import Timer

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage

from backend import settings as product
from backend.kernel import clock
from bench.machine import below, gunicorn
from sync import uploads
from sync.models import Blob
from tests.simulation.host import lend_database, take_back
from tests.sync.tus_client import Wire

PATIENCE = 20
DATA = os.urandom(180_000)
CHUNK = 16 * 1024


@pytest.fixture
def as_in_service(settings):
    """Passwords as the product's own settings read them."""
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS


@pytest.fixture
def server(transactional_db, as_in_service, siti, dadang, tmp_path):
    """gunicorn with two workers on a copy of the test's database; yields its address and its first process."""
    (tmp_path / "static").mkdir()
    world = {"DATA_DIR": str(tmp_path), "DATABASE_URL": lend_database(tmp_path), "DEBUG": "0", "HTTPS": "0"}
    world |= {"SECRET_KEY": "uji", "LOG_LEVEL": "CRITICAL", "DJANGO_SETTINGS_MODULE": "backend.settings"}
    with gunicorn("backend.wsgi:application", world) as (address, pid):
        yield address, pid


@pytest.fixture
def wire(server, siti):
    return Wire(server[0], "siti", siti.village.pk)


@pytest.fixture
def kept(tmp_path, server):
    """What the server keeps: file names to bytes, and the half files beside them."""

    def look():
        take_back(tmp_path)
        store = FileSystemStorage(location=tmp_path / "media")
        whole = {}
        for name in Blob.objects.values_list("name", flat=True):
            with store.open(name) as file:
                whole[name] = file.read()
        on_disk = {path for path in (tmp_path / "media").rglob("*") if path.is_file()}
        assert on_disk == {Path(store.path(name)) for name in whole}
        return sorted(whole.values()), sorted(path.name for path in (tmp_path / "uploads").glob("*"))

    return look


def at_once(*works):
    with ThreadPoolExecutor(len(works)) as phones:
        return [future.result() for future in [phones.submit(work) for work in works]]


def wait_for(look, wanted):
    until = time.monotonic() + PATIENCE
    while (found := look()) != wanted and time.monotonic() < until:
        time.sleep(0.02)
    return found


def test_of_four_requests_for_one_upload_one_wins_and_the_file_is_whole(wire, kept):
    photos = [os.urandom(180_000) for _ in range(10)]
    for photo in photos:
        place = wire.create(photo).headers["location"]

        statuses = [reply.status for reply in at_once(*[partial(wire.patch, place, photo, 0)] * 4)]

        assert statuses.count(204) == 1, statuses
        assert set(statuses) <= {204, 409, 423}
        assert wire.head(place).offset == len(photo)
    assert kept() == (sorted(photos), [])


def test_of_four_different_chunks_for_one_place_one_counts(wire, kept):
    place = wire.create(DATA).headers["location"]
    first = [DATA[:70_000], *[os.urandom(size) for size in (50_000, 90_000)]]

    replies = at_once(*[partial(wire.patch, place, chunk, 0) for chunk in first])

    won = [reply for reply in replies if reply.status == 204]
    assert len(won) == 1
    assert {reply.status for reply in replies} <= {204, 409, 423}
    assert wire.head(place).offset == won[0].offset


def test_two_phones_that_send_the_same_photo_at_once_both_hear_that_it_is_there(server, wire, dadang, kept):
    other = Wire(server[0], "dadang", dadang.village.pk)
    photos = [os.urandom(180_000) for _ in range(10)]
    for photo in photos:
        replies = at_once(*[partial(phone.create, photo, photo) for phone in (wire, other, wire, other)])

        assert [(reply.status, reply.offset) for reply in replies] == [(201, len(photo))] * 4
    assert kept() == (sorted(photos), [])


def test_two_phones_that_send_the_same_photo_in_halves_both_get_it_through(server, wire, dadang, kept):
    phones = [wire, Wire(server[0], "dadang", dadang.village.pk)]
    places = [phone.create(DATA, DATA[:90_000]).headers["location"] for phone in phones]

    replies = at_once(
        *[partial(phone.patch, at, DATA[90_000:], 90_000) for phone, at in zip(phones, places, strict=True)]
    )

    assert [(reply.status, reply.offset) for reply in replies] == [(204, len(DATA))] * 2
    assert kept() == ([DATA], [])


def test_a_line_cut_at_any_byte_costs_no_byte_that_arrived(wire, kept):
    dice = Random(20)
    for _ in range(20):
        photo = os.urandom(60_000)
        place = wire.create(photo).headers["location"]
        cut = dice.randrange(1, len(photo))

        wire.cut(place, photo, 0, after=cut)
        arrived = wait_for(lambda place=place: wire.head(place).offset, cut)
        last = wire.patch(place, photo[arrived:], arrived)

        assert (arrived, last.status, last.offset) == (cut, 204, len(photo))
    assert len(kept()[0]) == 20


def test_a_killed_server_forgets_no_chunk_that_it_acknowledged(server, wire, kept, tmp_path, settings):
    place, told = wire.create(DATA).headers["location"], 0
    kill_at = [2 * CHUNK, 9 * CHUNK]
    while told < len(DATA):
        if kill_at and told >= kill_at[0]:
            kill_at.pop(0)
            _kill_soon(server[1])
        told = _next_chunk(wire, place, DATA, told)
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    with time_machine.travel(clock.now() + 2 * uploads.KEEPS, tick=False):
        uploads.sweep()  # a process that was killed while it finished the file may have left its own copy
    assert kept() == ([DATA], [])


def _kill_soon(master):
    """``kill -9`` of both workers while they are at work; gunicorn starts others."""
    workers = below(master)[1:]
    Timer(0.005, lambda: [os.kill(worker, signal.SIGKILL) for worker in workers]).start()


def _next_chunk(wire, place, photo, told):
    """Sends one chunk, asks again after a lost answer; how far the server is."""
    try:
        reply = wire.patch(place, photo[told : told + CHUNK], told)
        if reply.status == 204:
            return reply.offset
    except OSError:
        pass
    looked = _patiently(lambda: wire.head(place))
    assert looked.offset >= told
    return looked.offset


def _patiently(ask):
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)
