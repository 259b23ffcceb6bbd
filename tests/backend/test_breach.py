"""The breach drill (goals S15): a phone is lost; who saw what of the village, and the letter within 3 x 24 hours."""

import csv
import io
import stat
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from backend.breach import told
from backend.breach.notice import notice
from backend.breach.report import Span, who_saw
from budgets import voices
from budgets.terms import VoiceKind
from sync import devices, kinds, sights
from sync.models import Device, Sight
from sync.tasks import sweep_sights
from tests.factories.villages import assign, make_person
from tests.meetings.recorded import record_meeting
from tests.security.routes import DESK_CASES
from tests.security.test_desk_isolation import NO_TRACE
from tests.villages.board.printed import Printed
from villages.board.word import as_docx
from villages.board.writing import as_pdf
from villages.terms import Role

MONDAY = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
WEEK = Span(MONDAY.date(), MONDAY.date() + timedelta(days=6))


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def drill(siti, dadang, asep, bu_camat, dpmd, administrator, village):
    """Siti and Dadang record on Monday, Bu Camat looks on Tuesday, an inspector later; then Siti's phone is lost."""
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    gone = make_person("mimin", "Mimin Mintarsih")
    assign(gone, Role.FACILITATOR, village, until_on=WEEK.since - timedelta(days=30))
    with time_machine.travel(MONDAY, tick=False):
        meeting = record_meeting(siti)
        meeting.present("Oneng Rohmah", "Ujang Sobari")
        siti.phone.record("meeting", title="Musdes khusus", type="musdes_rkp", fiscal_year=2027)
        siti.phone.sync()
        dadang.phone.sync()
        asep.phone.sync()
        voices.send(village, VoiceKind.PROPOSAL, form=uuid4(), meeting=meeting.id, activity="Jalan", name="Eti")
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        look(bu_camat.user, meeting)
        look(bu_camat.user, meeting)
        siti.phone.sync()
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        look(auditor, meeting)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        devices.report_lost(bu_camat.actor, Device.objects.get(user=siti.user).pk)
    return meeting


def look(user, meeting):
    desk = Client(headers={"Accept-Language": "id"})
    desk.force_login(user)
    assert desk.get(f"/petugas/{meeting.village.pk}/musyawarah/{meeting.id}/").status_code == 200


def by_name(rows):
    return {one.user.name: one for one in rows}


def test_the_report_names_exactly_who_read_and_who_could(drill, village):
    seen = who_saw(village, WEEK)
    people = by_name(seen.accounts)

    assert {name for name, one in people.items() if one.has_read} == {
        "Siti Aminah",
        "Hj. Neni Rohaeni",
        "Tuti Herawati",
    }
    assert {name for name, one in people.items() if not one.has_read} == {
        "Dadang Suherman",
        "Ujang Ruhiyat",
        "Rini Wulandari",
    }
    (trace,) = people["Hj. Neni Rohaeni"].trace
    assert (trace.on, trace.place, trace.what) == (WEEK.since + timedelta(days=1), "desk:meeting", str(drill.id))
    assert people["Tuti Herawati"].looks == [MONDAY + timedelta(days=2)]


def test_the_report_names_exactly_the_phones_and_which_is_lost(drill, village):
    phones = {one.device.user.name: one for one in who_saw(village, WEEK).phones}

    assert set(phones) == {"Siti Aminah", "Dadang Suherman"}
    assert phones["Siti Aminah"].days == [WEEK.since, WEEK.since + timedelta(days=1)]
    assert phones["Siti Aminah"].whole == [MONDAY]
    assert phones["Siti Aminah"].changes == 1
    assert phones["Siti Aminah"].device.lost_at == MONDAY + timedelta(days=3)
    assert phones["Dadang Suherman"].days == [WEEK.since]
    assert phones["Dadang Suherman"].device.lost_at is None


def test_another_week_and_another_village_tell_nothing_of_this_one(drill, village, next_door):
    later = Span(WEEK.since + timedelta(days=14), WEEK.until + timedelta(days=14))

    assert not any(one.has_read for one in who_saw(village, later).accounts)
    assert [one.device.user.name for one in who_saw(village, later).phones] == ["Dadang Suherman", "Siti Aminah"]
    assert {one.device.user.name for one in who_saw(next_door, WEEK).phones} == {"Asep Saepudin"}


