"""One run: phones, villages and a server under every fault that a seed deals out, then calm, then the check."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import time_machine

from backend.kernel import clock
from tests.simulation import check, door, people
from tests.simulation.backups import Backup
from tests.simulation.disk import Crashed
from tests.simulation.handset import Handset
from tests.simulation.network import Answer, Network, Request
from tests.simulation.office import Office
from tests.simulation.recordings import SETS, utc
from tests.simulation.server import Death, Died, Reply, Server, death_at, dying, fingerprint
from tests.simulation.trace import Trace
from tests.simulation.witness import Broken, Witness, codes
from tests.simulation.world import World, clear

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SENT_IS_KEPT = timedelta(days=30)
DEEDS = {
    "edit": 34,
    "send": 18,
    "arrive": 40,
    "settle": 4,
    "look": 3,
    "office": 9,
    "seats": 2,
    "cut_off": 1,
    "wait": 3,
    "crash": 3,
    "clock": 1,
    "forge": 1,
}
"""How often each happens, against one another."""

LONG_WAITS = (1, 5, 20, 61, 100)
SHORT_WAITS = (1, 5)
STEPS = 60
MOST_LATE = 3
MOST_ROUNDS = 3
MOST_EXCHANGES = 80


class Run:
    """A seed's whole story."""

    def __init__(self, seed: int, world: World) -> None:
        self.seed, self.world = seed, world
        self.rng = Random(seed)
        self.trace = Trace()
        self.witness = Witness()
        self.server = Server(self.rng)
        self.network = Network(self.rng)
        self.office = Office(world, self.rng, self.trace)
        self.saved: Backup | None = None
        self.phones: dict[str, Handset] = {}
        self.waits: tuple[int, ...] = LONG_WAITS
        self.kinds = self.rng.choice(SETS)

    def play(self) -> str:
        """Runs it all; answers the trace's digest, raises ``Broken``."""
        with time_machine.travel(START, tick=False) as self.time:
            try:
                self._arrange()
                plan = self._plan()
                for number in range(STEPS):
                    self._step(plan.get(number))
                self._calm()
                check.everything(self.world, self.witness, list(self.phones.values()), clock.now().date())
            finally:
                clear()
        return self.trace.digest

    def _arrange(self) -> None:
        clear()
        self.world.seats.clear()
        self.world.generation = 0
        places = self.world.villages
        seats = {"siti": [0], "asep": [0, 1], "dadang": [0], "rina": [1], "ujang": [1, 2]}
        for name in list(seats)[: self.rng.randint(2, 5)]:
            for place in seats[name]:
                self.world.seat(name, places[place])
            self.phones[name] = Handset(name, name, people.new_id(self.rng))
        for number, phone in enumerate(self.phones.values()):
            phone.state["token"] = self.server.sign_in(phone.username, phone.number)
            phone.keep()
            self._exchange_now(phone, 500)
            if number == 0:  # so that the others find something to meet in
                self._edit(phone)
                self._edit(phone)
                self._exchange_now(phone, 500)

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
            self._reopen(phone)

    # What people do

    def _edit(self, phone: Handset) -> None:
        for _ in range(self.rng.choice([1, 2, 3])):
            self._write_down(phone, people.edit(self.rng, phone, self._made_at(phone), self.kinds))

    def _settle(self, phone: Handset) -> None:
        self._write_down(phone, people.decision(self.rng, phone, self._made_at(phone)))

    def _write_down(self, phone: Handset, change: dict[str, Any] | None) -> None:
        if change is None:
            return
        what = dict(change.get("set", {"deleted": True}))
        record = self.trace.name(change["record"], change["kind"])
        into = phone.record(change)
        self.trace.say(phone.name, f"{self.trace.name(into, 'c')} edits {record} {_short(what)}")

    def _made_at(self, phone: Handset) -> str:
        return (clock.now() + timedelta(days=phone.skew)).isoformat()

    def _clock(self, phone: Handset) -> None:
        phone.skew = self.rng.choice([-3650, -1, 0, 1, 3650])
        self.trace.say(phone.name, f"has a clock that is {phone.skew} days off")

    def _crash(self, phone: Handset) -> None:
        if self.rng.random() < 0.5:
            self._reopen(phone)
        else:
            phone.disk.crash_at_write(self.rng.randint(1, 3), before=self.rng.random() < 0.5)

    def _reopen(self, phone: Handset) -> None:
        phone.reopen()
        self.trace.say(phone.name, "went off and starts again")

    # What travels

    def _send(self, phone: Handset) -> None:
        if not phone.state["token"]:
            self._sign_in(phone)
        asked = phone.seal(self.rng.choice([1, 3, 20]), self.rng.choice([1, 2, 5, 500]))
        self.network.air.append(self._leave(phone, asked))

    def _leave(self, phone: Handset, asked: dict[str, Any]) -> Request:
        author = (str(self.world.people[phone.name].pk), phone.number)
        saw = {one["id"]: one["saw"] for one in phone.state["outbox"]}
        for change in asked["changes"]:
            self.witness.offer(change, author, saw[change["id"]])
        names = " ".join(self.trace.name(one["id"], "c") for one in asked["changes"])
        self.trace.say(phone.name, f"sends #{phone.state['request']} [{names}]")
        return self.network.send(phone.name, phone.state["request"], phone.state["token"], asked)

    def _sign_in(self, phone: Handset) -> None:
        phone.state["token"] = self.server.sign_in(phone.username, phone.number)
        phone.keep()
        self.trace.say(phone.name, "signs in")

    def _arrive(self, _phone: Handset) -> None:
        found = self.network.pick()
        if isinstance(found, Request):
            if self.network.lose():
                self.trace.say("network", f"loses {found.phone}'s #{found.number}")
                return
            self._at_server(found)
        elif isinstance(found, Answer):
            phone = self.phones[found.phone]
            try:
                self._at_phone(phone, found)
            except Crashed:
                self._reopen(phone)

    def _at_server(self, request: Request) -> None:
        cut = self.rng.random() < 0.04
        if cut:
            request = self.network.shorten(request)
        death = (
            death_at(self.rng.randint(1, 24), by_database=self.rng.random() < 0.4) if self.rng.random() < 0.15 else None
        )
        reply = self._ask(request, death, cut=cut)
        if reply is None or self.network.lose():
            self.trace.say("network", f"no answer to {request.phone}'s #{request.number}")
            return
        answer = Answer(request.phone, request.number, reply, self.world.generation)
        if self.rng.random() < 0.06:
            answer = self.network.spoil(answer)
        self.network.air.append(answer)

    def _ask(self, request: Request, death: Death | None, *, cut: bool = False) -> Reply | None:
        before = fingerprint() if death or cut else None
        try:
            with dying(death):
                reply = self.server.exchange(request.token, request.body, packed=request.packed)
        except Died:
            reply = None
        if (cut or (death and death.inside)) and fingerprint() != before:
            raise Broken("a request that failed in the middle left something behind")
        if reply is None or (death and death.struck):
            self.witness.lost_on_the_way(request.asked["changes"])
            self.trace.say("server", f"dies in {request.phone}'s #{request.number}")
            return reply
        if cut:
            if reply.status not in (400, 401, 403):
                raise Broken(f"half a body was answered {reply.status}")
            self.trace.say("server", f"got half of {request.phone}'s #{request.number}")
            return None
        door.judge(self.world, self.witness, request.phone, request.asked, reply, clock.now().date())
        self.trace.say("server", f"answers {request.phone}'s #{request.number}: {self._told(reply)}")
        return reply

    def _told(self, reply: Reply) -> str:
        if reply.status != 200:
            return f"{reply.status} {reply.body.get('code')}"
        results = [
            f"{self.trace.name(one['id'], 'c')}={one['outcome']}"
            f"{one.get('version', '')}{'!' if one.get('replayed') else ''}{' '.join(sorted(codes(one)))}"
            for one in reply.body["results"]
        ]
        news = [f"{self.trace.name(one['record'], one['kind'])}@{one['version']}" for one in reply.body["changes"]]
        return f"{' '.join(results)} | {' '.join(news)}{' more' if reply.body['more'] else ''}"

    def _at_phone(self, phone: Handset, answer: Answer) -> bool:
        if answer.reply is None or answer.reply.status == 503:
            return False
        status, body = answer.reply.status, answer.reply.body
        if answer.number != phone.open_request:
            self.trace.say(phone.name, f"is told too late of #{answer.number}")
        elif status == 200:
            waiting = {one["id"] for one in phone.state["outbox"]}
            more = phone.accept(answer.number, body, answer.life)
            self._remember(waiting, body, answer.life)
            self.trace.say(phone.name, f"stores the answer to #{answer.number}")
            return more
        elif status == 409:
            phone.start_again(answer.number, body["villages"])
            self.trace.say(phone.name, "starts again")
            return True
        elif status == 401:
            phone.state["token"] = ""
            phone.keep()
        elif status == 403:
            self.witness.forgotten |= set(phone.wipe())
            self.trace.say(phone.name, "is wiped")
        return False

    def _remember(self, waiting: set[str], body: dict[str, Any], life: int) -> None:
        for result in body["results"]:
            if result["id"] in waiting:
                self.witness.tell(result)
                if life < self.world.generation:
                    self.witness.vanished.add(result["id"])

    def _look(self, phone: Handset) -> None:
        reply = self.server.attention(phone.state["token"])
        if reply.status != 200:
            return
        for one in reply.body["conflicts"]:
            named = {name: one[name] for name in ("kind", "record", "village", "fields")}
            phone.state["waiting"][one["id"]] = named
            if one["village"] not in self.world.seated(phone.name, clock.now().date()):
                raise Broken("a conflict of a village without a seat is shown")
        phone.keep()

    # What befalls the server

    def _office(self, _phone: Handset) -> None:
        self.office.work()

    def _seats(self, _phone: Handset) -> None:
        self.office.move_seats()

    def _cut_off(self, phone: Handset) -> None:
        self.office.cut_off(phone.name, phone.number)

    def _wait(self, _phone: Handset) -> None:
        days = self.rng.choice(self.waits)
        self.time.shift(timedelta(days=days))
        self.trace.say("time", f"{days} days pass")
        self._sweep()

    def _sweep(self) -> None:
        before = utc(clock.now() - SENT_IS_KEPT)
        for phone in self.phones.values():
            phone.disk.steady()
            self.witness.forgotten |= set(phone.sweep(before))

    def _forge(self, phone: Handset) -> None:
        """Somebody sends an id again with other content: it must be refused, and nothing happens."""
        sent = [one for one in phone.state["sent"] if "set" in one and one["id"] in self.witness.said]
        standing = [
            one for one in sent if self.world.standing(phone.name, one["village"], clock.now().date()) != "none"
        ]
        if not standing or not phone.state["token"]:
            return
        change = self.witness.offered[self.rng.choice(standing)["id"]]
        forged = {**change, "set": {**change["set"], "title": "Palsu"}}
        asked = {"device": phone.number, "cursors": phone.state["cursors"], "changes": [forged]}
        before = fingerprint()
        reply = self.server.exchange(phone.state["token"], json.dumps(asked).encode(), packed=False)
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

    # The calm after it

    def _calm(self) -> None:
        self.trace.say("calm", "begins")
        for phone in self.phones.values():
            phone.disk.steady()
            phone.reopen()
        for late in [one for one in self.network.air if isinstance(one, Request)][:MOST_LATE]:
            self._ask(late, None)
        for number in range(MOST_ROUNDS):
            for phone in self.phones.values():
                self._sync(phone)
            if not any(phone.state["outbox"] for phone in self.phones.values()):
                self.trace.say("calm", f"every outbox is empty after {number + 1}")
                break
        else:
            full = [phone.name for phone in self.phones.values() if phone.state["outbox"]]
            raise Broken(f"three rounds after the last fault the outboxes of {full} are not empty")
        for phone in list(self.phones.values())[:-1]:  # the last one has read what all others wrote
            self._sync(phone)

    def _sync(self, phone: Handset) -> None:
        limit = self.rng.choice([3, 500, 500, 500])
        for _ in range(MOST_EXCHANGES):
            if not phone.state["token"]:
                self._sign_in(phone)
            if not self._exchange_now(phone, limit) and phone.state["token"] and not phone.state["outbox"]:
                return
        raise Broken(f"{phone.name} does not come to an end")

    def _exchange_now(self, phone: Handset, limit: int) -> bool:
        asked = phone.seal(200, limit)
        reply = self._ask(self._leave(phone, asked), None)
        assert reply is not None
        return self._at_phone(phone, Answer(phone.name, phone.state["request"], reply, self.world.generation))


def _short(what: dict[str, Any]) -> str:
    return json.dumps(what, ensure_ascii=False, sort_keys=True)
