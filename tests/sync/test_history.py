"""What became of a record and of what hangs on it, told in words; and what was deleted, taken up again."""

from zoneinfo import ZoneInfo

import pytest

from sync.edit import NotRight, add, edit
from sync.history import differences_after, parts_of
from sync.models import Conflict
from sync.settle import NotDeleted, revive, settle
from sync.verify import verify
from sync.waiting import counted
from sync.wording import field_label, title_of, value_text
from tests.sync import toy
from tests.sync.toy import Box, Note

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def box(siti):
    """A box with a note and an echo in it; a note beside it."""
    made = siti.phone.record("box", label="Balai")
    siti.phone.record("note", box=made, title="Jalan", amount=1)
    siti.phone.record("echo", box=made, title="Gema")
    siti.phone.record("note", title="Lain")
    siti.phone.sync()
    return Box.objects.get(id=made)


def test_a_record_with_all_that_hangs_on_it_deleted_or_not(siti, box):
    note = next(one for one, doc in siti.phone.docs.items() if doc.get("title") == "Jalan")
    siti.phone.delete(note)
    siti.phone.sync()
    parts = parts_of("box", box.village_id, box.id)

    assert sorted((part.kind, part.title, part.deleted) for part in parts) == [
        ("box", "", False),
        ("echo", "Gema", False),
        ("note", "Jalan", True),
    ]


def test_what_was_set_since_newest_first_with_who_and_what_it_was_before(siti, dadang, box):
    dadang.phone.sync()
    note = next(one for one, doc in dadang.phone.docs.items() if doc.get("title") == "Jalan")
    dadang.phone.change(note, amount=5, tags=["b", "a"])
    dadang.phone.sync()
    siti.phone.change(str(box.id), shut=True)
    siti.phone.sync()
    parts = parts_of("box", box.village_id, box.id)
    told = [
        (one.number, one.name, one.before, one.after, one.by)
        for one in differences_after(box.village_id, parts, 4, zone=ZONE)
    ]

    assert [number for number, *_rest in told] == [6, 5, 5]
    assert sorted(told) == [
        (5, "amount", "1", "5", "Dadang Suherman"),
        (5, "tags", "(kosong)", "a, b", "Dadang Suherman"),
        (6, "shut", "Tidak", "Ya", "Siti Aminah"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("at", "2026-11-23T03:02:00Z", "Senin, 23 November 2026 pukul 10.02 WIB"),
        ("title", None, "(kosong)"),
        ("tags", ["x", "y"], "x, y"),
        ("box", "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11", "catatan …0f5b11"),
        ("volume", 2.5, "2.5"),
        ("was_once_a_field", "nilai", "nilai"),
    ],
)
def test_values_in_words(name, value, text):
    assert value_text(toy.NOTE, name, value, zone=ZONE) == text


def test_a_field_that_is_no_more_keeps_its_name_and_a_nameless_record_has_none():
    assert field_label(toy.NOTE, "was_once_a_field") == "was_once_a_field"
    assert title_of(toy.BOX, {"label": "Balai"}) == ""


def test_what_was_deleted_is_taken_up_again_with_both_in_the_ledger(siti, bu_camat, box):
    note = Note.objects.get(title="Lain")
    with pytest.raises(NotDeleted):
        revive(note, by=bu_camat.actor)
    siti.phone.delete(str(note.id))
    siti.phone.sync()
    revive(note, by=bu_camat.actor)
    siti.phone.sync()

    assert siti.phone.docs[str(note.id)]["title"] == "Lain"
    assert Conflict.objects.get().settled_at is not None
    assert list(verify(siti.village.pk)) == []


def test_a_desk_that_writes_what_does_not_fit_is_told_and_nothing_is_written(siti, bu_camat, box):
    for wrong in ({"amount": 10**6}, {"title": "forbidden"}):
        with pytest.raises(NotRight):
            edit(Note.objects.get(title="Jalan"), by=bu_camat.actor, **wrong)
    with pytest.raises(NotRight):
        add("note", box.village_id, by=bu_camat.actor, amount=1)

    assert sorted(Note.objects.values_list("title", "amount")) == [("Jalan", 1), ("Lain", None)]


def test_what_waits_is_counted_by_village_and_a_wrong_choice_settles_nothing(siti, dadang, bu_camat, box):
    dadang.phone.sync()
    note = next(one for one, doc in dadang.phone.docs.items() if doc.get("title") == "Jalan")
    siti.phone.change(note, amount=2)
    dadang.phone.change(note, amount=3)
    siti.phone.sync()
    dadang.phone.sync()
    for wrong in ({"amount": "dua"}, {"title": "x"}):
        with pytest.raises(NotRight):
            settle(Conflict.objects.get(), by=bu_camat.actor, choices=wrong)

    assert list(counted(type(siti.village).objects.all())) == [("conflicts", siti.village.name, 1)]
