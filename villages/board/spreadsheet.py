"""A table as a spreadsheet, for those who go on reckoning."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from backend.kernel import cells
from villages.board.archives import clean, steady
from villages.board.writing import Cell, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31
NARROWEST, A_SHARE = 6, 2
"""Widths in letters: of any column, and of one share of the line."""
MOST_LETTERS = 32_767
"""What one cell holds; a longer text would make the file unreadable."""


def disarmed(value: Cell) -> Cell:
    """The cell as every spreadsheet shows it and none reckons it: an apostrophe before what looks like a formula."""
    return cells.disarmed(value) if isinstance(value, str) else value


def as_xlsx(table: Table, *, name: str, at: datetime) -> bytes:
    """One table, its head bold and frozen; numbers stay numbers, and no text becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", name)[:LONGEST_NAME])
    sheet.freeze_panes = "A2"
    for place, share in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(NARROWEST, share * A_SHARE)
    sheet.append([_cell(sheet, name, bold=True) for name in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return steady(out.getvalue(), at=at)


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=clean(value)[:MOST_LETTERS] if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # a spreadsheet takes a text that begins with = for a formula
    cell.font, cell.alignment = Font(bold=bold), Alignment(vertical="top", wrap_text=True)
    return cell
