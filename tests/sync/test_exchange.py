"""One exchange, told by the people: what becomes of what they recorded."""

import pytest

from backend.kernel import ids
from sync.models import Conflict, Held, LedgerEntry, Rejection
from tests.sync.toy import Box, Note

pytestmark = pytest.mark.django_db


def note(record):
    return Note.objects.get(id=record)


def test_what_siti_recorded_reaches_dadang(siti, dadang):
    box = siti.phone.record("box", label="Balai")
    record = siti.phone.record("note", box=box, title="Jalan", tags=["b", "a"], volume=12.5)
    siti.phone.sync()
    dadang.phone.sync()

    assert siti.phone.outcomes() == ["applied", "applied"]
    assert dadang.phone.docs[record] == {"box": box, "title": "Jalan", "tags": ["a", "b"], "volume": 12.5}
    assert note(record).volume == 12500


def test_ledger_numbers_have_no_gaps_and_each_entry_carries_the_hash_before(siti):
    for title in ("satu", "dua", "tiga"):
        siti.phone.record("note", title=title)
        siti.phone.sync()

    entries = list(LedgerEntry.objects.order_by("number").values_list("number", "previous", "hash"))
    assert [number for number, _previous, _hash in entries] == [1, 2, 3]
    assert [previous for _number, previous, _hash in entries] == ["0" * 64, entries[0][2], entries[1][2]]


def test_own_changes_are_not_sent_back_unless_they_were_normalised(siti):
    siti.phone.record("note", title="Jalan")
    plain = siti.phone.sync()
    siti.phone.record("note", title="Jembatan", tags=["b", "a"])
    normalised = siti.phone.sync()

    assert plain["changes"] == []
    assert [one["doc"]["tags"] for one in normalised["changes"]] == [["a", "b"]]


def test_the_same_change_again_has_the_first_outcome_and_no_second_effect(siti):
    siti.phone.record("note", title="Jalan")
    body = siti.phone.request()
    first = siti.phone.post(body).json()["results"]
    again = siti.phone.post(body).json()["results"]

    assert again == [{**first[0], "replayed": True}]
    assert LedgerEntry.objects.count() == 1


def test_the_same_id_with_other_content_is_rejected(siti):
    siti.phone.record("note", title="Jalan")
    body = siti.phone.request()
    siti.phone.sync()
    body["changes"][0]["set"] = {"title": "Lain"}

    result = siti.phone.post(body).json()["results"][0]

    assert result["outcome"] == "rejected"
    assert [error["code"] for error in result["errors"]] == ["change_id_reused"]
    assert Note.objects.get().title == "Jalan"


def test_edits_of_different_fields_are_merged(siti, dadang):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, title="Jalan desa")
    dadang.phone.change(record, amount=2)
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["merged"]
    assert dadang.phone.docs[record] == {"title": "Jalan desa", "amount": 2}


def test_two_phones_that_disagree_leave_both_words(siti, dadang):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, amount=2)
    dadang.phone.change(record, amount=3, title="Jalan desa")
    siti.phone.sync()
    dadang.phone.sync()

    result = dadang.phone.last["results"][0]
    assert (result["outcome"], result["contested"]) == ("conflict", ["amount"])
    assert (note(record).amount, note(record).title) == (2, "Jalan desa")
    assert Conflict.objects.get().fields == {"amount": {"base": 1, "stored": 2, "offered": 3}}
    assert dadang.phone.last["attention"] == {"conflicts": 1, "held": 0}


def test_a_phone_never_quarrels_with_itself(siti):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.change(record, amount=2)
    siti.phone.sync()
    siti.phone.versions[record] = 0
    siti.phone.change(record, amount=3)
    siti.phone.sync()

    assert siti.phone.outcomes() == ["applied"]
    assert note(record).amount == 3


def test_a_conflict_is_settled_by_a_change_that_names_it_and_cannot_come_back(siti, dadang):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, amount=2)
    dadang.phone.change(record, amount=3)
    siti.phone.sync()
    dadang.phone.sync()
    conflict = dadang.phone.last["results"][0]["conflict"]

    dadang.phone.change(record, resolves=conflict, amount=3)
    body = dadang.phone.request()
    dadang.phone.sync()
    again = dadang.phone.post(body).json()
    siti.phone.sync()
    siti.phone.change(record, resolves=conflict, amount=2)
    late = siti.phone.sync()

    assert dadang.phone.outcomes() == ["applied"]
    assert again["results"][0]["replayed"] is True
    assert late["results"][0]["errors"][0]["code"] == "already_settled"
    assert note(record).amount == 3
    assert late["attention"] == {"conflicts": 0, "held": 0}


def test_union_text_and_latest_are_merged_by_the_machine(siti, dadang):
    record = siti.phone.record("note", title="x", body="satu\ndua\ntiga", tags=["a"], order=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, body="satu!\ndua\ntiga", tags=["a", "s"], order=2)
    dadang.phone.change(record, body="satu\ndua\ntiga!", tags=["a", "d"], order=3)
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["merged"]
    assert dadang.phone.docs[record] == {
        "title": "x",
        "body": "satu!\ndua\ntiga!",
        "tags": ["a", "d", "s"],
        "order": 3,
    }


