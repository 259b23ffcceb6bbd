"""Verb: bring the national account codes up to a table."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from budgets.models import AccountCode
from budgets.terms import Ranah

TABLE = Path(__file__).parent / "data" / "kode_rekening.csv"
"""The annex of Permendagri 20/2018 with later national additions."""

FIRST_YEAR = 2018
AT_ONCE = 100
"""Rows in one statement: SQLite takes 999 parameters."""

SAID_BY_THE_TABLE = ("name", "level", "parent_code", "sector", "siskeudes")


@transaction.atomic
def load(table: Path = TABLE) -> tuple[int, int]:
    """Adds the codes that are new and mends those that read otherwise; answers how many of each.

    Codes that the table no longer names stay: what was booked under them keeps its meaning.
    """
    known = {
        (row.ranah, row.code): row for row in AccountCode.objects.filter(kabupaten__isnull=True, year_from=FIRST_YEAR)
    }
    added, mended = [], []
    for read in _rows(table):
        row = known.get((read.ranah, read.code))
        if row is None:
            added.append(read)
        elif any(getattr(row, name) != getattr(read, name) for name in SAID_BY_THE_TABLE):
            read.pk = row.pk
            mended.append(read)
    AccountCode.objects.bulk_create(added, batch_size=AT_ONCE)
    AccountCode.objects.bulk_update(mended, SAID_BY_THE_TABLE, batch_size=AT_ONCE)
    return len(added), len(mended)


def _rows(table: Path) -> Iterator[AccountCode]:
    with table.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            yield AccountCode(
                ranah=Ranah(line["ranah"]),
                code=line["code"],
                name=line["name"],
                level=line["level"],
                parent_code=line["parent_code"],
                sector=line["sektor_usulan"].partition(";")[0],
                siskeudes=line["kode_siskeudes"],
                year_from=FIRST_YEAR,
            )
