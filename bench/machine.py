"""Processes of one's own, and the processor time that they take."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS, THREADS = 2, 4
"""As few threads as an exchange needs, for us and for every peer; ``docs/operations.md`` has more for a crowd."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(world: dict[str, str]) -> dict[str, str]:
    """This process's environment with a server's own beside it."""
    return {**os.environ, **world}


@contextmanager
def running(
    command: list[str], *, port: int, world: dict[str, str], stop: int = signal.SIGTERM, **whom: Any
) -> Iterator[int]:
    """A process that listens on ``port`` once it is ready; yields its id and ends it. ``whom``: its account."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment(world), stdout=subprocess.DEVNULL, **whom)
    try:
        _await(process, port)
        yield process.pid
    finally:
        process.send_signal(stop)
        process.wait(30)


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"{process.args!r} does not listen")


@contextmanager
def gunicorn(
    app: str, world: dict[str, str], *, workers: int = WORKERS, threads: int = THREADS
) -> Iterator[tuple[str, int]]:
    """A WSGI application served; yields its address and the id of gunicorn's first process."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
    with running([*command, "--keep-alive", "75"], port=port, world=world) as pid:
        yield f"http://127.0.0.1:{port}", pid


def processor_seconds(*roots: int) -> float:
    """What these processes and all below them have used so far, the ones that ended with them included."""
    children, used = defaultdict(list), {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent, seconds = _stat(entry)
            except OSError:  # it ended meanwhile; its parent has its time
                continue
            children[parent].append(int(entry.name))
            used[int(entry.name)] = seconds
    waiting, total = list(roots), 0.0
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0.0)
        waiting += children[pid]
    return total


def _stat(entry: Path) -> tuple[int, float]:
    fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
    reaped = sum(map(int, fields[13:15])) / TICKS
    return int(fields[1]), reaped + time.clock_gettime(_clock(int(entry.name)))


def _clock(pid: int) -> int:
    """The processor time of another process to the nanosecond, as clock_getcpuclockid(3) names it on Linux."""
    return (~pid << 3) | 2


def below(root: int) -> list[int]:
    """The ids of a process and of all below it."""
    found = [root]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found
