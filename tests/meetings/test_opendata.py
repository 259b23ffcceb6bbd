"""Deliberations as events that other programs know."""

import json

import pytest
from jsonschema import Draft202012Validator

from meetings.terms import Convener
from tests.factories.meetings import make_meeting, make_whole_meeting
from tests.factories.publications import publish_meeting
from tests.villages.opendata.reading import csv_rows, got

EVENTS = "32.05.09.2006/acara-ocd.json"


@pytest.fixture
def events(client, bu_camat):
    """``events(meeting)``: publishes it and reads the events of its village."""

    def read(meeting):
        publish_meeting(meeting, bu_camat.actor)
        return json.loads(got(client, EVENTS).bytes)

    return read


def test_events_keep_their_schema(client, village, events):
    told = events(make_whole_meeting(village))
    schema = json.loads(got(client, "skema/acara-ocd-v1.json").bytes)

    Draft202012Validator.check_schema(schema)
    checking = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in checking.iter_errors(told)] == []
    assert told["skema"] == schema["$id"]
    assert not checking.is_valid({**told, "events": [{**told["events"][0], "status": "selesai"}]})


def test_an_event_tells_what_when_where_and_who_called_it(village, events):
    meeting = make_whole_meeting(village)

    (event,) = events(meeting)["events"]

    assert event["id"] == f"ocd-event/{meeting.id}"
    assert event["name"] == "Musdes RKP Desa 2027"
    assert event["classification"] == "musdes_rkp"
    assert (event["start_date"], event["end_date"]) == ("2026-06-15T09:00:00+07:00", "2026-06-15T12:00:00+07:00")
    assert event["location"] == {"name": "Balai Desa Cangkuang"}
    assert event["status"] == "passed"
    assert event["agenda"] == [
        {
            "description": "Prioritas kegiatan 2027",
            "order": "0",
            "notes": ["Disepakati", "Jalan usaha tani didahulukan."],
        }
    ]
    assert event["sources"][0]["url"].endswith("/desa/32.05.09.2006/terbitan/1/")


def test_only_bodies_take_part(village, events):
    (event,) = events(make_whole_meeting(village))["events"]

    assert event["participants"] == [{"name": "BPD Desa Cangkuang", "type": "organization", "note": "host"}]
    assert "Endang" not in json.dumps(event)


def test_a_village_government_may_call_it(village, events):
    (event,) = events(make_meeting(village, convener=Convener.VILLAGE_GOVERNMENT))["events"]

    assert event["organization"]["name"] == "Pemerintah Desa Cangkuang"
    assert event["organization_id"] == event["organization"]["id"]


def test_a_meeting_is_a_row_with_turnout_quorum_and_decision(client, village, events):
    meeting = make_whole_meeting(village)
    events(meeting)

    (row,) = csv_rows(got(client, "32.05.09.2006/musyawarah.csv").bytes)

    assert row["id_musyawarah"] == str(meeting.id)
    assert [row[name] for name in ("jenis", "mulai", "sidang")] == ["musdes_rkp", "2026-06-15T09:00:00+07:00", "1"]
    assert [row[name] for name in ("hadir", "laki_laki", "perempuan", "diundang", "kuorum_perlu")] == [
        "23",
        "9",
        "14",
        "30",
        "20",
    ]
    assert [row[name] for name in ("kuorum_terpenuhi", "cara_memutuskan")] == ["true", "consensus"]
    assert row["keputusan"] == "Musyawarah menyepakati dua kegiatan untuk tahun 2027."


def test_elements_of_one_or_two_people_are_folded(client, village, events):
    events(make_whole_meeting(village))

    rows = csv_rows(got(client, "32.05.09.2006/kehadiran.csv").bytes)

    assert {row["unsur"]: row["hadir"] for row in rows} == {"tani": "12", "lain": "11"}


def test_a_point_of_the_agenda_tells_its_outcome_and_not_its_course(client, village, events):
    events(make_whole_meeting(village))

    (row,) = csv_rows(got(client, "32.05.09.2006/pembahasan.csv").bytes)

    assert [row[name] for name in ("urutan", "pokok", "pengusul", "hasil", "keputusan")] == [
        "1",
        "Prioritas kegiatan 2027",
        "perwakilan Kelompok perempuan",
        "agreed",
        "Jalan usaha tani didahulukan.",
    ]
    assert "Warga membahas urutan kegiatan." not in str(row)
