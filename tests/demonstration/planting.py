"""Each kind of fault done to two villages, each near miss to two others."""

from typing import NamedTuple

from meetings.models import Meeting
from tests.demonstration.faults import FAULTS
from tests.demonstration.near_misses import MISSES
from tests.demonstration.villages import FAULTY
from tests.demonstration.world import World

FAULTS_FROM, MISSES_FROM = 0, FAULTY


class Planted(NamedTuple):
    """Something done to a meeting: its name, the code that would tell of it, and the meeting."""

    name: str
    code: str
    meeting: Meeting


def plant(world: World) -> tuple[list[Planted], list[Planted]]:
    """The faults and the near misses, in the database."""
    faults = [
        Planted(act.__name__, code, act(world, FAULTS_FROM + 2 * place + turn))
        for place, (code, act) in enumerate(FAULTS)
        for turn in range(2)
    ]
    misses = [
        Planted(act.__name__, code, act(world, MISSES_FROM + 2 * place + turn))
        for place, (code, act) in enumerate(MISSES)
        for turn in range(2)
    ]
    return faults, misses
