"""A backup while phones send, and its return: into a new folder or over a database; phones send what it forgot."""

import hashlib
import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.faults.conftest import PHONES
from tests.faults.line import Pusher, all_at_once
from tests.faults.place import fill, manage
from tests.faults.server import Server
from tests.sync.tus_client import Wire

pytestmark = pytest.mark.slow  # real processes, real time

TRAFFIC = 6.0


class Place:
    """A server's folder of data, with its processes."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.database = data / "rembuk.sqlite3"
        self.address = f"sqlite:///{self.database}"
        self.world = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "tests.faults.own_folder"}
        self.server = Server(self.address, data.with_name(f"{data.name}.log"), self.world)

    def manage(self, *command: str):
        return manage(self.address, *command, world=self.world)

    def manages(self, *command: str) -> str:
        done = self.manage(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.database)) as opened:
            return opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608


@pytest.fixture
def place(tmp_path):
    """Starts a place under a name; its server is stopped after the test."""
    made = []

    def start(name):
        made.append(Place(tmp_path / name))
        made[-1].data.mkdir(exist_ok=True)
        return made[-1]

    yield start
    for one in made:
        one.server.stop()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A place with people in it."""
    found = Place(tmp_path_factory.mktemp("filled"))
    fill(found.address, PHONES, found.world)
    return found


@pytest.fixture
def first(filled, place):
    """A place with people in it whose server runs."""
    found = place("first")
    shutil.copytree(filled.data, found.data, dirs_exist_ok=True)
    found.server.start()
    return found


def phones_of(one, number=PHONES):
    found = [Pusher(one.server.address, f"p{number}") for number in range(number)]
    assert {phone.sign_in().status for phone in found} == {200}
    return found


def send_photo(phone, content):
    """From a second phone of the same person, which is signed in first."""
    return photographer(phone)(content)


def photographer(phone):
    wire = Wire(phone.address, phone.name, phone.village)

    def send(content):
        assert wire.create(content, content).status == 201
        return hashlib.sha256(content).hexdigest()

    return send


def manifest(folder):
    (found,) = folder.glob("2*/manifest.json")
    return json.loads(found.read_text())


def backed_up_amid_traffic(one, folder):
    """Phones push and send photographs while a backup is made, and go on after it; answers the phones."""
    phones = phones_of(one)
    photos, send = [], photographer(phones[0])
    end = time.monotonic() + TRAFFIC

    def send_photos():
        while time.monotonic() < end:
            photos.append(send(os.urandom(20_000)))

    def back_up():
        time.sleep(TRAFFIC / 3)
        one.manages("backup", str(folder))

    work = [send_photos, back_up, *[partial(phone.push_until, end) for phone in phones[1:]]]
    assert all_at_once(work) == []
    assert all(phone.push() for phone in phones)
    assert len(photos) > 5
    return phones


def test_a_backup_amid_traffic_comes_back_whole_and_the_phones_send_what_it_forgot(first, place, tmp_path):
    folder = tmp_path / "backups"
    phones = backed_up_amid_traffic(first, folder)
    first.server.stop()
    said = manifest(folder)

    second = place("second")
    told = second.manages("restore", str(folder))
    kept = second.count("sync_ledgerentry")
    second.server.start()
    for phone in phones:
        phone.address = second.server.address
    forgotten = sum(phone.start_again() for phone in phones)
    sent = sum(len(phone.acknowledged) for phone in phones)

    assert f"{kept} entri buku besar" in told
    assert said["rows"]["sync_ledgerentry"] == kept
    assert 0 < kept < sent
    assert forgotten == sent - kept
    assert second.count("sync_ledgerentry") == sent
    second.manages("verify_ledger")
    with closing(sqlite3.connect(second.database)) as opened:
        blobs = opened.execute("SELECT name, sha256 FROM sync_blob").fetchall()
    assert len(blobs) == said["rows"]["sync_blob"] > 0
    for name, sha256 in blobs:
        assert hashlib.sha256((second.data / "media" / name).read_bytes()).hexdigest() == sha256
    assert all(phone.push() for phone in phones)


