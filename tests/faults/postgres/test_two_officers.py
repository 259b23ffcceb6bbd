"""Two officers decide the same thing in the same moment: one of them does, and the other is told."""

from collections import Counter
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from backend.kernel import clock
from meetings.models import Attendance
from sync import settle
from sync.models import Conflict, Held
from sync.settle import AlreadyDecided
from sync.verify import verify
from tests.faults.line import all_at_once
from villages.models import Assignment

pytestmark = pytest.mark.django_db(transaction=True)

OFFICERS = 4


@pytest.fixture
def row(siti, dadang):
    """A person on both phones, about whom they differ."""
    meeting = siti.phone.record("meeting", title="Musdes", type="musdes_rkp")
    made = siti.phone.record("attendance", meeting=meeting, name="Oneng", hamlet="Dusun I")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(made, hamlet="Dusun II")
    dadang.phone.change(made, hamlet="Dusun III")
    siti.phone.sync()
    dadang.phone.sync()
    return Attendance.objects.get(id=made)


def race(*choices):
    """Runs each choice in a thread and on a connection of its own, all at once; answers what became of them."""
    together, told = Barrier(len(choices)), Counter()

    def run(choice):
        try:
            connection.ensure_connection()
            together.wait()
            choice()
            told["decided"] += 1
        except AlreadyDecided as refusal:
            told[refusal.status] += 1
        finally:
            connection.close()

    assert all_at_once([lambda choice=choice: run(choice) for choice in choices]) == []
    return told


def test_a_difference_is_settled_once(siti, bu_camat, row):
    conflict = Conflict.objects.get()
    hamlets = [f"Dusun {number}" for number in range(OFFICERS)]
    choices = [
        lambda hamlet=hamlet: settle.settle(conflict, by=bu_camat.actor, choices={"hamlet": hamlet})
        for hamlet in hamlets
    ]

    assert race(*choices) == {"decided": 1, 409: OFFICERS - 1}
    row.refresh_from_db()
    assert row.hamlet in hamlets
    assert Conflict.objects.get().settled_number == row.version
    assert list(verify(siti.village.pk)) == []


def test_a_late_change_is_admitted_or_dismissed_once(siti, bu_camat, row):
    siti.phone.change(str(row.id), hamlet="Dusun V")
    Assignment.objects.filter(user=siti.user).update(until_on=clock.today() - timedelta(days=2))
    siti.phone.sync()
    held = Held.objects.get()
    choices = [
        lambda: settle.admit(held, by=bu_camat.actor),
        lambda: settle.dismiss(held, by=bu_camat.actor, reason="Sudah dicatat."),
    ] * 2

    assert race(*choices) == {"decided": 1, 409: 3}
    assert list(verify(siti.village.pk)) == []
