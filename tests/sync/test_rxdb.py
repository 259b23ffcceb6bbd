"""The RxDB face without its client: pages, rows, refusals, the stream."""

import json
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from backend.kernel import ids
from backend.kernel.actor import Actor
from sync import devices, ledger, rxdb, rxdb_pull, rxdb_wire, settle
from sync.kinds import find
from sync.models import Conflict, Held, LedgerEntry, Rejection
from sync.rxdb_pull import live
from tests.factories.villages import assign
from tests.sync.toy import Note
from villages.terms import Role

pytestmark = pytest.mark.django_db
AT = "/api/sync/rxdb/note/1"


def pull(phone, kind="note", **query):
    query = {"lwt": 0, "id": "", "limit": 100, **query}
    return phone.client.get(f"/api/sync/rxdb/{kind}/1/pull", query, headers=phone.headers)


def push(phone, *rows, kind="note"):
    return phone.client.post(
        f"/api/sync/rxdb/{kind}/1/push", json.dumps(rows), content_type="application/json", headers=phone.headers
    )


def made(phone, **fields):
    return {"id": str(ids.uuid7()), "village": str(phone.village), "_deleted": False, "title": "Satu", **fields}


def row(new, assumed=None):
    return {"newDocumentState": new, **({"assumedMasterState": assumed} if assumed else {})}


def stored(doc):
    return Note.objects.get(id=doc["id"])


def master(phone, doc):
    return next(one for one in pull(phone).json()["documents"] if one["id"] == doc["id"])


@pytest.fixture
def note(siti):
    """What the master says of a note that Siti made."""
    doc = made(siti.phone, amount=1)
    assert push(siti.phone, row(doc)).json() == []
    return master(siti.phone, doc)


# Pull


def test_a_document_carries_its_fields_its_village_and_its_version(siti, note):
    assert note == {
        "id": note["id"],
        "village": str(siti.village.pk),
        "version": 1,
        "_deleted": False,
        "title": "Satu",
        "amount": 1,
    }


def test_pages_go_on_from_their_checkpoint_and_end_with_a_short_one(siti):
    docs = [made(siti.phone, title=f"Catatan {place}") for place in range(5)]
    push(siti.phone, *map(row, docs))

    pages, checkpoint = [], {"id": "", "lwt": 0}
    while not pages or len(pages[-1]) == 2:
        answer = pull(siti.phone, limit=2, **checkpoint).json()
        pages.append([one["title"] for one in answer["documents"]])
        checkpoint = answer["checkpoint"]

    assert pages == [["Catatan 0", "Catatan 1"], ["Catatan 2", "Catatan 3"], ["Catatan 4"]]
    assert pull(siti.phone, **checkpoint).json() == {"documents": [], "checkpoint": checkpoint}


def test_only_the_kind_that_is_asked_for_is_answered(siti, note):
    push(siti.phone, row({**made(siti.phone), "label": "Kotak", "title": None}), kind="box")

    assert [one["id"] for one in pull(siti.phone).json()["documents"]] == [note["id"]]


def test_of_a_deleted_record_only_that_it_is_deleted(siti, note):
    assert push(siti.phone, row({**note, "_deleted": True}, note)).json() == []

    [tombstone] = pull(siti.phone).json()["documents"]
    assert tombstone == {"id": note["id"], "village": note["village"], "version": 2, "_deleted": True}


def test_villages_are_read_on_each_from_its_own_place(siti, asep, next_door, note):
    reached = pull(siti.phone).json()["checkpoint"]
    push(asep.phone, row(made(asep.phone, title="Dari sebelah")))
    assign(siti.user, Role.FACILITATOR, next_door)

    answer = pull(siti.phone, **reached).json()

    assert [one["title"] for one in answer["documents"]] == ["Dari sebelah"]
    assert pull(siti.phone, **answer["checkpoint"]).json()["documents"] == []


