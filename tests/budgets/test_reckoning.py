"""What is found at night about a village's year, and what an area's overview is made of."""

from datetime import date

import pytest
import time_machine

from budgets import reckoning
from budgets.models import Funding, OversightAction, OversightVisit, ProgressReport, YearStanding
from budgets.sections.realisation import SAYINGS, subject_of
from budgets.tasks import sweep_money, watch_every_night
from budgets.terms import Every, FundSource, ItemState, OversightState
from meetings.models import Meeting
from meetings.terms import MeetingStatus
from sync.models import Feed
from tests.factories.meetings import JUTA, PIPES, ROAD, make_item, make_meeting, put
from villages.board.findings import said_again
from villages.board.sections import Found
from villages.models import StoredFinding, Village
from villages.terms import Severity

YEAR = 2027


@pytest.fixture
def meeting(village):
    return make_meeting(village)


def carried(meeting, name=ROAD, amount=120 * JUTA, **fields):
    return make_item(meeting, name, amount, **{"state": ItemState.UNDER_WAY, **fields})


def report(item, on, percent, spent=None):
    return put(
        ProgressReport,
        item.village,
        budget_item=item.id,
        reported_on=date.fromisoformat(on),
        physical_percent=percent,
        spent=spent,
    )


def watch(meeting, on="2027-06-30", **fields):
    given = {"subject": "Jam buka posyandu", "due_on": date.fromisoformat(on), "watcher": "Bu Oneng"}
    return put(OversightAction, meeting.village, meeting=meeting.id, **{**given, **fields})


def looked(action, on, **fields):
    return put(OversightVisit, action.village, oversight_action=action.id, done_on=date.fromisoformat(on), **fields)


def found(village, on):
    """Code -> the sentence, as it stands on this day."""
    with time_machine.travel(f"{on} 03:00:00+00:00", tick=False):
        reckoning.reckon(village)
    rows = StoredFinding.objects.filter(village=village, subject_kind="money_year", gone_at__isnull=True)
    return {
        row.code: str(
            said_again(Found(row.code, row.evidence, row.key, Severity(row.severity)), SAYINGS[row.code]).message
        )
        for row in rows
    }


def test_an_activity_is_late_the_day_after_its_months_and_no_longer_once_it_is_whole(village, meeting):
    road = carried(meeting)
    report(road, "2027-06-20", 80, 90 * JUTA)

    assert "work_late" not in found(village, "2027-06-30")
    assert found(village, "2027-07-01")["work_late"] == f"{ROAD} direncanakan selesai 30 Juni 2027, baru 80 persen."
    report(road, "2027-07-03", 100, 120 * JUTA)
    assert found(village, "2027-07-04") == {}
    assert StoredFinding.objects.get(code="work_late").gone_at is not None


def test_nobody_is_late_of_a_plan_that_is_not_in_the_budget(village, meeting):
    make_item(meeting, state=ItemState.IN_PLAN)

    assert found(village, "2027-12-31") == {}


def test_a_report_far_below_the_line_is_behind_and_a_near_one_is_not(village, meeting):
    road, pipes = carried(meeting), carried(meeting, PIPES)
    report(pipes, "2027-05-31", 40)
    assert "work_behind" not in found(village, "2027-05-31")
    report(road, "2027-05-31", 30)

    told = found(village, "2027-06-10")

    assert told == {"work_behind": f"{ROAD} 30 persen pada 31 Mei 2027; menurut bulan rencananya sekitar 65 persen."}


def test_sixty_one_days_without_a_word_is_stuck_sixty_is_not(village, meeting):
    carried(meeting, end_month=12)

    assert "work_stuck" not in found(village, "2027-05-31")
    assert (
        found(village, "2027-06-01")["work_stuck"] == f"{ROAD} mestinya berjalan; tidak ada kabar sejak 1 April 2027."
    )


def test_a_rupiah_too_much_is_overspent_and_weighs_most(village, meeting):
    report(carried(meeting, amount=100 * JUTA), "2027-06-01", 100, 100 * JUTA + 100)
    report(carried(meeting, PIPES, 100 * JUTA), "2027-06-01", 100, 100 * JUTA)

    told = found(village, "2027-06-02")

    assert told["overspent"] == f"{ROAD} sudah memakai Rp100.000.001 dari anggaran Rp100.000.000."
    assert StoredFinding.objects.get(code="overspent").severity == Severity.GRAVE


