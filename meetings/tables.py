"""Lists that leave the desk as files: CSV that spreadsheets open rightly, and XLSX."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from backend.kernel.cells import is_formula

Value = str | int | float | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """The rows as ``name.csv``: UTF-8 with a mark for Excel, semicolons as Indonesian spreadsheets expect."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([head, *([_plain(value) for value in row] for row in rows)])
    return _file(name + ".csv", "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig"))


def as_xlsx(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """The rows as ``name.xlsx``, the head frozen and bold; dates stay dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, text) for text in head])
    for row in rows:
        sheet.append([value if not isinstance(value, str) else _text(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return _file(name + ".xlsx", XLSX, out.getvalue())


def _plain(value: Value) -> str | int | float:
    if isinstance(value, str):
        return f"'{value}" if is_formula(value) else value
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: Any, text: str) -> Any:
    """A text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _file(name: str, media_type: str, content: bytes) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
