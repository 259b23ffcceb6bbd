"""What leaves as a file is reckoned by no spreadsheet, and what comes as a file does no harm by its size."""

import csv
import unicodedata
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from backend.kernel.cells import is_formula
from budgets.intake import sheets
from meetings import tables
from villages.board.spreadsheet import disarmed

SIGNS = "=+-@"
BEFORE = ["", " ", "  ", "\t", "\r", "\n", "\x0b", "\x0c", "\x00", "\u00a0", "\u200b", "\ufeff", " \t \x0b"]
WIDE = ["＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "−"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", [*SIGNS, *WIDE])
def test_no_blank_and_no_wide_sign_hides_a_formula(before, sign):
    text = f"{before}{sign}HYPERLINK(1)"

    assert disarmed(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Jalan = baru", "1+1", "Dusun-dusun", "a@b", "", " ", "(=1)", "✓ -", "'=1"])
def test_what_begins_otherwise_is_left_as_it_is(text):
    assert disarmed(text) == text


def reckoned(text):
    """By another way than the product's: everything folded to its plain form first, then what nobody sees stripped."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    hidden = {sign for sign in plain if unicodedata.category(sign)[0] in "ZC"}
    return plain.lstrip("".join(hidden))[:1] in tuple(SIGNS)


@settings(max_examples=3000, derandomize=True, database=None, deadline=None)
@given(
    st.text(st.sampled_from([*SIGNS, *WIDE, *" \t\r\n\x0b\x0c\x00\u200b\ufeff'a1\"(;,"]), max_size=6)
    | st.text(max_size=4)
)
def test_nothing_that_is_reckoned_gets_through(text):
    if reckoned(text):
        assert disarmed(text).startswith("'")
    if text[:1] in ("\t", "\r", "\n", "\0"):
        assert is_formula(text)


def test_both_forms_of_a_desks_list_hold_texts_only():
    bad = ['=cmd|"/C calc"!A0', "＝1+1", "\x0b-2", "@SUM(1)", "+62812"]
    rows = [[text, 5, None] for text in bad]

    told = tables.as_csv("daftar", ["a", "b", "c"], rows).content.decode("utf-8-sig")
    book = load_workbook(BytesIO(tables.as_xlsx("daftar", ["a", "b", "c"], [[bad[0]], [bad[1]], [bad[3]]]).content))

    assert [row[0] for row in csv.reader(StringIO(told), delimiter=";")][1:] == [f"'{text}" for text in bad]
    assert {cell.data_type for row in book.active.iter_rows(min_row=2, max_col=1) for cell in row} == {"s"}


def workbook(**parts):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_a_gigabyte_is_refused_unread():
    bomb = bytearray(workbook(**{"xl/worksheets/sheet1.xml": b"0" * (200 * 2**20), "[Content_Types].xml": b"<x/>"}))
    assert len(bomb) < 2**20

    with pytest.raises(sheets.NotATable):
        sheets.read(bytes(bomb))


def test_a_workbook_of_a_thousand_parts_is_refused():
    with pytest.raises(sheets.NotATable):
        sheets.read(workbook(**{f"xl/{number}.xml": b"x" for number in range(1000)}))


def test_a_workbook_that_lies_about_its_size_is_refused():
    """The directory says ten bytes; what is packed is a hundred megabytes."""
    honest = workbook(**{"xl/workbook.xml": b"0" * (100 * 2**20)})
    size = (100 * 2**20).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))

    with pytest.raises(sheets.NotATable):
        sheets.read(lying)


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:1/x">',
        "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12)) + '<!ENTITY x "&a11;">',
    ],
    ids=["file", "address", "laughs"],
)
def test_no_entity_in_a_workbook_is_followed(entity):
    doctype = f"<?xml version='1.0'?><!DOCTYPE s [{entity}]>"
    strings = (
        f'{doctype}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;</t></si></sst>'
    )
    out = BytesIO()
    tables_book = tables.as_xlsx("daftar", ["a"], [["b"]]).content
    with ZipFile(BytesIO(tables_book)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, strings if name.endswith("sharedStrings.xml") else old.read(name))
        if "xl/sharedStrings.xml" not in old.namelist():
            new.writestr("xl/sharedStrings.xml", strings)

    try:
        found = sheets.read(out.getvalue())
    except sheets.NotATable:
        return
    assert "root:" not in repr(found)
    assert "haha" not in repr(found)
