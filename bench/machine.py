"""Servers of one's own, and the processor time that they and their database take."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(app: str, world: dict[str, str], *, threads: int = 4) -> Iterator[tuple[str, int]]:
    """gunicorn with one worker; yields its address and process id."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--threads", str(threads)]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env={**os.environ, **world})
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def _stat(pid: int) -> tuple[int, float]:
    text = Path(f"/proc/{pid}/stat").read_text()
    fields = text.rsplit(")", 1)[1].split()
    return int(fields[1]), (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / TICKS


def processor_seconds(pid: int, *, postgres: bool) -> float:
    """What the server's processes (and all of PostgreSQL's) have used so far."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent, used = _stat(int(entry.name))
            name = (entry / "comm").read_text().strip()
        except OSError:
            continue
        if int(entry.name) == pid or parent == pid or (postgres and name == "postgres"):
            total += used
    return total
