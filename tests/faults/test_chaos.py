"""kill -9 of web, worker, broker and (PostgreSQL) database in turn, while phones push."""

import random

import pytest

from bench.chaos import BACK_WITHIN, PHONES, soak
from bench.victims import country
from tests.faults.conftest import on_postgresql

pytestmark = pytest.mark.slow  # a minute of kills; half an hour of them is ``python -m bench.chaos seconds=1800``

SECONDS, MANY = 40.0, 3
BESIDE_OTHER_TESTS = 30.0
"""A worker loads the whole product before it answers; on a machine that is busy with other tests that takes longer."""


def test_whatever_is_killed_nothing_that_was_acknowledged_is_lost():
    seed = random.SystemRandom().randrange(10**6)
    with country(people=PHONES, postgres=on_postgresql()) as found:
        told = soak(found, seconds=SECONDS, seed=seed)

    assert (told.lost, told.torn, told.wrong, told.verified) == ([], [], [], ""), f"seed {seed}: {told}"
    assert told.acknowledged > 100, f"seed {seed}"
    assert len({name for name, _seconds in told.kills}) >= MANY, f"seed {seed}: {told.kills}"
    late = [one for one in told.kills if one[1] > (BACK_WITHIN if one[0] == "database" else BESIDE_OTHER_TESTS)]
    assert late == [], f"seed {seed}"
