"""Brokers that may be lost, come back and be emptied: a Redis of the test's own, and RabbitMQ behind a line of ours."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import redis
from kombu import Connection

from tests.faults.place import free_port
from tests.faults.wire import Wire

QUEUES = ("uploads", "documents", "checks", "mail", "boards")
PATIENCE = 20


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true, what: str, seconds: float = PATIENCE) -> float:
    """Waits until it is true; answers how long that took, raises ``TimeoutError``."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(what)
        time.sleep(0.1)
    return time.monotonic() - begun


class Redis:
    """A server that keeps nothing on disk: whenever it is lost, every message is."""

    prefix = ""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.come_back()

    def come_back(self) -> None:
        program = shutil.which("redis-server")
        assert program, "redis-server is needed beside the tests"
        said = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen([program, *said], cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_until(lambda: answers(self.port), "redis does not answer")

    def get_lost(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def forget_all(self) -> None:
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def close(self) -> None:
        self.get_lost()


class Rabbit:
    """The machine's RabbitMQ through a line that can be cut, with queues of the test's own."""

    def __init__(self, _folder: Path) -> None:
        self.prefix = f"test-{uuid4().hex[:8]}-"
        self.there = urlsplit(os.environ.get("TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672//"))
        self.wire = Wire((self.there.hostname or "127.0.0.1", self.there.port or 5672))
        self.url = f"amqp://{self.there.username}:{self.there.password}@127.0.0.1:{self.wire.port}//"

    def come_back(self) -> None:
        self.wire.mend()

    def get_lost(self) -> None:
        self.wire.cut()

    def _each_queue(self, what: str) -> None:
        with Connection(self.there.geturl()) as connection:
            for name in QUEUES:
                with suppress(*connection.channel_errors):
                    getattr(connection.channel(), what)(f"{self.prefix}{name}")

    def forget_all(self) -> None:
        self._each_queue("queue_purge")

    def close(self) -> None:
        self.get_lost()
        self._each_queue("queue_delete")