def test_a_stranger_reads_nothing_whatever_checkpoint_is_shown(siti, asep, note):
    reached = pull(siti.phone).json()["checkpoint"]

    for checkpoint in ({"id": "", "lwt": 0}, reached):
        answer = pull(asep.phone, **checkpoint)
        assert (answer.status_code, answer.json()["documents"]) == (200, [])
        assert str(siti.village.pk).replace("-", "") not in answer.content.decode()


def test_after_a_restore_the_client_is_told_and_goes_no_further(siti, note):
    reached = pull(siti.phone).json()["checkpoint"]
    feed = ledger.lock(siti.village.pk)
    feed.epoch = "k9"
    feed.save()

    answer = pull(siti.phone, **reached)

    assert (answer.status_code, answer.json()["code"]) == (409, "cursor_unknown")
    assert answer.json()["error"] == "cursor_unknown"  # by this member the client knows that it is no page


@pytest.mark.parametrize(
    ("query", "status"),
    [({"id": "x"}, 400), ({"id": "~"}, 400), ({"id": "\n"}, 400), ({"limit": 0}, 400), ({"limit": 1001}, 400)],
)
def test_a_checkpoint_that_is_none_of_ours_is_malformed(siti, query, status):
    answer = pull(siti.phone, **query)

    assert (answer.status_code, answer.json()["code"]) == (status, "malformed")


def test_unknown_kinds_and_old_schemas_are_refused(siti):
    old = siti.phone.client.get("/api/sync/rxdb/note/0/pull", headers=siti.phone.headers)

    assert pull(siti.phone, kind="nothing").status_code == 404
    assert (old.status_code, old.json()["code"]) == (426, "upgrade")


def test_checkpoints_are_written_as_they_are_read():
    cursors = {str(uuid4()): "k3-118", str(uuid4()): "mf6yyd-2"}

    written = rxdb_wire.write_checkpoint({**cursors, str(uuid4()): "k3-0"})

    assert rxdb_wire.read_checkpoint(written["id"]) == cursors
    assert written["lwt"] == 120
    assert all(letter.isalnum() or letter in "-.~" for letter in written["id"])


@pytest.mark.parametrize("rows", [1, 3])
def test_a_pull_costs_the_same_for_one_and_for_three(siti, django_assert_num_queries, rows):
    push(siti.phone, *[row(made(siti.phone)) for _ in range(rows)])

    with django_assert_num_queries(7):  # token, seen, seats, feeds, kept whether and that it was fetched, records
        pull(siti.phone)


# Push


def test_only_what_the_client_changed_is_set(siti, note):
    push(siti.phone, row({**note, "title": "Dua", "amount": 1}, note))

    entry = LedgerEntry.objects.get(village=siti.village, number=2)
    assert (entry.set, entry.base, entry.device) == ({"title": "Dua"}, 1, UUID(siti.phone.number))


def test_a_field_that_is_gone_is_emptied(siti, note):
    push(siti.phone, row({name: value for name, value in note.items() if name != "amount"}, note))

    assert stored(note).amount is None


def test_the_same_rows_again_have_no_second_effect(siti, note):
    rows = [row({**note, "title": "Dua"}, note), row(made(siti.phone))]
    first = push(siti.phone, *rows)
    before = LedgerEntry.objects.count()

    again = push(siti.phone, *rows)

    assert first.json() == again.json() == []
    assert LedgerEntry.objects.count() == before == 3


def test_an_edit_that_was_taken_back_and_made_again_is_a_new_one(siti, note):
    dua = {**note, "title": "Dua"}
    for new, assumed in ((dua, note), (note, dua), (dua, note)):
        assert push(siti.phone, row(new, assumed)).json() == []

    assert stored(note).title == "Dua"


def test_two_phones_that_send_the_same_row_send_two_changes(siti, dadang, note):
    for phone in (siti.phone, dadang.phone):
        push(phone, row({**note, "title": "Dua"}, note))

    assert sorted(LedgerEntry.objects.values_list("outcome", flat=True)) == ["applied", "applied", "merged"]


