"""A real server in a process of its own, on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30
SEED = ("shell", "--command", "from tests.browser.seed import seed; seed()")
DEMONSTRATION = ("demo",)


@contextmanager
def served(data: Path, filling: tuple[str, ...], **more: str) -> Iterator[str]:
    """The address of a server on SQLite in ``data``, filled by one management command; ``more`` of its environment."""
    world = {**os.environ, "DEBUG": "1", "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "backend.settings", **more}
    world.pop("DATABASE_URL", None)
    for command in (("migrate", "--verbosity", "0"), filling):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=world, check=True, capture_output=True)
    port = free_port()
    words = [
        "-m",
        "gunicorn",
        "backend.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=world)
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen) -> None:
    """Until it answers; raises where it ended or is not there in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
