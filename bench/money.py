"""What the overview of money costs: ``python -m bench.money [postgres]``.

A kabupaten of 1,000 villages with 60 activities each, among four such kabupaten and two years; every activity with its
sources and two or three reports. A look is its queries and arithmetic together, in one process: its processor time and
the database's, and the same by the clock, which on a busy machine says more of the machine.
"""

import json

from bench.figures import Figure, main
from bench.stage import Stage, run

GOAL = 300
SIZE = "1,000 villages x 60"
Taken = tuple[float, float]
"""Milliseconds of processor time, and by the clock."""
SHELL = ("manage.py", "shell", "--verbosity", "0", "--command")


def measure(place: Stage) -> list[Figure]:
    """Fills a database, reckons the kabupaten, and times what an officer of it sees."""
    world = place.world(place.database("money"))
    world["BENCH_SERVER"] = "" if place.server is None else str(place.server[1])
    run(world, "manage.py", "migrate", "--verbosity", "0")
    run(world, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    _inside(world, "fill")
    (a_village,) = _inside(world, "reckon")
    place.count(world["DATABASE_URL"])
    sums, page, file, village = _inside(world, "look")
    return [
        *_both(f"money: the sums of {SIZE} activities", sums, GOAL),
        *_both("money: the officer's page of them, every village a row", page, GOAL),
        *_both("money: the same as CSV", file),
        *_both("money: one village's page, plan against reality", village, GOAL),
        *_both("money: reckoning a village ahead, two years", a_village),
    ]


def _both(name: str, taken: Taken, goal: float | None = None) -> tuple[Figure, Figure]:
    """One line of processor time and one by the clock."""
    worked, passed = taken
    return Figure(name, worked, goal=goal), Figure(f"{name}, by the clock", passed, goal=goal)


def _inside(world: dict[str, str], name: str) -> list[Taken]:
    said = run(world, *SHELL, f"from bench.villages_money import {name}; {name}()").splitlines()
    return [(worked, passed) for worked, passed in json.loads(said[-1])] if said else []


if __name__ == "__main__":
    main(measure)
