"""What the overview of money costs: ``python -m bench.money [postgres]``.

A kabupaten of 1,000 villages with 60 activities each, among four such kabupaten and two years; every activity with its
sources and two or three reports. Processor time of a look, queries and arithmetic together, in one process.
"""

import json

from bench.figures import Figure, main
from bench.stage import Stage, run

GOAL = 300
SIZE = "1,000 villages x 60"
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
        Figure(f"money: the sums of {SIZE} activities", sums, goal=GOAL),
        Figure("money: the officer's page of them, every village a row", page, goal=GOAL),
        Figure("money: the same as CSV", file),
        Figure("money: one village's page, plan against reality", village, goal=GOAL),
        Figure("money: reckoning a village ahead, two years", a_village),
    ]


def _inside(world: dict[str, str], name: str) -> list[float]:
    said = run(world, *SHELL, f"from bench.villages_money import {name}; {name}()").splitlines()
    return list(json.loads(said[-1])) if said else []


if __name__ == "__main__":
    main(measure)
