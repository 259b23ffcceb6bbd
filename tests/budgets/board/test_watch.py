"""Oversight on the board: each look with its finding, what the law keeps back, and a calendar of the dates."""

from datetime import date

import icalendar
import pytest
import time_machine

from budgets.models import OversightAction, OversightVisit
from budgets.terms import Every, OversightState
from meetings.terms import MeetingStatus, MeetingType
from tests.factories.meetings import make_meeting, make_whole_meeting, put

HOME = "/desa/32.05.09.2006/"
CALENDAR = f"{HOME}pengawasan.ics"
SECRET = "Ternyata kas dipinjam Oneng."


@pytest.fixture
def strategy(village):
    """The meeting that agreed on the strategy, and its one line: the health post, each month."""
    meeting = make_meeting(village, status=MeetingStatus.PUBLISHED)
    action = put(
        OversightAction,
        village,
        meeting=meeting.id,
        subject="Jam buka posyandu",
        subject_kind="service",
        watcher="Bu Oneng",
        watcher_element="perempuan",
        due_on=date(2027, 1, 31),
        every=Every.MONTHLY,
    )
    return meeting, action


def looked(action, on, **fields):
    given = {"state": OversightState.FINDING_OPEN, **fields}
    return put(OversightVisit, action.village, oversight_action=action.id, done_on=date.fromisoformat(on), **given)


def events(client, on="2027-06-10"):
    with time_machine.travel(f"{on} 03:00:00+00:00", tick=False):
        answer = client.get(CALENDAR)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [
        (str(event["SUMMARY"]), event.decoded("DTSTART"))
        for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    ]


def test_a_meeting_that_accounts_for_the_year_tells_of_every_look(village, strategy, put_up, read):
    _, action = strategy
    looked(action, "2027-02-20", finding="Tutup pada jam buka.", follow_up="Jadwal dipasang di pintu.")
    looked(action, "2027-03-20", state=OversightState.RESOLVED)

    told = put_up(make_meeting(village, type=MeetingType.MUSDES_PELAKSANAAN, title="Laporan"))
    page = read(f"{HOME}terbitan/{told.number}/")

    assert "20 Februari 2027: Ada temuan, belum selesai. Tutup pada jam buka." in page
    assert "Jadwal dipasang di pintu." in page
    assert "20 Maret 2027: Temuan selesai." in page
    assert "perwakilan Kelompok perempuan" in page
    assert "Oneng" not in page


def test_a_finding_that_the_law_keeps_back_is_not_published_its_law_is(village, strategy, put_up, read):
    _, action = strategy
    looked(action, "2027-02-20", finding=SECRET, follow_up=SECRET, withheld="UU 14/2008 Pasal 17 huruf a")

    told = put_up(make_meeting(village, type=MeetingType.MUSDES_LPJ, title="LPJ"))
    page = read(f"{HOME}terbitan/{told.number}/")

    assert SECRET not in page
    assert SECRET not in str(told.snapshot)
    assert "Temuan tidak dibuka untuk umum: UU 14/2008 Pasal 17 huruf a" in page


def test_a_lines_own_finding_can_be_kept_back_too(village, put_up):
    meeting = make_meeting(village)
    put(OversightAction, village, meeting=meeting.id, subject="Kas", finding=SECRET, withheld="UU 14/2008")

    assert SECRET not in str(put_up(meeting).snapshot)


def test_another_years_strategy_and_one_that_nobody_accepted_stay_out(village, strategy, put_up):
    other = make_meeting(village, fiscal_year=2026, status=MeetingStatus.PUBLISHED)
    held = make_meeting(village, status=MeetingStatus.HELD)
    for meeting, subject in ((other, "Tahun lain"), (held, "Belum diterima")):
        put(OversightAction, village, meeting=meeting.id, subject=subject)

    told = put_up(make_meeting(village, type=MeetingType.MUSDES_PELAKSANAAN, title="Laporan"))

    assert [one["subject"] for one in told.snapshot["oversight"]["actions"]] == ["Jam buka posyandu"]


def test_the_calendar_tells_the_dates_to_come_by_element(client, strategy, put_up):
    put_up(strategy[0])

    assert events(client)[:2] == [
        ("Awasi: Jam buka posyandu (perwakilan Kelompok perempuan)", date(2027, 6, 30)),
        ("Awasi: Jam buka posyandu (perwakilan Kelompok perempuan)", date(2027, 7, 31)),
    ]
    assert len(events(client)) == 7
    assert b"Oneng" not in client.get(CALENDAR).content


def test_what_is_not_published_or_over_is_in_no_calendar(client, village, strategy, put_up):
    assert events(client) == []
    meeting, action = strategy
    OversightAction.objects.filter(pk=action.pk).update(state=OversightState.DONE)
    put_up(meeting)

    assert events(client) == []


def test_the_page_of_coming_meetings_leads_to_the_calendar(client, village):
    assert f'href="{CALENDAR}"' in client.get(f"{HOME}rembuk/").content.decode()


def test_a_years_page_tells_for_what_and_for_whom(village, put_up, read):
    put_up(make_whole_meeting(village))

    page = read(f"{HOME}anggaran/2027/")
    part = page[page.index('id="jumlah"') :]

    assert "Perempuan (220 orang)" in part
    assert "Laki-laki (240 orang)" in part
    assert "tidak untuk dijumlahkan" in part
    assert "Tanpa tujuan" in part
