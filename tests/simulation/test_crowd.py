"""Fifty phones in ten villages, in processes of their own, and a server whose processes are killed meanwhile."""

import os
import time
from random import Random

import pytest

from tests.simulation.crowd import press

pytestmark = pytest.mark.slow  # real processes press for SECONDS

SECONDS = float(os.environ.get("CROWD_SECONDS", "14"))
PROCESSES = int(os.environ.get("CROWD_PROCESSES", "10"))
KILL_ALL_EVERY = 4


def test_fifty_phones_lose_nothing_while_the_server_is_killed(serve):
    people, host = serve(villages=10, phones=5)
    rng, kills = Random(0), []

    def kill_again_and_again():
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            time.sleep(rng.uniform(0.4, 1.4))
            kills.append("all" if len(kills) % KILL_ALL_EVERY == KILL_ALL_EVERY - 1 else "worker")
            if kills[-1] == "all":
                host.kill()
                host.start()
            else:
                host.kill_workers(1)
        host.wait()

    pressed = press(people, host, processes=PROCESSES, disturb=kill_again_and_again)

    assert kills.count("worker") >= 4
    assert kills.count("all") >= 1
    assert pressed.answered > 100
    assert pressed.rounds <= 3
