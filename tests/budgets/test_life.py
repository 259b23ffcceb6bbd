"""The life of a wish and of an activity through the engine: what phones record, and what desk and villagers read."""

from datetime import date
from itertools import permutations

import pytest
from django.utils import translation

from budgets.ancestry import Wish, ancestry
from budgets.models import BudgetItem, ProgressReport, Proposal, Voice
from budgets.queries import kinship_of
from budgets.receipts import receipt_of, text_of
from budgets.terms import Fate, ItemState, VoiceKind, VoiceState
from meetings.documents import record_of
from meetings.models import Meeting, Photo
from meetings.terms import MeetingStatus, MeetingType
from sync.edit import edit
from sync.models import Conflict
from sync.settle import settle
from tests.factories.meetings import JUTA, NOON, make_item, make_meeting, photo_fields, put, subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.board.writing import Table


def findings(meeting):
    return {one.code: str(one.message) for one in dossier(subject_of(meeting)).findings}


def told(meeting):
    return dossier(subject_of(meeting)).snapshot["proposals"]


@pytest.fixture
def road(siti):
    """A road that Siti's meeting adopted."""
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes", fiscal_year=2027)
    item = siti.phone.record("budget_item", meeting=meeting, name="Jalan", state="adopted")
    siti.phone.sync()
    return item


def accept(bu_camat):
    edit(Meeting.objects.get(), by=bu_camat.actor, status="accepted")


def test_a_chain_recorded_without_a_signal_passes_step_by_step_and_in_one(siti, road):
    for state in ("in_plan", "in_budget", "under_way"):
        siti.phone.change(road, state=state)
    siti.phone.sync()
    assert siti.phone.outcomes() == ["applied"] * 3

    siti.phone.change(road, state="accounted_for")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["applied"]
    assert BudgetItem.objects.get().state == ItemState.ACCOUNTED_FOR


def test_what_is_done_is_not_merely_adopted_again_but_it_is_with_a_reason(siti, road):
    siti.phone.change(road, state="done")
    siti.phone.change(road, state="adopted")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["applied", "rejected"]
    error = siti.phone.last["results"][1]["errors"][0]
    assert (error["field"], error["code"]) == ("state", "move_not_allowed")
    assert "Tulis alasannya" in error["message"]

    siti.phone.change(road, state="adopted", reason="Salah catat: yang selesai jalan di Pasir.")
    siti.phone.sync()
    assert siti.phone.outcomes() == ["applied"]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"state": "in_plan"}, "applied"),
        ({"state": "done"}, "applied"),
        ({"state": "done", "reason": "Selesai lebih cepat."}, "applied"),
        ({"state": "dropped", "reason": "Batal."}, "held"),
        ({"state": "proposed"}, "held"),
        ({"state": "in_plan", "amount": 5}, "held"),
        ({"reason": "Lain."}, "held"),
    ],
)
def test_after_the_meeting_was_accepted_work_goes_on_and_decisions_wait_for_an_officer(
    siti, bu_camat, road, changes, outcome
):
    accept(bu_camat)
    siti.phone.sync()

    siti.phone.change(road, **changes)
    siti.phone.sync()

    assert siti.phone.outcomes() == [outcome]


def test_two_phones_say_other_states_and_a_human_decides(siti, dadang, bu_camat, road):
    dadang.phone.sync()
    siti.phone.change(road, state="under_way")
    dadang.phone.change(road, state="dropped")
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["conflict"]
    settle(Conflict.objects.get(), by=bu_camat.actor, choices={"state": "dropped"})

    assert BudgetItem.objects.get().state == ItemState.DROPPED


def two_wishes(siti, dadang, *activities):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes", fiscal_year=2027)
    wishes = [
        siti.phone.record("proposal", meeting=meeting, activity=activity, estimate=100 * JUTA)
        for activity in activities or ("Jalan", "Rabat jalan")
    ]
    siti.phone.sync()
    dadang.phone.sync()
    return wishes


def seen_by(phone):
    return ancestry(
        Wish(record, doc.get("merged_into") or "", doc.get("split_from") or "")
        for record, doc in phone.docs.items()
        if phone.kinds[record] == "proposal"
    )


