"""Some phones, in a process of their own, that speak with a real server until they are told to stop."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.simulation import people
from tests.simulation.handset import Handset
from tests.simulation.line import Line
from tests.simulation.witness import Broken, Witness

REAL = ("meeting", "attendance", "attendance")
MOST_ROUNDS = 3
MOST_EXCHANGES = 200
PAUSE = 0.05
"""Seconds that an app waits after a request without an answer."""


@dataclass
class Client:
    """Plays some phones in turn and keeps the book on what they were told. ``owners``: username -> the person's id."""

    line: Line
    owners: dict[str, str]
    seed: int

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.witness = Witness()
        self.phones = [Handset(name, name, people.new_id(self.rng)) for name in sorted(self.owners)]
        self.answered = self.lost = self.rounds = 0

    def exchange(self, phone: Handset) -> bool | None:
        """One exchange; whether there is more to ask for, ``None`` where no answer came."""
        if not phone.state["token"]:
            phone.state["token"] = self.line.sign_in(phone.username, phone.number)
            phone.keep()
        asked = phone.seal(20, self.rng.choice([2, 50, 500]))
        saw = {one["id"]: one["saw"] for one in phone.state["outbox"]}
        for change in asked["changes"]:
            self.witness.offer(change, (self.owners[phone.username], phone.number), saw[change["id"]])
        found = self.line.exchange(asked, phone.state["token"], packed=self.rng.random() < 0.5)
        if found is None or found[0] == 503:
            self.lost += 1
            self.witness.lost_on_the_way(asked["changes"])
            return None
        status, body = found
        if status != 200:
            raise Broken(f"{phone.name} was answered {status}: {body}")
        self.answered += 1
        self.witness.hear(asked["changes"], body["results"])
        for result in body["results"]:
            self.witness.tell(result)
        return phone.accept(phone.state["request"], body, 0)

    def record(self, phone: Handset, most: int) -> None:
        """The phone's owner writes a few things down."""
        for _ in range(self.rng.randint(0, most)):
            change = people.edit(self.rng, phone, datetime.now(UTC).isoformat(), REAL)  # noqa: TID251 -- a phone's clock
            if change is not None:
                phone.record(change)

    def load(self, calm: Any) -> None:
        """Records and sends until there is calm."""
        while not calm.is_set():
            phone = self.rng.choice(self.phones)
            self.record(phone, 3)
            if self.exchange(phone) is None:
                time.sleep(PAUSE)

    def settle_down(self) -> None:
        """Without faults: raises ``Broken`` where an outbox is not empty after three rounds."""
        for number in range(1, MOST_ROUNDS + 1):
            for phone in self.phones:
                self.session(phone)
            self.rounds = number
            if not any(phone.state["outbox"] for phone in self.phones):
                return
        full = [phone.name for phone in self.phones if phone.state["outbox"]]
        raise Broken(f"three rounds after the last fault the outboxes of {full} are not empty")

    def session(self, phone: Handset) -> None:
        """Exchanges until nothing waits on either side, or until no answer comes."""
        for _ in range(MOST_EXCHANGES):
            more = self.exchange(phone)
            if more is None or not (more or phone.state["outbox"]):
                return
        raise Broken(f"{phone.name} does not come to an end")


def run(client: Client, calm: Any, barrier: Any, results: Any) -> None:
    """A process's whole life; puts the client, or what broke, into ``results``."""
    try:
        client.load(calm)
        client.settle_down()
        barrier.wait(60)  # from here on nobody writes
        for phone in client.phones:
            client.session(phone)
    except Exception as wrong:
        barrier.abort()
        results.put(f"{type(wrong).__name__}: {wrong}")
    else:
        results.put(client)
