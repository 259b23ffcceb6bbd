"""The ledger is verified while phones push: no false alarm, and a real one is heard."""

import time
from functools import partial

import pytest

from tests.faults.line import all_at_once
from tests.faults.place import manage

pytestmark = pytest.mark.slow  # real processes, real time

TRAFFIC = 8.0

TAMPER = (
    "from sync.models import LedgerEntry as E; from django.db.models import Min; "
    "v = E.objects.order_by('village').first().village_id; "
    "E.objects.filter(village=v, number=1).update(base=7)"
)


def test_verifying_goes_on_beside_the_phones(database, pushers):
    end = time.monotonic() + TRAFFIC
    found = []

    def verify():
        while time.monotonic() < end:
            found.append(manage(database, "verify_ledger"))

    assert all_at_once([verify, *[partial(one.push_until, end) for one in pushers]]) == []
    assert sum(len(one.acknowledged) for one in pushers) > 50
    assert found
    assert [done.stdout for done in found if done.returncode] == []
    assert all("Memeriksa buku besar" in done.stderr for done in found)

    assert manage(database, "shell", "-c", TAMPER).returncode == 0
    told = manage(database, "verify_ledger")
    assert told.returncode == 1
    assert "#1: the hash does not match the entry" in told.stdout
