"""Many phones at once against a real server, and the same check at the end as after a simulated run."""

import multiprocessing
import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from backend.kernel import clock
from tests.factories.villages import make_person, make_village
from tests.simulation import check, client
from tests.simulation.client import Client
from tests.simulation.host import Host
from tests.simulation.line import Line
from tests.simulation.people import new_id
from tests.simulation.witness import Broken, Witness
from tests.simulation.world import World

AT_ONCE = 4


@dataclass(frozen=True)
class Pressed:
    """What a crowd did: answers, requests without one, the most rounds that a process needed in the calm."""

    answered: int
    lost: int
    rounds: int


def settle_in(villages: int, phones: int) -> World:
    """So many villages with so many people who record in each."""
    places = [make_village(f"32.05.09.20{number:02}", f"Desa {number}") for number in range(1, villages + 1)]
    world = World(places, {})
    for place in places:
        for number in range(phones):
            name = f"p{number}-{place.region_id.replace('.', '')}"
            world.people[name] = make_person(name)
            world.seat(name, place)
    return world


def press(world: World, host: Host, *, processes: int, disturb: Callable[[], None]) -> Pressed:
    """Lets all phones record and send for as long as ``disturb`` takes, then stops the faults and checks everything."""
    context = multiprocessing.get_context("spawn")
    calm, barrier, results = context.Event(), context.Barrier(processes), context.Queue()
    names = sorted(world.people, key=lambda name: name[::-1])
    crew = []
    for number in range(processes):
        owners = {name: str(world.people[name].pk) for name in names[number::processes]}
        arguments = (Client(Line(host.port), owners, number), calm, barrier, results)
        crew.append(context.Process(target=client.run, args=arguments))
    for one in crew:
        one.start()
    try:
        disturb()
        calm.set()
        clients = _gathered(results, processes)
    finally:
        calm.set()
        for one in crew:
            one.join(10)
            one.kill()
    host.show()
    hold_to_account(world, clients)
    return Pressed(
        sum(one.answered for one in clients),
        sum(one.lost for one in clients),
        max(one.rounds for one in clients),
    )


def hold_to_account(world: World, clients: list[Client]) -> None:
    """The checker's whole check of what these clients were told."""
    today = clock.day_of(datetime.now(UTC))  # noqa: TID251 -- the server lives in real time
    check.everything(world, _one_witness(clients), [phone for one in clients for phone in one.phones], today)


def _gathered(results: Any, processes: int) -> list[Client]:
    clients: list[Client] = []
    for _ in range(processes):
        try:
            found = results.get(timeout=120)
        except queue.Empty:
            raise Broken("a client process never came to its end") from None
        if isinstance(found, str):
            raise Broken(found)
        clients.append(found)
    return clients


def _one_witness(clients: list[Client]) -> Witness:
    whole = Witness()
    for one in clients:
        for name in ("offered", "bases", "authors", "saw", "said", "told", "delivered"):
            getattr(whole, name).update(getattr(one.witness, name))
    return whole


def four_at_once(world: World, port: int, rounds: int) -> list[tuple[list[int], int]]:
    """Sends the same request four times at once, again and again; the statuses and how many answers were no repetition.

    Raises ``Broken`` where two of the four say different things.
    """
    line, name = Line(port), next(iter(world.people))
    rng = Random(0)
    number = new_id(rng)
    token = line.sign_in(name, number)
    village = next(where for who, where in world.seats if who == name)
    found = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(rounds):
            asked = {"device": number, "schema": 1, "changes": [meeting(rng, village) for _ in range(3)]}
            sent = [pool.submit(line.exchange, asked, token) for _ in range(AT_ONCE)]
            answers = [one.result() for one in sent]
            statuses = [0 if one is None else one[0] for one in answers]
            results = [one[1].get("results", []) for one in answers if one is not None]
            plain = [[{k: v for k, v in r.items() if k != "replayed"} for r in one] for one in results]
            if any(one != plain[0] for one in plain):
                raise Broken(f"the same request was answered differently: {plain}")
            found.append((statuses, sum(not r.get("replayed") for one in results for r in one)))
    return found


def meeting(rng: Random, village: str) -> dict[str, Any]:
    """A change that makes a meeting."""
    return {
        "id": new_id(rng),
        "kind": "meeting",
        "record": new_id(rng),
        "village": village,
        "base": 0,
        "made_at": "2026-11-23T10:00:00+07:00",
        "set": {"type": "musdes_rkp", "title": "Musdes"},
    }
