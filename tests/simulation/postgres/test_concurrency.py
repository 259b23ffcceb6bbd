"""Ten villages, twenty phones, five processes, one server that is killed: the same promises, at the same time."""

import time

import pytest

from tests.simulation.crowd import four_at_once, press, settle_in
from tests.simulation.host import Host, lend_database
from tests.simulation.world import clear, toy_kinds

pytestmark = pytest.mark.slow  # real processes, real time


@pytest.fixture
def crowd(transactional_db):
    """Everybody in place; the checker reads the toy kinds' tables too."""
    with toy_kinds():
        yield settle_in(villages=10, phones=2)
        clear()


@pytest.fixture
def host(crowd, tmp_path):
    """A real server on the tests' own database."""
    found = Host(lend_database(tmp_path), tmp_path / "gunicorn.log")
    found.start()
    yield found
    found.stop()


def test_four_identical_requests_at_once_get_the_same_answer(crowd, host):
    found = four_at_once(crowd, host, rounds=40)

    assert found == [([200, 200, 200, 200], 3)] * 40


def test_twenty_phones_lose_nothing_while_workers_are_killed(crowd, host):
    def kill_now_and_then(until: float) -> None:
        while time.time() < until - 7:
            time.sleep(3)
            host.kill_a_worker()
        host.kill()
        host.start()

    answered = press(crowd, host, processes=5, seconds=20, disturb=kill_now_and_then)

    assert answered > 60