def test_over_a_database_only_when_it_is_said_and_nobody_uses_it(first, tmp_path):
    folder = tmp_path / "backups"
    phone = phones_of(first, 1)[0]
    phone.push()
    first.manages("backup", str(folder))
    phone.push()

    refused = first.manage("restore", str(folder))
    running = first.manage("restore", str(folder), "--over")
    first.server.stop()
    before = first.count("sync_ledgerentry")
    told = first.manages("restore", str(folder), "--over")

    assert "--over" in refused.stderr
    assert "masih dipakai" in running.stderr
    assert (before, first.count("sync_ledgerentry")) == (2, 1)
    old = Path(told.split("Basis data lama: ")[1].splitlines()[0])
    with closing(sqlite3.connect(old)) as opened:
        assert opened.execute("SELECT count(*) FROM sync_ledgerentry").fetchone() == (2,)
    first.server.start()
    phone.address = first.server.address
    assert phone.start_again() == 1


def harmed(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_harmed_backup_changes_nothing(first, place, tmp_path):
    folder = tmp_path / "backups"
    phone = phones_of(first, 1)[0]
    phone.push()
    sha256 = send_photo(phone, b"bytes of a photograph")
    first.manages("backup", str(folder))
    first.server.stop()
    photo, one = f"files/{sha256[:2]}/{sha256}", next(folder.glob("2*")).name
    harms = {
        "a byte of a photograph": lambda copy: harmed(copy / photo),
        "a byte of the database": lambda copy: harmed(copy / one / "database.zst"),
        "a byte of the list": lambda copy: harmed(copy / one / "files.jsonl"),
        "a photograph is gone": lambda copy: (copy / photo).unlink(),
    }
    second = place("second")
    for number, (name, harm) in enumerate(harms.items()):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(folder, copy)
        harm(copy)
        refused = second.manage("restore", str(copy))

        assert refused.returncode == 1, name
        assert "tidak utuh" in refused.stderr, name
        assert "Traceback" not in refused.stderr
        assert [path for path in second.data.rglob("*") if path.is_file()] == [], name


def test_a_backup_without_a_photograph_that_is_named_is_none(first, tmp_path):
    folder = tmp_path / "backups"
    phone = phones_of(first, 1)[0]
    sha256 = send_photo(phone, b"bytes of a photograph")
    next((first.data / "media").rglob(sha256)).unlink()

    refused = first.manage("backup", str(folder))
    left = [path.name for path in folder.iterdir()]
    first.manages("backup", str(folder), "--despite-missing")

    assert (refused.returncode, sha256 in refused.stderr) == (1, True)
    assert set(left) <= {".lock", "files"}
    assert [name.rpartition("/")[2] for name in manifest(folder)["files"]["missing"]] == [sha256]


def test_a_second_backup_costs_what_is_new_and_old_ones_go(first, place, tmp_path):
    folder = tmp_path / "backups"
    phone = phones_of(first, 1)[0]
    kept = send_photo(phone, b"that stays" * 1000)
    gone = send_photo(phone, b"that goes" * 1000)
    first.manages("backup", str(folder))
    where = folder / "files" / kept[:2] / kept
    inode = where.stat().st_ino
    with closing(sqlite3.connect(first.database)) as opened, opened:
        opened.execute("DELETE FROM sync_blob WHERE sha256 = ?", [gone])
    next((first.data / "media").rglob(gone)).unlink()
    time.sleep(1.1)
    first.manages("backup", str(folder))
    both = sorted(path.name for path in folder.glob("2*"))
    same = where.stat().st_ino
    harmed(where)
    time.sleep(1.1)
    first.manages("backup", str(folder), "--keep", "1", "--check")

    assert len(both) == 2
    assert same == inode
    assert hashlib.sha256(where.read_bytes()).hexdigest() == kept
    assert len(list(folder.glob("2*"))) == 1
    assert [path.name for path in folder.glob("files/*/*")] == [kept]
    shutil.copytree(folder, tmp_path / "elsewhere")
    place("second").manages("restore", str(tmp_path / "elsewhere"))
