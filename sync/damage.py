"""Reads rows that may be damaged: what a database gives back of them can no longer be a UUID, a time or JSON."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.db import DatabaseError
from django.db.models import QuerySet

AT_ONCE = 500

UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, ArithmeticError, DatabaseError)
"""What reading a damaged row raises, column by column and database by database."""


def each(rows: QuerySet[Any], key: str, keys: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """The rows with these keys, ``None`` in the place of one that cannot be read; those that are gone are left out.

    One query for ``AT_ONCE`` rows, and one a row where one of them is damaged.
    """
    for start in range(0, len(keys), AT_ONCE):
        wanted = keys[start : start + AT_ONCE]
        try:
            found = {_key(row, key): row for row in rows.filter(**{f"{key}__in": wanted})}
        except UNREADABLE:
            yield from _one_by_one(rows, key, wanted)
        else:
            yield from ((one, found[one]) for one in wanted if one in found)


def _one_by_one(rows: QuerySet[Any], key: str, wanted: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for one in wanted:
        row = rows.filter(**{key: one})
        if row.exists():
            found = None
            with suppress(*UNREADABLE):
                found = row.first()
            yield one, found


def _key(row: Any, key: str) -> Any:
    return row[key] if isinstance(row, dict) else getattr(row, key)