@pytest.mark.parametrize("first", [0, 1])
def test_two_phones_merge_two_wishes_into_each_other_and_one_stands_for_all(siti, dadang, first):
    here, there = two_wishes(siti, dadang)
    siti.phone.change(here, merged_into=there)
    dadang.phone.change(there, merged_into=here)
    phones = [siti.phone, dadang.phone]

    for phone in (phones[first], phones[1 - first], phones[first]):
        phone.sync()

    assert {str(one.id): str(one.merged_into) for one in Proposal.objects.all()} == {here: there, there: here}
    kin, _ = kinship_of(siti.village.pk)
    assert kin == seen_by(siti.phone) == seen_by(dadang.phone)
    assert [kin.stands(here), kin.stands(there)] == [True, False]
    snapshot = told(Meeting.objects.get())
    assert (snapshot["total"], snapshot["joined"], snapshot["estimate"]) == (1, 1, 100 * JUTA)
    assert "Jalan" in findings(Meeting.objects.get())["merged_in_circle"]


def test_one_wish_merged_into_two_others_at_the_same_time_is_decided_by_a_human(siti, dadang, bu_camat):
    here, there, elsewhere = two_wishes(siti, dadang, "Jalan", "Rabat", "Gang")
    siti.phone.change(here, merged_into=there)
    dadang.phone.change(here, merged_into=elsewhere)
    siti.phone.sync()
    dadang.phone.sync()

    assert dadang.phone.outcomes() == ["conflict"]
    settle(Conflict.objects.get(), by=bu_camat.actor, choices={"merged_into": elsewhere})

    assert kinship_of(siti.village.pk)[0].heirs(here) == (elsewhere,)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_circle_of_three_phones_ends_alike_in_every_order(siti, dadang, order):
    wishes = two_wishes(siti, dadang, "A", "B", "C")
    for place in order:
        siti.phone.change(wishes[place], merged_into=wishes[(place + 1) % 3])
        siti.phone.sync()

    kin, _ = kinship_of(siti.village.pk)

    assert [kin.stands(one) for one in wishes] == [True, False, False]


def test_a_merge_is_undone_and_one_into_a_deleted_wish_never_counted(siti, dadang):
    here, there = two_wishes(siti, dadang)
    siti.phone.change(here, merged_into=there)
    siti.phone.sync()
    assert kinship_of(siti.village.pk)[0].heirs(here) == (there,)

    siti.phone.change(here, merged_into=None)
    siti.phone.sync()
    assert kinship_of(siti.village.pk)[0].heirs(here) == (here,)

    siti.phone.change(here, merged_into=there)
    siti.phone.delete(there)
    siti.phone.sync()
    assert kinship_of(siti.village.pk)[0].heirs(here) == (here,)


def test_what_is_done_needs_a_report_of_everything_with_a_photograph(village):
    meeting = make_meeting(village, type=MeetingType.MUSDES_LPJ)
    item = make_item(meeting, "Jembatan", state=ItemState.DONE)
    assert "Jembatan" in findings(meeting)["done_unproven"]
    assert "100% dengan foto" in findings(meeting)["done_unproven"]

    report = put(ProgressReport, village, budget_item=item.id, physical_percent=100, reported_on=date(2027, 6, 1))
    assert "done_unproven" in findings(meeting)

    put(Photo, village, progress_report=report.id, **photo_fields("a"))
    assert "done_unproven" not in findings(meeting)

    put(ProgressReport, village, budget_item=item.id, physical_percent=70, reported_on=date(2027, 7, 1))
    assert "done_unproven" in findings(meeting)


def test_the_photograph_of_another_village_proves_nothing(village, next_door):
    meeting = make_meeting(village)
    item = make_item(meeting, "Jembatan", state=ItemState.DONE)
    report = put(ProgressReport, next_door, budget_item=item.id, physical_percent=100)
    put(Photo, next_door, progress_report=report.id, **photo_fields("a"))

    assert "done_unproven" in findings(meeting)


