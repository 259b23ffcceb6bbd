from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from budgets.intake import sheets


def workbook(*rows, title="Pagu", hidden=()):
    """An XLSX with these rows in its first visible sheet, and hidden sheets before it."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for name in hidden:
        other = book.create_sheet(name, 0)
        other.append(["Kode Desa", "Pagu"])
        other.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content):
    (sheet,) = sheets.read(content).sheets
    return [row.cells for row in sheet.rows]


TOLD = [("Kode", "Pagu"), ("2.3.10", "48.232,91"), ("4.1.02", "7")]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_csv_is_read_in_every_dialect(separator, encoding, ending):
    text = ending.join(separator.join(f'"{cell}"' for cell in row) for row in [*TOLD, ("Kafé", "–")])

    assert cells(text.encode(encoding)) == [*TOLD, ("Kafé", "–")]


def test_a_comma_within_amounts_is_no_separator():
    assert cells(b"Kode;Pagu;Sumber\n2.3.10;48.232,91;DDS\n4.1.02;1,5;ADD\n")[1] == ("2.3.10", "48.232,91", "DDS")


def test_signs_and_line_ends_within_quotes_make_no_columns():
    text = 'Nama;Lokasi;Pagu\n"a, b\n, c\n, d";"x, y";1\n"e, f\n, g";;2\n'

    assert [len(row) for row in cells(text.encode())] == [3, 3, 3]


def test_excels_own_word_for_the_separator_is_heard_and_counted_as_a_row():
    (sheet,) = sheets.read(b"sep=;\r\nKode;Pagu\r\n2.3.10;1,5\r\n").sheets

    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("Kode", "Pagu")), (3, ("2.3.10", "1,5"))]


def test_a_row_has_the_number_that_a_spreadsheet_shows():
    (sheet,) = sheets.read(b'Nama;Pagu\n"Jalan\ndua baris";1\n;\n\nJembatan;2\n').sheets

    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Nama", "Pagu")),
        (2, ("Jalan\ndua baris", "1")),
        (5, ("Jembatan", "2")),
    ]


def test_a_sheet_is_read_to_the_sen_without_noise():
    content = workbook(
        ["Kode", "Pagu", "Kapan", "Padat karya"],
        ["2.3.10", 48232.91, date(2027, 4, 1), True],
        ["4.1.02", 0.1 + 0.2, datetime(2027, 5, 2, 8), False],
        [None, None, None],
        ["5.1.00", 900_000_000, None, None],
        ["5.2.00", 1e15, -2.5, 900719925474099],
    )

    (sheet,) = sheets.read(content).sheets

    assert sheet.name == "Pagu"
    assert [(row.number, row.cells) for row in sheet.rows[1:]] == [
        (2, ("2.3.10", "48232,91", "2027-04-01", "ya")),
        (3, ("4.1.02", "0,3", "2027-05-02", "tidak")),
        (5, ("5.1.00", "900000000")),
        (6, ("5.2.00", "1000000000000000", "-2,5", "900719925474099")),
    ]


def test_hidden_and_empty_sheets_say_nothing():
    assert [one.name for one in sheets.read(workbook(["Kode"], hidden=["Referensi"])).sheets] == ["Pagu"]


def test_the_apostrophe_that_disarms_a_formula_is_taken_off_again():
    assert cells(b"Nama;Pagu\n'=SUM(A1);'-5\n'Aisyiyah;''=x\n")[1:] == [("=SUM(A1)", "-5"), ("'Aisyiyah", "'=x")]


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.UNPACKED + 1))
    return out.getvalue()


def entities() -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(workbook(["Kode"]))) as old, ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + content
            new.writestr(part, content)
    return out.getvalue()


def a_zip_of_something() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("foto.jpg", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"\n ; \n", "kosong"),
        (workbook(), "kosong"),
        (b"x" * (sheets.LARGEST + 1), "5 MB"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "XLSX"),
        (b"%PDF-1.7\x00\x01", "XLSX"),
        (a_zip_of_something(), "XLSX"),
        (entities(), "XLSX"),
        (workbook(["Kode"])[:-300], "rusak"),
        (workbook(["Kode"]).replace(b"PK\x05\x06", b"PK\x05\x07"), "rusak"),
        (bomb(), "terlalu besar"),
        (b"a;b\n" * (sheets.MOST_ROWS + 1), "20.000 baris"),
        (b'Nama;Pagu\n"' + b"jalan;1\n" * 2000, "tanda kutip"),
        (b'Nama;Pagu\n"' + b"jalan;1\n" * 30_000, "kutip"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(content, said):
    with pytest.raises(sheets.NotATable) as refused:
        sheets.read(content)

    assert said in str(refused.value)


def test_a_workbook_of_a_million_empty_rows_is_refused_without_being_walked():
    book = Workbook()
    book.active.cell(row=1_048_576, column=1, value="Kode")
    out = BytesIO()
    book.save(out)

    with pytest.raises(sheets.NotATable) as refused:
        sheets.read(out.getvalue())
    assert "20.000 baris" in str(refused.value)


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [sheets.letter(place) for place in (0, 25, 26, 51)] == ["A", "Z", "AA", "AZ"]
