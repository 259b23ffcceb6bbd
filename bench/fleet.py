"""Phones over four hours of a Monday, each a musdes and three exchanges that bring nothing new, at the rate of 35,000.

``python -m bench.fleet [postgres] [phones=350] [minutes=2.4]``; the whole fleet in real time is ``phones=35000
minutes=240``, and fewer minutes press the four hours together. Phones, server and database share the machine.
"""

import asyncio
import os
import random
import sys
import time

from bench.crowd import THREADS, Tally, Walker, allow_many, enrolled, hand_over, missing, warmed
from bench.figures import Figure, show
from bench.stage import Stage, stage

FLEET, HOURS = 35_000, 4
PHONES, MINUTES, IDLE = 350, 2.4, 3
P95, PROCESSORS = 1.0, 2
AN_HOUR, A_MINUTE = 3600, 60


async def _morning(address: str, phones: list[Walker], tally: Tally, seconds: float) -> list[bool]:
    begins = time.monotonic()

    async def one(phone: Walker) -> bool:
        moments = sorted(begins + random.uniform(0, seconds) for _time in range(1 + IDLE))  # noqa: S311
        # At any of them: were it always the first, most would come in the first minutes.
        musdes = random.randrange(len(moments))  # noqa: S311
        taken = True
        for place, moment in enumerate(moments):
            await asyncio.sleep(max(moment - time.monotonic(), 0))
            due = max(moment, time.monotonic()) if place else moment
            body = phone.push if place == musdes else phone.exchange([])
            taken &= await hand_over(address, phone, body, tally, due)
        return taken

    return await asyncio.gather(*map(one, phones))


def measure(stage: Stage, *, phones: int = PHONES, minutes: float = MINUTES) -> list[Figure]:
    """So many phones spread evenly over so many minutes."""
    allow_many()
    world = stage.world(stage.database("fleet"))
    *crowd, first = enrolled(world, stage.folder, phones + 1)
    for number, one in enumerate(crowd):
        one.prepare(number)
    tally, seconds = Tally(), minutes * A_MINUTE
    with stage.serve("backend.wsgi", world, threads=THREADS) as server:
        warmed(server.address, first)
        before = server.seconds()
        taken = asyncio.run(_morning(server.address, crowd, tally, seconds))
        spent = server.seconds() - before
    lost = missing(world, (one for one, done in zip(crowd, taken, strict=True) if done))
    pace = phones / seconds / (FLEET / (HOURS * AN_HOUR))
    busy = spent / (seconds * min(PROCESSORS, os.cpu_count() or 1))
    name = f"{phones:,} phones in {minutes:g} minutes ({pace:.2f} of the fleet's rate)"
    return [
        Figure(f"{name}: answered within {P95:g} s", tally.share_below(P95) * 100, unit="%"),
        Figure("95 % answered within", tally.percentile(0.95), goal=P95, unit="s"),
        Figure("99 % answered within", tally.percentile(0.99), unit="s"),
        Figure("not taken, or lost", taken.count(False) + lost, goal=0, unit=""),
        Figure("told to come again, or without an answer", tally.refused.total() + tally.unanswered, unit=""),
        Figure("answers that nobody foresaw", len(tally.unforeseen), goal=0, unit=""),
        Figure("server's and database's share of two processors at the fleet's rate", busy / pace, goal=1.0, unit=""),
    ]


if __name__ == "__main__":
    words = dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)
    with stage(postgres="postgres" in sys.argv[1:]) as place:
        asked = {"phones": int(words.get("phones", PHONES)), "minutes": float(words.get("minutes", MINUTES))}
        show(place.name, measure(place, phones=int(asked["phones"]), minutes=asked["minutes"]))
