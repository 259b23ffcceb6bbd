"""What a meeting's money puts on the board, and what stops its publication."""

from budgets.models import Ceiling, Funding, OversightAction, Proposal
from budgets.sections.plan import informs
from budgets.terms import Fate, FundSource, ItemState
from meetings.terms import Element, MeetingStatus
from tests.factories.meetings import JUTA, PIPES, make_item, make_meeting, make_whole_meeting, put, subject_of
from villages.board.dossier import dossier
from villages.board.duties import Duty


def snapshot_of(meeting, name):
    return dossier(subject_of(meeting)).snapshot.get(name)


def findings(meeting):
    return {finding.code: finding for finding in dossier(subject_of(meeting)).findings}


def test_a_plan_sums_by_field_by_source_and_by_hamlet(village):
    plan = snapshot_of(make_whole_meeting(village), "plan")

    assert plan["total"] == 200 * JUTA
    assert [(row["field"], row["amount"]) for row in plan["by_field"]] == [
        ("1", 0),
        ("2", 200 * JUTA),
        ("3", 0),
        ("4", 0),
        ("5", 0),
    ]
    assert plan["by_source"] == [
        {"source": "DDS", "label": "Dana Desa (dari pusat)", "amount": 120 * JUTA, "ceiling": 900 * JUTA},
        {"source": "ADD", "label": "Alokasi Dana Desa (dari kabupaten)", "amount": 80 * JUTA},
    ]
    assert [(row["hamlet"], row["items"]) for row in plan["by_hamlet"]] == [("Cibodas", [1]), ("Sukamaju", [2])]


def test_an_activity_tells_where_how_much_for_whom_and_who_carries_it_out(village):
    item = snapshot_of(make_whole_meeting(village), "plan")["items"][0]

    assert (item["place"], item["hamlet"]) == ("Blok Cibodas", "Cibodas")
    assert (item["volume"], item["unit"]) == (450, "m")
    assert item["sources"] == [
        {"source": "DDS", "label": "Dana Desa (dari pusat)", "carried_over": False, "amount": 120 * JUTA}
    ]
    assert item["beneficiaries"] == {"male": 120, "female": 110}
    assert (item["implementer"], item["delivery_label"]) == ("Kasi Kesejahteraan", "Swakelola")


def test_what_was_dropped_is_told_with_its_reason_and_not_summed(village):
    meeting = make_whole_meeting(village)
    hall = make_item(meeting, "Gedung", 500 * JUTA, state=ItemState.DROPPED, reason="Pagu tidak cukup.")

    plan = snapshot_of(meeting, "plan")

    assert plan["total"] == 200 * JUTA
    assert plan["dropped"] == [
        {"id": str(hall.id), "name": "Gedung", "hamlet": "Cibodas", "amount": 500 * JUTA, "reason": "Pagu tidak cukup."}
    ]


def test_a_meeting_without_activities_has_no_plan(village):
    assert snapshot_of(make_meeting(village), "plan") is None


def test_a_plan_meets_the_duty_to_show_the_budget_once_it_is_in_the_budget(village):
    planned = make_whole_meeting(village)
    budgeted = make_meeting(village)
    make_item(budgeted, state=ItemState.IN_BUDGET, implementer="")

    assert informs(snapshot_of(planned, "plan")) == {Duty.CARRIERS}
    assert informs(snapshot_of(budgeted, "plan")) == {Duty.BUDGET}


def test_a_ceiling_that_is_exceeded_stands_in_the_way(village):
    meeting = make_meeting(village)
    make_item(meeting, amount=120 * JUTA)
    put(Ceiling, village, fiscal_year=2027, source=FundSource.DDS, amount=100 * JUTA)

    found = findings(meeting)["ceiling_exceeded"]

    assert found.blocking
    assert "Rp120.000.000, melebihi pagu Rp100.000.000" in found.message


def test_money_carried_over_comes_on_top_of_a_ceiling(village):
    meeting = make_meeting(village)
    item = make_item(meeting, amount=120 * JUTA, source=None)
    put(Funding, village, budget_item=item.id, source=FundSource.DDS, amount=100 * JUTA)
    put(Funding, village, budget_item=item.id, source=FundSource.DDS, amount=20 * JUTA, carried_over=True)
    put(Ceiling, village, fiscal_year=2027, source=FundSource.DDS, amount=100 * JUTA)

    assert "ceiling_exceeded" not in findings(meeting)


def test_sums_that_do_not_agree_are_told_and_do_not_block(village):
    meeting = make_meeting(village)
    item = make_item(meeting, source=None, unit_price=JUTA, account="", place="", hamlet="")
    put(Funding, village, budget_item=item.id, source=FundSource.DDS, amount=1)
    make_item(meeting, PIPES, source=None)

    found = findings(meeting)

    assert {"funding_differs", "source_missing", "price_differs", "account_missing", "place_missing"} <= found.keys()
    assert PIPES in found["source_missing"].message
    assert not any(finding.blocking for finding in found.values())


def test_an_impossible_sum_is_stopped_not_a_crash(village):
    meeting = make_meeting(village)
    for number in range(10):
        make_item(meeting, f"Kegiatan {number}", 10**15)

    assert findings(meeting)["amount_impossible"].blocking


def test_every_proposal_has_its_fate_and_reason_and_no_name(village):
    meeting = make_whole_meeting(village)

    told = snapshot_of(meeting, "proposals")

    assert [(row["fate"], row["count"]) for row in told["fates"]] == [("adopted", 1), ("refused", 1)]
    assert told["proposals"][0]["became"] == ["Pengerasan jalan usaha tani Blok Cibodas"]
    assert told["proposals"][0]["proposer"] == "perwakilan Kelompok tani"
    assert told["proposals"][1]["reason"] == "Tanahnya bukan milik desa."


def test_a_refusal_without_reason_is_told(village):
    meeting = make_meeting(village)
    put(Proposal, village, meeting=meeting.id, activity="Posyandu keliling", fate=Fate.REFUSED)

    assert "Posyandu keliling" in findings(meeting)["reason_missing"].message


def test_a_planning_meeting_answers_for_proposals_of_accepted_meetings_only(village):
    deciding = make_meeting(village)
    for status, activity in ((MeetingStatus.PUBLISHED, "Sumur"), (MeetingStatus.HELD, "Belum diperiksa")):
        earlier = make_meeting(village, type="musdus", status=status)
        put(Proposal, village, meeting=earlier.id, activity=activity, proposer_element=Element.TANI)

    told = snapshot_of(deciding, "proposals")

    assert [one["activity"] for one in told["proposals"]] == ["Sumur"]


def test_oversight_tells_what_by_which_element_how_and_when(village):
    actions = snapshot_of(make_whole_meeting(village), "oversight")["actions"]

    assert actions == [
        {
            "id": str(OversightAction.objects.get().id),
            "subject": "Mutu batu jalan",
            "subject_kind": "budget_item",
            "subject_kind_label": "Kegiatan",
            "item": "Pengerasan jalan usaha tani Blok Cibodas",
            "watcher": "perwakilan Kelompok tani",
            "method": "Mengukur tebal batu",
            "due_on": "2027-06-30",
            "every": "monthly",
            "every_label": "setiap bulan",
            "state": "planned",
            "state_label": "Direncanakan",
        }
    ]


def test_money_rows_that_changed_change_the_digest(village):
    meeting = make_whole_meeting(village)
    before = dossier(subject_of(meeting)).digest
    Funding.objects.filter(village=village, source=FundSource.ADD).update(version=9)

    assert dossier(subject_of(meeting)).digest != before
