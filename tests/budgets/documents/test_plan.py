"""The yearly plan: the official columns in order on page, PDF and spreadsheet, and a flat CSV."""

import csv
from io import BytesIO, StringIO

from django.utils import translation
from openpyxl import load_workbook

from budgets import codes, plans
from budgets.documents import plan
from budgets.intake import columns, plan_form, sheets
from budgets.intake.looks import What
from meetings.terms import MeetingStatus
from tests.factories.meetings import JUTA, make_item, make_meeting
from tests.villages.board.printed import Printed

COLUMNS = [
    *("No", "Bidang", "Jenis Kegiatan", "Lokasi", "Volume", "Sasaran / Manfaat", "Waktu Pelaksanaan"),
    *("Jumlah (Rp)", "Sumber", "Swakelola", "Kerja Sama Antar Desa", "Kerja Sama Pihak Ketiga"),
    "Rencana Pelaksana Kegiatan",
]
"""Permendagri 114/2014, Lampiran, with the second row of the head where there is one."""


def test_the_matrix_has_the_columns_of_the_regulation_and_sums_by_field(published, meeting):
    with translation.override("id"):
        printed = Printed(plan.matrix(published(meeting)))

    assert printed.sizes == {(297, 210)}
    assert printed.tagged
    assert all(inside for _name, inside in printed.fonts)
    text = printed.text.replace("\n", " ")
    for word in ("RENCANA KERJA PEMERINTAH DESA", "Sasaran / Manfaat", "Ketua Tim Penyusun", "Kepala Desa"):
        assert word in text
    assert "120.000.000,00" in printed.text
    assert "Jumlah Total 200.000.000,00" in text
    assert "Terbilang: dua ratus juta rupiah." in text


def test_the_spreadsheet_has_the_official_columns_in_order_and_sums_after_each_field(published, meeting, rows_of):
    rows = rows_of(plan.spreadsheet(published(meeting)))

    head = next(place for place, row in enumerate(rows) if row[0] == "No")
    assert [below or above for above, below in zip(rows[head], rows[head + 1], strict=True)] == COLUMNS
    assert rows[head][1] == "Bidang / Jenis Kegiatan"
    assert rows[head][7] == "Perkiraan Biaya dan Sumber Pembiayaan"
    assert rows[head][9] == "Prakiraan Pola Pelaksanaan"
    body = rows[head + 2 :]
    assert [(row[1], row[7]) for row in body if isinstance(row[7], int)] == [
        ("Bidang 2", 120_000_000),
        ("Bidang 2", 80_000_000),
        ("Jumlah per Bidang 2", 200_000_000),
        ("Jumlah Total", 200_000_000),
    ]
    assert body[1][9:12] == ["✓", None, None]


def test_the_spreadsheet_holds_numbers_and_no_formula(published, meeting):
    make_item(meeting, "=HYPERLINK(1)", JUTA)

    sheet = load_workbook(BytesIO(plan.spreadsheet(published(meeting)))).active

    named = {row[2].value: row for row in sheet.iter_rows()}
    assert named["=HYPERLINK(1)"][2].data_type == "s"
    assert named["Perpipaan air bersih"][7].value == 80_000_000


def test_the_same_publication_gives_the_same_bytes(published, meeting):
    one = published(meeting)

    assert plan.spreadsheet(one) == plan.spreadsheet(one)
    assert plan.matrix(one) == plan.matrix(one)


def test_the_csv_opens_in_excel_and_disarms_formulas(published, meeting):
    make_item(meeting, "@SUM(A1)", JUTA)

    content = plan.text_table(published(meeting))

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows[1:]].count("'@SUM(A1)") == 1
    assert {len(row) for row in rows} == {len(plan.HEAD)}


def test_the_page_shows_the_same_table_and_its_files(published, meeting, client):
    one = published(meeting)

    page = client.get(f"/desa/32.05.09.2006/terbitan/{one.number}/tabel/rkp/").content.decode()

    for text in [*COLUMNS, "Jumlah per Bidang 2", "120.000.000,00", "200.000.000,00", "dokumen/rkp.xlsx"]:
        assert text in page
    assert (
        f"/terbitan/{one.number}/tabel/rkp/"
        in client.get(f"/desa/32.05.09.2006/terbitan/{one.number}/").content.decode()
    )
    for absent in ("du-rkp", "apb-desa", "gaji"):
        assert client.get(f"/desa/32.05.09.2006/terbitan/{one.number}/tabel/{absent}/").status_code == 404


def test_what_the_board_gives_out_comes_in_again_with_the_same_sums(published, village, meeting):
    codes.load()
    one = published(meeting)
    again = make_meeting(village, title="Musdes RKP Desa 2027, diulang", status=MeetingStatus.HELD)

    found = columns.find(sheets.read(plan.spreadsheet(one)), plan_form.FORM)
    look = plans.look(found, again)

    assert [str(one) for one in look.bad] == []
    titles = [step.title for step in look.of(What.NEW)]
    assert titles == ["2 Pengerasan jalan usaha tani Blok Cibodas", "2 Perpipaan air bersih"]
    assert {step.fields["amount"] for step in look.of(What.NEW)} == {120 * JUTA, 80 * JUTA}
    assert not [one.label for one in look.sums if one.differs]
