"""A push over PostgreSQL's COPY of the same rows: ``python -m bench.copying [postgres]``.

Counted on COPY's side: the database's processes and the client's. A push on SQLite is held against the same COPY.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench.exchange import PHONES, signed_in, together
from bench.figures import Figure, Turn, compare, main
from bench.machine import ROOT, environment
from bench.stage import Side, Stage, cluster, prepare

ROUNDS, KEPT, GOAL = 10, 3, 6


@contextmanager
def copier(database: str) -> Iterator["subprocess.Popen[str]"]:
    """The peer, ready."""
    command = [sys.executable, "-m", "bench.peers.copy"]
    world = environment({"BENCH_DATABASE": database})
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=world, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.communicate()


def copy(process: "subprocess.Popen[str]", times: int) -> None:
    """Waits until so many musdes are copied."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the peer has no pipes")
    process.stdin.write(f"{times}\n")
    process.stdin.flush()
    if process.stdout.readline() != "done\n":
        raise RuntimeError("the peer failed")


def measure(stage: Stage) -> list[Figure]:
    """20 phones at once on our side; one copier that never waits on the other."""
    with ExitStack() as both:
        beside = stage if stage.server else Stage(stage.folder, both.enter_context(cluster()))
        world, copied_world = stage.world(stage.database("pushed")), beside.world(beside.database("copied"))
        _fill(beside, copied_world)
        prepare(world, villages=PHONES)
        ours = both.enter_context(stage.serve("backend.wsgi", world))
        process = both.enter_context(copier(copied_world["DATABASE_URL"]))
        phones = signed_in(ours.address, range(PHONES))
        peer: Side = beside.side("", process.pid)

        def push(number: int) -> None:
            together(lambda place: phones[place].push(1000 * number + place))

        def copied(_number: int) -> None:
            copy(process, PHONES)

        push(900)
        stage.count(world["DATABASE_URL"])
        turns = Turn(ours, push, PHONES), Turn(peer, copied, PHONES)
        return [compare("the same push over PostgreSQL's COPY of the same rows", *turns, rounds=ROUNDS, goal=GOAL)]


def _fill(stage: Stage, world: dict[str, str]) -> None:
    """Pushes some musdes, so that there are rows to copy."""
    prepare(world, villages=PHONES)
    with stage.serve("backend.wsgi", world) as filled:
        phones = signed_in(filled.address, range(PHONES))
        for number in range(KEPT * PHONES):
            phones[number % PHONES].push(900_000 + number)


if __name__ == "__main__":
    main(measure)
