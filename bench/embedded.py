"""The embedded default, one process on SQLite: how soon it serves, and how much memory it holds after work.

``python -m bench.embedded``; the goals are 5 s and 300 MB.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.client import Phone
from bench.figures import Figure, main
from bench.machine import below, free_port, processor_seconds, running
from bench.stage import Stage, prepare

STARTS, MUSDES, SERVE_WITHIN, MEMORY = 5, 30, 5.0, 300.0
KB_A_MB = 1024
SERVER = (
    "gunicorn",
    "backend.wsgi:application",
    "--threads",
    "4",
    "--worker-class",
    "gthread",
    "--log-level",
    "warning",
)
"""As ``manage.py trial`` starts it."""
PAGES = ("/", "/healthz", "/readyz", "/petugas/masuk/", "/app/")


@contextmanager
def started(world: dict[str, str]) -> Iterator[tuple[str, int, float, float]]:
    """The server; its address, its first process, and the seconds to the first answer: by the clock, of processor."""
    port, began = free_port(), time.monotonic()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", *SERVER, "--bind", f"127.0.0.1:{port}"]
    with running(command, port=port, world=world) as pid:
        with urlopen(f"{address}/healthz", timeout=60) as answer:  # noqa: S310 -- our own server
            answer.read()
        yield address, pid, time.monotonic() - began, processor_seconds(pid)


def megabytes(root: int) -> float:
    """The memory of a process and all below it, what they share counted once (``Pss``)."""
    return sum(map(_proportional, below(root)))


def _proportional(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / KB_A_MB


def resident(root: int) -> float:
    """The same counted by each process (``VmRSS``): what they share counts as often as they are many."""
    found = 0.0
    for pid in below(root):
        status = Path(f"/proc/{pid}/status").read_text()
        found += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / KB_A_MB
    return found


def work(address: str) -> None:
    """A phone hands over thirty musdes, another reads them all; some pages are looked at."""
    phone = Phone(address, 0)
    phone.sign_in()
    for number in range(MUSDES):
        phone.push(number)
    phone.first_sync()
    for page in PAGES:
        with urlopen(f"{address}{page}", timeout=60) as answer:  # noqa: S310 -- our own server
            answer.read()


def measure(stage: Stage) -> list[Figure]:
    """Starts several times on a migrated database; the last one works. PostgreSQL has its memory for itself."""
    world = {**stage.world(stage.database("embedded")), "DEBUG": "1"}
    prepare(world, villages=1)
    seconds, worked = [], []
    for number in range(STARTS):
        with started(world) as (address, pid, took, processor):
            seconds.append(took)
            worked.append(processor)
            if number == STARTS - 1:
                work(address)
                shared, whole = megabytes(pid), resident(pid)
    return [
        Figure("start to serving, median of five", median(seconds), goal=SERVE_WITHIN, unit="s"),
        Figure("start to serving, slowest of five", max(seconds), goal=SERVE_WITHIN, unit="s"),
        Figure("of it processor time, median of five", median(worked), unit="s"),
        Figure("memory after thirty musdes, shared pages once", shared, goal=MEMORY, unit="MB"),
        Figure("memory after thirty musdes, by each process", whole, goal=MEMORY, unit="MB"),
    ]


if __name__ == "__main__":
    main(measure)
