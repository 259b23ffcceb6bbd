"""One exchange with everything in it: each outcome, two villages, a settled conflict, a merge of every kind."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from backend.kernel import clock
from tests.simulation.calm import Calm
from tests.simulation.handset import Handset
from tests.simulation.people import new_id
from tests.simulation.post import Post
from tests.simulation.scene import Scene
from tests.simulation.world import World

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
OUTCOMES = {"applied", "merged", "conflict", "held", "rejected"}


class Rich:
    """Siti and Asep record in the same places; Asep has seen more. Siti's next exchange is the rich one."""

    def __init__(self, world: World) -> None:
        world.seats.clear()
        world.generation = 0
        self.scene = Scene(0, world)
        self.post = Post(self.scene)
        self.calm = Calm(self.scene, self.post)
        self.here, self.there = (str(one.pk) for one in world.villages[:2])
        for name in ("siti", "asep"):
            for place in world.villages[:2]:
                world.seat(name, place)
            self.scene.add_phone(name, name)
        self.siti, self.asep = self.scene.phones.values()

    def arrange(self) -> None:
        """Everything that was there before the rich exchange."""
        self._notes = {name: self._make(self.siti, "note", title=name) for name in ("human", "text", "gone", "old")}
        self._box = self._make(self.siti, "box", label="Balai")
        self.siti.record(self._change("note", self._notes["text"], body="satu\ndua\ntiga", tags=["a"]))
        self.sync()
        self.asep.record(self._change("note", self._notes["old"], amount=1))
        self.calm.session(self.asep)
        self.siti.record(self._change("note", self._notes["old"], amount=2))
        self.calm.session(self.siti)
        self.asep.record(self._change("note", self._notes["human"], amount=1, secret="Irigasi"))
        self.asep.record(
            self._change("note", self._notes["text"], body="satu\ndua\ntiga\nempat", tags=["a", "b"], order=1)
        )
        self.asep.record(self._change("note", self._notes["gone"]))
        self.asep.record(self._change("box", self._box, shut=True))
        self.calm.session(self.asep)

    def sync(self) -> None:
        """Everybody sends and reads."""
        for phone in (self.siti, self.asep, self.siti):
            self.calm.session(phone)

    def recorded(self) -> Iterator[dict[str, Any]]:
        """What Siti records without a signal, one change after the other."""
        conflict, about = next(iter(self.siti.state["waiting"].items()))
        yield {**self._change("note", about["record"], amount=3), "resolves": conflict}
        yield self._change("note", self._notes["human"], amount=2, title="Jembatan")
        yield self._change("note", self._notes["text"], body="nol\nsatu\ndua\ntiga", tags=["a", "c"], order=2)
        yield self._change("note", self._notes["gone"], title="Posyandu")
        yield self._change("note", self._new(), title="Embung", box=self._box)
        yield self._change("note", self._new(), title="forbidden")
        meeting = self._new()
        there = {"village": self.there}
        yield self._change("meeting", meeting, type="musdus", title="Musyawarah") | there
        yield self._change("attendance", self._new(), meeting=meeting, name="Siti Aminah", gender="p") | there

    def _new(self) -> str:
        return new_id(self.scene.rng)

    def _make(self, phone: Handset, kind: str, **fields: Any) -> str:
        record = self._new()
        phone.record(self._change(kind, record, **fields))
        return record

    def _change(self, kind: str, record: str, **fields: Any) -> dict[str, Any]:
        made_at = clock.now().isoformat()
        about = {"id": self._new(), "kind": kind, "record": record, "village": self.here, "made_at": made_at}
        return about | ({"set": fields} if fields else {"delete": True})
