"""Any single byte that is altered behind the engine's back is found, and the entry or record that holds it is named."""

from random import Random

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from backend.kernel import clock, ids
from sync import kinds
from sync.damage import UNREADABLE
from sync.edit import edit
from sync.ledger import commitment, entry_hash, public_form
from sync.models import Conflict, Feed, Held, LedgerEntry
from sync.settle import admit, dismiss
from sync.verify import as_json, verify
from tests.meetings.recorded import record_meeting
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db

REFUSED = "refused by the database"


@pytest.fixture
def history(siti, dadang, bu_camat, end_assignment):
    """A village's story with every kind of entry, record and decision; answers the village."""
    box = siti.phone.record("box", label="Balai")
    note = siti.phone.record("note", title="Jalan", amount=1, secret="nama warga", volume=2.5, box=box, tags=["a"])
    gone = siti.phone.record("note", title="Salah", at="2026-11-23T10:02:11.25+07:00", body="satu\ndua")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(note, amount=2, secret="nama lain")
    dadang.phone.change(note, amount=3)
    siti.phone.sync()
    dadang.phone.sync()
    dadang.phone.change(note, resolves=dadang.phone.last["results"][0]["conflict"], amount=3)
    dadang.phone.delete(gone)
    dadang.phone.sync()
    siti.phone.change(gone, title="Masih ada")
    siti.phone.sync()
    edit(Note.objects.get(id=note), by=siti.actor, stamp="diperiksa")
    dadang.phone.change(note, title="Jalan desa")
    dadang.phone.change(note, amount=9)
    dadang.phone.change(note, order=7)
    end_assignment(dadang, days_ago=3)
    dadang.phone.sync()
    first, second, _third = Held.objects.order_by("id")
    admit(first, by=bu_camat.actor)
    dismiss(second, by=bu_camat.actor, reason="Sudah dicatat.")
    assert list(verify(siti.village.pk)) == []
    return siti.village.pk


def flip(text, place):
    """A text with one bit turned."""
    return text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]


def as_stored(row, column):
    """A column as the text that the database makes of it; ``None`` for NULL."""
    table, where, key = place_of(row)
    kept = f'CAST("{column.column}" AS {"text" if connection.vendor == "postgresql" else "TEXT"})'
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {kept} FROM "{table}" WHERE {where}', key)  # noqa: S608 -- names of our own tables
        return cursor.fetchone()[0]


def place_of(row):
    """The table, the condition and its values for one row."""
    pk = list(row._meta.pk_fields)
    values = [field.get_db_prep_value(getattr(row, field.attname), connection) for field in pk]
    return row._meta.db_table, " AND ".join(f'"{field.column}" = %s' for field in pk), values


def write(row, column, text):
    """Writes over a column as somebody with the database's password would; answers what the database said."""
    table, where, key = place_of(row)
    cast = f"%s::{column.db_type(connection).split(' ')[0]}" if connection.vendor == "postgresql" else "%s"
    if connection.vendor == "postgresql" and "timestamp" in column.db_type(connection):
        cast = "%s::timestamptz"
    if connection.vendor == "sqlite" and isinstance(column, models.BooleanField | models.IntegerField):
        text = int(text) if text is not None and text.lstrip("-").isdigit() else text
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{column.column}" = {cast} WHERE {where}', [text, *key])  # noqa: S608 -- as above
    except (DataError, IntegrityError):
        return REFUSED
    return "written"


def altered(column, text, random):
    """Another value for a column that differs in one bit, or that makes something of nothing."""
    if isinstance(column, models.BooleanField):
        return {"0": "1", "1": "0", "false": "true", "true": "false"}[text]
    if text is None or text == "":
        return some(column)
    return flip(text, random.randrange(len(text)))


def some(column):
    """A value where there was none."""
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return ids.uuid7().hex
    if isinstance(column, models.DateTimeField | models.DateField):
        return "2026-01-01 00:00:00" if isinstance(column, models.DateTimeField) else "2026-01-01"
    if isinstance(column, models.JSONField):
        return '"x"'
    return "1" if isinstance(column, models.IntegerField | models.FloatField) else "x"


