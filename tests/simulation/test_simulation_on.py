"""The second hundred seeds: a file of their own, since tests are dealt out to processes by file."""

import pytest

from tests.simulation.run import Run

CHUNK = 20


@pytest.mark.parametrize("first", range(100, 200, CHUNK))
def test_the_promises_still_hold(stage, first):
    for seed in range(first, first + CHUNK):
        Run(seed, stage).play()
