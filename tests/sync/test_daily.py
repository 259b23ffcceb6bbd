"""The daily digest of a kabupaten: made once a day, found again, never changed; it names who rewrites history."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from backend.kernel import merkle
from sync import daily, ledger
from sync.models import Feed, LedgerEntry
from sync.verify import as_json, verify
from tests.factories.villages import make_region, make_village
from villages.board import digests, seals
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.board.sections import Section, Subject, registered
from villages.models import DailyDigest, Publication

pytestmark = pytest.mark.django_db

GARUT = "32.05"
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def day():
    """``day(25)``: the 25th of November, noon in Garut."""
    with time_machine.travel("2026-11-25T12:00:00+07:00", tick=False) as clock:

        def move(number, hour=12):
            clock.move_to(f"2026-11-{number}T{hour:02}:00:00+07:00")

        yield move


def record(person, title="Jalan"):
    person.phone.record("note", title=title)
    person.phone.sync()


def put_up(person, summary="Jalan diperbaiki."):
    head = ledger.head(person.village.pk)
    section = Section(
        name="toy", subjects=frozenset({"toy"}), snapshot=lambda _: {"summary": summary}, template="toy.html"
    )
    with registered(section):
        shown = dossier(Subject(village=person.village, kind="toy", key=person.village.pk))
    stamp = Stamp(head.number, head.hash)
    return publish(shown, stamp=stamp, by=person.actor, title="Musdes", fiscal_year=2027, held_on=None)


@pytest.fixture
def three_days(siti, asep, day):
    """Three days on which Cangkuang records and publishes and Lembang records once; the fourth is not over."""
    for number in (25, 26, 27):
        day(number)
        daily.sweep()
        record(siti)
        put_up(siti, f"Keputusan {number}.")
        if number == 25:
            record(asep)
    day(28)
    daily.sweep()
    return siti.village


def days():
    return [one.day.day for one in DailyDigest.objects.order_by("day")]


def test_a_day_is_sealed_when_it_is_over_there(siti, day):
    record(siti)
    day(25, hour=23)
    assert daily.sweep() == 0

    day(26, hour=0)

    assert daily.sweep() == 1
    assert daily.sweep() == 0
    made = DailyDigest.objects.get()
    head = ledger.head(siti.village.pk)
    assert (made.kabupaten_id, made.day, made.size, made.previous) == (GARUT, WEDNESDAY, 1, "0" * 64)
    assert digests.rows_of(made) == [(str(siti.village.pk), head.number, head.hash, 0, merkle.root([]).hex())]


def test_a_day_ends_by_the_clock_of_its_province(siti, day, db):
    record(siti)
    make_region("94.01")
    merauke = make_village("94.01.01.2001", "Wasur")
    Feed.objects.create(village=merauke, epoch="a")
    entry = LedgerEntry.objects.get()
    entry.pk = (merauke.pk, 1)
    entry.save(force_insert=True)
    Feed.objects.filter(pk=merauke.pk).update(head=1, head_hash=entry.hash)

    day(25, hour=22)  # midnight in Merauke

    assert daily.sweep() == 1
    assert DailyDigest.objects.get().kabupaten_id == "94.01"


def test_what_came_after_the_day_is_not_in_it(siti, day):
    record(siti)
    put_up(siti)
    day(26)
    record(siti)
    put_up(siti, "Lain.")
    day(27)
    record(siti)

    assert daily.sweep() == 1  # nobody swept on the 26th; the first digest is of yesterday

    row = digests.rows_of(DailyDigest.objects.get())[0]
    assert (row[1], row[3]) == (2, 2)


def test_days_that_were_left_out_are_found_again_as_if_they_had_not(siti, day):
    record(siti)
    day(26)
    daily.sweep()
    record(siti)
    day(27)
    record(siti)
    day(29)

    assert daily.sweep() == 3
    assert days() == [25, 26, 27, 28]
    assert [digests.rows_of(one)[0][1] for one in DailyDigest.objects.order_by("day")] == [1, 2, 3, 3]


def test_each_day_carries_the_one_before_and_a_quiet_day_keeps_no_leaves(siti, day):
    record(siti)
    day(26)
    daily.sweep()
    day(28)
    daily.sweep()

    first, second, third = DailyDigest.objects.order_by("day")
    assert (second.previous, third.previous) == (first.value, second.value)
    assert len({first.value, second.value, third.value}) == 3
    assert (second.leaves, second.same_as, third.same_as) == (None, first, first)
    assert digests.rows_of(third) == digests.rows_of(first)


def test_where_nobody_recorded_there_is_no_digest(village, day):
    day(27)

    assert daily.sweep() == 0


def test_who_comes_second_gets_what_is_there(three_days):
    made = DailyDigest.objects.get(day=WEDNESDAY)

    assert digests.make(GARUT, WEDNESDAY, {}) == made
    with pytest.raises(ValueError, match="the last digest is of"):
        digests.make(GARUT, WEDNESDAY + timedelta(days=9), {})


class Overtaken(dict):
    """Heads that another worker has sealed while this one still reads them."""

    def __iter__(self):
        digests.make(GARUT, WEDNESDAY, dict(self.items()))
        return super().__iter__()


def test_of_two_workers_at_once_both_get_the_same_digest(siti, day):
    record(siti)
    day(26)
    heads = daily.heads_at(GARUT, digests.end_of(GARUT, WEDNESDAY))

    made = digests.make(GARUT, WEDNESDAY, Overtaken(heads))

    assert DailyDigest.objects.get() == made


@pytest.mark.parametrize(
    "changed", [{"root": "0" * 64}, {"value": "0" * 64}, {"day": date(2020, 1, 1)}, {"leaves": []}]
)
def test_the_database_refuses_to_change_or_delete_a_digest(three_days, changed):
    with pytest.raises(DatabaseError, match="digest_never_changes"), transaction.atomic():
        DailyDigest.objects.filter(day=WEDNESDAY).update(**changed)
    with pytest.raises(DatabaseError, match="digest_never_changes"), transaction.atomic():
        DailyDigest.objects.order_by("-day").first().delete()


def test_villages_stand_in_the_order_of_their_ids_and_each_finds_the_root(three_days, next_door):
    made = DailyDigest.objects.get(day=WEDNESDAY)
    rows = digests.rows_of(made)
    leaves = [seals.village_leaf(row) for row in rows]

    assert [row[0] for row in rows] == sorted(map(str, (three_days.pk, next_door.pk)))
    for place, leaf in enumerate(leaves):
        proof = merkle.path(leaves, place)
        assert merkle.root_by(leaf, place=place, size=made.size, path=proof).hex() == made.root


def faults(**told):
    return [(fault.place, fault.what) for fault in daily.faults(**told)]


def rehash(village, since):
    """What an operator does who rewrites the ledger so that it is whole again."""
    previous = LedgerEntry.objects.get(village=village, number=since).previous
    for entry in LedgerEntry.objects.filter(village=village, number__gte=since).order_by("number"):
        entry.previous = previous
        entry.hash = previous = ledger.entry_hash(previous, ledger.public_form(as_json(entry)))
        LedgerEntry.objects.filter(village=village, number=entry.number).update(
            previous=entry.previous, hash=entry.hash
        )
    Feed.objects.filter(pk=village.pk).update(head_hash=previous)


def test_a_ledger_that_is_rewritten_and_hashed_anew_is_named_with_its_day(three_days, next_door):
    assert faults() == []
    LedgerEntry.objects.filter(village=three_days, number=2).update(outcome="merged")

    rehash(three_days, 2)

    assert [fault for fault in verify(three_days.pk) if "hash" in fault.what or "follow" in fault.what] == []
    assert faults() == [
        (f"32.05 2026-11-26 {three_days.pk}", "the ledger up to entry 2 is not what was sealed that day")
    ]
    with pytest.raises(CommandError):
        call_command("verify_digests", GARUT)


def test_a_ledger_whose_end_is_cut_off_is_named_with_its_day(three_days):
    LedgerEntry.objects.filter(village=three_days, number=3).delete()
    last = LedgerEntry.objects.get(village=three_days, number=2)
    Feed.objects.filter(pk=three_days.pk).update(head=2, head_hash=last.hash)

    assert faults() == [
        (f"32.05 2026-11-27 {three_days.pk}", "the ledger up to entry 3 is not what was sealed that day")
    ]


def without_guard(table, *statements):
    """An operator with the database in hand: triggers are no obstacle."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        for change in statements:
            change()


