"""Sneakernet in every order: carried, sent by the phone itself, twice, by halves. The end is always the same."""

import hashlib
import os
from io import BytesIO
from itertools import permutations
from uuid import UUID

import pytest

from sync import uploads
from sync.models import Blob, Conflict, Held, LedgerEntry, Rejection
from sync.verify import verify
from tests.sync.bundle_writer import bundle, taken
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db

PHOTO = os.urandom(40_000)


def state(village):
    """Everything of a village that a person can tell, whoever brought it and however often."""
    entries = LedgerEntry.objects.filter(village=village).order_by("number")
    return {
        "ledger": list(entries.values_list("number", "change", "outcome", "user", "device")),
        "held": list(Held.objects.order_by("change").values_list("change", "reason")),
        "rejected": list(Rejection.objects.order_by("change").values_list("change", "user", "device")),
        "conflicts": list(Conflict.objects.order_by("change").values_list("change", "fields")),
        "blobs": list(Blob.objects.values_list("sha256", "size", "media_type")),
        "records": sorted(Note.objects.values_list("version", "title", "amount", "secret", "tags")),
    }


@pytest.mark.parametrize("order", ["fs", "sf", "ffs", "sff", "fsf", "sfsf"])
def test_carried_and_sent_in_any_order_ends_in_the_same_state(recorded, siti, order):
    note = recorded.unsent[0]["record"]
    recorded.change(note, amount=5)
    recorded.change(note, unknown=1)
    file, body = bundle(recorded, PHOTO).getvalue(), recorded.request()
    changes = [UUID(one["id"]) for one in recorded.unsent]

    for step in order:
        if step == "f":
            taken(BytesIO(file))
        else:
            assert recorded.post(body).status_code == 200
            send_photo(siti)

    me = (siti.user.pk, UUID(recorded.number))
    assert state(siti.village.pk) == {
        "ledger": [(number + 1, changes[number], "applied", *me) for number in range(3)],
        "held": [],
        "rejected": [(changes[3], *me)],
        "conflicts": [],
        "blobs": [(hashlib.sha256(PHOTO).hexdigest(), len(PHOTO), "image/jpeg")],
        "records": [(2, "Jembatan", None, "", ["a", "b"]), (3, "Jalan", 5, "nama warga", [])],
    }
    assert list(verify(siti.village.pk)) == []


def send_photo(person):
    """The photograph as the phone sends it itself."""
    said = {"sha256": hashlib.sha256(PHOTO).hexdigest(), "size": len(PHOTO), "media_type": "image/jpeg"}
    upload = uploads.begin(person.actor, village=person.village.pk, **said)
    if upload.finished_at is None:
        uploads.append(upload, offset=0, data=PHOTO)


@pytest.mark.parametrize("order", ["hfs", "hsf", "fhs", "hffs", "fhfs"])
def test_a_phone_that_had_sent_half_and_lost_the_answer_ends_in_the_same_state(recorded, siti, order):
    """``h``: the first half reaches the server, its answer does not come back; ``f``: the file; ``s``: all is sent."""
    note = recorded.unsent[0]["record"]
    recorded.change(note, amount=5)
    file, body = bundle(recorded, PHOTO).getvalue(), recorded.request()
    half = recorded.request(changes=recorded.unsent[:1])
    changes = [UUID(one["id"]) for one in recorded.unsent]

    for step in order:
        if step == "f":
            taken(BytesIO(file))
        else:
            assert recorded.post(half if step == "h" else body).status_code == 200

    entries = LedgerEntry.objects.order_by("number").values_list("change", "outcome")
    assert list(entries) == [(change, "applied") for change in changes]
    assert state(siti.village.pk)["records"] == [
        (2, "Jembatan", None, "", ["a", "b"]),
        (3, "Jalan", 5, "nama warga", []),
    ]
    assert Conflict.objects.count() == 0
    assert list(verify(siti.village.pk)) == []


ORDERS = ["".join(order) for order in permutations("hfgs")]


@pytest.mark.parametrize("order", ORDERS)
def test_two_files_and_the_phone_itself_in_every_order_end_in_the_same_state(recorded, siti, order):
    """``h``: one change is sent; ``f``: the first file; ``g``: the second, after an edit; ``s``: all is sent."""
    note = recorded.unsent[0]["record"]
    bodies = {"h": recorded.request(changes=recorded.unsent[:1])}
    files = {"f": bundle(recorded).getvalue()}
    recorded.change(note, amount=5)
    files["g"] = bundle(recorded, PHOTO).getvalue()
    bodies["s"] = recorded.request()

    for step in order + order:
        if step in files:
            taken(BytesIO(files[step]))
        else:
            assert recorded.post(bodies[step]).status_code == 200

    found = state(siti.village.pk)
    changes = [UUID(one["id"]) for one in recorded.unsent]
    assert [(number, change, outcome) for number, change, outcome, *_author in found["ledger"]] == [
        (number + 1, change, "applied") for number, change in enumerate(changes)
    ]
    assert found["records"] == [(2, "Jembatan", None, "", ["a", "b"]), (3, "Jalan", 5, "nama warga", [])]
    assert (found["conflicts"], found["held"], found["rejected"], len(found["blobs"])) == ([], [], [], 1)


@pytest.mark.parametrize("order", ["fs", "sf", "fsf", "sfs"])
@pytest.mark.parametrize("outcome", ["conflict", "held", "rejected"])
def test_what_needs_a_person_is_answered_the_same_by_every_way(recorded, siti, dadang, end_assignment, outcome, order):
    recorded.sync()
    dadang.phone.sync()
    note = str(Note.objects.get(title="Jalan").id)
    recorded.change(note, **({"unknown": 1} if outcome == "rejected" else {"amount": 2}))
    file, body = bundle(recorded).getvalue(), recorded.request()
    if outcome == "conflict":
        dadang.phone.change(note, amount=3)
        dadang.phone.sync()
    if outcome == "held":
        end_assignment(siti, days_ago=3)

    told = []
    for step in order:
        if step == "f":
            brought = taken(BytesIO(file))
            told += [(one, False) for one in brought.outcomes] + [(one, True) for one in brought.before]
        else:
            [result] = recorded.post(body).json()["results"]
            told.append((result["outcome"], result.get("replayed", False)))

    assert told == [(outcome, number > 0) for number in range(len(order))]
    waiting = state(siti.village.pk)
    assert [len(waiting[name]) for name in ("conflicts", "held", "rejected")] == [
        int(outcome == name) for name in ("conflict", "held", "rejected")
    ]


def test_brought_twice_nothing_happens_twice(recorded):
    file = bundle(recorded, PHOTO).getvalue()
    taken(BytesIO(file))
    before = state(recorded.village)

    again = taken(BytesIO(file))

    assert state(recorded.village) == before
    assert (dict(again.outcomes), again.replayed, again.files_new, again.files_known) == ({}, 2, 0, 1)


def test_the_phone_that_syncs_later_forgets_what_was_carried(recorded):
    taken(bundle(recorded))
    recorded.sync()

    assert [one["replayed"] for one in recorded.last["results"]] == [True, True]
    assert recorded.unsent == []
    assert LedgerEntry.objects.count() == 2
