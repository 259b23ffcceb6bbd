"""Attacks inside an exchange: a bad change is an outcome of that change, its neighbours are taken, no right grows."""

from collections.abc import Iterable
from typing import Any

import pytest

from backend.kernel import ids
from sync.models import Conflict, Held, LedgerEntry, Rejection
from sync.verify import verify
from tests.factories.villages import assign
from tests.sync.toy import Box, Note
from villages.terms import Role

pytestmark = pytest.mark.django_db

GOOD = {"title": "Jalan"}


@pytest.fixture(autouse=True)
def _whole(siti, asep):
    """Whatever a test did: both ledgers verify."""
    yield
    assert [*verify(siti.village.pk), *verify(asep.village.pk)] == []


def draft(phone, **over):
    """A change of a new note, altered; ``...`` takes a member out."""
    made = {
        "id": str(ids.uuid7()),
        "kind": "note",
        "record": str(ids.uuid7()),
        "village": str(phone.village),
        "base": 0,
        "made_at": "2026-11-23T10:02:11+07:00",
        "set": dict(GOOD),
        **over,
    }
    return {name: value for name, value in made.items() if value is not ...}


def send(phone, *changes):
    """The results of one exchange that must be answered 200."""
    answer = phone.post(phone.request(changes=list(changes)))
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def outcome(result):
    return result["outcome"], [error["code"] for error in result.get("errors", [])]


def each(field: str, values: Iterable[Any], *code: str) -> list[tuple[Any, ...]]:
    """The cases of one field."""
    return [(field, value, *code) for value in values]


EDGES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1700000000", "1700000000Z", "2026-11-23T10Z\n")
"""Times that no calendar holds once they are told in UTC, and numbers that a lenient reader takes for times."""

MALFORMED = ("rejected", ["malformed"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *each("base", (-1, 2**53, 2**63, 1.0, True, None, "1", [], 1e3)),
        *each(
            "made_at",
            (
                "2026-02-30T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-11-23T25:00:00Z",
                "2026-11-23T10:00:00+99:00",
                "2026-11-23T10:00:00",
                "2026-11-23",
                "0001-01-01T00:00:00+14:00",
                "9999-12-31T23:59:59-14:00",
                "10000-01-01T00:00:00Z",
                "-2026-11-23T10:00:00Z",
                "1700000000",
                "1700000000Z",
                "kemarin",
                "2026-11-23T10:00:00Z\n",
                "٢٠٢٦-11-23T10:00:00Z",
                "",
                0,
                None,
            ),
        ),
        *each(
            "record",
            (
                "C0FFEE00-6F4E-7D31-9A53-0D4A3F0F5B11",
                "{0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11}",
                "0192f0c16f4e7d319a530d4a3f0f5b11",
                "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b111",
                "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b1",
                "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11\n",
                "0192f0c1-6f4e-7d31-1a53-0d4a3f0f5b11",
                "0192f0c1-6f4e-1d31-9a53-0d4a3f0f5b11",
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "urn:uuid:0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11",
                "../../etc/passwd",
                7,
                None,
            ),
        ),
        *each("kind", ("", "note\n", "note\x00", "x" * 41, "note; --", "нote", 3, None, ["note"])),
        *each("set", ("x", [], 1, None, ...)),
        *each("delete", (1, "true", None, True)),
        *each("resolves", ("x", 3, "", [])),
        *each("village", ("32.05.09.2006", "", None, 5)),
    ],
)
def test_a_misshapen_change_is_rejected_alone(siti, field, value):
    found = send(siti.phone, draft(siti.phone), draft(siti.phone, **{field: value}), draft(siti.phone))

    assert [outcome(one) for one in found] == [("applied", []), MALFORMED, ("applied", [])]
    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    "value", [None, 1, "x", "C0FFEE00-6F4E-7D31-9A53-0D4A3F0F5B11", "0192f0c1-6f4e-1d31-9a53-0d4a3f0f5b11", ..., []]
)
def test_a_change_that_cannot_be_answered_by_its_id_stops_the_request(siti, value):
    answer = siti.phone.post(siti.phone.request(changes=[draft(siti.phone), draft(siti.phone, id=value)]))

    assert (answer.status_code, answer.json()["code"], answer.json()["where"]) == (400, "malformed", "changes[1].id")
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        *each("amount", (1.0, 1e2, -0.0, True, "1", [1], {"a": 1}), "wrong_type"),
        *each("amount", (-1, -(10**30)), "too_small"),
        *each("amount", (1001, 2**63, 10**30), "too_large"),
        *each("volume", (-1, 1.0005, True, "1", 1e308, 5e-324, 10**12, [1]), "wrong_type"),
        *each("title", (1, True, [], {}, "a\x00b"), "wrong_type"),
        ("title", "x" * 10_000, "too_long"),
        ("title", "😀" * 61, "too_long"),
        *each("tags", ("a", {"a": 1}, [1], [None], [["a"]], ["a"] * 501), "wrong_type"),
        *each("box", ("x", 1, [], "{}", "../x"), "wrong_type"),
        *each("at", (5, "kemarin", "2026-02-30T10:00:00Z", "2026-11-23T10:00:00", [], True, *EDGES), "wrong_type"),
        *[
            (name, "x", "unknown_field")
            for name in ("__proto__", "constructor", "toString", "id", "pk", "village", "version", "deleted_at", "")
        ],
        *[
            (name, {}, "unknown_field")
            for name in ("field_versions", "box__id", "TITLE", "title ", "$ref", "model_fields")
        ],
        ("stamp", "desa", "desk_only"),
    ],
)
def test_a_value_that_does_not_fit_is_rejected_with_its_field(siti, field, value, code):
    found = send(siti.phone, draft(siti.phone), draft(siti.phone, set={**GOOD, field: value}))

    assert [outcome(one) for one in found] == [("applied", []), ("rejected", [code])]
    assert [error["field"] for error in found[1]["errors"]] == [field]
    assert Rejection.objects.get().errors[0]["code"] == code