def test_a_publication_that_is_rewritten_with_its_digest_is_named_with_its_day(three_days):
    made = Publication.objects.get(number=2)
    made.title = "Musdes lain"

    without_guard("villages_publication", made.save)

    assert faults() == [
        (f"32.05 2026-11-26 {three_days.pk}", "the first 2 publications are not what was sealed that day")
    ]


def test_a_publication_whose_content_is_not_what_its_digest_says_is_named(three_days):
    made = Publication.objects.get(number=2)
    made.snapshot["toy"]["summary"] = "Lain."

    without_guard("villages_publication", made.save)

    assert faults() == [(f"{three_days.pk} #2", "the publication is not what its digest stands for")]


def test_a_publication_that_is_taken_out_is_missed(three_days):
    without_guard("villages_publication", Publication.objects.get(number=3).delete)

    assert [place for place, _what in faults()] == [f"32.05 2026-11-27 {three_days.pk}"]


def test_digests_made_anew_after_a_rewrite_differ_from_what_was_noted(three_days, tmp_path):
    noted = {one.day.isoformat(): one.value for one in DailyDigest.objects.all()}
    LedgerEntry.objects.filter(village=three_days, number=2).update(outcome="merged")
    rehash(three_days, 2)
    made = list(DailyDigest.objects.order_by("-day"))
    without_guard("villages_dailydigest", *[one.delete for one in made])
    heads = [(one.day, daily.heads_at(GARUT, digests.end_of(GARUT, one.day))) for one in reversed(made)]
    for day, head in heads:
        digests.make(GARUT, day, head)

    assert faults() == [], "nothing inside the database tells"
    assert faults(kabupaten=GARUT, copy=noted) == [
        ("32.05 2026-11-26", "its value is not the one in the copy"),
        ("32.05 2026-11-27", "its value is not the one in the copy"),
    ]
    copy = tmp_path / "sidik.json"
    copy.write_text(
        json.dumps({"kabupaten": {"code": GARUT}, "days": [{"day": one, "value": noted[one]} for one in noted]})
    )
    with pytest.raises(CommandError):
        call_command("verify_digests", copy=copy)
    call_command("verify_digests")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kabupaten": 1}', "\x00"])