def unseen(village, row, places, columns, values):
    """The alterations of a row that nobody notices, or that are not found at one of ``places``."""
    missed = []
    for column in columns:
        for value in values(column, as_stored(row, column)):
            point = transaction.savepoint()
            if write(row, column, value) != REFUSED and not reads_the_same(row, column):
                found = {fault.place.split(" ", 1)[1] for fault in verify(village)}
                if not places & found:
                    missed.append((row, column.name, value, found))
            transaction.savepoint_rollback(point)
    return missed


def reads_the_same(row, column):
    """Whether the database gives the same value back, as for another sign between a day and its hour."""
    key = {field.attname: getattr(row, field.attname) for field in row._meta.pk_fields}
    try:
        return list(type(row)._default_manager.filter(**key).values_list(column.attname, flat=True)) == [
            getattr(row, column.attname)
        ]
    except UNREADABLE:
        return False


def one_flip(random):
    """One altered value a column."""
    return lambda column, text: [altered(column, text, random)]


def every_flip(column, text):
    """A column altered in each of its places, one after the other."""
    if isinstance(column, models.BooleanField) or not text:
        return [altered(column, text, Random(0))]
    return [flip(text, place) for place in range(len(text))]


def test_every_column_of_every_entry(history):
    random = Random(1)
    entries = list(LedgerEntry.objects.filter(village=history))
    assert {entry.outcome for entry in entries} >= {"applied", "conflict", "merged"}
    for entry in entries:
        places = {f"#{entry.number}", f"#{entry.number + 1}", f"#{len(entries)}"}
        assert unseen(history, entry, places, entry._meta.local_concrete_fields, one_flip(random)) == []


def test_every_byte_of_an_entry_with_a_name_in_it(history):
    entry = LedgerEntry.objects.get(village=history, number=2)
    assert entry.set["secret"] == "nama warga"

    assert unseen(history, entry, {"#2", "#3"}, entry._meta.local_concrete_fields, every_flip) == []


def test_every_column_of_every_record(history, siti):
    random = Random(2)
    record_meeting(siti)
    rows = [row for kind in kinds.every() for row in kind.model._default_manager.filter(village=history)]
    assert len({type(row) for row in rows}) > 3
    for row in rows:
        kind = next(kind for kind in kinds.every() if isinstance(row, kind.model))
        places = {f"{kind.name} {row.id}", kind.name}
        assert unseen(history, row, places, row._meta.local_concrete_fields, one_flip(random)) == []


def test_every_column_of_what_differs(history):
    """``id``, and the offered value, are not in the ledger: see docs/faults.md."""
    random = Random(3)
    for row in Conflict.objects.filter(village=history):
        columns = [
            column
            for column in row._meta.local_concrete_fields
            if column.name not in ("id", "fields", "stored_user", "stored_at", "settled_number", "settled_at")
        ]
        assert unseen(history, row, {f"#{row.number}", f"conflict {row.pk}"}, columns, one_flip(random)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"settled_number": None, "settled_at": None},
        {"settled_number": 1},
        {"settled_at": "2026-01-01T00:00:00Z"},
        {"fields": {}},
        {"fields": {"amount": {"base": 1, "stored": 7, "offered": 3}}},
        {"fields": {"amount": {"base": 7, "stored": 2, "offered": 3}}},
        {"fields": {"amount": {"base": 1, "stored": 2, "offered": 3}, "title": {}}},
        {"fields": {"title": {"base": 1, "stored": 2, "offered": 3}}},
    ],
)
def test_what_a_difference_says_of_the_ledger_is_compared(history, change):
    conflict = Conflict.objects.filter(village=history, settled_at__isnull=False).get()
    Conflict.objects.filter(pk=conflict.pk).update(**change)

    assert {fault.place.split(" ", 1)[1] for fault in verify(history)} & {
        f"#{conflict.number}",
        f"conflict {conflict.pk}",
    }


def test_a_difference_that_vanished_or_was_made_up_is_named(history):
    conflict = Conflict.objects.filter(village=history).first()
    Conflict.objects.filter(pk=conflict.pk).update(change=ids.uuid7())

    assert {fault.place.split(" ", 1)[1] for fault in verify(history)} == {
        f"#{conflict.number}",
        f"conflict {conflict.pk}",
    }


