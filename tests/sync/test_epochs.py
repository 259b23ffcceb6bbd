"""After a restore: phones that know more than the server are told, read anew, and send again what they kept."""

import pytest
from django.core.management import CommandError, call_command

from sync import kinds
from sync.models import Feed, LedgerEntry
from sync.verify import verify
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db


def epochs():
    return dict(Feed.objects.values_list("pk", "epoch"))


def back_up():
    """The server as it is now; answers what brings it back."""
    models = [Feed, LedgerEntry, *(kind.model for kind in kinds.every())]
    kept = {model: list(model._default_manager.all()) for model in models}

    def restore():
        for model in reversed(models):
            model._default_manager.all().delete()
        for model, rows in kept.items():
            model._default_manager.bulk_create(rows)

    return restore


def told(phone):
    """What the server says to a phone that goes on where it was."""
    answer = phone.post(phone.request())
    return answer.status_code, answer.json().get("code"), answer.json().get("villages")


def start_again(phone, kept):
    """What an app does on ``cursor_unknown``: reads from the start, sends again what it kept."""
    phone.cursors = {}
    phone.unsent = [*kept, *phone.unsent]
    phone.sync()


@pytest.fixture
def restored(siti):
    """A server back from a backup that forgot Siti's second note; answers the changes that her phone kept."""
    first = siti.phone.record("note", title="Jalan")
    kept = list(siti.phone.unsent)
    siti.phone.sync()
    restore = back_up()
    siti.phone.record("note", title="Jembatan")
    siti.phone.change(first, amount=2)
    kept += siti.phone.unsent
    siti.phone.sync()
    restore()
    call_command("new_epoch")
    return kept


def test_a_phone_that_is_ahead_is_told_and_sends_again_what_was_forgotten(restored, siti):
    assert told(siti.phone) == (409, "cursor_unknown", [str(siti.village.pk)])

    start_again(siti.phone, restored)

    assert siti.phone.outcomes() == ["applied", "applied", "applied"]
    assert [bool(one.get("replayed")) for one in siti.phone.last["results"]] == [True, False, False]
    assert sorted(Note.objects.values_list("title", "amount")) == [("Jalan", 2), ("Jembatan", None)]
    assert list(verify(siti.village.pk)) == []


def test_a_phone_that_is_not_ahead_is_told_too(siti, dadang):
    """Its cursor may point at an entry that another one has taken the place of."""
    siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    dadang.phone.sync()
    call_command("new_epoch")

    assert told(dadang.phone)[:2] == (409, "cursor_unknown")
    dadang.phone.cursors = {}
    assert [one["doc"]["title"] for one in dadang.phone.sync()["changes"]] == ["Jalan"]


def test_one_village_alone_by_its_code_or_id(siti, asep):
    siti.phone.sync()
    asep.phone.sync()
    before = epochs()

    call_command("new_epoch", siti.village.code)
    between = epochs()
    call_command("new_epoch", str(asep.village.pk))
    after = epochs()

    assert between[asep.village.pk] == before[asep.village.pk]
    assert between[siti.village.pk] != before[siti.village.pk]
    assert (after[siti.village.pk], after[asep.village.pk] == before[asep.village.pk]) == (
        between[siti.village.pk],
        False,
    )
    assert told(asep.phone)[:2] == (409, "cursor_unknown")


def test_all_villages_at_once_and_nothing_else_of_them(siti, asep, monkeypatch):
    monkeypatch.setattr("sync.management.commands.new_epoch.AT_ONCE", 1)
    siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    asep.phone.sync()
    before, heads = epochs(), sorted(Feed.objects.values_list("pk", "head", "head_hash"))

    call_command("new_epoch")

    assert [epoch == before[village] for village, epoch in epochs().items()] == [False, False]
    assert sorted(Feed.objects.values_list("pk", "head", "head_hash")) == heads


@pytest.mark.parametrize("key", ["99.99.99.2001", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_village_that_is_not_there_is_said(db, key):
    with pytest.raises(CommandError, match="belum punya catatan"):
        call_command("new_epoch", key)