def test_a_copy_that_cannot_be_read_is_refused(db, tmp_path, content):
    (tmp_path / "sidik.json").write_text(content)

    with pytest.raises(CommandError):
        call_command("verify_digests", copy=tmp_path / "sidik.json")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"root": "1" * 64}, "its leaves do not lead to its root"),
        ({"value": "1" * 64}, "its value does not stand for it"),
        ({"previous": "1" * 64}, "it does not follow the digest of the day before"),
    ],
)
def test_a_digest_that_is_changed_is_named(three_days, change, told):
    without_guard("villages_dailydigest", lambda: DailyDigest.objects.filter(day=date(2026, 11, 26)).update(**change))

    assert ("32.05 2026-11-26", told) in faults()


def test_a_day_that_is_missing_is_named(three_days):
    without_guard("villages_dailydigest", DailyDigest.objects.get(day=date(2026, 11, 26)).delete)

    assert ("32.05 2026-11-27", "the digest of 2026-11-26 is missing") in faults()


@pytest.mark.parametrize("villages", [1, 3])
def test_the_sweep_costs_the_same_for_many_villages(siti, day, villages, django_assert_num_queries):
    record(siti)
    for number in range(villages - 1):
        home = make_village(f"32.05.09.200{number + 1}", f"Desa {number}")
        entry = LedgerEntry.objects.filter(village=siti.village).get()
        entry.pk = (home.pk, 1)
        entry.save(force_insert=True)
        Feed.objects.create(village=home, epoch="a", head=1, head_hash=entry.hash)
    day(26)

    with django_assert_num_queries(9):
        assert daily.sweep() == 1