@pytest.mark.parametrize(
    ("decision", "change"),
    [
        ("admitted", {"decision": ""}),
        ("admitted", {"content": "0" * 64}),
        ("admitted", {"change": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"}),
        ("dismissed", {"decision": "admitted"}),
        ("", {"decision": "admitted"}),
    ],
)
def test_a_decision_that_the_ledger_does_not_bear_out_is_named(history, decision, change):
    held = Held.objects.get(village=history, decision=decision)
    Held.objects.filter(pk=held.pk).update(**change)

    assert f"held {held.pk}" in {fault.place.split(" ", 1)[1] for fault in verify(history)}


# More than one byte


def places(village):
    return {fault.place.split(" ", 1)[1] for fault in verify(village)}


def test_two_entries_that_changed_places_are_named(history):
    LedgerEntry.objects.filter(village=history, number=2).update(number=1000)
    LedgerEntry.objects.filter(village=history, number=3).update(number=2)
    LedgerEntry.objects.filter(village=history, number=1000).update(number=3)

    assert {"#2", "#3", "#4"} <= places(history)


def forged(entry, **over):
    """An entry with another content and a hash of its own that is right."""
    for name, value in over.items():
        setattr(entry, name, value)
    entry.sealed = {**entry.sealed, "content": commitment(entry.salt, "content", entry.content)}
    entry.hash = entry_hash(entry.previous, public_form(as_json(entry)))
    return entry


def test_one_entry_hashed_anew_breaks_the_next_one(history):
    entry = forged(LedgerEntry.objects.get(village=history, number=2), outcome="merged")
    LedgerEntry.objects.filter(village=history, number=2).update(hash=entry.hash, outcome="merged")

    assert "#3" in places(history)


def test_the_last_entry_hashed_anew_does_not_match_the_head(history):
    head = Feed.objects.get(pk=history).head
    entry = forged(LedgerEntry.objects.get(village=history, number=head), base=0)
    LedgerEntry.objects.filter(village=history, number=head).update(hash=entry.hash, base=0)

    assert f"#{head}" in places(history)


@pytest.mark.parametrize(
    "change", [{"head": 3}, {"head": 400}, {"head_hash": "0" * 64}, {"head": 0, "head_hash": "0" * 64}]
)
def test_a_head_that_was_set_back_or_on_is_named(history, change):
    Feed.objects.filter(pk=history).update(**change)

    assert places(history)


def test_an_entry_after_the_head_is_named(history):
    feed = Feed.objects.get(pk=history)
    last = LedgerEntry.objects.get(village=history, number=feed.head)
    last.number, last.previous, last.change = feed.head + 1, feed.head_hash, ids.uuid7()
    last._state.adding = True
    forged(last).save(force_insert=True)

    assert f"#{feed.head + 1}" in places(history)


def test_the_ends_cut_off_both_of_ledger_and_head_leave_records_that_say_so(history):
    """Whoever cuts the ledger and mends the head must mend the records too, and the published stamp tells on them."""
    before = LedgerEntry.objects.order_by("number").filter(village=history)
    kept = before[3]
    LedgerEntry.objects.filter(village=history, number__gt=kept.number).delete()
    Feed.objects.filter(pk=history).update(head=kept.number, head_hash=kept.hash)

    assert [fault for fault in verify(history) if "ahead of the ledger" in fault.what]


def test_a_record_that_no_entry_made_is_named(history):
    row = Note.objects.filter(village=history).first()
    made = Note(**{field.attname: getattr(row, field.attname) for field in Note._meta.local_concrete_fields})
    made.id = ids.uuid7()
    made.save(force_insert=True)

    assert f"note {made.id}" in places(history)


def test_a_row_that_nobody_can_read_is_named_and_the_rest_is_still_checked(history):
    if connection.vendor == "postgresql":
        LedgerEntry.objects.filter(village=history, number=2).update(salt="zz")
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sync_ledgerentry SET made_at = x'ff00' WHERE number = 2")
    LedgerEntry.objects.filter(village=history, number=4).update(made_at=clock.now())

    assert {"#2", "#4"} <= places(history)


def test_two_deletions_of_one_record_are_no_fault(siti, dadang):
    note = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.delete(note)
    dadang.phone.delete(note)
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["merged"]
    assert places(siti.village.pk) == set()
