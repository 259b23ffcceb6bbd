"""One meeting recorded on two phones: suggested, joined with nothing lost, parted again whole."""

from datetime import date

import pytest

from meetings import twins
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.rules.twins import Sitting, maybe_same, overlap
from sync import ledger
from tests.meetings.recorded import record_meeting

NAMES = ["Oneng Rohmah", "H. Endang Kosasih", "Lilis Suryani", "Asep Ridwan", "Ujang Ruhiyat", "Entin Kartini"]
JUNE = date(2026, 6, 15)


@pytest.fixture
def first(siti):
    found = record_meeting(siti)
    found.present(*NAMES)
    return found


@pytest.fixture
def second(dadang, first):
    """The same meeting on the secretary's phone: five of the names, and two of its own."""
    found = record_meeting(dadang)
    found.present(*[name.replace("H. ", "") for name in NAMES[:5]], "Tamu Satu", "Tamu Dua")
    return found


def sitting(names=NAMES, **fields):
    return Sitting(**{"kind": "musdes_rkp", "held_on": JUNE, "place": "Balai Desa", "names": names, **fields})


def test_titles_and_spelling_do_not_part_two_lists():
    assert overlap(["H. Endang Kosasih", "Siti"], ["endang kosasih", "Sri", "Dedi"]) == 0.5
    assert overlap([], ["Sri"]) == 0.0


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (sitting(), True),
        (sitting(held_on=date(2026, 6, 16)), True),
        (sitting(held_on=date(2026, 6, 17)), False),
        (sitting(held_on=None), False),
        (sitting(kind="musrenbangdes"), False),
        (sitting(names=[*NAMES[:4], "A", "B", "C"]), True),
        (sitting(names=[*NAMES[:3], "Sri", "Dedi", "Tatang"]), False),
        (sitting(names=[]), True),
        (sitting(names=[], place="SDN 2"), False),
    ],
)
def test_the_same_day_and_people_or_place_are_asked_about(other, same):
    assert maybe_same(sitting(), other) is same


def test_two_records_of_one_meeting_are_suggested_and_nothing_is_joined_by_itself(first, second):
    (suggested,) = twins.suggested(first.row)
    assert suggested.meeting.id == second.id
    assert suggested.shared > 60
    assert Meeting.objects.filter(deleted_at__isnull=True).count() == 2


def test_a_joined_meeting_holds_everything_of_both(first, second, bu_camat, siti):
    second.add("agenda_item", topic="Posyandu")
    first.change(place=None)
    second.change(place="Aula SDN 2")

    people = Attendance.objects.count()

    twins.join(first.row, second.row, by=bu_camat.actor)

    assert Meeting.objects.get(deleted_at__isnull=True).id == first.id
    assert Attendance.objects.filter(meeting=first.id, deleted_at__isnull=True).count() == people
    assert AgendaItem.objects.get(topic="Posyandu").meeting == first.id
    assert first.row.place == "Aula SDN 2"
    assert (first.row.title, first.row.status) == ("Musdes RKP Cangkuang 2027", "submitted")


def test_joining_is_undone_whole(first, second, bu_camat):
    second.add("agenda_item", topic="Posyandu")
    first.change(number=None)
    second.change(number="140/09/BPD")
    before = [Attendance.objects.filter(meeting=one.id).count() for one in (first, second)]
    twins.join(first.row, second.row, by=bu_camat.actor)
    assert first.row.number == "140/09/BPD"
    added = first.add("attendance", name="Datang Sesudahnya", status="present")

    twins.part(first.row, second.row, by=bu_camat.actor)

    after = [Attendance.objects.filter(meeting=one.id, deleted_at__isnull=True).count() for one in (first, second)]
    assert after == [before[0] + 1, before[1]]
    assert Attendance.objects.get(id=added).meeting == first.id
    assert AgendaItem.objects.get(topic="Posyandu").meeting == second.id
    assert second.row.deleted_at is None
    assert first.row.number == ""
    assert twins.suggested(first.row) == []


def test_what_is_two_meetings_is_not_asked_again(first, second, bu_camat):
    twins.tell_apart(first.row, second.row, by=bu_camat.actor)

    assert twins.suggested(first.row) == []
    assert twins.suggested(second.row) == []


def test_an_accepted_meeting_is_not_joined(first, second, bu_camat):
    Meeting.objects.filter(id=second.id).update(status="published")

    with pytest.raises(twins.Closed):
        twins.join(first.row, second.row, by=bu_camat.actor)
    assert ledger.head(first.village.pk).number


def test_nothing_is_joined_with_itself_or_twice(first, second, bu_camat):
    with pytest.raises(twins.NotTwo):
        twins.join(first.row, first.row, by=bu_camat.actor)
    twins.join(first.row, second.row, by=bu_camat.actor)
    with pytest.raises(twins.NotTwo):
        twins.join(first.row, second.row, by=bu_camat.actor)
    twins.part(first.row, second.row, by=bu_camat.actor)
    with pytest.raises(twins.NotTwo):
        twins.part(first.row, second.row, by=bu_camat.actor)


def test_it_is_done_on_the_page_and_reaches_the_phones(client, settings, first, second, bu_camat, siti):
    settings.SECURE_SSL_REDIRECT = False
    siti.phone.sync()
    client.force_login(bu_camat.user)
    assert "Mungkin musyawarah yang sama" in client.get(first.address).content.decode()

    theirs = Attendance.objects.filter(meeting=second.id).count()
    client.post(f"{first.address}kembar/", {"act": "gabung", "other": str(second.id)})

    told = siti.phone.sync()["changes"]
    assert any(one["kind"] == "meeting" and one.get("deleted") for one in told)
    assert sum(one["kind"] == "attendance" and one["doc"]["meeting"] == str(first.id) for one in told) == theirs
    page = client.get(first.address).content.decode()
    assert "Digabung ke sini" in page
    client.post(f"{first.address}kembar/", {"act": "pisah", "other": str(second.id)})
    assert second.row.deleted_at is None
    assert client.post(f"{first.address}kembar/", {"act": "apa", "other": str(second.id)}).status_code == 404
