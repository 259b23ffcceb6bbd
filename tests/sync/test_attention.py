"""Who settles sees everything that was kept: both values, what was before, who said each, when, and on which phone."""

from datetime import timedelta

import pytest

from backend.kernel import clock
from sync.models import Conflict, Held, LedgerEntry
from sync.settle import admit, dismiss, settle
from sync.verify import verify
from tests.factories.villages import assign, make_person
from tests.phone import Phone
from tests.sync.toy import Note
from villages.terms import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuti(village):
    """A third one who records in Cangkuang."""
    user = make_person("tuti", "Tuti Herawati")
    assign(user, Role.FACILITATOR, village)
    return Phone(user.username, village.pk)


@pytest.fixture
def note(siti, dadang):
    made = siti.phone.record("note", title="Jalan", amount=1)
    siti.phone.sync()
    dadang.phone.sync()
    return made


@pytest.fixture
def conflict(siti, dadang, tuti, note):
    """Siti said 2 and Dadang 3; Tuti wrote another field in between."""
    siti.phone.change(note, amount=2)
    siti.phone.sync()
    tuti.sync()
    tuti.change(note, order=5)
    tuti.sync()
    dadang.phone.change(note, amount=3)
    dadang.phone.sync()
    return Conflict.objects.get()


def attention(phone):
    return phone.client.get("/api/sync/v1/attention", headers=phone.headers).json()


def settling(phone, record, **fields):
    """A change that settles the open difference of a record, as a request."""
    phone.change(record, resolves=str(Conflict.objects.get().pk), **fields)
    return phone.request()


def test_the_phone_is_shown_both_values_with_who_when_where_and_the_base(siti, dadang, conflict):
    said = attention(siti.phone)["conflicts"][0]
    entries = {entry.number: entry for entry in LedgerEntry.objects.all()}

    assert said["fields"] == {"amount": {"base": 1, "stored": 2, "offered": 3}}
    assert (said["by"], said["device"], said["device_id"]) == ("Dadang Suherman", "HP dadang", dadang.phone.number)
    assert (said["base"], said["id"], said["record"]) == (1, str(conflict.pk), str(conflict.record))
    assert (said["stored_by"], said["stored_device"]) == ("Siti Aminah", "HP siti")
    assert said["origins"]["amount"]["by"] == "Siti Aminah"
    assert (
        said["stored_at"]
        == said["origins"]["amount"]["at"]
        == entries[2].received_at.isoformat().replace("+00:00", "Z")
    )
    assert said["received_at"] == entries[4].received_at.isoformat().replace("+00:00", "Z")


def test_the_officers_page_shows_the_same(client, settings, bu_camat, conflict):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(bu_camat.user)
    page = client.get(f"/petugas/dua-catatan/{conflict.pk}/").content.decode()

    for said in (">2<", ">3<", "mengubah: 1", "Siti Aminah · HP siti · ", "Dadang Suherman · HP dadang · "):
        assert said in page
    assert "Tuti" not in page


def test_a_deleted_record_says_who_deleted_it_whoever_wrote_it(siti, dadang, note):
    dadang.phone.change(note, amount=2)
    dadang.phone.sync()
    siti.phone.sync()
    siti.phone.delete(note)
    siti.phone.sync()
    dadang.phone.change(note, amount=3)
    dadang.phone.sync()
    said = attention(dadang.phone)["conflicts"][0]

    assert (said["deletes"], said["stored_by"], said["stored_device"]) == (True, "Siti Aminah", "HP siti")


def test_a_held_change_says_as_much(siti, bu_camat, dadang, note, end_assignment):
    siti.phone.change(note, amount=9)
    end_assignment(siti, days_ago=2)
    siti.phone.sync()
    said = attention(dadang.phone)["held"][0]

    assert (said["by"], said["device"], said["base"]) == ("Siti Aminah", "HP siti", 1)
    assert (said["set"], said["reason"]) == ({"amount": 9}, "assignment_ended")


def test_its_maker_sees_it_until_it_is_decided_though_the_seat_is_gone(siti, bu_camat, note, end_assignment):
    siti.phone.change(note, amount=9)
    end_assignment(siti, days_ago=2)
    siti.phone.sync()
    held = Held.objects.get()
    told = attention(siti.phone)

    assert [one["id"] for one in told["held"]] == [str(held.pk)]
    assert siti.phone.last["attention"] == {"conflicts": 0, "held": 0}
    dismiss(held, by=bu_camat.actor, reason="Sudah dicatat.")
    told = attention(siti.phone)
    assert (told["conflicts"], told["held"], len(told["decided"])) == ([], [], 1)


def test_nothing_of_others_is_shown_where_the_seat_is_gone(siti, dadang, conflict, end_assignment):
    """Both are late by now: each sees the own change, and nobody the difference that is still open."""
    siti.phone.change(str(conflict.record), title="Terlambat")
    dadang.phone.change(str(conflict.record), title="Juga terlambat")
    end_assignment(siti, days_ago=2)
    end_assignment(dadang, days_ago=2)
    siti.phone.sync()
    dadang.phone.sync()

    for person, title in ((siti, "Terlambat"), (dadang, "Juga terlambat")):
        told = attention(person.phone)
        assert told["conflicts"] == []
        assert [one["set"] for one in told["held"]] == [{"title": title}]


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_price_does_not_grow_with_what_waits(siti, dadang, how_many, django_assert_num_queries):
    notes = [siti.phone.record("note", title=f"n{number}", amount=1) for number in range(how_many)]
    siti.phone.sync()
    dadang.phone.sync()
    for one in notes:
        siti.phone.change(one, amount=2)
        dadang.phone.change(one, amount=3)
    siti.phone.sync()
    dadang.phone.sync()

    with django_assert_num_queries(10):
        assert len(attention(siti.phone)["conflicts"]) == how_many


