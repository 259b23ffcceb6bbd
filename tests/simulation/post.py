"""Carries requests to the server and answers to the phones, under every fault; each answer is judged as it leaves."""

from typing import Any

from tests.simulation import door
from tests.simulation.disk import Crashed
from tests.simulation.handset import SCHEMA, Handset
from tests.simulation.network import Answer, Request
from tests.simulation.scene import Scene
from tests.simulation.server import Death, Died, Reply, death_at, dying, fingerprint
from tests.simulation.witness import Broken, codes


class Post:
    """What travels in one run."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.rng, self.trace, self.witness = scene.rng, scene.trace, scene.witness

    def send(self, phone: Handset) -> None:
        """A phone sends; the request is in the air."""
        if not phone.state["token"]:
            self.scene.sign_in(phone)
        asked = phone.seal(self.rng.choice([1, 3, 20]), self.rng.choice([1, 2, 5, 500]))
        self.scene.network.air.append(self.leave(phone, asked))

    def leave(self, phone: Handset, asked: dict[str, Any]) -> Request:
        """The checker writes down what a phone offers."""
        author = (str(self.scene.world.people[phone.username].pk), phone.number)
        saw = {one["id"]: one["saw"] for one in phone.state["outbox"]}
        for change in asked["changes"]:
            self.witness.offer(change, author, saw[change["id"]])
        names = " ".join(self.trace.name(one["id"], "c") for one in asked["changes"])
        self.trace.say(phone.name, f"sends #{phone.state['request']} [{names}]")
        return self.scene.network.send(phone.name, phone.state["request"], phone.state["token"], asked)

    def arrive(self) -> None:
        """Something that is in the air arrives somewhere."""
        found = self.scene.network.pick()
        if isinstance(found, Request):
            if self.scene.network.lose():
                self.trace.say("network", f"loses {found.phone}'s #{found.number}")
                return
            self._at_server(found)
        elif isinstance(found, Answer):
            phone = self.scene.phones[found.phone]
            try:
                self.at_phone(phone, found)
            except Crashed:
                self.scene.reopen(phone)

    def _at_server(self, request: Request) -> None:
        cut = self.rng.random() < 0.04
        if cut:
            request = self.scene.network.shorten(request)
        death = None
        if self.rng.random() < 0.15:
            death = death_at(self.rng.randint(1, 24), by_database=self.rng.random() < 0.4)
        reply = self.ask(request, death, cut=cut)
        if reply is None or self.scene.network.lose():
            self.trace.say("network", f"no answer to {request.phone}'s #{request.number}")
            return
        answer = Answer(request.phone, request.number, reply, self.scene.world.generation)
        if self.rng.random() < 0.06:
            answer = self.scene.network.spoil(answer)
        self.scene.network.air.append(answer)

    def ask(self, request: Request, death: Death | None = None, *, cut: bool = False) -> Reply | None:
        """The server gets a request, and may die of it."""
        before = fingerprint() if death or cut else None
        try:
            with dying(death):
                reply = self.scene.server.exchange(request.token, request.body, packed=request.packed)
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
        username = self.scene.phones[request.phone].username
        door.judge(self.scene.world, self.witness, username, request.asked, reply, self.scene.today())
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

    def at_phone(self, phone: Handset, answer: Answer) -> bool:
        """A phone takes an answer in; ``True`` where there is more to ask for."""
        if answer.reply is None or answer.reply.status == 503:
            return False
        if answer.number != phone.open_request:
            self.trace.say(phone.name, f"is told too late of #{answer.number}")
            return False
        status, body = answer.reply.status, answer.reply.body
        if status == 200:
            return self._taken_in(phone, answer)
        if status == 409:
            phone.start_again(answer.number, body["villages"])
            self.trace.say(phone.name, "starts again")
            return True
        phone.open_request = None
        if status == 401:
            phone.state["token"] = ""
            phone.keep()
        elif status == 403:
            self.witness.forgotten |= set(phone.wipe())
            self.trace.say(phone.name, "is wiped")
        elif status == 426:
            phone.schema = SCHEMA
            self.trace.say(phone.name, "gets the new app")
        return False

    def _taken_in(self, phone: Handset, answer: Answer) -> bool:
        assert answer.reply is not None
        body = answer.reply.body
        waiting = {one["id"] for one in phone.state["outbox"]}
        more = phone.accept(answer.number, body, answer.life)
        for result in body["results"]:
            if result["id"] in waiting:
                self.witness.tell(result)
                if answer.life < self.scene.world.generation:
                    self.witness.vanished.add(result["id"])
        self.trace.say(phone.name, f"stores the answer to #{answer.number}")
        return more
