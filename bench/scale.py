"""A push into a country of 10,000 villages and a million entries, over one into an empty database.

``python -m bench.scale [postgres]``; the country takes a minute or two to fill.
"""

from collections.abc import Callable
from contextlib import ExitStack
from random import Random

from bench.client import Phone
from bench.exchange import PHONES, signed_in, together
from bench.figures import Figure, Turn, compare, main
from bench.stage import Stage, prepare, run
from bench.workload import RECORDS, Ids

VILLAGES, ENTRIES_EACH = 10_000, 100
ROUNDS, GOAL = 10, 1.15


def fill(stage: Stage, world: dict[str, str]) -> None:
    """The country: what one village recorded by the product itself, in every village."""
    prepare(world, villages=PHONES)
    with stage.serve("backend.wsgi", world) as server:
        (phone,) = signed_in(server.address, range(1))
        phone.push(999_999)
        _edit(phone, ENTRIES_EACH - RECORDS)
    run(world, "manage.py", "shell", "--command", f"from bench.seed import fill; fill({VILLAGES})")


def _edit(phone: Phone, times: int) -> None:
    """Later changes of the same records."""
    ids = Ids(Random())  # noqa: S311 -- a workload, not a secret
    for change in phone.changes(999_999)[1 : 1 + times]:
        answer = phone.exchange([{**change, "id": ids.made(0), "base": ENTRIES_EACH, "set": {"order": 9}}])
        if answer["results"][0]["outcome"] != "applied":
            raise RuntimeError(answer["results"][0])


def measure(stage: Stage) -> list[Figure]:
    """20 phones at once, in the country and in an empty database."""
    country, empty = stage.world(stage.database("country")), stage.world(stage.database("empty"))
    fill(stage, country)
    prepare(empty, villages=PHONES)
    with ExitStack() as servers:
        sides = [servers.enter_context(stage.serve("backend.wsgi", world)) for world in (country, empty)]
        crowds = [signed_in(side.address, range(PHONES)) for side in sides]

        def pushing(crowd: list[Phone]) -> Callable[[int], None]:
            return lambda number: together(lambda place: crowd[place].push(1000 * number + place))

        turns = [Turn(side, pushing(crowd), PHONES) for side, crowd in zip(sides, crowds, strict=True)]
        name = f"push with {VILLAGES:,} villages and {VILLAGES * ENTRIES_EACH:,} entries, over an empty database"
        return [compare(name, *turns, rounds=ROUNDS, goal=GOAL)]


if __name__ == "__main__":
    main(measure)