def test_a_delete_that_meets_an_edit_goes_to_a_human(siti, dadang):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(record, amount=2)
    dadang.phone.delete(record)
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["conflict"]
    assert note(record).deleted_at is None


def test_an_edit_of_a_deleted_record_stays_deleted_and_is_shown(siti, dadang):
    record = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.delete(record)
    dadang.phone.change(record, amount=2)
    siti.phone.sync()
    reply = dadang.phone.sync()

    assert dadang.phone.outcomes() == ["conflict"]
    assert note(record).deleted_at is not None
    assert [one["deleted"] for one in reply["changes"]] == [True]


def test_a_bad_change_never_blocks_its_neighbours(siti):
    siti.phone.record("note", title="baik")
    siti.phone.record("note", title="forbidden")
    siti.phone.record("note", amount=3)
    siti.phone.record("note", title="x", amount="tiga")
    siti.phone.record("note", title="x", unknown=1)
    siti.phone.record("note", title="x", stamp="desa")
    siti.phone.kinds["0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"] = "nothing"
    siti.phone.change("0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11", title="x")
    siti.phone.sync()

    codes = [[error["code"] for error in one.get("errors", [])] for one in siti.phone.last["results"]]
    assert codes == [
        [],
        ["forbidden_word"],
        ["required"],
        ["wrong_type"],
        ["unknown_field"],
        ["desk_only"],
        ["unknown_kind"],
    ]
    assert Note.objects.count() == 1
    assert Rejection.objects.count() == 6


def test_what_hangs_on_a_closed_record_is_held(siti, dadang):
    box = siti.phone.record("box", label="Balai")
    record = siti.phone.record("note", box=box, title="Jalan")
    siti.phone.sync()
    siti.phone.change(box, shut=True)
    siti.phone.sync()
    dadang.phone.sync()
    dadang.phone.change(record, title="Diubah")
    dadang.phone.record("note", box=box, title="Baru")
    dadang.phone.sync()

    assert [(one["outcome"], one["reason"]) for one in dadang.phone.last["results"]] == [("held", "closed")] * 2
    assert note(record).title == "Jalan"
    assert Held.objects.count() == 2


def test_late_work_after_an_assignment_ended_is_held(siti, end_assignment):
    record = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    siti.phone.change(record, title="Terlambat")
    end_assignment(siti, days_ago=3)
    siti.phone.sync()

    assert [(one["outcome"], one["reason"]) for one in siti.phone.last["results"]] == [("held", "assignment_ended")]
    assert siti.phone.last["access"]["revoked"] == [str(siti.phone.village)]


def test_a_stranger_is_told_nothing_and_nothing_is_kept(siti, asep):
    record = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    asep.phone.village = siti.phone.village
    asep.phone.kinds[record] = "note"
    asep.phone.change(record, title="Dicuri")
    asep.phone.cursors[str(siti.phone.village)] = "x-1"
    reply = asep.phone.sync()

    assert [error["code"] for error in reply["results"][0]["errors"]] == ["no_right"]
    assert reply["changes"] == []
    assert str(siti.phone.village) not in reply["cursors"]
    assert note(record).title == "Jalan"
    assert Rejection.objects.count() == 0


def test_children_may_come_before_their_parent(siti):
    box = str(ids.uuid7())
    record = siti.phone.record("note", box=box, title="dulu")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["applied"]
    assert str(note(record).box) == box


def test_pages_bring_every_record_once_in_the_order_of_its_version(siti, dadang):
    records = [siti.phone.record("note", title=f"n{number}") for number in range(7)]
    siti.phone.sync()
    siti.phone.change(records[0], amount=1)
    siti.phone.sync()

    seen = []
    reply = {"more": True}
    while reply["more"]:
        reply = dadang.phone.post(dadang.phone.request(limit=3)).json()
        dadang.phone.take(reply)
        seen += [(one["record"], one["version"]) for one in reply["changes"]]

    assert [record for record, _version in seen] == [*records[1:], records[0]]
    assert [version for _record, version in seen] == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("changes", [1, 1000])
def test_the_number_of_queries_does_not_depend_on_the_number_of_changes(siti, changes, django_assert_num_queries):
    siti.phone.sync()
    for number in range(changes):
        siti.phone.record("note", title=f"n{number}", box=str(ids.uuid7()))
    body = siti.phone.request()

    with django_assert_num_queries(11):
        answer = siti.phone.post(body)

    assert answer.status_code == 200
    assert len(answer.json()["results"]) == changes


def test_a_desk_word_from_a_phone_is_rejected_not_held(siti):
    box = siti.phone.record("box", label="Balai")
    siti.phone.sync()
    siti.phone.change(box, label="SEGEL")
    siti.phone.sync()

    assert [one["code"] for one in siti.phone.last["results"][0]["errors"]] == ["desk_only"]
    assert Box.objects.get().label == "Balai"


def test_what_outlives_a_closed_record_is_still_taken(siti):
    box = siti.phone.record("box", label="Balai")
    siti.phone.sync()
    siti.phone.change(box, shut=True)
    siti.phone.sync()
    siti.phone.record("note", box=box, title="Terlambat")
    siti.phone.record("echo", box=box, title="Kemajuan")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["held", "applied"]
