"""A push and a first sync in a country of many villages and entries, over the same in an empty database.

``python -m bench.scale [postgres] [villages=10000] [entries=100]``: entries each. The whole nation is ``villages=75266
entries=133``, 10,000,000 entries; PostgreSQL takes half an hour and 25 GB to fill it.
"""

import sys
from contextlib import ExitStack
from random import Random

from bench.client import Phone
from bench.exchange import PHONES, signed_in, together
from bench.figures import Figure, Turn, compare, show
from bench.stage import Side, Stage, prepare, run, stage
from bench.workload import RECORDS, TOPICS, Ids

VILLAGES, ENTRIES_EACH = 10_000, 100
ROUNDS, READS, GOAL = 10, 3, 1.15


def record(stage: Stage, world: dict[str, str], entries: int) -> None:
    """What the first village recorded, by the product itself."""
    prepare(world, villages=PHONES)
    with stage.serve("backend.wsgi", world) as server:
        (phone,) = signed_in(server.address, range(1))
        phone.push(999_999)
        _edit(phone, entries - RECORDS)


def _edit(phone: Phone, times: int) -> None:
    """Later changes of the topics."""
    ids = Ids(Random())  # noqa: S311 -- a workload, not a secret
    changes = phone.changes(999_999)[1 : 1 + TOPICS]
    for number in range(times):
        change = {**changes[number % len(changes)], "id": ids.made(0), "base": RECORDS + times}
        answer = phone.exchange([{**change, "set": {"order": number}}])
        if answer["results"][0]["outcome"] != "applied":
            raise RuntimeError(answer["results"][0])


def measure(stage: Stage, *, villages: int = VILLAGES, entries: int = ENTRIES_EACH) -> list[Figure]:
    """20 phones at once, in the country and in an empty database; then a new phone of the first village."""
    databases = [stage.database(name) for name in ("country", "empty")]
    country, empty = map(stage.world, databases)
    for world in (country, empty):
        record(stage, world, entries)
    run(country, "manage.py", "shell", "--command", f"from bench.seed import fill; fill({villages})")
    stage.count(*databases)
    where = f"with {villages:,} villages and {villages * entries:,} entries, over an empty database"
    return beside(stage, country, empty, where)


def beside(stage: Stage, ours: dict[str, str], peer: dict[str, str], where: str) -> list[Figure]:
    """A push and a first sync in two worlds whose first villages recorded the same."""
    with ExitStack() as servers:
        sides = [servers.enter_context(stage.serve("backend.wsgi", world)) for world in (ours, peer)]
        crowds = [signed_in(side.address, range(PHONES)) for side in sides]
        pushes = [_pushing(side, crowd) for side, crowd in zip(sides, crowds, strict=True)]
        reads = [_reading(side, crowd[0]) for side, crowd in zip(sides, crowds, strict=True)]
        return [
            compare(f"push {where}", *pushes, rounds=ROUNDS, goal=GOAL),
            compare(f"first sync {where}", *reads, rounds=ROUNDS, goal=GOAL),
        ]


def _pushing(side: Side, crowd: list[Phone]) -> Turn:
    def work(number: int) -> None:
        together(lambda place: crowd[place].push(1000 * number + place))

    return Turn(side, work, PHONES)


def _reading(side: Side, phone: Phone) -> Turn:
    return Turn(side, lambda _number: [phone.first_sync() for _time in range(READS)], READS)


if __name__ == "__main__":
    words = dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)
    villages, entries = int(words.get("villages", VILLAGES)), int(words.get("entries", ENTRIES_EACH))
    with stage(postgres="postgres" in sys.argv[1:]) as place:
        show(place.name, measure(place, villages=villages, entries=entries))
