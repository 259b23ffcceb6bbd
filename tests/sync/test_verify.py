"""The ledger as evidence: any change behind its back is found and named."""

import pytest
from django.core.management import CommandError, call_command

from sync.edit import edit, remove
from sync.ledger import public_form
from sync.models import Conflict, Feed, LedgerEntry
from sync.settle import settle
from sync.verify import as_json, verify
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(siti, dadang):
    """A village's story with every kind of entry; answers the village."""
    record = siti.phone.record("note", title="Jalan", amount=1, secret="nama warga", volume=2.5)
    gone = siti.phone.record("note", title="Salah")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, amount=2, at="2026-11-23T10:02:11.25+07:00")
    dadang.phone.change(record, amount=3)
    siti.phone.delete(gone)
    siti.phone.sync()
    dadang.phone.sync()
    dadang.phone.change(record, resolves=dadang.phone.last["results"][0]["conflict"], amount=3)
    dadang.phone.sync()
    edit(Note.objects.get(id=record), by=siti.actor, stamp="diperiksa", secret=None)
    return siti.village.pk


def places(village):
    return [(fault.place.split(" ", 1)[1], fault.what) for fault in verify(village)]


def test_a_whole_village_has_no_faults(history):
    assert places(history) == []


def test_two_who_delete_the_same_record_are_no_fault(siti, dadang):
    record = siti.phone.record("note", title="Salah")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.delete(record)
    siti.phone.sync()
    dadang.phone.delete(record)
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["merged"]
    assert places(siti.village.pk) == []


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("set", {"title": "Jembatan"}, "the hash does not match the entry"),
        ("made_at", "2020-01-01T00:00:00Z", "the hash does not match the entry"),
        ("outcome", "merged", "the hash does not match the entry"),
        ("hash", "0" * 64, "the hash does not match the entry"),
        ("previous", "1" * 64, "does not follow the entry before"),
        ("sealed", {}, "the hash does not match the entry"),
    ],
)
def test_a_changed_entry_is_named(history, column, value, what):
    LedgerEntry.objects.filter(village=history, number=1).update(**{column: value})

    assert ("#1", what) in places(history)


def test_a_restricted_value_changed_behind_its_commitment_is_named(history):
    entry = LedgerEntry.objects.get(village=history, number=1)
    LedgerEntry.objects.filter(village=history, number=1).update(set={**entry.set, "secret": "orang lain"})

    assert ("#1", "the restricted value of secret does not match its commitment") in places(history)


def test_a_missing_entry_is_named(history):
    LedgerEntry.objects.filter(village=history, number=2).delete()

    assert ("#3", "number 2 is missing") in places(history)


def test_a_cut_off_end_is_named(history):
    head = Feed.objects.get(pk=history).head
    LedgerEntry.objects.filter(village=history, number=head).delete()

    assert (f"#{head}", "the head does not match the last entry") in places(history)


@pytest.mark.parametrize(("column", "value"), [("title", "Jembatan"), ("amount", 9), ("tags", ["x"]), ("volume", 1)])
def test_a_changed_record_is_named(history, column, value):
    note = Note.objects.get(village=history, title="Jalan")
    Note.objects.filter(village=history, id=note.id).update(**{column: value})

    assert [place for place, what in places(history) if what.startswith(column)] == [f"note {note.id}"]


def test_a_vanished_record_is_named(history):
    note = Note.objects.get(village=history, title="Jalan")
    Note.objects.filter(village=history, id=note.id).delete()

    assert [place for place, _what in places(history)] == [f"note {note.id}"]


def test_the_command_says_whole_or_names_the_fault(history, capsys):
    call_command("verify_ledger", str(history))
    assert "semua utuh" in capsys.readouterr().out

    LedgerEntry.objects.filter(village=history, number=1).update(hash="0" * 64)
    with pytest.raises(CommandError):
        call_command("verify_ledger")
    assert f"{history} #1" in capsys.readouterr().out


def test_personal_values_stand_in_no_hashed_form(history):
    entries = LedgerEntry.objects.filter(village=history).order_by("number")
    forms = [public_form(as_json(entry)) for entry in entries]

    assert forms[0]["sealed"].keys() == {"content", "secret"}
    assert "nama warga" not in str(forms)


def test_a_desks_deletion_reaches_the_phone(siti):
    record = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    remove(Note.objects.get(id=record), by=siti.actor)
    reply = siti.phone.sync()

    assert [(one["record"], one["deleted"]) for one in reply["changes"]] == [(record, True)]
    assert places(siti.village.pk) == []


def test_a_desks_settlement_ends_the_conflict(siti, dadang, bu_camat):

    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, amount=2)
    dadang.phone.change(record, amount=3)
    siti.phone.sync()
    dadang.phone.sync()

    settle(Conflict.objects.get(), by=bu_camat.actor, choices={"amount": 3})

    assert Note.objects.get(id=record).amount == 3
    assert Conflict.objects.get().settled_number == Feed.objects.get().head
    assert places(siti.village.pk) == []
