"""How often a push waits for the disk: ``python -m bench.fsyncs [postgres]``. strace counts, on every process."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.exchange import signed_in
from bench.figures import Figure, main
from bench.machine import below
from bench.stage import Side, Stage, prepare, run

PUSHES, PATIENCE = 20, 30
SINCE_YESTERDAY = (
    "from datetime import timedelta; from django.db.models import F; from sync.models import Device;"
    " Device.objects.update(seen_at=None, expiry=F('expiry') - timedelta(days=2))"
)
"""Makes the phone one that was last there some days ago, which the server notes too."""


@contextmanager
def watched(side: Side, log: Path) -> Iterator[None]:
    """Every wait for the disk of these processes and of those that they start is a line of ``log``."""
    strace = shutil.which("strace")
    if strace is None:
        sys.exit("strace is missing (Debian: strace); without it nobody knows how often the disk is waited for.")
    roots = [word for root in side.roots for pid in below(root) for word in ("-p", str(pid))]
    calls = "trace=fsync,fdatasync,sync_file_range,msync"
    with subprocess.Popen([strace, "-f", "-o", log, "-e", calls, *roots], stderr=subprocess.PIPE, text=True) as tracer:
        if tracer.stderr is None:
            raise RuntimeError("strace says nothing")
        for line in tracer.stderr:
            if "attached" in line:
                break
        yield
        tracer.send_signal(signal.SIGINT)


def measure(stage: Stage) -> list[Figure]:
    """The middle one of 20 pushes, and all of them: now and then SQLite writes its log back into the database."""
    world = stage.world(stage.database("synced"))
    prepare(world, villages=1)
    log = stage.folder / "strace"
    counts = []
    with stage.serve("backend.wsgi", world) as ours:
        (phone,) = signed_in(ours.address, range(1))
        phone.push(0)
        with watched(ours, log):
            for number in range(1, PUSHES + 1):
                run(world, "manage.py", "shell", "--command", SINCE_YESTERDAY)
                before = _lines(log)
                phone.push(number)
                counts.append(_lines(log) - before)
    name = "waits for the disk in a push"
    return [
        Figure(f"{name}, of a phone that was away for days", median(counts), goal=1, unit=""),
        Figure(f"{name}, the mean, with what SQLite or PostgreSQL tidies up", sum(counts) / PUSHES, unit=""),
    ]


def _lines(log: Path) -> int:
    """Counted once it is quiet: strace writes a little later than what it saw."""
    found, until = -1, time.monotonic() + PATIENCE
    while time.monotonic() < until:
        now = log.read_text().count("sync(") if log.exists() else 0
        if now == found:
            break
        found = now
        time.sleep(0.2)
    return found


if __name__ == "__main__":
    main(measure)
