"""Which column of a table is what: the head is found by known names, or by what a person chose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from budgets.intake import cells
from budgets.intake.cells import Reader, Wrong
from budgets.intake.sheets import Book, Row, Sheet, letter

HEAD_WITHIN = 40
"""The head stands within so many rows: letterheads and titles come before it."""
DEEPEST = 3
"""Rows of a head: the official forms have a second one under "Perkiraan biaya"."""
LONGEST_SHOWN = 80
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a form knows: its name in code, its title for people, and what else tables call it."""

    name: str
    title: Words
    also: Sequence[str] = ()
    read: Reader = str
    needed: bool = False

    def called(self) -> set[str]:
        """Every label that means this column, in the form of ``keyed``."""
        return {keyed(one) for one in (self.name, str(self.title), *self.also)}


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of table."""

    name: str
    columns: tuple[Column, ...]

    def named(self) -> dict[str, str]:
        """The column's name by every label that means it; where two claim a label, the first has it.

        Tables are written in Indonesian, whatever language the page is shown in.
        """
        found: dict[str, str] = {}
        with override("id"):
            for column in self.columns:
                for label in column.called():
                    found.setdefault(label, column.name)
        return found


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell (or a row: ``column`` is empty) that cannot be taken: where it stands, what was read, what to do."""

    row: int
    column: str
    read: str
    why: str

    @property
    def place(self) -> str:
        """``Baris 7, kolom D (Pagu)``."""
        told = {"row": self.row, "column": self.column}
        return _("Baris %(row)d, kolom %(column)s") % told if self.column else _("Baris %(row)d") % told

    def __str__(self) -> str:
        return f"{self.place}: “{self.read}”. {self.why}" if self.read else f"{self.place}: {self.why}"


@dataclass(frozen=True, slots=True)
class Found:
    """A table whose head was found: ``places`` says where each known column stands (from 0)."""

    form: Form
    sheet: Sheet
    head: int
    """The number of the head's last row."""
    labels: tuple[str, ...]
    """What stands over each column, the head's rows joined."""
    places: Mapping[str, int]

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns that the form needs and the table has not."""
        return tuple(one for one in self.form.columns if one.needed and one.name not in self.places)

    @property
    def fingerprint(self) -> str:
        """The same for every table with this head, however it is spaced or spelled in case."""
        told = "\n".join((self.form.name, *(keyed(label) for label in self.labels)))
        return sha256(told.encode()).hexdigest()[:32]

    def lines(self) -> Iterator[Row]:
        """The rows under the head, without those that number the columns (1, 2, 3, ...)."""
        return (row for row in self.sheet.rows if row.number > self.head and not _numbers_columns(row))

    def said(self, row: Row, name: str) -> str:
        """What stands in a column of a row; ``""`` where the table has no such column."""
        return row.cell(self.places.get(name, -1))

    def values(self, row: Row) -> tuple[dict[str, Any], list[Bad]]:
        """What a row says, column by column (``None``: empty), and its bad cells; those are ``None`` as well."""
        values: dict[str, Any] = {}
        bad: list[Bad] = []
        for column in self.form.columns:
            said = self.said(row, column.name)
            values[column.name] = None
            if said:
                try:
                    values[column.name] = column.read(said)
                except Wrong as wrong:
                    bad.append(self.bad(row, column.name, str(wrong)))
            elif column.needed and column.name in self.places:
                bad.append(self.bad(row, column.name, _("Sel ini kosong. Isi, atau hapus barisnya.")))
        return values, bad

    def bad(self, row: Row, name: str, why: str) -> Bad:
        """A complaint about a column of a row."""
        title = next(str(one.title) for one in self.form.columns if one.name == name)
        place = self.places.get(name)
        where = title if place is None else f"{letter(place)} ({title})"
        return Bad(row.number, where, self.said(row, name)[:LONGEST_SHOWN], why)


def keyed(label: str) -> str:
    """A label as labels are compared: ``"Jumlah (Rp)"`` and ``"JUMLAH"`` are ``"jumlah"``."""
    words = cells.plain(label).split(" ")
    return " ".join(word for word in words if word != "rp") or " ".join(words)


def find(book: Book, form: Form, chosen: Mapping[str, int] | None = None) -> Found:
    """The sheet and head in which most of the form's columns stand.

    ``chosen``: where a person said that columns stand (from 0; ``-1``: nowhere); it goes before what labels say.
    """
    known = form.named()
    needed = {one.name for one in form.columns if one.needed}
    best: tuple[tuple[int, int, int], Found] | None = None
    for sheet in book.sheets:
        for first in range(min(HEAD_WITHIN, len(sheet.rows))):
            for depth in range(1, min(DEEPEST, len(sheet.rows) - first) + 1):
                found = _head(form, sheet, sheet.rows[first : first + depth], known)
                score = (len(needed & found.places.keys()), len(found.places), -depth)
                if best is None or score > best[0]:
                    best = (score, found)
    assert best is not None  # noqa: S101 -- a book has a sheet with a row
    found = best[1]
    if not found.places:
        found = _first_wide(form, found.sheet)
    return found if chosen is None else _with(found, chosen)


def _head(form: Form, sheet: Sheet, rows: Sequence[Row], known: Mapping[str, str]) -> Found:
    width = max(len(row.cells) for row in rows)
    labels: list[str] = []
    places: dict[str, int] = {}
    for place in range(width):
        stacked = [_over(row, place, last=row is rows[-1]) for row in rows]
        own = [row.cell(place) for row in rows if row.cell(place)]
        labels.append(" ".join(dict.fromkeys(label for label in stacked if label)))
        spellings = (*reversed(own), labels[-1])
        name = next((known[keyed(one)] for one in spellings if keyed(one) in known), None)
        if name is not None:
            places.setdefault(name, place)
    return Found(form, sheet, rows[-1].number, tuple(labels), places)


def _over(row: Row, place: int, *, last: bool) -> str:
    """What stands over a column in a row of the head: a merged cell has its words in the first column only."""
    if last or row.cell(place):
        return row.cell(place)
    return next((row.cell(before) for before in range(place - 1, -1, -1) if row.cell(before)), "")


def _first_wide(form: Form, sheet: Sheet) -> Found:
    """Where no label is known: the first row with two cells or more, for the person to say what is what."""
    wide = 2
    row = next((row for row in sheet.rows if sum(map(bool, row.cells)) >= wide), sheet.rows[0])
    return Found(form, sheet, row.number, row.cells, {})


def _with(found: Found, chosen: Mapping[str, int]) -> Found:
    names = {one.name for one in found.form.columns}
    said = {name: place for name, place in chosen.items() if name in names}
    taken = {place for place in said.values() if place >= 0}
    kept = {name: place for name, place in found.places.items() if name not in said and place not in taken}
    width = max(len(found.labels), *(len(row.cells) for row in found.sheet.rows))
    places = kept | {name: place for name, place in said.items() if 0 <= place < width}
    return Found(found.form, found.sheet, found.head, found.labels, places)


def _numbers_columns(row: Row) -> bool:
    """Whether a row only numbers the columns, as the forms of the regulations do under their heads."""
    said = [cell.strip("()") for cell in row.cells if cell]
    few = 3
    return len(said) >= few and said == [str(number) for number in range(1, len(said) + 1)]