# Settling


def test_settled_from_the_phone_it_is_an_entry_and_its_retry_opens_nothing(siti, dadang, conflict):
    dadang.phone.sync()
    body = settling(dadang.phone, str(conflict.record), amount=3)
    first = dadang.phone.post(body).json()["results"][0]
    again = dadang.phone.post(body).json()

    entry = LedgerEntry.objects.get(number=first["version"])
    assert (entry.resolves, entry.set, entry.user) == (conflict.pk, {"amount": 3}, dadang.user.pk)
    assert again["results"] == [{**first, "replayed": True}]
    assert again["attention"] == {"conflicts": 0, "held": 0}
    assert Conflict.objects.get().settled_number == first["version"]
    assert list(verify(siti.village.pk)) == []


def test_the_disputed_change_sent_again_after_it_was_settled_opens_nothing(siti, dadang, conflict, bu_camat):
    entry = LedgerEntry.objects.get(outcome="conflict")
    sent = {
        "id": str(entry.change),
        "kind": "note",
        "record": str(conflict.record),
        "village": str(siti.village.pk),
        "base": 1,
        "made_at": entry.made_at.isoformat(),
        "set": {"amount": 3},
    }
    settle(conflict, by=bu_camat.actor, choices={"amount": 2})
    again = dadang.phone.post(dadang.phone.request(changes=[sent])).json()

    assert (again["results"][0]["outcome"], again["results"][0]["replayed"]) == ("conflict", True)
    assert again["attention"] == {"conflicts": 0, "held": 0}
    assert (Conflict.objects.count(), Note.objects.get().amount) == (1, 2)


def test_an_older_phone_cannot_settle_what_an_officer_settled(siti, dadang, conflict, bu_camat):
    body = settling(dadang.phone, str(conflict.record), amount=3)
    settle(conflict, by=bu_camat.actor, choices={"amount": 2})
    result = dadang.phone.post(body).json()["results"][0]

    assert [error["code"] for error in result["errors"]] == ["already_settled"]
    assert Note.objects.get().amount == 2


def test_a_third_value_that_came_meanwhile_is_not_settled_away(siti, dadang, tuti, conflict):
    """Dadang settles without having seen that Tuti set yet another amount after the difference arose."""
    body = settling(dadang.phone, str(conflict.record), amount=3)
    tuti.sync()
    tuti.change(str(conflict.record), amount=7)
    tuti.sync()
    result = dadang.phone.post(body).json()["results"][0]

    assert result["outcome"] == "conflict"
    assert Note.objects.get().amount == 7
    assert Conflict.objects.filter(settled_at__isnull=True).count() == 2


def test_a_dismissed_change_sent_again_stays_dismissed(siti, note, bu_camat, end_assignment):
    siti.phone.change(note, amount=9)
    body = siti.phone.request()
    end_assignment(siti, days_ago=2)
    first = siti.phone.post(body).json()["results"][0]
    dismiss(Held.objects.get(), by=bu_camat.actor, reason="Sudah dicatat.")
    again = siti.phone.post(body).json()["results"][0]

    assert again == {**first, "replayed": True}
    assert (Held.objects.count(), Note.objects.get().amount) == (1, 1)


def test_an_admitted_change_sent_again_takes_no_second_effect(siti, dadang, note, bu_camat, end_assignment):
    siti.phone.change(note, amount=9)
    body = siti.phone.request()
    end_assignment(siti, days_ago=2)
    siti.phone.post(body)
    admit(Held.objects.get(), by=bu_camat.actor)
    dadang.phone.sync()
    dadang.phone.change(note, amount=4)
    dadang.phone.sync()
    again = siti.phone.post(body).json()["results"][0]

    assert again["replayed"] is True
    assert again["outcome"] in ("held", "applied")
    assert Note.objects.get().amount == 4
    assert list(verify(siti.village.pk)) == []


@pytest.mark.parametrize(
    ("decide", "decision", "reason"), [(dismiss, "dismissed", "Sudah dicatat."), (admit, "admitted", "")]
)
def test_who_recorded_is_told_what_an_officer_decided_and_why(
    siti, dadang, note, bu_camat, end_assignment, decide, decision, reason
):
    siti.phone.change(note, amount=9)
    end_assignment(siti, days_ago=2)
    siti.phone.sync()
    decide(Held.objects.get(), by=bu_camat.actor, reason=reason)

    (told,) = attention(siti.phone)["decided"]
    assert (told["decision"], told["decision_reason"], told["decided_by"]) == (decision, reason, bu_camat.user.name)
    assert (told["record"], told["set"]) == (str(Held.objects.get().record), {"amount": 9})
    assert attention(siti.phone)["held"] == []
    assert attention(dadang.phone)["decided"] == []


def test_a_decision_is_told_for_sixty_days(siti, note, bu_camat, end_assignment):
    siti.phone.change(note, amount=9)
    end_assignment(siti, days_ago=2)
    siti.phone.sync()
    dismiss(Held.objects.get(), by=bu_camat.actor, reason="Sudah dicatat.")

    Held.objects.update(decided_at=clock.now() - timedelta(days=61))

    assert attention(siti.phone)["decided"] == []
