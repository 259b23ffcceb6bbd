"""A real server in its own processes over a database of its own: gunicorn, which can be killed and started again."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.db import connection

from tests.simulation.line import Line

ROOT = Path(__file__).parents[2]
PATIENCE = 30
OPTIONS = ("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload")


class Host:
    """gunicorn with two workers of four threads over a lent database."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, lend_database(folder)
        self.log = folder / "gunicorn.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.master: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        env = {**os.environ, "DATABASE_URL": self.database, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "1"}
        bind = ("--bind", f"127.0.0.1:{self.port}")
        command = [sys.executable, "-m", "gunicorn", "backend.wsgi:application", *bind, *OPTIONS]
        with self.log.open("ab") as log:
            self.master = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        self.wait()

    def wait(self) -> None:
        """Waits until it answers; raises ``TimeoutError``."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if Line(self.port, 5).post("/api/auth/login", {}) is not None:
                return
            time.sleep(0.02)
        raise TimeoutError(f"gunicorn does not answer: {self.log.read_text()[-2000:]}")

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        assert self.master is not None
        listed = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return [int(one) for one in listed.split()]

    def kill_workers(self, most: int = 2) -> None:
        """``kill -9`` of so many workers at once; gunicorn starts other ones."""
        for one in self.workers()[:most]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def kill(self) -> None:
        """``kill -9`` of the whole server, all of its processes at once."""
        assert self.master is not None
        os.killpg(self.master.pid, signal.SIGKILL)
        self.master.wait()

    def stop(self) -> None:
        """Ends it in peace, and lets the tests see what it wrote."""
        if self.master is not None and self.master.poll() is None:
            self.master.terminate()
            self.master.wait(PATIENCE)
        self.show()

    def show(self) -> None:
        """Lets the tests see what the server has committed by now."""
        take_back(self.folder)


def lend_database(folder: Path) -> str:
    """The address of the tests' database for another process: PostgreSQL's own, or a copy of SQLite's in a file."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        place = f"{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
        return f"postgres://{settings['USER']}{secret}@{place}"
    connection.ensure_connection()
    with sqlite3.connect(folder / "lent.sqlite3") as file:
        connection.connection.backup(file)
    file.close()
    return f"sqlite:///{folder / 'lent.sqlite3'}"


def take_back(folder: Path) -> None:
    """Reads a lent SQLite file back, so that the tests see what the server wrote."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "lent.sqlite3") as file:
            file.backup(connection.connection)
        file.close()