def test_refused_put_off_passed_on_and_dropped_say_what_they_still_need(village):
    meeting = make_meeting(village)
    put(Proposal, village, meeting=meeting.id, activity="Lapangan", fate=Fate.REFUSED)
    put(Proposal, village, meeting=meeting.id, activity="Lampu", fate=Fate.DEFERRED, reason="Pagu habis.")
    put(Proposal, village, meeting=meeting.id, activity="Jembatan", fate=Fate.HIGHER_LIST, reason="Jalan kabupaten.")
    make_item(meeting, "Gedung", state=ItemState.DROPPED)

    found = findings(meeting)

    assert "Lapangan" in found["reason_missing"]
    assert "Lampu" in found["year_missing"]
    assert "Jembatan" in found["higher_list_incomplete"]
    assert "Gedung" in found["dropped_without_reason"]


def test_what_was_dropped_for_a_reason_is_taken_up_with_another_one(siti, road):
    siti.phone.change(road, state="dropped", reason="Pagu habis.")
    siti.phone.change(road, state="adopted")
    siti.phone.sync()
    assert siti.phone.outcomes() == ["applied", "applied"]
    assert "Jalan" in findings(Meeting.objects.get())["taken_up_silently"]

    siti.phone.change(road, reason="Dana tambahan turun.")
    siti.phone.sync()

    assert "taken_up_silently" not in findings(Meeting.objects.get())


def test_a_slip_of_the_finger_is_no_decision(siti, road):
    siti.phone.change(road, state="dropped")
    siti.phone.change(road, state="adopted")
    siti.phone.sync()

    assert "taken_up_silently" not in findings(Meeting.objects.get())


def test_a_refused_wish_is_taken_up_with_another_reason(siti, dadang):
    wish, _ = two_wishes(siti, dadang)
    siti.phone.change(wish, fate="refused", reason="Lahan belum ada.")
    siti.phone.change(wish, fate="adopted")
    siti.phone.sync()
    assert "Jalan" in findings(Meeting.objects.get())["fate_changed_silently"]

    siti.phone.change(wish, reason="Lahan dihibahkan.")
    siti.phone.sync()
    assert "fate_changed_silently" not in findings(Meeting.objects.get())


def test_a_price_that_differs_is_told_until_somebody_explains_it(village):
    meeting = make_meeting(village)
    item = make_item(meeting, unit_price=JUTA, volume=1000, amount=2 * JUTA)
    assert "price_differs" in findings(meeting)

    BudgetItem.objects.filter(pk=item.pk).update(price_note="Termasuk ongkos angkut.")

    assert "price_differs" not in findings(meeting)
    assert dossier(subject_of(meeting)).snapshot["plan"]["items"][0]["price_note"] == "Termasuk ongkos angkut."


def test_the_order_of_the_meeting_shows_ties_until_the_meeting_decides(village):
    meeting = make_meeting(village, ranking_method="votes")
    for activity, votes in (("Sumur", 4), ("Jalan", 9), ("Lampu", 9)):
        put(Proposal, village, meeting=meeting.id, activity=activity, votes=votes)

    ranking = told(meeting)["ranking"]
    assert ranking["method"] == "Suara peserta"
    assert [(one["rank"], one["activity"], one.get("tied", False)) for one in ranking["places"]] == [
        (1, "Jalan", True),
        (1, "Lampu", True),
        (3, "Sumur", False),
    ]
    assert findings(meeting)["rank_tied"].endswith("Jalan, Lampu.")

    Proposal.objects.filter(activity="Jalan").update(rank=2)
    Proposal.objects.filter(activity="Lampu").update(rank=1, rank_reason="Jalannya gelap dan rawan.")

    ranking = told(meeting)["ranking"]
    assert [(one["rank"], one["activity"]) for one in ranking["places"]] == [(1, "Lampu"), (2, "Jalan"), (3, "Sumur")]
    assert ranking["places"][0]["reason"] == "Jalannya gelap dan rawan."
    assert "rank_tied" not in findings(meeting)


