"""Liveness: once faults stop, every outbox empties within three rounds, and everybody has read everything."""

from tests.simulation.handset import Handset
from tests.simulation.network import Answer, Request
from tests.simulation.post import Post
from tests.simulation.scene import Scene
from tests.simulation.witness import Broken

MOST_ROUNDS = 3
MOST_LATE = 3
MOST_RESTARTS = 3
MOST_EXCHANGES = 80


class Calm:
    """The phase without faults. A round: every phone sends as its app does when its owner asks it to."""

    def __init__(self, scene: Scene, post: Post) -> None:
        self.scene, self.post = scene, post

    def settle_down(self) -> int:
        """Plays the rounds and answers how many were needed; raises ``Broken`` where three are not enough."""
        self.scene.trace.say("calm", "begins")
        for phone in self.scene.phones.values():
            phone.disk.steady()
            phone.reopen()
        for late in [one for one in self.scene.network.air if isinstance(one, Request)][:MOST_LATE]:
            self.post.ask(late)
        rounds = self._rounds()
        self.scene.trace.say("calm", f"every outbox is empty after {rounds}")
        for phone in list(self.scene.phones.values())[:-1]:  # the last one has read what all others wrote
            self.session(phone)
        return rounds

    def _rounds(self) -> int:
        for number in range(1, MOST_ROUNDS + 1):
            ended = [self.session(phone) for phone in self.scene.phones.values()]
            full = [phone.name for phone in self.scene.phones.values() if phone.state["outbox"]]
            if all(ended) and not full:
                return number
        raise Broken(f"three rounds after the last fault the outboxes of {full} are not empty")

    def session(self, phone: Handset) -> bool:
        """Exchanges until nothing waits on either side; ``False`` where the phone must sign in first."""
        if not phone.state["token"]:
            self.scene.sign_in(phone)
        limit = self.scene.rng.choice([3, 500, 500, 500])
        restarts = 0
        for _ in range(MOST_EXCHANGES):
            status, more = self._exchange(phone, limit)
            restarts += status == 409
            if restarts > MOST_RESTARTS:
                raise Broken(f"{phone.name} is sent back to the start again and again")
            if status in (401, 403):
                return False
            if status == 200 and not more and not phone.state["outbox"]:
                return True
        raise Broken(f"{phone.name} does not come to an end")

    def _exchange(self, phone: Handset, limit: int) -> tuple[int, bool]:
        asked = phone.seal(200, limit)
        request = self.post.leave(phone, asked)
        reply = self.post.ask(request)
        assert reply is not None
        more = self.post.at_phone(phone, Answer(phone.name, request.number, reply, self.scene.world.generation))
        carried = {one["id"] for one in asked["changes"]}
        unanswered = carried & {one["id"] for one in phone.state["outbox"] if not one.get("again")}
        if reply.status == 200 and unanswered:
            raise Broken(f"an answer leaves {len(unanswered)} changes of {phone.name} without an outcome")
        return reply.status, more
