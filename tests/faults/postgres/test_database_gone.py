"""The database restarts, goes away or takes no writes: a problem to wait for, and nothing acknowledged is lost."""

import time
from functools import partial

import psycopg
import pytest

from tests.faults.line import all_at_once, ask
from tests.faults.place import manage

pytestmark = pytest.mark.slow  # real servers, real time

TRAFFIC = 6.0
RECOVERS_WITHIN = 5.0


def test_a_restart_amid_traffic_loses_nothing_that_was_acknowledged(cluster, host, pushers):
    end = time.monotonic() + TRAFFIC
    back = []

    def crash():
        time.sleep(TRAFFIC / 3)
        cluster.restart()
        back.append(time.monotonic())

    assert all_at_once([crash, *[partial(one.push_until, end) for one in pushers]]) == []
    told = [answer for one in pushers for answer in one.told]
    refused = [answer for answer in told if answer.status != 200]

    assert refused, "the restart was not noticed by anybody: nothing was tried"
    assert [answer.body for answer in refused if not answer.is_a_refusal_to_wait_for] == []
    assert max(answer.at for answer in refused) < back[0] + RECOVERS_WITHIN
    assert all(one.push() for one in pushers)
    assert [one.lost() for one in pushers] == [[]] * len(pushers)
    verified = manage(cluster.address, "verify_ledger")
    assert verified.returncode == 0, verified.stdout


def test_while_there_is_no_database_everybody_is_asked_to_wait(cluster, host, pushers):
    siti = pushers[0]
    change = siti.draft()
    cluster.stop()
    told = [
        siti.send([change]),
        siti.send([]),
        ask(host.address, "/api/auth/login", {"username": "p0", "password": "x", "device": {"id": siti.device}}),
        ask(host.address, "/api/sync/rxdb/meeting/1/push", [], siti.token),
    ]
    cluster.start()
    back = time.monotonic()

    assert [answer.body for answer in told if not answer.is_a_refusal_to_wait_for] == []
    while siti.send([change]).status != 200:
        assert time.monotonic() < back + RECOVERS_WITHIN
        time.sleep(0.1)
    assert siti.lost() == []


def test_a_database_that_takes_no_writes_takes_nothing_half(cluster, pushers):
    siti = pushers[0]
    before = siti.send([]).body["cursors"]
    change = siti.draft()
    cluster.set("default_transaction_read_only", "on")
    try:
        refused = siti.send([change, siti.draft()])
    finally:
        cluster.set("default_transaction_read_only", "off")
    after = siti.send([]).body["cursors"]
    taken = siti.send([change])

    assert refused.is_a_refusal_to_wait_for, refused
    assert after == before
    assert "replayed" not in taken.body["results"][0]


def test_whoever_waits_for_a_lock_too_long_is_asked_to_come_again(cluster, pushers):
    siti, other = pushers[0], pushers[1]
    cluster.set("lock_timeout", "'300ms'")
    try:
        with psycopg.connect(cluster.address) as holder:
            holder.execute("SELECT 1 FROM sync_feed WHERE village_id = %s FOR UPDATE", [siti.village])
            refused = siti.send([siti.draft()])
            assert other.push(), "another village does not wait"
    finally:
        cluster.set("lock_timeout", "'0'")

    assert refused.is_a_refusal_to_wait_for, refused
    assert siti.push()
    assert siti.lost() == []
