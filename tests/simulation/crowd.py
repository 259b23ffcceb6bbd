"""Many phones at once against a real server, and the same check at the end as after a simulated run."""

import multiprocessing
import queue
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.factories.villages import make_person, make_village
from tests.simulation import check, client
from tests.simulation.client import Client, Line
from tests.simulation.handset import Handset
from tests.simulation.host import Host
from tests.simulation.people import new_id
from tests.simulation.witness import Broken, Witness
from tests.simulation.world import World

AT_ONCE = 4


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


def press(world: World, host: Host, *, processes: int, seconds: float, disturb: Callable[[float], None]) -> int:
    """Lets all phones record and send for a while, disturbed; checks everything; answers how many answers came."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    until = time.time() + seconds
    names = sorted(world.people)  # the phones of one village fall to different processes
    crew = []
    for number in range(processes):
        owners = {name: str(world.people[name].pk) for name in names[number::processes]}
        arguments = (host.address, owners, number, until, barrier, results)
        crew.append(context.Process(target=client.run, args=arguments))
    for one in crew:
        one.start()
    try:
        disturb(until)
        clients = _gathered(results, processes)
    finally:
        for one in crew:
            one.join(10)
            one.kill()
    today = datetime.now(UTC).date()  # noqa: TID251 -- the server lives in real time
    check.everything(world, _one_witness(clients), [phone for one in clients for phone in one.phones], today)
    return sum(one.answered for one in clients)


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


def four_at_once(world: World, host: Host, rounds: int) -> list[tuple[list[int], int]]:
    """Sends the same request four times at once, again and again; the statuses and how many answers were no repetition.

    Raises ``Broken`` where two of the four say different things.
    """
    line, name = Line(host.address), next(iter(world.people))
    rng = Random(0)
    phone = Handset(name, name, new_id(rng))
    token = line.sign_in(name, phone.number)
    village = next(where for who, where in world.seats if who == name)
    found = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(rounds):
            changes = [_meeting(rng, village) for _ in range(3)]
            asked = {"device": phone.number, "schema": 1, "changes": changes}
            answers = list(pool.map(lambda _: line.post("/api/sync/v1/exchange", asked, token), range(AT_ONCE)))  # noqa: B023
            statuses = [0 if one is None else one[0] for one in answers]
            results = [one[1].get("results", []) for one in answers if one is not None]
            plain = [[{k: v for k, v in r.items() if k != "replayed"} for r in one] for one in results]
            if any(one != plain[0] for one in plain):
                raise Broken(f"the same request was answered differently: {plain}")
            found.append((statuses, sum(not r.get("replayed") for one in results for r in one)))
    return found


def _meeting(rng: Any, village: str) -> dict[str, Any]:
    number = new_id(rng)
    fields = {"type": "musdes_rkp", "title": "Musdes"}
    made_at = "2026-11-23T10:00:00+07:00"
    return {
        "id": new_id(rng),
        "kind": "meeting",
        "record": number,
        "village": village,
        "base": 0,
        "made_at": made_at,
        "set": fields,
    }
