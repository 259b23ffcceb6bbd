"""What was held is admitted or dismissed by a human, once."""

import pytest

from sync.models import Conflict, Held
from sync.settle import AlreadyDecided, ReasonMissing, admit, dismiss
from sync.terms import Outcome
from sync.verify import verify
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(siti, end_assignment):
    """Siti's edit that came after her assignment ended."""
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    siti.phone.change(record, amount=2)
    end_assignment(siti, days_ago=3)
    siti.phone.sync()
    return Held.objects.get()


def test_admitted_it_takes_effect_in_its_makers_name(late, siti, bu_camat):
    outcome = admit(late, by=bu_camat.actor)

    assert outcome is Outcome.APPLIED
    assert Note.objects.get(id=late.record).amount == 2
    assert list(verify(siti.village.pk)) == []


def test_admitted_it_may_meet_a_conflict(late, dadang, bu_camat):
    dadang.phone.sync()
    dadang.phone.change(str(late.record), amount=7)
    dadang.phone.sync()

    assert admit(late, by=bu_camat.actor) is Outcome.CONFLICT
    assert Conflict.objects.get().fields == {"amount": {"base": 1, "stored": 7, "offered": 2}}


def test_dismissed_it_stays_out_and_needs_a_reason(late, bu_camat):
    with pytest.raises(ReasonMissing):
        dismiss(late, by=bu_camat.actor, reason="  ")
    dismiss(late, by=bu_camat.actor, reason="Sudah dicatat sekdes")

    assert Note.objects.get(id=late.record).amount == 1
    assert Held.objects.get().decision_reason == "Sudah dicatat sekdes"


def test_nobody_decides_twice(late, bu_camat):
    dismiss(late, by=bu_camat.actor, reason="x")

    with pytest.raises(AlreadyDecided):
        admit(late, by=bu_camat.actor)


def test_sent_again_it_is_still_held_once(siti, end_assignment):
    record = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    siti.phone.change(record, amount=2)
    body = siti.phone.request()
    end_assignment(siti, days_ago=3)
    first = siti.phone.post(body).json()["results"]
    again = siti.phone.post(body).json()["results"]

    assert again == [{**first[0], "replayed": True}]
    assert Held.objects.count() == 1
