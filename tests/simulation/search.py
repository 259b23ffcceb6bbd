"""Plays seeds in several processes, each with a world of its own, until one breaks a promise."""

import multiprocessing
import os
import queue
import traceback
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.simulation import stage

CHUNK = 10
PATIENCE = 20
"""Seconds for a process to come to its end and take its database away."""

LOOK_EVERY = 5
"""Seconds without news after which it is looked whether the processes still live."""


@dataclass(frozen=True)
class Played:
    """A seed and what it broke, if anything."""

    seed: int
    digest: str
    broken: str = ""


def play(seed: int, *, aloud: bool = False) -> Played:
    """Plays one seed in this process's world."""
    from tests.simulation.run import Run  # noqa: PLC0415 -- Django must be set up first

    run = Run(seed, _world())
    try:
        run.play()
    except Exception as wrong:
        where = "" if isinstance(wrong, AssertionError) else traceback.format_exc()
        return Played(seed, run.trace.digest, f"{where}{wrong}" or type(wrong).__name__)
    finally:
        if aloud:
            print("\n".join(run.trace.lines))  # noqa: T201 -- this is what was asked for
    return Played(seed, run.trace.digest)


@cache
def _world() -> Any:
    from tests.simulation.world import build  # noqa: PLC0415

    return build()


def work(number: int, todo, done, enough) -> None:
    """One process: takes chunks of seeds until there are none, or until there is enough."""
    stage.prepare()
    from tests.simulation.world import toy_kinds  # noqa: PLC0415

    with stage.fresh_database(f"{os.getpid()}_{number}"), toy_kinds():
        while (first := todo.get()) is not None:
            for seed in first:
                if not enough.is_set():
                    done.put(play(seed))


def search(seeds: range, jobs: int, tick=lambda: None) -> Played | None:
    """The first seed found to break a promise; stops there."""
    context = multiprocessing.get_context("spawn")
    todo, done, enough = context.Queue(), context.Queue(), context.Event()
    for first in range(seeds.start, seeds.stop, CHUNK):
        todo.put(range(first, min(first + CHUNK, seeds.stop)))
    workers = [context.Process(target=work, args=(number, todo, done, enough), daemon=True) for number in range(jobs)]
    for worker in workers:
        todo.put(None)
        worker.start()
    try:
        for _ in seeds:
            played = _next(done, workers)
            if played.broken:
                return played
            tick()
        return None
    finally:
        enough.set()
        for worker in workers:
            worker.join(PATIENCE)
            worker.terminate()


def _next(done: Any, workers: list[Any]) -> Played:
    """The next seed that was played; raises ``RuntimeError`` where a process died."""
    while True:
        try:
            played: Played = done.get(timeout=LOOK_EVERY)
        except queue.Empty:
            if any(worker.exitcode for worker in workers):
                raise RuntimeError("a process of the search died; its last words stand above") from None
        else:
            return played