def test_what_is_contested_comes_back_as_it_stands_and_is_kept(siti, dadang, note):
    push(siti.phone, row({**note, "amount": 2}, note))

    answer = push(dadang.phone, row({**note, "amount": 3, "title": "Dari Dadang"}, note)).json()

    assert answer == [{**note, "amount": 2, "title": "Dari Dadang", "version": 3}]
    conflict = Conflict.objects.get()
    assert conflict.fields == {"amount": {"base": 1, "stored": 2, "offered": 3}}
    assert (conflict.user_id, conflict.device) == (dadang.user.pk, UUID(dadang.phone.number))
    assert push(dadang.phone, row({**note, "amount": 3, "title": "Dari Dadang"}, note)).json() == answer
    assert Conflict.objects.count() == 1


def test_ones_own_edits_never_contest_one_another(siti, note):
    dua = {**note, "amount": 2}
    push(siti.phone, row(dua, note))

    assert push(siti.phone, row({**dua, "amount": 3}, dua)).json() == []  # the version is still the old one

    assert (stored(note).amount, Conflict.objects.count()) == (3, 0)


def test_a_bad_row_blocks_no_other_and_does_not_stay_on_the_phone_as_if_taken(siti, note):
    bad, good = made(siti.phone, amount="banyak"), made(siti.phone, title="Baik")

    answer = push(siti.phone, row(bad), row({**note, "title": "forbidden"}, note), row(good)).json()

    assert answer == [{**bad, "_deleted": True}, note]
    assert stored(good).title == "Baik"
    assert Rejection.objects.count() == 2


def test_a_refused_number_beyond_64_bits_comes_back_as_it_was(siti):
    new = made(siti.phone, title="Besar", amount=10**30)

    answer = push(siti.phone, row(new))

    assert answer.status_code == 200
    assert answer.json() == [{**new, "_deleted": True}]


def test_a_refused_one_that_was_mended_is_taken_whole(siti):
    bad = made(siti.phone, amount="banyak", title="Tiga")
    [tombstone] = push(siti.phone, row(bad)).json()

    assert push(siti.phone, row({**bad, "amount": 3}, tombstone)).json() == []

    assert (stored(bad).title, stored(bad).amount) == ("Tiga", 3)


def test_an_edit_of_what_the_server_forgot_brings_the_whole_record(siti):
    doc = made(siti.phone, amount=1, version=7)

    assert push(siti.phone, row({**doc, "amount": 2}, doc)).json() == []

    assert (stored(doc).title, stored(doc).amount) == ("Satu", 2)


def test_what_was_made_and_deleted_on_the_phone_leaves_no_trace(siti):
    assert push(siti.phone, row(made(siti.phone, _deleted=True))).json() == []

    assert LedgerEntry.objects.count() == 0


def test_a_row_that_changes_nothing_makes_no_entry(siti, note):
    assert push(siti.phone, row(note, note)).json() == []

    assert LedgerEntry.objects.count() == 1


def test_a_deletion_that_met_an_edit_is_contested(siti, dadang, note):
    push(siti.phone, row({**note, "amount": 2}, note))

    [answer] = push(dadang.phone, row({**note, "_deleted": True}, note)).json()

    assert (answer["_deleted"], answer["amount"]) == (False, 2)
    assert Conflict.objects.get().deletes


def test_a_deleted_record_that_is_taken_up_again_goes_to_a_human_whole(siti, note):
    gone = {**note, "_deleted": True}
    push(siti.phone, row(gone, note))

    [answer] = push(siti.phone, row(note, gone)).json()

    assert answer["_deleted"]
    fields = Conflict.objects.get().fields
    assert {name: value["offered"] for name, value in fields.items()} == {"title": "Satu", "amount": 1}