def test_a_whole_and_its_parts_are_told_of_each_other_and_counted_once(village):
    meeting = make_meeting(village)
    whole = put(Proposal, village, meeting=meeting.id, activity="Air bersih", estimate=100 * JUTA)
    for activity, cost in (("Sumur", 60), ("Pipa", 30)):
        put(
            Proposal, village, meeting=meeting.id, activity=activity, estimate=cost * JUTA, split_from=whole.id,
            fate=Fate.ADOPTED,
        )  # fmt: skip

    snapshot = told(meeting)
    rows = {one["activity"]: one for one in snapshot["proposals"]}

    assert (snapshot["total"], snapshot["joined"], snapshot["estimate"]) == (2, 1, 90 * JUTA)
    assert rows["Air bersih"]["parts"] == ["Sumur", "Pipa"]
    assert rows["Pipa"]["split_from"] == "Air bersih"
    assert [(one["fate"], one["count"]) for one in snapshot["fates"]] == [("adopted", 2)]
    assert "Air bersih" in findings(meeting)["parts_differ"]


def asked(village, wish, siti, meeting):
    """A villager's voice that became a wish."""
    return Voice.objects.create(
        village=village,
        kind=VoiceKind.PROPOSAL,
        code="KBWA7M2X",
        form=wish.id,
        meeting=meeting.id,
        activity=wish.activity,
        received_at=NOON,
        state=VoiceState.TAKEN,
        decided_at=NOON,
        decided_by=siti.user,
        proposal=wish.id,
    )


def test_whoever_asked_follows_the_code_to_the_wish_that_goes_on(village, siti, bu_camat, client):
    meeting = make_meeting(village, status=MeetingStatus.ACCEPTED)
    road = make_item(meeting, "Rabat jalan Cibodas")
    there = put(Proposal, village, meeting=meeting.id, activity="Rabat jalan", fate=Fate.ADOPTED, became=[str(road.id)])
    here = put(Proposal, village, meeting=meeting.id, activity="Jalan becek", merged_into=there.id)
    asked(village, here, siti, meeting)
    looked = dossier(subject_of(meeting))
    stamp = Stamp(number=7, hash="ab" * 32)
    publish(looked, stamp=stamp, by=bu_camat.actor, title="Musdes", fiscal_year=2027, held_on=date(2026, 6, 15))

    receipt = receipt_of("KBWA7M2X")
    page = client.get("/usulan/KBWA7M2X/").content.decode()

    assert (receipt.became.through, receipt.became.fate) == ("Rabat jalan", Fate.ADOPTED)
    assert "Diteruskan dalam usulan: Rabat jalan" in page
    assert "Rabat jalan Cibodas" in page
    with translation.override("id"):
        assert "Diteruskan dalam usulan “Rabat jalan”: Disepakati." in text_of(receipt)


def test_the_official_record_tells_the_same_order_as_the_board(village, bu_camat):
    meeting = make_meeting(village, ranking_method="scores")
    for activity, points in (("Sumur", 3), ("Jalan", 5), ("Lampu", 5)):
        put(Proposal, village, meeting=meeting.id, activity=activity, score_felt=points)
    stamp = Stamp(number=7, hash="ab" * 32)
    publication = publish(
        dossier(subject_of(meeting)),
        stamp=stamp,
        by=bu_camat.actor,
        title="Musdes",
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )

    blocks = record_of(publication).blocks
    (table,) = [one for one in blocks if isinstance(one, Table) and one.head[0] == "Peringkat"]

    assert [row[:2] for row in table.rows] == [[1, "Jalan"], [1, "Lampu"], [3, "Sumur"]]
    assert [row[3] for row in table.rows] == ["sama", "sama", ""]


def test_another_villages_wishes_are_no_kin(village, next_door):
    here = make_meeting(village)
    theirs = put(Proposal, next_door, meeting=make_meeting(next_door).id, activity="Rahasia Lembang")
    put(Proposal, village, meeting=here.id, activity="Jalan", merged_into=theirs.id)

    snapshot = told(here)

    assert snapshot["total"] == 1
    assert "Rahasia Lembang" not in str(snapshot)
