"""A full disk, or a database that somebody holds: a problem to wait for, nothing half, and a sound database after."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from backend.settings.core import SQLITE_OPTIONS
from tests.faults.line import Pusher, all_at_once
from tests.faults.place import manage
from tests.faults.server import Server

pytestmark = pytest.mark.slow  # real servers, real time

ROOM = 300 * 1024
"""What is left on the disk at first: enough for some meetings and not for many."""


@pytest.fixture
def server(tmp_path):
    """Starts gunicorn on a database address, and stops it after the test."""
    started = []

    def start(database):
        host = Server(database, tmp_path / "gunicorn.log")
        host.start()
        started.append(host)
        return host

    yield start
    for host in started:
        host.stop()


@contextmanager
def small_disk(folder, size) -> Iterator[bool]:
    """A file system of so many bytes, where this machine lets us mount one."""
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def with_pages(path, pages):
    """A database that may not grow over so many pages."""
    words = quote(f"{SQLITE_OPTIONS['init_command']} PRAGMA max_page_count={pages};", safe="")
    return f"sqlite:///{path}?init_command={words}"


def copied(database, folder):
    """A copy of a filled database in a folder; answers its path."""
    path = folder / "rembuk.sqlite3"
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as here, closing(sqlite3.connect(path)) as there:
        here.backup(there)
    return path


def fill_up(phone):
    """Pushes until the disk is full; answers the last answer, and whether anything else than 200 and 503 came."""
    told = None
    while told is None or told.status == 200:
        told = phone.send([phone.draft(place="x" * 200) for _number in range(50)])
        assert len(phone.acknowledged) < 20_000, "the disk never filled"
    return told


def is_sound(path):
    with closing(sqlite3.connect(path)) as database:
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_database_takes_nothing_half_and_goes_on_once_there_is_room(database, server, tmp_path):
    path = copied(database, tmp_path)
    pages = (path.stat().st_size + ROOM) // 4096
    phone = Pusher(server(with_pages(path, pages)).address, "p0")
    phone.sign_in()
    refused = fill_up(phone)
    kept = dict(phone.acknowledged)

    assert refused.is_a_refusal_to_wait_for, refused
    assert "tidak ada yang hilang" in refused.body["title"]
    assert phone.acknowledged == kept
    assert is_sound(path)

    roomy = Pusher(server(f"sqlite:///{path}").address, "p0", acknowledged=kept)
    roomy.sign_in()
    assert roomy.push()
    assert roomy.lost() == []
    verified = manage(f"sqlite:///{path}", "verify_ledger")
    assert verified.returncode == 0, verified.stdout


def test_a_full_disk_takes_nothing_half_either(database, server, tmp_path):
    """A real one, of one mebibyte more than the database; where none can be mounted, one of pages again."""
    (tmp_path / "disk").mkdir()
    size = Path(database.removeprefix("sqlite:///")).stat().st_size
    with small_disk(tmp_path / "disk", size + 1024 * 1024) as mounted:
        path = copied(database, tmp_path / "disk")
        address = f"sqlite:///{path}" if mounted else with_pages(path, (size + ROOM) // 4096)
        host = server(address)
        phone = Pusher(host.address, "p0")
        phone.sign_in()
        refused = fill_up(phone)
        host.stop()
        shutil.copytree(tmp_path / "disk", tmp_path / "larger")

    assert refused.is_a_refusal_to_wait_for, refused
    larger = tmp_path / "larger" / "rembuk.sqlite3"
    assert is_sound(larger)
    phone.address = server(f"sqlite:///{larger}").address
    assert phone.lost() == []
    verified = manage(f"sqlite:///{larger}", "verify_ledger")
    assert verified.returncode == 0, verified.stdout


def test_a_database_that_somebody_holds_too_long_is_busy_and_nothing_is_half(database, server, tmp_path):
    path = copied(database, tmp_path)
    phones = [Pusher(server(f"sqlite:///{path}?timeout=1").address, "p0")]
    phones.append(Pusher(phones[0].address, "p1"))
    for phone in phones:
        phone.sign_in()
    drafts = [phone.draft() for phone in phones]
    told = []
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        pairs = zip(phones, drafts, strict=True)
        assert all_at_once([lambda one=one, draft=draft: told.append(one.send([draft])) for one, draft in pairs]) == []
        holder.execute("ROLLBACK")
    after = [phone.send([draft]) for phone, draft in zip(phones, drafts, strict=True)]

    assert [answer.is_a_refusal_to_wait_for for answer in told] == [True, True]
    assert [answer.body["results"][0].get("replayed") for answer in after] == [None, None]
