"""The product's processes, to be killed and brought back: gunicorn, Celery with beat, Redis, and PostgreSQL."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from celery import Celery

from bench.machine import ROOT, below, environment, free_port
from tests.faults.cluster import Cluster
from tests.faults.place import fill

PATIENCE = 120.0
THREADS = 16


@dataclass
class Process:
    """A process with all that it starts, in a group of its own."""

    command: list[str]
    world: dict[str, str]
    log: Path
    running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it; does not wait until it is ready."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env=environment(self.world), stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """kill -9 of all of it."""
        if self.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def kill_a_child(self, dice: random.Random) -> None:
        """kill -9 of one that it started, which it is to replace by itself."""
        if self.running is not None and (children := below(self.running.pid)[1:]):
            os.kill(dice.choice(children), signal.SIGKILL)


@dataclass
class Country:
    """Everything that runs, and how each part is killed and brought back."""

    folder: Path
    database: str
    cluster: Cluster | None
    address: str = ""
    web: Process = field(init=False)
    worker: Process = field(init=False)
    broker: Process = field(init=False)
    redis: str = field(init=False)

    def __post_init__(self) -> None:
        web, redis = free_port(), free_port()
        self.address, self.redis = f"http://127.0.0.1:{web}", f"redis://127.0.0.1:{redis}"
        world = {
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DEBUG": "1",
            "CACHE_URL": f"{self.redis}/1",
            "CELERY_BROKER_URL": f"{self.redis}/0",
        }
        gunicorn = ["gunicorn", "backend.wsgi:application", "--bind", f"127.0.0.1:{web}", "--worker-class", "gthread"]
        celery = ["celery", "-A", "backend.celery", "worker", "--beat", "--schedule", str(self.folder / "beat")]
        here = [sys.executable, "-m"]
        server = shutil.which("redis-server") or sys.exit("redis-server is missing (Debian: redis-server).")
        keeping = ["--dir", str(self.folder), "--appendonly", "yes", "--save", ""]
        self.web = self._process("web", [*here, *gunicorn, "--workers", "2", "--threads", str(THREADS)], world)
        self.worker = self._process("worker", [*here, *celery, "--concurrency", "2", "--loglevel", "warning"], world)
        self.broker = self._process("broker", [server, "--port", str(redis), "--bind", "127.0.0.1", *keeping], {})

    def _process(self, name: str, command: list[str], world: dict[str, str]) -> Process:
        return Process(command, world, self.folder / f"{name}.log")

    def start(self) -> None:
        """Starts all but the database and waits until all answer."""
        for one in (self.broker, self.web, self.worker):
            one.start()
        for back in (self.broker_answers, self.web_answers, self.worker_answers):
            waited(back)

    def stop(self) -> None:
        """Ends all but the database."""
        for one in (self.worker, self.web, self.broker):
            one.kill()

    def web_answers(self) -> bool:
        """The web server and the database behind it."""
        with suppress(OSError, HTTPException), urlopen(f"{self.address}/readyz", timeout=5) as found:  # noqa: S310
            return bool(found.status == HTTPStatus.OK)
        return False

    def broker_answers(self) -> bool:
        """Redis takes commands."""
        program = shutil.which("redis-cli") or sys.exit("redis-cli is missing (Debian: redis-tools).")
        done = subprocess.run([program, "-u", self.redis, "ping"], capture_output=True, text=True, check=False)
        return done.stdout.strip() == "PONG"

    def worker_answers(self) -> bool:
        """The worker takes what is sent over the broker."""
        with Celery(broker=f"{self.redis}/0") as app, suppress(Exception):
            return bool(app.control.ping(timeout=0.5))
        return False

    def victims(self, dice: random.Random) -> dict[str, tuple[Callable[[], None], Callable[[], bool]]]:
        """By name: how it is killed and started again, and how one sees that it is back."""

        def again(what: Process | Cluster) -> Callable[[], None]:
            def kill_and_start() -> None:
                what.kill()
                what.start()

            return kill_and_start

        found = {
            "web": (again(self.web), self.web_answers),
            "a web worker": (lambda: self.web.kill_a_child(dice), self.web_answers),
            "worker": (again(self.worker), self.worker_answers),
            "broker": (again(self.broker), lambda: self.broker_answers() and self.worker_answers()),
        }
        if self.cluster is not None:
            found["database"] = (again(self.cluster), self.web_answers)
        return found


def waited(back: Callable[[], bool]) -> float:
    """Seconds until it is so; raises ``TimeoutError``."""
    began = time.monotonic()
    while not back():
        if time.monotonic() > began + PATIENCE:
            raise TimeoutError(back)
        time.sleep(0.1)
    return time.monotonic() - began


@contextmanager
def country(*, people: int, postgres: bool) -> Iterator[Country]:
    """Everything running, on a database of its own, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rembuk-chaos-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "pg").mkdir()
        place.chmod(0o755)  # PostgreSQL runs as a user of its own
        cluster = Cluster(place / "pg") if postgres else None
        if cluster is not None:
            cluster.start()
        found = Country(place, cluster.address if cluster else f"sqlite:///{place / 'rembuk.sqlite3'}", cluster)
        try:
            fill(found.database, people)
            found.start()
            yield found
        finally:
            found.stop()
            if cluster is not None:
                cluster.stop()