def test_a_phone_that_was_never_told_to_let_go_is_still_counted(siti, village):
    with time_machine.travel(MONDAY - timedelta(days=60), tick=False):
        record_meeting(siti)
        siti.phone.sync()
        siti.user.assignments.update(until_on=(MONDAY - timedelta(days=20)).date())

    assert [one.device.user.name for one in who_saw(village, WEEK).phones] == ["Siti Aminah"]

    with time_machine.travel(MONDAY - timedelta(days=10), tick=False):
        siti.phone.sync()

    assert who_saw(village, WEEK).phones == []


def test_operators_are_named_and_what_they_changed_is_counted(administrator, village, db):
    make_person("operator", "Operator Server", is_staff=True, is_superuser=True)

    found = by_name(who_saw(village, WEEK).accounts)

    assert (found["Operator Server"].held, found["Operator Server"].has_read) == ([], False)


def test_the_command_prints_the_drill_and_writes_both_files_for_one_reader(drill, village, tmp_path):
    out, table, letter = io.StringIO(), tmp_path / "jejak.csv", tmp_path / "surat.pdf"

    call_command(
        "who_saw",
        village.code,
        since=WEEK.since,
        until=WEEK.until,
        csv=table,
        letter=letter,
        known=MONDAY + timedelta(days=3),
        stdout=out,
    )

    said = out.getvalue()
    assert "Hj. Neni Rohaeni (bu_camat), Petugas kecamatan, Leles · 1 hari: catatan musyawarah" in said
    assert "DINYATAKAN HILANG 5 November 2026 pukul 09.00" in said
    assert "Asep" not in said
    assert "Oneng" not in said
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == list(told.HEAD)
    assert [
        "membaca",
        "Hj. Neni Rohaeni",
        "bu_camat",
        "",
        "2026-11-03",
        "09.00",
        "catatan musyawarah",
        str(drill.id),
    ] in rows
    assert sum(row[0] == "tidak tercatat" for row in rows) == 1 + len(told.NOT_KEPT)
    paper = Printed(letter.read_bytes()).text
    assert "Pasal 46 Undang-Undang Nomor 27 Tahun 2022" in paper
    assert "8 November 2026 pukul 09.00" in paper
    assert "Satu HP pencatat dinyatakan hilang dan diputus dari server pada 5 November 2026 pukul 09.00" in paper
    assert [stat.S_IMODE(one.stat().st_mode) for one in (table, letter)] == [0o600, 0o600]


def test_the_letter_counts_the_data_and_names_nobody(drill, village):
    seen = who_saw(village, WEEK)
    words = Printed(as_pdf(notice(seen))).text

    assert (seen.data["attendance"], seen.data["voice"]) == (5, 1)
    assert told.DATA["attendance"] in words
    assert "Disampaikan paling lambat" in words
    assert not [name for name in ("Siti", "Neni", "Oneng", "Eti") if name in words]
    assert as_docx(notice(seen)).startswith(b"PK")


@pytest.mark.parametrize(
    ("village_key", "since", "until"), [("99.99.99.9999", 0, 1), ("x", 0, 1), ("32.05.09.2006", 1, 0)]
)
def test_what_cannot_be_meant_is_refused(village, village_key, since, until):
    with pytest.raises(CommandError):
        call_command("who_saw", village_key, since=WEEK.since + timedelta(since), until=WEEK.since + timedelta(until))


def test_traces_are_forgotten_after_two_years(drill):
    with time_machine.travel(MONDAY + sights.KEPT, tick=False):
        assert sweep_sights() == 0
    with time_machine.travel(MONDAY + sights.KEPT + timedelta(days=1), tick=False):
        assert sweep_sights() > 0

    assert Sight.objects.order_by("on").first().on == WEEK.since + timedelta(days=1)


def test_every_restricted_kind_and_every_page_that_leaves_a_trace_has_words(db):
    restricted = {kind.name for kind in kinds.every() if kind.restricted and kind.model.__module__.startswith(OURS)}
    shown = {name for name, case in DESK_CASES.items() if case.sees and case.canary} - NO_TRACE

    assert restricted | {"voice"} == set(told.DATA)
    assert sorted(shown - set(told.PLACES)) == []


OURS = ("meetings.", "budgets.")
