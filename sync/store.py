"""Writes many rows in one statement, whatever their number: a JSON recordset into ``INSERT … ON CONFLICT``.

One parameter carries all rows, so neither database's limit on parameters splits the statement.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from django.db import connection, models

Row = dict[str, Any]
"""Column name -> JSON: texts, numbers, booleans, UUID and RFC 3339 texts, lists and objects."""


def upsert(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Inserts ``rows`` or replaces the ones with the same ``key``. Every row names every column. One statement."""
    if rows:
        _run(model, rows, key)


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Inserts ``rows``; a duplicate raises ``IntegrityError``. One statement."""
    if rows:
        _run(model, rows, ())


def insert_missing(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Inserts the rows that are not there yet. One statement."""
    if rows:
        sql = f"{_insert(model, connection.vendor)} ON CONFLICT DO NOTHING"
        _execute(sql, rows)


def _run(model: type[models.Model], rows: Sequence[Row], key: tuple[str, ...]) -> None:
    sql = _insert(model, connection.vendor)
    if key:
        others = [name for name in _columns(model) if name not in key]
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
        sql += f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}"
    _execute(sql, rows)


def _execute(sql: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [orjson.dumps(rows).decode()])


@cache
def _columns(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    return {field.column: field for field in model._meta.local_concrete_fields if field.column}


@cache
def _insert(model: type[models.Model], vendor: str) -> str:
    columns = _columns(model)
    names = ", ".join(f'"{name}"' for name in columns)
    table = model._meta.db_table
    if vendor == "postgresql":
        types = ", ".join(f'"{name}" {field.db_type(connection)}' for name, field in columns.items())
        return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_to_recordset(%s::jsonb) AS r({types})'  # noqa: S608 -- names come from models
    picks = ", ".join(_sqlite_pick(name, field) for name, field in columns.items())
    return f'INSERT INTO "{table}" ({names}) SELECT {picks} FROM json_each(%s) WHERE true'  # noqa: S608 -- names come from models


def _sqlite_pick(name: str, field: "models.Field[Any, Any]") -> str:
    pick = f"json_extract(value, '$.{name}')"
    if isinstance(field, models.UUIDField) or isinstance(getattr(field, "target_field", None), models.UUIDField):
        return f"replace({pick}, '-', '')"
    if isinstance(field, models.DateTimeField):
        return f"replace(replace({pick}, 'T', ' '), 'Z', '')"
    if isinstance(field, models.JSONField) and field.null:
        return f"json(nullif(value -> '$.{name}', 'null'))"
    if isinstance(field, models.JSONField):
        return f"json(value -> '$.{name}')"
    return pick
