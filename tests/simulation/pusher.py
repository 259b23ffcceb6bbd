"""Whole batches, pushed without a pause at a server that is being killed; each again until it is answered."""

import threading
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sync.models import LedgerEntry
from tests.simulation.crowd import meeting
from tests.simulation.line import Line
from tests.simulation.people import new_id

BATCH = 12


@dataclass
class Pusher:
    """One phone. ``batches``: what it sent, oldest first; ``acknowledged``: change -> the first answer."""

    line: Line
    username: str
    village: str
    seed: int
    batches: list[list[str]] = field(default_factory=list)
    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    interrupted: int = 0
    done_all_the_same: int = 0
    wrong: list[str] = field(default_factory=list)

    def start(self, stop: threading.Event) -> threading.Thread:
        """Pushes in a thread of its own until it is told to stop; a batch that was begun is brought to its end."""
        self.rng = Random(self.seed)
        self.number = new_id(self.rng)
        self.token = self.line.sign_in(self.username, self.number)
        thread = threading.Thread(target=self._push, args=(stop,))
        thread.start()
        return thread

    def _push(self, stop: threading.Event) -> None:
        while not stop.is_set():
            changes = [meeting(self.rng, self.village) for _ in range(BATCH)]
            self.batches.append([one["id"] for one in changes])
            self._until_answered({"device": self.number, "schema": 1, "changes": changes})

    def _until_answered(self, asked: dict[str, Any]) -> None:
        lost = 0
        while (found := self.line.exchange(asked, self.token)) is None or found[0] == 503:
            lost += 1
            time.sleep(0.005)
        status, body = found
        if status != 200 or {one["outcome"] for one in body["results"]} != {"applied"}:
            self.wrong.append(f"{status} {body}")
            return
        repeated = {bool(one.get("replayed")) for one in body["results"]}
        if len(repeated) != 1:
            self.wrong.append(f"a batch was answered {body['results']}")
        self.interrupted += lost > 0
        self.done_all_the_same += True in repeated
        self.acknowledged |= {one["id"]: one for one in body["results"]}


@dataclass(frozen=True)
class Tally:
    """What stands in the ledger, held against what phones sent and were told."""

    torn: int
    lost: int
    doubled: int

    @classmethod
    def of(cls, pushers: list[Pusher], show: Any) -> "Tally":
        """Counts now. ``show`` lets the tests see what the server committed."""
        told = {change: one["version"] for pusher in pushers for change, one in dict(pusher.acknowledged).items()}
        batches = [batch for pusher in pushers for batch in list(pusher.batches)]
        show()
        rows = [(str(change), number) for change, number in LedgerEntry.objects.values_list("change", "number")]
        stands = dict(rows)
        kept = [sum(change in stands for change in batch) for batch in batches]
        return cls(
            torn=sum(many not in (0, BATCH) for many in kept),
            lost=sum(stands.get(change) != version for change, version in told.items()),
            doubled=len(rows) - len(stands),
        )
