"""kill -9 of web, worker, database and broker in turn, while phones push: what was acknowledged must be there.

``python -m bench.chaos [postgres] [seconds=1800] [seed=7]``; without ``postgres`` the database is SQLite, which has no
process of its own to kill. The processes are the product's: gunicorn with its workers, Celery with beat, and Redis as
broker and cache.
"""

import random
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure, show
from bench.stage import Stage
from bench.victims import PATIENCE, Country, country, waited
from tests.faults.line import Pusher
from tests.faults.place import manage

PHONES, SECONDS, BACK_WITHIN = 8, 90.0, 10.0
GIVE_UP = 0.2
"""How often a phone that got no answer never comes again: such an exchange must be there whole or not at all."""
BETWEEN = (1.0, 4.0)
"""Seconds of traffic between two kills."""


@dataclass
class Walker(Pusher):
    """A phone that hands over a meeting with three people at a time, again and again until it is taken, or gives up."""

    given_up: list[list[dict[str, Any]]] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)

    def walk(self, until: float, dice: random.Random) -> None:
        """Goes on recording until then."""
        while time.monotonic() < until:
            self._hand_over(dice, until)

    def _hand_over(self, dice: random.Random, until: float) -> None:
        meeting = self.draft()
        people = [self.draft(meeting=meeting["record"], name=f"Peserta {number}") for number in range(3)]
        for one in people:
            del one["set"]["title"], one["set"]["type"]
        changes = [meeting, *({**one, "kind": "attendance"} for one in people)]
        while not self._taken(changes):
            if dice.random() < GIVE_UP or time.monotonic() > until + PATIENCE:
                self.given_up.append(changes)
                return
            time.sleep(dice.uniform(0.1, 0.5))

    def _taken(self, changes: list[dict[str, Any]]) -> bool:
        try:
            found = self.send(changes)
        except (OSError, HTTPException):
            return False
        if found.status != 200 and not found.is_a_refusal_to_wait_for:
            self.wrong.append((found.status, found.body))
        return found.status == 200


@dataclass
class Outcome:
    """What a soak came to."""

    seed: int
    kills: list[tuple[str, float]]
    """Who was killed, and the seconds from the kill until it was back."""
    acknowledged: int
    lost: list[str]
    torn: list[str]
    wrong: list[Any]
    """Answers that were neither a success nor a refusal to wait for."""
    verified: str
    """What ``verify_ledger`` found; empty where every chain and record holds."""

    @property
    def slowest(self) -> float:
        return max((seconds for _name, seconds in self.kills), default=0.0)


def soak(country: Country, *, seconds: float, seed: int) -> Outcome:
    """Runs phones for so long and kills in turn, in an order and at moments that the seed decides."""
    dice = random.Random(seed)  # noqa: S311 -- which of them, and when
    phones = [Walker(country.address, f"p{number}") for number in range(PHONES)]
    for one in phones:
        one.sign_in()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=one.walk, args=(until, random.Random(f"{seed}-{number}")))  # noqa: S311
        for number, one in enumerate(phones)
    ]
    for thread in threads:
        thread.start()
    kills = list(_kill_in_turn(country, dice, until))
    for thread in threads:
        thread.join()
    waited(country.web_answers)
    for one in phones:
        one.cursors = {}  # a server that forgot something refuses them, and it is asked what it forgot
    return Outcome(
        seed,
        kills,
        sum(len(one.acknowledged) for one in phones),
        [name for one in phones for name in one.lost()],
        _torn(country, [changes for one in phones for changes in one.given_up]),
        [one for phone in phones for one in phone.wrong],
        _verified(country.database),
    )


def _kill_in_turn(country: Country, dice: random.Random, until: float) -> Iterator[tuple[str, float]]:
    victims = country.victims(dice)
    order: list[str] = []
    while time.monotonic() < until:
        if not order:
            order = dice.sample(sorted(victims), len(victims))
        name = order.pop()
        time.sleep(dice.uniform(*BETWEEN))
        kill, back = victims[name]
        began = time.monotonic()
        kill()
        waited(back)
        yield name, time.monotonic() - began


def _torn(country: Country, given_up: list[list[dict[str, Any]]]) -> list[str]:
    """The exchanges that nobody sent again and of which a part is there."""
    there = manage(country.database, "shell", "--verbosity", "0", "-c", EVERY_CHANGE)
    known = set(there.stdout.split())
    counts = ((changes[0]["id"], sum(one["id"] in known for one in changes), len(changes)) for changes in given_up)
    return [name for name, found, whole in counts if found not in (0, whole)]


EVERY_CHANGE = (
    "from sync.models import LedgerEntry as E; print(*E.objects.values_list('change', flat=True).iterator(), sep='\\n')"
)


def _verified(database: str) -> str:
    done = manage(database, "verify_ledger")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def figures(told: Outcome) -> list[Figure]:
    """The table's lines."""
    kinds = sorted({name for name, _seconds in told.kills})
    name = f"{len(told.kills)} kills of {', '.join(kinds)} (seed {told.seed}), {told.acknowledged:,} acknowledged"
    return [
        Figure(f"{name}: lost", len(told.lost), goal=0, unit=""),
        Figure("torn exchanges, ledgers that do not verify", len(told.torn) + bool(told.verified), goal=0, unit=""),
        Figure("answers that nobody foresaw", len(told.wrong), goal=0, unit=""),
        *(figure for kind in kinds for figure in _back(kind, [s for name, s in told.kills if name == kind])),
    ]


def _back(kind: str, seconds: list[float]) -> list[Figure]:
    return [
        Figure(f"{kind} back, median of {len(seconds)}", median(seconds), unit="s"),
        Figure(f"{kind} back, slowest", max(seconds), goal=BACK_WITHIN, unit="s"),
    ]


def measure(stage: Stage, *, seconds: float = SECONDS, seed: int | None = None) -> list[Figure]:
    """A short soak; half an hour by ``seconds=1800`` on the command line."""
    chosen = random.SystemRandom().randrange(10**6) if seed is None else seed
    print(f"chaos: seed {chosen}, {seconds:.0f} s", file=sys.stderr)  # noqa: T201 -- to play it again
    with country(people=PHONES, postgres=stage.server is not None) as found:
        return figures(soak(found, seconds=seconds, seed=chosen))


if __name__ == "__main__":
    words = dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)
    server = ("", 0) if "postgres" in sys.argv[1:] else None
    chosen = int(words["seed"]) if "seed" in words else None
    place = Stage(Path(), server)
    show(f"{place.name}, kill -9", measure(place, seconds=float(words.get("seconds", SECONDS)), seed=chosen))
