"""A database of its own, filled; and management commands on it, each in a process of its own."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]


World = dict[str, str]
"""Variables of the environment beyond those that every process gets."""


def manage(database: str, *command: str, world: World | None = None) -> subprocess.CompletedProcess[str]:
    """Runs ``manage.py`` on a database; answers how it ended, whatever that was."""
    world = {**os.environ, **around(database), **(world or {})}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=world, capture_output=True, text=True, check=False
    )


def around(database: str) -> World:
    """What a process of a test finds around itself."""
    return {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings", "DEBUG": "1"}


def fill(database: str, people: int = 8, world: World | None = None) -> None:
    """Migrates an empty database and settles people in it."""
    for command in (
        ("migrate", "--verbosity", "0"),
        ("shell", "-c", f"from tests.faults.seed import seed; seed({people})"),
    ):
        done = manage(database, *command, world=world)
        if done.returncode:
            raise RuntimeError(done.stderr)


def free_port() -> int:
    """A port that nobody listens on, below those that outgoing connections are given, so that none of them takes it."""
    for port in Random().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")