@pytest.mark.parametrize(
    "text",
    [
        "Café",
        "Cafe\u0301",
        "\u202eijaT",
        "Siti\u200bAminah",
        "👨\u200d👩\u200d👧",
        "😀" * 60,
        "\ufffe",
        "<b>&amp;",
        "\u0007",
        "'; --",
    ],
)
def test_any_other_text_comes_back_as_it_was_written(siti, dadang, text):
    """Names are evidence: neither composed nor cleaned. Whoever shows them escapes them."""
    assert outcome(send(siti.phone, draft(siti.phone, set={"title": text}))[0]) == ("applied", [])
    dadang.phone.sync()

    assert [doc["title"] for doc in dadang.phone.docs.values()] == [text]


# Ids used again


def test_the_same_change_twice_in_one_request_takes_effect_once(siti):
    change = draft(siti.phone)
    first, second = send(siti.phone, change, change)

    assert second == {**first, "replayed": True}
    assert LedgerEntry.objects.count() == 1


def test_other_content_under_the_same_id_in_one_request_is_rejected(siti):
    change = draft(siti.phone)
    found = send(
        siti.phone, change, {**change, "set": {"title": "Lain"}}, {**change, "kind": "box", "set": {"label": "x"}}
    )

    assert [outcome(one) for one in found] == [("applied", []), *[("rejected", ["change_id_reused"])] * 2]
    assert (Note.objects.get().title, Box.objects.count()) == ("Jalan", 0)


def test_a_rejected_id_is_spent_too(siti):
    change = draft(siti.phone, set={"title": "forbidden"})
    found = [*send(siti.phone, change), *send(siti.phone, change), *send(siti.phone, {**change, "set": dict(GOOD)})]

    assert [(outcome(one)[1], one.get("replayed")) for one in found] == [
        (["forbidden_word"], None),
        (["forbidden_word"], True),
        (["change_id_reused"], None),
    ]
    assert Note.objects.count() == 0


def test_the_same_id_in_two_villages_is_two_changes(siti, next_door):
    assign(siti.user, Role.FACILITATOR, next_door)
    change = draft(siti.phone)
    found = send(siti.phone, change, {**change, "village": str(next_door.pk)})

    assert [outcome(one) for one in found] == [("applied", [])] * 2
    assert LedgerEntry.objects.count() == 2


def test_an_id_that_somebody_else_used_next_door_is_still_free(siti, asep):
    change = draft(asep.phone)
    send(asep.phone, change)

    assert outcome(send(siti.phone, {**change, "village": str(siti.village.pk)})[0]) == ("applied", [])


# Other people's villages, records and differences


@pytest.fixture
def conflict(siti, dadang):
    """Two amounts for one note in Cangkuang."""
    note = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    siti.phone.change(note, amount=2)
    dadang.phone.change(note, amount=3)
    siti.phone.sync()
    dadang.phone.sync()
    return Conflict.objects.get()


def test_a_foreign_village_is_refused_and_the_own_one_is_taken(siti, asep):
    found = send(asep.phone, draft(asep.phone), draft(asep.phone, village=str(siti.village.pk)))

    assert [outcome(one) for one in found] == [("applied", []), ("rejected", ["no_right"])]
    assert Rejection.objects.count() == 0


