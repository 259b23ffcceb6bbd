"""Checks of law and votes: each with a true case and a near miss."""

from datetime import UTC, date, datetime

import pytest

from meetings.models import AgendaItem
from tests.factories.meetings import put, subject_of
from tests.meetings.checks import ROSTER, come, found, meet
from villages.board.dossier import dossier
from villages.models import RuleSet

RULES = {"invitation_days": 5}


def test_an_invitation_two_days_before_is_late(village):
    meeting = meet(village, rules=RULES, invited_on=date(2026, 6, 13))

    assert found(meeting, "invitation_late") == [{"days": 2, "needed": 5}]


def test_an_invitation_on_the_last_day_is_in_time(village):
    assert found(meet(village, rules=RULES, invited_on=date(2026, 6, 10)), "invitation_late") == []


def test_the_kabupaten_says_how_early_where_the_meeting_does_not(village):
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2026, invitation_days=7)
    meeting = meet(village, rules={}, invited_on=date(2026, 6, 10))

    assert found(meeting, "invitation_late") == [{"days": 5, "needed": 7}]


def test_a_budget_before_its_plan_is_out_of_order(village):
    meet(village, "2026-09-20", type="musrenbangdes")
    meeting = meet(village, "2026-09-01", type="musdes_apbdes")

    (facts,) = found(meeting, "out_of_order")
    assert (facts["year"], facts["day"]) == (2027, {"day": "2026-09-20"})


def test_two_steps_on_one_day_are_in_order(village):
    meet(village, "2026-09-20", type="musrenbangdes")

    assert found(meet(village, "2026-09-20", type="musdes_apbdes"), "out_of_order") == []


def test_the_last_hamlet_meets_late_and_the_year_is_in_order(village):
    meet(village, "2026-05-02", type="musdus", hamlet="Pasir")
    late = meet(village, "2026-06-20", type="musdus", hamlet="Cibodas")
    meeting = meet(village, "2026-06-15")

    assert found(meeting, "out_of_order") == []
    assert found(late, "out_of_order") == []


def test_another_year_is_another_order(village):
    meet(village, "2026-09-20", type="musrenbangdes", fiscal_year=2028)

    assert found(meet(village, "2026-09-01", type="musdes_apbdes"), "out_of_order") == []


@pytest.fixture
def three_hamlets(village):
    village.hamlets = ["Dusun I", "Dusun II", "Dusun III"]
    village.save()
    return village


def test_a_hamlet_that_nobody_came_from_is_named(three_hamlets):
    meeting = meet(three_hamlets)
    for place, name in enumerate(ROSTER[:20]):
        come(meeting, name, hamlet=("Dusun I", "Dsn. 3")[place % 2])

    assert found(meeting, "hamlets_missing") == [{"hamlets": ["Dusun II"]}]


@pytest.mark.parametrize("spelled", ["DUSUN 2", "Dsn II", "Kp. 2"])
def test_a_hamlet_spelled_otherwise_is_there(three_hamlets, spelled):
    meeting = meet(three_hamlets)
    for place, name in enumerate(ROSTER[:20]):
        come(meeting, name, hamlet=("Dusun I", spelled, "Dusun III")[place % 3])

    assert found(meeting, "hamlets_missing") == []


def test_where_hamlets_were_hardly_recorded_nothing_is_said(three_hamlets):
    meeting = meet(three_hamlets)
    for place, name in enumerate(ROSTER[:20]):
        come(meeting, name, hamlet="Dusun I" if place < 15 else "")

    assert found(meeting, "hamlets_missing") == []


def test_more_votes_than_people_are_seen_of_meeting_and_agenda(village):
    meeting = meet(village, people=ROSTER[:20], decision_method="open_vote", votes_for=18, votes_against=3)
    put(AgendaItem, village, meeting=meeting.id, topic="Jalan", votes_for=21)

    facts = found(meeting, "votes_exceed_present")

    assert sorted(one["votes"] for one in facts) == [21, 21]
    assert {one["about"] for one in facts} == {"", " (Jalan)"}


def test_as_many_votes_as_people_are_right(village):
    meeting = meet(village, people=ROSTER[:20], votes_for=17, votes_against=2, votes_abstained=1)

    assert found(meeting, "votes_exceed_present") == []


def late(meeting):
    return "report_late" in {one.code for one in dossier(subject_of(meeting)).findings}


def test_new_year_is_no_working_day_of_a_report_that_is_due_in_january(village):
    """Seven working days after 22 December 2025, Christmas and New Year left out: 2 January."""
    kabupaten = village.region.parent.parent
    RuleSet.objects.create(kabupaten=kabupaten, year=2025, holidays=["2025-12-25"])
    RuleSet.objects.create(kabupaten=kabupaten, year=2026, holidays=["2026-01-01"])
    rules = {"report_working_days": 7}
    in_time = meet(village, "2025-12-22", rules=rules, submitted_at=datetime(2026, 1, 2, 3, tzinfo=UTC))
    after = meet(village, "2025-12-22", rules=rules, submitted_at=datetime(2026, 1, 5, 3, tzinfo=UTC))

    assert (late(in_time), late(after)) == (False, True)
