"""A hundred thousand histories of the pure merge in every run: nothing lost, nothing doubled, everybody agrees."""

from random import Random

import pytest

from tests.sync.histories import Broken, play

HISTORIES = 100_000
PARTS = 5


@pytest.mark.parametrize("part", range(PARTS))
def test_the_laws_of_the_merge_hold(part):
    rng = Random()
    contested = 0
    for number in range(part, HISTORIES, PARTS):
        try:
            server = play(number, rng)
        except Broken as wrong:
            raise Broken(f"history {number}: {wrong}") from None
        contested += any(server.conflicts)

    assert contested > HISTORIES / PARTS / 4  # people do meet in these histories
