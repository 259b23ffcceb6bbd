"""What an exchange costs beside an ordinary DRF bulk endpoint: ``python -m bench.exchange [postgres]``.

Processor time of all server processes, the database's too, of one run; the ratios are the figures to quote.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.client import Phone, call, read
from bench.machine import ROOT, processor_seconds, served
from bench.workload import RECORDS, musdes

PHONES, ROUNDS, POLLS, SYNCED = 20, 4, 300, 30
SERVER = "postgres://postgres@127.0.0.1:5432"
Figures = dict[str, float]


def _run(world: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **world}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _cost(pid: int, *, postgres: bool, work: Callable[[], Any]) -> float:
    before = processor_seconds(pid, postgres=postgres)
    work()
    return (processor_seconds(pid, postgres=postgres) - before) * 1000


def _together(work: Callable[[int], Any]) -> None:
    with ThreadPoolExecutor(PHONES) as phones:
        list(phones.map(work, range(PHONES)))


def ours(world: dict[str, str], *, postgres: bool) -> Figures:
    """Our exchange: 20 phones in 20 villages push, poll, and one new phone reads 30 musdes."""
    _run(world, "manage.py", "migrate", "--verbosity", "0")
    _run(world, "manage.py", "shell", "--command", f"from bench.seed import seed; seed({PHONES + 1})")
    with served("backend.wsgi", world) as (address, pid):
        phones = [Phone(address, number) for number in range(PHONES)]
        reader = Phone(address, PHONES)
        for phone in [*phones, reader]:
            phone.sign_in()
        _together(lambda n: phones[n].push(n))
        push = _cost(
            pid,
            postgres=postgres,
            work=lambda: [_together(lambda n, r=r: phones[n].push(1000 * r + n)) for r in range(1, ROUNDS + 1)],
        )
        poll = _cost(pid, postgres=postgres, work=lambda: [phones[0].exchange([]) for _ in range(POLLS)])
        own = f"{address}/api/auth/devices"
        empty = _cost(pid, postgres=postgres, work=lambda: [call(own, phones[0].headers) for _ in range(POLLS)])
        for seed in range(SYNCED):
            reader.push(5000 + seed)
        sizes: list[int] = []
        first = _cost(pid, postgres=postgres, work=lambda: sizes.extend(_first_sync(reader)))
        idle = len(call(f"{address}/api/sync/v1/exchange", phones[0].headers, phones[0].request([])))
        wire = len(gzip.compress(json.dumps(phones[0].request(phones[0].changes(1))).encode()))
    return {
        "push": push / (PHONES * ROUNDS),
        "poll": poll / POLLS,
        "empty route": empty / POLLS,
        "first sync": first,
        "first sync, KB": sum(sizes) / 1024,
        "first sync, requests": len(sizes),
        "nothing new, bytes": idle,
        "musdes on the wire, KB": wire / 1024,
    }


def _first_sync(phone: Phone) -> list[int]:
    sizes, more = [], True
    phone.cursors = {}
    while more:
        data = call(f"{phone.address}/api/sync/v1/exchange", phone.headers, phone.request([]))
        answer = read(data)
        phone.cursors, more = answer["cursors"], answer["more"]
        sizes.append(len(data))
    return sizes


def peer(world: dict[str, str], *, postgres: bool) -> Figures:
    """The same 94 records into an ordinary DRF bulk endpoint, and 30 musdes out of it."""
    token = _run(world, "-m", "bench.peers.drf_bulk").split()[-1]
    headers = {"Authorization": f"Token {token}"}
    with served("bench.peers.drf_bulk", world) as (address, pid):

        def push(seed: int) -> None:
            body: dict[str, list[Any]] = defaultdict(list)
            for row in musdes(seed):
                body[row["kind"]].append({"id": row["record"], **row["set"]})
            call(f"{address}/bulk/", headers, body)

        _together(push)
        pushed = _cost(
            pid,
            postgres=postgres,
            work=lambda: [_together(lambda n, r=r: push(1000 * r + n)) for r in range(1, ROUNDS + 1)],
        )
        empty = _cost(pid, postgres=postgres, work=lambda: [call(f"{address}/empty/", headers) for _ in range(POLLS)])
        kept = PHONES * (ROUNDS + 1)
        read_all = _cost(pid, postgres=postgres, work=lambda: call(f"{address}/bulk/", headers))
    return {"push": pushed / (PHONES * ROUNDS), "empty route": empty / POLLS, "first sync": read_all * SYNCED / kept}


def _worlds(*, postgres: bool, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    ours_url, peer_url = f"sqlite:///{folder}/ours.sqlite3", f"sqlite:///{folder}/peer.sqlite3"
    if postgres:
        for name in ("bench_ours", "bench_peer"):
            subprocess.run(["dropdb", "-h", "127.0.0.1", "-U", "postgres", "--if-exists", name], check=True)
            subprocess.run(["createdb", "-h", "127.0.0.1", "-U", "postgres", name], check=True)
        ours_url, peer_url = f"{SERVER}/bench_ours", f"{SERVER}/bench_peer"
    common = {"DATA_DIR": str(folder), "DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "bench", "LOG_LEVEL": "ERROR"}
    return {**common, "DATABASE_URL": ours_url}, {**common, "BENCH_DATABASE": peer_url}


def main() -> None:
    """Measures both and prints the table."""
    postgres = "postgres" in sys.argv[1:]
    folder = Path(tempfile.mkdtemp(prefix="rembuk-bench-"))
    try:
        world, peer_world = _worlds(postgres=postgres, folder=folder)
        mine, theirs = ours(world, postgres=postgres), peer(peer_world, postgres=postgres)
    finally:
        shutil.rmtree(folder)
    title = f"{'PostgreSQL' if postgres else 'SQLite'}, {RECORDS} records a musdes"
    table = Table("figure", "ours", "peer", "ratio", title=title)
    rows = [
        ("push of one musdes, ms CPU", mine["push"], theirs["push"]),
        (f"first sync of {SYNCED} musdes, ms CPU", mine["first sync"], theirs["first sync"]),
        ("nothing-new exchange over our empty route, ms CPU", mine["poll"], mine["empty route"]),
        ("nothing-new exchange over DRF's empty route, ms CPU", mine["poll"], theirs["empty route"]),
    ]
    for name, one, other in rows:
        table.add_row(name, f"{one:.1f}", f"{other:.1f}", f"{one / other:.2f}")
    for name in ("first sync, KB", "first sync, requests", "nothing new, bytes", "musdes on the wire, KB"):
        table.add_row(name, f"{mine[name]:.1f}", "", "")
    Console().print(table)


if __name__ == "__main__":
    main()
