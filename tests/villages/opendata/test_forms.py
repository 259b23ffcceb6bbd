"""CSV, XLSX and JSON that other programs read: by their standards, and never as a formula."""

import json
import tracemalloc
from datetime import UTC, datetime

import frictionless
import pytest
from jsonschema import Draft202012Validator

from meetings.models import Meeting
from tests.factories.meetings import JUTA, make_item
from tests.villages.opendata.reading import cells, csv_rows, got, names_of
from villages.board.opendata import core, writers

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
HOME = "32.05.09.2006/"


@pytest.mark.parametrize("sign", FORMULAS)
def test_no_text_becomes_a_formula(client, published, cangkuang, sign):
    said = f'{sign}HYPERLINK("http://jahat.example";"klik")'
    make_item(Meeting.objects.get(), said, implementer=f"{sign}1+1")
    published(Meeting.objects.get())

    table = csv_rows(got(client, f"{HOME}kegiatan.csv").bytes)
    sheet = cells(got(client, f"{HOME}kegiatan.xlsx").bytes)

    assert f"'{said}" in {row["kegiatan"] for row in table}
    assert not [value for row in table for value in row.values() if value.startswith(FORMULAS)]
    assert not [cell.value for cell in sheet if cell.data_type == "f"]
    assert not [cell.value for cell in sheet if isinstance(cell.value, str) and cell.value.startswith(FORMULAS)]
    items = json.loads(got(client, f"{HOME}kegiatan.json").bytes)["baris"]
    assert said in {row["kegiatan"] for row in items}, "JSON is no spreadsheet: there the text is as it was published"


def test_csv_is_as_rfc_4180_has_it(client, published, cangkuang):
    make_item(Meeting.objects.get(), 'Jalan "baru", dua\nbaris; 1;2')
    published(Meeting.objects.get())

    content = got(client, f"{HOME}kegiatan.csv").bytes

    assert content.endswith(b"\r\n")
    assert content.startswith(b"id_desa,kode_desa,desa,")
    assert b'"Jalan ""baru"", dua\nbaris; 1;2"' in content
    assert len({len(row) for row in csv_rows(content)}) == 1


@pytest.mark.parametrize(("sen", "told"), [(JUTA, "1000000"), (JUTA + 50, "1000000.5"), (JUTA + 1, "1000000.01")])
def test_amounts_are_rupiah_with_their_sen(client, published, cangkuang, sen, told):
    make_item(Meeting.objects.get(), "Yang dicari", sen)
    published(Meeting.objects.get())

    found = [row for row in csv_rows(got(client, f"{HOME}kegiatan.csv").bytes) if row["kegiatan"] == "Yang dicari"]

    assert [row["jumlah"] for row in found] == [told]


def test_every_json_file_keeps_its_schema(client, cangkuang, lembang):
    tables = [table.name for table in core.tables()]
    assert len(tables) == 9

    for table in tables:
        told = json.loads(got(client, f"32.05.09/{table}.json").bytes)
        schema = json.loads(got(client, f"skema/{table}-v1.json").bytes)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert told["skema"] == schema["$id"]
        checking = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        assert [error.message for error in checking.iter_errors(told)] == []
        assert not checking.is_valid({**told, "baris": [{}]})


def test_a_table_has_no_column_without_a_meaning_and_no_row_of_another_length(cangkuang):
    for table in core.tables():
        columns = core.columns_of(table)
        assert len({column.name for column in columns}) == len(columns)
        assert all(str(column.says) for column in columns)
        assert {len(row) for row in core.rows_of(table, cangkuang)} <= {len(columns)}


def test_the_dictionary_names_every_column(client, db):
    page = got(client, "kamus/").bytes.decode()

    for table in core.tables():
        assert f'id="tabel-{table.name}"' in page
        assert all(f"<code>{column.name}</code>" in page for column in core.columns_of(table))


def test_frictionless_finds_every_table_as_its_descriptor_says(client, cangkuang, lembang, tmp_path):
    for name in names_of(client, "32.05.09/"):
        (tmp_path / name).write_bytes(got(client, f"32.05.09/{name}").bytes)

    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()

    assert report.flatten(["taskNumber", "rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == 9


def test_a_long_file_needs_no_more_memory_than_a_short_one(tmp_path):
    rows = ([number, "Kegiatan " * 60] for number in range(6000))
    at = datetime(2026, 6, 15, tzinfo=UTC)
    tracemalloc.start()
    with (
        (tmp_path / "long.csv").open("wb") as csv,
        (tmp_path / "long.json").open("wb") as listing,
        writers.as_csv(csv, ["nomor", "kegiatan"]) as first,
        writers.as_json(listing, ["nomor", "kegiatan"], {"tabel": "panjang"}) as second,
        writers.as_xlsx(tmp_path / "long.xlsx", ["nomor", "kegiatan"], at) as third,
    ):
        for row in rows:
            for write in (first, second, third):
                write(row)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (tmp_path / "long.csv").stat().st_size > 3_000_000
    assert len(json.loads((tmp_path / "long.json").read_text())["baris"]) == 6000
    assert peak < 1_500_000


def test_a_spreadsheet_that_nobody_could_open_is_left_out(client, cangkuang, monkeypatch):
    monkeypatch.setattr(writers, "MOST_LINES", 2)

    names = names_of(client, HOME)

    assert "terbitan.xlsx" in names
    assert "kegiatan.xlsx" not in names
    assert {"kegiatan.csv", "kegiatan.json"} < set(names)
