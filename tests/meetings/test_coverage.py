"""The coverage picture: who owes which meeting, and how quickly 852 villages are shown."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
import time_machine
from openpyxl import load_workbook

from backend.kernel import ids
from meetings import coverage as pictures
from meetings.models import Meeting, Session
from meetings.rules import DUES, Step, coverage, furthest
from meetings.terms import Coverage, MeetingStatus, MeetingType
from tests.factories.meetings import make_meeting
from tests.factories.villages import make_region, make_village
from villages.access import villages_with
from villages.models import Region, User, Village
from villages.terms import Right

RKP, MUSRENBANG, APBDES, FIRST, SECOND = DUES


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


def states(actor, year=2027, code="32.05.09.2006"):
    lines = pictures.picture(villages_with(actor.user, Right.READ), year)
    line = next(line for line in lines if line.code == code)
    return {cell.due.name.value: cell.state.value + ("!" if cell.late else "") for cell in line.cells}


# The rules


def test_the_last_days_are_those_of_the_law():
    assert [due.by(2027) for due in DUES] == [
        date(2026, 6, 30),
        date(2026, 9, 30),
        date(2026, 10, 31),
        date(2027, 6, 30),
        date(2027, 12, 31),
    ]


@pytest.mark.parametrize(
    ("step", "today", "told"),
    [
        (None, date(2026, 6, 30), (Coverage.NOT_HELD, False)),
        (None, date(2026, 7, 1), (Coverage.MISSED, True)),
        (Step("planned", date(2026, 6, 20)), date(2026, 6, 30), (Coverage.PLANNED, False)),
        (Step("planned", date(2026, 6, 20)), date(2026, 7, 1), (Coverage.PLANNED, True)),
        (Step("held", date(2026, 6, 20), date(2026, 7, 1)), date(2026, 7, 1), (Coverage.HELD, False)),
        (Step("held", date(2026, 6, 20), date(2026, 7, 1)), date(2026, 7, 2), (Coverage.HELD, True)),
        (Step("submitted", date(2026, 7, 1)), date(2026, 7, 1), (Coverage.SENT, True)),
        (Step("submitted", date(2026, 6, 30)), date(2026, 9, 1), (Coverage.SENT, False)),
        (Step("returned", date(2026, 6, 30)), date(2026, 9, 1), (Coverage.RETURNED, False)),
        (Step("published", date(2026, 7, 9)), date(2026, 9, 1), (Coverage.PUBLISHED, False)),
        (Step("corrected", date(2026, 6, 9)), date(2026, 9, 1), (Coverage.PUBLISHED, False)),
    ],
)
def test_a_cell_says_how_far_a_meeting_is_and_whether_it_is_late(step, today, told):
    assert coverage(step, due_on=date(2026, 6, 30), today=today) == told


def test_of_several_meetings_the_furthest_counts():
    steps = [Step("planned", None), Step("submitted", None), Step("held", None)]

    assert furthest(steps) == steps[1]
    assert furthest([]) is None


def test_reports_of_the_two_halves_are_told_apart():
    june, december = date(2027, 6, 20), date(2027, 12, 10)

    assert (FIRST.takes("musdes_pelaksanaan", june), FIRST.takes("musdes_pelaksanaan", december)) == (True, False)
    assert (SECOND.takes("musdes_pelaksanaan", june), SECOND.takes("musdes_pelaksanaan", december)) == (False, True)
    assert not RKP.takes("musrenbangdes", june)


# The picture


@time_machine.travel("2026-07-20T03:00:00Z", tick=False)
def test_the_picture_follows_a_meeting_from_plan_to_board(bu_camat, village):
    assert states(bu_camat)["rkp"] == "lewat!"

    meeting = make_meeting(village, status=MeetingStatus.HELD, submitted_at=None)
    assert states(bu_camat)["rkp"] == "digelar!"  # seven working days have passed

    for status, told in (("submitted", "terkirim"), ("returned", "kembali"), ("published", "terbit")):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        assert states(bu_camat)["rkp"] == told

    Meeting.objects.filter(pk=meeting.pk).update(deleted_at="2026-07-19T00:00:00Z")
    assert states(bu_camat)["rkp"] == "lewat!"


@time_machine.travel("2026-06-24T03:00:00Z", tick=False)
def test_working_days_and_holidays_decide_when_a_report_is_late(bu_camat, village):
    meeting = make_meeting(village, status=MeetingStatus.HELD, submitted_at=None)  # held on Monday, 15 June
    meeting.rules["report_working_days"] = 6
    meeting.save()

    assert states(bu_camat)["rkp"] == "digelar"  # 16 June is Islamic new year: six working days end on the 24th

    meeting.rules["report_working_days"] = 5
    meeting.save()
    assert states(bu_camat)["rkp"] == "digelar!"


@time_machine.travel("2026-07-20T03:00:00Z", tick=False)
def test_an_officer_sees_the_villages_of_the_area_only_and_no_kelurahan(client, bu_camat, village):
    make_region("32.05.10", "Kadungora")
    make_village("32.05.10.2001", "Jauh")
    Region.objects.create(code="32.05.09.1001", name="Kelurahan Kota", level="kelurahan", parent_id="32.05.09")
    Village.objects.create(id=ids.uuid7(), region_id="32.05.09.1001")
    client.force_login(bu_camat.user)

    page = client.get("/petugas/cakupan/").content.decode()

    assert "Cangkuang" in page
    assert "Jauh" not in page
    assert "Kelurahan Kota" not in page


@time_machine.travel("2026-07-20T03:00:00Z", tick=False)
def test_filters_narrow_and_sort_the_picture(client, dpmd, village, next_door):
    make_meeting(next_door)
    client.force_login(dpmd.user)

    def named(query):
        page = client.get(f"/petugas/cakupan/?tahun=2027&{query}").content.decode()
        return re.findall(r"2027/32\.05\.09\.\d+>([^<]+)<", page)

    assert named("") == ["Lembang", "Cangkuang"]
    assert named("urut=nama") == ["Cangkuang", "Lembang"]
    assert named("urut=lewat") == ["Cangkuang", "Lembang"]
    assert named("keadaan=terkirim") == ["Lembang"]
    assert named("keadaan=belum-lapor&musyawarah=rkp") == ["Cangkuang"]
    assert named("keadaan=belum-lapor&musyawarah=musrenbang") == []
    assert named("kecamatan=32.05.10") == []
    assert named("keadaan=omong&urut=kosong&musyawarah=x&tahun=abcd") == ["Lembang", "Cangkuang"]


@time_machine.travel("2026-07-20T03:00:00Z", tick=False)
def test_the_picture_leaves_as_csv_and_xlsx(client, bu_camat, village):
    Region.objects.filter(code="32.05.09.2006").update(name='=HYPERLINK("x")')
    client.force_login(bu_camat.user)

    answer = client.get("/petugas/cakupan/?tahun=2027&berkas=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Disposition"] == 'attachment; filename="cakupan-2027.csv"'
    assert rows[0][:6] == ["Kode", "Desa", "Kecamatan", "Musdes RKP", "Musdes RKP: batas", "Musdes RKP: terlambat"]
    assert rows[1][:6] == ["32.05.09.2006", '\'=HYPERLINK("x")', "Leles", "lewat", "2026-06-30", "ya"]

    sheet = load_workbook(BytesIO(client.get("/petugas/cakupan/?tahun=2027&berkas=xlsx").content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["Kode", "Desa", "Kecamatan"]
    assert sheet["B2"].data_type == "s"
    assert sheet["E2"].value.date() == date(2026, 6, 30)


@time_machine.travel("2026-07-20T03:00:00Z", tick=False)
def test_who_has_not_reported_gets_a_reminder_that_a_person_sends(client, bu_camat, village, next_door):
    make_meeting(next_door)
    client.force_login(bu_camat.user)

    listed = client.get("/petugas/cakupan/2027/belum-lapor/").content.decode()
    own = client.get("/petugas/cakupan/2027/32.05.09.2006").content.decode()
    other = client.get("/petugas/cakupan/2027/32.05.09.2005").content.decode()

    assert "- Cangkuang: Musdes RKP\n" in listed
    assert "Lembang" not in listed
    assert "1. Musdes RKP 2027 (batas 30 Juni 2026)" in own
    assert "https://wa.me/?text=Yth.%20Pemerintah%20Desa" in own
    assert "wa.me" not in other
    assert "Musdes RKP Desa 2027" in other  # the meeting itself, to open


def test_a_village_elsewhere_is_not_there(client, bu_camat):
    make_region("32.05.10", "Kadungora")
    make_village("32.05.10.2001", "Jauh")
    client.force_login(bu_camat.user)

    assert client.get("/petugas/cakupan/2027/32.05.10.2001").status_code == 404
    assert client.get("/petugas/cakupan/1890/32.05.09.2006").status_code == 404


@time_machine.travel("2026-11-20T03:00:00Z", tick=False)
def test_852_villages_cost_eight_queries_and_150_kilobytes(client, dpmd, village, django_assert_max_num_queries):
    fill(851)
    client.force_login(dpmd.user)
    client.get("/petugas/cakupan/?tahun=2027")

    with django_assert_max_num_queries(8):
        page = client.get("/petugas/cakupan/?tahun=2027")

    assert page.content.count(b"<tr><th><a href=2027/") == 852
    assert len(page.content) <= 150_000


@time_machine.travel("2026-11-20T03:00:00Z", tick=False)
def test_a_queue_of_300_in_852_villages_costs_eight_queries_and_150_kilobytes(
    client, dpmd, village, django_assert_max_num_queries
):
    fill(851)
    waiting = list(Meeting.objects.order_by("id").values_list("pk", flat=True)[:300])
    Meeting.objects.exclude(pk__in=waiting).update(status="held")
    Meeting.objects.filter(pk__in=waiting).update(submitted_at="2026-11-10T02:00:00Z")
    client.force_login(dpmd.user)
    client.get("/petugas/")

    with django_assert_max_num_queries(8):
        page = client.get("/petugas/?halaman=2")

    assert page.content.count(b" data-row ") == 50
    assert b"Halaman 2 dari 6" in page.content
    assert len(page.content) <= 150_000


def fill(villages):
    """As many villages as Aceh Utara has, beside Cangkuang, each with three meetings."""
    kecamatans = [
        Region(code=f"32.05.{n:02}", name=f"Kecamatan {n}", level="kecamatan", parent_id="32.05") for n in range(20, 47)
    ]
    Region.objects.bulk_create(kecamatans)
    codes = [f"{kecamatans[n % 27].code}.{2001 + n // 27}" for n in range(villages)]
    Region.objects.bulk_create(
        Region(code=code, name=f"Kampuang Tanjuang {code[-4:]}", level="desa", parent_id=code[:8]) for code in codes
    )
    made = Village.objects.bulk_create(Village(id=ids.uuid7(), region_id=code) for code in codes)
    kinds = (MeetingType.MUSDES_RKP, MeetingType.MUSRENBANGDES, MeetingType.MUSDES_APBDES)
    meetings = Meeting.objects.bulk_create(
        Meeting(village=one, id=ids.uuid7(), version=1, type=kind, title="Musdes", fiscal_year=2027, status="submitted")
        for one in made
        for kind in kinds
    )
    Session.objects.bulk_create(
        Session(village_id=one.village_id, id=ids.uuid7(), version=1, meeting=one.id, started_at="2026-06-15T02:00:00Z")
        for one in meetings
    )
    assert User.objects.exists()
