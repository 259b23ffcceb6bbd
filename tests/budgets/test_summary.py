"""The overview of money: who sees which villages, what it adds up to, files, and a village's page."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
import time_machine
from openpyxl import load_workbook

from backend.kernel.money import SEN
from budgets import overview, reckoning
from budgets.models import OversightAction, OversightVisit, ProgressReport, Reckoned, YearStanding
from budgets.terms import Every, ItemState, OversightState
from meetings.models import Look, Photo
from sync.models import Feed
from tests.factories.meetings import JUTA, PIPES, ROAD, make_item, make_meeting, put
from tests.factories.villages import assign, make_person, make_region, make_village
from villages.models import Village
from villages.terms import Role

YEAR = 2027
PLACE = "/petugas/ringkasan/?tahun=2027"


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def elsewhere(village):
    """A village of another kecamatan of the same kabupaten."""
    make_region("32.05.10", "Kadungora")
    return make_village("32.05.10.2001", "Karangmulya")


def spend(village, amount=100 * JUTA, spent=40 * JUTA, *, percent=50, name=ROAD, end_month=12):
    """An activity of the APB Desa with a report, as phones would have sent it."""
    meeting = make_meeting(village, type="musdes_apbdes")
    item = make_item(meeting, name, amount, state=ItemState.UNDER_WAY, end_month=end_month)
    return item, put(
        ProgressReport,
        village,
        budget_item=item.id,
        reported_on=date(2027, 6, 20),
        physical_percent=percent,
        spent=spent,
    )


def reckoned(*villages, on="2027-06-25"):
    for village in villages:
        Feed.objects.update_or_create(village=village, defaults={"epoch": "e", "head": 1})
    with time_machine.travel(f"{on} 03:00:00+00:00", tick=False):
        reckoning.refresh(Village.objects.all(), most=50)


def page_of(client, user, place=PLACE, on="2027-06-25"):
    with time_machine.travel(f"{on} 03:00:00+00:00", tick=False):
        client.force_login(user)
        return client.get(place)


def test_a_kabupaten_sees_all_its_villages_added_up(client, dpmd, village, elsewhere):
    spend(village)
    spend(elsewhere, 300 * JUTA, 60 * JUTA)
    reckoned(village, elsewhere)

    page = page_of(client, dpmd.user).content.decode()

    assert "Rp400 juta" in page.replace("\xa0", " ")
    assert "Karangmulya" in page
    assert "Pembangunan" not in page or "Menurut bidang" in page
    assert page.count("<svg") >= 3
    assert "<script>" not in page


def sent(*villages):
    for village in villages:
        Feed.objects.update_or_create(village=village, defaults={"epoch": "e", "head": 1})


def test_a_look_reads_what_was_sent_just_now_and_writes_nothing(client, dpmd, village, elsewhere):
    spend(village)
    spend(elsewhere, 300 * JUTA, 60 * JUTA)
    reckoned(village)
    spend(village, 50 * JUTA, 50 * JUTA, name=PIPES)
    Feed.objects.filter(village=village).update(head=2)
    sent(elsewhere)
    kept = list(YearStanding.objects.values()), list(Reckoned.objects.values())

    page = page_of(client, dpmd.user).content.decode().replace("\xa0", " ")

    assert "Rp450 juta" in page
    assert "belum masuk hitungan ini" not in page
    assert (list(YearStanding.objects.values()), list(Reckoned.objects.values())) == kept
    assert page_of(client, dpmd.user, "/petugas/ringkasan/?tahun=2030").context["known"] == 0


def test_who_waits_beyond_ten_is_told_and_reckoned_at_a_press(client, dpmd, village):
    homes = [village, *(make_village(f"32.05.09.20{number}", f"Desa{number}") for number in range(10, 21))]
    for home in homes:
        spend(home)
    sent(*homes)

    page = page_of(client, dpmd.user)
    assert "Kiriman baru dari 2 desa belum masuk hitungan ini." in page.content.decode()
    assert page.context["known"] == 10

    with time_machine.travel("2027-06-25 03:00:00+00:00", tick=False):
        done = client.post("/petugas/ringkasan/hitung/", {"tahun": "2027", "urut": "nama"}, follow=True)
    assert done.context["known"] == 12
    assert done.context["asked"].order == "nama"
    assert "belum masuk hitungan ini" not in done.content.decode()
    assert client.get("/petugas/ringkasan/hitung/").status_code == 405


def test_a_kecamatan_sees_its_own_villages_alone(client, bu_camat, village, elsewhere):
    spend(village)
    spend(elsewhere, 300 * JUTA)
    reckoned(village, elsewhere)

    page = page_of(client, bu_camat.user).content.decode()
    asked = page_of(client, bu_camat.user, f"{PLACE}&kecamatan=32.05.10").content.decode()
    file = page_of(client, bu_camat.user, f"{PLACE}&berkas=csv").content.decode("utf-8-sig")

    assert "Cangkuang" in page
    assert "Karangmulya" not in page + asked + file
    assert "Rp100.000.000" in page
    assert "300.000.000" not in page + asked + file


def test_another_kecamatans_village_does_not_exist_for_an_officer(client, bu_camat, elsewhere):
    spend(elsewhere)

    assert page_of(client, bu_camat.user, f"/petugas/ringkasan/2027/{elsewhere.code}").status_code == 404


def test_who_records_does_not_see_the_area_but_the_own_village(client, siti, asep, village):
    spend(village)

    assert page_of(client, siti.user).status_code == 403
    assert page_of(client, siti.user, f"/petugas/ringkasan/2027/{village.code}").status_code == 200
    assert page_of(client, asep.user, f"/petugas/ringkasan/2027/{village.code}").status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, village):
    assert client.get(PLACE).status_code == 302
    assert client.get(f"/petugas/ringkasan/2027/{village.code}").status_code == 302


def test_where_a_second_factor_is_asked_for_nothing_is_shown_without(client, dpmd, village, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert page_of(client, dpmd.user).status_code == 302


def test_an_inspectors_look_at_a_village_is_kept_and_an_officers_is_not(client, dpmd, village):
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    place = f"/petugas/ringkasan/2027/{village.code}"

    page_of(client, dpmd.user, place)
    assert Look.objects.count() == 0
    page_of(client, auditor, place)

    look = Look.objects.get()
    assert (look.village_id, look.by_id) == (village.pk, auditor.pk)


def test_rows_are_sorted_by_what_the_address_says(client, dpmd, village, next_door, elsewhere):
    spend(village, 100 * JUTA, 90 * JUTA, percent=90)
    spend(next_door, 300 * JUTA, 10 * JUTA)
    spend(elsewhere, 200 * JUTA, 10 * JUTA, end_month=5)
    reckoned(village, next_door, elsewhere)

    def names(order):
        text = page_of(client, dpmd.user, f"{PLACE}&urut={order}").content.decode()
        return sorted(("Cangkuang", "Lembang", "Karangmulya"), key=text.index)

    assert names("rencana") == ["Lembang", "Karangmulya", "Cangkuang"]
    assert names("serapan") == ["Lembang", "Karangmulya", "Cangkuang"]
    assert names("terlambat")[0] == "Karangmulya"
    assert names("drop table") == ["Lembang", "Cangkuang", "Karangmulya"]


def test_the_files_hold_what_the_page_shows_to_the_rupiah(client, dpmd, village, elsewhere):
    spend(village, 100 * JUTA + 50, 40 * JUTA)
    reckoned(village, elsewhere)

    told = page_of(client, dpmd.user, f"{PLACE}&berkas=csv").content.decode("utf-8-sig")
    book = load_workbook(BytesIO(page_of(client, dpmd.user, f"{PLACE}&berkas=xlsx").content))

    rows = {row["Desa"]: row for row in csv.DictReader(StringIO(told), delimiter=";")}
    assert (rows["Cangkuang"]["Anggaran (rupiah)"], rows["Cangkuang"]["Serapan (%)"]) == ("100000000.5", "39")
    assert rows["Karangmulya"]["Anggaran (rupiah)"] == "0"
    cells = [cell.value for cell in book.active[2]]
    assert (cells[1], cells[7], cells[8]) == ("Cangkuang", 100 * JUTA / SEN + 0.5, 40 * JUTA // SEN)


def test_villages_far_from_the_others_are_named_among_nine(village, dpmd, client):
    homes = [village, *(make_village(f"32.05.09.20{number}", f"Desa{number}") for number in range(10, 18))]
    for home in homes:
        spend(home, (900 if home is village else 100) * JUTA, 40 * JUTA)
    reckoned(*homes)

    page = page_of(client, dpmd.user).content.decode()
    rows = overview.rows_of(Village.objects.all(), YEAR)

    assert {one.row.name for one in overview.outliers(rows) if one.what == "planned"} == {"Cangkuang"}
    assert overview.outliers(rows[:8]) == []
    assert "Rp900.000.000" in page[page.index('id="jauh"') :]


def test_sums_by_field_are_the_sum_of_the_villages(village, next_door):
    spend(village, 100 * JUTA, 40 * JUTA)
    spend(next_door, 250 * JUTA, 50 * JUTA)
    reckoned(village, next_door)

    rows = overview.rows_of(Village.objects.all(), YEAR)
    by_field = overview.sums(rows, "field")

    assert (by_field["2"].planned, by_field["2"].spent, by_field["2"].count) == (350 * JUTA, 90 * JUTA, 2)
    assert sum(one.planned for one in by_field.values()) == sum(row.planned for row in rows)
    assert sum(one.planned for one in overview.sums(rows, "source").values()) == 350 * JUTA
    assert sum(one.spent for one in overview.sums(rows, "source").values()) == 90 * JUTA


@pytest.mark.parametrize("count", [1, 3])
def test_the_area_takes_nine_queries_whatever_its_size(client, dpmd, village, count, django_assert_num_queries):
    homes = [village, *(make_village(f"32.05.09.20{number}", f"Desa{number}") for number in range(10, 9 + count))]
    for home in homes:
        spend(home)
    reckoned(*homes)
    client.force_login(dpmd.user)

    with django_assert_num_queries(9):
        client.get(PLACE)


@pytest.mark.parametrize("count", [1, 3])
def test_a_village_takes_as_many_queries_whatever_it_recorded(client, dpmd, village, count, django_assert_num_queries):
    for number in range(count):
        spend(village, name=f"Kegiatan {number}")
    client.force_login(dpmd.user)

    with django_assert_num_queries(15):
        client.get(f"/petugas/ringkasan/2027/{village.code}")


# A village's page


def test_plan_and_reality_stand_side_by_side(client, bu_camat, village):
    item, report = spend(village, 100 * JUTA, 110 * JUTA, percent=80, end_month=5)
    photo = put(
        Photo,
        village,
        progress_report=report.id,
        purpose="during",
        sha256="a" * 64,
        size=1,
        media_type="image/jpeg",
    )

    page = page_of(client, bu_camat.user, f"/petugas/ringkasan/2027/{village.code}").content.decode()

    assert f"{ROAD} sudah memakai Rp110.000.000 dari anggaran Rp100.000.000." in page
    assert f"{ROAD} direncanakan selesai 31 Mei 2027, baru 80 persen." in page
    assert "-Rp10.000.000" in page
    assert "April – Mei" in page
    assert f"/petugas/{village.pk}/foto/{photo.sha256}.jpg" in page
    assert item.hamlet in page


def test_photographs_open_for_officers_only(client, siti, village):
    _, report = spend(village)
    put(Photo, village, progress_report=report.id, purpose="before", sha256="b" * 64, size=1, media_type="image/jpeg")

    page = page_of(client, siti.user, f"/petugas/ringkasan/2027/{village.code}").content.decode()

    assert "b" * 64 not in page
    assert "Ringkasan uang desa" not in page


def test_what_presses_is_reminded_of_by_element_never_by_name(client, bu_camat, village):
    meeting = make_meeting(village)
    told = {"watcher": "Bu Oneng", "watcher_element": "perempuan", "method": "Melihat papan jam buka"}
    action = put(
        OversightAction,
        village,
        meeting=meeting.id,
        subject="Posyandu",
        subject_kind="service",
        due_on=date(2027, 1, 20),
        every=Every.MONTHLY,
        **told,
    )
    put(
        OversightVisit,
        village,
        oversight_action=action.id,
        done_on=date(2027, 5, 18),
        finding="Tutup.",
        state=OversightState.FINDING_OPEN,
    )

    page = page_of(client, bu_camat.user, f"/petugas/ringkasan/2027/{village.code}").content.decode()
    text = page[page.index("<textarea") : page.index("</textarea>")]

    assert "Posyandu (lewat sejak 20 Juni 2027, oleh Kelompok perempuan). Cara: Melihat papan jam buka" in text
    assert "Oneng" not in text
    assert "Bu Oneng" in page
    assert "1 dari 12 kali dilakukan" in page


def test_without_anything_the_page_says_so(client, bu_camat, village):
    page = page_of(client, bu_camat.user, f"/petugas/ringkasan/2027/{village.code}").content.decode()

    assert "Belum ada kegiatan tahun ini" in page
    assert "belum mencatat siapa mengawasi apa" in page


def test_a_year_that_cannot_be_is_not_found(client, bu_camat, village):
    assert page_of(client, bu_camat.user, f"/petugas/ringkasan/9999/{village.code}").status_code == 404
    assert page_of(client, bu_camat.user, "/petugas/ringkasan/?tahun=99999&urut=&kecamatan=%00").status_code == 200


def test_a_villages_file_names_each_activity(client, siti, village):
    spend(village, name="=SUM(A1)")
    spend(village, name=PIPES, percent=100)

    told = page_of(client, siti.user, f"/petugas/ringkasan/2027/{village.code}?berkas=csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(StringIO(told), delimiter=";"))
    assert [row["Kegiatan"] for row in rows] == ["'=SUM(A1)", PIPES]
    assert rows[0]["Terpakai (rupiah)"] == "40000000"
