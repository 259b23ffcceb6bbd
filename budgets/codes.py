"""Verb: bring the national account codes up to an edition of the table.

A code has one row a meaning, in force from a year until another. A newer edition ends the old name and begins the new
one, so what was booked under the old one keeps its name.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from budgets.models import AccountCode
from budgets.terms import Ranah

TABLE = Path(__file__).parent / "data" / "kode_rekening.csv"
"""The annex of Permendagri 20/2018 with later national additions."""

FIRST_YEAR = 2018
AT_ONCE = 50
"""Rows in one statement: SQLite takes 999 parameters."""

SAID_BY_THE_TABLE = ("name", "level", "parent_code", "sector", "siskeudes")


Read = Mapping[tuple[str, str], AccountCode]
Known = Mapping[tuple[str, str], list[AccountCode]]


class Loaded(NamedTuple):
    """How many codes or meanings began, were mended within their first year, and ended."""

    added: int
    mended: int
    ended: int


@transaction.atomic
def load(table: Path = TABLE, *, year: int = FIRST_YEAR, whole: bool = False) -> Loaded:
    """Brings the codes up to an edition that is in force from ``year``; the same edition again changes nothing.

    A code that reads otherwise than before ends with the year before and begins anew; one that began with ``year``
    itself is mended. ``whole``: the edition names every code there is, so what it leaves out ends too; without it
    such codes stay. No item is touched: it keeps its code, and the code its name of the item's year.
    """
    known: dict[tuple[str, str], list[AccountCode]] = defaultdict(list)
    for row in AccountCode.objects.filter(kabupaten__isnull=True).order_by("year_from"):
        known[row.ranah, row.code].append(row)
    read = {(row.ranah, row.code): row for row in _rows(table, year)}
    added, mended, ended = _compared(read, known, year)
    if whole:
        ended += _left_out(read, known, year)
    AccountCode.objects.bulk_update(ended, ["year_until"], batch_size=AT_ONCE)
    AccountCode.objects.bulk_create(added, batch_size=AT_ONCE)
    AccountCode.objects.bulk_update(mended, SAID_BY_THE_TABLE, batch_size=AT_ONCE)
    return Loaded(len(added), len(mended), len(ended))


def _compared(read: Read, known: Known, year: int) -> tuple[list[AccountCode], list[AccountCode], list[AccountCode]]:
    """What begins, what is mended, and what ends because it goes on under another name."""
    added, mended, ended = [], [], []
    for key, new in read.items():
        now = _in_force(known[key], year)
        if now is None:
            new.year_until = _last_before_next(known[key], year)
            added.append(new)
        elif all(getattr(now, name) == getattr(new, name) for name in SAID_BY_THE_TABLE):
            continue
        elif now.year_from == year:
            new.pk = now.pk
            mended.append(new)
        else:
            new.year_until, now.year_until = now.year_until, year - 1
            added.append(new)
            ended.append(now)
    return added, mended, ended


def _left_out(read: Read, known: Known, year: int) -> Iterator[AccountCode]:
    for key in known.keys() - read.keys():
        now = _in_force(known[key], year)
        if now is not None and now.year_from < year:
            now.year_until = year - 1
            yield now


def _in_force(rows: list[AccountCode], year: int) -> AccountCode | None:
    return next((row for row in rows if row.in_force(year)), None)


def _last_before_next(rows: list[AccountCode], year: int) -> int | None:
    later = [row.year_from for row in rows if row.year_from > year]
    return min(later) - 1 if later else None


def _rows(table: Path, year: int) -> Iterator[AccountCode]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            yield AccountCode(
                ranah=Ranah(line["ranah"]),
                code=line["code"],
                name=line["name"],
                level=line["level"],
                parent_code=line["parent_code"],
                sector=line["sektor_usulan"].partition(";")[0],
                siskeudes=line["kode_siskeudes"],
                year_from=year,
            )