def test_money_ahead_of_work_is_told_a_first_payment_is_not(village, meeting):
    report(carried(meeting, PIPES, 100 * JUTA), "2027-04-20", 0, 30 * JUTA)
    assert "money_ahead" not in found(village, "2027-04-20")
    report(carried(meeting, amount=100 * JUTA), "2027-04-20", 10, 50 * JUTA)

    assert found(village, "2027-04-21") == {"money_ahead": f"{ROAD}: uang terpakai 50 persen, pekerjaan 10 persen."}


def test_a_report_that_goes_backwards_is_told_the_same_again_is_not(village, meeting):
    road, pipes = carried(meeting, end_month=12), carried(meeting, PIPES, end_month=12)
    report(road, "2027-06-01", 60)
    assert "report_backwards" not in found(village, "2027-06-02")
    for percent in (60, 50):
        report(road, f"2027-06-{20 - percent // 10}", percent)
        report(pipes, f"2027-06-{20 - percent // 10}", 60)

    assert set(found(village, "2027-06-20")) == {"report_backwards"}


def test_a_date_that_passed_is_overdue_until_somebody_looked(village, meeting):
    action = watch(meeting)

    assert "oversight_overdue" not in found(village, "2027-06-30")
    told = found(village, "2027-07-01")
    assert (
        told["oversight_overdue"] == "Pengawasan Jam buka posyandu jatuh waktu 30 Juni 2027 dan hasilnya belum dicatat."
    )
    looked(action, "2027-07-02")
    assert found(village, "2027-07-03") == {}


def test_a_monthly_watch_is_asked_for_again_each_month(village, meeting):
    action = watch(meeting, "2027-01-31", every=Every.MONTHLY)
    looked(action, "2027-01-30")

    assert "oversight_overdue" not in found(village, "2027-02-28")
    assert "oversight_overdue" in found(village, "2027-03-01")


def test_a_finding_that_nobody_answers_for_a_month_is_told(village, meeting):
    action = watch(meeting, every=Every.MONTHLY)
    looked(action, "2027-06-01", state=OversightState.FINDING_OPEN, finding="Tutup pada jam buka.")
    answered = watch(meeting, subject="Dana BOS")
    looked(answered, "2027-06-01", state=OversightState.FINDING_OPEN, finding="Kuitansi kurang.", follow_up="Dicari.")

    assert "oversight_unanswered" not in found(village, "2027-07-01")
    told = found(village, "2027-07-02")
    assert told["oversight_unanswered"] == (
        "Temuan pengawasan Jam buka posyandu pada 1 Juni 2027 belum ada tindak lanjutnya."
    )
    assert StoredFinding.objects.filter(code="oversight_unanswered").count() == 1


def test_no_watcher_is_named_in_what_is_stored(village, meeting):
    looked(watch(meeting), "2027-07-01", state=OversightState.FINDING_OPEN, finding="Oneng melihat sendiri.")
    found(village, "2027-09-01")

    assert StoredFinding.objects.exists()
    assert all("Oneng" not in str(row.evidence) for row in StoredFinding.objects.all())


def test_the_same_records_again_store_the_same_rows(village, meeting):
    report(carried(meeting), "2027-06-20", 80, 200 * JUTA)
    watch(meeting)

    found(village, "2027-07-01")
    before = list(StoredFinding.objects.order_by("pk").values())
    found(village, "2027-07-01")

    assert list(StoredFinding.objects.order_by("pk").values()) == before
    assert YearStanding.objects.count() == 1


def test_the_sums_of_a_year_add_up_and_no_share_is_invented(village, meeting):
    road = carried(meeting, sector="lain", sdgs=[9, 11])
    both = carried(meeting, PIPES, 80 * JUTA, account="2.4.06", source=FundSource.ADD, sector="air_sanitasi")
    put_half(both)
    report(road, "2027-06-20", 100, 110 * JUTA)
    report(both, "2027-06-20", 50, 30 * JUTA)

    found(village, "2027-06-21")
    standing = YearStanding.objects.get()

    assert (standing.planned, standing.spent, standing.items, standing.finished) == (200 * JUTA, 140 * JUTA, 2, 1)
    assert standing.parts["field"] == {"2": [2, 200 * JUTA, 140 * JUTA]}
    assert standing.parts["source"] == {
        "ADD": [1, 40 * JUTA, 0],
        "DDS": [2, 160 * JUTA, 110 * JUTA],
        "several": [0, 0, 30 * JUTA],
    }
    assert standing.parts["sector"] == {"lain": [1, 120 * JUTA, 110 * JUTA], "air_sanitasi": [1, 80 * JUTA, 30 * JUTA]}
    assert set(standing.parts["goal"]) == {"9", "11", "0"}


