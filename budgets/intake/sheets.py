"""Bytes of a table as rows of text, whatever program wrote it: XLSX, or CSV in its many dialects."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from backend.kernel.cells import is_formula
from backend.kernel.problems import Problem

LARGEST = 5 * 2**20
"""Bytes of a file: a kabupaten's ceilings of 440 villages and 8 sources are 400 KB as CSV."""
UNPACKED = 60 * 2**20
"""Bytes that an XLSX may become when it is unpacked; one that grows beyond was made to do harm."""
MOST_PARTS, MOST_SHEETS = 500, 20
MOST_ROWS, MOST_COLUMNS = 20_000, 100
LONGEST_CELL = 5_000

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = ";,\t|"
_LOOKED_AT = 60
"""Rows that the separator is guessed from."""
_SIGNIFICANT = 15
"""Digits of a number that a spreadsheet keeps; what stands behind them is noise."""
_WHY_XLSX = _("Simpan sebagai XLSX atau CSV dari program lembar kerja Anda, lalu pilih berkas itu.")


class NotATable(Problem):
    """A file that no table can be read from; nothing of it was taken. ``why``: what is wrong and what to do."""

    code = "not_a_table"
    status = 422
    title = _("Berkas ini tidak dapat dibaca sebagai tabel.")

    def __init__(self, why: Any) -> None:
        self.why = str(why)
        super().__init__(why=self.why)

    def __str__(self) -> str:
        return self.why


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the file as a spreadsheet counts (from 1), and its cells as trimmed text."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at a place (from 0); ``""`` where the row is shorter."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, without its blank rows; a CSV is one without a name."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file that hold anything, in its order."""

    sheets: tuple[Sheet, ...]


def letter(place: int) -> str:
    """The letter over a column (from 0): ``"A"``."""
    return str(get_column_letter(place + 1))


def read(content: bytes) -> Book:
    """The sheets of an XLSX or CSV file; raises ``NotATable``."""
    if len(content) > LARGEST:
        raise NotATable(_("Berkas terlalu besar. Paling besar 5 MB; bagi menjadi beberapa berkas."))
    if content.startswith(_OLD_OFFICE):
        raise NotATable(_WHY_XLSX)
    sheets = _workbook(content) if content.startswith(_ZIP) else [Sheet("", tuple(_text_rows(content)))]
    found = tuple(one for one in sheets if one.rows)
    if not found:
        raise NotATable(_("Berkas ini kosong. Periksa apakah Anda memilih berkas yang benar."))
    return Book(found)


def _workbook(content: bytes) -> list[Sheet]:
    _harmless(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        visible = [one for one in book.worksheets if one.sheet_state == "visible"][:MOST_SHEETS]
        return [Sheet(one.title, tuple(_sheet_rows(one))) for one in visible]
    except NotATable:
        raise
    except Exception as broken:  # whatever a damaged or forged file makes the parser raise
        raise NotATable(_("Berkas XLSX ini rusak. Buka dan simpan lagi, lalu coba sekali lagi.")) from broken


def _harmless(content: bytes) -> None:
    """Raises ``NotATable`` for an archive that is no workbook, or that was made to fill the memory."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            known = {part.filename for part in parts}
            if "xl/workbook.xml" not in known:
                raise NotATable(_WHY_XLSX)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
                raise NotATable(_("Isi berkas XLSX ini terlalu besar. Hapus gambar dan lembar yang tidak perlu."))
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2048):
                        raise NotATable(_WHY_XLSX)
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as broken:
        raise NotATable(_("Berkas XLSX ini rusak atau dikunci dengan sandi.")) from broken


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its own size is often wrong
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        _few_enough(number)
        row = _row(number, (_shown(value) for value in values))
        if row.cells:
            yield row


def _shown(value: Any) -> str:
    """A cell's value as a spreadsheet in Indonesia shows it, exact to the sen and free of binary noise."""
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case float() | Decimal():
            exact = f"{Decimal(f'{value:.{_SIGNIFICANT}g}'):f}"
            whole, _point, part = exact.partition(".")
            part = part.rstrip("0")
            return f"{whole},{part}" if part else whole
        case datetime() | date():
            return value.isoformat()[: len("2026-11-26")]
        case _:
            return str(value)


def _text_rows(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    if "\x00" in text:
        raise NotATable(_WHY_XLSX)
    told = re.match(r"sep=(.)\r?\n", text)
    separator = told[1] if told else _separator(text)
    body = text[told.end() :] if told else text
    try:
        for number, cells in enumerate(_records(body, separator), start=2 if told else 1):
            _few_enough(number)
            row = _row(number, cells)
            if row.cells:
                yield row
    except csv.Error as broken:
        raise NotATable(
            _("Tanda kutip di dalam CSV ini tidak lengkap. Simpan lagi dari program lembar kerja.")
        ) from broken


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows calls "CSV"


def _separator(text: str) -> str:
    """The sign that parts the largest share of the first rows into one same number of columns; of two, the wider."""
    best, most = ",", (0.0, 0)
    for sign in _SEPARATORS:
        try:
            widths = Counter(len(cells) for cells, _n in zip(_records(text, sign), range(_LOOKED_AT), strict=False))
        except csv.Error:
            continue
        score = max(((rows / widths.total(), width) for width, rows in widths.items() if width > 1), default=(0.0, 0))
        if score > most:
            best, most = sign, score
    return best


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return iter(csv.reader(StringIO(text, newline=""), delimiter=separator))


def _row(number: int, cells: Iterable[str]) -> Row:
    said = [_tidy(cell) for cell in cells][:MOST_COLUMNS]
    if any(len(cell) > LONGEST_CELL for cell in said):
        raise NotATable(_("Satu sel berisi lebih dari 5.000 huruf. Periksa tanda kutip dan pemisah kolomnya."))
    while said and not said[-1]:
        said.pop()
    return Row(number, tuple(said))


def _tidy(cell: str) -> str:
    text = trimmed(cell)
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def trimmed(text: str) -> str:
    """A text as a cell keeps it: without space around it, its lines ended alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def armed(text: str) -> str:
    """A text as we write it into a CSV, so that no spreadsheet reckons it; ``read`` gives back ``trimmed`` of it."""
    told = trimmed(text)
    return f"'{told}" if is_formula(told.lstrip("'")) else told


def _few_enough(number: int) -> None:
    if number > MOST_ROWS:
        raise NotATable(_("Tabel ini lebih dari 20.000 baris. Bagi menjadi beberapa berkas."))
