"""Coming meetings: kind, day and place for everybody, and nothing else of a plan."""

from datetime import UTC, date, datetime

import icalendar
import pytest
import time_machine

from meetings.board.calendar import LONGEST
from meetings.models import Meeting
from meetings.terms import MeetingStatus, MeetingType
from tests.factories.meetings import put

HOME = "/desa/32.05.09.2006/"
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(village):
    """Plans a meeting."""

    def one(**fields):
        given = {
            "type": MeetingType.MUSDES_RKP,
            "title": "Qxtitle",
            "fiscal_year": 2027,
            "status": MeetingStatus.PLANNED,
            "planned_start": datetime(2026, 6, 14, 18, tzinfo=UTC),
            "place": "Balai Desa, Jl. Raya; sebelah pasar",
            "chair": {"name": "Qxchair", "position": "Ketua BPD"},
            "opening_note": "Qxnote",
            "invited_count": 917443,
        }
        return put(Meeting, village, **{**given, **fields})

    return one


def calendar_of(client):
    answer = client.get(f"{HOME}jadwal.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content), answer.content


def test_a_calendar_reads_kind_day_and_place(client, plan):
    made = plan()

    calendar, octets = calendar_of(client)
    (event,) = calendar.walk("VEVENT")

    assert str(event["SUMMARY"]) == "Musyawarah Desa Penyusunan RKP Desa 2027"
    assert event.decoded("DTSTART") == date(2026, 6, 15), "one in the morning in West Java"
    assert event.decoded("DTEND") == date(2026, 6, 16)
    assert str(event["LOCATION"]) == "Balai Desa, Jl. Raya; sebelah pasar"
    assert str(made.id) in str(event["UID"])
    assert all(len(line) <= LONGEST for line in octets.split(b"\r\n"))


def test_a_calendar_tells_nothing_else_of_a_plan(client, plan):
    plan()

    seen = client.get(f"{HOME}jadwal.ics").content

    assert b"Qx" not in seen
    assert b"917443" not in seen


def test_only_planned_meetings_from_today_on_are_told(client, plan, next_door):
    plan(type=MeetingType.MUSDUS, planned_start=datetime(2026, 5, 31, 16, tzinfo=UTC))
    plan(type=MeetingType.MUSPEREMPUAN, status=MeetingStatus.HELD)
    plan(type=MeetingType.MUSDES_LPJ, planned_start=None)
    plan(type=MeetingType.MUSDES_APBDES, deleted_at=NOW)
    plan(type=MeetingType.MUSRENBANGDES, planned_start=datetime(2026, 6, 1, 1, tzinfo=UTC), place="")

    (event,) = calendar_of(client)[0].walk("VEVENT")
    page = client.get(f"{HOME}rembuk/").content.decode()

    assert str(event["SUMMARY"]) == "Musyawarah Perencanaan Pembangunan Desa 2027"
    assert "LOCATION" not in event
    assert "Senin, 1 Juni 2026" in page
    assert "Harinya belum ditentukan." in page
    assert page.count('<h2 id="m') == 2, "the page also tells of a plan without a day"
    assert f'href="{HOME}jadwal.ics"' in page
    assert "Belum ada musyawarah yang direncanakan" in client.get(f"/desa/{next_door.code}/rembuk/").content.decode()


def test_long_and_odd_places_survive_the_folding(client, plan):
    place = "Aula “Gedung Serbaguna” 🏠 " * 7 + "\\ selesai"
    plan(place=place)

    calendar, octets = calendar_of(client)

    assert str(calendar.walk("VEVENT")[0]["LOCATION"]) == place
    assert all(len(line) <= LONGEST for line in octets.split(b"\r\n"))


def test_an_empty_calendar_is_one_too(client, village):
    calendar, _ = calendar_of(client)

    assert calendar.walk("VEVENT") == []


def test_a_calendar_that_has_it_is_not_sent_it_again(client, plan):
    plan()
    tag = client.get(f"{HOME}jadwal.ics")["ETag"]

    assert client.get(f"{HOME}jadwal.ics", HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_old_codes_lead_there(client, village):
    for path in ("jadwal.ics", "rembuk/", "tanya-jawab/"):
        assert client.get(f"/desa/3205092006/{path}")["Location"] == f"{HOME}{path}"
