"""Writes many rows in one statement, whatever their number.

PostgreSQL takes them as one JSON recordset, SQLite as parameters of one prepared statement, which is what each of them
does quickest; no limit on parameters splits the statement.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from django.db import connection, models

Row = dict[str, Any]
"""Column name -> JSON: texts, numbers, booleans, UUID and RFC 3339 texts, lists and objects."""

Writer = Callable[[Any], Any]


def upsert(model: type[models.Model], rows: Sequence[Row], *, key: tuple[str, ...]) -> None:
    """Inserts ``rows`` or replaces the ones with the same ``key``. Every row names every column. One statement."""
    _run(_upsert(model, connection.vendor, key), model, rows)


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Inserts ``rows``; a duplicate raises ``IntegrityError``. One statement."""
    _run(_insert(model, connection.vendor), model, rows)


def insert_missing(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Inserts the rows that are not there yet. One statement."""
    _run(f"{_insert(model, connection.vendor)} ON CONFLICT DO NOTHING", model, rows)


def _run(sql: str, model: type[models.Model], rows: Sequence[Row]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(sql, [orjson.dumps(rows).decode()])
        else:
            cursor.executemany(sql, _sqlite_parameters(model, rows))


@cache
def _columns(model: type[models.Model]) -> "dict[str, models.Field[Any, Any]]":
    return {field.column: field for field in model._meta.local_concrete_fields if field.column}


@cache
def _upsert(model: type[models.Model], vendor: str, key: tuple[str, ...]) -> str:
    others = [name for name in _columns(model) if name not in key]
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    return f"{_insert(model, vendor)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}"  # nosec B608 # names come from models


@cache
def _insert(model: type[models.Model], vendor: str) -> str:
    columns = _columns(model)
    names = ", ".join(f'"{name}"' for name in columns)
    table = model._meta.db_table
    if vendor == "postgresql":
        types = ", ".join(f'"{name}" {field.db_type(connection)}' for name, field in columns.items())
        return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_to_recordset(%s::jsonb) AS r({types})'  # nosec B608 # noqa: S608 -- names come from models
    marks = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # nosec B608 # noqa: S608 -- names come from models


def _sqlite_parameters(model: type[models.Model], rows: Sequence[Row]) -> list[list[Any]]:
    in_order = itemgetter(*_columns(model))
    parameters = [list(in_order(row)) for row in rows]
    for place, write in _sqlite_writers(model):
        for values in parameters:
            if values[place] is not None:
                values[place] = write(values[place])
    return parameters


@cache
def _sqlite_writers(model: type[models.Model]) -> list[tuple[int, Writer]]:
    writers = [_sqlite_writer(field) for field in _columns(model).values()]
    return [(place, write) for place, write in enumerate(writers) if write is not None]


def _sqlite_writer(field: "models.Field[Any, Any]") -> Writer | None:
    if isinstance(field, models.JSONField):
        return _as_json
    if isinstance(field, models.UUIDField) or isinstance(getattr(field, "target_field", None), models.UUIDField):
        return _as_hex
    return _as_moment if isinstance(field, models.DateTimeField) else None


def _as_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _as_hex(value: str) -> str:
    return value.replace("-", "")


def _as_moment(value: str) -> str:
    return value.replace("T", " ").removesuffix("Z")