def test_within_the_grace_time_rows_are_held_and_the_phone_keeps_them(siti, note, end_assignment):
    end_assignment(siti, days_ago=3)
    new = {**note, "amount": 9}

    assert push(siti.phone, row(new, note)).json() == []  # what stands may no longer be read

    held = Held.objects.get()
    assert (held.set, held.reason, stored(note).amount) == ({"amount": 9}, "assignment_ended", 1)
    push(siti.phone, row(new, note))
    assert Held.objects.count() == 1


def test_an_amendment_that_was_dismissed_may_be_offered_again(siti, bu_camat):
    box = made(siti.phone, label="Kotak", shut=False)
    del box["title"]
    push(siti.phone, row(box), kind="box")
    assumed = {**box, "version": 1}
    push(siti.phone, row({**assumed, "shut": True}, assumed), kind="box")
    shut = {**assumed, "version": 2, "shut": True}
    amended = row({**shut, "label": "Kotak merah"}, shut)
    [answer] = push(siti.phone, amended, kind="box").json()
    assert (answer["label"], answer["version"]) == ("Kotak", 2)
    settle.dismiss(Held.objects.get(), by=bu_camat.actor, reason="Belum jelas.")

    push(siti.phone, amended, kind="box")

    assert Held.objects.filter(decision="").count() == 1
    assert Held.objects.count() == 2


def test_a_village_without_the_right_refuses_the_whole_push_and_nothing_took_effect(siti, asep, note):
    own, foreign = made(asep.phone), {**note, "title": "Dari Asep"}

    answer = push(asep.phone, row(own), row(foreign, note))

    assert (answer.status_code, answer.json()["error"]) == (403, "no_right")
    assert stored(note).title == "Satu"
    assert not Note.objects.filter(id=own["id"]).exists()


@pytest.mark.parametrize(
    "body", ["{}", "[1]", '[{"newDocumentState": {}}]', '[{"newDocumentState": {"id": 7}}]', "[", "null"]
)
def test_a_push_that_cannot_be_read_is_malformed(siti, body):
    answer = siti.phone.client.post(f"{AT}/push", body, content_type="application/json", headers=siti.phone.headers)

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_too_many_rows_are_too_large(siti):
    assert push(siti.phone, *[row({"id": str(place)}) for place in range(1001)]).status_code == 413


@pytest.mark.parametrize(
    "wrong", [{"village": "?"}, {"village": 7}, {"id": "1"}, {"village": None}, {"id": str(UUID(int=5))}]
)
def test_a_row_whose_ids_cannot_be_read_is_refused_on_its_own(siti, wrong):
    bad, good = made(siti.phone) | wrong, made(siti.phone)

    assert push(siti.phone, row(bad), row(good)).json() == [{**bad, "_deleted": True}]
    assert stored(good).title == "Satu"


def test_the_same_record_twice_in_one_push_is_malformed(siti, note):
    answer = push(siti.phone, row({**note, "amount": 2}, note), row({**note, "amount": 3}, note))

    assert answer.status_code == 400
    assert stored(note).amount == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_push_costs_the_same_for_one_and_for_three(siti, rows, django_assert_max_num_queries):
    docs = [made(siti.phone) for _ in range(rows)]
    push(siti.phone, *map(row, docs))

    with django_assert_max_num_queries(26):
        push(siti.phone, *[row({**doc, "amount": 5}, doc) for doc in docs])


def test_derived_ids_are_ones_that_a_phone_may_make():
    change = {"kind": "note", "set": {"title": "Satu"}}
    one = rxdb_wire.change_id(change, device="d", after="")

    assert one.version == 4
    assert one == rxdb_wire.change_id(change, device="d", after="")
    assert one != rxdb_wire.change_id(change, device="e", after="")
    assert one != rxdb_wire.change_id(change, device="d", after="x")
    assert one != rxdb_wire.change_id({**change, "set": {"title": "Dua"}}, device="d", after="")


