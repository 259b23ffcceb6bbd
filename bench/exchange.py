"""What an exchange costs beside ordinary endpoints: ``python -m bench.exchange [postgres]``."""

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from bench.client import Line, Phone
from bench.figures import Figure, Turn, compare, main
from bench.stage import Side, Stage, prepare, run
from bench.workload import musdes

PHONES, ROUNDS = 20, 10
POLLS, POLL_ROUNDS = 200, 10
SYNCED, SYNC_ROUNDS = 30, 10
KB = 1000
EXCHANGE = "/api/sync/v1/exchange"


def together(work: Callable[[int], Any]) -> None:
    """All phones at once."""
    with ThreadPoolExecutor(PHONES) as phones:
        list(phones.map(work, range(PHONES)))


def signed_in(address: str, numbers: range) -> list[Phone]:
    """Phones that know their village."""
    phones = [Phone(address, number) for number in numbers]
    for phone in phones:
        phone.sign_in()
    return phones


@dataclass(frozen=True, slots=True)
class Bulk:
    """Clients of the DRF endpoint, one a phone."""

    lines: list[Line]
    headers: dict[str, str]

    def push(self, place: int, seed: int, village: str) -> None:
        """The same 94 records."""
        body: dict[str, list[Any]] = defaultdict(list)
        for row in musdes(seed):
            body[row["kind"]].append({"id": row["record"], "village": village, **row["set"]})
        self.lines[place].json("/bulk/", self.headers, body)

    def read(self, village: str) -> bytes:
        """Everything of a village."""
        return self.lines[0].json(f"/bulk/?village={village}", self.headers)


def push(ours: Side, phones: list[Phone], theirs: Side, bulk: Bulk) -> Figure:
    """20 phones at once, each its own musdes into its own village."""

    def seed(number: int, place: int) -> int:
        return 1000 * number + place

    def mine(number: int) -> None:
        together(lambda place: phones[place].push(seed(number, place)))

    def other(number: int) -> None:
        together(lambda place: bulk.push(place, seed(number, place), phones[place].village))

    name = f"push of one musdes, {PHONES} phones at once, over DRF's bulk endpoint"
    return compare(name, Turn(ours, mine, PHONES), Turn(theirs, other, PHONES), rounds=ROUNDS, goal=0.4)


def first_sync(ours: Side, reader: Phone, theirs: Side, bulk: Bulk) -> list[Figure]:
    """A new phone reads 30 musdes of its village."""
    for number in range(SYNCED):
        reader.push(500_000 + number)
        bulk.push(0, 500_000 + number, reader.village)
    answers = reader.first_sync()
    name = f"first sync of {SYNCED} musdes, gzip, over the DRF endpoint"
    turns = (
        Turn(ours, lambda _number: reader.first_sync(), 1),
        Turn(theirs, lambda _number: bulk.read(reader.village), 1),
    )
    return [
        compare(name, *turns, rounds=SYNC_ROUNDS, goal=0.25),
        Figure("its size", sum(map(len, answers)) / KB, len(bulk.read(reader.village)) / KB, goal=200, unit="KB"),
        Figure("its requests", len(answers), 1, goal=3, unit=""),
    ]


def poll(ours: Side, phone: Phone, knox: Turn, own: Side) -> list[Figure]:
    """Nothing new on either side."""
    size = len(phone.ask([]))
    turn = Turn(ours, lambda _number: [phone.ask([]) for _ in range(POLLS)], POLLS)
    name = "nothing-new exchange over an empty route with a token"
    return [
        compare(f"{name}: django-ninja and knox", turn, knox, rounds=POLL_ROUNDS, goal=0.5),
        compare(f"{name}: django-ninja and our tokens", turn, emptily(own, phone.headers), rounds=POLL_ROUNDS),
        Figure("its answer's body", size, goal=200, unit="bytes"),
    ]


def emptily(side: Side, headers: dict[str, str]) -> Turn:
    """Requests for nothing."""
    line = Line(side.address)
    return Turn(side, lambda _number: [line.json("/api/empty/", headers) for _ in range(POLLS)], POLLS)


def wire(phone: Phone) -> list[Figure]:
    """What a phone sends."""
    sizes = [phone.size_of(phone.changes(seed)) for seed in range(10)]
    return [Figure("a musdes on the wire, compressed", max(sizes) / KB, goal=9, unit="KB")]


def token(world: dict[str, str], peer: str) -> dict[str, str]:
    """Makes a peer's tables; what its clients send."""
    return {"Authorization": f"Token {run(world, '-m', peer).split()[-1]}"}


def measure(stage: Stage) -> list[Figure]:
    """Everything about an exchange, on fresh databases of equal age."""
    world, bulk_world = stage.world(stage.database("ours")), {"BENCH_DATABASE": stage.database("bulk")}
    knox_world = stage.world(stage.database("knox"))
    prepare(world, villages=PHONES + 1)
    bulk_token, knox_token = token(bulk_world, "bench.peers.drf_bulk"), token(knox_world, "bench.peers.empty_ninja")
    with ExitStack() as servers:
        ours = servers.enter_context(stage.serve("backend.wsgi", world))
        own = servers.enter_context(stage.serve("bench.peers.empty_own", world))
        knox = servers.enter_context(stage.serve("bench.peers.empty_ninja", knox_world))
        theirs = servers.enter_context(stage.serve("bench.peers.drf_bulk", bulk_world))
        *phones, reader = signed_in(ours.address, range(PHONES + 1))
        bulk = Bulk([Line(theirs.address) for _ in phones], bulk_token)
        for place, phone in enumerate(phones):
            phone.push(900_000 + place)
            bulk.push(place, 900_000 + place, phone.village)
        stage.count(world["DATABASE_URL"], bulk_world["BENCH_DATABASE"])
        return [
            push(ours, phones, theirs, bulk),
            *first_sync(ours, reader, theirs, bulk),
            *poll(ours, phones[0], emptily(knox, knox_token), own),
            *wire(phones[0]),
        ]


if __name__ == "__main__":
    main(measure)