def test_a_record_next_door_is_neither_changed_nor_deleted_by_its_id(siti, asep):
    note = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    found = send(
        asep.phone,
        draft(asep.phone, record=note, set={"title": "Curi"}, base=1),
        draft(asep.phone, record=note, set=..., delete=True, base=1),
    )

    assert [outcome(one) for one in found] == [("applied", [])] * 2
    assert [(row.title, row.deleted_at) for row in Note.objects.filter(village=siti.village)] == [("Jalan", None)]


def test_a_difference_next_door_is_unknown_here(siti, asep, conflict):
    own = draft(asep.phone, record=str(conflict.record))
    settles = {**own, "id": str(ids.uuid7()), "set": {"amount": 9}, "resolves": str(conflict.pk), "base": 1}
    found = send(asep.phone, own, settles)

    assert [outcome(one) for one in found] == [("applied", []), ("rejected", ["conflict_unknown"])]
    assert Conflict.objects.get().settled_at is None


@pytest.mark.parametrize("how", ["other record", "part", "never was"])
def test_a_difference_is_settled_on_its_record_whole_or_not_at_all(siti, conflict, how):
    over = {
        "other record": {"resolves": str(conflict.pk)},
        "part": {"resolves": str(conflict.pk), "record": str(conflict.record), "set": {"title": "x"}, "base": 1},
        "never was": {"resolves": str(ids.uuid7()), "record": str(conflict.record), "set": {"amount": 3}},
    }[how]

    assert send(siti.phone, draft(siti.phone, **over))[0]["outcome"] == "rejected"
    assert Conflict.objects.get().settled_at is None


def test_a_deletion_of_what_never_was_is_rejected(siti):
    assert outcome(send(siti.phone, draft(siti.phone, set=..., delete=True))[0]) == ("rejected", ["record_unknown"])


@pytest.mark.parametrize("base", [4, 500, 2**53 - 1])
def test_a_base_that_was_never_given_out_overwrites_nobody(siti, dadang, base):
    note = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    siti.phone.change(note, amount=2)
    siti.phone.change(note, order=1)
    siti.phone.sync()
    found = send(dadang.phone, draft(dadang.phone, record=note, base=base, set={"amount": 9}))

    assert [one["outcome"] for one in found] == ["conflict"]
    assert Note.objects.get().amount == 2


# Tombstones and circles


def test_a_tombstone_does_not_rise_by_itself(siti, dadang):
    note = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    siti.phone.delete(note)
    siti.phone.sync()
    found = send(
        dadang.phone, draft(dadang.phone, record=note), draft(dadang.phone, record=note, base=2, set={"amount": 5})
    )

    assert [one["outcome"] for one in found] == ["conflict", "conflict"]
    assert Note.objects.get().deleted_at is not None
    assert Conflict.objects.filter(settled_at__isnull=True).count() == 2


def test_even_its_maker_does_not_raise_it_without_a_humans_word(siti):
    note = siti.phone.record("note", title="Jalan")
    siti.phone.sync()
    siti.phone.delete(note)
    siti.phone.sync()
    siti.phone.change(note, title="Jalan lagi")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["conflict"]
    siti.phone.change(note, title="Jalan lagi", resolves=siti.phone.last["results"][0]["conflict"])
    siti.phone.sync()
    assert (siti.phone.outcomes(), Note.objects.get().deleted_at) == (["applied"], None)


def test_a_record_may_name_itself_or_a_stranger_as_its_parent_and_harms_nobody(siti, dadang):
    own = str(ids.uuid7())
    found = send(siti.phone, draft(siti.phone, record=own, set={**GOOD, "box": own}), draft(siti.phone))

    assert [outcome(one) for one in found] == [("applied", [])] * 2
    dadang.phone.sync()
    assert len(dadang.phone.docs) == 2


# Nothing that a phone says of itself gives it a right


@pytest.mark.parametrize(
    "member", ["user", "author", "device", "received_at", "number", "outcome", "role", "hash", "content"]
)
def test_what_else_a_change_says_is_not_heard(siti, dadang, member):
    change = draft(siti.phone, **{member: str(dadang.user.pk)})
    assert outcome(send(siti.phone, change)[0]) == ("applied", [])

    entry = LedgerEntry.objects.get()
    assert (entry.user, str(entry.device), entry.number) == (siti.user.pk, siti.phone.number, 1)


def test_the_office_is_not_reached_from_a_phone(siti, bu_camat):
    """Bu Camat reviews and does not record: her phone has no right to write, and no right to a feed."""
    found = send(bu_camat.phone, draft(bu_camat.phone))

    assert outcome(found[0]) == ("rejected", ["no_right"])
    assert (Note.objects.count(), Held.objects.count(), Rejection.objects.count()) == (0, 0, 0)
