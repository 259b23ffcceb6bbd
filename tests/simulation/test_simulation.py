"""The first hundred seeds of the simulator; the second hundred are played beside them (``test_simulation_on``)."""

import pytest

from tests.simulation.run import Run

CHUNK = 20


@pytest.mark.parametrize("first", range(0, 100, CHUNK))
def test_the_promises_hold_whatever_happens(stage, first):
    for seed in range(first, first + CHUNK):
        Run(seed, stage).play()


def test_the_same_seed_tells_the_same_story(stage):
    first, again = Run(7, stage), Run(7, stage)

    assert first.play() == again.play()
    assert first.trace.lines == again.trace.lines
