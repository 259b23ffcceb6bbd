"""An official table, once: the same columns, rows and sums as a page, a spreadsheet and a PDF.

Whoever makes one says its head and its rows; the three ways out only draw them, so they cannot differ. The words of a
form are the regulation's own and pass no catalogue.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from backend.kernel import money
from villages.board import imprint
from villages.board.archives import clean, steady
from villages.board.spreadsheet import LONGEST_NAME, MOST_LETTERS
from villages.board.typesetting import pdf_of
from villages.models import Publication

LAYOUT = Path(__file__).parent.parent / "layouts" / "form.typ"
FIGURE, CENTRE, TEXT = "figure", "centre", "text"
PLAIN, GROUP, SUM, TOTAL = "plain", "group", "sum", "total"
ROOM_TO_SIGN = 3
"""Lines between an office and the name of who holds it."""
_SHADE = {GROUP: "F2F2F2", SUM: "F2F2F2", TOTAL: "D9D9D9"}
_RULE = Side(style="thin", color="999999")
_EDGE = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in sen in a cell."""

    sen: int


Cell = str | int | float | Money


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head that spans ``down`` rows and ``across`` columns."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """How wide a column is, in shares of the line, and how it stands."""

    width: int
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body: a plain one, a group's heading, a sum, the total. One cell for each column.

    ``wide``: its words take the empty columns after them as well.
    """

    cells: Sequence[Cell]
    kind: str = PLAIN
    wide: bool = False

    def spans(self) -> Iterator[tuple[int, int]]:
        """The place of each cell that is drawn, and how many columns it takes."""
        place = 0
        while place < len(self.cells):
            end = place + 1
            words = self.wide and isinstance(self.cells[place], str) and self.cells[place] != ""
            while words and end < len(self.cells) and self.cells[end] == "":
                end += 1
            yield place, end - place
            place = end


@dataclass(frozen=True, slots=True)
class Form:
    """An official table with what stands above and below it. ``heads``: the rows of the head, spans included.

    ``numbered``: whether the columns are numbered below the head, as official forms do. ``closing``: sentences under
    the table (sums in words). ``signatures``: place and date or "Mengetahui", then the office.
    """

    name: str
    title: Sequence[str]
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    heads: Sequence[Sequence[Head]]
    lines: Sequence[Line]
    closing: Sequence[str] = ()
    signatures: Sequence[tuple[str, str]] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
        """Each line's kind, and its cells: how they stand, what they say, how many columns they take."""
        for line in self.lines:
            yield (
                line.kind,
                [(self.columns[place].kind, written(line.cells[place]), across) for place, across in line.spans()],
            )


def written(cell: Cell) -> str:
    """A cell as official documents write it: ``1.250.000,00``; what is taken off stands in brackets."""
    if isinstance(cell, Money):
        text = money.rupiah_full(abs(cell.sen)).removeprefix("Rp ")
        return f"({text})" if cell.sen < 0 else text
    return cell if isinstance(cell, str) else number(cell)


def number(value: float) -> str:
    """``1250.5`` as ``1.250,5``."""
    return f"{value:,}".translate(str.maketrans(".,", ",."))


def made(form: Form | None) -> Form:
    """The table; raises ``LookupError`` where the publication holds none."""
    if form is None:
        raise LookupError("no such table in this publication")
    return form


def as_pdf(form: Form, publication: Publication) -> bytes:
    """The form on A4 across; the same bytes for the same publication."""
    marks = imprint.of(publication)
    words: dict[str, Any] = {
        "title": f"{' '.join(form.title)}, {marks.village}",
        "author": marks.village,
        "foot": f"{marks.line} {marks.address}",
        "heading": "\n".join(form.title),
        "facts": [list(one) for one in form.facts],
        "columns": [asdict(one) for one in form.columns],
        "heads": [[asdict(one) for one in row] for row in form.heads],
        "lines": [
            {"kind": kind, "cells": [{"text": text, "across": across} for _stands, text, across in cells]}
            for kind, cells in form.rows
        ],
        "closing": list(form.closing),
        "signatures": [list(one) for one in form.signatures],
    }
    return pdf_of(LAYOUT, words, at=publication.published_at)


def as_xlsx(form: Form, *, at: datetime) -> bytes:
    """The form as a spreadsheet: amounts are numbers, no text is a formula, the head is repeated on every sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = form.name[:LONGEST_NAME]
    for place, column in enumerate(form.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(6, column.width)
    row = _above(sheet, form)
    first = row
    taken: set[tuple[int, int]] = set()
    for heads in form.heads:
        _head(sheet, row, heads, taken)
        row += 1
    sheet.freeze_panes = sheet.cell(row, 1)
    sheet.print_title_rows = f"{first}:{row - 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for line in form.lines:
        _line(sheet, row, form.columns, line)
        row += 1
    _below(sheet, row + 1, form)
    out = BytesIO()
    book.save(out)
    return steady(out.getvalue(), at=at)


def _above(sheet: Any, form: Form) -> int:
    """Title and facts; answers the row where the head begins."""
    row = 1
    for text in form.title:
        _put(sheet, row, 1, text, bold=True)
        row += 1
    for name, what in form.facts:
        _put(sheet, row, 1, f"{name}: {what}")
        row += 1
    return row + 1


def _head(sheet: Any, row: int, heads: Sequence[Head], taken: set[tuple[int, int]]) -> None:
    place = 1
    for head in heads:
        while (row, place) in taken:
            place += 1
        cell = _put(sheet, row, place, head.text, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        down, across = row + head.down - 1, place + head.across - 1
        for at in ((r, c) for r in range(row, down + 1) for c in range(place, across + 1)):
            taken.add(at)
            sheet.cell(*at).border = _EDGE
        if head.down > 1 or head.across > 1:
            sheet.merge_cells(start_row=row, start_column=place, end_row=down, end_column=across)
        place = across + 1


def _line(sheet: Any, row: int, columns: Sequence[Column], line: Line) -> None:
    for place, (column, value) in enumerate(zip(columns, line.cells, strict=True), start=1):
        cell = _put(sheet, row, place, value, bold=line.kind != PLAIN)
        stands = {FIGURE: "right", CENTRE: "center"}.get(column.kind, "left")
        cell.alignment = Alignment(horizontal=stands, vertical="top", wrap_text=True)
        cell.border = _EDGE
        if line.kind in _SHADE:
            cell.fill = PatternFill("solid", fgColor=_SHADE[line.kind])
    for first, taken in line.spans():
        if taken > 1:
            sheet.merge_cells(start_row=row, start_column=first + 1, end_row=row, end_column=first + taken)


def _below(sheet: Any, row: int, form: Form) -> None:
    for text in form.closing:
        _put(sheet, row, 1, text)
        row += 1
    last = len(form.columns)
    for place, (before, office) in enumerate(form.signatures):
        column = 1 + place * max(1, last * 2 // 3)
        _put(sheet, row + 1, column, before)
        _put(sheet, row + 2, column, office)
        _put(sheet, row + 2 + ROOM_TO_SIGN, column, f"( {'.' * 40} )")


def _put(sheet: Any, row: int, place: int, value: Cell, *, bold: bool = False) -> Any:
    cell = sheet.cell(row, place)
    if isinstance(value, Money):
        cell.value, cell.number_format = money.plain(value.sen), "#,##0.00;(#,##0.00)"
    elif isinstance(value, str):
        cell.value = clean(value)[:MOST_LETTERS] or None
        if cell.value is not None:
            cell.data_type = "s"  # a spreadsheet takes a text that begins with = for a formula
    else:
        cell.value = value
    cell.font = Font(bold=bold)
    return cell
