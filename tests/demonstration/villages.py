"""Which villages something is done to, and how."""

from collections.abc import Callable

from meetings.models import Meeting
from tests.demonstration.world import World

Act = Callable[[World, int], Meeting]
WIDE = (1280, 960)
FAULTY = 64
"""Villages from the first on that are faulty."""


def other(number: int) -> int:
    """Another village of those that are faulty anyway."""
    return (number + 7) % FAULTY
