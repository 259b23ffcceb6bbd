"""One run: phones, villages and a server under every fault that a seed deals out, then calm, then the check."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from backend.kernel import clock
from tests.simulation import check, people
from tests.simulation.backups import Backup
from tests.simulation.calm import Calm
from tests.simulation.disk import Crashed
from tests.simulation.handset import SCHEMA, Handset
from tests.simulation.office import Office
from tests.simulation.post import Post
from tests.simulation.recordings import SETS, utc
from tests.simulation.scene import Scene
from tests.simulation.server import fingerprint
from tests.simulation.trace import Trace
from tests.simulation.witness import Broken, codes
from tests.simulation.world import World, clear

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SENT_IS_KEPT = timedelta(days=30)
DEEDS = {
    "edit": 34,
    "send": 18,
    "arrive": 40,
    "session": 9,
    "settle": 9,
    "office": 7,
    "seats": 2,
    "cut_off": 1,
    "wait": 3,
    "crash": 3,
    "clock": 1,
    "app": 1,
    "forge": 1,
}
"""How often each happens, against one another."""

SEATS = {"siti": [0], "asep": [0, 1], "dadang": [0], "rina": [1], "ujang": [1, 2]}
OWNERS = {"siti": "siti", "asep": "asep", "dadang": "dadang", "rina": "rina", "ujang": "ujang", "asep-2": "asep"}
LONG_WAITS = (1, 5, 20, 61, 100)
SHORT_WAITS = (1, 5)
STEPS = 80


class Run:
    """A seed's whole story."""

    def __init__(self, seed: int, world: World) -> None:
        self.scene = Scene(seed, world)
        self.world, self.rng, self.witness = world, self.scene.rng, self.scene.witness
        self.post = Post(self.scene)
        self.calm = Calm(self.scene, self.post)
        self.office = Office(world, self.rng, self.scene.trace)
        self.saved: Backup | None = None
        self.waits: tuple[int, ...] = LONG_WAITS
        self.kinds = self.rng.choice(SETS)
        self.rounds = 0

    @property
    def trace(self) -> Trace:
        """What happened, line by line."""
        return self.scene.trace

    @property
    def phones(self) -> dict[str, Handset]:
        return self.scene.phones

    def play(self) -> str:
        """Runs it all; answers the trace's digest, raises ``Broken``."""
        with time_machine.travel(START, tick=False) as self.time:
            try:
                self._arrange()
                plan = self._plan()
                for number in range(STEPS):
                    self._step(plan.get(number))
                self.rounds = self.calm.settle_down()
                check.everything(self.world, self.witness, list(self.phones.values()), self.scene.today())
            finally:
                clear()
        return self.trace.digest

    def _arrange(self) -> None:
        clear()
        self.world.seats.clear()
        self.world.generation = 0
        for name in list(OWNERS)[: self.rng.randint(2, len(OWNERS))]:
            for place in SEATS[OWNERS[name]]:
                self.world.seat(OWNERS[name], self.world.villages[place])
            self.scene.add_phone(name, OWNERS[name])
        for number, phone in enumerate(self.phones.values()):
            self.calm.session(phone)
            if number == 0:  # so that the others find something to meet in
                self._edit(phone)
                self._edit(phone)
                self.calm.session(phone)

    def _plan(self) -> dict[int, str]:
        """In half of the runs, when the server is backed up and when it comes back from that backup."""
        if self.rng.random() < 0.5:
            return {}
        self.waits = SHORT_WAITS
        saved = self.rng.randint(5, STEPS // 2)
        return {saved: "backup", self.rng.randint(saved + 5, STEPS - 1): "restore"}

    def _step(self, planned: str | None) -> None:
        self.time.shift(self.rng.randint(1, 1800))
        deed = planned or self.rng.choices(list(DEEDS), list(DEEDS.values()))[0]
        phone = self.phones[self.rng.choice(list(self.phones))]
        act: Callable[[Handset], None] = getattr(self, f"_{deed}")
        try:
            act(phone)
        except Crashed:
            self.scene.reopen(phone)

    def _edit(self, phone: Handset) -> None:
        for _ in range(self.rng.choice([1, 2, 3])):
            self._write_down(phone, people.edit(self.rng, phone, self._made_at(phone), self.kinds))

    def _settle(self, phone: Handset) -> None:
        self._look(phone)
        self._write_down(phone, people.decision(self.rng, phone, self._made_at(phone)))

    def _write_down(self, phone: Handset, change: dict[str, Any] | None) -> None:
        if change is None:
            return
        what = json.dumps(change.get("set", {"deleted": True}), ensure_ascii=False, sort_keys=True)
        record = self.trace.name(change["record"], change["kind"])
        into = phone.record(change)
        self.trace.say(phone.name, f"{self.trace.name(into, 'c')} edits {record} {what}")

    def _made_at(self, phone: Handset) -> str:
        return (clock.now() + timedelta(days=phone.skew)).isoformat()

    def _clock(self, phone: Handset) -> None:
        phone.skew = self.rng.choice([-3650, -1, 0, 1, 3650])
        self.trace.say(phone.name, f"has a clock that is {phone.skew} days off")

    def _app(self, phone: Handset) -> None:
        """An app of another year: too old to be served, or newer than a server that was set back."""
        phone.schema = self.rng.choice([SCHEMA - 1, SCHEMA, SCHEMA + 1])
        self.trace.say(phone.name, f"runs an app of schema {phone.schema}")

    def _crash(self, phone: Handset) -> None:
        if self.rng.random() < 0.5:
            self.scene.reopen(phone)
        else:
            phone.disk.crash_at_write(self.rng.randint(1, 3), before=self.rng.random() < 0.5)

    def _session(self, phone: Handset) -> None:
        self.calm.session(phone)

    def _send(self, phone: Handset) -> None:
        self.post.send(phone)

    def _arrive(self, _phone: Handset) -> None:
        self.post.arrive()

    def _look(self, phone: Handset) -> None:
        """The app asks what waits for its owner."""
        reply = self.scene.server.attention(phone.state["token"])
        if reply.status != 200:
            return
        seated = self.world.seated(phone.username, self.scene.today())
        found = reply.body["conflicts"]
        if {one["village"] for one in found} - seated:
            raise Broken("a conflict of a village without a seat is shown")
        names = ("kind", "record", "village", "fields")
        phone.state["waiting"] = {one["id"]: {name: one[name] for name in names} for one in found}
        phone.keep()

    def _office(self, _phone: Handset) -> None:
        self.office.work()

    def _seats(self, _phone: Handset) -> None:
        self.office.move_seats()

    def _cut_off(self, phone: Handset) -> None:
        self.office.cut_off(phone)

    def _wait(self, _phone: Handset) -> None:
        days = self.rng.choice(self.waits)
        self.time.shift(timedelta(days=days))
        self.trace.say("time", f"{days} days pass")
        before = utc(clock.now() - SENT_IS_KEPT)
        for phone in self.phones.values():
            phone.disk.steady()
            self.witness.forgotten |= set(phone.sweep(before))

    def _forge(self, phone: Handset) -> None:
        """Somebody sends an id again with other content: it must be refused, and nothing happens."""
        sent = [one for one in phone.state["sent"] if "set" in one and one["id"] in self.witness.said]
        standing = [
            one for one in sent if self.world.standing(phone.username, one["village"], self.scene.today()) != "none"
        ]
        if not standing or not phone.state["token"]:
            return
        change = self.witness.offered[self.rng.choice(standing)["id"]]
        forged = {**change, "set": {**change["set"], "title": "Palsu"}}
        asked = {"device": phone.number, "cursors": phone.state["cursors"], "changes": [forged]}
        before = fingerprint()
        reply = self.scene.server.exchange(phone.state["token"], json.dumps(asked).encode(), packed=False)
        if fingerprint() != before:
            raise Broken("a forged repetition had an effect")
        if reply.status == 200 and codes(reply.body["results"][0]) != {"change_id_reused"}:
            raise Broken(f"a forged repetition was answered {reply.body['results'][0]}")

    def _backup(self, _phone: Handset) -> None:
        self.saved = Backup.take(self.world, self.witness)
        self.trace.say("server", "is backed up")

    def _restore(self, _phone: Handset) -> None:
        if self.saved is not None:
            self.saved.put_back(self.world, self.witness)
            self.trace.say("server", f"is restored; {len(self.witness.vanished)} changes are gone")
