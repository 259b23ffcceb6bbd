"""``kill -9`` of a real server amid pushes, again and again: nothing torn, nothing acknowledged lost."""

import os
import threading
import time
from random import Random

import pytest

from tests.simulation.books import chain_faults, read
from tests.simulation.line import Line
from tests.simulation.pusher import Pusher, Tally

pytestmark = pytest.mark.slow  # each of the kills needs a server that has come back

KILLS = int(os.environ.get("KILLS", "60"))
ALL_EVERY = 10
"""Every so many kills take the whole server; the others all the processes that hold a request or a connection."""


@pytest.fixture
def pushing(serve):
    """Two villages, two phones in each, pushing; stopped at the end."""
    people, host = serve(villages=2, phones=2)
    stop = threading.Event()
    seats = enumerate(sorted(people.seats))
    pushers = [Pusher(Line(host.port, 20), name, village, seed) for seed, (name, village) in seats]
    threads = [one.start(stop) for one in pushers]

    def end():
        stop.set()
        for one in threads:
            one.join()

    yield people, host, pushers, end
    end()


def test_kills_amid_pushes_tear_nothing_and_lose_nothing(pushing):
    people, host, pushers, end = pushing
    rng, tallies = Random(0), []
    for number in range(1, KILLS + 1):
        host.wait()
        time.sleep(rng.uniform(0.0, 0.15))
        if number % ALL_EVERY:
            host.kill_workers()
        else:
            host.kill()
        tallies.append(Tally.of(pushers, host.show))
        if number % ALL_EVERY == 0:
            host.start()
    end()

    assert tallies == [Tally(torn=0, lost=0, doubled=0)] * KILLS
    assert Tally.of(pushers, host.show) == Tally(torn=0, lost=0, doubled=0)
    assert [one.wrong for one in pushers] == [[]] * len(pushers)
    assert sum(one.interrupted for one in pushers) >= KILLS / 2
    assert sum(one.done_all_the_same for one in pushers) > 0
    assert all(len(one.acknowledged) == sum(map(len, one.batches)) for one in pushers)
    assert [list(chain_faults(read(village.pk))) for village in people.villages] == [[], []]