def test_sums_that_cannot_be_break_nothing(village, meeting):
    for number in range(3):
        report(carried(meeting, f"Kegiatan {number}", 1), "2027-06-20", 50, 2**53 - 1)
    watch(meeting, "1900-01-01", every=Every.WEEKLY)

    assert {"overspent", "money_ahead", "oversight_overdue"} <= set(found(village, "2027-06-21"))
    assert YearStanding.objects.get().spent == 2**53 - 1


def put_half(item):
    Funding.objects.filter(budget_item=item.id).update(amount=item.amount // 2)
    put(Funding, item.village, budget_item=item.id, source=FundSource.DDS, amount=item.amount // 2)


def test_a_plan_stands_for_the_year_until_there_is_a_budget(village, meeting):
    make_item(meeting, state=ItemState.IN_PLAN)
    found(village, "2027-01-01")
    assert (YearStanding.objects.get().budgeted, YearStanding.objects.get().planned) == (False, 120 * JUTA)

    carried(make_meeting(village, type="musdes_apbdes"), amount=110 * JUTA)
    found(village, "2027-01-02")

    assert (YearStanding.objects.get().budgeted, YearStanding.objects.get().planned) == (True, 110 * JUTA)


def test_a_village_is_due_once_its_ledger_went_on(siti, next_door):
    everybody = Village.objects.all()
    assert reckoning.due(everybody, most=9) == []
    siti.phone.record("meeting", type="musdes_apbdes", title="Musdes", fiscal_year=YEAR)
    siti.phone.sync()

    assert [one.pk for one in reckoning.due(everybody, most=9)] == [siti.village.pk]
    assert sweep_money() == 1
    assert reckoning.due(everybody, most=9) == []
    assert (sweep_money(), watch_every_night()) == (0, 1)


def test_what_phones_report_is_reckoned(siti):
    meeting = siti.phone.record("meeting", type="musdes_apbdes", title="Musdes", fiscal_year=YEAR)
    item = siti.phone.record(
        "budget_item", meeting=meeting, name="Jalan", fiscal_year=YEAR, amount=100 * JUTA, state="in_budget"
    )
    siti.phone.record("progress_report", budget_item=item, physical_percent=40, spent=120 * JUTA)
    siti.phone.sync()

    assert reckoning.refresh(Village.objects.all(), most=5) == 0
    standing = YearStanding.objects.get(village=siti.village)
    assert (standing.planned, standing.spent, standing.marks["overspent"]) == (100 * JUTA, 120 * JUTA, 1)


def test_a_look_after_the_meeting_was_published_waits_for_nobody(siti):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes", fiscal_year=YEAR)
    action = siti.phone.record("oversight_action", meeting=meeting, subject="Posyandu", due_on="2027-01-31")
    siti.phone.sync()
    Meeting.objects.filter(id=meeting).update(status=MeetingStatus.PUBLISHED)

    siti.phone.record("oversight_visit", oversight_action=action, done_on="2027-01-30")
    siti.phone.sync()

    assert siti.phone.outcomes()[-1] == "applied"
    assert found(siti.village, "2027-02-01") == {}


@pytest.mark.parametrize("count", [1, 3])
def test_a_village_is_reckoned_in_as_many_queries_whatever_it_recorded(
    village, meeting, count, django_assert_max_num_queries
):
    Feed.objects.get_or_create(village=village)
    for number in range(count):
        report(carried(meeting, f"Kegiatan {number}", end_month=12), "2027-06-20", 80)
    found(village, "2027-06-21")

    with django_assert_max_num_queries(30), time_machine.travel("2027-06-21 03:00:00+00:00", tick=False):
        reckoning.reckon(village)


def test_the_key_of_a_year_is_the_same_whoever_asks(village, next_door):
    assert subject_of(village, YEAR).key == subject_of(village, YEAR).key
    assert len({subject_of(home, year).key for home in (village, next_door) for year in (2026, 2027)}) == 4
