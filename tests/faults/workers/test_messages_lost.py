"""Nothing rests on a message: broker gone or emptied, worker killed: texts are taken, boards answer, work is done."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress

import psycopg
import pytest

from tests.faults.conftest import on_postgresql
from tests.faults.line import Pusher
from tests.faults.place import ROOT, around
from tests.faults.server import Server
from tests.faults.workers.brokers import QUEUES, Rabbit, Redis, wait_until

pytestmark = pytest.mark.slow  # real brokers, workers and servers

CAUGHT_UP_WITHIN = 60
"""With sweeps every 2 s; theirs are 60 s at most, so that it is less than 5 minutes on a server."""
ANSWERS_WITHIN = 10


class Worker:
    """A worker with beat, as the units start them, in a process group of its own."""

    def __init__(self, world, folder, prefix):
        self.world, self.folder, self.prefix = world, folder, prefix
        self.process = None

    def start(self):
        queues = ",".join(f"{self.prefix}{name}" for name in QUEUES)
        said = ["--beat", "--schedule", str(self.folder / "beat"), "--queues", queues, "--concurrency", "1"]
        command = [sys.executable, "-m", "celery", "-A", "backend.celery", "worker", "--without-mingle", *said]
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.world}, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture(params=[Redis, Rabbit], ids=["redis", "rabbitmq"])
def broker(request, tmp_path):
    found = request.param(tmp_path)
    yield found
    found.close()


@pytest.fixture
def world(broker, database, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    return {
        **around(database),
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.faults.workers.hurried",
        "CELERY_BROKER_URL": broker.url,
        "TEST_QUEUES": broker.prefix,
        "METRICS_FROM": "127.0.0.1",
    }


@pytest.fixture
def server(database, world, tmp_path):
    found = Server(database, tmp_path / "gunicorn.log", world)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def worker(world, broker, tmp_path):
    found = Worker(world, tmp_path, broker.prefix)
    found.start()
    yield found
    found.kill()


def rows(database, sql):
    if on_postgresql():
        with psycopg.connect(database) as connection:
            return connection.execute(sql).fetchall()
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=30)) as connection:
        return connection.execute(sql).fetchall()


def test_what_was_handed_in_is_looked_over_whatever_becomes_of_the_messages(database, broker, server, worker):
    siti = Pusher(server.address, "p0")
    siti.sign_in()

    def looked_over():
        found = rows(database, "SELECT subject_key FROM villages_checkrun")
        return {str(key).replace("-", "") for (key,) in found}

    def hand_in():
        change = siti.draft(status="submitted")
        begun = time.monotonic()
        assert siti.send([change]).status == 200
        assert time.monotonic() - begun < ANSWERS_WITHIN
        with urllib.request.urlopen(server.address + "/", timeout=ANSWERS_WITHIN) as board:
            assert board.status == 200
        return change["record"].replace("-", "")

    def caught_up(*meetings):
        wait_until(lambda: set(meetings) <= looked_over(), f"not caught up on {broker.url}", CAUGHT_UP_WITHIN)

    first = hand_in()
    caught_up(first)

    def figure(name):
        with urllib.request.urlopen(server.address + "/metrics", timeout=ANSWERS_WITHIN) as told:
            return next(float(line.split()[1]) for line in told.read().decode().splitlines() if line.startswith(name))

    assert figure("rembuk_broker_up ") == 1
    broker.get_lost()
    amid = [hand_in(), hand_in()]
    assert not set(amid) & looked_over()
    assert figure("rembuk_broker_up ") == 0
    broker.come_back()
    caught_up(*amid)

    worker.kill()
    unserved = hand_in()
    wait_until(lambda: figure(f'rembuk_queue_length{{queue="{broker.prefix}checks"}}') >= 1, "no message waits")
    broker.forget_all()
    worker.start()
    caught_up(unserved)

    assert siti.lost() == []
    noted = dict(rows(database, "SELECT name, failure FROM sync_sweeprun"))
    assert noted["meetings.tasks.sweep_checks"] == noted["meetings.tasks.sweep_photos"] == ""
