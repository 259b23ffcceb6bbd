"""PostgreSQL goes back to a moment before a mistake, as docs/operations.md says, and phones send what it forgot."""

import os
import pwd
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.cluster import USER, Cluster
from tests.faults.line import Pusher
from tests.faults.place import fill, manage
from tests.faults.server import Server

pytestmark = pytest.mark.slow  # real servers, real time

PEOPLE = 4


@pytest.fixture
def folder():
    """A folder that PostgreSQL's own user may reach, with one for the log that is kept."""
    with TemporaryDirectory(prefix="rembuk-pitr-", ignore_cleanup_errors=True) as found:
        for path in (Path(found), Path(found, "first"), Path(found, "kept"), Path(found, "second")):
            path.mkdir(exist_ok=True)
            if os.geteuid() == 0:
                owner = pwd.getpwnam(USER)
                os.chown(path, owner.pw_uid, owner.pw_gid)
        yield Path(found)


def counted(address):
    script = "from sync.models import LedgerEntry; print(LedgerEntry.objects.count())"
    return int(manage(address, "shell", "--no-imports", "-c", script).stdout)


def test_back_to_a_moment_and_the_phones_catch_up(folder):
    first = Cluster(folder / "first")
    first.keep_log_in(folder / "kept")
    first.start()
    try:
        fill(first.address, PEOPLE)
        first.copy_to(folder / "second" / "data")
        server = Server(first.address, folder / "gunicorn.log")
        server.start()
        phones = [Pusher(server.address, f"p{number}") for number in range(PEOPLE)]
        assert {phone.sign_in().status for phone in phones} == {200}
        assert [phone.push() for phone in phones for _turn in range(3)] == [True] * 12
        first.say("SELECT pg_create_restore_point('before_the_mistake')")
        assert [phone.push() for phone in phones for _turn in range(2)] == [True] * 8
        first.say("SELECT pg_switch_wal()")
        server.stop()
    finally:
        first.end()
    shutil.rmtree(first.folder)

    second = Cluster.restored(folder / "second", log=folder / "kept", until="before_the_mistake")
    second.start()
    try:
        assert counted(second.address) == 12
        verified = manage(second.address, "verify_ledger")
        assert verified.returncode == 0, verified.stdout
        assert manage(second.address, "new_epoch").returncode == 0
        server = Server(second.address, folder / "gunicorn.log")
        server.start()
        for phone in phones:
            phone.address = server.address
        forgotten = [phone.start_again() for phone in phones]
        server.stop()

        assert forgotten == [2] * PEOPLE
        assert counted(second.address) == 20
        verified = manage(second.address, "verify_ledger")
        assert verified.returncode == 0, verified.stdout
    finally:
        second.stop()
