"""Where a bench plays: a folder, and a database server of its own where PostgreSQL is measured."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.machine import ROOT, THREADS, environment, free_port, gunicorn, processor_seconds, running

DEBIANS = "usr/lib/postgresql"
"""Where Debian keeps the programs that are not on the path."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are measured against each other: where it answers, and whose processor time is its own."""

    address: str
    roots: tuple[int, ...]

    def seconds(self) -> float:
        """Processor time so far, of all its processes and of its database's."""
        return processor_seconds(*self.roots)


@dataclass(frozen=True, slots=True)
class Stage:
    """``server``: the address of PostgreSQL and the id of its first process; none where SQLite is measured."""

    folder: Path
    server: tuple[str, int] | None

    @property
    def name(self) -> str:
        return "SQLite" if self.server is None else "PostgreSQL"

    def database(self, name: str) -> str:
        """The URL of an empty database."""
        if self.server is None:
            return f"sqlite:///{self.folder}/{name}.sqlite3"
        subprocess.run([*_program("psql"), f"{self.server[0]}/postgres", "-qc", f"CREATE DATABASE {name}"], check=True)
        return f"{self.server[0]}/{name}"

    def count(self, *databases: str) -> None:
        """Lets PostgreSQL count what the tables hold, as it does by itself within a minute; the old plans go."""
        for database in databases if self.server else ():
            subprocess.run([*_program("psql"), database, "-qc", "ANALYZE"], check=True)

    def world(self, database: str) -> dict[str, str]:
        """The environment of the product on this database."""
        data = self.folder / database.rsplit("/", 1)[1].removesuffix(".sqlite3")
        (data / "static").mkdir(parents=True, exist_ok=True)
        common = {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "bench", "LOG_LEVEL": "ERROR"}
        return {**common, "DATA_DIR": str(data), "DATABASE_URL": database}

    @contextmanager
    def serve(self, app: str, world: dict[str, str], *, threads: int = THREADS) -> Iterator[Side]:
        """The application behind gunicorn."""
        with gunicorn(app, world, threads=threads) as (address, pid):
            yield self.side(address, pid)

    def side(self, address: str, pid: int) -> Side:
        """A process and this stage's database server."""
        return Side(address, (pid,) if self.server is None else (pid, self.server[1]))


def run(world: dict[str, str], *words: str) -> str:
    """Runs Python to its end; answers what it printed."""
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment(world), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout.strip()


def prepare(world: dict[str, str], *, villages: int) -> None:
    """An empty database with this many villages, each with a person who records."""
    run(world, "manage.py", "migrate", "--verbosity", "0")
    run(world, "manage.py", "shell", "--verbosity", "0", "--command", f"from bench.seed import seed; seed({villages})")


@contextmanager
def stage(*, postgres: bool) -> Iterator[Stage]:
    """A fresh stage, struck afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rembuk-bench-"))
    try:
        if not postgres:
            yield Stage(folder, None)
            return
        with cluster() as server:
            yield Stage(folder, server)
    finally:
        shutil.rmtree(folder)


@contextmanager
def cluster() -> Iterator[tuple[str, int]]:
    """A PostgreSQL of one's own with the settings that it comes with; yields its address and its first process's id."""
    folder, port = Path(tempfile.mkdtemp(prefix="rembuk-bench-pg-")), free_port()
    as_whom = _as_postgres()
    if as_whom:
        shutil.chown(folder, as_whom["user"], as_whom["group"])
    data = folder / "data"
    words = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync"]
    try:
        subprocess.run([*_program("initdb"), *words], check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_whom)
        command = [*_program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
        command += ["-c", "log_min_messages=fatal"]  # its checkpoints would bury the table
        with running(command, port=port, world={}, stop=signal.SIGINT, **as_whom) as pid:
            _await_answers(port)
            yield f"postgres://postgres@127.0.0.1:{port}", pid
    finally:
        shutil.rmtree(folder)


def _await_answers(port: int) -> None:
    """It listens a moment before it lets anybody in."""
    for _time in range(100):
        if (
            subprocess.run(
                [*_program("pg_isready"), "-q", "-U", "postgres", "-d", "postgres", "-h", "127.0.0.1", "-p", str(port)],
                check=False,
            ).returncode
            == 0
        ):
            return
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL does not let anybody in")


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _program(name: str) -> list[str]:
    newest_first = sorted(Path("/", DEBIANS).glob("*/bin"), reverse=True)
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, newest_first)]))
    if found is None:
        sys.exit(f"{name} is missing: install PostgreSQL's server (Debian: postgresql).")
    return [found]
