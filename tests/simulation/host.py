"""A real server in its own processes over a database of its own: gunicorn, which can be killed and started again."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE = 30


class Host:
    """gunicorn with two workers of four threads."""

    def __init__(self, database: str, log: Path) -> None:
        self.database, self.log = database, log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.master: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
        env = {**os.environ, "DATABASE_URL": self.database, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "1"}
        command = [sys.executable, "-m", "gunicorn", "backend.wsgi:application", *options]
        with self.log.open("ab") as log:
            self.master = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.address}/api/openapi.json", timeout=5).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"gunicorn does not answer; see {self.log}")

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        assert self.master is not None
        listed = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return [int(one) for one in listed.split()]

    def kill_a_worker(self) -> None:
        """``kill -9`` of one worker; gunicorn starts another one."""
        workers = self.workers()
        if workers:
            os.kill(workers[0], signal.SIGKILL)

    def kill(self) -> None:
        """``kill -9`` of the whole server."""
        if self.master is not None:
            for one in [self.master.pid, *self.workers()]:
                os.kill(one, signal.SIGKILL)
            self.master.wait()

    def stop(self) -> None:
        """Ends it in peace."""
        if self.master is not None and self.master.poll() is None:
            self.master.terminate()
            self.master.wait(PATIENCE)


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
