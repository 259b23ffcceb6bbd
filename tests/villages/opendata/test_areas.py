"""Whose publications an area's files hold: all current ones of its villages, and no other."""

import pytest

from meetings.models import Meeting
from tests.factories.meetings import make_item, make_whole_meeting
from tests.factories.villages import make_village
from tests.villages.opendata.reading import csv_rows, got
from villages import tasks
from villages.board import areas
from villages.board.opendata import making
from villages.board.publish import withdraw
from villages.models import Region, VillageCode

TABLES = ["terbitan", "kegiatan", "sumber-dana", "usulan", "pengawasan", "musyawarah", "kehadiran", "pembahasan"]


@pytest.mark.parametrize("table", TABLES)
def test_a_kecamatan_is_the_union_of_its_villages(rows, cangkuang, lembang, far_away, table):
    first, second = rows(f"32.05.09.2006/{table}"), rows(f"32.05.09.2005/{table}")

    assert first
    assert second
    assert sorted(rows(f"32.05.09/{table}"), key=str) == sorted([*first, *second], key=str)


def test_kabupaten_provinsi_and_country_hold_all_below_them(rows, cangkuang, lembang, far_away):
    def villages(area):
        return {row["desa"] for row in rows(f"{area}terbitan")}

    assert villages("32.05.09/") == {"Cangkuang", "Lembang"}
    for area in ("32.05/", "32/", ""):
        assert villages(area) == {"Cangkuang", "Lembang", "Kadungora"}
    assert villages("32.05.10/") == {"Kadungora"}


def test_every_form_of_a_table_holds_the_same_rows(client, rows, cangkuang):
    told = csv_rows(got(client, "32.05.09.2006/kegiatan.csv").bytes)

    assert [row["kegiatan"] for row in told] == [row["kegiatan"] for row in rows("32.05.09.2006/kegiatan")]
    assert [row["jumlah"] for row in told] == ["120000000", "80000000"]
    assert {row["kode_rekening"] for row in told} == {"2.3.11", "2.4.06"}


def test_what_is_withdrawn_is_gone(client, rows, cangkuang, lembang, bu_camat):
    assert len(rows("32.05.09/terbitan")) == 2

    withdraw(cangkuang, by=bu_camat.actor, reason="Salah desa.")

    assert [row["desa"] for row in rows("32.05.09/terbitan")] == ["Lembang"]
    assert got(client, "32.05.09.2006/terbitan.json").status_code == 404
    assert "Belum ada data" in got(client, "32.05.09.2006/").content.decode()


def test_a_correction_replaces_what_it_corrects(rows, published, cangkuang):
    meeting = Meeting.objects.get()
    assert len(rows("32.05.09.2006/kegiatan")) == 2

    make_item(meeting, "Jembatan gantung")
    published(meeting)

    assert [row["nomor_terbitan"] for row in rows("32.05.09.2006/terbitan")] == [2]
    assert "Jembatan gantung" in {row["kegiatan"] for row in rows("32.05.09.2006/kegiatan")}


def test_a_live_change_shows_nowhere_before_it_is_published(rows, cangkuang):
    make_item(Meeting.objects.get(), "Jembatan gantung")

    assert "Jembatan gantung" not in {row["kegiatan"] for row in rows("32.05.09.2006/kegiatan")}


def test_an_earlier_code_leads_to_the_village(client, cangkuang, village):
    VillageCode.objects.create(
        village=village, code="32.05.01.2001", name="Cangkuang", from_on="2010-01-01", until_on="2019-12-31"
    )

    assert got(client, "32.05.01.2001/")["Location"] == "/data/32.05.09.2006/"
    assert got(client, "32.05.01.2001/kegiatan.csv")["Location"] == "/data/32.05.09.2006/kegiatan.csv"


@pytest.mark.parametrize("path", ["99.99/", "99.99/kegiatan.csv", "32.05.09/lain.csv", "lain.csv", "skema/lain.json"])
def test_what_there_is_not_is_said(client, cangkuang, path):
    assert got(client, path).status_code == 404


@pytest.mark.parametrize("villages", [1, 3])
def test_a_file_costs_the_same_queries_however_many_villages(
    client, published, django_assert_num_queries, bu_camat, villages, cangkuang
):
    for number in range(1, villages):
        published(make_whole_meeting(make_village(f"32.05.09.201{number}", f"Desa {number}")))

    with django_assert_num_queries(3):  # the area, its state, its publications
        got(client, "32.05.09/kegiatan.csv")
    with django_assert_num_queries(2):
        got(client, "32.05.09/usulan.json")


def test_many_are_made_at_night_and_kept_until_the_next(client, rows, monkeypatch, cangkuang, lembang, bu_camat):
    monkeypatch.setattr(making, "AT_ONCE", 1)
    assert got(client, "32.05.09/kegiatan.csv").status_code == 404
    assert got(client, "32.05.09.2006/kegiatan.csv").status_code == 200

    assert tasks.make_open_data() == 4  # the country, provinsi, kabupaten, kecamatan

    assert len(rows("32.05.09/terbitan")) == 2
    assert tasks.make_open_data_of("32.05.09") is False
    withdraw(cangkuang, by=bu_camat.actor, reason="Salah desa.")
    assert tasks.make_open_data_of("32.05.09") is True
    assert len(rows("32.05.09/terbitan")) == 1


def test_no_two_make_an_area_at_a_time(cangkuang, monkeypatch):
    nested = []
    monkeypatch.setattr(making, "renew", lambda area: nested.append(tasks.make_open_data_of(area.code)) or True)

    assert tasks.make_open_data_of("32") is True
    assert nested == [False]
    assert tasks.make_open_data_of("32") is True
    assert tasks.make_open_data_of("99") is False


def test_makings_go_when_nobody_reads_them_any_more(client, published, cangkuang, time_machine_at, tmp_path):
    def again():
        got(client, "32.05.09.2006/kegiatan.csv")
        published(Meeting.objects.get())

    again()
    again()
    assert len(list((tmp_path / "files/open-data/32.05.09.2006").iterdir())) == 2

    with time_machine_at(making.OLD * 2):
        got(client, "32.05.09.2006/kegiatan.csv")
    assert len(list((tmp_path / "files/open-data/32.05.09.2006").iterdir())) == 1


def test_an_area_has_the_name_that_people_know(cangkuang):
    Region.objects.filter(code="32.05.09").update(name="Leles")

    assert [areas.area_of(code).name for code in ("", "32", "32.05", "32.05.09", "32.05.09.2006")] == [
        "Indonesia",
        "Provinsi Jawa Barat",
        "Kabupaten Garut",
        "Kecamatan Leles",
        "Desa Cangkuang",
    ]


def test_the_same_publications_are_the_same_bytes(cangkuang):
    area = areas.area_of("32.05.09")
    first = making._make(area, areas.state_of(area))

    again = making._make(area, areas.state_of(area))

    assert {name: file.sha256 for name, file in first.files.items()} == {
        name: file.sha256 for name, file in again.files.items()
    }
