"""Three thousand phones at once, each with a musdes: ``python -m bench.burst [postgres] [phones=3000]``.

Who finds no place is told when to come again and does as told; everything must be in within ten minutes.
"""

import asyncio
import sys
import time

from bench.crowd import THREADS, Tally, Walker, allow_many, enrolled, hand_over, missing, warmed
from bench.figures import Figure, show
from bench.stage import Stage, stage

PHONES, IN_ALL = 3000, 600.0


async def _all_at_once(address: str, phones: list[Walker], tally: Tally) -> list[bool]:
    due = time.monotonic()
    return await asyncio.gather(*(hand_over(address, one, one.push, tally, due) for one in phones))


def measure(stage: Stage, *, phones: int = PHONES) -> list[Figure]:
    """All of them in one moment."""
    allow_many()
    world = stage.world(stage.database("burst"))
    *crowd, first = enrolled(world, stage.folder, phones + 1)
    for number, one in enumerate(crowd):
        one.prepare(number)
    tally = Tally()
    with stage.serve("backend.wsgi", world, threads=THREADS) as server:
        warmed(server.address, first)
        before = server.seconds()
        taken = asyncio.run(_all_at_once(server.address, crowd, tally))
        spent = server.seconds() - before
    lost = missing(world, (one for one, done in zip(crowd, taken, strict=True) if done))
    name = f"{phones:,} phones at once, each a musdes"
    return [
        Figure(f"{name}: not taken, or lost", taken.count(False) + lost, goal=0, unit=""),
        Figure("all done after", max(tally.seconds, default=0.0), goal=IN_ALL, unit="s"),
        Figure("half done after", tally.percentile(0.5), unit="s"),
        Figure("processor time of the server, each", spent * 1000 / phones),
        Figure("told to come again (503, 429), each phone", tally.refused.total() / phones, unit=""),
        Figure("different moments that they were told", len(set(tally.waits)), unit=""),
        Figure("requests without an answer", tally.unanswered, unit=""),
        Figure("answers that nobody foresaw", len(tally.unforeseen), goal=0, unit=""),
    ]


if __name__ == "__main__":
    words = dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)
    with stage(postgres="postgres" in sys.argv[1:]) as place:
        show(place.name, measure(place, phones=int(words.get("phones", PHONES))))
