"""What a meeting puts on the board, and what an officer is told about it."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from meetings.models import AgendaItem, Attendance, Meeting, Photo, Signature
from meetings.sections.steps import deadlines_of
from meetings.terms import AttendanceStatus, Capacity, Element
from tests.factories.meetings import (
    JUTA,
    make_item,
    make_meeting,
    make_people,
    make_whole_meeting,
    photo_fields,
    put,
    subject_of,
)
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.models import RuleSet


def snapshot_of(meeting, name):
    return dossier(subject_of(meeting)).snapshot.get(name)


def codes(meeting):
    return [finding.code for finding in dossier(subject_of(meeting)).findings]


def test_the_record_names_who_held_an_office_and_counts_who_signed(village):
    record = snapshot_of(make_whole_meeting(village), "record")

    assert record["chair"] == {"name": "H. Endang Kosasih", "position": "Ketua BPD"}
    assert record["speakers"] == [{"name": "Drs. Asep Ridwan", "position": "Kasi PMD Kecamatan Leles"}]
    assert record["signers"] == [{"role": "chair", "label": "Pimpinan musyawarah", "count": 1}]
    assert record["sittings"][0]["started_at"] == "2026-06-15T09:00+07:00"


def test_a_speaker_without_office_may_be_any_villager_and_stays_out(village):
    meeting = make_meeting(village, speakers=[{"name": "Bu Oneng", "position": ""}])

    assert "Oneng" not in str(dossier(subject_of(meeting)).snapshot)


def test_votes_are_told_where_votes_were_cast(village):
    by_vote = make_meeting(village, decision_method="open_vote", votes_for=40, votes_against=3)
    by_consensus = make_meeting(village, votes_for=40)

    assert snapshot_of(by_vote, "decision")["votes"] == {"for": 40, "against": 3, "abstained": 0}
    assert "votes" not in snapshot_of(by_consensus, "decision")


def test_the_quorum_sum_counts_those_who_decide_by_the_meetings_own_rules(village):
    meeting = make_meeting(village, invited_count=12)
    make_people(meeting, Element.TANI, men=7)
    make_people(meeting, Element.LAIN, men=4, capacity=Capacity.OBSERVER)

    assert snapshot_of(meeting, "turnout")["present"] == 11
    assert snapshot_of(meeting, "turnout")["quorum"] == {
        "numerator": 2,
        "denominator": 3,
        "invited": 12,
        "needed": 8,
        "deciding": 7,
        "met": False,
        "legal_basis": "Perdes Cangkuang Nomor 2 Tahun 2020",
    }
    assert "quorum_not_met" in codes(meeting)


def test_a_whole_meeting_is_told_of_nothing_about_turnout(village):
    meeting = make_meeting(village, invited_count=12)
    make_people(meeting, Element.TANI, men=5)
    make_people(meeting, Element.PEREMPUAN, women=4)

    assert not {"quorum_not_met", "women_below_minimum", "elements_missing"} & set(codes(meeting))


def test_too_few_women_and_missing_elements_are_told_with_their_reason(village):
    meeting = make_meeting(village, invited_count=6)
    make_people(meeting, Element.TANI, men=9, women=1)

    found = {one.code: one for one in dossier(subject_of(meeting)).findings}

    assert found["women_below_minimum"].message.startswith("Perempuan yang hadir 10%, di bawah 30%")
    assert "Kelompok perempuan" in found["elements_missing"].message
    assert "PP 43/2014" in found["elements_missing"].reason
    assert not found["women_below_minimum"].blocking


def test_without_invitations_the_quorum_is_unknown_not_missed(village):
    meeting = make_meeting(village, invited_count=None)
    make_people(meeting, Element.TANI, men=9, capacity=Capacity.REGISTERED)

    assert "invited_unknown" in codes(meeting)
    assert "quorum_not_met" not in codes(meeting)


def test_the_proposer_of_a_point_is_an_element_never_a_name(village):
    meeting = make_meeting(village)
    put(AgendaItem, village, meeting=meeting.id, topic="Air", proposer="Pak Iwan", proposer_element=Element.TANI)

    assert snapshot_of(meeting, "minutes")["items"] == [{"topic": "Air", "proposer": "perwakilan Kelompok tani"}]


def test_follow_ups_and_legal_dates_say_what_is_next(village):
    following = snapshot_of(make_whole_meeting(village), "next")

    assert following["follow_ups"] == [{"what": "Menyusun RAB", "who": "Kaur Perencanaan", "due": "2026-07-31"}]
    assert following["deadlines"][0]["by"] == "2026-09-30"


def test_a_hamlet_meeting_has_no_legal_date():
    assert deadlines_of("musdus", 2027) == []


def test_the_file_names_what_it_lacks(village):
    bare = make_meeting(village, rules=None, submitted_at=None, status="held")

    found = codes(bare)

    for piece in ("invitation", "attendance", "rules", "minutes", "record", "photographs", "decisions", "publicity"):
        assert f"file_{piece}_missing" in found
    assert "file_committee_missing" not in found, "a paper that phones do not carry"


def test_a_piece_that_is_there_is_not_missed(village):
    meeting = make_whole_meeting(village)
    put(Photo, village, meeting=meeting.id, **photo_fields("d"), purpose="attendance_sheet")
    put(Photo, village, meeting=meeting.id, **photo_fields("e"), purpose="official_record")
    Meeting.objects.filter(id=meeting.id).update(invitation_number="005/12", invited_on=date(2026, 6, 8))

    assert [code for code in codes(meeting) if code.startswith("file_")] == []


@pytest.mark.parametrize(
    ("handed_in", "late"), [(datetime(2026, 6, 25, 10, tzinfo=UTC), False), (datetime(2026, 6, 26, tzinfo=UTC), True)]
)
def test_a_report_is_late_after_seven_working_days(village, handed_in, late):
    """The seventh after Monday 15 June 2026 is the 25th: the 16th is the first of Muharram."""
    meeting = make_meeting(village, submitted_at=handed_in)

    assert ("report_late" in codes(meeting)) is late


def test_a_holiday_of_the_kabupaten_gives_a_day_more(village):
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2026, holidays=["2026-06-17"])
    meeting = make_meeting(village, submitted_at=datetime(2026, 6, 26, 3, tzinfo=UTC))

    assert "report_late" not in codes(meeting)


SIGNED = "file_record_missing"


def sign(meeting, *roles):
    """Signatures on the glass in these roles."""
    for role in roles:
        put(Signature, meeting.village, meeting=meeting.id, role=role, name=role, strokes=[[1, 2, 3, 4]])


def not_signed(meeting):
    return [one.message for one in dossier(subject_of(meeting)).findings if one.code == SIGNED]


def test_who_has_not_signed_the_record_is_named(village):
    meeting = make_meeting(village)
    sign(meeting, "chair", "minute_taker")

    assert not_signed(meeting) == ["Berita acara belum ditandatangani: Kepala Desa, Wakil peserta."]


def test_chair_village_head_and_one_participant_are_enough(village):
    meeting = make_meeting(village)
    sign(meeting, "chair", "village_head", "participant")

    assert not_signed(meeting) == []


def test_the_kabupaten_says_who_signs_which_kind(village):
    asked = {"musdes_rkp": {"chair": 1, "participant": 3}, "*": ["chair"]}
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2026, signers=asked)
    plan, other = make_meeting(village), make_meeting(village, type="musdes_lpj")
    for meeting in (plan, other):
        sign(meeting, "chair", "participant")

    assert not_signed(plan) == ["Berita acara belum ditandatangani: 2 wakil peserta."]
    assert not_signed(other) == []


def test_a_hamlet_decides_without_the_village_head(village):
    meeting = make_meeting(village, type="musdus", hamlet="Cibodas")
    sign(meeting, "chair", "participant")

    assert not_signed(meeting) == []


def test_an_attendance_row_that_changed_changes_the_digest_though_nothing_public_did(village):
    meeting = make_whole_meeting(village)
    before = dossier(subject_of(meeting))
    Attendance.objects.filter(meeting=meeting.id, element=Element.TANI).update(version=9)

    after = dossier(subject_of(meeting))

    assert after.snapshot == before.snapshot
    assert after.digest != before.digest


def test_a_deleted_row_is_gone_from_the_board_and_changes_the_digest(village):
    meeting = make_whole_meeting(village)
    before = dossier(subject_of(meeting))
    gone = datetime(2026, 6, 16, tzinfo=UTC)
    Attendance.objects.filter(meeting=meeting.id, element=Element.PEREMPUAN).update(deleted_at=gone, version=9)

    after = dossier(subject_of(meeting))

    assert after.snapshot["turnout"]["present"] == before.snapshot["turnout"]["present"] - 9
    assert after.digest != before.digest


@pytest.mark.parametrize("rows", [1, 3])
def test_a_dossier_costs_the_same_with_many_rows(village, django_assert_num_queries, rows):
    meeting = make_whole_meeting(village)
    for number in range(rows):
        make_item(meeting, f"Kegiatan {number}")
        make_people(meeting, Element.AGAMA, men=1, status=AttendanceStatus.PRESENT)
        put(AgendaItem, village, meeting=meeting.id, topic=f"Pokok {number}")

    with django_assert_num_queries(43):
        dossier(subject_of(meeting))


def test_a_page_of_24_activities_and_its_style_fit_into_the_first_round_trip(client, village, bu_camat):
    meeting = make_whole_meeting(village)
    for number in range(22):
        make_item(meeting, f"Rehabilitasi saluran irigasi blok {number}", 20 * JUTA, place=f"RT 0{number} RW 02")
    publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=7, hash="ab" * 32),
        by=bu_camat.actor,
        title=meeting.title,
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )
    style = Path(finders.find("board/board.css")).read_bytes()

    page = client.get("/desa/32.05.09.2006/").content

    assert page.count(b'id="kegiatan-') == 24
    assert len(gzip.compress(page)) + len(gzip.compress(style)) < 14 * 1024
