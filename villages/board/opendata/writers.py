"""Tables and listings written row by row, so that a file of the whole country needs no more memory than a village's."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import RawIOBase, TextIOWrapper
from pathlib import Path
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from villages.board.archives import clean, settle
from villages.board.opendata.tables import Row, Value
from villages.board.spreadsheet import MOST_LETTERS, disarmed

Write = Callable[[Row], None]
MOST_LINES = 200_000
"""Of a spreadsheet, its head included. A sheet may hold five times as many, but no village's computer opens it."""
_FLAGS = {True: "true", False: "false", None: ""}


class Counted(RawIOBase):
    """A stream that passes on what is written, and knows its size and SHA-256."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._known, self.size = out, hashlib.sha256(), 0

    @property
    def sha256(self) -> str:
        return self._known.hexdigest()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._known.update(content)
        self.size += len(content)
        return self._out.write(content)


@contextmanager
def as_csv(out: IO[bytes] | Counted, names: Sequence[str]) -> Iterator[Write]:
    """RFC 4180 in UTF-8: commas, CRLF, a head. No text becomes a formula in a spreadsheet that opens it."""
    text = TextIOWrapper(cast("IO[bytes]", out), encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)

    def write(row: Row) -> None:
        writer.writerow(_FLAGS[one] if one is None or isinstance(one, bool) else disarmed(one) for one in row)

    yield write
    text.flush()
    text.detach()


@contextmanager
def as_json(out: IO[bytes], names: Sequence[str], head: Mapping[str, Any]) -> Iterator[Write]:
    """One object a row under ``baris``, after ``head``."""
    with as_listing(out, head, "baris") as item:

        def write(row: Row) -> None:
            item(dict(zip(names, row, strict=True)))

        yield write


@contextmanager
def as_listing(out: IO[bytes], head: Mapping[str, Any], key: str) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """A JSON object that ends with a list of items under ``key``, one a line."""
    out.write(_json(head)[:-1] + f', "{key}": ['.encode())
    first = True

    def write(item: Mapping[str, Any]) -> None:
        nonlocal first
        out.write((b"\n" if first else b",\n") + _json(item))
        first = False

    yield write
    out.write(b"\n]}\n")


@contextmanager
def as_xlsx(path: Path, names: Sequence[str], at: datetime) -> Iterator[Write]:
    """One sheet with a frozen head; ``path`` is left out where the rows are too many."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.freeze_panes = "A2"
    sheet.append(list(names))
    lines = 1

    def write(row: Row) -> None:
        nonlocal lines
        lines += 1
        if lines <= MOST_LINES:
            sheet.append([_cell(one) for one in row])

    yield write
    raw = path.with_suffix(".raw")
    book.save(raw)
    if lines <= MOST_LINES:
        with raw.open("rb") as before, path.open("wb") as after:
            settle(before, after, at=at)
    raw.unlink()


@contextmanager
def in_zip(path: Path, name: str, at: datetime) -> Iterator[tuple[IO[bytes], Callable[[str, bytes], None]]]:
    """A ZIP file: the stream of its first part, and how to add a short one when that is written."""
    later: list[tuple[str, bytes]] = []
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        with archive.open(_dated(name, at), "w", force_zip64=True) as part:
            yield part, lambda name, content: later.append((name, content))
        for name_, content in later:
            archive.writestr(_dated(name_, at), content, ZIP_DEFLATED)


def _dated(name: str, at: datetime) -> ZipInfo:
    info = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type = ZIP_DEFLATED
    return info


def _cell(value: Value) -> Value:
    """What openpyxl writes as it is: numbers as numbers, and a text never as a formula, since it is disarmed."""
    return clean(str(disarmed(value)))[:MOST_LETTERS] if isinstance(value, str) else value


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
