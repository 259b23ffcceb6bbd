"""What is counted of exchanges and files, for whoever watches the server. Labels are codes; never a person or a place.

Each process counts into a file of its own under ``PROMETHEUS_MULTIPROC_DIR``; ``backend.metrics`` adds them up.
"""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import OperationalError
from prometheus_client import Counter, Histogram

from backend.kernel.problems import Problem

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
OK, AWAY, BROKEN = "ok", "unavailable", "internal"

EXCHANGES = Counter("rembuk_exchanges", "Exchanges, by what became of the whole request", ["face", "result"])
CHANGES = Counter("rembuk_changes", "Changes that phones offered, by outcome", ["outcome"])
SECONDS_OF = Histogram("rembuk_exchange_seconds", "How long exchanges took", ["face"], buckets=SECONDS)
BYTES = Counter("rembuk_exchange_bytes", "Bytes of exchanges on the wire", ["face", "way"])
FILE_BYTES = Counter("rembuk_file_bytes", "Bytes of files that were taken in", ["face"])

EXCHANGE, RXDB, TUS = "exchange", "rxdb", "tus"


@contextmanager
def timed(face: str) -> Iterator[None]:
    """Counts what is done inside by its refusal's code, or as ``ok``."""
    begun, result = perf_counter(), BROKEN
    try:
        yield
        result = OK
    except Problem as refusal:
        result = refusal.code
        raise
    except OperationalError:
        result = AWAY
        raise
    finally:
        EXCHANGES.labels(face, result).inc()
        SECONDS_OF.labels(face).observe(perf_counter() - begun)


def wire(face: str, *, received: int, sent: int) -> None:
    """Counts the bytes of one exchange, packed as they came and went."""
    BYTES.labels(face, "in").inc(received)
    BYTES.labels(face, "out").inc(sent)


def outcomes(results: Sequence[Mapping[str, Any]]) -> None:
    """Counts what became of single changes; one that was answered before counts as ``replayed``."""
    told = Tally("replayed" if one.get("replayed") else one["outcome"] for one in results)
    for outcome, count in told.items():
        CHANGES.labels(outcome).inc(count)


def file_bytes(count: int) -> None:
    """Counts bytes of a file that are on disk."""
    FILE_BYTES.labels(TUS).inc(count)