@pytest.mark.parametrize(
    ("assumed", "new", "edit"),
    [
        (None, {"a": 1, "b": None, "_deleted": False, "id": "x"}, {"a": 1}),
        ({"a": 1}, {"a": 1, "version": 3}, {}),
        ({"a": 1}, {"a": True}, {"a": True}),
        ({"a": [1, 2]}, {"a": [2, 1]}, {"a": [2, 1]}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 2, "x": 1}}, {}),
        ({"a": 1, "b": 2}, {"a": 1}, {"b": None}),
    ],
)
def test_an_edit_is_what_differs(assumed, new, edit):
    assert rxdb_wire.edit_of(assumed, new) == edit


# The stream


def listening(person, doing=()):
    """A stream of notes in which, before the n-th poll, the n-th thing is done."""
    things = iter(doing)
    actor = Actor(person.user.pk, person.user.name, UUID(person.phone.number))
    return live(find("note"), by=actor, pause=lambda _seconds: next(things, lambda: None)())


def test_what_others_record_comes_while_one_listens(siti, dadang, note):
    siti.phone.sign_in()
    new = made(dadang.phone, title="Dari Dadang")

    again = made(dadang.phone, title="Lagi")
    doing = [lambda: push(dadang.phone, row(new)), lambda: push(dadang.phone, row(again))]
    pages = [page for page in listening(siti, doing) if page]

    assert [[one["title"] for one in page.documents] for page in pages] == [["Dari Dadang"], ["Lagi"]]
    assert pages[1].checkpoint == pull(siti.phone).json()["checkpoint"]


def test_other_kinds_and_villages_are_not_heard(siti, asep, note):
    siti.phone.sign_in()
    box = {**made(siti.phone), "label": "Kotak"}
    del box["title"]

    doing = [lambda: push(asep.phone, row(made(asep.phone))), lambda: push(siti.phone, row(box), kind="box")]

    assert [page for page in listening(siti, doing) if page] == []


def test_a_stream_ends_by_itself_and_gives_signs_of_life(siti, note):
    siti.phone.sign_in()

    signs = list(listening(siti))

    assert signs == [None] * (1 + rxdb_pull.LASTS // rxdb_pull.PULSE)


@pytest.mark.parametrize("cut", ["sign_out", "revoke", "assignment"])
def test_who_may_no_longer_listen_hears_nothing_more(siti, dadang, note, end_assignment, cut):
    siti.phone.sign_in()

    def cut_off():
        if cut == "sign_out":
            devices.sign_out(siti.user.pk)
        elif cut == "revoke":
            devices.forget(siti.actor, UUID(siti.phone.number), lost=True)
        else:
            end_assignment(siti, days_ago=1)
        push(dadang.phone, row(made(dadang.phone)))

    assert list(listening(siti, [cut_off])) == [None]


def test_a_long_page_is_streamed_in_parts(siti, dadang, note, monkeypatch):
    monkeypatch.setattr(rxdb_pull, "ON_A_PAGE", 2)
    siti.phone.sign_in()
    docs = [made(dadang.phone) for _ in range(5)]

    pages = [page for page in listening(siti, [lambda: push(dadang.phone, *map(row, docs))]) if page]

    assert [len(page.documents) for page in pages] == [2, 2, 1]


def test_streams_leave_threads_for_exchanges(siti, monkeypatch):
    monkeypatch.setattr(rxdb_pull, "LASTS", 0)
    headers = siti.phone.headers

    def listen():
        return siti.phone.client.get(f"{AT}/pullStream", headers=headers)

    first = [listen().streaming_content for _ in range(settings.RXDB_STREAMS)]
    assert [next(one) for one in first] == [b":\n\n"] * settings.RXDB_STREAMS

    assert list(listen().streaming_content) == [rxdb.COME_AGAIN]

    for one in first:
        assert list(one) == []
    answer = listen()
    assert list(answer.streaming_content) == [b":\n\n"]
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/event-stream", "no-store")


def test_a_stream_needs_a_token(client):
    assert client.get(f"{AT}/pullStream").status_code == 401
